"""A village shop that does things at random and keeps its own plain sums beside: what its file must say.

`pick(n)` answers a number from 0 to n − 1; every deed draws all it needs from it.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from shopdesk.core.cart import Cart
from shopdesk.core.consignment import Kind
from shopdesk.db import check
from shopdesk.shop import (
    customers,
    day,
    goods,
    market,
    payouts,
    producers,
    receiving,
    refunds,
    reversing,
    selling,
    statements,
    stock,
    stockroom,
    stocktaking,
    suppliers,
)
from shopdesk.shop.credit import repay
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.shop.selling import Paid
from shopdesk.shop.stockroom import Grade, Part
from tests.shop.sums import Bill, Deed, Taken, half_up, largest_remainder

Pick = Callable[[int], int]
SUPPLIER = "supplier"
TERMS: tuple[tuple[Kind, int], ...] = (("percent", 1_537), ("fixed", 611), ("percent", 0))


class Village:
    """The shop, its people, and the sums."""

    def __init__(self, office: Office, people: int) -> None:
        self.office = office
        self.stock: Counter[int] = Counter()
        self.owed: Counter[int] = Counter()
        self.books: Counter[int] = Counter()
        self.numbers: Counter[str] = Counter()
        self.cash = 0
        self.bills: list[Bill] = []
        self.papers: list[Deed] = []
        self.paid_out: list[Deed] = []
        self.trips: dict[int, Part] = {}
        self.steps = 0
        self.settled = 0
        self.sets: dict[int, dict[int, int]] = {}
        with office.writing() as desk:
            day.open_day(desk, 0)
        self._people(people)

    def _people(self, people: int) -> None:
        with self.office.writing() as desk:
            self.store = stockroom.add_place(desk, "หลังร้าน")
            self.goods = [goods.create(desk, goods.Draft(f"ของ {n}", 997 * n)) for n in range(1, 6)]
            stock.share_evenly(desk, self.goods[-1].item, True)
            self.customers = [customers.add(desk, customers.Card(f"ลูกค้า {n}")) for n in range(3)]
            self.mill = suppliers.add(desk, "โรงสี").party
            self.women: list[producers.Producer] = []
            for n in range(people):
                one = producers.add(desk, f"แม่ {n}")
                kind, value = TERMS[n % len(TERMS)]
                waste = "producer" if n % 2 else "shop"
                producers.agree(desk, one.id, producers.Agreement(kind, value, "2026-01-01", waste=waste))
                self.women.append(one)
        self.terms = {one.owner: TERMS[n % len(TERMS)] for n, one in enumerate(self.women)}
        self.party = {one.owner: one.party for one in self.women}
        self.wasteful = {one.owner for one in self.women[1::2]}

    # What comes in

    def receive(self, pick: Pick) -> None:
        """The shop buys, paid from the drawer, by the owner, or later."""
        thing, qty, cost = self._thing(pick), 1 + pick(40_000), pick(90_000)
        paid_by = ("drawer", "owner", "credit")[pick(3)]
        expires = ("", "2026-12-31", "2027-03-01")[pick(3)]
        load = Load((Incoming(thing.item, qty, cost, expires),), supplier=self.mill, paid_by=paid_by)
        with self.office.writing() as desk:
            number = receiving.receive(desk, load).number
        cash = -cost if paid_by == "drawer" else 0
        owed = cost if paid_by == "credit" else 0
        self._book(Deed(number, Counter({thing.item: qty}), cash, self.mill, owed))

    def consign(self, pick: Pick) -> None:
        """A producer leaves goods to sell."""
        thing, qty, who = self._thing(pick), 1 + pick(40_000), self.women[pick(len(self.women))]
        load = Load((Incoming(thing.item, qty, pick(9_000)),), owner=who.owner, paid_by=receiving.CONSIGNMENT)
        with self.office.writing() as desk:
            number = receiving.receive(desk, load).number
        self._book(Deed(number, Counter({thing.item: qty})))

    # What is sold and comes back

    def sell(self, pick: Pick) -> None:
        """A bill of one to three lines, by cash, transfer or in the book, or half and half."""
        cart = Cart(f"bill-{self.steps}")
        for n in range(1 + pick(3)):
            cart = cart.add(goods.line_of(self._offer(pick), f"l{n}", 1 + pick(7_000)), merge=False)
        who = self.customers[pick(len(self.customers))]
        with self.office.writing() as desk:
            due = selling.due(desk, cart).exact
            first = ("cash", "promptpay", "credit")[pick(3)]
            part = due if first == "cash" or pick(2) else pick(due + 1)
            paid = {first: part, "cash": due} if first == "cash" else {first: part, "cash": due - part}
            sold = selling.checkout(
                desk, replace(cart, customer=who.party), [Paid(way, amount) for way, amount in paid.items() if amount]
            )
        self._number("sale", sold.number, "1A-{:06d}")
        book = self.book_of(who.party)
        self.bills.append(Bill(sold.id, who.party, paid, book=book, out=self._goes_out(cart, who.party)))
        self.cash += paid["cash"]
        self.books[book] += paid.get("credit", 0)
        self._took(sold.id)

    def refund(self, pick: Pick) -> None:
        """Some of one line of some bill comes back."""
        bill = self._bill(pick)
        if bill is None:
            return
        with self.office.writing() as desk:
            left = [row for row in refunds.refundable(desk, bill.id) if row.left]
            if not left:
                return
            row = left[pick(len(left))]
            qty = row.left if pick(2) else 1 + pick(row.left)
            for item, owner, taken, owed in self._out(desk, row.line):
                self.stock[item] += half_up(Fraction(taken * qty, row.left))
                if owner in self.party:
                    self.owed[self.party[owner]] -= half_up(Fraction(owed * qty, row.left))
            done = refunds.refund(desk, bill.id, {row.line: qty})
        self._number("refund", done.number, "1A-R{:06d}")
        bill.touched = True
        if len(left) == 1 and qty == row.left:
            self._comes_home(bill)
        self._money_back(bill, done.total)

    def void(self, pick: Pick) -> None:
        """A bill nothing came back of is taken back whole."""
        bill = self._bill(pick)
        if bill is None or bill.touched:
            return
        with self.office.writing() as desk:
            for line in refunds.refundable(desk, bill.id):
                for item, owner, taken, owed in self._out(desk, line.line):
                    self.stock[item] += taken
                    self.owed[self.party.get(owner, 0)] -= owed
            refunds.void(desk, bill.id, "ผิด")
        self.bills.remove(bill)
        self._comes_home(bill)
        self._money_back(bill, sum(bill.paid.values()))

    def _money_back(self, bill: Bill, total: int) -> None:
        for way in ("promptpay", "credit", "cash"):
            back = min(bill.paid.get(way, 0), total)
            bill.paid[way] = bill.paid.get(way, 0) - back
            total -= back
            if way == "cash":
                self.cash -= back
            elif way == "credit":
                self.books[self.book_of(bill.book)] -= back
        assert total == 0

    # What moves in the store room

    def move(self, pick: Pick) -> None:
        """From the counter to the store or back."""
        ways = (stock.COUNTER, self.store)
        source, target = ways if pick(2) else ways[::-1]
        part = self._there(pick, source)
        if part is not None:
            with self.office.writing() as desk:
                number = stockroom.transfer(desk, [part], source, target).number
            self._book(Deed(number))

    def grade(self, pick: Pick) -> None:
        """One heap becomes another kind of goods and some waste."""
        part, made = self._there(pick), self._thing(pick)
        if part is None or part.item == made.item:
            return
        out = 1 + pick(part.qty)
        with self.office.writing() as desk:
            paper = stockroom.grade(desk, part, [Grade(made.item, out)], waste=part.qty - out)
        self._book(Deed(paper.number, Counter({part.item: -part.qty, made.item: out})))

    def waste(self, pick: Pick) -> None:
        """Something is thrown away or used by the shop."""
        part = self._there(pick)
        if part is None:
            return
        kind = ("waste", "own_use")[pick(2)]
        with self.office.writing() as desk:
            number = stockroom.take_out(desk, kind, [part], "เสีย").number  # type: ignore[arg-type]
        owed = self._borne(kind, part.owner or 0, part.item, part.qty)
        self._book(Deed(number, Counter({part.item: -part.qty}), 0, self.party.get(part.owner or 0, 0), owed))

    def count(self, pick: Pick) -> None:
        """Each heap of some goods at the counter is counted; some are not what the file says."""
        item = self._thing(pick).item
        with self.office.writing() as desk:
            heaps = self._heaps(desk, item, stock.COUNTER) or [(stock.SHOP, stock.NO_LOT, 0)]
            found = {heap: max(heap[2] + pick(2_001) - 1_000, 0) for heap in heaps}
            number = stocktaking.start(desk, "นับ")
            for (owner, lot, _qty), qty in found.items():
                stocktaking.put(desk, number, item, qty, owner=owner, lot=lot)
        with self.office.writing() as desk:
            paper = stocktaking.agree(desk, number)
        self._number("paper", paper.number, "1A-D{:06d}")
        self.stock[item] += sum(qty - heap[2] for heap, qty in found.items())

    def reverse(self, pick: Pick) -> None:
        """A paper is taken back, with its money."""
        if not self.papers:
            return
        deed = self.papers.pop(pick(len(self.papers)))
        with self.office.writing() as desk:
            made = reversing.reverse(desk, deed.number)
        self._number("paper", made.number, "1A-D{:06d}")
        self._settled(made.number)
        self.stock.subtract(deed.stock)
        self.cash -= deed.cash
        self.owed[deed.party] -= deed.owed

    # The market

    def market_out(self, pick: Pick) -> None:
        """Goods go to a market."""
        part = self._there(pick)
        if part is None or len(self.trips) > 2:
            return
        with self.office.writing() as desk:
            trip = market.out(desk, "ตลาดนัด", "2026-11-22", [Part(part.item, part.qty, part.owner, part.lot)])
        self.numbers["paper"] += 1
        self.trips[trip] = part

    def market_back(self, pick: Pick) -> None:
        """A trip comes home: something back, spoiled, given away; the rest is sold."""
        if not self.trips:
            return
        trip, went = self.trips.popitem()
        item, qty, owner = went.item, went.qty, went.owner or 0
        back, spoiled, given = (pick(qty // 3 + 1) for _ in range(3))
        cash = pick(50_000)
        home = market.Home({item: back}, {item: spoiled}, {item: given}, money={"cash": cash})
        with self.office.writing() as desk:
            came = market.back(desk, trip, home)
        self.numbers["paper"] += sum(bool(pile) for pile in (back, spoiled, given))
        self.stock[item] -= spoiled + given
        self.owed[self.party.get(owner, 0)] += self._borne("waste", owner, item, spoiled)
        self.owed[self.party.get(owner, 0)] += self._borne("own_use", owner, item, given)
        self.cash += cash
        if came.number:
            self._number("market", came.number, "1A-M{:06d}")
            with self.office.reading() as desk:
                sale = refunds.sale_by_number(desk, came.number)
            self._took(sale.id or 0)
            self._sold_away(item, qty - back - spoiled - given)

    # Money of the books

    def pay_out(self, pick: Pick) -> None:
        """A producer or the supplier gets what is owed, or a part."""
        party = [self.mill, *self.party.values()][pick(len(self.party) + 1)]
        if self.owed[party] <= 0:
            return
        amount = self.owed[party] if pick(2) else 1 + pick(self.owed[party])
        paid_by = ("drawer", "transfer")[pick(2)]
        book = SUPPLIER if party == self.mill else "producer"
        with self.office.writing() as desk:
            number = payouts.pay(desk, book, party, amount, paid_by).number
        self._number("payout", number, "1A-P{:06d}")
        deed = Deed(number, cash=-amount if paid_by == "drawer" else 0, party=party, owed=-amount)
        self.paid_out.append(deed)
        self.cash += deed.cash
        self.owed[party] -= amount

    def take_back(self, pick: Pick) -> None:
        """A payout is taken back."""
        if not self.paid_out:
            return
        deed = self.paid_out.pop(pick(len(self.paid_out)))
        with self.office.writing() as desk:
            number = payouts.take_back(desk, deed.number).number
        self._number("payout", number, "1A-P{:06d}")
        self.cash -= deed.cash
        self.owed[deed.party] -= deed.owed

    def pay_back(self, pick: Pick) -> None:
        """A customer pays for what stands in the book, or ahead."""
        who, amount = self.customers[pick(len(self.customers))], 1 + pick(20_000)
        with self.office.writing() as desk:
            repay(desk, who.id, amount)
        self.books[self.book_of(who.party)] -= amount
        self.cash += amount

    # The sums

    def agrees(self, *, wholly: bool = True) -> None:
        """The file says what the village remembers; `wholly` looks at the drawer and every rule of the check too."""
        with self.office.reading() as desk:
            rows = desk.session.connection().exec_driver_sql("SELECT book, party, balance FROM ledger_balance").all()
            ledger = {(book, party): balance for book, party, balance in rows if balance}
            expected = {("producer", party): self.owed[party] for party in self.party.values()}
            expected |= {(SUPPLIER, self.mill): self.owed[self.mill]}
            expected |= {("customer", party): self.books[party] for party in self.books}
            assert ledger == {key: sum_ for key, sum_ in expected.items() if sum_}
            rows = desk.session.connection().exec_driver_sql("SELECT item, sum(qty) FROM stock GROUP BY item").all()
            assert {item: qty for item, qty in rows if qty} == {item: qty for item, qty in self.stock.items() if qty}
            if wholly:
                shift = day.current(desk)
                assert shift is not None
                assert day.expected_cash(desk, shift) == self.cash
                result = check.check(desk.session.connection())
                assert result.ok, result.first_error
                self._papers_say_the_same(desk)

    def _papers_say_the_same(self, desk: Desk) -> None:
        """The lines a producer is shown, her year, and the slips she was given come to what she is owed."""
        for one in self.women:
            stands, year = payouts.owed(desk, one.party), statements.year(desk, one.id, 2026)
            assert stands.carried + sum(line.owed for line in stands.lines) == stands.balance == self.owed[one.party]
            assert year.open == stands.balance
            for paid in payouts.listing(desk, "producer", one.party):
                slip = statements.slip(desk, paid.number)
                assert slip.carried + sum(line.amount for line in slip.lines) == slip.total == slip.paid + slip.left

    def _book(self, deed: Deed) -> None:
        self._number("paper", deed.number, "1A-D{:06d}")
        self._settled(deed.number)
        self.papers.append(deed)
        self.stock.update(deed.stock)
        self.cash += deed.cash
        self.owed[deed.party] += deed.owed

    def _number(self, kind: str, number: str, shape: str) -> None:
        self.numbers[kind] += 1
        assert number == shape.format(self.numbers[kind])

    def _took(self, sale: int) -> None:
        with self.office.reading() as desk:
            rows = desk.session.connection().exec_driver_sql(
                "SELECT l.id, l.item, l.net, l.base_qty FROM sale_line l WHERE l.sale = ? ORDER BY l.id", (sale,)
            )
            for line, item, net, base in rows.all():
                takes = self._takes(desk, line)
                if item in self.sets:
                    self._set_took(item, net, base, takes)
                    continue
                self.stock[item] -= base
                parts = largest_remainder(net, [take.qty for take in takes])
                for take, part in zip(takes, parts, strict=True):
                    assert take.owed == self._share(take.owner, part, take.qty)
                    if take.owner in self.party:
                        self.owed[self.party[take.owner]] += take.owed

    def _set_took(self, made: int, net: int, base: int, takes: Sequence[Taken]) -> None:
        """Of each part its own quantity; what the set brought is shared among them, nothing lost."""
        assert sum(take.net for take in takes) == net
        for part, each in self.sets[made].items():
            qty = half_up(Fraction(base * each, 1_000))
            assert sum(take.qty for take in takes if take.item == part) == qty
            self.stock[part] -= qty
        for take in takes:
            assert take.owed == self._share(take.owner, take.net, take.qty)
            if take.owner in self.party:
                self.owed[self.party[take.owner]] += take.owed

    def _settled(self, number: str) -> None:
        """What was sold before goods came by a paper, or is open again since it was taken back: whose it was now."""
        with self.office.reading() as desk:
            rows = desk.session.connection().exec_driver_sql(
                "SELECT t.line, t.owner, t.lot, t.qty, t.owed, t.net FROM stock_document d "
                "JOIN sale_take t ON t.journal = d.journal WHERE d.number = ? ORDER BY t.id", (number,)
            ).all()  # fmt: skip
        for back, out in zip(rows[::2], rows[1::2], strict=True):
            assert (out.line, out.qty, out.net) == (back.line, -back.qty, -back.net)
            for take in (back, out):
                if take.owner in self.party:
                    self.owed[self.party[take.owner]] += take.owed
                    # A part of what was settled is open again by its part of what was owed.
                    assert take.qty < 0 or take.owed == self._share(take.owner, take.net, take.qty)
                else:
                    assert take.owed == 0
            self.settled += out.qty > 0

    def _share(self, owner: int, net: int, qty: int) -> int:
        kind, value = self.terms.get(owner, ("percent", 10_000))
        if kind == "fixed":
            return half_up(Fraction(value * qty, 1_000))
        return net - half_up(Fraction(net * value, 10_000))

    def _borne(self, kind: str, owner: int, item: int, qty: int) -> int:
        """What the shop pays a producer for goods that were not sold: as if they had been, unless waste is hers."""
        if owner not in self.party or (kind == "waste" and owner in self.wasteful):
            return 0
        price = next(thing.price for thing in self.goods if thing.item == item)
        return self._share(owner, half_up(Fraction(qty * (price or 0), 1_000)), qty)

    def _takes(self, desk: Desk, line: int) -> list[Taken]:
        rows = desk.session.connection().exec_driver_sql(
            "SELECT coalesce(t.item, l.item), t.owner, t.qty, t.owed, t.net FROM sale_take t "
            "JOIN sale_line l ON l.id = t.line WHERE t.line = ? ORDER BY t.id", (line,)
        )  # fmt: skip
        return [Taken(*row) for row in rows.all()]

    def _out(self, desk: Desk, line: int) -> list[tuple[int, int, int, int]]:
        """What is still out of a line, by whose lot it is: taken, settled since, less what came back."""
        rows = desk.session.connection().exec_driver_sql(
            "SELECT coalesce(t.item, l.item) AS part, t.owner, sum(t.qty), sum(t.owed) FROM sale_take t "
            "JOIN sale_line l ON l.id = t.line WHERE coalesce(l.refund_of, l.id) = ? "
            "GROUP BY part, t.owner, t.lot, t.terms", (line,)
        )  # fmt: skip
        return [(item, owner, qty, owed) for item, owner, qty, owed in rows.all()]

    # What a town adds

    def book_of(self, party: int) -> int:
        """In whose book somebody writes."""
        return party

    def _offer(self, pick: Pick) -> goods.Goods:
        """What is sold."""
        return self._thing(pick)

    def _goes_out(self, _cart: Cart, _party: int | None) -> Counter[tuple[int, int]]:
        """The containers that go out with a bill, by kind and party."""
        return Counter()

    def _sold_away(self, item: int, qty: int) -> None:
        """Somebody unknown bought so much at a market."""

    def _comes_home(self, bill: Bill) -> None:
        """The containers of a bill are back."""

    def _heaps(self, desk: Desk, item: int, place: int) -> list[tuple[int, int, int]]:
        rows = desk.session.connection().exec_driver_sql(
            "SELECT owner, lot, qty FROM stock WHERE item = ? AND location = ? AND qty <> 0", (item, place)
        )
        return [(owner, lot, qty) for owner, lot, qty in rows.all()]

    def _there(self, pick: Pick, place: int = stock.COUNTER) -> Part | None:
        item = self._thing(pick).item
        with self.office.reading() as desk:
            heaps = [heap for heap in self._heaps(desk, item, place) if heap[2] > 0]
        if not heaps:
            return None
        owner, lot, qty = heaps[pick(len(heaps))]
        return Part(item, 1 + pick(qty), owner, lot)

    def _thing(self, pick: Pick) -> goods.Goods:
        return self.goods[pick(len(self.goods))]

    def _bill(self, pick: Pick) -> Bill | None:
        return self.bills[pick(len(self.bills))] if self.bills else None


DEEDS: Mapping[str, int] = {
    "receive": 3, "consign": 5, "sell": 20, "refund": 5, "void": 2, "move": 3, "grade": 2, "waste": 2, "count": 2,
    "reverse": 1, "market_out": 2, "market_back": 2, "pay_out": 4, "take_back": 1, "pay_back": 2,
}  # fmt: skip


def do(village: Village, deed: str, pick: Pick) -> None:
    """One deed of a village by its name."""
    village.steps += 1
    getattr(village, deed)(pick)
