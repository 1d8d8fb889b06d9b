"""The list of goods: which ones, in the order of a Thai dictionary, and a page of them at a time.

Numbers of all goods are light (8 bytes each) and may be held; the goods themselves are read a page at a time.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import bindparam, text

from shopdesk.base.errors import Conflict, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, quantity, thaitext
from shopdesk.db import models, quick, search
from shopdesk.shop import composing, goods, settings, stock
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, allowed, use_case

Only = Literal["all", "low", "none", "unpriced", "away"]
LARGEST_PAGE = 500
_MOST_FOUND = 2_000

_FROM = (
    "FROM sale_unit u JOIN item i ON i.id = u.item JOIN product p ON p.id = i.product "
    "LEFT JOIN (SELECT item, sum(qty) AS qty FROM stock GROUP BY item) s ON s.item = i.id "
    "WHERE u.archived_at IS NULL"
)
# What is made of others has no heap of its own.
_KEPT = "p.tracked AND i.id NOT IN (SELECT item FROM part WHERE archived_at IS NULL)"
_LOW = f"({_KEPT} AND coalesce(s.qty, 0) > 0 AND s.qty < {quantity.FEW})"
_NONE = f"({_KEPT} AND coalesce(s.qty, 0) <= 0)"
_UNPRICED = "coalesce(u.price, 0) = 0"
_COUNTS = text(f"SELECT count(*), total({_LOW}), total({_NONE}), total({_UNPRICED}) {_FROM}")
_AWAY_COUNT = text("SELECT count(*) FROM sale_unit WHERE archived_at IS NOT NULL")
_AWAY = (
    "SELECT id FROM sale_unit WHERE archived_at IS NOT NULL AND instr(search_key, :key) ORDER BY archived_at DESC, id"
)
_ONLY = {
    "low": text(f"SELECT u.id {_FROM} AND {_LOW}"),
    "none": text(f"SELECT u.id {_FROM} AND {_NONE}"),
    "unpriced": text(f"SELECT u.id {_FROM} AND {_UNPRICED}"),
}
_ROWS = (
    "SELECT u.id, u.item, p.name, i.variant, u.label, u.unit, u.ratio, u.price, i.cost, "  # noqa: S608
    f"p.tracked OR {composing.COMPOSED} AS tracked, {composing.LYING} AS lying, coalesce(c.name, '') AS category, "
    "coalesce(c.tint, 'n') AS tint, coalesce(c.icon, 'package') AS icon, p.photo, p.note, u.by_weight "
    "FROM sale_unit u JOIN item i ON i.id = u.item JOIN product p ON p.id = i.product "
    "LEFT JOIN category c ON c.id = p.category WHERE u.id IN :ids"
)
_PAGE = text(_ROWS).bindparams(bindparam("ids", expanding=True))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. Satang; `cost` and `left` (thousandths) by the sale unit, None where nobody keeps them."""

    sale_unit: int
    item: int
    name: str
    unit: str
    ratio: int
    price: int | None
    cost: int | None
    left: int | None
    category: str
    tint: str
    icon: str
    photo: str
    note: str
    by_weight: bool
    few: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many goods there are in all, are running low, are gone, have no price, were put away."""

    all: int
    low: int
    none: int
    unpriced: int
    away: int


@use_case(Right.LOOK)
def numbers(desk: Desk, typed: str = "", only: Only = "all") -> Sequence[int]:
    """The sale units to list, by name; `typed` finds at most 2,000. About 0.4 s at 100,000 the first time.

    What was put away comes the latest first.
    """
    if only == "away":
        key = {"key": thaitext.fold(typed.strip())}
        return [number for (number,) in quick.rows(desk.session.connection(), _AWAY, key)]
    today = settings.business_day(desk)
    if only == "all" and not typed.strip():
        return search.in_order(desk.session, today)
    connection = desk.session.connection()
    wanted = None if only == "all" else set(connection.execute(_ONLY[only]).scalars())
    if not typed.strip():
        return array("q", (number for number in search.in_order(desk.session, today) if number in (wanted or ())))
    found = set(search.find(desk.session, typed, None, _MOST_FOUND, today))
    found = found if wanted is None else found & wanted
    return array("q", (number for number in search.in_order(desk.session, today) if number in found))


@use_case(Right.LOOK)
def counts(desk: Desk) -> Counts:
    """What the chips above the list say; for a background thread (0.1 s at 100,000)."""
    connection = desk.session.connection()
    return Counts(
        *(int(count) for count in (*connection.execute(_COUNTS).one(), *connection.execute(_AWAY_COUNT).one()))
    )


@use_case(Right.LOOK)
def page(desk: Desk, numbers: Sequence[int]) -> list[Row]:
    """The lines of at most 500 sale units, in the order asked for; those no longer there are left out.

    What goods cost the shop is for those who may change goods.
    """
    wanted = list(numbers[:LARGEST_PAGE])
    told = allowed(desk, Right.GOODS)
    found = {row.id: _row(row, told) for row in desk.session.connection().execute(_PAGE, {"ids": wanted})}
    return [found[number] for number in wanted if number in found]


def _row(row: Any, told: bool) -> Row:
    name = " ".join(part for part in (row.name, row.variant, row.label) if part)
    left = money.share(row.lying, quantity.ONE, row.ratio) if row.tracked else None
    cost = money.share(row.cost, row.ratio, quantity.ONE) if told and row.cost is not None else None
    few = bool(row.tracked) and 0 < row.lying < quantity.FEW
    return Row(
        row.id, row.item, name, row.unit, row.ratio, row.price, cost, left, row.category, row.tint, row.icon,
        row.photo, row.note, bool(row.by_weight), few,
    )  # fmt: skip


@use_case(Right.GOODS)
def set_left(desk: Desk, sale_unit: int, qty: int) -> None:
    """What was counted of goods, in thousandths of their sale unit, becomes their stock; raises NotFound, Conflict."""
    own = desk.session.get(models.SaleUnit, sale_unit)
    if own is None:
        raise NotFound(N_("These goods are no longer there."))
    item = desk.session.get_one(models.Item, own.item)
    if stock.parts(desk, [own.item]):
        raise Conflict(N_("These goods are made of others."), hint=N_("Count the goods they are made of."))
    if not desk.session.get_one(models.Product, item.product).tracked:
        raise Conflict(N_("These goods keep no stock."), hint=N_("Turn on “Keeps stock” in their details first."))
    stock.set_balance(desk, own.item, money.share(qty, own.ratio, quantity.ONE))


@use_case(Right.LOOK)
def row(desk: Desk, sale_unit: int) -> Row:
    """One line of the list; raises NotFound."""
    found = page(desk, [sale_unit])
    if not found:
        raise NotFound(N_("These goods are no longer there."))
    return found[0]


@use_case(Right.LOOK)
def category_names(desk: Desk) -> list[str]:
    """The names an editor offers, in the owner's order."""
    return [info.name for info in goods.categories(desk)]
