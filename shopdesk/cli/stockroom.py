"""stock receive, count, move, waste, grade, unsold: papers of the store room, and undo, which takes one back."""

from typing import TYPE_CHECKING, Any, Literal

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.papers import Paper
    from shopdesk.shop.receiving import Incoming, Load

Codes = Annotated[list[str], Argument(metavar="CODE*QTY...", help=N_("Barcode, short number or name, and how much"))]
Code = Annotated[str, Argument(metavar="CODE*QTY", help=N_("Barcode, short number or name, and how much"))]
Place = Annotated[str, Option("--place", metavar="PLACE", help=N_("Where it is; the counter if left out"))]
Reason = Annotated[str, Option("--reason", help=N_("Why"))]
Maker = Annotated[
    str, Option("--producer", metavar="NAME", help=N_("Whose goods they are; the shop's own if left out"))
]


@command("stock receive", N_("Receive goods, and say how they are paid for"))
def receive(
    run: Run,
    codes: Annotated[
        list[str], Argument(metavar="CODE*QTY=COST...", help=N_("How much came, and what all of it cost"))
    ],
    paid: Annotated[
        Literal["drawer", "owner", "transfer", "credit", "opening"],
        Option("--paid", help=N_("Who pays for the goods now")),
    ] = "drawer",
    supplier: Annotated[str, Option("--supplier", metavar="NAME", help=N_("Who brought them"))] = "",
    producer: Annotated[str, Option("--producer", metavar="NAME", help=N_("Who leaves them to sell"))] = "",
    due: Annotated[str, Option("--due", metavar="DATE", help=N_("When the credit is to be paid"))] = "",
    expires: Annotated[str, Option("--expires", metavar="DATE", help=N_("Last day of these goods"))] = "",
    paper: Annotated[str, Option("--paper", metavar="NUMBER", help=N_("Number on the supplier's paper"))] = "",
    vat: Annotated[str, Option("--vat", metavar="AMOUNT", help=N_("VAT on that paper"))] = "",
    place: Place = "",
) -> Answer:
    """One paper; goods a producer leaves to sell are paid when they are sold."""
    from shopdesk.cli import finding
    from shopdesk.core import money
    from shopdesk.shop import receiving

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            owner = finding.owner(desk, producer)
            load = receiving.Load(
                tuple(_incoming(desk, typed, expires, bool(producer)) for typed in codes),
                supplier=finding.supplier(desk, supplier).party if supplier else None,
                owner=owner,
                location=finding.place(desk, place),
                paid_by=receiving.CONSIGNMENT if producer else paid,
                due_on=finding.day(due),
                vat=money.parse(vat) if vat else 0,
                paper_number=paper,
            )
            done = receiving.receive(desk, load)
    return _received(load, done)


def _incoming(desk: "Desk", typed: str, expires: str, left_to_sell: bool) -> "Incoming":
    from shopdesk.cli import finding
    from shopdesk.core import money
    from shopdesk.shop.receiving import Incoming

    wanted, sign, cost = typed.rpartition("=")
    if not sign and not left_to_sell:
        raise Invalid(N_("Say what “{code}” cost."), hint=N_("Write {code}=250"), code=typed[:80])
    found, qty = finding.amount(desk, wanted if sign else typed)
    return Incoming(found.item, qty, money.parse(cost) if sign else 0, finding.day(expires))


def _received(load: "Load", done: Any) -> Answer:
    from shopdesk.cli.columns import row
    from shopdesk.core import money

    dearer = [
        {"name": one.name, "before": money.plain(one.before), "now": money.plain(one.now), "price": money.plain(price)}
        for one in done.dearer
        for price in [one.price]
    ]
    total = 0 if load.paid_by == "consignment" else done.total
    data = {"number": done.number, "paid_by": load.paid_by, "total": money.plain(total), "dearer": dearer}
    said = _("{name} costs more now ({before} → {now}). Set a new price?")
    asked = [said.format(name=one.name, before=money.text(one.before), now=money.text(one.now)) for one in done.dearer]
    return Answer(data, (row(_("Paper {number}").format(number=done.number), money.text(total)), *asked))


@command("stock count", N_("Make the stock what was counted"))
def count(run: Run, codes: Codes, place: Place = "", producer: Maker = "") -> Answer:
    """One paper for all that was counted; 0 where nothing is left. Lots that leave last are taken to be there."""
    from shopdesk.cli import finding
    from shopdesk.shop import stocktaking

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            owner = finding.owner(desk, producer) if producer else None
            where = finding.place(desk, place)
            number = stocktaking.start(desk, "", where)
            for found, qty in [finding.amount(desk, typed, counted=True) for typed in codes]:
                stocktaking.put_whole(desk, number, found.item, qty, owner)
        with office.reading(actor) as desk:
            heaps = stocktaking.heaps(desk, number)
        with office.writing(actor) as desk:
            paper = stocktaking.agree(desk, number)
    return _counted(paper, heaps)


