"""day open, day close, day agree, report day."""

from typing import TYPE_CHECKING, Any

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
    from shopdesk.shop.reports import Figures
    from shopdesk.shop.rights import Actor


@command("day open", N_("Open the day with cash in the drawer"))
def day_open(
    run: Run,
    float_amount: Annotated[str, Option("--float", metavar="AMOUNT", help=N_("Cash in the drawer"))] = "",
) -> Answer:
    """The day begins; without a sum, with what the last close left."""
    from shopdesk.core import money
    from shopdesk.shop import day

    with run.office(make=True) as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            amount = money.parse(float_amount) if float_amount else day.float_offered(desk)
            day.open_day(desk, amount)
    words = N_("The day is open with {amount} in the drawer.") if amount is not None else N_("The day is open.")
    return Answer({"open": True, "float": _plain(amount)}, (_(words).format(amount=money.text(amount or 0)),))


@command("day close", N_("Close the day; a difference never blocks"))
def day_close(
    run: Run,
    counted: Annotated[str, Option("--counted", metavar="AMOUNT", help=N_("Cash that was counted"))] = "",
    agreed: Annotated[
        str, Option("--agreed", metavar="AMOUNT", help=N_("Sum that holds; what was counted if left out"))
    ] = "",
    keep: Annotated[str, Option("--keep", metavar="AMOUNT", help=N_("Cash that stays for tomorrow"))] = "",
    reason: Annotated[str, Option("--reason", help=N_("Why"))] = "",
    passed_on: Annotated[
        str, Option("--passed-on", metavar="AMOUNT", help=N_("Counted of the money taken for others"))
    ] = "",
) -> Answer:
    """The closing with its paper, and a backup where a second place was chosen."""
    from shopdesk.cli import columns
    from shopdesk.shop import closing, passedon, reports

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            closed = closing.close_day(
                desk, _sum(counted), agreed=_sum(agreed), kept=_sum(keep), reason=reason, passed_on=_sum(passed_on)
            )
        with office.reading(actor) as desk:
            paper, passed = reports.closing_paper(desk, closed.number), passedon.of_closing(desk, closed.number)
        saved = _backed_up(run, office, actor)
    days = {"number": closed.number, "first_date": closed.first_date, "last_date": closed.last_date}
    names = ("expected", "counted", "agreed", "difference", "kept")
    sums = {name: _plain(getattr(closed, name)) for name in names}
    told = None
    if passed is not None:
        told = {name: _plain(getattr(passed, name)) for name in ("expected", "counted", "difference")}
    return Answer({**days, **sums, "passed_on": told, "backup": saved}, columns.report(paper))


@command("day agree", N_("Say which sum holds after a closing whose count did not fit"))
def day_agree(
    run: Run,
    number: Annotated[str, Argument(metavar="NUMBER", help=N_("Number of the closing"))],
    amount: Annotated[str, Argument(metavar="AMOUNT", help=N_("The sum that holds"))],
    reason: Annotated[str, Option("--reason", help=N_("Why"))] = "",
) -> Answer:
    """A word beside the closing; the closing itself stays as it is."""
    from shopdesk.core import money
    from shopdesk.shop import closings

    satang = money.parse(amount)
    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            closings.agree(desk, number, satang, reason)
    said = _("{amount} holds for {number}.").format(amount=money.text(satang), number=number)
    return Answer({"number": number, "agreed": money.plain(satang)}, (said,))


def _plain(satang: int | None) -> str | None:
    from shopdesk.core import money

    return None if satang is None else money.plain(satang)


def _sum(typed: str) -> int | None:
    from shopdesk.core import money

    return money.parse(typed) if typed else None


def _backed_up(run: Run, office: "Office", actor: "Actor | None") -> str | None:
    """The copy in the second place the owner chose; the day is closed even where that place is missing."""
    from shopdesk.shop import backups

    with office.reading(actor) as desk:
        if not backups.standing(desk).folder:
            return None
    try:
        return str(backups.make(office, actor).path)
    except (ShopError, OSError) as error:
        run.say(_("No backup was made: {why}").format(why=error))
        return None


@command("report day", N_("The figures of a day"))
def report_day(
    run: Run,
    date: Annotated[str, Option("--date", metavar="DATE", help=N_("2026-11-22 or 22/11/2026; today if left out"))] = "",
) -> Answer:
    """Figures of one business date, all tills together."""
    from shopdesk.base import clock
    from shopdesk.core import thaidate
    from shopdesk.shop import reports

    with run.looking() as desk:
        wanted = thaidate.parse(date) if date else clock.business_date(desk.now, desk.change_hour)
        figures = reports.day_figures(desk, wanted.isoformat())
        best = reports.best_sellers(desk, wanted.isoformat(), 10)
    return Answer({**figures_data(figures), "best": [_top(top) for top in best]}, _lines(figures, best))


def figures_data(figures: "Figures") -> dict[str, Any]:
    """The figures of a day as JSON has them."""
    from shopdesk.core import money

    names = (
        "total",
        "discount",
        "rounding",
        "vat_base",
        "vat",
        "refund_total",
        "void_total",
        "net",
        "deposits",
        "passed_on",
        "ahead",
    )
    return {
        "date": figures.first_date,
        "sales": figures.sales,
        "refunds": figures.refunds,
        "voids": figures.voids,
        **{name: money.plain(getattr(figures, name)) for name in names},
        "by_tender": {way.code: money.plain(way.amount) for way in figures.tenders},
    }


def _top(top: Any) -> dict[str, str]:
    from shopdesk.core import money, quantity

    return {"name": top.name, "quantity": quantity.plain(top.qty), "unit": top.unit, "amount": money.plain(top.net)}


def _lines(figures: "Figures", best: list[Any]) -> tuple[str, ...]:
    from shopdesk.cli.columns import row
    from shopdesk.core import money
    from shopdesk.shop import reports

    sums = [
        row(_("Bills"), str(figures.sales)),
        row(_("Sold"), money.text(figures.total)),
        row(_("Paid back ({count})").format(count=figures.refunds), money.text(-figures.refund_total)),
        row(_("Voided ({count})").format(count=figures.voids), money.text(-figures.void_total)),
        row(_("Net sales"), money.text(figures.net)),
        *(row(said, money.text(amount)) for said, amount in reports.beside(figures)),
        *([row(_("VAT inside"), money.text(figures.vat))] if figures.vat else []),
    ]
    ways = [row(f"  {way.label} ({way.count})", money.text(way.amount)) for way in figures.tenders]
    tops = [row(f"  {top.name}  {reports.quantity_of(top)}", money.text(top.net)) for top in best]
    return (
        reports.period(figures),
        *sums,
        *([_("Money by way of paying"), *ways] if ways else []),
        *([_("Best selling"), *tops] if tops else []),
    )
