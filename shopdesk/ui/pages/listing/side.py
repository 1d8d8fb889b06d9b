"""One listing: how it stands, why it was refused beside the way to mend it, and what can be done with it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.pages.listing import words
from shopdesk.ui.pages.listing.checking import offered
from shopdesk.ui.pages.products.photo_box import Frame
from shopdesk.ui.pages.stock.panes import card, scrolled
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.listed import Listed, Rule
    from shopdesk.ui.pages.listing.page import ListingPage

PHOTO = 88


class ListingSide(QWidget):
    """The card at the right of the list."""

    def __init__(self, page: "ListingPage") -> None:
        super().__init__()
        self._page, self._link, self.mends = page, "", False
        self._one: Listed | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        frame, column = card()
        whole.addWidget(scrolled(frame))
        self.photo = Frame(page.win)
        self.photo.setFixedSize(theme.px(PHOTO), theme.px(PHOTO))
        self.title, self.state = Plain("", "h", wrap=True), Plain("", "strong", wrap=True)
        self.why, self.fix = Plain("", wrap=True, tone="danger"), Plain("", "sub", wrap=True)
        self.price, self.count = Plain("", "strong"), Plain("", "sub", wrap=True)
        self.carried, self.settled = Plain("", "sub", wrap=True), Plain("", "sub", wrap=True, tone="info")
        told = (self.price, self.count, self.carried, self.settled)
        self.labels = (self.title, self.state, self.why, self.fix, *told)
        column.addLayout(self._head())
        self.edit = Button(_("Edit"), icon="pencil", on=page.edit)
        self.pause = Button(_("Pause"), icon="player-pause", on=page.marked.pause)
        self.see = Button(_("Look at it there"), icon="external-link", on=self._see)
        self.file = Button(_("Fill the template file"), icon="file-export", on=page.files.fill_marked)
        self.uploaded = Button(_("The file was uploaded"), icon="upload", on=page.files.uploaded_marked)
        self.remove = Button(_("Take it down"), "danger", icon="trash", on=page.marked.ask_remove)
        for part in (self.why, self.fix, self.edit, *told):
            column.addWidget(part)
        for button in (self.uploaded, self.file, self.pause, self.see, self.remove):
            column.addWidget(button)
        column.addStretch(1)
        self.setMinimumWidth(theme.px(200))

    def _head(self) -> QHBoxLayout:
        """The photo beside title and state."""
        head, names = QHBoxLayout(), QVBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        names.addWidget(self.title)
        names.addWidget(self.state)
        return head

    def show_listing(
        self, one: "Listed", rule: "Rule | None", missing: str, *, by_file: bool, settled: Sequence[str] = ()
    ) -> None:
        """Show this one; `missing` is what a draft still lacks, `settled` what its sales really brought there."""
        self._put(self.settled, "\n".join(settled))
        state, tone = words.state(one, by_file=by_file)
        self.photo.name = one.photo
        self.photo.setVisible(bool(one.photo))
        self.photo.update()
        self.title.show_text(f"{one.title} · {one.account_name}" if one.account_name else one.title)
        # The platform's own word is for whoever asks it why; of what is on sale it says nothing new.
        told = one.remote_state if one.state != "live" or one.waits == "stuck" else ""
        self.state.show_text(f"{state} · {told}" if told else state)
        self.state.set_tone({"danger_text": "danger", "accent_text": "accent", "primary": "primary"}.get(tone, "muted"))
        why, fix = words.refusal(one)
        self._put(self.why, why or missing)
        self.why.set_tone("accent" if tone == "primary" else "danger")
        self._put(self.fix, fix)
        self._put(self.price, f"฿{money.text(one.price)}" if one.price else "")
        self._put(self.count, offered(rule) if one.listing and one.state != "removed" else "")
        self._arm(one, by_file=by_file)
        self._one = one
        self.show_file()

    def show_file(self) -> None:
        """How old its numbers there are where a person carries them, and the button for a file that arrived."""
        one, carried = self._one, self._page.files.carried
        waits = one is not None and carried.filled(one.account)
        lines = [carried.of_listing(one.account, one.listing), *carried.lines(one.account)[: 2 * waits]] if one else []
        self._put(self.carried, "\n".join(line for line in lines if line))
        self.carried.set_tone("accent" if waits else "muted")
        self.uploaded.setVisible(waits)

    def _arm(self, one: "Listed", *, by_file: bool) -> None:
        refused = one.state == "refused" or one.waits == "stuck"
        self._link = one.link
        self.mends = refused
        self.edit.set_kind("primary" if refused else "")
        self.edit.set_icon("pencil", "on_primary" if refused else "text")
        self.pause.setVisible(one.state in ("live", "paused"))
        self.pause.say(_("Sell it again") if one.state == "paused" else _("Pause"))
        self.pause.set_icon("player-play" if one.state == "paused" else "player-pause", "text")
        self.see.setVisible(bool(one.link))
        self.file.setVisible(by_file)
        self.remove.setVisible(one.state not in ("draft", "removed"))

    def _see(self) -> None:
        QDesktopServices.openUrl(QUrl(self._link))

    def said(self) -> str:
        """Everything it says."""
        return "\n".join(label.said() for label in self.labels if not label.isHidden())

    def _put(self, label: Plain, text: str) -> None:
        label.show_text(text)
        label.setVisible(bool(text))
