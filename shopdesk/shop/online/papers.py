"""The papers of online orders: address labels by the shop's own settings, packing slips, labels of platforms."""

from collections.abc import Sequence
from dataclasses import replace

from shopdesk.base import clock
from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import quantity, thaidate, unit
from shopdesk.core.parcel_papers import (
    AddressLabel,
    AddressLabels,
    HandoverList,
    HandoverRow,
    PackingRow,
    PackingSlip,
)
from shopdesk.db import models, quick
from shopdesk.shop import goods, settings
from shopdesk.shop.desk import Desk
from shopdesk.shop.online import board, contents, elsewhere, packing
from shopdesk.shop.rights import Right, use_case

_WAITING = (
    "SELECT p.id FROM parcel p JOIN online_order o ON o.id = p.online_order WHERE p.archived_at IS NULL "
    "AND o.state IN ('packing', 'ready') AND (:account = 0 OR o.account = :account) AND NOT EXISTS "
    "(SELECT 1 FROM parcel_event e WHERE e.parcel = p.id AND e.kind = 'handed_over') ORDER BY p.id"
)
_PARTS = ("street", "subdistrict", "district", "province")


@use_case(Right.LOOK)
def labels(desk: Desk, orders: Sequence[int], parcel: int = 0) -> AddressLabels:
    """Labels for the parcels of these orders that are here, or for one of them; an order that is not packed has one.

    Raises NotFound, Invalid where an order has no address the shop can read.
    """
    return AddressLabels(tuple(label for order in orders for label in _labels(desk, board.one(desk, order), parcel)))


def box(whole: board.Whole, parcel: int) -> str:
    """Which of an order's parcels one is, in words; "" where the order leaves in one."""
    numbers, lines = [one.id for one in whole.parcels], elsewhere.ours(whole.order, whole.lines)
    if contents.missing(lines) or contents.loose(whole.parcels, lines):
        return _("Box {number}").format(number=numbers.index(parcel) + 1)
    if len(numbers) < 2:
        return ""
    return _("Box {number} of {count}").format(number=numbers.index(parcel) + 1, count=len(numbers))


def inside(whole: board.Whole, parcel: models.Parcel) -> tuple[str, ...]:
    """What lies in a parcel, in few words."""
    held = contents.of(parcel, whole.lines)
    named = [(line.name, held.get(line.position, 0)) for line in whole.lines]
    return tuple(f"{name} × {quantity.text(qty)}" for name, qty in named if qty)


def has_address(order: models.OnlineOrder) -> bool:
    """Whether there is an address to write on a parcel: a platform that prints labels itself hides it."""
    return bool(address_lines(order.address)) and "***" not in "".join(order.address.values())


def address_lines(address: dict[str, str]) -> tuple[str, ...]:
    """An address as it stands on a parcel, without the name: streets, then the province with its postcode."""
    if not any(address.get(part) for part in _PARTS):
        return (address["full"],) if address.get("full") else ()
    near = " ".join(filter(None, (address.get(part, "") for part in _PARTS[:2])))
    far = " ".join(filter(None, (address.get(part, "") for part in (*_PARTS[2:], "postcode", "country"))))
    return tuple(filter(None, (near, far)))


def _labels(desk: Desk, whole: board.Whole, parcel: int) -> list[AddressLabel]:
    label = _label(desk, whole)
    here = [one for one in whole.parcels if one.id not in whole.left] or whole.parcels
    boxes = [(one, box(whole, one.id or 0)) for one in here if parcel in (0, one.id)]
    if not any(words for _one, words in boxes):
        return [label]
    return [
        # What the driver collects is written once, however many parcels there are.
        replace(label, box=words, goods=inside(whole, one), cod=label.cod if one is whole.parcels[0] else None)
        for one, words in boxes
    ]


