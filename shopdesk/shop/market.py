"""ขายนอกร้าน: goods go to a market with a tick sheet and come home as one sale on the market's date.

    trip = market.out(desk, "ตลาดนัดวันเสาร์", "2026-11-21", [Part(item, 20_000)])
    market.back(desk, trip, Home(back={item: 3_000}, waste={item: 500}, money={"cash": 68_000}))

What was sold is what went out less what came back, spoiled, was given away or used. Money that is missing or too much
is written down beside it and blocks nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import col, select

from shopdesk.base import uid
from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, quantity, thaidate, thaitext, unit
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.core.market_papers import TickRow, TickSheet
from shopdesk.db import models, quick, records
from shopdesk.shop import day, goods, papers, purse, selling, settings, settling, stock, stockroom
from shopdesk.shop.desk import Desk
from shopdesk.shop.papers import Going
from shopdesk.shop.rights import Right, use_case
from shopdesk.shop.settling import Paid
from shopdesk.shop.stockroom import Part

LONGEST_NAME = 60
PLACE = "market"

_WENT = (
    "SELECT m.item, sum(m.qty) FROM stock_move m JOIN stock_document d ON d.id = m.document "
    "WHERE d.trip = :trip AND d.kind = 'market_out' AND m.location = :place GROUP BY m.item ORDER BY min(m.id)"
)
_UNIT = (
    "SELECT id FROM sale_unit WHERE item = :item AND archived_at IS NULL AND price IS NOT NULL "
    "ORDER BY ratio = 1000 DESC, position, id LIMIT 1"
)
_SHOWN = (
    "SELECT id, (SELECT coalesce(sum(qty), 0) FROM stock WHERE item = :item AND location = :place AND qty > 0) "
    "FROM sale_unit WHERE item = :item ORDER BY archived_at IS NOT NULL, price IS NULL, ratio = 1000 DESC, "
    "position, id LIMIT 1"
)
# How goods are kept: whether stock is, whether they are made of others, whether their money is passed on.
_KEPT = (
    "SELECT i.id, p.name, p.tracked, p.kind = 'agent', "
    "EXISTS (SELECT 1 FROM part a WHERE a.item = i.id AND a.archived_at IS NULL) "
    "FROM item i JOIN product p ON p.id = i.product WHERE i.id IN (SELECT value FROM json_each(:items))"
)
_LATEST = "SELECT id FROM trip WHERE state <> 'dropped' ORDER BY id DESC LIMIT 1"
_LEAVING = (("waste", "waste", N_("Spoiled at the market")), ("own_use", "own_use", N_("Used by ourselves")))


@dataclass(frozen=True, slots=True)
class Away:
    """A trip that is out or home: its goods in base-unit thousandths by item."""

    id: int
    name: str
    date: str
    state: str
    went: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Home:
    """What came home, by item in base-unit thousandths, and the money by tender code in satang."""

    back: Mapping[int, int] = field(default_factory=dict)
    waste: Mapping[int, int] = field(default_factory=dict)
    given: Mapping[int, int] = field(default_factory=dict)
    own_use: Mapping[int, int] = field(default_factory=dict)
    money: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Came:
    """How a trip ended: the sale's number ("" where nothing was sold), its total, and the cash difference (satang)."""

    number: str
    total: int
    difference: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Goods of a trip as people count them: `went` and what lies at the counter, in thousandths of `goods.unit`.

    `there` is None where no stock of them is kept, as of cooked food.

    What is sold only by the tray is counted in eggs, so that seven of them are seven.
    """

    goods: goods.Goods
    went: int
    there: int | None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a trip comes to before it is booked: sold goods by item (base units), their total, the cash difference."""

    sold: Mapping[int, int]
    total: int
    difference: int


