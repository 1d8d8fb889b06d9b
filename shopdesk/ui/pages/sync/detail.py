"""What one row of the page is about: the plain sentence, what to do, the platform's own word, and three buttons."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui.pages.stock.panes import card, scrolled
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.ui.pages.sync.words import Thing


class Detail(QWidget):
    """`again`, `mend` and `skip` are called with the row that is shown."""

    def __init__(
        self,
        again: "Callable[[Thing], object]",
        mend: "Callable[[Thing], object]",
        skip: "Callable[[Thing], object]",
    ) -> None:
        super().__init__()
        self._shown: Thing | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        frame, column = card()
        whole.addWidget(scrolled(frame))
        self.title, self.where = Plain("", "h", wrap=True), Plain("", "sub", wrap=True)
        self.why, self.fix = Plain("", "strong", wrap=True), Plain("", "sub", wrap=True)
        self.detail = Plain("", "cap", tone="muted", wrap=True)
        for label in (self.title, self.where, self.why, self.fix, self.detail):
            column.addWidget(label)
        column.addStretch(1)
        self.again = Button(_("Try again"), icon="refresh", on=lambda: self._do(again))
        self.mend = Button(_("Mend it"), icon="edit", on=lambda: self._do(mend))
        self.skip = Button(_("Skip it"), "danger", icon="x", on=lambda: self._do(skip))
        column.addWidget(self.again)
        both = QHBoxLayout()
        both.addWidget(self.mend, 1)
        both.addWidget(self.skip, 1)
        column.addLayout(both)

    def show_thing(self, thing: "Thing | None") -> None:
        """Show a row, or that none is chosen."""
        self._shown = thing
        for button in (self.again, self.mend, self.skip):
            button.setVisible(thing is not None)
        if thing is None:
            self.title.show_text(_("Touch a row to see what it is about."))
            for label in (self.where, self.why, self.fix, self.detail):
                label.hide()
            return
        self.title.show_text(thing.what)
        self.mend.say(_("Read it") if thing.held is not None else _("Mend it"))
        self._put(self.where, " · ".join(part for part in (thing.where, thing.state, thing.when) if part))
        self._put(self.why, thing.why or _("It goes out by itself."))
        self._put(self.fix, thing.fix)
        self._put(self.detail, _("The platform says: {words}").format(words=thing.detail) if thing.detail else "")

    def said(self) -> str:
        """Everything it says."""
        labels = (self.title, self.where, self.why, self.fix, self.detail)
        return "\n".join(label.said() for label in labels if not label.isHidden())

    def _put(self, label: Plain, text: str) -> None:
        label.show_text(text)
        label.setVisible(bool(text))

    def _do(self, act: "Callable[[Thing], object]") -> None:
        if self._shown is not None:
            act(self._shown)
