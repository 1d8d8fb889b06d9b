"""Goods come in: from a supplier who is paid now or later, or from a producer who leaves them to sell.

receive(desk, Load((Incoming(item, 30_000, 15_000),), supplier=party, paid_by="credit", due_on="2026-12-22"))

What lay in the shop before anybody wrote it down comes in the same way, with its cost and without any money.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shopdesk.base.errors import Conflict, Invalid, NotFound, Unsure
from shopdesk.base.i18n import N_
from shopdesk.core import money, quantity, thaiid
from shopdesk.db import models, quick, records
from shopdesk.shop import day, papers, purse, stock
from shopdesk.shop.desk import Desk, ask, record
from shopdesk.shop.rights import Right, use_case

LONGEST = 60
MOST_LINES = 500
CREDIT, CONSIGNMENT, OPENING = "credit", "consignment", "opening"

_ITEMS = (
    "SELECT i.id, i.cost, p.tracked, p.name FROM item i JOIN product p ON p.id = i.product "
    "WHERE i.id IN (SELECT value FROM json_each(:items))"
)
_PRICES = (
    "SELECT u.id, u.item, u.price, u.ratio FROM sale_unit u WHERE u.item IN (SELECT value FROM json_each(:items)) "
    "AND u.price IS NOT NULL AND u.archived_at IS NULL"
)
_SAME_PAPER = (
    "SELECT d.number FROM receiving r JOIN stock_document d ON d.id = r.document WHERE d.kind = 'receive' "
    "AND r.supplier IS :supplier AND upper(r.paper_number) = upper(:number) "
    "AND NOT EXISTS (SELECT 1 FROM stock_document b WHERE b.reverses = d.id) ORDER BY d.id LIMIT 1"
)
_OF_PAPER = "SELECT supplier, paid_by, total, vat, tax_number FROM receiving WHERE document = :document"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One line of a load: base-unit thousandths and what all of it cost in satang, with its dates where it has any."""

    item: int
    qty: int
    cost: int
    expires: str = ""
    harvested: str = ""
    lot_code: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """What came, from whom, whose it is, and how it is paid.

    `paid_by` "consignment" pays when it is sold; "opening" is stock the shop had before, which nobody pays.
    """

    lines: tuple[Incoming, ...]
    supplier: int | None = None
    owner: int = stock.SHOP
    location: int = stock.COUNTER
    paid_by: str = "drawer"
    due_on: str = ""
    vat: int = 0
    paper_number: str = ""
    paper_date: str = ""
    tax_number: str = ""
    photo: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dearer:
    """Goods that cost more than before, per base unit in satang, and the price they are sold at per sale unit."""

    item: int
    name: str
    before: int
    now: int
    sale_unit: int
    price: int
    ratio: int


@dataclass(frozen=True, slots=True)
class Received:
    """The paper of a load: what it comes to, what became dearer, and the lot of each line (`stock.NO_LOT` for none)."""

    number: str
    total: int
    dearer: tuple[Dearer, ...]
    lots: tuple[int, ...] = ()


@use_case(Right.STOCK)
def receive(desk: Desk, load: Load) -> Received:
    """Take a load in; each dated line becomes a lot of its own. Opens the day where the drawer pays.

    Raises Invalid for no lines, a wrong quantity, date or way of paying; NotFound for goods that are not there. Asks
    about a paper of the same supplier and number that came in before.
    """
    known = _check(desk, load)
    _ask_where_twice(desk, load)
    total = sum(line.cost for line in load.lines)
    # What a producer leaves to sell stays theirs: it is worth nothing to the shop until it is bought by selling it.
    cost_counts = load.paid_by != CONSIGNMENT
    lots = tuple(lot_for(desk, line, load.owner) for line in load.lines)
    moves = [
        papers.Going(stock.Take(line.item, load.owner, lot, line.qty, line.cost * cost_counts), 1, load.location)
        for line, lot in zip(load.lines, lots, strict=True)
    ]
    moves += _sold_before(desk, load, moves)
    had_before = load.paid_by == OPENING
    paper = papers.post(desk, "opening" if had_before else "receive", moves, note=load.note)
    if not had_before:
        _record_money(desk, paper, load, total if cost_counts else 0, 1)
    dearer = _dearer(desk, load, known) if cost_counts and not had_before else ()
    if cost_counts:
        _remember_costs(desk, load)
    return Received(paper.number, total, dearer, lots)