@use_case(Right.STOCK)
def out(desk: Desk, name: str, on_date: str, parts: Sequence[Part], source: int = stock.COUNTER) -> int:
    """Take goods to a market: they lie there until the trip comes home. Answers the trip.

    Of what no stock is kept (cooked food) any quantity goes. Raises Invalid for no goods, goods that are made of others
    and a date that is none, Conflict where less lies in the shop.
    """
    day.parse_date(on_date)
    free = _unkept(desk, [part.item for part in parts])
    name = thaitext.printable(name).strip()[:LONGEST_NAME] or _("Market")
    trip = models.Trip(uid="", name=name, date=on_date, location=_place(desk))
    records.create(desk.session, desk.entry, trip, desk.now, desk.random)
    assert trip.id is not None
    leaves = stockroom.leaving(desk, [part for part in parts if part.item not in free], source)
    arrives = [Going(move.take, 1, trip.location) for move in leaves]
    made = [stock.Take(part.item, stock.SHOP, stock.NO_LOT, part.qty, 0) for part in parts if part.item in free]
    arrives += [Going(take, 1, trip.location) for take in made if quantity.within_limit(take.qty)]
    # The sheet names the goods as they were chosen.
    order = [part.item for part in parts]
    arrives.sort(key=lambda move: order.index(move.take.item))
    papers.post(desk, "market_out", [*leaves, *arrives], reason=name, trip=trip.id)
    return trip.id


def _unkept(desk: Desk, items: Sequence[int]) -> set[int]:
    """Those of which no stock is kept; raises Invalid for what cannot lie at a market."""
    free = set()
    for item, name, tracked, passed_on, composed in _how_kept(desk, items):
        if passed_on:
            raise Invalid(N_("{name} cannot go to a market."), hint=N_("Money for it is passed on."), name=name)
        if composed:
            raise Invalid(N_("{name} cannot go to a market."), hint=N_("Take along what it is made of."), name=name)
        if not tracked:
            free.add(item)
    return free


def _how_kept(desk: Desk, items: Iterable[int]) -> list[tuple[int, str, int, int, int]]:
    return quick.rows(desk.session.connection(), _KEPT, {"items": quick.numbers(sorted(set(items)))})


def _place(desk: Desk) -> int:
    """The place of goods that are away; each trip has one that nobody else is at."""
    busy = set(desk.session.exec(select(models.Trip.location).where(models.Trip.state == "out")).all())
    places = select(models.Location.id).where(models.Location.kind == PLACE).order_by(col(models.Location.id))
    for known in desk.session.exec(places).all():
        if known is not None and known not in busy:
            return known
    made = models.Location(uid="", name=_("Market"), kind=PLACE)
    records.create(desk.session, desk.entry, made, desk.now, desk.random)
    assert made.id is not None
    return made.id


@use_case(Right.LOOK)
def trips(desk: Desk, state: str = "out") -> list[Away]:
    """Trips that are out (or home), the latest first."""
    rows = select(models.Trip).where(models.Trip.state == state).order_by(col(models.Trip.id).desc()).limit(100)
    return [_away(desk, row) for row in desk.session.exec(rows).all()]


def _away(desk: Desk, row: models.Trip) -> Away:
    assert row.id is not None
    asked = {"trip": row.id, "place": row.location}
    went = dict(quick.rows(desk.session.connection(), _WENT, asked))
    return Away(row.id, row.name, row.date, row.state, went)


@use_case(Right.LOOK)
def pieces(desk: Desk, went: Mapping[int, int]) -> list[Piece]:
    """Goods by item and base-unit quantity in the unit they are counted in, with what lies at the counter."""
    free = _free(desk, went)
    return [_piece(desk, item, qty, kept=item not in free) for item, qty in went.items()]


def _piece(desk: Desk, item: int, qty: int, *, kept: bool) -> Piece:
    number, lies = quick.first(desk.session.connection(), _SHOWN, {"item": item, "place": stock.COUNTER})
    known = goods.by_ids(desk, [number])[0]
    if quantity.ONE % known.ratio:
        each = None if known.price is None else money.share(known.price, quantity.ONE, known.ratio)
        known = replace(known, unit=_base_unit(desk, item), ratio=quantity.ONE, price=each)
    return Piece(known, _shown(qty, known.ratio), _shown(lies, known.ratio) if kept else None)


