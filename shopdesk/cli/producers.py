"""producers list, add, agree, show, statement, erase: people whose goods the shop sells, and what they are owed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from shopdesk.core.producer_papers import YearStatement
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.producers import Agreement, Producer
    from shopdesk.shop.shares import Share

Name = Annotated[str, Argument(metavar="NAME", help=N_("Name of the producer"))]


@command("producers list", N_("Whose goods the shop sells, and what they are owed"))
def listed(run: Run) -> Answer:
    """Everybody; what is below zero they owe the shop."""
    from shopdesk.cli.columns import row
    from shopdesk.core import money
    from shopdesk.shop import producers

    with run.looking() as desk:
        sold, found = producers.sold_since(desk), producers.listing(desk)
    data = [{**_about(one), "sold": money.plain(sold.get(one.party, 0))} for one in found]
    return Answer({"producers": data}, tuple(row(one.name, money.text(one.balance)) for one in found))


def _about(one: "Producer") -> dict[str, Any]:
    from shopdesk.core import money

    return {"name": one.name, "phone": one.phone, "promptpay": one.promptpay, "village": one.village,
            "code": one.code, "owed": money.plain(one.balance)}  # fmt: skip


@command("producers add", N_("Somebody new who leaves goods to sell"))
def add(
    run: Run,
    name: Name,
    phone: Annotated[str, Option("--phone", help=N_("Phone number"))] = "",
    promptpay: Annotated[str, Option("--promptpay", metavar="ID", help=N_("Their own PromptPay number"))] = "",
    village: Annotated[str, Option("--village", help=N_("Village or group"))] = "",
    code: Annotated[str, Option("--code", help=N_("Short code of this person"))] = "",
) -> Answer:
    """The PromptPay number is checked."""
    from shopdesk.shop import producers

    with run.office(make=True) as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            one = producers.add(desk, name, phone, promptpay_id=promptpay, village=village, code=code)
    return Answer(_about(one), (_("{name} is saved.").format(name=one.name),))


@command("producers agree", N_("Agree on terms from a day on"))
def agree(
    run: Run,
    name: Name,
    percent: Annotated[str, Option("--percent", help=N_("What the shop keeps of a sale"))] = "",
    fixed: Annotated[str, Option("--fixed", metavar="AMOUNT", help=N_("What they get for each"))] = "",
    starts: Annotated[str, Option("--from", metavar="DATE", help=N_("First day; today if left out"))] = "",
    goods: Annotated[str, Option("--for", metavar="CODE", help=N_("One kind of goods; all if left out"))] = "",
    waste: Annotated[Literal["shop", "producer"], Option("--waste", help=N_("Who pays for goods that spoil"))] = "shop",
    unsold: Annotated[
        Literal["return", "buy", "share"], Option("--unsold", help=N_("What happens to goods not sold"))
    ] = "return",
    agent: Annotated[bool, Option("--agent", help=N_("The shop sells as their agent"))] = False,
    paper: Annotated[Path | None, Option("--paper", metavar="FILE", help=N_("Photo of the signed agreement"))] = None,
    draft: Annotated[Path | None, Option("--draft", metavar="FILE", help=N_("Only make the paper to sign"))] = None,
) -> Answer:
    """Terms of an agent hold only with the signed paper; --draft makes it as an A4 PDF and stores nothing."""
    from shopdesk.cli import finding
    from shopdesk.shop import photos, producers
    from shopdesk.shop.producers import Agreement

    kind, value = _price(percent, fixed)
    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        filed = photos.keep_file(office, paper, actor, side=photos.PAPER_SIDE) if paper and not draft else ""
        with office.writing(actor) as desk:
            who = finding.producer(desk, name)
            item = finding.goods(desk, goods)[1].item if goods else None
            terms = Agreement(kind, value, _day(desk, starts), item, agent, filed, waste, unsold)
            if draft:
                return _drafted(desk, who, terms, draft)
            producers.agree(desk, who.id, terms)
            return _agreed(desk, who, terms)


def _price(percent: str, fixed: str) -> "tuple[Literal['percent', 'fixed'], int]":
    from shopdesk.core import money

    if bool(percent) == bool(fixed):
        raise Invalid(N_("Say a percentage or a fixed price."), hint=N_("Use --percent 20 or --fixed 90"))
    return ("percent", money.parse(percent)) if percent else ("fixed", money.parse(fixed))


def _day(desk: "Desk", typed: str) -> str:
    from shopdesk.core import thaidate
    from shopdesk.shop import settings

    return (thaidate.parse(typed) if typed else settings.today(desk)).isoformat()


def _agreed(desk: "Desk", who: "Producer", terms: "Agreement") -> Answer:
    from shopdesk.shop import statements

    said = statements.said(desk, terms)
    data = {"name": who.name, "from": terms.starts, "terms": said, "goods": statements.goods_of(desk, terms.item)}
    return Answer(data | {"agent": terms.agent}, (f"{who.name}: {said}",))


def _drafted(desk: "Desk", who: "Producer", terms: "Agreement", out: Path) -> Answer:
    from shopdesk.base import files
    from shopdesk.paper import render
    from shopdesk.shop import statements

    if out.suffix.lower() != ".pdf":
        raise Invalid(N_("The file must end in .pdf."))
    _app = render.ensure_app()
    files.write_whole(out, render.a4(statements.agreement(desk, who.id, terms)))
    return Answer({"file": str(out)}, (_("The paper to sign: {file}").format(file=out),))


@command("producers show", N_("Goods, terms and open lines of one producer"))
def show(run: Run, name: Name) -> Answer:
    """Every line since the last payout, and what was carried from before."""
    from shopdesk.cli import finding
    from shopdesk.cli.columns import row
    from shopdesk.core import money, quantity, unit
    from shopdesk.shop import payouts, producers, statements

    with run.looking() as desk:
        who = finding.producer(desk, name)
        heaps, owed = producers.lying(desk, who.id), payouts.owed(desk, who.party)
        terms = [
            {"from": one.starts, "goods": statements.goods_of(desk, one.item), "terms": statements.said(desk, one),
             "agent": one.agent}
            for one in producers.agreements(desk, who.id)
        ]  # fmt: skip
    goods = [{"name": heap.name, "quantity": quantity.plain(heap.qty), "unit": heap.unit, "place": heap.place}
             for heap in heaps]  # fmt: skip
    data = {**_about(who), "carried": money.plain(owed.carried), "goods": goods, "terms": terms}
    said = [row(f"{heap.name} · {heap.place}", unit.quantity_text(heap.qty, heap.unit)) for heap in heaps]
    lines = [row(given.words, money.text(given.amount)) for given in statements.summed(owed.lines)]
    last = row(_("Unpaid"), money.text(owed.balance))
    return Answer(data | {"lines": [_line(line) for line in owed.lines]}, (*said, *lines, last))


def _line(line: "Share") -> dict[str, str]:
    from shopdesk.core import money, quantity

    return {"at": line.at.isoformat(), "number": line.number, "name": line.name, "kind": line.kind,
            "quantity": quantity.plain(line.qty), "unit": line.unit, "sold_for": money.plain(line.net),
            "owed": money.plain(line.owed)}  # fmt: skip


@command("producers statement", N_("What a producer sold and got in a year"))
def statement(
    run: Run,
    name: Name,
    year: Annotated[int, Option("--year", help=N_("Year, as 2026 or 2569; this one if left out"))] = 0,
    out: Annotated[Path | None, Option("--out", metavar="FILE", help=N_("A .pdf (A4) or .csv file"))] = None,
) -> Answer:
    """Sold, the shop's share, commission as an agent, paid, and what is open at the end."""
    from shopdesk.cli import finding
    from shopdesk.core import thaidate
    from shopdesk.shop import settings, statements

    if out is not None and out.suffix.lower() not in (".pdf", ".csv"):
        raise Invalid(N_("The file must end in .pdf or .csv."))
    with run.looking() as desk:
        wanted = thaidate.common(year) if year else settings.today(desk).year
        made = statements.year(desk, finding.producer(desk, name).id, wanted)
    if out is not None:
        _written(made, out)
    return Answer(_told(made) | {"file": str(out) if out else None}, _said(made))


