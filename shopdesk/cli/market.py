"""Market days on a sample shop: who comes, what they buy, how they pay. The same seed plays the same days.

It plays through the use cases of the till, so that what it leaves is a real shop file.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from shopdesk.base import clock, paths, uid
from shopdesk.base.i18n import _
from shopdesk.core import cash, documents, money, quantity, thaidate
from shopdesk.core.cart import Cart
from shopdesk.core.line import Discount
from shopdesk.shop import closing, day, goods, refunds, reports, rules, selling, settings
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.opening import open_office
from shopdesk.shop.reports import Figures
from shopdesk.shop.settling import Paid

FIRST_DAY = date(2026, 11, 16)
OPENS, CLOSES = time(6, 0), time(19, 0)
# Bills by weekday, Monday first: the village has its market on Wednesday and Saturday.
BILLS = (22, 20, 34, 22, 26, 38, 28)
FLOAT = 100_000
_BUSY_HOURS = (6, 6, 7, 7, 7, 8, 9, 10, 11, 12, 15, 16, 16, 17, 17, 17, 18)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Goods of the sample shop, how often they are asked for, and how much at a time (thousandths)."""

    goods: goods.Goods
    often: int
    usual: int


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill that was made, as it is told: when, what, how it was paid."""

    at: datetime
    number: str
    cart: Cart
    total: int
    tender: str
    paid: int
    change: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something else that happened at the counter, in words."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Evening:
    """The end of a day: its date, its paper and its figures."""

    date: date
    closing: str
    paper: documents.DayReport
    figures: Figures


class MarketClock:
    """A clock that stands where the market is."""

    def __init__(self) -> None:
        self.at = _moment(FIRST_DAY, OPENS)

    def __call__(self) -> datetime:
        """The moment the market has reached."""
        return self.at


class Market:
    """A sample shop in a folder and the days played on it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - a play, nothing secret
        self.clock = MarketClock()
        self.office: Office = open_office(folder, now=self.clock, random=self.random)
        self.shelves = self._stock_shelves()

    def _stock_shelves(self) -> list[Shelf]:
        with self.office.writing() as desk:
            settings.change(desk, "shop.name", _("Sample shop of Ban Don Klang"))
            settings.change(desk, "shop.started", True)
            settings.change(desk, "cash.rounding", "nearest25")
            return [_shelf(desk, row) for row in sample_rows()]

    def day(self, number: int) -> Iterator[Bill | Note | Evening]:
        """Play one day, 0 the first: bills and happenings as they come, and the evening at last."""
        today = FIRST_DAY + timedelta(days=number)
        self.clock.at = _moment(today, OPENS)
        with self.office.writing() as desk:
            day.open_day(desk, day.float_offered(desk) or FLOAT)
        sold: list[int] = []
        for moment in self._moments(today):
            self.clock.at = moment
            yield from self._bill(moment, sold)
            yield from self._happening(moment, sold)
        self.clock.at = _moment(today, CLOSES)
        yield self._evening(today)

    def _moments(self, today: date) -> list[datetime]:
        count = BILLS[today.weekday()] + self.random.randint(-3, 3)
        found = (
            time(self.random.choice(_BUSY_HOURS), self.random.randrange(60), self.random.randrange(60))
            for _n in range(count)
        )
        return sorted(_moment(today, at) for at in found)

    def _bill(self, moment: datetime, sold: list[int]) -> Iterator[Bill | Note]:
        with self.office.writing() as desk:
            cart, kept_back = self._cart(desk)
            paid = self._paid(selling.due(desk, cart), cart)
            done = selling.checkout(desk, cart, paid)
        sold.append(done.id)
        if kept_back:
            yield Note(moment, _("No {name} at this hour: it goes back on the shelf.").format(name=kept_back))
        yield Bill(moment, done.number, cart, done.total, paid[-1].tender, done.paid, done.change)

    def _cart(self, desk: Desk) -> tuple[Cart, str]:
        """A customer's bill, and the goods that the law keeps back at this hour."""
        cart, kept_back = Cart(uid.uuid7(desk.now, self.random)), ""
        for shelf in self._wanted():
            line = goods.line_of(shelf.goods, uid.uuid7(desk.now, self.random), self._quantity(shelf))
            if line.by_weight and self.random.random() < 0.2:
                line = line.for_money(100 * self.random.choice((20, 30, 40, 50, 100)))
            if line.restricted and any(reminder.forbidden for reminder in rules.reminders(desk, {line.restricted})):
                kept_back = line.name
                continue
            cart = cart.add(line)
        if not cart.lines:
            cart = cart.add(goods.line_of(self.shelves[0].goods, uid.uuid7(desk.now, self.random)))
        if cart.gross > 20_000 and self.random.random() < 0.15:
            cart = cart.discount_bill(Discount("amount", cart.gross % 1000 or 500))
        return cart, kept_back

    def _wanted(self) -> list[Shelf]:
        count = self.random.choice((1, 1, 2, 2, 3, 3, 4, 5, 6))
        drawn = self.random.choices(self.shelves, weights=[shelf.often for shelf in self.shelves], k=count)
        return list({shelf.goods.sale_unit: shelf for shelf in drawn}.values())

    def _quantity(self, shelf: Shelf) -> int:
        if shelf.goods.by_weight:
            return max(shelf.usual * self.random.randint(40, 180) // 100, 50)
        pieces = shelf.usual // quantity.ONE
        return quantity.ONE * max(pieces + self.random.choice((-1, 0, 0, 0, 1)), 1)

    def _paid(self, due: selling.Due, cart: Cart) -> list[Paid]:
        """Most pay cash with the note at hand; the rest by telephone or card, some with both."""
        restricted = any(line.restricted for line in cart.lines)
        chances = {"cash": 66, "promptpay": 24, "welfare": 0 if restricted else 6, "mixed": 4}
        way = self.random.choices(list(chances), weights=list(chances.values()))[0]
        if way in ("promptpay", "welfare"):
            return [Paid(way, due.exact, state="confirmed_cashier")]
        if way == "mixed" and due.exact > 10_000:
            part = due.exact // 20_000 * 10_000 or 5_000
            return [Paid("promptpay", part, state="confirmed_cashier"), Paid("cash", due.cash - part)]
        notes = cash.quick_amounts(due.cash)
        return [Paid("cash", self.random.choices(notes, weights=(4, 5, 3, 1)[: len(notes)])[0])]

    def _happening(self, moment: datetime, sold: list[int]) -> Iterator[Note]:
        chance = self.random.random()
        self.clock.at = moment + timedelta(seconds=5)
        with self.office.writing() as desk:
            if chance < 0.02:
                yield Note(moment, self._voided(desk, sold.pop()))
            elif chance < 0.05 and len(sold) > 1:
                yield Note(moment, self._refunded(desk, sold.pop(self.random.randrange(len(sold) - 1))))
            elif chance < 0.07:
                day.move_cash(desk, -6_000, _("More ice bought"))
                yield Note(moment, _("60.00 out of the drawer: {reason}").format(reason=_("More ice bought")))

    def _voided(self, desk: Desk, sale: int) -> str:
        number = refunds.void(desk, sale, _("Rung up for the wrong person"))
        return _("Bill {number} is void.").format(number=documents.short_number(number))

    def _refunded(self, desk: Desk, sale: int) -> str:
        first = refunds.refundable(desk, sale)[0]
        done = refunds.refund(desk, sale, {first.line: first.left}, _("Bruised"))
        return _("{name} came back, {amount} paid back.").format(name=first.name, amount=money.text(done.total))

    def _evening(self, today: date) -> Evening:
        wrong = self.random.choice((0, 0, 0, 0, -500, 200, -2_000))
        with self.office.writing() as desk:
            expected = day.expected(desk) or 0
            closed = closing.close_day(desk, max(expected + wrong, 0), kept=min(FLOAT, max(expected + wrong, 0)))
        with self.office.reading() as desk:
            paper = reports.z_report(desk, closed.number)
            return Evening(today, closed.number, paper, reports.day_figures(desk, today.isoformat()))


def sample_rows() -> list[dict[str, str]]:
    """The goods of the sample shop, as they stand in resources/demo."""
    with paths.resource("demo", "products.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _shelf(desk: Desk, row: dict[str, str]) -> Shelf:
    draft = goods.Draft(
        row["name"],
        money.parse(row["price"]),
        row["unit"],
        row["by_weight"] == "1",
        (row["code"],) if row["code"] else (),
        row["plu"],
        row["category"],
        row["vat_class"],
        restricted=row["restricted"],
        tracked=row["unit"] != "service",
        cost=money.parse(row["cost"]) if row["cost"] else None,
    )
    stock = int(row["stock"])
    if stock:
        draft = replace(draft, stock=stock * quantity.ONE)
    return Shelf(goods.create(desk, draft), int(row["often"]), quantity.parse(row["usual"]))


def _moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, clock.BANGKOK)


def heading(number: int) -> str:
    """The date a played day stands under."""
    return thaidate.long(FIRST_DAY + timedelta(days=number))
