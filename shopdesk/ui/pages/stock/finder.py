"""One field that finds goods: a barcode, a short number, or a few letters of the name."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from shopdesk.base.i18n import _
from shopdesk.core import unit
from shopdesk.ui.pages.stock.free_keys import FreeKeys
from shopdesk.ui.widgets.fields import SearchField
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table

if TYPE_CHECKING:
    from shopdesk.shop.goods import Goods
    from shopdesk.ui.shell import Window

MOST = 40
# What has fewer digits was a name that nothing has.
SHORTEST_CODE = 4
USUAL, FOUND, NOTHING = range(3)


class _Yielding(QStackedWidget):
    """What is asked below it comes first in a low window."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        """Words inside do not ask for height."""
        return False


class Finder(QObject):
    """`search` is the field, `stack` shows `usual`, or what was found while somebody types.

    `chosen(goods, qty)` with the quantity that was typed or scanned with it (thousandths), else None; `unknown(code)`.
    """

    chosen = Signal(object, object)
    unknown = Signal(str)

    def __init__(self, win: "Window", usual: QWidget) -> None:
        super().__init__(usual)
        self.win = win
        self.search = SearchField(_("Scan, or type a name"), self._look)
        self.search.field.returnPressed.connect(self._enter)
        FreeKeys(self.search.field)
        self.table: Table[Goods] = Table(
            [
                Column(_("Name"), lambda row: row.name, strong=True),
                Column(_("Unit"), lambda row: unit.name(row.unit), width=130),
            ],
            _("Goods"),
        )
        self.table.opened.connect(self._take)
        self.table.clicked.connect(lambda index: self._take(self.table.rows.row(index.row())))
        self.stack = _Yielding()
        for widget in (usual, self.table, Empty("search", _("Nothing found."), _("Try another word."))):
            self.stack.addWidget(widget)

    def focus(self) -> None:
        """To the field."""
        self.search.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.field.selectAll()

    def back(self) -> bool:
        """Esc: what was typed goes."""
        if self.search.field.text():
            self._clear()
            self.focus()
            return True
        return False

    def scanned(self, code: str) -> None:
        """A scan, or what was typed in full: its goods, several to choose from, or nobody knows it."""
        from shopdesk.shop import goods

        if self.win.office is None:
            return
        with self.win.office.reading(self.win.actor) as desk:
            scan, found = goods.scan(desk, code)
            named = found or (goods.find(desk, scan.text, limit=MOST) if scan.text else [])
        if len(found) == 1 or len(named) == 1:
            self._chose(named[0], scan.qty)
        elif named:
            self._show(named)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.selectRow(0)
        elif sum(sign.isdigit() for sign in code) >= SHORTEST_CODE:
            self.win.sounds.play("unknown")
            self._clear()
            self.unknown.emit(next((one for one in scan.codes if one.isascii()), code))
        else:
            self.stack.setCurrentIndex(NOTHING)

    def _enter(self) -> None:
        self.search.waiting()
        typed = self.search.field.value()
        if typed:
            self.win.attempt(lambda _approver: self.scanned(typed))

    def _look(self, typed: str) -> None:
        from shopdesk.shop import goods

        if not typed or self.win.office is None:
            self.stack.setCurrentIndex(USUAL)
            return
        with self.win.office.reading(self.win.actor) as desk:
            self._show(goods.find(desk, typed, limit=MOST))

    def _show(self, found: "list[Goods]") -> None:
        self.table.show_rows(found, keep=False)
        self.stack.setCurrentIndex(FOUND if found else NOTHING)

    def _take(self, row: "Goods") -> None:
        self._chose(row, None)

    def _chose(self, row: "Goods", qty: int | None) -> None:
        self._clear()
        self.win.sounds.play("scan")
        self.chosen.emit(row, qty)

    def _clear(self) -> None:
        self.search.field.clear()
        self.search.waiting()
        self.stack.setCurrentIndex(USUAL)
