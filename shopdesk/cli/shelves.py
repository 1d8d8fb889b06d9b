"""stock list, card, papers, places, shopping, expiring: what lies where, and how it came to be so."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal

from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from shopdesk.shop.papers import Listed

Kind = Literal[
    "", "receive", "return", "waste", "own_use", "transfer", "opening", "grade", "count", "market_out", "market_back",
    "reversal",
]  # fmt: skip
Date = Annotated[str, Option("--date", metavar="DATE", help=N_("As it was at the end of this day"))]
Place = Annotated[str, Option("--place", metavar="PLACE", help=N_("Only what is here"))]


@command("stock list", N_("What is in stock, and what it is worth"))
def listing(
    run: Run,
    date: Date = "",
    place: Place = "",
    by_lot: Annotated[bool, Option("--by-lot", help=N_("Each lot for itself"))] = False,
) -> Answer:
    """The shop's own goods have a value; those of producers are worth nothing to it until they are sold."""
    from shopdesk.cli import columns, finding
    from shopdesk.core import money, quantity
    from shopdesk.shop import stock, worth

    with run.looking() as desk:
        where = finding.place(desk, place) if place else 0
        found = worth.of_stock(desk, _end_of(date), by_lot=by_lot, location=where)
    rows = [
        {
            "name": held.name,
            "quantity": quantity.plain(held.qty),
            "unit": held.unit,
            "value": money.plain(held.value),
            "own": held.owner == stock.SHOP,
            **({"lot": held.lot_code, "expires": held.expires or None} if by_lot else {}),
        }
        for held in found.held
    ]
    lines = [
        columns.row(f"{held.name}  {_much(held)}  {_day(held.expires)}".rstrip(), money.text(held.value))
        for held in found.held
    ]
    told = (*lines, columns.row(_("Total"), money.text(found.total)))
    return Answer({"total": money.plain(found.total), "goods": rows}, told)


@command("stock card", N_("Every move of one thing, the latest first"))
def card(
    run: Run,
    code: Annotated[str, Argument(metavar="CODE", help=N_("Barcode, short number or name"))],
    date: Date = "",
    limit: Annotated[int, Option("--limit", min=1, max=10_000, help=N_("How many moves at most"))] = 50,
) -> Answer:
    """What moved by which paper or bill, and what lay everywhere after it."""
    from shopdesk.base import clock
    from shopdesk.cli import columns, finding
    from shopdesk.core import moves as words
    from shopdesk.core import quantity, thaidate
    from shopdesk.shop import papers

    with run.looking() as desk:
        _scan, found = finding.goods(desk, code)
        steps = papers.card(desk, found.item, _end_of(date), limit)
    moves = [
        {
            "at": step.at.astimezone(clock.BANGKOK).isoformat(timespec="seconds"),
            "reason": step.reason,
            "number": step.number or None,
            "quantity": quantity.plain(step.qty),
            "balance": quantity.plain(step.balance),
        }
        for step in steps
    ]
    lines = [
        columns.row(
            f"{thaidate.moment(step.at)}  {words.label(step.reason)} {step.number}".rstrip(),
            f"{quantity.text(step.qty)} → {quantity.text(step.balance)}",
        )
        for step in steps
    ]
    return Answer({"name": found.name, "moves": moves}, (found.name, *lines))


@command("stock papers", N_("Papers of the store room, the latest first"))
def listed(
    run: Run,
    kind: Annotated[Kind, Option("--kind", help=N_("Only papers of this kind"))] = "",
) -> Answer:
    """What came in, went out, was counted or graded, and who wrote it."""
    from shopdesk.base import clock
    from shopdesk.cli import columns
    from shopdesk.core import money, thaidate
    from shopdesk.shop import papers

    with run.looking() as desk:
        found = papers.listing(desk, kind)
    rows = [
        {
            "number": paper.number,
            "kind": paper.kind,
            "at": paper.at.astimezone(clock.BANGKOK).isoformat(timespec="seconds"),
            "reason": paper.reason,
            "by": paper.by,
            "goods": paper.goods,
            "value": money.plain(paper.value),
            "taken_back": paper.taken_back,
        }
        for paper in found
    ]
    lines = [
        columns.row(f"{paper.number}  {thaidate.moment(paper.at)}  {_what(paper)}", money.text(paper.value))
        for paper in found
    ]
    return Answer({"papers": rows}, tuple(lines) or (_("There are no papers yet."),))


