"""What somebody with the right is asked to allow on a bill: everything that was cut on it, named with its amounts."""

from collections.abc import Sequence

from shopdesk.base.errors import NotAllowed
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.shop import goods, selling
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right
from shopdesk.shop.settling import Paid

GUARDED = (Right.DISCOUNT_ABOVE, Right.PRICE)


def checkout(desk: Desk, cart: Cart, paid: Sequence[Paid]) -> selling.Sold:
    """`selling.checkout`, whose refusal of discounts or prices names every one there is on the bill.

    One PIN allows the bill as it is, so whoever enters it has to read all of it. Raises as `selling.checkout` does.
    """
    try:
        return selling.checkout(desk, cart, paid)
    except NotAllowed as error:
        if error.right in GUARDED:
            error.about = cuts(desk, cart)
        raise


def cuts(desk: Desk, cart: Cart) -> tuple[str, ...]:
    """Each discount and each price that is not the shop's own, in words with amounts, from what to what."""
    units = {line.sale_unit for line in cart.lines if line.sale_unit is not None}
    shelf = {own.sale_unit: own.price for own in goods.by_ids(desk, sorted(units))}
    found = [words for line in cart.lines for words in _of_line(line, shelf.get(line.sale_unit or 0))]
    if cart.discount is not None:
        before = sum(line.net for line in cart.lines)
        found.append(_from_to(_("Discount on the whole bill"), before, before - cart.discount.of(before)))
    return tuple(found)


def _of_line(line: Line, own: int | None) -> list[str]:
    found = []
    before = own if own is not None else line.list_price
    if line.price != before:
        found.append(_from_to(_("Price of {name}").format(name=line.name), before, line.price))
    weighed = money.times(line.price, line.qty)
    if line.gross != weighed:
        found.append(_from_to(line.name, weighed, line.gross))
    if line.discount is not None:
        found.append(_from_to(_("Discount on {name}").format(name=line.name), line.gross, line.net))
    return found


def _from_to(what: str, before: int, after: int) -> str:
    return f"{what}: {money.text(before)} → {money.text(after)}"


def waiting(cart: Cart, limit: int, rights: frozenset[Right]) -> frozenset[str]:
    """The lines whose price or discount somebody else has to allow when the bill is paid; `limit` in basis points.

    The bill's own uid stands for the discounts of the whole bill. Nothing of it is kept: paying judges by itself.
    """
    found = set()
    if Right.PRICE not in rights:
        found |= {line.uid for line in cart.lines if line.price != line.list_price}
    if Right.DISCOUNT_ABOVE not in rights:
        found |= {line.uid for line in cart.lines if line.net < line.gross - money.percent(line.gross, limit)}
        gross, net = sum(line.gross for line in cart.lines), sum(line.net for line in cart.lines)
        given = gross - net + (cart.discount.of(net) if cart.discount else 0)
        found |= {cart.uid} if given > money.percent(gross, limit) else set()
    return frozenset(found)
