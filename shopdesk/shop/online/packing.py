"""Packing an order by its goods, sending it, cancelling, answering the buyer, goods that come back.

Packed, label got, label printed and handed over are facts of their own: a parcel can be at any of them. What the
platform is to be told is marked in the outbox; nobody waits for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, orderstate, quantity, thaitext
from shopdesk.db import models, outbox, records
from shopdesk.shop import goods, refunds, stockroom
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.online import holding, intake, posting, telling
from shopdesk.shop.rights import Right, use_case

REASONS = ("out_of_stock", "price", "address", "buyer")
LONGEST_TRACKING, LONGEST_CARRIER = 40, 60
PACKABLE = ("new", "packing", "attention")


@dataclass(frozen=True, slots=True)
class Put:
    """Goods that went into the parcel: how many of the line now, of how many (sale-unit thousandths)."""

    line: int
    name: str
    packed: int
    wanted: int

    @property
    def full(self) -> bool:
        """Whether all of this line is in the parcel."""
        return self.packed >= self.wanted


@use_case(Right.PACK)
def scan_in(desk: Desk, order: int, typed: str) -> Put:
    """Scanned goods go into the parcel. Raises Conflict for goods that are not in the order or are all in already."""
    row = _open(desk, order, PACKABLE)
    _read, found = goods.scan(desk, typed)
    units = {one.sale_unit for one in found}
    mine = [line for line in holding.lines_of(desk, order) if line.sale_unit in units]
    if not mine:
        raise Conflict(N_("This is not in the order."), hint=N_("Put it back, and scan another."))
    line = next((one for one in mine if one.packed < one.qty - one.cancelled), None)
    if line is None:
        raise Conflict(N_("All of these are in the parcel already."), hint=N_("Put this one back."))
    return _put(desk, row, line, min(line.packed + quantity.ONE, line.qty - line.cancelled))


@use_case(Right.PACK)
def put_in(desk: Desk, line: int, qty: int) -> Put:
    """Say by hand how much of a line is in the parcel (sale-unit thousandths). Raises Invalid above what is wanted."""
    own = desk.session.get(models.OnlineLine, line)
    if own is None:
        raise NotFound(N_("There is no such order line."))
    if not 0 <= qty <= own.qty - own.cancelled:
        raise Invalid(N_("The order wants fewer."), hint=N_("Type how many are in the parcel."))
    return _put(desk, _open(desk, own.online_order, PACKABLE), own, qty)


def _put(desk: Desk, row: models.OnlineOrder, line: models.OnlineLine, packed: int) -> Put:
    records.change(desk.session, desk.entry, line, packed=packed)
    if row.state in ("new", "attention"):
        intake.step(desk, row, "packing")
    return Put(line.id or 0, line.name, packed, line.qty - line.cancelled)


@use_case(Right.PACK)
def packed(desk: Desk, order: int, weight: int = 0) -> int:
    """All that is wanted is in the parcel (weight in grams, 0 unknown); answers the parcel's row.

    Raises Conflict where something is missing: cancel the missing lines first.
    """
    row = _open(desk, order, PACKABLE)
    if any(line.packed < line.qty - line.cancelled for line in holding.lines_of(desk, order)):
        raise Conflict(N_("Something is not in the parcel yet."), hint=N_("Scan it, or cancel what you do not have."))
    parcel = models.Parcel(uid="", online_order=order, weight=max(weight, 0))
    records.create(desk.session, desk.entry, parcel, desk.now, desk.random)
    record(desk, "parcel_event", parcel=parcel.id, kind="packed")
    intake.step(desk, row, "ready")
    _tell(desk, row, "pack", order)
    return parcel.id or 0


@use_case(Right.PACK)
def unpack(desk: Desk, order: int) -> None:
    """Take the parcel apart again before it was handed over. Raises Conflict for one that left."""
    row = _open(desk, order, ("ready",))
    for parcel in parcels(desk, order):
        record(desk, "parcel_event", parcel=parcel.id, kind="unpacked")
        records.archive(desk.session, desk.entry, parcel, desk.now)
    for line in holding.lines_of(desk, order):
        records.change(desk.session, desk.entry, line, packed=0)
    intake.step(desk, row, "packing")


@use_case(Right.LOOK)
def parcels(desk: Desk, order: int) -> list[models.Parcel]:
    """The parcels of an order."""
    own = select(models.Parcel).where(models.Parcel.online_order == order, models.Parcel.archived_at == None)  # noqa: E711
    return list(desk.session.exec(own).all())


@use_case(Right.PACK)
def package_known(desk: Desk, parcel: int, package: str, tracking: str, carrier: str) -> None:
    """The platform knows the parcel now and gave it its own number. Raises NotFound."""
    own = _parcel(desk, parcel)
    records.change(
        desk.session, desk.entry, own, package=package[:LONGEST_CARRIER], tracking=_tracking(tracking) or own.tracking,
        carrier=carrier.strip()[:LONGEST_CARRIER] or own.carrier,
    )  # fmt: skip
    record(desk, "parcel_event", parcel=parcel, kind="told")


@use_case(Right.PACK)
def label_got(desk: Desk, parcel: int, digest: str) -> None:
    """The platform's label is here, kept among the shop's photos under its digest."""
    records.change(desk.session, desk.entry, _parcel(desk, parcel), label=digest)
    record(desk, "parcel_event", parcel=parcel, kind="label_got")


@use_case(Right.PACK)
def label_printed(desk: Desk, parcel: int) -> None:
    """The label came out of the printer."""
    _parcel(desk, parcel)
    record(desk, "parcel_event", parcel=parcel, kind="label_printed")


@use_case(Right.PACK)
def photographed(desk: Desk, parcel: int, photo: str) -> None:
    """A photo of the parcel, against claims; kept among the shop's photos under this name."""
    records.change(desk.session, desk.entry, _parcel(desk, parcel), photo=photo)