def _written(made: "YearStatement", out: Path) -> None:
    from shopdesk.base import files
    from shopdesk.paper import render
    from shopdesk.shop import exporting, statements

    if out.suffix.lower() == ".csv":
        exporting.write_csv(out, statements.year_table(made))
    else:
        _app = render.ensure_app()
        files.write_whole(out, render.a4(made))


def _told(made: "YearStatement") -> dict[str, Any]:
    from shopdesk.core import money

    sums = {key: money.plain(getattr(made, key)) for key in ("carried", "sold", "share", "commission", "paid", "open")}
    goods = [{"name": item.name, "quantity": item.quantity, "sold": money.plain(item.sold),
              "share": money.plain(item.share), "commission": money.plain(item.commission),
              "owed": money.plain(item.owed)} for item in made.items]  # fmt: skip
    borne = [{"words": row.words, "amount": money.plain(row.amount)} for row in made.borne]
    return {"name": made.producer, "year": made.year, **sums, "goods": goods, "borne": borne}


def _said(made: "YearStatement") -> tuple[str, ...]:
    from shopdesk.cli.columns import row
    from shopdesk.core import money

    items = [row(f"{item.name} · {item.quantity}", money.text(item.owed)) for item in made.items]
    sums = [
        (_("Carried from the year before"), made.carried), (_("Sold for"), made.sold), (_("Shop's share"), made.share),
        (_("Commission as agent"), made.commission), (_("Paid in the year"), made.paid),
        (_("Open at the end of the year"), made.open),
    ]  # fmt: skip
    return (*items, *(row(words, money.text(amount)) for words, amount in sums))


@command("producers erase", N_("Empty everything that says who a producer was"))
def erase(
    run: Run,
    name: Name,
    sure: Annotated[bool, Option("--yes", help=N_("It cannot be taken back"))] = False,
) -> Answer:
    """PromptPay number and photo too; sums, slips and signed papers stay."""
    from shopdesk.cli import finding
    from shopdesk.shop import erasing

    if not sure:
        raise Invalid(N_("An erased person does not come back."), hint=N_("Say it with --yes."))
    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            pictures = erasing.erase_producer(desk, finding.producer(desk, name).id)
        erasing.finish(office, *pictures)
    return Answer({"erased": True}, (_("The person is erased. Bills and sums stay."),))
