"""Less for what expires soon: rules of days and percent, for one category or for all goods.

They hold where the label of the lot is scanned, for only then the till knows which lot it is.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money
from shopdesk.core.line import Line
from shopdesk.db import models, quick, records
from shopdesk.shop import settings
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

MOST_DAYS = 365
WHOLE = 10_000
_EXPIRES = "SELECT expires FROM lot WHERE id = :lot AND expires != ''"
_PERCENT = (
    "SELECT max(percent) FROM markdown WHERE archived_at IS NULL AND days >= :days "
    "AND (category IS NULL OR category = :category)"
)
_SHELF = (
    "SELECT u.price, p.category FROM sale_unit u JOIN item i ON i.id = u.item JOIN product p ON p.id = i.product "
    "WHERE u.id = :unit"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What expires within `days` days costs `percent` (basis points) less; of a category, or of all (None)."""

    id: int
    days: int
    percent: int
    category: int | None
    category_name: str


@use_case(Right.LOOK)
def rules(desk: Desk) -> list[Rule]:
    """The rules in use, the nearest day first."""
    rows = desk.session.exec(
        select(models.Markdown, models.Category)
        .join(models.Category, col(models.Category.id) == models.Markdown.category, isouter=True)
        .where(col(models.Markdown.archived_at).is_(None))
        .order_by(col(models.Markdown.days), col(models.Markdown.id))
    ).all()
    found: list[tuple[models.Markdown, models.Category | None]] = [(rule, named) for rule, named in rows]
    return [
        Rule(rule.id or 0, rule.days, rule.percent, rule.category, named.name if named is not None else "")
        for rule, named in found
    ]


@use_case(Right.GOODS)
def add(desk: Desk, days: int, percent: int, category: int | None = None) -> int:
    """What expires within so many days costs so much (basis points) less from now on; raises Invalid."""
    if not 0 <= days <= MOST_DAYS or not 0 < percent <= WHOLE:
        raise Invalid(N_("Say how many days before, and how many percent less."))
    row = models.Markdown(uid="", category=category, days=days, percent=percent)
    made = records.create(desk.session, desk.entry, row, desk.now, desk.random)
    assert made.id is not None
    return made.id


@use_case(Right.GOODS)
def remove(desk: Desk, rule: int) -> None:
    """The rule holds no more; raises NotFound, Conflict."""
    row = desk.session.get(models.Markdown, rule)
    if row is None:
        raise NotFound(N_("That rule is no longer there."))
    records.archive(desk.session, desk.entry, row, desk.now)


def price_of(desk: Desk, lot: int | None, category: int | None, price: int | None) -> int | None:
    """What goods of a lot cost today (satang); their usual price where no lot or no rule says less."""
    if lot is None or price is None:
        return price
    connection = desk.session.connection()
    row = quick.first(connection, _EXPIRES, {"lot": lot})
    if row is None:
        return price
    days = (date.fromisoformat(row[0]) - settings.today(desk)).days
    best = quick.first(connection, _PERCENT, {"days": max(days, 0), "category": category})
    return price - money.percent(price, best[0]) if best and best[0] else price


def gives(desk: Desk, line: Line) -> bool:
    """Whether a rule gives a line of a scanned lot its price, so that nobody's right is asked for it."""
    shelf = quick.first(desk.session.connection(), _SHELF, {"unit": line.sale_unit})
    return shelf is not None and price_of(desk, line.lot, shelf[1], shelf[0]) == line.list_price
