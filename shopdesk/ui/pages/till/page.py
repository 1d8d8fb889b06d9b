"""The till: scan or tap at the left, the bill at the right, one green button. Nothing here ever blocks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import barcode, quantity
from shopdesk.core.barcode import Scan
from shopdesk.core.line import Line
from shopdesk.ui import theme
from shopdesk.ui.page import Page
from shopdesk.ui.pages.till import deeds, ringing
from shopdesk.ui.pages.till.after import AfterCard
from shopdesk.ui.pages.till.chips import Chips
from shopdesk.ui.pages.till.counter import Counter, code_of, with_quantity
from shopdesk.ui.pages.till.lines import LinesView
from shopdesk.ui.pages.till.money_block import MoneyBlock
from shopdesk.ui.pages.till.scanfield import ScanField
from shopdesk.ui.pages.till.tiles import TileGrid
from shopdesk.ui.pages.till.unknown import UnknownStrip
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.text import Elided
from shopdesk.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.selling import Sold
    from shopdesk.ui.shell import Window

QUIET_AFTER_SCAN = 0.4
BILL, AFTER = 0, 1


class TillPage(Page):
    """The screen the shop lives on."""

    name = "till"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.counter = Counter(window, self._bill_changed)
        self._category: int | None = None
        self._waiting: list[str] = []
        self._scanned_at = float("-inf")
        self._told_restricted: set[str] = set()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left(), 1)
        row.addWidget(self._right())
        window.bus.data_ready.connect(self._data_ready)
        window.bus.goods_changed.connect(self.search)
        self._bill_changed()

    # Building

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.px(14), theme.px(14), 0, 0)
        column.setSpacing(theme.px(6))
        self.field = ScanField()
        self.field.entered.connect(self._entered)
        self.field.searched.connect(lambda _text: self.search())
        self.field.single.connect(lambda sign: self.step(1 if sign == "+" else -1))
        self.bar = self.win.top_bar()
        top = QHBoxLayout()
        top.setContentsMargins(theme.px(6), 0, theme.px(20), 0)
        top.setSpacing(theme.px(12))
        top.addWidget(self.field, 1)
        top.addWidget(self.bar)
        column.addLayout(top)
        self.chips = Chips(self._category_chosen)
        chips = QHBoxLayout()
        chips.setContentsMargins(theme.px(6), theme.px(6), theme.px(20), 0)
        chips.addWidget(self.chips)
        column.addLayout(chips)
        column.addWidget(self._goods_area(), 1)
        self.unknown = UnknownStrip(self._sell_unknown, self._sell_later, self.focus_field)
        self.unknown.setParent(left)
        self.strip.setParent(left)
        self._left_side = left
        return left

    def _goods_area(self) -> QWidget:
        area = QWidget()
        self._goods_stack = QStackedLayout(area)
        self.grid = TileGrid()
        self.grid.taken.connect(self.take)
        self.grid.asked.connect(lambda goods: deeds.ask_goods(self, goods))
        self._goods_stack.addWidget(self.grid)
        self._goods_stack.addWidget(self._empty_shop())
        self._goods_stack.addWidget(Empty("search", _("Nothing found."), _("Try another word, or scan the barcode.")))
        self._goods_stack.addWidget(QWidget())
        self._goods_stack.setCurrentIndex(3)
        return area

    def _empty_shop(self) -> Empty:
        buttons = []
        if self.win.has("products"):
            buttons.append(Button(_("Bring in from a file"), icon="file-import", on=lambda: self.win.go("products")))
        return Empty("barcode", _("No goods yet."), _("Scan the first thing to sell it."), tuple(buttons))

    def _right(self) -> QWidget:
        self.side = QFrame()
        self.side.setProperty("kind", "side")
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self._right_stack = QStackedWidget()
        self._right_stack.addWidget(self._bill_side())
        self.after = AfterCard(self._after_gone)
        self._right_stack.addWidget(self.after)
        column.addWidget(self._right_stack, 1)
        return self.side

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("kind", "head")
        head.setFixedHeight(theme.px(63))
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(20), 0, theme.px(12), 0)
        row.setSpacing(0)
        self.title = Elided(_("This bill"), "h")
        row.addWidget(self.title, 1)
        self.discount_button = self._head_button(_("Discount"), "discount", "Ctrl+D", "discount")
        self.hold_button = self._head_button(_("Hold"), "player-pause", "Ctrl+H", "hold")
        self.recall_button = self._head_button(_("Recall"), "player-play", "Ctrl+R", "recall")
        for button in (self.discount_button, self.recall_button, self.hold_button):
            row.addWidget(button)
        return head

    def _head_button(self, words: str, icon: str, key: str, deed: str) -> Button:
        return Button(words, "quiet", icon=icon, icon_color="text2", key=key, on=lambda: self.win.perform(deed))

    def _bill_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        inset = theme.px(10)
        middle = QVBoxLayout()
        middle.setContentsMargins(inset, theme.px(6), inset, 0)
        middle.setSpacing(theme.px(6))
        self.lines = LinesView()
        self.lines.chose.connect(self.counter_choose)
        self.lines.stepped.connect(self.step)
        self.lines.opened.connect(lambda _uid: deeds.change_line(self))
        self._lines_stack = QStackedWidget()
        self._lines_stack.addWidget(self.lines)
        self._lines_stack.addWidget(Empty("basket", _("The bill is empty"), _("Scan, or tap the goods.")))
        middle.addWidget(self._lines_stack, 1)
        self.toast = Toast()
        middle.addWidget(self.toast)
        column.addLayout(middle, 1)
        self.money = MoneyBlock(self.pay, self.give)
        column.addWidget(self.money)
        return side

    # The window's hooks

    def enter(self) -> None:
        """The keyboard goes to the field; goods and chips are read anew."""
        self.focus_field()
        self._refresh()

    def leave(self) -> None:
        """The bill is on disk."""
        self.counter.save_now()

    def focus_field(self) -> None:
        """Where a scan and a search go."""
        self.field.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Esc: the unknown code, what was typed, the quantity asked for, the card of the last sale."""
        for open_, close in (
            (not self.unknown.isHidden(), self.unknown.clear),
            (bool(self.field.input.text()), self.field.clear),
            (self.field.qty is not None, self.field.drop_quantity),
            (bool(self.strip.said()), self.strip.clear),
            (self.after.sold is not None, self.after.clear),
        ):
            if open_:
                close()
                self.focus_field()
                return True
        return False

    def deeds(self) -> dict[str, Callable[[], object]]:
        """What the keys do here."""
        return deeds.table(self)

    def offers(self) -> list[tuple[str, Callable[[], object]]]:
        """What the palette offers besides."""
        return deeds.offers(self)

    def help(self) -> list[str]:
        """How to sell."""
        return [
            _("Scan the goods, or tap their picture."),
            _("Press Enter to take the money. For exact cash press Enter twice."),
            _("The buttons with notes finish the sale at once and show the change."),
            _("Wrong goods? Choose the line and press Del. Ctrl+Z brings it back."),
            _("Three of the same: type 3* before the scan."),
            _("Weighed goods by money: type 50บ on the weight sheet."),
        ]

    def regions(self) -> list[QWidget]:
        """Search, chips, goods, bill, money."""
        return [self.field.input, self.chips.buttons[0], self.grid, self.lines, self.money.pay]

    def keep(self) -> object:
        """The bill with its undo, and what was typed."""
        return self.counter.bill, self.field.input.text(), self.field.qty

    def restore(self, kept: Any) -> None:
        """Go on with them."""
        bill, text, qty = kept
        self.counter.adopt(bill, self._bill_changed)
        self.field.input.setText(text)
        if qty is not None:
            self.field.ask_quantity(qty)
        self._bill_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bill is narrower in a narrow window; the strips lie over the tiles."""
        super().resizeEvent(event)
        narrow = self.window().width() < theme.px(1280)
        self.side.setFixedWidth(theme.px(372 if narrow else 420))
        self.bar.narrow(narrow)
        self.field.narrow(narrow)
        self.money.fit(self.window().height())
        self._float_strips()

    def _float_strips(self) -> None:
        left, edge = self._left_side, theme.px(20)
        width = self.width() - self.side.width() - 2 * edge
        self.unknown.setGeometry(edge, theme.px(74), width, max(self.unknown.sizeHint().height(), theme.px(112)))
        self.strip.setGeometry(edge, left.height() - self.strip.height() - theme.px(12), width, self.strip.height())
        self.unknown.raise_()
        self.strip.raise_()

    # Reading

    def _data_ready(self) -> None:
        """The file is open: bring back the bill, then do what was scanned and typed meanwhile."""
        if self.counter.restore_open():
            self.strip.say(_("Your open bill is back."), tone="primary", seconds=8)
        self._refresh()
        self._bill_changed()
        waiting, self._waiting = self._waiting, []
        for typed in waiting:
            self.ring(typed, by_scanner=True)

    def _refresh(self) -> None:
        if self.win.office is not None:
            self.chips.show_categories([(info.id, info.name) for info in self.counter.categories()])
            self.recall_button.setVisible(bool(self.counter.held()))
            self.search()

    def search(self) -> None:
        """Show the tiles for what is typed."""
        if self.win.office is None:
            return
        typed = searched(self.field.input.value())
        found = self.counter.look(typed, self._category)
        self.grid.tiles.show_goods(found)
        nothing = 2 if typed or self._category is not None else 1
        self._goods_stack.setCurrentIndex(0 if found else nothing)
        if typed:
            self.grid.scrollToTop()

    def _category_chosen(self, category: int | None) -> None:
        self._category = category
        self.search()
        self.focus_field()

    # Scanning and tapping

    def scanned(self, code: str) -> bool:
        """A scanner sent a code."""
        self._scanned_at = self.win.monotonic()
        self.unknown.clear()
        self.ring(code, by_scanner=True)
        return True

    def _entered(self, typed: str) -> None:
        if typed:
            self.ring(typed, by_scanner=False)
        else:
            self.pay("cash")

    def ring(self, typed: str, *, by_scanner: bool) -> None:
        """Put on the bill what was scanned or typed; before the file is open it waits."""
        if self.win.office is None:
            self._waiting.append(typed)
            return
        try:
            scan, found = self.counter.read(typed)
            self._rung(typed, with_quantity(scan, self.field.qty), found, by_scanner)
        except ShopError as error:
            self.refuse(error)

    def _rung(self, typed: str, scan: Scan, found: "list[Goods]", by_scanner: bool) -> None:
        """Goods that are known, a quantity or a sum alone, the first tile of a search, or something unknown."""
        first = self.grid.tiles.rowCount() and not by_scanner and not scan.doubtful
        if len(found) > 1:
            deeds.choose_goods(self, found, scan)
        elif found:
            self.take(found[0], scan)
        elif scan.kind in ("quantity", "money"):
            deeds.amount_alone(self, scan)
        elif first and self.field.input.text():
            self.take(self.grid.tiles.goods(0), scan)
        else:
            self._not_known(typed, scan, by_scanner)
        if by_scanner or found or scan.kind in ("quantity", "money"):
            self.field.clear()

    def _not_known(self, typed: str, scan: Scan, by_scanner: bool) -> None:
        self.win.sounds.play("unknown")
        code = code_of(scan, typed)
        if by_scanner or (scan.codes and not scan.plu and scan.kind != "text"):
            self.unknown.ask(code)
            self.field.clear()
        else:
            self.strip.say(_("“{text}” was not found.").format(text=typed), tone="accent", seconds=6)
            self.field.input.selectAll()

    def take(self, goods: "Goods", scan: Scan = ringing.NOTHING) -> None:
        """Put goods on the bill, asking for the price or the weight where it has to be."""
        scan = with_quantity(scan, self.field.qty)
        if ringing.needs_price(goods, scan):
            deeds.ask_price(self, goods, scan)
        elif ringing.needs_weight(goods, scan):
            deeds.ask_weight(self, goods)
        else:
            self.attempt(lambda: self._added(self.counter.add(goods, scan)))

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something with the bill, or say why not."""
        try:
            act()
        except ShopError as error:
            self.win.sounds.play("attention")
            self.refuse(error)

    def put_line(self, line: Line) -> None:
        """Put a line that is complete on the bill."""
        self.attempt(lambda: self._added(self.counter.bill.add(line)))

    def _added(self, line: Line) -> None:
        self.win.sounds.play("scan")
        self.field.drop_quantity()
        self.field.clear()
        self.toast.clear()
        self.after.clear()
        self.focus_field()
        if line.restricted and line.restricted not in self._told_restricted:
            self._told_restricted.add(line.restricted)
            for words in self.counter.reminders(line):
                self.strip.say(words, tone="accent")

    def _sell_unknown(self, code: str, name: str, price: int) -> None:
        """Make goods of a code nobody knew, and sell them."""
        try:
            goods = self.counter.create(code, name, price)
        except ShopError as error:
            self.unknown.refuse(error)
            return
        self.unknown.clear()
        self.take(goods)
        self._refresh()

    def _sell_later(self, code: str, price: int) -> None:
        self._sell_unknown(code, _("Other goods {code}").format(code=code), price)

    # The bill

    def _bill_changed(self) -> None:
        """Show the bill, its sums, and how much of each tile is on it."""
        bill = self.counter.bill
        lines = bill.cart.lines
        self.lines.show_cart(lines, bill.chosen)
        self._lines_stack.setCurrentIndex(0 if lines else 1)
        self._right_stack.setCurrentIndex(AFTER if self.after.sold and not lines else BILL)
        self.hold_button.setVisible(bool(lines))
        self.discount_button.setVisible(bool(lines))
        if not lines:
            self._told_restricted.clear()
        self.grid.tiles.show_bill(in_bill(lines))
        if self.win.office is not None:
            due = self.counter.due()
            self.money.show_due(due, len(lines), due.totals.discount)
        self.win.bus.bill_shown.emit(bill.cart if lines else None)

    def counter_choose(self, line: str) -> None:
        """The keyboard goes to a line."""
        self.counter.bill.choose(line)
        self.focus_field()

    def step(self, direction: int) -> None:
        """One more, or one less, of the chosen line."""
        line = self.counter.bill.line()
        if line is not None and direction < 0 and line.qty <= quantity.ONE:
            deeds.remove(self)
        else:
            self.attempt(lambda: self.counter.step(direction))

    # Money

    def quiet(self) -> bool:
        """Whether money keys must do nothing now: nothing to pay, a scan just came, or something else is open."""
        fresh = self.win.monotonic() - self._scanned_at < QUIET_AFTER_SCAN
        return fresh or not self.counter.bill.cart.lines or self.win.sheet is not None or self.win.office is None

    def pay(self, tab: str) -> None:
        """Open the pay sheet on a tab: "cash", "promptpay", "mixed"."""
        if not self.quiet() and self.unknown.isHidden():
            from shopdesk.ui.pages.pay.sheet import open_pay

            open_pay(self.win, self.counter.bill.cart, tab, self.sold)

    def give(self, satang: int) -> None:
        """Quick cash: this much was handed over, the sale is done."""
        if self.quiet() or not self.unknown.isHidden():
            return
        cart = self.counter.bill.cart
        self.win.attempt(lambda approver: self.counter.checkout(cart, satang, approver), self.sold)

    def sold(self, sold: "Sold") -> None:
        """A bill was paid: show the change, begin the next."""
        may_undo = self.counter.can_undo(sold)
        printing = self.win.print_receipt
        self.after.show_sold(
            sold,
            (lambda done: deeds.undo_sale(self, done)) if may_undo else None,
            (lambda done: printing(done.id)) if printing is not None else None,
        )
        self.toast.clear()
        self.counter.begin()
        self.win.sounds.play("sale")
        self.win.bus.sale_done.emit(sold.id)
        self.focus_field()
        self.win.later(0, self.search)

    def _after_gone(self) -> None:
        self._right_stack.setCurrentIndex(BILL)


def searched(typed: str) -> str:
    """What to look for in what was typed: without a quantity or a sum of money before it."""
    try:
        scan = barcode.parse(typed)
    except ShopError:
        return typed
    return scan.text if scan.kind not in ("quantity", "money", "empty") else ""


def in_bill(lines: tuple[Line, ...]) -> dict[int, str]:
    """How much of each sale unit is on the bill, as text."""
    sums: dict[int, int] = {}
    for line in lines:
        if line.sale_unit is not None:
            sums[line.sale_unit] = sums.get(line.sale_unit, 0) + line.qty
    return {sale_unit: quantity.text(qty) for sale_unit, qty in sums.items()}