def _what(paper: "Listed") -> str:
    from shopdesk.core import moves

    back = _("taken back") if paper.taken_back else ""
    return " · ".join(filter(None, (moves.label(paper.kind), paper.reason, back)))


@command("stock places", N_("Places for stock"))
def places(run: Run, add: Annotated[str, Option("--add", metavar="NAME", help=N_("A new place"))] = "") -> Answer:
    """The counter first; a new one is a store."""
    from shopdesk.shop import stockroom

    with run.office() as office:
        actor = run.actor(office)
        if add:
            settled(office)
            with office.writing(actor) as desk:
                stockroom.add_place(desk, add)
        with office.reading(actor) as desk:
            found = [(place.name, place.kind) for place in stockroom.places(desk)]
    return Answer({"places": [{"name": name, "kind": kind} for name, kind in found]}, tuple(name for name, _k in found))


@command("stock shopping", N_("What is running low and should be bought"))
def shopping(run: Run) -> Answer:
    """By who brought it last; what it costs by the last price."""
    from shopdesk.cli import columns
    from shopdesk.core import money, quantity, unit
    from shopdesk.shop import shopping

    with run.looking() as desk:
        needed = shopping.needed(desk)
    rows = [
        {
            "name": one.name,
            "left": quantity.plain(one.lying),
            "buy": quantity.plain(one.buy),
            "unit": one.unit,
            "cost": money.plain(one.cost),
            "supplier": one.supplier or None,
        }
        for one in needed
    ]
    lines = [columns.row(f"{one.name}  {unit.quantity_text(one.buy, one.unit)}", one.supplier or "–") for one in needed]
    return Answer({"needed": rows}, tuple(lines) or (_("Nothing is running low."),))


@command("stock reorder", N_("Say when goods go on the shopping list"))
def reorder(
    run: Run,
    code: Annotated[str, Argument(metavar="CODE", help=N_("Barcode, short number or name"))],
    at: Annotated[
        str, Option("--at", metavar="QTY", help=N_("Buy again when so much is left; never if left out"))
    ] = "",
    upto: Annotated[str, Option("--to", metavar="QTY", help=N_("Buy up to so much"))] = "",
) -> Answer:
    """The point, in the unit the code sells."""
    from shopdesk.cli import columns, finding
    from shopdesk.core import quantity
    from shopdesk.shop import shopping

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            _scan, found = finding.goods(desk, code)
            point, most = (
                finding.amount(desk, f"{code}*{typed}", counted=True)[1] if typed else None for typed in (at, upto)
            )
            shopping.set_point(desk, found.item, point, most)
    told: list[Any] = [None if qty is None else quantity.plain(qty) for qty in (point, most)]
    said = columns.row(f"{found.name} · {_('Buy again at')}", " → ".join(filter(None, told)) or "–")
    return Answer({"name": found.name, "at": told[0], "to": told[1]}, (said,))


@command("stock expiring", N_("What expires soon or has expired"))
def expiring(
    run: Run, days: Annotated[int, Option("--days", min=0, max=3650, help=N_("Within so many days"))] = 30
) -> Answer:
    """The first to expire first."""
    from shopdesk.cli import columns
    from shopdesk.core import quantity
    from shopdesk.shop import freshness

    with run.looking() as desk:
        found = freshness.expiring(desk, days)
    rows = [
        {"name": one.name, "expires": one.expires, "quantity": quantity.plain(one.qty), "unit": one.unit}
        for one in found
    ]
    lines = [columns.row(f"{_day(one.expires)}  {one.name}", _much(one)) for one in found]
    return Answer({"goods": rows}, tuple(lines) or (_("Nothing expires soon."),))


def _much(lying: Any) -> str:
    from shopdesk.core import unit

    return unit.quantity_text(lying.qty, lying.unit)


def _day(iso: str) -> str:
    from shopdesk.core import thaidate

    return thaidate.day(thaidate.parse(iso)) if iso else ""


def _end_of(typed: str) -> "datetime | None":
    """The last moment of a calendar day in Bangkok, None where no day was given; raises Invalid."""
    from shopdesk.base import clock
    from shopdesk.core import thaidate

    if not typed:
        return None
    begins = datetime.combine(thaidate.parse(typed), time(), clock.BANGKOK)
    return begins + timedelta(days=1) - timedelta(milliseconds=1)
