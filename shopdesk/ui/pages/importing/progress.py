"""While a file is brought in, and how it ended."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from shopdesk.base.i18n import _
from shopdesk.ui import icons, theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.importing import Outcome

WIDEST = 640


def _middle(frame: QFrame) -> QVBoxLayout:
    """A card in the middle of the page."""
    frame.setProperty("kind", "plain")
    whole = QVBoxLayout(frame)
    whole.addStretch(1)
    card = QFrame()
    card.setProperty("kind", "card")
    card.setMaximumWidth(theme.px(WIDEST))
    column = QVBoxLayout(card)
    column.setContentsMargins(*[theme.px(28)] * 4)
    column.setSpacing(theme.px(12))
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card, 8)
    row.addStretch(1)
    whole.addLayout(row)
    whole.addStretch(2)
    return column


class ProgressPane(QFrame):
    """How far it is, and a button to stop."""

    def __init__(self, stop: Callable[[], object]) -> None:
        super().__init__()
        column = _middle(self)
        self.words = Plain("", "title", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = Button(_("Stop"), icon="x", key="Esc", on=stop)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addWidget(Plain(_("You can go on selling meanwhile."), "sub", wrap=True))
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self, words: str, *, stoppable: bool) -> None:
        """Nothing done yet."""
        self.words.show_text(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, 0)
        self.stop.setVisible(stoppable)

    def tell(self, done: int, total: int) -> None:
        """So much of so much."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)


class ResultPane(QFrame):
    """What an import did. `act(name)`: goods, again, rejects, undo."""

    def __init__(self, act: Callable[[str], object]) -> None:
        super().__init__()
        column = _middle(self)
        head = QHBoxLayout()
        head.setSpacing(theme.px(14))
        picture = Plain()
        ink = theme.tokens().primary
        picture.setPixmap(icons.pixmap("circle-check", ink, theme.px(40), self.devicePixelRatioF()))
        self.words = Plain("", "title", wrap=True)
        head.addWidget(picture)
        head.addWidget(self.words, 1)
        column.addLayout(head)
        self.lines = Plain("", wrap=True)
        column.addWidget(self.lines)
        self.rejects = Button(_("Save the rows left out"), icon="download", on=lambda: act("rejects"))
        column.addWidget(self.rejects)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(Button(_("Another file"), icon="file-import", on=lambda: act("again")), 1)
        self.undo = Button(_("Take it all back"), icon="arrow-back-up", on=lambda: act("undo"))
        row.addWidget(self.undo, 1)
        self.goods = Button(
            _("See the goods"), "primary", icon="package", icon_color="on_primary", on=lambda: act("goods")
        )
        row.addWidget(self.goods, 1)
        column.addLayout(row)

    def show_outcome(self, outcome: "Outcome") -> None:
        """Say it."""
        count = f"{outcome.created + outcome.updated:,}"
        self.words.show_text(_("{count} goods are in the shop.").format(count=count))
        said = [
            _("New: {created} · changed: {updated} · unchanged: {unchanged}").format(
                created=f"{outcome.created:,}", updated=f"{outcome.updated:,}", unchanged=f"{outcome.unchanged:,}"
            )
        ]
        if outcome.rejected:
            said.append(
                _("Left out: {count}. Correct them and bring them in again.").format(count=len(outcome.rejected))
            )
        if outcome.notices:
            texts = dict.fromkeys(notice.words for notice in outcome.notices)
            said += [f"• {text}" for text in texts]
        self.lines.show_text("\n".join(said))
        self.rejects.setVisible(bool(outcome.rejected))
        self.undo.setVisible(bool(outcome.batch))
