"""The till: scan or tap at the left, the bill at the right, one green button. Nothing here ever blocks."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import quantity
from shopdesk.core.barcode import Scan
from shopdesk.core.line import Line
from shopdesk.shop import ringing
from shopdesk.ui import theme
from shopdesk.ui.page import Page
from shopdesk.ui.pages.till import deeds, line_deeds
from shopdesk.ui.pages.till.bill_side import BillSide
from shopdesk.ui.pages.till.counter import Counter, with_quantity
from shopdesk.ui.pages.till.floating import Floating
from shopdesk.ui.pages.till.scanfield import ScanField
from shopdesk.ui.pages.till.shelf import Shelf
from shopdesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.selling import Sold
    from shopdesk.ui.pages.till.after import AfterCard
    from shopdesk.ui.pages.till.lines import LinesView
    from shopdesk.ui.pages.till.tiles import TileGrid
    from shopdesk.ui.shell import Window
    from shopdesk.ui.widgets.strip import Strip
    from shopdesk.ui.widgets.toast import Toast

QUIET_AFTER_SCAN = 0.4
ONE_COLUMN, NARROW, TIGHT = 880, 1024, 1280


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
        self.single, self._goods_shown = False, True
        self.over = Floating(self)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(0)
        self._sides.addWidget(self._left(), 1)
        self.side = BillSide(window, self.pay, self.give)
        self._sides.addWidget(self.side)
        self.money = self.side.money
        self.side.chose.connect(self._line_chosen)
        self.side.stepped.connect(self.step)
        self.side.opened.connect(lambda _uid: line_deeds.change_line(self))
        window.bus.data_ready.connect(self._data_ready)
        window.bus.goods_changed.connect(self.search)
        window.bus.goods_changed.connect(self.counter.forget_rules)
        self._bill_changed()

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
        self.turn = Button(_("Goods"), "", icon="basket", on=self.turn_over)
        self.turn.hide()
        top = QHBoxLayout()
        top.setContentsMargins(theme.px(6), 0, theme.px(20), 0)
        top.setSpacing(theme.px(12))
        top.addWidget(self.field, 1)
        top.addWidget(self.turn)
        top.addWidget(self.bar)
        column.addLayout(top)
        self.shelf = Shelf(self.win, self._category_chosen, self.take, lambda goods: deeds.ask_goods(self, goods))
        column.addWidget(self.shelf, 1)
        return left

    # What is made when it is first needed

    @property
    def lines(self) -> "LinesView":
        """The lines of the bill."""
        return self.side.lines

    @property
    def grid(self) -> "TileGrid":
        """The tiles."""
        return self.shelf.grid

    @property
    def toast(self) -> "Toast":
        """What was just done, to be taken back."""
        return self.side.toast

    @property
    def after(self) -> "AfterCard":
        """The change of the last sale."""
        return self.side.after

    @cached_property
    def strip(self) -> "Strip":
        """Refusals and news, over the tiles."""
        return self.over.strip

    def unseen(self) -> list[Callable[[], object]]:
        """The tiles, the lines and what may lie over them."""
        side, over = self.side, self.over
        return [
            lambda: (self.shelf.chips, self.shelf.grid),
            lambda: (side.lines, side.toast, side.after),
            lambda: (over.strip, over.unknown),
        ]

    # The window's hooks

    def enter(self) -> None:
        """The keyboard goes to the field; goods and chips are read anew."""
        self.focus_field()
        if self.win.office is not None and not self.counter.loaded:
            self._data_ready()
        else:
            self.refresh()
        self.over.entered()

    def leave(self) -> None:
        """The bill is on disk."""
        self.counter.save_now()

    def focus_field(self) -> None:
        """Where a scan and a search go."""
        self.field.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Esc: the unknown code, what was typed, the quantity asked for, the card of the last sale."""
        for open_, close in (
            (self.over.stands(), self.over.step_back),
            (bool(self.field.input.text()), self.field.clear),
            (self.field.qty is not None, self.field.drop_quantity),
            (self.over.says(), lambda: self.strip.clear()),
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
        return deeds.how_to_sell()

    def lessons(self) -> list[tuple[str, Callable[[], object]]]:
        """What help shows on the spot."""
        return deeds.lessons(self)

    def regions(self) -> list[QWidget]:
        """Search, chips, goods, bill, money."""
        return [self.field.input, self.shelf.chips.buttons[0], self.grid, self.lines, self.money.pay]

    def keep(self) -> object:
        """The bill with its undo, and what was typed."""
        self.leave()
        return self.counter, self.field.input.text(), self.field.qty

    def restore(self, kept: Any) -> None:
        """Go on with them."""
        before, text, qty = kept
        self.counter.adopt(before)
        self.field.input.setText(text)
        if qty is not None:
            self.field.ask_quantity(qty)
        self._bill_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bill is narrower in a narrow window; the strips lie over the tiles."""
        super().resizeEvent(event)
        width, height = self.window().width(), self.window().height()
        self.single = width < theme.px(ONE_COLUMN)
        self.bar.narrow(width < theme.px(TIGHT))
        self.bar.tiny(width < theme.px(NARROW))
        self.money.fit(height - (theme.px(70) if self.single else 0), beside=self.single)
        self._arrange(theme.px(372 if width < theme.px(TIGHT) else 420))
        self.over.place()

    def _arrange(self, side: int) -> None:
        """Two columns; or, where large text leaves no room, one: goods or bill, with the money always in view."""
        one, bill = self.single, not self._goods_shown
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if one else QBoxLayout.Direction.LeftToRight)
        self._sides.setStretch(0, 0 if one and bill else 1)
        self._sides.setStretch(1, 1 if one and bill else 0)
        self.side.setFixedWidth(self.width() if one else side)
        self.shelf.setVisible(not one or not bill)
        for part in (self.side.heading, self.side.paper):
            part.setVisible(not one or bill)
        self.turn.setVisible(one)
        self._name_turn()

    def turn_over(self) -> None:
        """In one column: from the goods to the bill, and back."""
        self._goods_shown = not self._goods_shown
        self._arrange(self.side.width())
        self.focus_field()

    def _name_turn(self) -> None:
        lines = len(self.counter.bill.cart.lines)
        self.turn.say(_("Bill ({count})").format(count=lines) if self._goods_shown else _("Goods"))

    # Reading

    def _data_ready(self) -> None:
        """The file is open: bring back the bill, then do what was scanned and typed meanwhile."""
        self.counter.restore_open(self.strip)
        self.refresh()
        self._bill_changed()
        waiting, self._waiting = self._waiting, []
        for typed in waiting:
            self.ring(typed, by_scanner=True)

    def refresh(self) -> None:
        """Read anew what is shown besides the bill."""
        if self.win.office is not None:
            self.shelf.chips.show_categories([(info.id, info.name) for info in self.counter.categories()])
            self.side.show_held(len(self.counter.held()), empties=self.counter.has_containers())
            self.side.show_today(self.counter.today())
            self.side.show_number(self.counter.coming())
            self.counter.read_rules()
            self.search()

    def search(self) -> None:
        """Show the tiles for what is typed."""
        if self.win.office is not None:
            typed = ringing.searched(self.field.input.value())
            narrowed = bool(typed) or self._category is not None
            self.shelf.show_goods(self.counter.look(typed, self._category), narrowed=narrowed)

    def _category_chosen(self, category: int | None) -> None:
        self._category = category
        self.search()
        self.focus_field()

    # Scanning and tapping

    def scanned(self, code: str) -> bool:
        """A scanner sent a code."""
        self._scanned_at = self.win.monotonic()
        self.over.forget()
        asked = ringing.times(self.field.input.value())
        if asked is not None:
            self.field.ask_quantity(asked)
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
            deeds.rung(self, typed, with_quantity(scan, self.field.qty), found, by_scanner)
        except ShopError as error:
            self.refuse(error)

    def take(self, goods: "Goods", scan: Scan = ringing.NOTHING) -> None:
        """Put goods on the bill, asking for a price, a weight or an amount where it has to be."""
        scan = with_quantity(scan, self.field.qty)
        if not deeds.asked(self, goods, scan):
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
        line_deeds.tell_late(self, line)

    # The bill

    def _bill_changed(self) -> None:
        """Show the bill, its sums, and how much of each tile is on it."""
        bill, lines = self.counter.bill, self.counter.bill.cart.lines
        self.side.show_cart(bill.cart, bill.chosen, self.counter.waiting())
        self.side.show_customer(self.counter.customer())
        self._name_turn()
        if not lines:
            self._told_restricted.clear()
        self.shelf.show_bill(ringing.in_bill(lines))
        if self.win.office is not None:
            due = self.counter.due()
            self.money.show_due(due, len(lines), due.totals.discount)
        self.win.bus.bill_shown.emit(bill.cart if lines else None)

    def _line_chosen(self, line: str) -> None:
        self.counter.bill.choose(line)
        self.focus_field()

    def step(self, direction: int) -> None:
        """One more, or one less, of the chosen line."""
        line = self.counter.bill.line()
        if line is not None and direction < 0 and line.qty <= quantity.ONE:
            line_deeds.remove(self)
        else:
            self.attempt(lambda: self._stepped(direction))

    def _stepped(self, direction: int) -> None:
        self.counter.step(direction)
        line = self.counter.bill.line()
        if line is not None and direction > 0:
            line_deeds.tell_late(self, line)

    # Money

    def quiet(self) -> bool:
        """Whether money keys must do nothing now: nothing to pay, a scan just came, or something else is open."""
        fresh = self.win.monotonic() - self._scanned_at < QUIET_AFTER_SCAN
        busy = self.win.sheet is not None or self.over.asks()
        return fresh or busy or not self.counter.bill.cart.lines or self.win.office is None

    def takes_money(self) -> bool:
        """`quiet` the other way round; a question about a code says that it comes first."""
        if self.over.asks() and self.counter.bill.cart.lines:
            self.win.sounds.play("attention")
            self.over.unknown.comes_first()
        return not self.quiet()

    def pay(self, tab: str) -> None:
        """Open the pay sheet on a tab: "cash", "promptpay", "credit", "mixed"."""
        if self.takes_money():
            from shopdesk.ui.pages.pay.sheet import open_pay

            open_pay(self.win, self.counter.bill.cart, tab, self.sold, self.counter.name_customer)

    def give(self, satang: int) -> None:
        """Quick cash: this much was handed over, the sale is done."""
        if self.takes_money():
            cart = self.counter.bill.cart
            self.win.attempt(lambda approver: self.counter.checkout(cart, satang, approver), self.sold)

    def sold(self, sold: "Sold") -> None:
        """A bill was paid: show the change, begin the next."""
        printing = self.win.print_receipt
        self.after.show_sold(
            sold,
            (lambda done: deeds.undo_sale(self, done)) if self.counter.can_undo(sold) else None,
            (lambda done: printing(done.id)) if printing is not None else None,
        )
        self.toast.clear()
        self.field.clear()
        self.counter.begin()
        self.win.sounds.play("sale")
        self.win.bus.sale_done.emit(sold.id)
        self.focus_field()
        self.win.later(0, self.refresh)
