"""Taking a sale back: by lines (refund), whole (void), or at once (undo within ten seconds). The bill itself stays.

Every step has its question: `refundable` / `refund`, `can_void` / `void`, `can_undo` / `undo`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import col, select

from shopdesk.base import uid
from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money
from shopdesk.core.cart import UNDO_SECONDS
from shopdesk.db import models
from shopdesk.shop import containers, day, merging, numbers, orders, paying_back, sold_lines, stock, taking
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, allowed, require, use_case

LONGEST_REASON = 200
LONGEST_SEQ = 9


@dataclass(frozen=True, slots=True)
class Refundable:
    """A line of a bill and how much of it may still go back (sale-unit thousandths and satang)."""

    line: int
    name: str
    unit: str
    sold: int
    left: int
    net_left: int
    item: int


@dataclass(frozen=True, slots=True)
class Refunded:
    """A refund that was made: its number and what goes back, by tender code and by its words (satang, positive)."""

    id: int
    number: str
    total: int
    rounding: int
    back: tuple[tuple[str, int], ...]
    lines: int
    words: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What a refund would come to: satang in all, and how much of it goes back by which way of paying.

    `unseen`: some of it came in a way of paying where nobody has seen the money on the shop's account.
    `ways` (code, words): what may be chosen; fewer than two where there is nothing to choose.
    """

    total: int
    rounding: int
    back: tuple[tuple[str, int], ...]
    unseen: bool = False
    ways: tuple[tuple[str, str], ...] = ()

    @property
    def paid(self) -> int:
        """What is handed back, after rounding cash."""
        return sum(amount for _way, amount in self.back)


def sale_by_number(desk: Desk, number: str) -> models.Sale:
    """The bill or refund of this number, typed whole or only its running number; raises NotFound.

    A running number is a bill of the counter before it is one of a market.
    """
    wanted = number.strip().lstrip("#").upper()
    found = desk.session.exec(select(models.Sale).where(models.Sale.number == wanted)).first()
    if found is None and wanted.isdecimal() and len(wanted) <= LONGEST_SEQ:
        found = desk.session.exec(
            select(models.Sale)
            .where(models.Sale.kind == "sale", models.Sale.seq == int(wanted))
            .order_by(col(models.Sale.trip).is_not(None), col(models.Sale.id).desc())
        ).first()
    if found is None:
        raise NotFound(N_("There is no bill {number}."), number=wanted[:40])
    return found


@use_case(Right.LOOK)
def refundable(desk: Desk, sale: int) -> list[Refundable]:
    """What of a bill may still go back, line by line; empty for a voided bill or a refund."""
    bill = desk.session.get(models.Sale, sale)
    state = desk.session.get(models.SaleState, sale)
    if bill is None or bill.kind != "sale" or state is None or state.voided:
        return []
    rows = desk.session.exec(
        select(models.SaleLine, models.LineRefund)
        .join(models.LineRefund, col(models.LineRefund.line) == models.SaleLine.id, isouter=True)
        .where(models.SaleLine.sale == sale)
        .order_by(col(models.SaleLine.position))
    ).all()
    lines: list[tuple[models.SaleLine, models.LineRefund | None]] = [(line, back) for line, back in rows]
    return [
        Refundable(
            line.id or 0, line.name, line.unit, line.qty, line.qty - (back.qty if back is not None else 0),
            line.net - (back.net if back is not None else 0), line.item,
        )
        for line, back in lines
    ]  # fmt: skip


@use_case(Right.LOOK)
def quote(desk: Desk, sale: int, parts: Mapping[int, int], by: str = "") -> Quote:
    """What `refund` would pay back for these parts, by the words of the ways of paying; nothing chosen comes to 0.

    Raises NotFound for no such line, Invalid for more than is left and for a way it was not paid by.
    """
    left = {row.line: row for row in refundable(desk, sale) if row.left > 0}
    if not parts:
        return Quote(0, 0, ())
    _check_parts(parts, left)
    bill = desk.session.get_one(models.Sale, sale)
    lines = desk.session.exec(select(models.SaleLine).where(models.SaleLine.sale == sale)).all()
    total = sum(_share(line, parts[n], left[n])[1] for line in lines if (n := line.id or 0) in parts)
    back = paying_back.back(desk, bill, total, last=_is_last(parts, left), by=by)
    unseen = any(back.by.get(way) for way in paying_back.never_seen(desk, sale))
    whole = total == sum(row.net_left for row in left.values())
    ways = () if whole else paying_back.ways(desk, bill)
    return Quote(back.total, back.rounding, paying_back.worded(desk, back.by), unseen, ways)


def _is_last(parts: Mapping[int, int], left: Mapping[int, Refundable]) -> bool:
    # Until then the customer may still bring containers.
    return all(parts.get(number) == row.left for number, row in left.items())


