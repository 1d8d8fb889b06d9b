"""A sheet of few things that belong to goods: what there is, each with a cross, and below it fields for one more."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

# A thing: its number (0 stays), what it is called, what stands at the right.
Thing = tuple[int, str, str]


class ListedSheet(Sheet):
    """Subclass: `things` reads, `add` and `remove` are deeds, `fields` are the rows of one more, two abreast.

    Each deed is stored at once; the sheet answers nothing.
    """

    def __init__(self, win: "Window", title: str, hint: str) -> None:
        super().__init__(title, width=680)
        self.win = win
        self.body.addWidget(Plain(hint, "sub", wrap=True))
        self.listed = QVBoxLayout()
        self.listed.setSpacing(theme.px(4))
        self.body.addLayout(self.listed)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        self.rows = self.fields()
        for place, row in enumerate(self.rows):
            grid.addWidget(row, place // 2, place % 2)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.buttons.addStretch(1)
        self.adder = Button(
            _("Add"), "primary", icon="plus", icon_color="on_primary", key="Ctrl+S", on=lambda: self.enter()
        )
        self.buttons.addWidget(self.adder)
        self.first = self.rows[0].field if self.rows else None
        self.show_things()

    def fields(self) -> list[Row]:
        """The rows of one more."""
        raise NotImplementedError

    def things(self, desk: "Desk") -> Sequence[Thing]:
        """What there is."""
        raise NotImplementedError

    def add(self, desk: "Desk") -> object:
        """One more, from the fields; raises what the shop refuses."""
        raise NotImplementedError

    def remove(self, desk: "Desk", number: int) -> object:
        """One less."""
        raise NotImplementedError

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+S adds."""
        return {"save": self.enter}

    def enter(self) -> None:
        """Add what the fields say, then empty them for the next."""
        self._do(self.add, self._added)

    def _added(self, _answer: object) -> None:
        for row in self.rows:
            if isinstance(row.field, Field):
                row.field.clear()
        self._changed(None)
        if self.first is not None:
            self.first.setFocus()

    def _changed(self, _answer: object) -> None:
        self.strip.clear()
        self.show_things()
        self.win.bus.goods_changed.emit()

    def _do(self, deed: "Callable[[Desk], object]", then: Callable[[object], object]) -> None:
        def attempt(approver: "Actor | None") -> object:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                return deed(desk)

        self.win.attempt(attempt, then, self.strip.refuse)

    def show_things(self) -> None:
        """Read what there is, and show it."""
        while self.listed.count():
            old = self.listed.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            found = list(self.things(desk))
        for number, name, right in found:
            self.listed.addWidget(self._line(number, name, right))
        if not found:
            self.listed.addWidget(Plain(_("None yet."), "cap"))
        for place in range(self.listed.count()):
            shown = self.listed.itemAt(place).widget()
            if shown is not None:
                # A layout shows what it was given only later, and leaves it out of its height until then.
                shown.show()
        self.refit()

    def _line(self, number: int, name: str, right: str) -> QWidget:
        line = QWidget()
        line.setMinimumHeight(theme.px(44))
        row = QHBoxLayout(line)
        row.setContentsMargins(theme.px(12), 0, 0, 0)
        row.addWidget(Elided(name, "strong"), 1)
        row.addWidget(Plain(right, "sub"))
        if number:
            words = _("Remove {name}").format(name=name)
            drop = Button("", "icon", icon="x", name=words, on=lambda: self.drop(number))
            row.addWidget(drop)
        return line

    def drop(self, number: int) -> None:
        """One less."""
        self._do(lambda desk: self.remove(desk, number), self._changed)

    def said(self) -> list[str]:
        """The names of what is listed."""
        found: list[str] = []
        for place in range(self.listed.count()):
            line = self.listed.itemAt(place).widget()
            found += [words.said() for words in cast("list[Elided]", line.findChildren(Elided))]
        return found