@use_case(Right.PACK)
def handed_over(desk: Desk, parcel: int, tracking: str = "", carrier: str = "") -> str:
    """The parcel left the shop: the order is sent and sold, the platform is to be told. Answers the sale's number.

    Raises Conflict for an order with goods the shop does not know, or that is not packed; Invalid for a parcel number
    that cannot be one. None at all is no reason to refuse.
    """
    own = _parcel(desk, parcel)
    row = _open(desk, own.online_order, ("ready",))
    records.change(
        desk.session, desk.entry, own, tracking=_tracking(tracking) or own.tracking,
        carrier=thaitext.printable(carrier).strip()[:LONGEST_CARRIER] or own.carrier,
    )  # fmt: skip
    record(desk, "parcel_event", parcel=parcel, kind="handed_over", detail=own.tracking)
    intake.step(desk, row, "shipped")
    sold = intake.settle(desk, row, "sold")
    if sold is None:
        raise Conflict(N_("Some goods of this order are not known."), hint=N_("Say which goods they are first."))
    _tell(desk, row, "ship", parcel)
    return sold.number


@use_case(Right.PACK)
def renumbered(desk: Desk, parcel: int, tracking: str, carrier: str = "") -> None:
    """A parcel that left has another number or carrier than was written; the platform is told anew.

    Raises NotFound, Conflict for one that has not left or has arrived, Invalid for what cannot be a parcel number.
    """
    own = _parcel(desk, parcel)
    row = _open(desk, own.online_order, ("shipped", "problem"))
    named = thaitext.printable(carrier).strip()[:LONGEST_CARRIER]
    records.change(desk.session, desk.entry, own, tracking=_tracking(tracking), carrier=named)
    _tell(desk, row, "ship", parcel)


def _tracking(text: str) -> str:
    plain = "".join(thaitext.printable(text).split()).upper()
    if len(plain) > LONGEST_TRACKING:
        raise Invalid(N_("The parcel number is too long."), hint=N_("Scan it from the label."))
    return plain


