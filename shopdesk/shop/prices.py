"""Other prices: for a group of customers, from a quantity on, and less for what expires soon."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, quantity, thaitext
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.db import models, quick, records
from shopdesk.shop import markdowns
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

LONGEST_NAME = 60
_RULES = (
    "SELECT r.id, r.sale_unit, r.\"group\", coalesce(g.name, ''), r.from_qty, r.price FROM price_rule r "
    'LEFT JOIN customer_group g ON g.id = r."group" WHERE r.archived_at IS NULL '
    "AND r.sale_unit IN (SELECT value FROM json_each(:units)) ORDER BY r.sale_unit, r.from_qty, r.id"
)
_RULED = "SELECT DISTINCT sale_unit FROM price_rule WHERE archived_at IS NULL"
_GROUP = 'SELECT "group" FROM customer WHERE party = :party AND archived_at IS NULL'


@dataclass(frozen=True, slots=True)
class Rule:
    """Another price in satang for one unit: of a group (None: everybody), from a quantity in thousandths on."""

    id: int
    sale_unit: int
    group: int | None
    group_name: str
    from_qty: int
    price: int


@use_case(Right.LOOK)
def groups(desk: Desk) -> list[tuple[int, str]]:
    """Groups of customers that may have prices of their own."""
    rows = desk.session.exec(
        select(models.CustomerGroup.id, models.CustomerGroup.name)
        .where(col(models.CustomerGroup.archived_at).is_(None))
        .order_by(col(models.CustomerGroup.name))
    ).all()
    return [(number or 0, name) for number, name in rows]


@use_case(Right.GOODS)
def add_group(desk: Desk, name: str) -> int:
    """A new group; raises Invalid for no name, Conflict for one that is there."""
    name = thaitext.printable(name).strip()[:LONGEST_NAME]
    if not name:
        raise Invalid(N_("The group needs a name."), hint=N_("Type a name, then save."))
    if any(known == name for _, known in groups(desk)):
        raise Conflict(N_("There is a group of this name already."))
    made = records.create(desk.session, desk.entry, models.CustomerGroup(uid="", name=name), desk.now, desk.random)
    assert made.id is not None
    return made.id


@use_case(Right.LOOK)
def rules(desk: Desk, units: Iterable[int]) -> list[Rule]:
    """The other prices of these sale units."""
    asked = {"units": quick.numbers(sorted(set(units)))}
    return [Rule(*row) for row in quick.rows(desk.session.connection(), _RULES, asked)]


@use_case(Right.GOODS)
def add_rule(desk: Desk, sale_unit: int, price: int, *, group: int | None = None, from_qty: int = 0) -> int:
    """Another price; raises NotFound, Invalid where it is for nobody in particular and from nothing on."""
    if desk.session.get(models.SaleUnit, sale_unit) is None:
        raise NotFound(N_("These goods are no longer there."))
    if group is None and from_qty <= 0:
        raise Invalid(N_("Say from how many, or for whom."), hint=N_("Else change the price itself."))
    if from_qty:
        quantity.within_limit(from_qty)
    row = models.PriceRule(uid="", sale_unit=sale_unit, group=group, from_qty=from_qty, price=money.within_limit(price))
    made = records.create(desk.session, desk.entry, row, desk.now, desk.random)
    assert made.id is not None
    return made.id


@use_case(Right.GOODS)
def remove_rule(desk: Desk, rule: int) -> None:
    """The price holds no more; raises NotFound, Conflict."""
    row = desk.session.get(models.PriceRule, rule)
    if row is None:
        raise NotFound(N_("There is no such price."))
    records.archive(desk.session, desk.entry, row, desk.now)


def best(known: Sequence[Rule], group: int | None, qty: int, price: int) -> int:
    """The lowest price that holds for this customer and quantity."""
    fitting = [rule.price for rule in known if rule.group in (None, group) and qty >= rule.from_qty]
    return min([price, *fitting])


@use_case(Right.SELL)
def priced(desk: Desk, cart: Cart) -> Cart:
    """The bill with the prices that hold for its customer and quantities; a price somebody changed by hand stays."""
    known = rules(desk, [line.sale_unit for line in cart.lines if line.sale_unit is not None])
    if not known:
        return cart
    group = group_of(desk, cart.customer)
    return replace(cart, lines=tuple(_priced(desk, line, known, group) for line in cart.lines))


def _priced(desk: Desk, line: Line, known: Sequence[Rule], group: int | None) -> Line:
    own = [rule for rule in known if rule.sale_unit == line.sale_unit]
    if not own or line.price != line.list_price:
        return line
    row = desk.session.get(models.SaleUnit, line.sale_unit)
    shelf = row.price if row is not None else None
    if shelf is None:
        return line
    price = best(own, group, line.qty, markdowns.price_of(desk, line.lot, line.category, shelf) or shelf)
    return replace(line, price=price, list_price=price) if line.amount is None else line


def group_of(desk: Desk, party: int | None) -> int | None:
    """The group of the customer a bill names."""
    row = quick.first(desk.session.connection(), _GROUP, {"party": party}) if party is not None else None
    return row[0] if row else None


def allowed(desk: Desk, line: Line, customer: int | None) -> bool:
    """Whether a rule gives this price for this line, so that nobody's right is asked for it."""
    if line.lot is not None and markdowns.gives(desk, line):
        return True
    known = rules(desk, [line.sale_unit or 0])
    if not known:
        return False
    group = group_of(desk, customer)
    return any(
        rule.price == line.list_price and rule.group in (None, group) and line.qty >= rule.from_qty for rule in known
    )


@use_case(Right.SELL)
def ruled(desk: Desk) -> frozenset[int]:
    """The sale units that have any other price, so that a bill without them needs no look into the file."""
    return frozenset(number for (number,) in quick.rows(desk.session.connection(), _RULED))
