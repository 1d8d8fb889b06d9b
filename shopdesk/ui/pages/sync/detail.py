"""What one row of the page is about: the plain sentence, what to do, the platform's own word, and three buttons."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.pages.stock.panes import card, scrolled
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.sides import Side
    from shopdesk.ui.pages.sync.words import Thing


class Both(QWidget):
    """What is here and what came, side by side: nothing of it is put together by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setColumnStretch(0, 1)
        self._labels: list[Plain] = []
        self.hide()

    def show_sides(self, sides: "Sequence[Side]") -> None:
        """Show these; nothing where both say the same."""
        for label in self._labels:
            label.setParent(None)
            label.deleteLater()
        self._labels = []
        rows = [("", _("Our amount"), _("Came now"))]
        rows += [(one.name, money.text(one.here), money.text(one.there)) for one in sides]
        for row, words in enumerate(rows if sides else ()):
            for column, word in enumerate(words):
                self._put(row, column, word)
        self.setVisible(bool(sides))

    def _put(self, row: int, column: int, word: str) -> None:
        label = Plain(word, "cap" if row == 0 else "sub" if column == 0 else "strong", wrap=column == 0)
        if column:
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(label, row, column)
        self._labels.append(label)

    def said(self) -> list[str]:
        """Everything it says."""
        return [label.said() for label in self._labels]


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
        self.both = Both()
        for part in (self.title, self.where, self.why, self.both, self.fix, self.detail):
            column.addWidget(part)
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
        self.both.show_sides(thing.sides if thing is not None else ())
        if thing is None:
            self.title.show_text(_("Touch a row to see what it is about."))
            for label in (self.where, self.why, self.fix, self.detail):
                label.hide()
            return
        self.title.show_text(thing.what)
        self.mend.say(_("Read it") if thing.held is not None else _("Mend it"))
        self.again.say(_("Keep what is here") if thing.sides else _("Try again"))
        self.again.set_icon("check" if thing.sides else "refresh", "text")
        self.skip.setVisible(not thing.sides)
        self._put(self.where, " · ".join(part for part in (thing.where, thing.state, thing.when) if part))
        self._put(self.why, thing.why or _("It goes out by itself."))
        self._put(self.fix, thing.fix)
        self._put(self.detail, _("The platform says: {words}").format(words=thing.detail) if thing.detail else "")

    def said(self) -> str:
        """Everything it says."""
        labels = (self.title, self.where, self.why, self.fix, self.detail)
        return "\n".join([*(label.said() for label in labels if not label.isHidden()), *self.both.said()])

    def _put(self, label: Plain, text: str) -> None:
        label.show_text(text)
        label.setVisible(bool(text))

    def _do(self, act: "Callable[[Thing], object]") -> None:
        if self._shown is not None:
            act(self._shown)