@use_case(Right.PACK)
def cancel(desk: Desk, order: int, reason: str, lines: Mapping[int, int] | None = None) -> None:
    """Cancel an order, or so much of some lines (sale-unit thousandths), because the shop cannot send it.

    The goods are free again at once. Raises Conflict for one that left, Invalid for no such reason or quantity.
    """
    if reason not in REASONS:
        raise Invalid(N_("Say why it is cancelled."))
    row = _open(desk, order, ("promised", "unpaid", "new", "packing", "ready", "attention"))
    own = {line.id or 0: line for line in holding.lines_of(desk, order)}
    for line, qty in (lines or {number: one.qty - one.cancelled for number, one in own.items()}).items():
        if line not in own or not 0 < qty <= own[line].qty - own[line].cancelled:
            raise Invalid(N_("The order wants fewer."), hint=N_("Type how many you cannot send."))
        left = own[line].qty - own[line].cancelled - qty
        records.change(
            desk.session, desk.entry, own[line], cancelled=own[line].cancelled + qty,
            packed=min(own[line].packed, left),
        )  # fmt: skip
    records.change(desk.session, desk.entry, row, more={**row.more, "cancel": reason})
    if all(line.cancelled >= line.qty for line in own.values()):
        intake.step(desk, row, "cancelled")
    holding.hold(desk, row, "cancelled")
    _tell(desk, row, "cancel", order)


@use_case(Right.PACK)
def answer(desk: Desk, order: int, *, agree: bool) -> None:
    """Answer what the buyer asked. Raises Conflict where nothing was asked."""
    row = _one(desk, order)
    if not row.wants:
        raise Conflict(N_("The buyer asks for nothing."))
    records.change(desk.session, desk.entry, row, more={**row.more, "answer": "yes" if agree else "no"})
    if agree and row.wants == "cancel" and row.state in orderstate.HOLDING:
        intake.step(desk, row, "cancelled")
        holding.hold(desk, row, "cancelled")
    _tell(desk, row, "answer", order)


@use_case(Right.REFUND)
def came_back(desk: Desk, order: int, *, whole: bool) -> str:
    """A sent order came back: its sale is taken back, what is spoiled is written off. Answers the refund's number.

    Raises Conflict where nothing was sold or it came back already.
    """
    row = _one(desk, order)
    sale = posting.sale_of(desk, row)
    if sale is None:
        raise Conflict(N_("This order was not sold."))
    made = refunds.refund(desk, sale, None, row.number, by=f"channel-{row.account}")
    if not whole:
        for line in holding.lines_of(desk, order):
            if line.item is not None and line.qty > line.cancelled:
                base = money.share(line.qty - line.cancelled, _ratio(desk, line.sale_unit), 1000)
                stockroom.take_out(desk, "waste", [stockroom.Part(line.item, base)], _("came back spoiled"))
    intake.step(desk, row, "returned")
    return made.number


def _ratio(desk: Desk, sale_unit: int | None) -> int:
    unit = desk.session.get(models.SaleUnit, sale_unit) if sale_unit else None
    return unit.ratio if unit else quantity.ONE


def _tell(desk: Desk, row: models.OnlineOrder, kind: str, key: int) -> None:
    """Mark that the platform is to be told; one that is sold at by files, or was only promised, has nobody to tell."""
    account = desk.session.get(models.ChannelAccount, row.account)
    if account is not None and not account.options.get("by_file") and not row.remote.startswith(telling.PHONE):
        outbox.marked(desk.session.connection(), row.account, kind, key)


def _one(desk: Desk, order: int) -> models.OnlineOrder:
    row = desk.session.get(models.OnlineOrder, order)
    if row is None:
        raise NotFound(N_("There is no such order."))
    return row


def _open(desk: Desk, order: int, states: tuple[str, ...]) -> models.OnlineOrder:
    row = _one(desk, order)
    if row.state not in states:
        raise Conflict(
            N_("The order is “{state}” already."), hint=N_("Look at the orders."), state=orderstate.label(row.state)
        )
    return row


def _parcel(desk: Desk, parcel: int) -> models.Parcel:
    own = desk.session.get(models.Parcel, parcel)
    if own is None or own.archived_at is not None:
        raise NotFound(N_("There is no such parcel."))
    return own
