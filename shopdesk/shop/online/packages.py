"""Parcels as their platform made them: it may want one order in several, each with a number and a label of its own."""

from collections.abc import Sequence

from shopdesk.core import orderstate, quantity
from shopdesk.db import models, records
from shopdesk.shop import channels
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.online import contents, holding, packing
from shopdesk.shop.rights import Right, use_case


@use_case(Right.PACK)
def known(desk: Desk, order: int, packages: Sequence[channels.Package]) -> list[int]:
    """The platform knows these packages of an order: each is a parcel here. Answers their rows, for their labels.

    Where it made more of them than were closed here, what lies in the others by its word comes out of the first ones.
    """
    own, lines = contents.parcels(desk, order), holding.lines_of(desk, order)
    named = {one.package: one for one in own if one.package}
    told = {_name(package) for package in packages if package.id}
    free = [one for one in own if one.package not in told]
    rows = []
    for package in packages if own else ():
        parcel = named.get(_name(package)) or (free.pop(0) if free else None)
        if parcel is None:
            parcel = _another(desk, own, lines, _inside(package, packages))
            own.append(parcel)
        packing.package_known(desk, parcel.id or 0, package.id, package.tracking, package.carrier)
        rows.append(parcel.id or 0)
    return rows


def _name(package: channels.Package) -> str:
    return package.id[: packing.LONGEST_CARRIER]


def _inside(package: channels.Package, packages: Sequence[channels.Package]) -> set[str]:
    """The ids of what lies in this package alone: some platforms name all goods of the order in each."""
    others = {one for other in packages if other.id != package.id for one in other.line_ids}
    return set(package.line_ids) - others


def _another(
    desk: Desk, own: Sequence[models.Parcel], lines: Sequence[models.OnlineLine], ids: set[str]
) -> models.Parcel:
    wanted = {line.position: _amount(line, ids) for line in lines}
    taken: dict[int, int] = {}
    for parcel in own:
        inside = contents.of(parcel, lines)
        out = {at: min(qty, wanted.get(at, 0) - taken.get(at, 0)) for at, qty in inside.items()}
        if any(out.values()):
            rest = {at: qty - out[at] for at, qty in inside.items()}
            records.change(desk.session, desk.entry, parcel, contents=contents.named(rest, lines))
            taken = {at: taken.get(at, 0) + out.get(at, 0) for at in {*taken, *out}}
    made = models.Parcel(uid="", online_order=own[0].online_order, contents=contents.named(taken, lines))
    records.create(desk.session, desk.entry, made, desk.now, desk.random)
    record(desk, "parcel_event", parcel=made.id, kind="packed")
    row = desk.session.get_one(models.OnlineOrder, own[0].online_order)
    if row.state in orderstate.LEFT:
        # All of it is on its way, under this number too.
        record(desk, "parcel_event", parcel=made.id, kind="handed_over")
    return made


def _amount(line: models.OnlineLine, ids: set[str]) -> int:
    """How much of a line these ids are: of its pieces, or the line."""
    found = [one for one in line.remote if str(one) in ids]
    if len(line.remote) == line.qty // quantity.ONE:
        return len(found) * quantity.ONE
    return line.packed if found else 0