def _base_unit(desk: Desk, item: int) -> str:
    return desk.session.get_one(models.Item, item).base_unit


def _shown(base: int, ratio: int) -> int:
    return money.share(base, quantity.ONE, ratio)


@use_case(Right.STOCK)
def template(desk: Desk) -> Mapping[int, int]:
    """What the last trip took along, by item in base-unit thousandths; nothing where there was none."""
    last = quick.first(desk.session.connection(), _LATEST)
    return _away(desk, _trip(desk, last[0])).went if last else {}


@use_case(Right.STOCK)
def tick_sheet(desk: Desk, trip: int) -> TickSheet:
    """The paper that goes along: what was taken, room for a tick at each sale. Raises NotFound."""
    away = _away(desk, _trip(desk, trip))
    rows = tuple(
        TickRow(piece.goods.name, unit.quantity_text(piece.went, piece.goods.unit), piece.goods.price)
        for piece in pieces(desk, away.went)
    )
    when = thaidate.long(date.fromisoformat(away.date))
    return TickSheet(settings.get(desk, "shop.name"), away.name, when, rows, desk.practice)


@use_case(Right.STOCK)
def reckon(desk: Desk, trip: int, home: Home) -> Reckoned:
    """What coming home so would come to; books nothing. Raises as `back`, but asks for no open day."""
    sums = _reckon(desk, _sold(_away(desk, _trip(desk, trip)), home), home)
    return Reckoned(sums.sold, sums.total, sums.difference)


def said(total: int, difference: int) -> str:
    """What a trip came to, in words: `ขายได้ 640.00 · เงินขาด 10.00`."""
    words = _("Sold {amount}").format(amount=money.text(total))
    if difference == 0:
        return _("{sold} · the money is right").format(sold=words)
    amount = money.text(abs(difference))
    wrong = _("{amount} of the money is missing") if difference < 0 else _("{amount} of money too much")
    return f"{words} · {wrong.format(amount=amount)}"


def _trip(desk: Desk, trip: int) -> models.Trip:
    row = desk.session.get(models.Trip, trip)
    if row is None:
        raise NotFound(N_("There is no such trip."))
    return row


@use_case(Right.STOCK)
def back(desk: Desk, trip: int, home: Home) -> Came:
    """Bring a trip home: leftovers lie at the counter again, the rest is one sale on the market's date.

    Raises NotFound, Conflict for a trip that is home or on a day that is not open, Invalid where more came back than
    went out or more was paid without cash than was sold.
    """
    row = _trip(desk, trip)
    if row.state != "out":
        raise Conflict(N_("This trip is home already."))
    if day.current(desk) is None:
        raise Conflict(N_("The day is not open."), hint=N_("Open it first, then bring the goods home."))
    away = _away(desk, row)
    sold = _sold(away, home)
    _book_leftovers(desk, row, home)
    _drop_unkept(desk, row, home, sold)
    came = _sell(desk, row, _reckon(desk, sold, home))
    records.change(desk.session, desk.entry, row, state="home")
    return came


def _sold(away: Away, home: Home) -> dict[int, int]:
    sold = dict(away.went)
    for pile in (home.back, home.waste, home.given, home.own_use):
        for item, qty in pile.items():
            if qty < 0 or item not in sold or sold[item] < qty:
                raise Invalid(N_("More came home than went out."), hint=N_("Look at the tick sheet again."))
            if qty:
                quantity.within_limit(qty)
            sold[item] -= qty
    return {item: qty for item, qty in sold.items() if qty}


def _book_leftovers(desk: Desk, row: models.Trip, home: Home) -> None:
    free = _free(desk, home.back)
    came = [Part(item, qty) for item, qty in home.back.items() if qty and item not in free]
    if came:
        leaves = stockroom.leaving(desk, came, row.location)
        moves = [*leaves, *(Going(move.take, 1, stock.COUNTER) for move in leaves)]
        papers.post(desk, "market_back", moves, reason=row.name, trip=row.id)
    for pile, kind, words in (*_LEAVING, ("given", "own_use", N_("Given away at the market"))):
        gone = [Part(item, qty) for item, qty in getattr(home, pile).items() if qty]
        if gone:
            moves = stockroom.leaving(desk, gone, row.location)
            papers.post(desk, kind, moves, reason=_(words), trip=row.id)