@use_case(Right.REFUND)
def refund(desk: Desk, sale: int, parts: Mapping[int, int] | None = None, reason: str = "", by: str = "") -> Refunded:
    """Pay back a bill or the parts of it (line id → sale-unit thousandths), the way the money came.

    `by`: the code of the way to pay it back by first. Raises NotFound for no such line, Invalid for more than is left
    and for a way the bill was not paid by, Conflict where nothing is left.
    """
    left = {row.line: row for row in refundable(desk, sale) if row.left > 0}
    if not left:
        raise Conflict(N_("Nothing of this bill can go back any more."))
    wanted = {number: row.left for number, row in left.items()} if parts is None else dict(parts)
    _check_parts(wanted, left)
    bill = desk.session.get_one(models.Sale, sale)
    day.ensure_open(desk)
    lines = [
        line
        for line in desk.session.exec(select(models.SaleLine).where(models.SaleLine.sale == sale)).all()
        if line.id in wanted
    ]
    nets = {line.id: _share(line, wanted[line.id or 0], left[line.id or 0]) for line in lines}
    total = sum(net for _, net, _ in nets.values())
    back = paying_back.back(desk, bill, total, last=_is_last(wanted, left), by=by)
    number = numbers.take(desk, "refund")
    vat = sum(tax for _, _, tax in nets.values())
    taxed = sum(nets[line.id][1] for line in lines if line.vat_rate)
    made = _record_refund(desk, bill, number, nets, total, back.rounding, vat, taxed, reason, back.total - total)
    _record_lines(desk, made, lines, wanted, left, nets)
    taking.extras(desk, made, back.beside, bill.customer)
    paying_back.pay(desk, made, back.by, "refund", sale)
    codes = {row.id: row.code for row in desk.session.exec(select(models.Tender)).all()}
    listed = tuple((codes[tender], amount) for tender, amount in back.by.items() if amount)
    words = paying_back.worded(desk, back.by)
    return Refunded(made, number.text, back.total, back.rounding, listed, len(lines), words)


def _check_parts(wanted: Mapping[int, int], left: Mapping[int, Refundable]) -> None:
    if not wanted:
        raise Invalid(N_("Choose what goes back."))
    for number, qty in wanted.items():
        if number not in left:
            raise NotFound(N_("That line cannot go back any more."))
        if not 0 < qty <= left[number].left:
            raise Invalid(N_("More cannot go back than was sold."), hint=N_("Type a smaller quantity."))


def _share(line: models.SaleLine, qty: int, left: Refundable) -> tuple[int, int, int]:
    """Gross, net and tax of a part of a line; all parts of a line together come to the line."""
    gone = line.qty - left.left
    net, tax = _part(line.net, line.qty, gone, qty), _part(line.vat, line.qty, gone, qty)
    return net + _part(line.gross - line.net, line.qty, gone, qty), net, tax


def _part(whole: int, sold: int, gone: int, qty: int) -> int:
    # Each part is the step from what was gone before to what is gone now: rounding part by part would leave a rest.
    return money.share(whole, gone + qty, sold) - money.share(whole, gone, sold)


def _record_refund(
    desk: Desk,
    bill: models.Sale,
    number: numbers.Number,
    nets: Mapping[int | None, tuple[int, int, int]],
    total: int,
    rounded: int,
    vat: int,
    taxed: int,
    reason: str,
    extra: int,
) -> int:
    gross = sum(part for part, _, _ in nets.values())
    return record(
        desk,
        "sale",
        uid=uid.uuid7(desk.now, desk.random),
        kind="refund",
        series=number.series,
        seq=number.seq,
        number=number.text,
        refund_of=bill.id,
        bill=uid.uuid7(desk.now, desk.random),
        customer=bill.customer,
        gross=-gross,
        discount=total - gross,
        total=-total,
        rounding=rounded,
        vat_base=vat - taxed,
        vat=-vat,
        heading=bill.heading,
        note=reason.strip()[:LONGEST_REASON],
        extra=-extra,
    )


def _record_lines(
    desk: Desk,
    made: int,
    lines: Sequence[models.SaleLine],
    wanted: Mapping[int, int],
    left: Mapping[int, Refundable],
    nets: Mapping[int | None, tuple[int, int, int]],
) -> None:
    for position, line in enumerate(lines, 1):
        qty, gone = wanted[line.id or 0], line.qty - left[line.id or 0].left
        gross, net, tax = nets[line.id]
        takes = _takes_back(desk, line, gone, qty)
        own = [take.qty for take in takes if take.item == line.item]
        base = sum(own) if own else _part(line.base_qty, line.qty, gone, qty)
        number = record(
            desk,
            "sale_line",
            sale=made,
            position=position,
            item=line.item,
            sale_unit=line.sale_unit,
            refund_of=line.id,
            name=line.name,
            unit=line.unit,
            code=line.code,
            qty=-qty,
            base_qty=-base,
            list_price=line.list_price,
            price=line.price,
            gross=-gross,
            line_discount=net - gross,
            bill_discount=0,
            net=-net,
            vat_class=line.vat_class,
            vat_rate=line.vat_rate,
            vat=-tax,
        )
        for take in takes:
            stock.record_take(desk, number, take, -1, of=line.item)
            stock.move(desk, take, 1, "refund")


