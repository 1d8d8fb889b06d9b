"""Finding a customer by a few letters, with a new one written in the same place."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.shop import customers
from shopdesk.shop.customers import Card, Customer
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, Row, SearchField
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

LIST, NEW = 0, 1
MOST = 30
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def called(person: Customer) -> str:
    """What a customer is called on screen: the name, and the nickname where it says more."""
    more = person.nickname if person.nickname and person.nickname not in person.name else ""
    return f"{person.name} ({more})" if more else person.name


class Picker(QWidget):
    """`chosen` gives the customer. Enter takes the one marked, or writes a new one where nobody has this name."""

    chosen = Signal(object)

    def __init__(self, window: "Window", refuse: Callable[[ShopError], object]) -> None:
        super().__init__()
        self.win, self._refuse = window, refuse
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._finding())
        self._stack.addWidget(self._writing())
        whole.addWidget(self._stack)

    def _finding(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        row = QHBoxLayout()
        self.search = SearchField(_("Name, nickname, house or member number"), lambda _typed: self.look())
        self.search.field.installEventFilter(self)
        row.addWidget(self.search, 1)
        row.addWidget(Button(_("New"), icon="user-plus", on=self.write_new))
        column.addLayout(row)
        self.table: Table[Customer] = Table(
            [
                Column(_("Name"), called, strong=True),
                Column(_("House"), lambda one: one.house, width=90),
                Column(_("Owing"), lambda one: money.text(one.balance) if one.balance else "", right=True, width=110),
            ],
            _("Customers"),
        )
        self.table.setMinimumHeight(theme.px(150))
        self.table.opened.connect(self.chosen)
        self.table.clicked.connect(lambda _index: self.take())
        column.addWidget(self.table, 1)
        self.hint = Plain("", "strong", tone="info", wrap=True)
        column.addWidget(self.hint)
        return side

    def _writing(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self.name = Field(name=_("Name"), longest=customers.LONGEST_NAME)
        self.house = Field(name=_("House"), longest=customers.LONGEST)
        for field in (self.name, self.house):
            field.installEventFilter(self)
        column.addWidget(Row(_("Name"), self.name, _("A nickname is enough.")))
        column.addWidget(Row(_("House"), self.house))
        buttons = QHBoxLayout()
        buttons.addWidget(Button(_("Back to the list"), icon="arrow-left", on=self.begin))
        buttons.addWidget(Button(_("Keep"), icon="check", key="Enter", on=self.keep), 1)
        column.addLayout(buttons)
        column.addStretch(1)
        return side

    def begin(self) -> None:
        """To the search, with the list as it is now."""
        self.look()
        self._stack.setCurrentIndex(LIST)
        self.search.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self) -> None:
        """Show who fits what is typed."""
        if self.win.office is None:
            return
        try:
            with self.win.office.reading(self.win.actor) as desk:
                found = customers.find(desk, self.search.field.value(), MOST)
        except ShopError as error:
            self._refuse(error)
            return
        self.table.show_rows(found, keep=False)
        typed = self.search.field.value()
        words = _("Nobody is called that. Enter writes “{name}” down.").format(name=typed)
        self.hint.show_text(words if typed and not found else "")
        self.hint.setVisible(bool(self.hint.said()))
        if found:
            self.table.selectRow(0)

    def take(self) -> None:
        """The marked customer it is; where there is none, a new one is written."""
        self.look_again()
        person = self.table.current()
        if person is not None:
            self.chosen.emit(person)
        elif self.search.field.value():
            self.write_new()

    def look_again(self) -> None:
        """Enter came sooner than the list."""
        if self.search.waiting():
            self.look()

    def write_new(self) -> None:
        """The card of somebody new, with what was typed as the name."""
        self.name.setText(self.search.field.value())
        self._stack.setCurrentIndex(NEW)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep the new customer, who is the one."""
        self.win.attempt(self._added, self.chosen.emit, self._refuse)

    def _added(self, approver: "Actor | None") -> Customer:
        assert self.win.office is not None
        with self.win.office.writing(self.win.actor, approver) as desk:
            return customers.add(desk, Card(self.name.value(), house=self.house.value()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go through the list, Enter takes; the keyboard stays in the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _ENTERS and not event.isAutoRepeat():
                (self.take if watched is self.search.field else self.keep)()
                return True
            if watched is self.search.field and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(-1 if key == Qt.Key.Key_Up else 1)
                return True
        return super().eventFilter(watched, event)

    def _step(self, direction: int) -> None:
        rows = self.table.rows.rowCount()
        if rows:
            self.table.selectRow(max(0, min(rows - 1, self.table.currentIndex().row() + direction)))
