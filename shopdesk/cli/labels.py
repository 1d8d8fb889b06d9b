"""labels: shelf labels, price tags and barcodes as a PDF of stickers, a picture or a printer's bytes."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.papers import ENDINGS
from shopdesk.cli.running import Answer, Run

if TYPE_CHECKING:
    from shopdesk.core.tickets import Kind, Ticket
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.labels import Want


@command("labels", N_("Draw labels for shelf and goods into a file"))
def labels(
    run: Run,
    out: Annotated[Path, Option("--out", metavar="FILE", help=N_("A .png, .pdf or .escpos file"))],
    codes: Annotated[
        list[str] | None, Argument(metavar="CODE*COUNT...", help=N_("Barcode, short number or name, and how many"))
    ] = None,
    kind: Annotated[
        Literal["shelf", "tag", "code", "weighed", "lot"], Option("--kind", help=N_("What the label is for"))
    ] = "shelf",
    changed: Annotated[bool, Option("--changed", help=N_("All goods whose price changed this week"))] = False,
    make: Annotated[bool, Option("--make", help=N_("Give goods without a barcode one of our own"))] = False,
    weight: Annotated[str, Option("--weight", metavar="QTY", help=N_("How much is in each pack"))] = "",
    lot: Annotated[int | None, Option("--lot", metavar="NUMBER", help=N_("Which lot"))] = None,
    grid: Annotated[
        Literal["3x8", "3x7", "2x7", "4x10", "5x13"], Option("--grid", help=N_("Stickers on a sheet"))
    ] = "3x8",
    start: Annotated[int, Option("--start", metavar="CELL", help=N_("The first cell that is still free"))] = 1,
    width: Annotated[Literal["58", "80"], Option("--width", help=N_("Paper width in mm"))] = "58",
) -> Answer:
    """One file: stickers on A4 as .pdf, a roll as .png or .escpos."""
    from shopdesk.base import files
    from shopdesk.core import quantity
    from shopdesk.shop import labels as use_cases

    if out.suffix.lower() not in ENDINGS:
        raise Invalid(N_("The file must end in .png, .pdf or .escpos."))
    with run.office() as office, office.writing(run.actor(office)) as desk:
        wanted = [_want(desk, code, quantity.parse(weight) if weight else None, lot, kind) for code in codes or ()]
        if changed:
            wanted += [use_cases.Want(unit) for unit in use_cases.changed(desk)]
        if make:
            use_cases.make_codes(desk, [want.sale_unit for want in wanted])
        tickets = use_cases.tickets(desk, kind, wanted)
    data = _drawn(tickets, out.suffix.lower(), grid, start - 1, 80 if width == "80" else 58)
    files.write_whole(out, data)
    said = _("{count} labels are in {file}.").format(count=len(tickets), file=out)
    return Answer({"file": str(out), "count": len(tickets), "bytes": len(data)}, (said,))


def _want(desk: "Desk", typed: str, weight: int | None, lot: int | None, kind: "Kind") -> "Want":
    from shopdesk.cli import finding
    from shopdesk.core import quantity
    from shopdesk.shop import lotlabels
    from shopdesk.shop.labels import Want

    code, sign, count = typed.rpartition("*")
    code, count = (code, count) if sign and count.isdecimal() else (typed, "1")
    _scan, found = finding.goods(desk, code)
    if kind == "lot" and lot is None:
        lying = lotlabels.lots(desk, found.sale_unit)
        lot = lying[0].id if lying else None
    return Want(found.sale_unit, int(count[:6]), weight if weight is not None else quantity.ONE, lot)


def _drawn(tickets: "list[Ticket]", ending: str, grid: str, start: int, width: Literal[58, 80]) -> bytes:
    from shopdesk.cli import papers
    from shopdesk.core.tickets import TicketRoll
    from shopdesk.paper import render
    from shopdesk.paper.render import tickets as paper

    _app = render.ensure_app()
    if ending == ".pdf":
        return paper.pdf(tickets, paper.GRIDS[grid], start)
    return papers.drawn(TicketRoll(tuple(tickets)), width, ending)
