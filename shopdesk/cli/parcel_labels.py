"""orders label: the labels of parcels on one paper, those of platforms and ours."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopdesk.paper.render.parcels import Piece
    from shopdesk.shop.desk import Desk, Office
    from shopdesk.shop.online.labelling import Leaf


@command("orders label", N_("The labels of packed orders, four on a sheet of A4 or one to a page"))
def label(
    run: Run,
    out: Annotated[Path, Option("--out", metavar="FILE", help=N_("A .pdf file"))],
    numbers: Annotated[list[str] | None, Argument(metavar="[NUMBER]…", help=N_("Else all that are packed"))] = None,
    paper: Annotated[Literal["a6x4", "100x150"], Option("--paper", help=N_("A4 with four, or a label each"))] = "a6x4",
    start: Annotated[int, Option("--start", metavar="CELL", min=1, help=N_("The first free place"))] = 1,
    done: Annotated[bool, Option("--done", help=N_("They are printed"))] = False,
    account: Annotated[str, Option("--account", metavar="NAME", help=N_("Only those of this account"))] = "",
) -> Answer:
    """The platform's own label where it is here, else ours; code 1 where one cannot be printed."""
    from shopdesk.base import files
    from shopdesk.paper import render
    from shopdesk.paper.render import parcels
    from shopdesk.shop.online import labelling

    if out.suffix.lower() != ".pdf":
        raise Invalid(N_("The file must end in .pdf."))
    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.reading(actor) as desk:
            orders = _orders(desk, numbers or (), account)
            leaves = labelling.leaves(desk, orders)
        taken, refused = _taken(office, leaves, paper)
        pieces = [piece for _leaf, own in taken for piece in own]
        if pieces:
            _app = render.ensure_app()
            files.write_whole(out, parcels.pdf(pieces, paper, start - 1))
        if done and taken:
            with office.writing(actor) as desk:
                labelling.printed(desk, [leaf for leaf, _own in taken])
        with office.reading(actor) as desk:
            none = _without(desk, orders, leaves)
    return _told(out if pieces else None, [leaf for leaf, _own in taken], refused, none)


def _orders(desk: "Desk", numbers: "Sequence[str]", account: str) -> list[int]:
    from shopdesk.cli import online
    from shopdesk.db import models
    from shopdesk.shop.online import papers

    if numbers:
        return [online.find(desk, number, account) for number in numbers]
    waiting = papers.waiting(desk, online.account_id(desk, account))
    if not waiting:
        raise NotFound(N_("No packed parcel waits for a label."), hint=N_("Pack an order first."))
    return list(dict.fromkeys(desk.session.get_one(models.Parcel, parcel).online_order for parcel in waiting))


def _taken(
    office: "Office", leaves: "Sequence[Leaf]", paper: str
) -> "tuple[list[tuple[Leaf, tuple[Piece, ...]]], list[tuple[Leaf, Invalid]]]":
    """What is drawn of each, and what cannot be."""
    from shopdesk.paper.render import courier, parcels
    from shopdesk.shop import photos

    found = photos.read(office, [leaf.digest for leaf in leaves])
    taken, refused = [], []
    for leaf in leaves:
        own = parcels.taken(paper, leaf.ours or courier.looked(found.get(leaf.digest)))
        if isinstance(own, Invalid):
            refused.append((leaf, own))
        else:
            taken.append((leaf, own))
    return taken, refused


def _without(desk: "Desk", orders: "Sequence[int]", leaves: "Sequence[Leaf]") -> list[str]:
    """The numbers of orders that have no label."""
    from shopdesk.db import models

    there = {leaf.order for leaf in leaves}
    return [desk.session.get_one(models.OnlineOrder, order).number for order in orders if order not in there]


def _told(
    out: Path | None, done: "Sequence[Leaf]", refused: "Sequence[tuple[Leaf, Invalid]]", none: "Sequence[str]"
) -> Answer:
    data: dict[str, Any] = {
        "file": str(out) if out else "",
        "labels": [{"number": leaf.number, "platform": bool(leaf.digest)} for leaf in done],
        "refused": [{"number": leaf.number, "why": str(why), "fix": why.hint} for leaf, why in refused],
        "without": list(none),
    }
    lines = [_("{count} labels are in {file}.").format(count=len(done), file=out)] if out else []
    lines += [f"! {leaf.number}: {why} {why.hint}" for leaf, why in refused]
    lines += [f"! {number}: {_('It has no label yet.')}" for number in none]
    return Answer(data, tuple(lines), 1 if refused or none else 0)
