"""One line of a bill: what is sold, how much of it, at which price."""

from dataclasses import dataclass, replace
from typing import Literal

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import money, quantity

WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount in basis points (`percent`) or in satang (`amount`); raises Invalid above 100 % or below 0."""

    kind: Literal["percent", "amount"]
    value: int

    def __post_init__(self) -> None:
        highest = WHOLE if self.kind == "percent" else money.LIMIT
        if not 0 <= self.value <= highest:
            raise Invalid(N_("The discount is out of range."), hint=N_("A discount is from 0 to the whole price"))

    def of(self, amount: int) -> int:
        """What it takes off an amount of 0 or more, in satang; never more than the amount."""
        if self.kind == "percent":
            return money.percent(amount, self.value)
        return min(self.value, amount)


@dataclass(frozen=True, slots=True)
class Line:
    """Quantities in thousandths of `unit`, prices in satang for one unit, `ratio` in thousandths of the base unit.

    `amount` is the exact sum asked for when goods are sold by money and no whole gram makes it. `list_price` is the
    price before anybody changed it. Goods unknown to the shop have no ids but a name and perhaps a code.
    `lot` is the row id of the lot whose label was scanned. `face` satang are passed on for somebody else and `holds`
    thousandths of a container with its `deposit` go out with one unit: neither is a sale (core.extras).
    """

    uid: str
    name: str
    price: int
    qty: int = quantity.ONE
    sale_unit: int | None = None
    item: int | None = None
    product: int | None = None
    unit: str = "piece"
    list_price: int = 0
    by_weight: bool = False
    tare: int = 0
    amount: int | None = None
    discount: Discount | None = None
    vat_class: str = "standard"
    category: int | None = None
    restricted: str = ""
    ratio: int = quantity.ONE
    code: str = ""
    note: str = ""
    lot: int | None = None
    face: int = 0
    container: int | None = None
    container_name: str = ""
    holds: int = 0
    deposit: int = 0

    def __post_init__(self) -> None:
        quantity.within_limit(self.qty)
        money.within_limit(self.price)
        money.within_limit(self.gross)
        money.within_limit(self.face)

    @property
    def gross(self) -> int:
        """Before any discount, in satang."""
        return money.times(self.price, self.qty) if self.amount is None else self.amount

    @property
    def net(self) -> int:
        """After the line's own discount, in satang; never negative."""
        return self.gross - (self.discount.of(self.gross) if self.discount else 0)

    def merges_with(self, other: "Line") -> bool:
        """Whether the two are the same thing at the same price, so that one line can stand for both."""
        plain = all(
            line.sale_unit is not None
            and not (line.discount or line.note or line.by_weight or line.tare or line.face)
            and line.amount is None
            for line in (self, other)
        )
        return plain and (self.sale_unit, self.price, self.lot) == (other.sale_unit, other.price, other.lot)

    def weighed(self, gross: int, tare: int) -> "Line":
        """With the weight on the scale less the container, both in thousandths of the unit."""
        if tare < 0 or gross <= tare:
            raise Invalid(N_("The container weighs as much as the goods."), hint=N_("Weigh again, or clear the tare"))
        return replace(self, qty=gross - tare, tare=tare, amount=None)

    def for_money(self, satang: int) -> "Line":
        """As much as this sum buys: the whole-gram weight that makes it exactly, else the nearest with `amount` set."""
        money.within_limit(satang)
        if not self.by_weight or self.price <= 0:
            raise Invalid(N_("This is not sold by weight."), hint=N_("Set a quantity instead"))
        step = quantity.ONE // self.ratio if 0 < self.ratio < quantity.ONE and quantity.ONE % self.ratio == 0 else 1
        grams = money.share(satang, quantity.ONE, self.price * step)
        if grams < 1:
            raise Invalid(N_("That buys less than one gram."), hint=N_("Ask for a larger amount"))
        for close in (grams, grams - 1, grams + 1):
            if close > 0 and money.times(self.price, close * step) == satang:
                return replace(self, qty=close * step, tare=0, amount=None)
        return replace(self, qty=grams * step, tare=0, amount=satang)
