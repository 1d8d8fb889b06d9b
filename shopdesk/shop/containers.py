"""Containers that come back (มัดจำภาชนะ), and money passed on for somebody else (รับแทน): never sales, never VAT.

A deposit is owed back and no price of goods (Revenue Code section 79); who holds how many stands in a book of its own.
"""

from dataclasses import dataclass

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import extras, money, quantity, thaitext
from shopdesk.core.cart import Cart
from shopdesk.core.extras import Extra
from shopdesk.db import models, quick, records
from shopdesk.shop import customers, purse
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case

LONGEST = 60
_KINDS = (
    "SELECT u.id, p.kind = 'agent' FROM sale_unit u JOIN item i ON i.id = u.item JOIN product p ON p.id = i.product "
    "WHERE u.id IN (SELECT value FROM json_each(:units))"
)
_DEPOSITS = "SELECT id, deposit FROM container WHERE id IN (SELECT value FROM json_each(:ids))"
_BALANCES = (
    "SELECT b.container, c.name, b.book, b.party, coalesce(q.name, ''), b.qty, b.amount FROM container_balance b "
    "JOIN container c ON c.id = b.container LEFT JOIN party q ON q.id = b.party "
    "WHERE (b.qty != 0 OR b.amount != 0) AND (:book = '' OR b.book = :book) AND (:party IS NULL OR b.party = :party) "
    "ORDER BY c.name, b.book, q.name"
)


