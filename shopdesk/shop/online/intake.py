"""Orders come home: `take_in` may be told the same order any number of times, late, early and in any order.

One order is one row by account and their number. Its state goes only forward; what it holds follows its state.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from shopdesk.base.errors import Conflict, Invalid, NotFound, Unsure
from shopdesk.base.i18n import N_
from shopdesk.core import money, orderstate, quantity
from shopdesk.db import models, quick, records
from shopdesk.shop import channels, selling
from shopdesk.shop import desk as desks
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.online import contents, holding, noting, posting, shortage, telling, telling_lines
from shopdesk.shop.online.telling import LONGEST_ID, MOST_LINES, PHONE
from shopdesk.shop.orders import Wanted
from shopdesk.shop.rights import Right, use_case

_HERE = (
    "SELECT 1 FROM online_order WHERE account = :account AND (remote = :remote "
    "OR upper(replace(replace(replace(number, '-', ''), '#', ''), ' ', '')) = :number) LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """An order that was taken in: `new` for the first time, `changed` where anything was different from before."""

    id: int
    state: str
    new: bool
    changed: bool


def take_in(desk: Desk, account: int, order: channels.RemoteOrder, source: str = "api") -> Taken:
    """Take in an order as the platform tells it now; the same again changes nothing.

    Raises Invalid for an order that contradicts itself: no lines, too many, money or quantities out of range.
    """
    return take_in_all(desk, account, [order], source)[0]


@use_case(Right.ONLINE)
def take_in_all(
    desk: Desk, account: int, orders: Sequence[channels.RemoteOrder], source: str = "api"
) -> list[Taken]:  # fmt: skip
    """As `take_in` for some different orders together, all of them or none; every sale they make is its own deed."""
    for order in orders:
        telling.check(order)
    known = telling.known(desk, account, orders)
    told = [known.told(order) for order in orders]
    news = [one for one in told if one.news]
    telling.rows(desk, account, news, source)
    telling_lines.bring(desk, known, news)
    noting.look(desk, known, news)
    for one in news:
        if one.own.state != one.before:
            step(desk, one.own, one.own.state, one.order.raw, one.order.changed_at)
            one.changed = True
    reasons = [(one.own, "order" if one.new else "changed") for one in news]
    settle_all(desk, reasons, {one.own.id or 0: known.lines[one.own.id or 0] for one in news})
    return [Taken(one.own.id or 0, one.own.state, one.new, one.changed) for one in told]


def step(desk: Desk, row: models.OnlineOrder, state: str, raw: str = "", at: datetime | None = None) -> None:
    """The order is in another state from now on: a fact, and the row that shows it."""
    record(desk, "order_event", online_order=row.id, state=state, raw=raw[:LONGEST_ID], happened_at=at)
    if row.state != state:
        records.change(desk.session, desk.entry, row, state=state)


def settle(desk: Desk, row: models.OnlineOrder, reason: str) -> selling.Sold | None:
    """What follows from an order's state: goods that left are sold, goods that wait are held, the rest is let go.

    Answers the sale it made; an order with goods nobody knows is sold as soon as somebody says what they are.
    """
    assert row.id is not None
    return settle_all(desk, [(row, reason)], {row.id: holding.lines_of(desk, row.id)}).get(row.id)


def settle_all(
    desk: Desk, settling: Sequence[tuple[models.OnlineOrder, str]], lines: Mapping[int, Sequence[models.OnlineLine]]
) -> dict[int, selling.Sold]:
    """As `settle` for some orders with their lines; answers the sale of each order that was sold now."""
    sold = _sell(desk, [row for row, _reason in settling if _went(desk, row)], lines)
    before_it = {"cancelled": "cancelled", "shipped": "sold", "delivered": "sold", "completed": "sold"}
    holding.hold_all(desk, [(row, before_it.get(row.state, reason)) for row, reason in settling], lines)
    return sold


def _went(desk: Desk, row: models.OnlineOrder) -> bool:
    """Whether goods of it are out of the shop, even where it came to trouble before anybody sold it here."""
    if row.state == "problem":
        away = orderstate.AWAY in row.more or row.more.get(orderstate.LOOK) == orderstate.MONEY
        return away or bool(contents.left(desk, row.id or 0))
    return row.state in orderstate.LEFT


def _sell(
    desk: Desk, left: Sequence[models.OnlineOrder], lines: Mapping[int, Sequence[models.OnlineLine]]
) -> dict[int, selling.Sold]:
    before = posting.sold(desk, left)
    due = [
        row for row in left
        if row.uid not in before and orderstate.EARLIER not in row.more and posting.known(lines[row.id or 0])
    ]  # fmt: skip
    own = posting.goods_of(desk, [line for row in due for line in lines[row.id or 0]])
    sold: dict[int, selling.Sold] = {}
    for row in due:
        if sold:
            # What a sale takes is only seen by the next one once it is stored.
            desks.end_deed(desk)
        sold[row.id or 0] = posting.sell(desk, row, lines[row.id or 0], own)
    return sold


@use_case(Right.PACK)
def match(desk: Desk, line: int, sale_unit: int) -> None:
    """Say which goods of the shop a line of an order is; they are held from now on, or sold where it left already.

    Raises NotFound, Conflict where it is known already.
    """
    own = desk.session.get(models.OnlineLine, line)
    unit = desk.session.get(models.SaleUnit, sale_unit)
    if own is None or unit is None:
        raise NotFound(N_("There is no such order line."))
    if own.sale_unit is not None:
        raise Conflict(N_("These goods are known already."))
    records.change(desk.session, desk.entry, own, sale_unit=unit.id, item=unit.item)
    row = desk.session.get_one(models.OnlineOrder, own.online_order)
    away = row.more.get(orderstate.AWAY)
    known = bool(away) and posting.known(holding.lines_of(desk, own.online_order))
    if known and row.state == "attention":
        step(desk, row, str(away))
    settle(desk, row, "changed")
    if known:
        more = {word: kept for word, kept in row.more.items() if word != orderstate.AWAY}
        if row.state in orderstate.LEFT and noting.money_back(desk, row):
            more[orderstate.LOOK] = orderstate.MONEY
            step(desk, row, "problem")
        records.change(desk.session, desk.entry, row, more=more)


@use_case(Right.PACK)
def promise(desk: Desk, account: int, number: str, wanted: Sequence[Wanted]) -> int:
    """Keep goods for an order that the telephone shows and the laptop does not know yet; answers its row.

    When the order comes it becomes this one. Raises Invalid, NotFound for unknown goods, Conflict where it is known,
    Unsure ("short") where more is promised than lies there.
    """
    number = telling.plain(number, LONGEST_ID)
    if not number or not wanted or len(wanted) > MOST_LINES:
        raise Invalid(N_("Say the order's number and its goods."), hint=N_("Read them off the phone."))
    if desk.session.get(models.ChannelAccount, account) is None:
        raise NotFound(N_("There is no such account."))
    remote = telling.promised(number)
    asked = {"account": account, "remote": remote, "number": remote.removeprefix(PHONE)}
    if quick.first(desk.session.connection(), _HERE, asked):
        raise Conflict(N_("This order is here already."), hint=N_("Look at the orders."))
    lines = [_promised(desk, account, position, one) for position, one in enumerate(wanted, 1)]
    _enough(desk, lines)
    # What it comes to as it is listed: what was really paid is told with the order.
    goods = money.within_limit(sum(money.times(line.price, line.qty) for line in lines))
    row = models.OnlineOrder(
        uid="", account=account, remote=remote, number=number, state="promised", source="phone",
        placed_at=desk.now, seen_at=desk.now, goods=goods, total=goods,
    )  # fmt: skip
    records.create(desk.session, desk.entry, row, desk.now, desk.random)
    assert row.id is not None
    for own in lines:
        own.online_order = row.id
        records.create(desk.session, desk.entry, own, desk.now, desk.random)
    step(desk, row, "promised")
    holding.hold(desk, row, "phone")
    return row.id


def _enough(desk: Desk, lines: Sequence[models.OnlineLine]) -> None:
    wanted: dict[int, int] = {}
    for line in lines:
        wanted[line.sale_unit or 0] = wanted.get(line.sale_unit or 0, 0) + line.qty
    short = shortage.of_promise(desk, wanted)
    if short is None:
        return
    unit, there = short
    name = next(line.name for line in lines if line.sale_unit == unit)
    question = Unsure(
        N_("There are only {count} of {name}."), question="short", yes=N_("Promise them all the same"),
        hint=N_("Promise fewer, or count the shelf first."), count=quantity.plain(there), name=name,
    )  # fmt: skip
    desks.ask(desk, question, sale_unit=unit, there=there, wanted=wanted[unit])


def _name(desk: Desk, item: int) -> str:
    product = desk.session.get_one(models.Item, item).product
    return desk.session.get_one(models.Product, product).name


def _promised(desk: Desk, account: int, position: int, wanted: Wanted) -> models.OnlineLine:
    unit = desk.session.get(models.SaleUnit, wanted.sale_unit)
    if unit is None:
        raise NotFound(N_("There are no such goods."))
    quantity.within_limit(wanted.qty)
    listed = desk.session.exec(
        select(models.ListingUnit).where(
            models.ListingUnit.account == account, models.ListingUnit.sale_unit == wanted.sale_unit
        )
    ).first()
    return models.OnlineLine(
        uid="", online_order=0, position=position, unit=listed.id if listed else None, sale_unit=unit.id,
        item=unit.item, name=_name(desk, unit.item), sku=listed.seller_sku if listed else "", qty=wanted.qty,
        price=listed.price if listed else unit.price or 0,
    )  # fmt: skip


@use_case(Right.PACK)
def let_go(desk: Desk, order: int) -> None:
    """An order promised by telephone never came: its goods are free again. Raises NotFound, Conflict for any other."""
    row = desk.session.get(models.OnlineOrder, order)
    if row is None:
        raise NotFound(N_("There is no such order."))
    if row.state != "promised":
        raise Conflict(N_("This order came, so it is not let go."), hint=N_("Cancel it instead."))
    step(desk, row, "cancelled")
    holding.hold(desk, row, "let_go")


@use_case(Right.PACK)
def keep_on(desk: Desk, order: int) -> None:
    """Somebody looked at an order promised by telephone that did not come yet: its goods stay kept.

    Raises NotFound, Conflict for any other.
    """
    row = desk.session.get(models.OnlineOrder, order)
    if row is None:
        raise NotFound(N_("There is no such order."))
    if row.state != "promised":
        raise Conflict(N_("This order came already."), hint=N_("Look at the orders."))
    records.change(desk.session, desk.entry, row, seen_at=desk.now)
