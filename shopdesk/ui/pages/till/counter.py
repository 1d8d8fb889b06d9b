"""What is done at the till: each deed reads the bill, calls one use case, and puts the answer on the bill."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from shopdesk.base import clock, uid
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import quantity
from shopdesk.core.barcode import Scan
from shopdesk.core.cart import Cart, Line
from shopdesk.shop import ringing
from shopdesk.ui.pages.till.openbill import OpenBill
from shopdesk.ui.pages.till.reading import Reader

if TYPE_CHECKING:
    from datetime import date

    from shopdesk.core.rounding import RoundingMode
    from shopdesk.core.vat import VatPolicy
    from shopdesk.shop.customers import Customer
    from shopdesk.shop.freshness import Expired
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.selling import Due, Sold
    from shopdesk.ui.shell import Window
    from shopdesk.ui.widgets.strip import Strip

SAVE_AFTER = 400


class Counter(Reader):
    """The till without its widgets. `changed` is called when the bill is another one, or has changed."""

    def __init__(self, window: "Window", changed: Callable[[], object]) -> None:
        super().__init__(window)
        self._changed = changed
        self.bill = OpenBill(self._new(), self._on_change)
        self.bill.priced = self._priced
        self._timer = QTimer(singleShot=True, interval=SAVE_AFTER)
        self._timer.timeout.connect(self._save_soon)
        self._saving, self._turn = threading.Lock(), 0
        self.loaded = False
        self._rules: tuple[VatPolicy, RoundingMode] | None = None
        self._ruled_units: frozenset[int] = frozenset()
        self._late_items: tuple[date, frozenset[int]] | None = None
        self._person: Customer | None = None
        self._limit = 0
        self._before: Cart | None = None

    def _new(self) -> Cart:
        return Cart(self.new_uid())

    def new_uid(self) -> str:
        """An id for a bill or a line."""
        return uid.uuid7(self.win.clock(), self.win.random)

    def adopt(self, before: "Counter") -> None:
        """Go on with the bill of a page that was built anew; what that page still had on its way to disk is stopped."""
        before._overtake()
        self.bill, self.loaded, self._person = before.bill, before.loaded, before._person
        self.bill.priced = self._priced
        self.bill.listen(self._on_change)

    def _on_change(self) -> None:
        self._timer.start()
        self._changed()

    # On disk

    def _save_soon(self) -> None:
        """Put the bill on disk in the background, unless another deed has overtaken it.

        Nothing is written before the bill that lies there was brought back: it would be written over.
        """
        if self.win.office is not None:
            cart, turn = self.bill.cart, self._turn
            self.win.jobs.run(lambda _job: self._save(cart, turn))

    def _save(self, cart: Cart, turn: int) -> None:
        from shopdesk.shop import bills

        with self._saving:
            if self.loaded and turn == self._turn:
                with self.office.writing(self.win.actor) as desk:
                    bills.keep_open(desk, cart)

    def save_now(self) -> None:
        """Put the bill on disk before the window closes."""
        if self._timer.isActive() and self.win.office is not None:
            self._timer.stop()
            self._save(self.bill.cart, self._turn)

    def _overtake(self) -> None:
        """What is on its way to disk is out of date from here on."""
        self._timer.stop()
        with self._saving:
            self._turn += 1

    @contextlib.contextmanager
    def _overtaking(self) -> Iterator[None]:
        """A deed that makes an end of the bill; where it is refused, the bill is put on disk after all."""
        self._overtake()
        try:
            yield
        except ShopError:
            self._timer.start()
            raise

    def restore_open(self, strip: "Strip") -> None:
        """Bring back the bill that was open when the program ended, or say that it cannot be read.

        Where another bill is on the till already, the one on disk is put aside with those that wait.
        """
        from shopdesk.shop import bills

        with self.office.reading(self.win.actor) as desk:
            cart, torn = bills.open_bill(desk), bills.torn(desk)
        if torn:
            why = _("It stays in the shop's file. Ring it up again.")
            strip.say(_("The bill that was open cannot be read."), why, tone="danger")
        elif cart is not None and cart.lines and not self.bill.cart.lines:
            self.bill.begin(cart)
            strip.say(_("Your open bill is back."), tone="primary", seconds=8)
        elif cart is not None and cart.lines and cart.uid != self.bill.cart.uid:
            with self.office.writing(self.win.actor) as desk:
                bills.hold(desk, cart, split=True)
        self.loaded = True

    # Looking at what the file says of the bill

    def due(self) -> "Due":
        """What the bill comes to, by the rules of tax and rounding in force: no look into the file for each scan."""
        from shopdesk.core import pricing
        from shopdesk.shop import selling

        policy, mode = self._rules or self.read_rules()
        totals = pricing.totals(self.bill.cart, policy)
        return selling.due_of(totals, self.bill.cart.extra, mode)

    def read_rules(self) -> "tuple[VatPolicy, RoundingMode]":
        """Read the rules anew, as at each new bill; checkout reads them once more by itself."""
        from shopdesk.shop import prices, selling, settings

        with self.office.reading(self.win.actor) as desk:
            self._ruled_units = prices.ruled(desk)
            self._rules = selling.policy(desk), settings.get(desk, "cash.rounding")
            self._limit = settings.get(desk, "discount.limit")
        return self._rules

    def forget_rules(self) -> None:
        """Goods or prices changed: the rules are read again before they are used."""
        self._rules, self._late_items = None, None

    def late(self, line: Line) -> "Expired | None":
        """Whether a line of the bill takes goods past their date; looked for where such goods lie at all."""
        from shopdesk.shop import freshness

        today = clock.calendar_date(self.win.clock())
        if self._late_items is None or self._late_items[0] != today:
            with self.office.reading(self.win.actor) as desk:
                self._late_items = today, freshness.late_items(desk)
        if line.item not in self._late_items[1]:
            return None
        with self.office.reading(self.win.actor) as desk:
            return next((one for one in freshness.expired(desk, self.bill.cart) if one.line == line.uid), None)

    def waiting(self) -> frozenset[str]:
        """What on the bill somebody else has to allow when it is paid: uids of lines, and of the bill."""
        if self.win.actor is None:
            return frozenset()
        from shopdesk.shop import approving

        return approving.waiting(self.bill.cart, self._limit, self.win.actor.rights)

    # The bill

    def add(self, goods: "Goods", scan: Scan = ringing.NOTHING) -> Line:
        """Put goods whose price and weight are known on the bill; raises Invalid."""
        line = ringing.line(goods, self.new_uid(), scan)
        own = next((one for one in self.bill.cart.lines if one.sale_unit == line.sale_unit), None)
        if own is not None and self._ruled(own):
            line = replace(line, price=own.price, list_price=own.list_price)
        return self.bill.add(line)

    def _ruled(self, line: Line) -> bool:
        """Whether the price of a line is one of a group or from a quantity on, so that one more may join it."""
        from shopdesk.shop import prices

        if line.sale_unit not in self._ruled_units:
            return False
        with self.office.reading(self.win.actor) as desk:
            return prices.allowed(desk, line, self.bill.cart.customer)

    def _priced(self, cart: Cart) -> Cart:
        """The prices that hold for this customer and these quantities."""
        from shopdesk.shop import prices

        if self.win.office is None or not cart.lines:
            return cart
        if self._rules is None:
            self.read_rules()
        if self._ruled_units.isdisjoint(line.sale_unit for line in cart.lines):
            return cart
        with self.office.reading(self.win.actor) as desk:
            return prices.priced(desk, cart)

    def name_customer(self, party: int | None) -> None:
        """Whose bill it is from now on, and the prices that hold for them."""
        self.bill.put(replace(self.bill.cart, customer=party))

    def customer(self) -> str:
        """What the customer is called whose bill it is; empty for anybody's."""
        party = self.bill.cart.customer
        if party is None or self.win.office is None:
            return ""
        if self._person is None or self._person.party != party:
            self._person = self._of(party)
        return self._person.nickname or self._person.name if self._person else ""

    def _of(self, party: int) -> "Customer | None":
        from shopdesk.shop import customers

        with self.office.reading(self.win.actor) as desk:
            try:
                return customers.of_party(desk, party)
            except ShopError:
                return None

    def step(self, direction: int) -> None:
        """One more or one less of the chosen line; the last one less removes it. Raises Invalid."""
        line = self.bill.line()
        if line is not None:
            left = max(0, line.qty + direction * quantity.ONE)
            self.bill.put(self.bill.cart.set_qty(line.uid, left))

    def remove(self) -> Line | None:
        """Take the chosen line off; answers it."""
        line = self.bill.line()
        if line is not None:
            self.bill.put(self.bill.cart.remove(line.uid))
        return line

    # Deeds of the shop; each takes the person who stands in, if any

    def checkout(self, cart: Cart, satang: int, approver: "Actor | None") -> "Sold":
        """Take this much cash for the bill."""
        from shopdesk.shop import approving
        from shopdesk.shop.settling import Paid

        with self._overtaking(), self.office.writing(self.win.actor, approver) as desk:
            return approving.checkout(desk, cart, [Paid("cash", satang)])

    def begin(self) -> None:
        """A new bill; the lines of the one before may come back with it."""
        self._overtake()
        self._before = self.bill.cart
        self._rules = None
        self.bill.begin(self._new())

    def bring_back(self, sold: "Sold") -> None:
        """The lines of a bill that was taken back, as a bill of its own; where something is on the till, nothing."""
        before = self._before
        if before is not None and not self.bill.cart.lines and len(before.lines) == sold.lines:
            self.bill.begin(replace(before, uid=self.new_uid()))

    def undo_sale(self, sold: "Sold", approver: "Actor | None") -> str:
        """Take a bill back within its ten seconds."""
        from shopdesk.shop import refunds

        with self.office.writing(self.win.actor, approver) as desk:
            return refunds.undo(desk, sold.id)

    def create(self, code: str, name: str, price: int) -> "Goods":
        """Goods nobody sold here yet, with what a shared catalogue says of them."""
        from shopdesk.shop import catalogue, goods

        with self.office.writing(self.win.actor) as desk:
            return goods.create_at_till(desk, name, price, code, catalogue.known(desk, code))

    def hold(self, label: str) -> str:
        """Put the bill aside; answers its uid. Raises Conflict."""
        from shopdesk.shop import bills

        held = self.bill.cart
        with self._overtaking(), self.office.writing(self.win.actor) as desk:
            bills.hold(desk, held, label)
        self.bill.begin(self._new())
        return held.uid

    def print_slip(self, bill: str) -> None:
        """Print the slip of a bill that waits, for the customer to carry; the bill goes on waiting."""
        from shopdesk.shop import bills
        from shopdesk.shop.printing import queue_hold_slip
        from shopdesk.ui import printing

        worker = printing.of(self.win)
        if worker is not None:
            worker.put(lambda desk: queue_hold_slip(desk, *bills.lying(desk, bill)))

    def recall(self, bill: str) -> None:
        """Go on with a bill that waits; the one under way is put aside in its place. Raises NotFound, Conflict."""
        from shopdesk.shop import bills

        if self.bill.cart.lines:
            self.hold("")
        self._overtake()
        with self.office.writing(self.win.actor) as desk:
            cart = bills.recall(desk, bill)
        self.bill.begin(cart)

    def drop(self, bill: str) -> None:
        """Throw a waiting bill away; raises NotFound."""
        from shopdesk.shop import bills

        with self.office.writing(self.win.actor) as desk:
            bills.drop(desk, bill)


def with_quantity(scan: Scan, qty: int | None) -> Scan:
    """The scan with the quantity that was asked for before it."""
    return replace(scan, qty=qty) if qty is not None and scan.qty is None else scan


def code_of(scan: Scan, typed: str) -> str:
    """The code to keep for something unknown: as on a keyboard without Thai, else what came in."""
    ascii_codes = [code for code in scan.codes if code.isascii()]
    return ascii_codes[0] if ascii_codes else typed