def _counted(paper: "Paper", heaps: list[Any]) -> Answer:
    from shopdesk.cli.columns import row
    from shopdesk.core import quantity

    found: dict[str, list[int]] = {}
    for heap in heaps:
        sums = found.setdefault(heap.name, [0, 0])
        sums[0] += heap.recorded or 0
        sums[1] += heap.counted
    lines = [
        {
            "name": name,
            "recorded": quantity.plain(there),
            "counted": quantity.plain(counted),
            "difference": quantity.plain(counted - there),
        }
        for name, (there, counted) in found.items()
    ]
    told = [row(name, f"{quantity.text(there)} → {quantity.text(counted)}") for name, (there, counted) in found.items()]
    said = _("Paper {number}").format(number=paper.number)
    return Answer({"number": paper.number, "lines": lines}, (said, *told))


@command("stock move", N_("Move goods from one place to another"))
def move(
    run: Run,
    codes: Codes,
    to: Annotated[str, Option("--to", metavar="PLACE", help=N_("Where they go"))],
    source: Annotated[str, Option("--from", metavar="PLACE", help=N_("Where they are; the counter if left out"))] = "",
) -> Answer:
    """One paper; refused where less lies there."""
    from shopdesk.cli import finding
    from shopdesk.shop import stockroom

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            parts = [_part(desk, typed) for typed in codes]
            paper = stockroom.transfer(desk, parts, finding.place(desk, source), finding.place(desk, to))
    return _paper(paper)


@command("stock waste", N_("Write down what was thrown away or used by the shop"))
def waste(
    run: Run,
    codes: Codes,
    reason: Reason,
    own_use: Annotated[bool, Option("--own-use", help=N_("The shop used it itself"))] = False,
    place: Place = "",
    producer: Maker = "",
) -> Answer:
    """One paper; what the shop bears of a producer's goods goes into her book."""
    from shopdesk.cli import finding
    from shopdesk.shop import stockroom

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            owner = finding.owner(desk, producer) if producer else None
            parts = [_part(desk, typed, owner) for typed in codes]
            kind: Literal["waste", "own_use"] = "own_use" if own_use else "waste"
            paper = stockroom.take_out(desk, kind, parts, reason, finding.place(desk, place))
    return _paper(paper)


@command("stock grade", N_("Make grades or packs out of one lot"))
def grade(
    run: Run,
    code: Code,
    into: Annotated[list[str], Option("--into", metavar="CODE*QTY[=WORTH]", help=N_("What it became; may repeat"))],
    spoiled: Annotated[str, Option("--waste", metavar="QTY", help=N_("How much was thrown away"))] = "",
    place: Place = "",
) -> Answer:
    """One paper; the cost is shared by weight, or by worth where every grade says its own."""
    from shopdesk.cli import finding
    from shopdesk.core import quantity
    from shopdesk.shop import stockroom

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            grades = [_grade(desk, typed) for typed in into]
            by: Literal["value", "weight"] = "value" if all(part.worth for part in grades) else "weight"
            thrown = quantity.counted(spoiled) if spoiled else 0
            where = finding.place(desk, place)
            paper = stockroom.grade(desk, _part(desk, code), grades, waste=thrown, by=by, location=where)
    return _paper(paper)


def _grade(desk: "Desk", typed: str) -> Any:
    from shopdesk.cli import finding
    from shopdesk.core import money
    from shopdesk.shop.stockroom import Grade

    wanted, sign, worth = typed.rpartition("=")
    found, qty = finding.amount(desk, wanted if sign else typed)
    return Grade(found.item, qty, money.parse(worth) if sign else 0)


@command("stock unsold", N_("Stop selling a producer's goods, by the contract"))
def unsold(
    run: Run,
    code: Code,
    producer: Annotated[str, Option("--producer", metavar="NAME", help=N_("Whose goods they are"))],
    place: Place = "",
) -> Answer:
    """They are taken home, bought by the shop, or the loss is shared."""
    from shopdesk.cli import finding
    from shopdesk.shop import papers, stockroom

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            who = finding.producer(desk, producer)
            found, qty = finding.amount(desk, code)
            number = stockroom.unsold(desk, who.id, found.item, qty, finding.place(desk, place))
        with office.reading() as desk:
            kind = papers.by_number(desk, number).kind
    return _told(number, kind)


@command("stock undo", N_("Take a paper back whole, its money too"))
def undo(
    run: Run, number: Annotated[str, Argument(metavar="NUMBER", help=N_("Number of the paper"))], reason: Reason = ""
) -> Answer:
    """The opposite paper; once for each."""
    from shopdesk.shop import reversing

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            paper = reversing.reverse(desk, number, reason)
    return _paper(paper)


def _part(desk: "Desk", typed: str, owner: int | None = None) -> Any:
    from shopdesk.cli import finding
    from shopdesk.shop.stockroom import Part

    found, qty = finding.amount(desk, typed)
    return Part(found.item, qty, owner)


def _paper(paper: "Paper") -> Answer:
    return _told(paper.number, paper.kind)


def _told(number: str, kind: str) -> Answer:
    from shopdesk.core import moves

    return Answer({"number": number, "kind": kind}, (f"{moves.label(kind)} · {number}",))