def _label(desk: Desk, whole: board.Whole) -> AddressLabel:
    row, values = whole.order, settings.get_all(desk)
    if not has_address(row):
        raise Invalid(
            N_("Order {number} has no address here."),
            hint=N_("Use the platform's own label."),
            number=row.number,
        )
    phone = values["shop.phone"]
    return AddressLabel(
        row.number,
        values["shop.name"],
        tuple(filter(None, (values["shop.address"], _("Tel. {phone}").format(phone=phone) if phone else ""))),
        row.address.get("name") or row.buyer,
        row.address.get("phone") or row.phone,
        address_lines(row.address),
        whole.card.total if row.cod else None,
        tuple(f"{line.name} × {quantity.text(line.qty - line.cancelled)}" for line in _wanted(whole)),
        whole.card.account_name,
        desk.practice,
    )


def _wanted(whole: board.Whole) -> list[models.OnlineLine]:
    return [line for line in whole.lines if line.qty > line.cancelled]


@use_case(Right.LOOK)
def packing_slip(desk: Desk, order: int) -> PackingSlip:
    """What belongs into the parcel of an order, in the shop's own names. Raises NotFound."""
    whole = board.one(desk, order)
    row, lines = whole.order, _wanted(whole)
    known = {one.sale_unit: one for one in goods.by_ids(desk, [line.sale_unit for line in lines if line.sale_unit])}
    rows = tuple(_row(line, known.get(line.sale_unit or 0)) for line in lines)
    until = _send_by(whole.card)
    return PackingSlip(
        settings.get(desk, "shop.name"), row.number, whole.card.account_name, row.buyer, rows, row.note, until,
        whole.card.total if row.cod else None, desk.practice,
    )  # fmt: skip


def _send_by(card: board.Card) -> str:
    """What the shop promised is a day; a platform names an hour."""
    if card.until is None:
        return ""
    day = thaidate.day(clock.calendar_date(card.until))
    return _("Send by {when}").format(when=day if card.leaving.promised else thaidate.moment(card.until))


def _row(line: models.OnlineLine, own: goods.Goods | None) -> PackingRow:
    qty = line.qty - line.cancelled
    if own is None:
        return PackingRow(line.name, quantity.text(qty), line.sku)
    return PackingRow(own.name, unit.quantity_text(qty, own.unit), own.code)


@use_case(Right.LOOK)
def waiting(desk: Desk, account: int = 0) -> list[int]:
    """Parcels that are packed and here still, of one account or (0) of all, the oldest first."""
    return [row[0] for row in quick.rows(desk.session.connection(), _WAITING, {"account": account})]


@use_case(Right.LOOK)
def handover(desk: Desk, parcels: Sequence[int], carrier: str = "") -> HandoverList:
    """ใบส่งมอบ of these parcels, for the carrier to sign. Raises NotFound, Invalid for none at all."""
    if not parcels:
        raise Invalid(N_("No parcel waits to be handed over."), hint=N_("Pack an order first."))
    rows = [_handed(desk, parcel) for parcel in parcels]
    carriers = {carrier or known for known, _row in rows if carrier or known}
    when = thaidate.moment(desk.now)
    return HandoverList(
        settings.get(desk, "shop.name"), ", ".join(sorted(carriers)), when, tuple(row for _known, row in rows),
        desk.practice,
    )  # fmt: skip


def _handed(desk: Desk, parcel: int) -> tuple[str, HandoverRow]:
    own = desk.session.get(models.Parcel, parcel)
    if own is None or own.archived_at is not None:
        raise NotFound(N_("There is no such parcel."))
    order = desk.session.get_one(models.OnlineOrder, own.online_order)
    first = packing.parcels(desk, order.id or 0)[0].id == own.id
    row = HandoverRow(
        own.tracking, order.number, order.address.get("name") or order.buyer, order.address.get("province", ""),
        # What the driver collects is written once, however many parcels there are.
        board.one(desk, order.id or 0).card.total if order.cod and first else None,
        unit.quantity_text(own.weight, "kg") if own.weight else "",
    )  # fmt: skip
    return own.carrier, row
