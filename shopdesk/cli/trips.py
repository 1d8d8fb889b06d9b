"""market out, back, list: goods go to a market with a tick sheet and come home as one sale on the market's date."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.market import Away
    from shopdesk.shop.stockroom import Part


def _pile(name: str, words: str) -> Any:
    return Option(name, metavar="CODE*QTY", help=words)


@command("market out", N_("Take goods to a market"))
def out(
    run: Run,
    codes: Annotated[
        list[str] | None, Argument(metavar="[CODE*QTY...]", help=N_("Barcode, short number or name, and how much"))
    ] = None,
    name: Annotated[str, Option("--name", help=N_("Name of the market"))] = "",
    on: Annotated[str, Option("--on", metavar="DATE", help=N_("Day of the market; today if left out"))] = "",
    again: Annotated[bool, Option("--again", help=N_("Take what the last trip took"))] = False,
    sheet: Annotated[Path | None, Option("--sheet", metavar="FILE", help=N_("Tick sheet: a .pdf of A4"))] = None,
) -> Answer:
    """The goods lie at the market until they are brought home."""
    from shopdesk.base import clock
    from shopdesk.core import thaidate
    from shopdesk.shop import market

    if sheet is not None and sheet.suffix.lower() != ".pdf":
        raise Invalid(N_("The file must end in .pdf."))
    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            day = (thaidate.parse(on) if on else clock.business_date(desk.now, desk.change_hour)).isoformat()
            trip = market.out(desk, name, day, _parts(desk, codes or [], again=again))
        with office.reading(actor) as desk:
            away, paper = _away(desk, trip), market.tick_sheet(desk, trip)
    if sheet is not None:
        _keep(paper, sheet)
    return Answer(_told(away), (_("Trip {trip}: {name}, {day}").format(trip=trip, name=away.name, day=_day(away)),))


def _parts(desk: "Desk", codes: list[str], *, again: bool) -> "list[Part]":
    from shopdesk.shop import market
    from shopdesk.shop.stockroom import Part

    wanted = _amounts(desk, codes)
    if again:
        wanted = {**market.template(desk), **wanted}
    if not wanted:
        raise Invalid(N_("Say what goes to the market."), hint=N_("Write CODE*QTY for each, or --again."))
    return [Part(item, qty) for item, qty in wanted.items()]


def _amounts(desk: "Desk", codes: list[str] | None) -> dict[int, int]:
    from shopdesk.cli import finding

    sums: dict[int, int] = {}
    for typed in codes or ():
        found, qty = finding.amount(desk, typed)
        sums[found.item] = sums.get(found.item, 0) + qty
    return sums


def _keep(paper: Any, place: Path) -> None:
    from shopdesk.base import files
    from shopdesk.paper import render
    from shopdesk.paper.render import table_pages

    _app = render.ensure_app()
    files.write_whole(place, table_pages.pdf(paper, paper.name))


@command("market back", N_("Bring goods home; the rest was sold"))
def back(
    run: Run,
    came: Annotated[list[str] | None, _pile("--back", N_("What came back"))] = None,
    waste: Annotated[list[str] | None, _pile("--waste", N_("What spoiled"))] = None,
    given: Annotated[list[str] | None, _pile("--given", N_("What was given away"))] = None,
    own_use: Annotated[list[str] | None, _pile("--own-use", N_("What we used ourselves"))] = None,
    money: Annotated[
        list[str] | None, Option("--money", metavar="TENDER=AMOUNT", help=N_("Money counted, once for each way"))
    ] = None,
    trip: Annotated[int | None, Option("--trip", help=N_("Which trip; the one that is out if left out"))] = None,
    dry_run: Annotated[bool, Option("--dry-run", help=N_("Only say what would happen"))] = False,
    open_day: Annotated[bool, Option("--open-day", help=N_("Open the day first where it is not"))] = False,
) -> Answer:
    """One sale on the market's date; missing money is written down beside it."""
    from shopdesk.shop import day, market
    from shopdesk.shop.market import Home

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.reading(actor) as desk:
            number = _which(desk, trip)
            kept, bad, gift, own = (_amounts(desk, pile) for pile in (came, waste, given, own_use))
            home = Home(kept, bad, gift, own, _money(desk, money or []))
            sums = market.reckon(desk, number, home)
            closed = day.current(desk) is None
        if dry_run:
            return _came("", sums.total, sums.difference)
        if open_day and closed:
            with office.writing(actor) as desk:
                day.open_day(desk, day.float_offered(desk))
        with office.writing(actor) as desk:
            done = market.back(desk, number, home)
    return _came(done.number, done.total, done.difference)


def _money(desk: "Desk", typed: list[str]) -> dict[str, int]:
    from shopdesk.core import money
    from shopdesk.shop import selling

    ways = [way.code for way in selling.tenders(desk)]
    found: dict[str, int] = {}
    for one in typed:
        tender, sign, amount = one.partition("=")
        if not sign:
            raise Invalid(N_("Say how much came in for “{tender}”."), hint=N_("Write cash=640"), tender=tender[:40])
        if tender not in ways:
            raise NotFound(N_("There is no way of paying “{code}”."), hint=", ".join(ways), code=tender[:40])
        found[tender] = found.get(tender, 0) + (money.parse(amount) if amount.strip("0.") else 0)
    return found


def _which(desk: "Desk", trip: int | None) -> int:
    from shopdesk.shop import market

    if trip is not None:
        return trip
    out = market.trips(desk)
    if len(out) != 1:
        hint = N_("Say which with --trip.") if out else N_("Take goods out first.")
        raise NotFound(N_("{count} trips are out."), hint=hint, count=len(out))
    return out[0].id


def _came(number: str, total: int, difference: int) -> Answer:
    from shopdesk.core import money
    from shopdesk.shop import market

    data = {"number": number or None, "total": money.plain(total), "difference": money.plain(difference)}
    return Answer(data, (market.said(total, difference),))


@command("market list", N_("Trips that are out or came home"))
def trips(run: Run) -> Answer:
    """The latest first."""
    from shopdesk.cli.columns import row
    from shopdesk.shop import market

    with run.looking() as desk:
        found = [*market.trips(desk), *market.trips(desk, "home")]
    words = {"out": _("out"), "home": _("back home")}
    lines = tuple(row(f"{away.id} · {_day(away)} · {away.name}", words[away.state]) for away in found)
    return Answer({"trips": [_told(away) for away in found]}, lines or (_("There were no trips yet."),))


def _away(desk: "Desk", trip: int) -> "Away":
    from shopdesk.shop import market

    return next(away for away in market.trips(desk) if away.id == trip)


def _day(away: "Away") -> str:
    from shopdesk.core import thaidate

    return thaidate.day(thaidate.parse(away.date))


def _told(away: "Away") -> dict[str, Any]:
    from shopdesk.core import quantity

    went = [{"item": item, "qty": quantity.plain(qty)} for item, qty in away.went.items()]
    return {"trip": away.id, "name": away.name, "date": away.date, "state": away.state, "went": went}
