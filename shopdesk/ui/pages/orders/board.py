"""The board: five columns of cards where there is room, else one list with a chip for each column."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.base.clock import Clock
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.pages.orders import entries
from shopdesk.ui.pages.orders.cards import CardList
from shopdesk.ui.pages.orders.entries import COLUMNS, Entry
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.panes import drawn_row, plain
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Plain, one_line

if TYPE_CHECKING:
    from shopdesk.ui.photos import Photos

# Narrower than this at 100 %, the columns would be too thin to read: a window of 1280 less the rail.
WIDE = 1_180
ALL = "all"
DOWN, UP, NEXT, LABEL, CHAT = "jJ่", "kKา", " ", "pPย", "cCแฉ"


class Columns(QWidget):
    """The columns side by side; the keyboard stands on one card of one of them."""

    opened = Signal(object)
    answered = Signal(object, bool)
    moved = Signal()
    typed = Signal(str)

    def __init__(self, now: Clock, photos: "Photos") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Orders"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.heads: dict[str, Plain] = {}
        self.lists: dict[str, CardList] = {}
        self.at = COLUMNS[0]
        for name in COLUMNS:
            row.addWidget(self._column(name, now, photos), 1)

    def _column(self, name: str, now: Clock, photos: "Photos") -> QWidget:
        frame, column = plain(4)
        frame.setProperty("kind", "column")
        column.setContentsMargins(theme.px(4), theme.px(8), theme.px(4), theme.px(4))
        head = Plain("", "strong")
        head.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        cards = CardList(entries.column_words(name), now, photos)
        cards.setFocusProxy(self)
        cards.opened.connect(lambda entry: self._tapped(name, entry))
        cards.answered.connect(self.answered)
        cards.moved.connect(lambda: self._marked(name))
        column.addWidget(head)
        column.addWidget(cards, 1)
        self.heads[name], self.lists[name] = head, cards
        return frame

    def show_entries(self, found: Sequence[Entry]) -> None:
        """Put each order into its column; the keyboard stays on its order, or goes to the first there is."""
        kept = self.current()
        for name, cards in self.lists.items():
            own = [entry for entry in found if entry.column == name]
            cards.blockSignals(True)
            cards.show_entries(own)
            cards.blockSignals(False)
            self.heads[name].show_text(f"{entries.column_words(name)} {len(own)}")
        moved = next((entry for entry in found if kept is not None and entry.key == kept.key), None)
        if moved is not None:
            self.go_to(moved)
        elif self.current() is None:
            self._to(next((name for name in COLUMNS if self.lists[name].cards.rowCount()), COLUMNS[0]))
        self._light()

    def current(self) -> Entry | None:
        """The order the keyboard is on."""
        return self.lists[self.at].current()

    def go_to(self, entry: Entry) -> None:
        """The keyboard goes to an order."""
        keys = [one.key for one in self.lists[entry.column].cards.entries()]
        if entry.key in keys:
            self._to(entry.column, keys.index(entry.key))

    def _to(self, name: str, row: int = -1) -> None:
        cards = self.lists[name]
        self.at = name
        if cards.cards.rowCount():
            cards.mark(row if row >= 0 else max(cards.currentIndex().row(), 0))
        self._light()
        self.moved.emit()

    def _light(self) -> None:
        for name, cards in self.lists.items():
            cards.light(name == self.at and self.hasFocus())
        entry = self.current()
        said = f"{entries.column_words(entry.column)}: {entry.number} {entry.who} {entry.goods}" if entry else ""
        self.setAccessibleDescription(one_line(said))

    def _marked(self, name: str) -> None:
        if self.lists[name].lit:
            self.moved.emit()

    def _tapped(self, name: str, entry: Entry) -> None:
        self._to(name, self.lists[name].currentIndex().row())
        self.opened.emit(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and J K walk, Enter opens; what else means something here the page knows."""
        key, text = Qt.Key(event.key()), event.text()
        if key is Qt.Key.Key_Down or (text and text in DOWN):
            self._step(1)
        elif key is Qt.Key.Key_Up or (text and text in UP):
            self._step(-1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._aside(-1 if key is Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            entry = self.current()
            if entry is not None:
                self.opened.emit(entry)
        elif text and text in NEXT + LABEL + CHAT:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        cards = self.lists[self.at]
        if cards.cards.rowCount():
            cards.mark(cards.currentIndex().row() + by)
            self._light()
            self.moved.emit()

    def _aside(self, by: int) -> None:
        """To the next column that has an order."""
        place = COLUMNS.index(self.at) + by
        while 0 <= place < len(COLUMNS):
            if self.lists[COLUMNS[place]].cards.rowCount():
                self._to(COLUMNS[place])
                return
            place += by

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The card of the keyboard is seen."""
        super().focusInEvent(event)
        self._light()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It is no longer."""
        super().focusOutEvent(event)
        self._light()


class _Table(FittingTable[Entry]):
    """Space is a key of the board."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To whoever hears what is typed."""
        if event.text() in (NEXT, *LABEL, *CHAT):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class Rows(QWidget):
    """The same orders as a list, one column at a time or all."""

    opened = Signal(object)
    moved = Signal()
    typed = Signal(str)

    def __init__(self, now: Clock) -> None:
        super().__init__()
        self._now = now
        self._all: list[Entry] = []
        self.shown = ALL
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self.chips = {name: self._chip(name) for name in (ALL, *COLUMNS)}
        self._chips = drawn_row(list(self.chips.values()))
        column.addWidget(self._chips)
        self.table = _Table(
            [
                Column("", lambda row: row.letter, width=44, strong=True),
                Column(_("For"), lambda row: row.who or row.number, strong=True),
                Column(_("Goods"), lambda row: row.goods),
                Column(_("To do"), self._badge, width=192, tone=self._tone),
                Column("", entries.state_words, width=132),
                Column(_("Total"), lambda row: money.short(row.total) if row.total else "", right=True, width=84),
                Column(_("As of"), lambda row: entries.seen(row, now()), right=True, width=104),
            ],
            _("Orders"),
            {2: 620, 4: 800, 5: 560},
        )
        self.table.opened.connect(self.opened)
        self.table.clicked.connect(lambda index: self.opened.emit(self.table.rows.row(index.row())))
        self.table.picked.connect(lambda _row: self.moved.emit())
        self.table.typed.connect(self._heard)
        column.addWidget(self.table, 1)

    def _chip(self, name: str) -> Button:
        chip = Button("", "chip", on=lambda: self.choose(name))
        chip.setCheckable(True)
        return chip

    def choose(self, name: str) -> None:
        """Show one column, or all."""
        self.shown = name
        self._show()

    def show_entries(self, found: Sequence[Entry], *, past: bool = False) -> None:
        """Show other orders; what is over has no columns."""
        self._all = list(found)
        self._chips.setVisible(not past)
        self.table.leave_out(frozenset({3}) if past else frozenset())
        self.shown = ALL if past else self.shown
        self._show()

    def _show(self) -> None:
        kept = self.current()
        counts = {name: sum(entry.column == name for entry in self._all) for name in COLUMNS}
        for name, chip in self.chips.items():
            words = _("All") if name == ALL else entries.column_words(name)
            chip.say(f"{words} {len(self._all) if name == ALL else counts[name]}")
            chip.setChecked(name == self.shown)
        found = [entry for entry in self._all if self.shown in (ALL, entry.column)]
        if found == self.table.rows.rows():
            self.table.viewport().update()
            return
        self.table.show_rows(found, keep=False)
        keys = [entry.key for entry in found]
        if found:
            self.table.selectRow(keys.index(kept.key) if kept is not None and kept.key in keys else 0)
        self.moved.emit()

    def current(self) -> Entry | None:
        """The order the keyboard is on."""
        return self.table.current()

    def go_to(self, entry: Entry) -> None:
        """The keyboard goes to an order."""
        keys = [one.key for one in self.table.rows.rows()]
        if entry.key in keys:
            self.table.selectRow(keys.index(entry.key))

    def _badge(self, row: Entry) -> str:
        return next((words for words, _tone in self._pressing(row)), "")

    def _tone(self, row: Entry) -> str:
        tone = next((tone for _words, tone in self._pressing(row)), "")
        return {"": "", "primary": "primary_soft_text"}.get(tone, f"{tone}_text")

    def _pressing(self, row: Entry) -> list[tuple[str, str]]:
        """The badges, the most pressing first."""
        order = ("danger", "accent", "", "info", "primary")
        return sorted(entries.badges(row, self._now()), key=lambda badge: order.index(badge[1]))

    def _heard(self, text: str) -> None:
        place = self.table.currentIndex().row()
        if text in DOWN:
            self.table.selectRow(min(place + 1, self.table.rows.rowCount() - 1))
        elif text in UP:
            self.table.selectRow(max(place - 1, 0))
        else:
            self.typed.emit(text)


class Board(QStackedWidget):
    """Columns or rows, as there is room; both show the same orders and stand on the same one."""

    opened = Signal(object)
    answered = Signal(object, bool)
    moved = Signal()
    typed = Signal(str)

    def __init__(self, now: Clock, photos: "Photos") -> None:
        super().__init__()
        self.columns, self.rows = Columns(now, photos), Rows(now)
        self._found: list[Entry] = []
        self._past = False
        self.addWidget(self.columns)
        self.addWidget(self.rows)
        for view in (self.columns, self.rows):
            view.opened.connect(self.opened)
            view.moved.connect(self.moved)
            view.typed.connect(self.typed)
        self.columns.answered.connect(self.answered)

    def show_entries(self, found: Sequence[Entry], *, past: bool = False) -> None:
        """Show other orders; what is over is a list always."""
        self._found, self._past = list(found), past
        self._arrange()
        self._fill()

    def _fill(self) -> None:
        if self.wide():
            self.columns.show_entries(self._found)
        else:
            self.rows.show_entries(self._found, past=self._past)

    def wide(self) -> bool:
        """Whether the columns are shown."""
        return self.width() >= theme.px(WIDE) and not self._past

    def entries(self) -> list[Entry]:
        """What is shown."""
        return list(self._found)

    def current(self) -> Entry | None:
        """The order the keyboard is on."""
        return self.columns.current() if self.wide() else self.rows.current()

    def go_to(self, entry: Entry) -> None:
        """The keyboard goes to an order."""
        (self.columns if self.wide() else self.rows).go_to(entry)

    def keyboard(self) -> QWidget:
        """Where the keyboard goes."""
        return self.columns if self.wide() else self.rows.table

    def draw_anew(self) -> None:
        """Time went on: countdowns and ages."""
        for cards in self.columns.lists.values():
            cards.scheduleDelayedItemsLayout()
            cards.viewport().update()
        self.rows.table.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wanted = self.columns if self.wide() else self.rows
        if self.currentWidget() is not wanted:
            focus = QApplication.focusWidget()
            had = focus is not None and self.isAncestorOf(focus)
            self.setCurrentWidget(wanted)
            self._fill()
            if had:
                self.keyboard().setFocus(Qt.FocusReason.OtherFocusReason)