def _takes_back(desk: Desk, line: models.SaleLine, gone: int, qty: int) -> list[stock.Take]:
    """The same part of each of what is still out of a line; the nets come to what goes back of its price."""
    out = sold_lines.left(desk, line.id or 0, line.item)
    if not out:
        return []
    weights = [max(take.net, 0) for take in out]
    nets = money.split(_part(line.net, line.qty, gone, qty), weights if sum(weights) else [take.qty for take in out])
    still = line.qty - gone
    return [
        replace(
            take,
            qty=money.share(take.qty, qty, still),
            value=money.share(take.value, qty, still),
            owed=money.share(take.owed, qty, still),
            net=net,
        )
        for take, net in zip(out, nets, strict=True)
    ]


@use_case(Right.LOOK)
def can_void(desk: Desk, sale: int) -> bool:
    """Whether a bill may still be voided by this person: not voided, nothing refunded, not a refund itself."""
    return _untouched(desk, sale) and allowed(desk, Right.VOID)


def _untouched(desk: Desk, sale: int) -> bool:
    bill, state = desk.session.get(models.Sale, sale), desk.session.get(models.SaleState, sale)
    # What was free goes back for nothing: only the refund itself tells of it, no sum does.
    back = desk.session.exec(select(models.Sale.id).where(models.Sale.refund_of == sale)).first()
    return bill is not None and bill.kind == "sale" and state is not None and not state.voided and back is None


@use_case(Right.LOOK)
def can_undo(desk: Desk, sale: int) -> bool:
    """Whether a bill paid less than ten seconds ago may be taken back by this person without a reason."""
    at = desk.session.exec(
        select(models.Journal.at)
        .join(models.Sale, col(models.Sale.journal) == models.Journal.id)
        .where(models.Sale.id == sale)
    ).first()
    young = at is not None and abs((desk.now - at).total_seconds()) <= UNDO_SECONDS
    return young and _untouched(desk, sale) and allowed(desk, Right.UNDO_SALE)


@use_case(Right.UNDO_SALE)
def undo(desk: Desk, sale: int) -> str:
    """Take back a bill within ten seconds; it keeps its number and counts under the person's name. Raises Conflict."""
    if not can_undo(desk, sale):
        raise Conflict(N_("Ten seconds are over."), hint=N_("Void the bill or pay it back instead."))
    return _void(desk, sale, "undo", "")


@use_case(Right.VOID)
def void(desk: Desk, sale: int, reason: str) -> str:
    """Void a bill whole, with a reason; answers its number, which it keeps. Raises Invalid, Conflict."""
    if not reason.strip():
        raise Invalid(N_("Say why the bill is voided."))
    if not can_void(desk, sale):
        raise Conflict(N_("This bill cannot be voided any more."), hint=N_("Pay back the rest of it instead."))
    return _void(desk, sale, "void", reason.strip()[:LONGEST_REASON])


def _void(desk: Desk, sale: int, kind: str, reason: str) -> str:
    require(desk, Right.UNDO_SALE if kind == "undo" else Right.VOID)
    day.ensure_open(desk)
    record(desk, "sale_void", sale=sale, kind=kind, reason=reason)
    sums: dict[int, int] = {}
    for payment in desk.session.exec(select(models.Payment).where(models.Payment.sale == sale)).all():
        sums[payment.tender] = sums.get(payment.tender, 0) + payment.amount
    paying_back.pay(desk, sale, sums, "void", sale)
    rows = desk.session.exec(
        select(models.SaleTake, models.SaleLine.item)
        .join(models.SaleLine, col(models.SaleLine.id) == models.SaleTake.line)
        .where(models.SaleLine.sale == sale)
    ).all()
    merged: dict[tuple[int, int, int], stock.Take] = {}
    for row, named in rows:
        item = row.item or named
        key = (item, row.owner, row.lot)
        known = merged.get(key, stock.Take(item, row.owner, row.lot, 0, 0))
        merged[key] = replace(known, qty=known.qty + row.qty, value=known.value + row.value)
    for take in merged.values():
        stock.move(desk, take, 1, "void")
    merging.carry_on(desk, merged.values())
    bill = desk.session.get_one(models.Sale, sale)
    containers.void(desk, sale, bill.customer)
    orders.waits_again(desk, bill)
    return bill.number
