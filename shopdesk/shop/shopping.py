"""The shopping list: goods that lie below the point where the shop buys again, by who brought them last."""

from dataclasses import dataclass
from itertools import groupby

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, quantity, thaidate, unit
from shopdesk.core.shopping_paper import ShoppingList, ShoppingRow
from shopdesk.db import models, quick, records
from shopdesk.shop import settings
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

_NEEDED = (
    "SELECT i.id, p.name, i.variant, i.base_unit, coalesce((SELECT sum(qty) FROM stock s WHERE s.item = i.id), 0) "
    "AS lying, i.reorder_at, coalesce(i.reorder_to, i.reorder_at), coalesce(i.cost, 0), "
    "coalesce((SELECT q.name FROM stock_move m JOIN receiving r ON r.document = m.document "
    "JOIN party q ON q.id = r.supplier WHERE m.item = i.id ORDER BY m.id DESC LIMIT 1), '') AS supplier "
    "FROM item i JOIN product p ON p.id = i.product "
    "WHERE i.reorder_at IS NOT NULL AND i.archived_at IS NULL AND p.archived_at IS NULL AND p.tracked "
    "AND lying <= i.reorder_at ORDER BY supplier, p.name"
)


@dataclass(frozen=True, slots=True)
class Needed:
    """Goods to buy in base-unit thousandths, what that will cost by the last price (satang), and who brings them."""

    item: int
    name: str
    unit: str
    lying: int
    reorder_at: int
    buy: int
    cost: int
    supplier: str


@use_case(Right.LOOK)
def needed(desk: Desk) -> list[Needed]:
    """What lies at or below its point, by supplier and name."""
    return [
        Needed(item, f"{name} {variant}".strip(), unit, lying, point, buy, money.times(cost, buy), supplier)
        for item, name, variant, unit, lying, point, upto, cost, supplier in quick.rows(
            desk.session.connection(), _NEEDED
        )
        if (buy := upto - lying) > 0
    ]


@use_case(Right.LOOK)
def paper(desk: Desk) -> ShoppingList:
    """The list as it is now, to be printed."""
    parts = tuple(
        (supplier, tuple(_row(one) for one in found))
        for supplier, found in groupby(needed(desk), lambda one: one.supplier)
    )
    when = thaidate.long(settings.today(desk))
    return ShoppingList(settings.get(desk, "shop.name"), when, parts, desk.practice)


def _row(one: Needed) -> ShoppingRow:
    return ShoppingRow(one.name, unit.quantity_text(one.buy, one.unit), unit.quantity_text(one.lying, one.unit))


@use_case(Right.GOODS)
def set_point(desk: Desk, item: int, at: int | None, upto: int | None = None) -> None:
    """Buy again at this many base-unit thousandths, up to so many; None takes the goods off the list for good.

    Raises NotFound, Invalid where the upper number is below the point.
    """
    row = desk.session.get(models.Item, item)
    if row is None:
        raise NotFound(N_("These goods are no longer there."))
    for qty in (at, upto):
        if qty:
            quantity.within_limit(qty)
    if (at or 0) < 0 or (upto is not None and upto < (at or 0)):
        raise Invalid(N_("Buy up to more than what is left."), hint=N_("Type a larger number."))
    records.change(desk.session, desk.entry, row, reorder_at=at, reorder_to=upto if at is not None else None)