def _ask_where_twice(desk: Desk, load: Load) -> None:
    number = load.paper_number.strip()[:LONGEST]
    asked = {"supplier": load.supplier, "number": number}
    before = quick.first(desk.session.connection(), _SAME_PAPER, asked) if number else None
    if before is not None:
        question = Unsure(
            N_("Paper {paper} is in the shop's books already: {number}."), question="paper",
            yes=N_("This is another load"), hint=N_("Look at it under Papers first."), paper=number, number=before[0],
        )  # fmt: skip
        ask(desk, question, document=before[0])


def _sold_before(desk: Desk, load: Load, moves: Sequence[papers.Going]) -> list[papers.Going]:
    """The cost of goods that were sold before they came in: it leaves the stock's value, they lie there no more."""
    there = stock.lying(desk, [move.take.item for move in moves], load.location)
    gone = []
    for take in (move.take for move in moves if move.take.value):
        heap = next((row for row in there.rows[take.item] if (row[0], row[1]) == (take.owner, take.lot)), None)
        below = min(max(-heap[2], 0), take.qty) if heap else 0
        if heap and below:
            value = money.share(take.value, below, take.qty)
            gone.append(papers.Going(stock.Take(take.item, take.owner, take.lot, 0, value), -1, load.location))
            heap[2] += take.qty
    return gone


@use_case(Right.STOCK)
def send_back(desk: Desk, load: Load, reason: str = "") -> Received:
    """Give goods back to a supplier: money or credit comes back for them; raises as `receive`, Conflict for too few."""
    _check(desk, load)
    if load.paid_by == OPENING:
        purse.checked(load.paid_by)
    there = stock.lying(desk, [line.item for line in load.lines], load.location)
    moves: list[papers.Going] = []
    for line in load.lines:
        takes = there.covered(line.item, line.qty, load.owner)
        if sum(take.qty for take in takes) < line.qty:
            raise Conflict(N_("There is less in stock than goes back."), hint=N_("Count it, then write what is there."))
        moves.extend(papers.Going(take, -1, load.location) for take in takes)
    paper = papers.post(desk, "return", moves, reason=reason, note=load.note)
    total = sum(line.cost for line in load.lines)
    _record_money(desk, paper, load, 0 if load.paid_by == CONSIGNMENT else total, -1)
    return Received(paper.number, total, ())


def take_back(desk: Desk, document: int, by: papers.Paper) -> None:
    """The money side of a paper that is taken back; nothing where it had none."""
    row = quick.first(desk.session.connection(), _OF_PAPER, {"document": document})
    if row is None:
        return
    supplier, paid_by, total, vat, tax_number = row
    record(
        desk, "receiving", document=by.id, supplier=supplier, paid_by=paid_by, total=-total, vat=-vat,
        tax_number=tax_number,
    )  # fmt: skip
    if paid_by in purse.PURSES:
        purse.move(desk, paid_by, total, by.number)


def lot_for(desk: Desk, line: Incoming, owner: int, source: int | None = None) -> int:
    """The lot of a line: a new one where it has a date or a code or a producer, else "no lot"."""
    if not (line.expires or line.harvested or line.lot_code or owner != stock.SHOP or source):
        return stock.NO_LOT
    row = models.Lot(
        uid="",
        item=line.item,
        code=line.lot_code.strip()[:LONGEST],
        expires=line.expires,
        harvested=line.harvested,
        received=desk.now.date().isoformat(),
        owner=owner,
        source=source,
    )
    made = records.create(desk.session, desk.entry, row, desk.now, desk.random)
    assert made.id is not None
    return made.id


