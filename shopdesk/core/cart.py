"""The open bill. A value: every change answers a new cart, so undo is keeping the old one."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import extras, money
from shopdesk.core.extras import Empty
from shopdesk.core.line import Discount, Line

MOST_LINES = 1000
LONGEST_NOTE = 500
# How long a paid bill may be taken back without a reason.
UNDO_SECONDS = 10

__all__ = ["Cart", "Discount", "Line"]


@dataclass(frozen=True, slots=True)
class Cart:
    """Lines in the order they were sold. `uid` names the bill for ever: it can be paid once. `customer` is a party.

    `empties` are containers that come back with it; `prepaid` is the deposit of the order it was, in satang.
    """

    uid: str
    lines: tuple[Line, ...] = ()
    discount: Discount | None = None
    note: str = ""
    customer: int | None = None
    empties: tuple[Empty, ...] = ()
    prepaid: int = 0

    def __post_init__(self) -> None:
        if len(self.lines) > MOST_LINES:
            raise Invalid(N_("This bill is full."), hint=N_("Take the money, then start a new bill"))
        money.within_limit(self.gross)

    @property
    def gross(self) -> int:
        """The lines before any discount, in satang."""
        return sum(line.gross for line in self.lines)

    @property
    def extra(self) -> int:
        """Deposits and money passed on, less what was paid ahead, in satang: to be paid with the bill, but no sale."""
        return extras.total(self.lines, self.empties) - self.prepaid

    def line(self, uid: str) -> Line:
        """The line of this id; raises NotFound."""
        for line in self.lines:
            if line.uid == uid:
                return line
        raise NotFound(N_("That line is no longer on the bill."))

    def partner(self, line: Line) -> Line | None:
        """The line already here that `add` would make larger instead of adding this one."""
        return next((own for own in self.lines if own.merges_with(line)), None)

    def add(self, line: Line, merge: bool = True) -> "Cart":
        """With one more line; the same thing at the same price joins the line it already has, unless told not to."""
        own = self.partner(line) if merge else None
        if own is not None:
            return self._with(replace(own, qty=own.qty + line.qty))
        return replace(self, lines=(*self.lines, line))

    def remove(self, uid: str) -> "Cart":
        """Without the line; raises NotFound."""
        gone = self.line(uid)
        return replace(self, lines=tuple(line for line in self.lines if line is not gone))

    def set_qty(self, uid: str, qty: int) -> "Cart":
        """With this quantity in thousandths, 0 removes the line; raises Invalid, NotFound."""
        if qty == 0:
            return self.remove(uid)
        return self._with(replace(self.line(uid), qty=qty, tare=0, amount=None))

    def set_weight(self, uid: str, gross: int, tare: int = 0) -> "Cart":
        """With the weight shown less the container, in thousandths of the line's unit; raises Invalid, NotFound."""
        return self._with(self.line(uid).weighed(gross, tare))

    def set_amount(self, uid: str, satang: int) -> "Cart":
        """By money: the weight that makes exactly this sum; raises Invalid where it is not sold by weight."""
        return self._with(self.line(uid).for_money(satang))

    def set_price(self, uid: str, satang: int) -> "Cart":
        """At another price for one unit; the list price stays known. Raises Invalid, NotFound."""
        return self._with(replace(self.line(uid), price=satang, amount=None))

    def discount_line(self, uid: str, discount: Discount | None) -> "Cart":
        """With a discount on one line, None clears it; raises Invalid where it exceeds the line."""
        line = self.line(uid)
        _fits(discount, line.gross)
        return self._with(replace(line, discount=discount))

    def discount_bill(self, discount: Discount | None) -> "Cart":
        """With a discount on the whole, None clears it; raises Invalid where it exceeds the bill."""
        _fits(discount, sum(line.net for line in self.lines))
        return replace(self, discount=discount)

    def bring_back(self, empty: Empty) -> "Cart":
        """With so many containers coming back, 0 takes them off again."""
        others = tuple(one for one in self.empties if one.container != empty.container)
        return replace(self, empties=(*others, empty) if empty.qty else others)

    def note_line(self, uid: str, note: str) -> "Cart":
        """With a note under one line; an empty one clears it."""
        return self._with(replace(self.line(uid), note=note.strip()[:LONGEST_NOTE]))

    def note_bill(self, note: str) -> "Cart":
        """With a note on the bill; an empty one clears it."""
        return replace(self, note=note.strip()[:LONGEST_NOTE])

    def split(self, takes: Callable[[Line], bool], uid: str) -> tuple["Cart", "Cart"]:
        """This bill without the lines `takes` accepts, and a bill `uid` of those.

        A percent discount goes with both; an amount is divided in proportion, so that the two sum to the one.
        """
        taken = tuple(line for line in self.lines if takes(line))
        kept = tuple(line for line in self.lines if not takes(line))
        here, there = self.discount, self.discount
        if self.discount is not None and self.discount.kind == "amount":
            nets = [sum(line.net for line in lines) for lines in (kept, taken)]
            parts = money.split(self.discount.of(sum(nets)), nets)
            here, there = (Discount("amount", part) if part else None for part in parts)
        return replace(self, lines=kept, discount=here), Cart(uid, taken, there, customer=self.customer)

    def to_data(self) -> dict[str, object]:
        """The bill as plain data for its file or row."""
        from shopdesk.core import cartdata

        return cartdata.dump(self)

    @staticmethod
    def from_data(data: object) -> "Cart":
        """The bill from `to_data`; raises Invalid for anything that could not have come from there."""
        from shopdesk.core import cartdata

        return cartdata.load(data)

    def _with(self, changed: Line) -> "Cart":
        return replace(self, lines=tuple(changed if line.uid == changed.uid else line for line in self.lines))


def _fits(discount: Discount | None, amount: int) -> None:
    if discount is not None and discount.kind == "amount" and discount.value > amount:
        raise Invalid(
            N_("The discount is more than the price."), hint=N_("Give at most {most}"), most=money.text(amount)
        )