def _free(desk: Desk, items: Iterable[int]) -> set[int]:
    return {item for item, _name, kept, *_more in _how_kept(desk, items) if not kept}


def _drop_unkept(desk: Desk, row: models.Trip, home: Home, sold: Mapping[int, int]) -> None:
    """Of what no stock is kept, what came home or was sold lies nowhere any more."""
    left = {item: home.back.get(item, 0) + sold.get(item, 0) for item in _free(desk, {**home.back, **sold})}
    gone = [Part(item, qty) for item, qty in left.items() if qty]
    if gone:
        papers.post(desk, "market_back", stockroom.leaving(desk, gone, row.location), reason=row.name, trip=row.id)


@dataclass(frozen=True, slots=True)
class _Sums:
    """The sale a trip becomes: its bill (None where nothing was sold), how it was paid, and what cash is missing."""

    sold: Mapping[int, int]
    cart: Cart | None
    paid: Sequence[Paid]
    total: int
    difference: int


def _reckon(desk: Desk, sold: Mapping[int, int], home: Home) -> _Sums:
    cash = home.money.get("cash", 0)
    other = [Paid(code, amount) for code, amount in home.money.items() if code != "cash" and amount]
    cart = _cart(desk, sold) if sold else None
    due = selling.due(desk, cart).exact if cart else 0
    if due < sum(paid.amount for paid in other):
        raise Invalid(N_("More was paid than was sold."), hint=N_("Look at the money again."))
    known = {code: way.tender for code, way in settling.ways(desk).items()}
    rest = settling.rest(due, other, "cash", known, settings.get_all(desk)) if cart else 0
    return _Sums(sold, cart, [*other, Paid("cash", rest)] if rest else other, due, cash - rest)


def _sell(desk: Desk, row: models.Trip, sums: _Sums) -> Came:
    _note_difference(desk, row, sums.difference)
    if sums.cart is None:
        return Came("", 0, sums.difference)
    origin = selling.Origin("market", row.location, date.fromisoformat(row.date), trip=row.id)
    made = selling.checkout(desk, sums.cart, sums.paid, origin)
    return Came(made.number, made.total, sums.difference)


def _cart(desk: Desk, sold: Mapping[int, int]) -> Cart:
    cart = Cart(uid.uuid7(desk.now, desk.random))
    for n, (item, qty) in enumerate(sold.items()):
        unit = quick.first(desk.session.connection(), _UNIT, {"item": item})
        if unit is None:
            raise Invalid(N_("Some of these goods have no price."), hint=N_("Give them a price first."))
        known = goods.by_ids(desk, [unit[0]])[0]
        line = goods.line_of(known, f"trip-{n}", quantity.ONE)
        cart = cart.add(_line(line, qty, _base_unit(desk, item)), merge=False)
    return cart


def _line(line: Line, qty: int, base_unit: str) -> Line:
    """So many base-unit thousandths of goods, in their sale unit where that comes out even, else in the base unit."""
    if qty * quantity.ONE % line.ratio == 0:
        return replace(line, qty=qty * quantity.ONE // line.ratio)
    each, holds = (money.share(one, quantity.ONE, line.ratio) for one in (line.price, line.holds))
    amount = money.share(line.price, qty, line.ratio)
    exact = None if money.times(each, qty) == amount else amount
    return replace(
        line, qty=qty, unit=base_unit, ratio=quantity.ONE, price=each, list_price=each, amount=exact, holds=holds
    )


def _note_difference(desk: Desk, row: models.Trip, difference: int) -> None:
    if difference:
        words = _("Difference at the market: {name}").format(name=row.name)
        purse.move(desk, "drawer", difference, words, counted=True)
