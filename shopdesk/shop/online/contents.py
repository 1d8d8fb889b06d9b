"""What lies in which parcel of an order: one order may leave in several, a piece is in one of them.

Amounts are thousandths of the sale unit by the line's position in its order.
"""

from collections.abc import Mapping, Sequence

from sqlmodel import col, select

from shopdesk.db import models, quick, records
from shopdesk.shop.desk import Desk, record

_LEFT = (
    "SELECT e.parcel FROM parcel_event e JOIN parcel p ON p.id = e.parcel "
    "WHERE p.online_order = :order AND e.kind = 'handed_over'"
)

_SOME_LEFT = (
    "SELECT DISTINCT p.online_order FROM parcel_event e JOIN parcel p ON p.id = e.parcel "
    "WHERE p.online_order IN (SELECT value FROM json_each(:orders)) AND e.kind = 'handed_over'"
)


def of(parcel: models.Parcel, lines: Sequence[models.OnlineLine]) -> dict[int, int]:
    """What is in a parcel; one that says nothing of it holds all that is packed."""
    if not parcel.contents:
        return {line.position: line.packed for line in lines if line.packed}
    return {int(position): qty for position, qty in parcel.contents.items()}


def together(parcels: Sequence[models.Parcel], lines: Sequence[models.OnlineLine]) -> dict[int, int]:
    """What is in some parcels of one order."""
    inside: dict[int, int] = {}
    for parcel in parcels:
        for position, qty in of(parcel, lines).items():
            inside[position] = inside.get(position, 0) + qty
    return inside


def loose(parcels: Sequence[models.Parcel], lines: Sequence[models.OnlineLine]) -> dict[int, int]:
    """What is packed and in no closed parcel yet."""
    inside = together(parcels, lines)
    rest = {line.position: line.packed - inside.get(line.position, 0) for line in lines}
    return {position: qty for position, qty in rest.items() if qty > 0}


def missing(lines: Sequence[models.OnlineLine]) -> bool:
    """Whether something that is wanted is not packed."""
    return any(line.packed < line.qty - line.cancelled for line in lines)


def left(desk: Desk, order: int) -> set[int]:
    """The parcels of an order that were handed over, in this very deed too."""
    found = {int(row[0]) for row in quick.rows(desk.session.connection(), _LEFT, {"order": order})}
    told = (values for table, values in desk.entry.facts if table == "parcel_event")
    return found | {int(values["parcel"]) for values in told if values["kind"] == "handed_over"}


def parcels(desk: Desk, order: int) -> list[models.Parcel]:
    """The parcels of an order, the oldest first."""
    own = select(models.Parcel).where(
        models.Parcel.online_order == order, col(models.Parcel.archived_at).is_(None)
    )  # fmt: skip
    return list(desk.session.exec(own.order_by(col(models.Parcel.id))).all())


def apart(desk: Desk, parcel: models.Parcel) -> None:
    """A parcel is taken apart."""
    record(desk, "parcel_event", parcel=parcel.id, kind="unpacked")
    records.archive(desk.session, desk.entry, parcel, desk.now)


def shrink(desk: Desk, order: int, lines: Sequence[models.OnlineLine]) -> None:
    """What is no longer packed comes out of the parcels that are here; one that is empty then is none."""
    gone, room = left(desk, order), {line.position: line.packed for line in lines}
    for parcel in sorted(parcels(desk, order), key=lambda one: one.id not in gone):
        inside = {at: min(qty, room[at]) for at, qty in of(parcel, lines).items()}
        for at, qty in inside.items():
            room[at] -= qty
        if any(inside.values()):
            records.change(desk.session, desk.entry, parcel, contents=stored(inside))
        elif parcel.package:
            # One that its platform knows by name stays, though nothing is left that is known to lie in it.
            records.change(desk.session, desk.entry, parcel, contents=named(inside, lines))
        else:
            apart(desk, parcel)


def some_left(desk: Desk, orders: Sequence[int]) -> set[int]:
    """Those of some orders of which a parcel was handed over."""
    return {int(row[0]) for row in quick.rows(desk.session.connection(), _SOME_LEFT, {"orders": quick.numbers(orders)})}


def stored(inside: Mapping[int, int]) -> dict[str, int]:
    """As a parcel keeps it."""
    return {str(position): qty for position, qty in sorted(inside.items()) if qty > 0}


def named(inside: Mapping[int, int], lines: Sequence[models.OnlineLine]) -> dict[str, int]:
    """As a parcel keeps it that its platform knows by name, even where nothing is known to lie in it."""
    return stored(inside) or {str(lines[0].position): 0}
