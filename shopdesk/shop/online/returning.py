"""Goods of an order that left come back, or its buyer got money back and keeps them.

A platform may say how much it paid back and not for which goods: then a person says what came, and only that is taken
out of the sale. Money without goods is a cost of selling there: it lessens what the platform owes, the sale stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shopdesk.base.errors import Conflict, Invalid, Unsure
from shopdesk.base.i18n import N_, _
from shopdesk.core import orderstate
from shopdesk.db import models, records
from shopdesk.shop import refunds, settlements_own, stockroom
from shopdesk.shop.desk import Desk, ask
from shopdesk.shop.online import elsewhere, holding, intake, packing, posting
from shopdesk.shop.rights import Right, use_case

Parts = dict[int, int]


@dataclass(frozen=True, slots=True)
class Back:
    """What is to be said of an order: `money` went back to its buyer without naming goods, of `kept` that its sale
    brought and was not given back yet (satang). `named`: the platform says which pieces."""

    money: int
    kept: int
    named: bool


@use_case(Right.LOOK)
def asked(desk: Desk, order: int) -> Back:
    """What went back of an order. Raises NotFound, Conflict where it was not sold."""
    row, lines = packing.order_of(desk, order), holding.lines_of(desk, order)
    sale = _sale(desk, row)
    money, kept = posting.paid_back(desk, row, sale)
    return Back(money, kept, posting.sold_too_much(desk, row, lines))


@use_case(Right.LOOK)
def taken(desk: Desk, order: int) -> int:
    """How many of an order's pieces were taken back of its sale, in thousandths; 0 where it was not sold."""
    sale = posting.sale_of(desk, packing.order_of(desk, order))
    return 0 if sale is None else sum(line.sold - line.left for line in refunds.refundable(desk, sale))


@use_case(Right.REFUND)
def came_back(desk: Desk, order: int, *, whole: bool, came: Mapping[int, int] | None = None) -> str:
    """A sent order, those of its pieces that the platform gave back, or what a person says `came` (thousandths by line)
    came back: so much of its sale is taken back, what is spoiled is written off. Answers the refund's number.

    Where the platform gave back only some money and names no goods, none came unless said so; the money is written down
    and "" answered. Raises Conflict where nothing was sold or it came back already, Invalid for more than was sold,
    Unsure ("underway") where its platform knows of no return and says that the parcel is on its way.
    """
    row, lines = packing.order_of(desk, order), holding.lines_of(desk, order)
    sale = _sale(desk, row)
    _arrived(desk, row, lines)
    before = posting.left_of(desk, sale)
    if row.more.get(orderstate.LOOK) == orderstate.BACK and not any(one.left for one in before.values()):
        # It was given back at the counter: nothing is left to be said.
        _looked(desk, row)
        return ""
    (money, kept), number, taken = posting.paid_back(desk, row, sale), "", 0
    parts = posting.too_much(desk, sale, lines) if came is None else _parts(lines, came, before)
    if came is None and parts is None and 0 < money < kept and not posting.sold_too_much(desk, row, lines):
        parts = {}
    if parts or parts is None or not money:
        made = refunds.refund(desk, sale, parts, row.number, by=f"channel-{row.account}")
        number, taken = made.number, made.total
        if not whole:
            _spoiled(desk, row, lines, before, parts)
    if money and taken != money:
        settlements_own.give_back(desk, row.account, order, row.number, taken - money)
    all_of_it = parts is None or sum(parts.values()) == sum(one.left for one in before.values())
    _looked(desk, row)
    intake.step(desk, row, "returned" if all_of_it or row.state == "returned" else posting.last_left(desk, order))
    holding.hold(desk, row, "changed")
    return number


def _arrived(desk: Desk, row: models.OnlineOrder, lines: Sequence[models.OnlineLine]) -> None:
    """Ask once more: it cannot be undone. Where an account works by files nobody else says anything of the parcel."""
    known = row.wants == "return" or row.more.get(orderstate.LOOK) in orderstate.ASKED
    if row.state != "shipped" or known or posting.sold_too_much(desk, row, lines):
        return
    if desk.session.get_one(models.ChannelAccount, row.account).options.get("by_file"):
        return
    question = Unsure(
        N_("Its platform says the parcel is on its way."), question="underway", yes=N_("It lies here again"),
        hint=N_("Wait until it lies here. This cannot be taken back."),
    )  # fmt: skip
    ask(desk, question, order=row.number)


def _looked(desk: Desk, row: models.OnlineOrder) -> None:
    more = {word: kept for word, kept in row.more.items() if word != orderstate.LOOK}
    records.change(desk.session, desk.entry, row, more=more)


def _sale(desk: Desk, row: models.OnlineOrder) -> int:
    sale = posting.sale_of(desk, row)
    if sale is None:
        raise Conflict(N_("This order was not sold."))
    return sale


def _parts(
    lines: Sequence[models.OnlineLine], came: Mapping[int, int], before: Mapping[int, posting.Rest]
) -> Parts:  # fmt: skip
    """So much of each line of the sale, where a person says it of the lines of the order."""
    parts = posting.matched(before, [(line, came.get(line.id or 0, 0)) for line in lines])
    wanted = sum(came.get(line.id or 0, 0) for line in lines)
    if wanted != sum(parts.values()) or any(qty < 0 for qty in came.values()):
        raise Invalid(N_("More cannot go back than was sold."), hint=N_("Type a smaller quantity."))
    return {number: qty for number, qty in parts.items() if qty}


def _spoiled(
    desk: Desk, row: models.OnlineOrder, lines: Sequence[models.OnlineLine], before: Mapping[int, posting.Rest],
    parts: Parts | None,
) -> None:  # fmt: skip
    mine = {line.sale_unit for line in elsewhere.ours(row, lines)}
    gone: dict[int, int] = {}
    for number, one in before.items():
        if one.sale_unit in mine:
            came = one.left if parts is None else parts.get(number, 0)
            gone[one.sale_unit] = gone.get(one.sale_unit, 0) + came
    spoiled = [stockroom.Part(item, qty) for item, qty in holding.base_of(desk, gone).items() if qty]
    if spoiled:
        stockroom.take_out(desk, "waste", spoiled, _("came back spoiled"))