@dataclass(frozen=True, slots=True)
class Container:
    """A crate, bottle or cylinder, and the deposit for one in satang."""

    id: int
    name: str
    deposit: int


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds containers: `qty` thousandths, their deposit in satang. In the book "supplier" the shop holds theirs.

    Party 0 is everybody who did not say a name.
    """

    container: int
    container_name: str
    book: str
    party: int
    name: str
    qty: int
    amount: int


@use_case(Right.LOOK)
def listing(desk: Desk) -> list[Container]:
    """The containers in use, by name."""
    rows = desk.session.exec(
        select(models.Container).where(col(models.Container.archived_at).is_(None)).order_by(col(models.Container.name))
    ).all()
    return [Container(row.id or 0, row.name, row.deposit) for row in rows]


@use_case(Right.GOODS)
def add(desk: Desk, name: str, deposit: int) -> int:
    """A new kind of container with its deposit; raises Invalid without a name, Conflict for one there is."""
    name = thaitext.printable(name).strip()[:LONGEST]
    if not name:
        raise Invalid(N_("The container needs a name."), hint=N_("For example beer crate, or 20-litre bottle."))
    if desk.session.exec(select(models.Container.id).where(models.Container.name == name)).first() is not None:
        raise Conflict(N_("There is a container of this name already."))
    row = models.Container(uid="", name=name, deposit=money.within_limit(deposit))
    made = records.create(desk.session, desk.entry, row, desk.now, desk.random)
    assert made.id is not None
    return made.id


@use_case(Right.GOODS)
def set_deposit(desk: Desk, container: int, deposit: int) -> None:
    """What one costs as a deposit from now on (satang); raises NotFound, Invalid."""
    records.change(desk.session, desk.entry, _row(desk, container), deposit=money.within_limit(deposit))


@use_case(Right.LOOK)
def of_unit(desk: Desk, sale_unit: int) -> tuple[Container, int] | None:
    """The container goods go out in, and how many thousandths of one for one unit; None without."""
    row = desk.session.exec(select(models.Companion).where(models.Companion.sale_unit == sale_unit)).first()
    if row is None or row.archived_at is not None:
        return None
    own = _row(desk, row.container)
    return Container(own.id or 0, own.name, own.deposit), row.qty


@use_case(Right.GOODS)
def go_out_in(desk: Desk, sale_unit: int, container: int | None, qty: int = quantity.ONE) -> None:
    """Goods go out in so many (thousandths) of a container from now on, or in none; raises NotFound, Invalid."""
    if desk.session.get(models.SaleUnit, sale_unit) is None:
        raise NotFound(N_("These goods are no longer there."))
    row = desk.session.exec(select(models.Companion).where(models.Companion.sale_unit == sale_unit)).first()
    if container is None:
        if row is not None and row.archived_at is None:
            records.archive(desk.session, desk.entry, row, desk.now)
        return
    fields = {"container": _row(desk, container).id or 0, "qty": quantity.within_limit(qty)}
    if row is None:
        new = models.Companion(uid="", sale_unit=sale_unit, **fields)
        records.create(desk.session, desk.entry, new, desk.now, desk.random)
    else:
        records.change(desk.session, desk.entry, row, archived_at=None, **fields)


@use_case(Right.GOODS)
def pass_on(desk: Desk, sale_unit: int, on: bool) -> None:
    """Money for these goods goes to somebody else from now on (top-ups, bills), and only the fee is a sale; or not.

    Their price is the fee; they keep no stock. Raises NotFound.
    """
    own = desk.session.get(models.SaleUnit, sale_unit)
    if own is None:
        raise NotFound(N_("These goods are no longer there."))
    product = desk.session.get_one(models.Product, desk.session.get_one(models.Item, own.item).product)
    fields = {"kind": "agent", "tracked": False} if on else {"kind": "goods"}
    records.change(desk.session, desk.entry, product, **fields)


def beside(desk: Desk, cart: Cart, total: int) -> tuple[Extra, ...]:
    """What is paid with a bill and is no sale, as the shop knows it.

    Raises Invalid where a deposit is not the shop's, no amount is passed on, or more comes back than is bought.
    """
    connection = desk.session.connection()
    units = sorted({line.sale_unit for line in cart.lines if line.sale_unit is not None})
    agent = {unit: bool(on) for unit, on in quick.rows(connection, _KINDS, {"units": quick.numbers(units)})}
    for line in cart.lines:
        if agent.get(line.sale_unit or 0, False) != bool(line.face):
            raise Invalid(N_("Say how much is passed on for {name}."), hint=N_("Add it again."), name=line.name)
    found = extras.of_lines(cart.lines, cart.empties)
    _check_deposits(desk, cart, found)
    if total + sum(one.amount for one in found) < 0:
        raise Invalid(N_("More comes back than is bought."), hint=N_("Give the deposit back by itself."))
    return found


def _check_deposits(desk: Desk, cart: Cart, found: tuple[Extra, ...]) -> None:
    ids = sorted({one.container for one in found if one.container is not None})
    if not ids:
        return
    known = dict(quick.rows(desk.session.connection(), _DEPOSITS, {"ids": quick.numbers(ids)}))
    said = [(line.container, line.deposit) for line in cart.lines if line.container is not None]
    said += [(one.container, one.deposit) for one in cart.empties]
    if any(known.get(container) != deposit for container, deposit in said):
        raise Invalid(N_("A deposit is another one now."), hint=N_("Take it off and add it again."))


@use_case(Right.CASH_MOVE)
def give_back(desk: Desk, container: int, qty: int, party: int | None = None) -> int:
    """Containers come back without a bill: their deposit leaves the drawer; answers it in satang.

    Raises NotFound, Invalid.
    """
    own = _row(desk, container)
    amount = money.times(own.deposit, quantity.within_limit(qty))
    moved(desk, container, party, -qty, -amount)
    purse.move(desk, "drawer", -amount, own.name)
    return amount


@use_case(Right.STOCK)
def exchange(desk: Desk, container: int, party: int, got: int, given: int, paid_by: str = "drawer") -> int:
    """Containers come with a supplier's goods (`got`) and empties go (`given`), in thousandths; one for one is free.

    The deposit for the difference is paid or comes back by `paid_by`; answers it (positive: paid). Raises NotFound,
    Invalid.
    """
    own = _row(desk, container)
    for qty in (got, given):
        if qty:
            quantity.within_limit(qty)
    net = got - given
    amount = money.times(own.deposit, abs(net)) * (1 if net >= 0 else -1)
    moved(desk, container, party, net, amount, "supplier")
    purse.move(desk, paid_by, -amount, own.name)
    return amount


@use_case(Right.LOOK)
def balances(desk: Desk, book: str = "", party: int | None = None) -> list[Held]:
    """Who holds which containers: in one book ("customer" or "supplier") or both, of one person or of all."""
    asked = {"book": book, "party": party}
    return [Held(*row) for row in quick.rows(desk.session.connection(), _BALANCES, asked)]


def opposites(desk: Desk, sale: int) -> list[Extra]:
    """What gives back everything on a bill that is no sale, less what went back before; a deposit of an order was
    money for the goods, and goes back with them."""
    rows = desk.session.exec(
        select(models.Extra)
        .join(models.Sale, col(models.Sale.id) == models.Extra.sale)
        .where((col(models.Sale.id) == sale) | (col(models.Sale.refund_of) == sale))
        .where(models.Extra.kind != "prepaid")
        .order_by(col(models.Extra.id))
    ).all()
    sums: dict[tuple[str, str, int | None, int | None, bool], list[int]] = {}
    for row in rows:
        mine = sums.setdefault((row.kind, row.name, row.container, row.product, row.amount > 0), [0, 0])
        mine[0] += row.qty
        mine[1] += row.amount
    return [
        Extra(kind, name, -qty, -amount, container, product)  # type: ignore[arg-type]
        for (kind, name, container, product, _sign), (qty, amount) in sums.items()
        if qty or amount
    ]


def void(desk: Desk, sale: int, party: int | None) -> None:
    """The containers of a voided bill are back where they were; its money goes back with the bill's."""
    for extra in opposites(desk, sale):
        if extra.container is not None:
            moved(desk, extra.container, party, extra.qty, extra.amount)


def moved(desk: Desk, container: int, party: int | None, qty: int, amount: int, book: str = "customer") -> None:
    """Containers go to somebody or come from them (−), in the book of whoever they were found to be since."""
    if party is not None and book == "customer":
        party = customers.same_person(desk, party)
    record(desk, "container_move", container=container, party=party, book=book, qty=qty, amount=amount)


def _row(desk: Desk, container: int) -> models.Container:
    row = desk.session.get(models.Container, container)
    if row is None:
        raise NotFound(N_("There is no such container."))
    return row
