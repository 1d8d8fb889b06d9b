"""Packing an order by its goods, sending it, cancelling, answering the buyer.

Packed, label got, label printed and handed over are facts of their own: a parcel can be at any of them. What the
platform is to be told is marked in the outbox; nobody waits for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, orderstate, quantity, thaitext
from shopdesk.db import models, outbox, quick, records
from shopdesk.shop import goods, selling
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.online import contents, elsewhere, holding, intake, noting, posting, telling
from shopdesk.shop.rights import Right, require, use_case

REASONS = ("out_of_stock", "price", "address", "buyer")
LONGEST_TRACKING, LONGEST_CARRIER = 40, 60
PACKABLE = ("new", "packing", "attention")
_TO_BE_TOLD = (
    "SELECT EXISTS (SELECT 1 FROM outbox b JOIN parcel p ON b.kind = 'ship' AND b.key = p.id "
    "JOIN online_order o ON o.id = p.online_order AND o.account = b.account WHERE o.id = :order)"
)
_PAID = "SELECT carrier, postage, max(id) FROM parcel WHERE postage > 0 AND carrier <> '' GROUP BY carrier"


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
    row, lines = _to_pack(desk, order)
    _read, found = goods.scan(desk, typed)
    units = {one.sale_unit for one in found}
    mine = [line for line in lines if line.sale_unit in units]
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
    _whole(qty)
    row, lines = _to_pack(desk, own.online_order)
    if own not in lines:
        raise _packed_there()
    return _put(desk, row, own, qty)


def _whole(qty: int) -> None:
    """No platform sells or takes back a part of a piece."""
    if qty % quantity.ONE:
        raise Invalid(N_("Only whole pieces."), hint=N_("Type a number without a point."))


def _put(desk: Desk, row: models.OnlineOrder, line: models.OnlineLine, packed: int) -> Put:
    order = row.id or 0
    if packed < contents.together(parcels(desk, order), holding.lines_of(desk, order)).get(line.position, 0):
        raise Conflict(N_("These are in a closed parcel."), hint=N_("Take the parcel apart first."))
    records.change(desk.session, desk.entry, line, packed=packed)
    if row.state in ("new", "attention"):
        intake.step(desk, row, "packing")
    return Put(line.id or 0, line.name, packed, line.qty - line.cancelled)


@use_case(Right.PACK)
def packed(desk: Desk, order: int, weight: int = 0, *, part: bool = False) -> int:
    """Close the parcel with what lies in it (weight in grams, 0 unknown); answers its row.

    All that is wanted is in it, or (`part`) the rest follows in another one. Raises Conflict where something is missing
    otherwise: cancel the missing lines first; and for an empty parcel.
    """
    row, lines = _to_pack(desk, order)
    if contents.missing(lines) and not part:
        raise Conflict(N_("Something is not in the parcel yet."), hint=N_("Scan it, or cancel what you do not have."))
    inside = contents.loose(parcels(desk, order), lines)
    if not inside:
        raise Conflict(N_("The parcel is empty."), hint=N_("Scan what goes into it."))
    parcel = models.Parcel(uid="", online_order=order, weight=max(weight, 0), contents=contents.stored(inside))
    records.create(desk.session, desk.entry, parcel, desk.now, desk.random)
    record(desk, "parcel_event", parcel=parcel.id, kind="packed")
    _go_on(desk, row)
    return parcel.id or 0


def _go_on(desk: Desk, row: models.OnlineOrder) -> selling.Sold | None:
    """Once all of an order lies in parcels it is ready; once all of them left, it is sent and sold."""
    order = row.id or 0
    own, lines = parcels(desk, order), elsewhere.ours(row, holding.lines_of(desk, order))
    if row.state not in (*PACKABLE, "ready") or not own or contents.missing(lines) or contents.loose(own, lines):
        return None
    if row.state != "ready":
        intake.step(desk, row, "ready")
        _tell(desk, row, "pack", order)
    if {parcel.id for parcel in own} - contents.left(desk, order):
        return None
    intake.step(desk, row, "shipped")
    sold = intake.settle(desk, row, "sold")
    if sold is None:
        raise Conflict(N_("Some goods of this order are not known."), hint=N_("Say which goods they are first."))
    _tell(desk, row, "ship", own[-1].id or 0)
    return sold


@use_case(Right.PACK)
def unpack(desk: Desk, order: int, parcel: int = 0) -> None:
    """Take the parcels apart that are still here, or one of them, and what lies loose beside them.

    Raises Conflict where nothing of it is here.
    """
    row = _open(desk, order, ("packing", "ready", "cancelled", "attention", "returned"))
    left = contents.left(desk, order)
    every, lines = parcels(desk, order), holding.lines_of(desk, order)
    here = [one for one in every if one.id not in left and parcel in (0, one.id)]
    if not here and not contents.loose(every, lines):
        raise Conflict(N_("No parcel of it is here."), hint=N_("Look at the orders."))
    for one in here:
        contents.apart(desk, one)
    away = contents.together(parcels(desk, order), lines)
    for line in lines:
        records.change(desk.session, desk.entry, line, packed=away.get(line.position, 0))
    _looked(desk, row)
    if row.state in ("ready", "attention"):
        intake.step(desk, row, "packing")


def _looked(desk: Desk, row: models.OnlineOrder) -> None:
    more = {word: kept for word, kept in row.more.items() if word != orderstate.LOOK}
    records.change(desk.session, desk.entry, row, more=more)


@use_case(Right.LOOK)
def parcels(desk: Desk, order: int) -> list[models.Parcel]:
    """The parcels of an order, the oldest first."""
    return contents.parcels(desk, order)


@use_case(Right.PACK)
def package_known(desk: Desk, parcel: int, package: str, tracking: str, carrier: str) -> None:
    """The platform knows the parcel now and gave it its own number. Raises NotFound."""
    own = _parcel(desk, parcel)
    records.change(
        desk.session, desk.entry, own, package=package[:LONGEST_CARRIER],
        tracking=_plain(tracking)[:LONGEST_TRACKING] or own.tracking,
        carrier=thaitext.printable(carrier).strip()[:LONGEST_CARRIER] or own.carrier,
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
def handed_over(desk: Desk, parcel: int, tracking: str = "", carrier: str = "", postage: int | None = None) -> str:
    """The parcel left the shop, which paid so much for it (satang). With its last one the order is sent and sold, and
    the platform is to be told: then it answers the sale's number, before that nothing.

    Raises Conflict for an order with goods the shop does not know, for a parcel that left or an order that is not
    packed; Invalid for a parcel number that cannot be one. None at all is no reason to refuse.
    """
    own = _parcel(desk, parcel)
    row = _open(desk, own.online_order, ("packing", "ready"))
    if parcel in contents.left(desk, own.online_order):
        raise Conflict(N_("This parcel left already."), hint=N_("Look at the orders."))
    records.change(
        desk.session, desk.entry, own, tracking=_tracking(tracking) or own.tracking,
        carrier=thaitext.printable(carrier).strip()[:LONGEST_CARRIER] or own.carrier,
        postage=own.postage if postage is None else max(money.within_limit(postage), 0),
    )  # fmt: skip
    record(desk, "parcel_event", parcel=parcel, kind="handed_over", detail=own.tracking)
    _looked(desk, row)
    sold = _go_on(desk, row)
    return sold.number if sold else ""


@use_case(Right.LOOK)
def sellable(desk: Desk, some: Sequence[int]) -> list[int]:
    """Those of some parcels whose goods the shop knows, so that their order can be sold."""
    orders = {parcel: _parcel(desk, parcel).online_order for parcel in some}
    return [parcel for parcel, order in orders.items() if posting.known(holding.lines_of(desk, order))]


@use_case(Right.LOOK)
def postages(desk: Desk) -> Mapping[str, int]:
    """What the shop last paid for a parcel, by carrier (satang)."""
    return {name: paid for name, paid, _last in quick.rows(desk.session.connection(), _PAID)}


@use_case(Right.LOOK)
def to_be_told(desk: Desk, order: int) -> bool:
    """Whether the platform was not told yet that an order was sent: it hears the number of that moment."""
    return bool(quick.first(desk.session.connection(), _TO_BE_TOLD, {"order": order})[0])


@use_case(Right.PACK)
def renumbered(desk: Desk, parcel: int, tracking: str, carrier: str = "") -> None:
    """A parcel that left has another number or carrier than was written; the platform is told.

    One that knows the order as sent already, and takes no other number then, is not. Raises NotFound,
    Conflict for one that has not left or has arrived, Invalid for what cannot be a parcel number.
    """
    own = _parcel(desk, parcel)
    row = _open(desk, own.online_order, ("shipped", "problem"))
    named = thaitext.printable(carrier).strip()[:LONGEST_CARRIER]
    records.change(desk.session, desk.entry, own, tracking=_tracking(tracking), carrier=named)
    _tell(desk, row, "ship", parcel)


def _tracking(text: str) -> str:
    if len(_plain(text)) > LONGEST_TRACKING:
        raise Invalid(N_("The parcel number is too long."), hint=N_("Scan it from the label."))
    return _plain(text)


def _plain(text: str) -> str:
    return "".join(thaitext.printable(text).split()).upper()


@use_case(Right.PACK)
def cancel(desk: Desk, order: int, reason: str, lines: Mapping[int, int] | None = None) -> None:
    """Cancel what is here of an order, or so much of some lines (sale-unit thousandths): the shop cannot send it.

    The goods are free again at once. One that was only promised by telephone is let go: its platform knows nothing of
    it. Raises Conflict for what left, Invalid for no such reason or quantity.
    """
    if reason not in REASONS:
        raise Invalid(N_("Say why it is cancelled."))
    row = _open(desk, order, tuple(orderstate.HOLDING))
    if row.state == "promised":
        intake.let_go(desk, order)
        return
    own = {line.id or 0: line for line in elsewhere.ours(row, holding.lines_of(desk, order))}
    if not own:
        raise _packed_there()
    here = _here(desk, order, list(own.values()))
    for line, qty in (lines or {number: one for number, one in here.items() if one}).items():
        _cancel_line(desk, own.get(line), qty, here.get(line, 0))
    records.change(desk.session, desk.entry, row, more={**row.more, orderstate.CANCEL: reason})
    contents.shrink(desk, order, list(own.values()))
    if all(line.cancelled >= line.qty for line in holding.lines_of(desk, order)):
        intake.step(desk, row, "cancelled")
    holding.hold(desk, row, "cancelled")
    _tell(desk, row, "cancel", order)
    _go_on(desk, row)


def _here(desk: Desk, order: int, lines: Sequence[models.OnlineLine]) -> dict[int, int]:
    """How much of each line, by its row, did not leave yet."""
    left = contents.left(desk, order)
    away = contents.together([parcel for parcel in parcels(desk, order) if parcel.id in left], lines)
    return {line.id or 0: line.qty - line.cancelled - away.get(line.position, 0) for line in lines}


def _cancel_line(desk: Desk, line: models.OnlineLine | None, qty: int, here: int) -> None:
    if line is None or not 0 < qty <= line.qty - line.cancelled:
        raise Invalid(N_("The order wants fewer."), hint=N_("Type how many you cannot send."))
    _whole(qty)
    if qty > here:
        raise Conflict(N_("A parcel with these goods left already."), hint=N_("Cancel only what is still here."))
    left = line.qty - line.cancelled - qty
    records.change(desk.session, desk.entry, line, cancelled=line.cancelled + qty, packed=min(line.packed, left))


@use_case(Right.PACK)
def answer(desk: Desk, order: int, *, agree: bool) -> None:
    """Answer what the buyer asked; a yes to a return gives money back. Raises Conflict where nothing was asked."""
    row = order_of(desk, order)
    if not row.wants:
        raise Conflict(N_("The buyer asks for nothing."))
    if agree and row.wants == "return":
        require(desk, Right.REFUND)
    asked = orderstate.wish(row.wants, row.more.get("reverse", ""))
    told = {orderstate.ANSWER: "yes" if agree else "no", orderstate.ANSWERED: asked}
    records.change(desk.session, desk.entry, row, more={**row.more, **told})
    if agree and row.wants == "cancel" and row.state in orderstate.HOLDING:
        intake.step(desk, row, "cancelled")
        holding.hold(desk, row, "cancelled")
    _tell(desk, row, "answer", order)


@use_case(Right.PACK)
def taken_back(desk: Desk, order: int, kind: str) -> None:
    """What the shop decided and the platform refuses is not so: our cancelling, or (`kind` "answer") our answer."""
    row = order_of(desk, order)
    words = {"cancel": (orderstate.CANCEL,), "answer": (orderstate.ANSWER, orderstate.ANSWERED)}
    ours = orderstate.CANCEL in row.more if kind == "cancel" else row.more.get(orderstate.ANSWER) == "yes"
    more = {word: kept for word, kept in row.more.items() if word not in words[kind]}
    records.change(desk.session, desk.entry, row, more=more)
    if not ours or row.state not in (*orderstate.HOLDING, "cancelled"):
        return
    there = noting.there(row)
    for line in holding.lines_of(desk, order):
        # What the platform took, or the buyer cancelled, stays so; what else we cancelled was not told yet.
        ours = line.cancelled if orderstate.CANCEL in more else 0
        records.change(desk.session, desk.entry, line, cancelled=max(there.get(line.position, 0), ours))
    if row.state == "cancelled":
        intake.step(desk, row, "attention")
    holding.hold(desk, row, "changed")


def _to_pack(desk: Desk, order: int) -> tuple[models.OnlineOrder, list[models.OnlineLine]]:
    """An order that can be packed, and what of it is packed here; one that was arranged in the platform's app and is
    not whole here can be too."""
    row = order_of(desk, order)
    lines = elsewhere.ours(row, holding.lines_of(desk, order))
    open_ = contents.missing(lines) or contents.loose(parcels(desk, order), lines)
    _open(desk, order, (*PACKABLE, "ready") if open_ else PACKABLE)
    if not lines:
        raise _packed_there()
    return row, lines


def _packed_there() -> Conflict:
    return Conflict(N_("These lie at the platform, which sends them itself."), hint=N_("There is nothing to pack."))


def _tell(desk: Desk, row: models.OnlineOrder, kind: str, key: int) -> None:
    """Mark that the platform is to be told; one that is sold at by files, or was only promised, has nobody to tell."""
    account = desk.session.get(models.ChannelAccount, row.account)
    if account is not None and not account.options.get("by_file") and not row.remote.startswith(telling.PHONE):
        outbox.marked(desk.session.connection(), row.account, kind, key)


@use_case(Right.LOOK)
def order_of(desk: Desk, order: int) -> models.OnlineOrder:
    """The row of an order; raises NotFound."""
    row = desk.session.get(models.OnlineOrder, order)
    if row is None:
        raise NotFound(N_("There is no such order."))
    return row


def _open(desk: Desk, order: int, states: tuple[str, ...]) -> models.OnlineOrder:
    row = order_of(desk, order)
    if row.state not in states:
        raise Conflict(
            N_("The order is “{state}” already."), hint=N_("Look at the orders."), state=orderstate.label(row.state)
        )
    if orderstate.AWAY in row.more:
        raise Conflict(N_("This order left already."), hint=N_("Say which goods they are first."))
    return row


def _parcel(desk: Desk, parcel: int) -> models.Parcel:
    own = desk.session.get(models.Parcel, parcel)
    if own is None or own.archived_at is not None:
        raise NotFound(N_("There is no such parcel."))
    return own