def _record_money(desk: Desk, paper: papers.Paper, load: Load, total: int, sign: int) -> None:
    record(
        desk,
        "receiving",
        document=paper.id,
        supplier=load.supplier,
        paid_by=load.paid_by,
        total=sign * total,
        vat=sign * load.vat,
        due_on=load.due_on,
        paper_number=load.paper_number.strip()[:LONGEST],
        paper_date=load.paper_date,
        tax_number=load.tax_number,
        photo=load.photo,
    )
    if load.paid_by in purse.PURSES:
        purse.move(desk, load.paid_by, -sign * total, paper.number)


def _check(desk: Desk, load: Load) -> dict[int, tuple[int | None, str]]:
    if not load.lines or len(load.lines) > MOST_LINES:
        raise Invalid(N_("A load has 1 to {most} lines."), most=MOST_LINES)
    _check_paying(load)
    for line in load.lines:
        quantity.within_limit(line.qty)
        money.within_limit(line.cost)
        if line.qty <= 0:
            raise Invalid(N_("The quantity cannot be used."), hint=N_("Count again and type the number."))
    dates = [load.due_on, load.paper_date]
    for line in load.lines:
        dates += [line.expires, line.harvested]
    for typed in filter(None, dates):
        day.parse_date(typed)
    if load.tax_number:
        thaiid.parse(load.tax_number)
    return _known(desk, load.lines)


def _check_paying(load: Load) -> None:
    if load.paid_by not in (*purse.PURSES, CREDIT, CONSIGNMENT, OPENING):
        purse.checked(load.paid_by)
    if load.paid_by == CREDIT and load.supplier is None:
        raise Invalid(N_("Say whose goods these are."), hint=N_("Credit needs the supplier's name."))
    if load.paid_by == OPENING and load.supplier is not None:
        raise Invalid(N_("Nobody brought what was there before."), hint=N_("Leave the supplier out."))
    if (load.paid_by == CONSIGNMENT) != (load.owner != stock.SHOP):
        raise Invalid(N_("Goods left to sell belong to a producer."), hint=N_("Choose the producer."))
    paid = 0 if load.paid_by in (CONSIGNMENT, OPENING) else sum(line.cost for line in load.lines)
    if not 0 <= load.vat <= paid:
        raise Invalid(N_("The VAT is more than what is paid."), hint=N_("Look at the paper again."))


def _known(desk: Desk, lines: Sequence[Incoming]) -> dict[int, tuple[int | None, str]]:
    items = sorted({line.item for line in lines})
    rows = quick.rows(desk.session.connection(), _ITEMS, {"items": quick.numbers(items)})
    if len(rows) != len(items):
        raise NotFound(N_("These goods are no longer there."))
    for _item, _cost, tracked, name in rows:
        if not tracked:
            raise Invalid(N_("No stock is kept of {name}."), hint=N_("Turn on stock keeping first."), name=name)
    return {item: (cost, name) for item, cost, _tracked, name in rows}


def _dearer(desk: Desk, load: Load, known: dict[int, tuple[int | None, str]]) -> tuple[Dearer, ...]:
    prices = quick.rows(desk.session.connection(), _PRICES, {"items": quick.numbers(sorted(known))})
    found = []
    for line in load.lines:
        before, name = known[line.item]
        now = money.share(line.cost, 1000, line.qty)
        if before is not None and now > before:
            found += [
                Dearer(line.item, name, before, now, unit, price, ratio)
                for unit, item, price, ratio in prices
                if item == line.item
            ]
    return tuple(found)


def _remember_costs(desk: Desk, load: Load) -> None:
    # What a supplier gives for nothing says nothing of what the goods cost.
    for line in filter(lambda line: line.cost, load.lines):
        row = desk.session.get_one(models.Item, line.item)
        records.change(desk.session, desk.entry, row, cost=money.share(line.cost, 1000, line.qty))
