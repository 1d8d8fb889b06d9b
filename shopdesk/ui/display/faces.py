"""What the customer may see, as values: the shop's name, this bill, the code to pay it, the change."""

from dataclasses import dataclass

from shopdesk.core import money, unit
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.core.pricing import Totals


@dataclass(frozen=True, slots=True)
class IdleFace:
    """Between bills."""

    shop_name: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what, how many at which price, satang."""

    name: str
    counted: str
    amount: int


@dataclass(frozen=True, slots=True)
class BillFace:
    """The bill under way. `last` is what came on it, or changed, just now."""

    shop_name: str
    last: Item
    items: tuple[Item, ...]
    discount: int
    total: int


@dataclass(frozen=True, slots=True)
class QrFace:
    """A PromptPay QR: `amount` in satang, the name the payer's bank will show, the receiving number masked."""

    shop_name: str
    payload: str
    amount: int
    account_name: str
    receiver: str


@dataclass(frozen=True, slots=True)
class ChangeFace:
    """A paid bill: what it came to and what goes back in cash."""

    shop_name: str
    total: int
    change: int


Face = IdleFace | BillFace | QrFace | ChangeFace


def of_bill(shop_name: str, cart: Cart, totals: Totals, before: Cart | None) -> BillFace:
    """The face of a bill; what differs from the cart `before` counts as the last thing."""
    last = _newest(cart, before)
    lines = tuple(_item(line) for line in cart.lines)
    return BillFace(shop_name, _item(last), lines, totals.discount, totals.total + cart.extra)


def _newest(cart: Cart, before: Cart | None) -> Line:
    known = set(before.lines) if before is not None else set()
    changed = [line for line in cart.lines if line not in known]
    return (changed or cart.lines)[-1]


def _item(line: Line) -> Item:
    counted = f"{unit.quantity_text(line.qty, line.unit)} × {money.short(line.price)}"
    return Item(line.name, counted, line.net)
