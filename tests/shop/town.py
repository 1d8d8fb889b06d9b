"""The village with what else a shop does: sets, containers, orders, households, other money, closed days, goods given
back. It keeps its own sums of these too."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from shopdesk.core.cart import Cart
from shopdesk.db import quick
from shopdesk.shop import (
    closing,
    composing,
    containers,
    credit,
    customers,
    day,
    expenses,
    goods,
    orders,
    receiving,
    selling,
    stock,
)
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.shop.selling import Paid
from tests.shop.sums import Bill, Deed, half_up
from tests.shop.village import DEEDS, Pick, Village

KEPT = 30_000


class Town(Village):
    """A village, and the sums of a town."""

    def __init__(self, office: Office, people: int) -> None:
        self.homes: dict[int, int] = {}
        self.same: dict[int, int] = {}
        self.held: Counter[tuple[str, int, int]] = Counter()
        self.deposit = 1_200
        self.waiting: list[tuple[int, int | None, int]] = []
        self.lines_written: list[tuple[int, int, int, int]] = []
        self.spent: list[tuple[str, int]] = []
        super().__init__(office, people)
        with office.writing() as desk:
            self.crate = containers.add(desk, "ลัง", self.deposit)
            containers.go_out_in(desk, self.goods[0].sale_unit, self.crate, 83)
            self.basket = goods.create(desk, goods.Draft("กระเช้า", 7_777))
            for other, qty in ((self.goods[1], 2_000), (self.goods[2], 333)):
                composing.add_part(desk, self.basket.sale_unit, other.sale_unit, qty)
            self.sets[self.basket.item] = {self.goods[1].item: 2_000, self.goods[2].item: 333}
        self._look_again()

    def _look_again(self) -> None:
        """The goods with today's deposit, as the till finds them."""
        with self.office.reading() as desk:
            self.goods = goods.by_ids(desk, [thing.sale_unit for thing in self.goods])
            (self.basket,) = goods.by_ids(desk, [self.basket.sale_unit])

    # Containers

    def _offer(self, pick: Pick) -> goods.Goods:
        return self.basket if pick(6) == 0 else self._thing(pick)

    def _goes_out(self, cart: Cart, party: int | None) -> Counter[tuple[int, int]]:
        """What went out in crates: each line its own part of one, rounded as a quantity is."""
        out: Counter[tuple[int, int]] = Counter()
        for line in cart.lines:
            if line.sale_unit == self.goods[0].sale_unit:
                out[self.crate, party or 0] += half_up(Fraction(line.qty * 83, 1_000))
        for (kind, who), qty in out.items():
            self.held["customer", self.person(who), kind] += qty
        return out

    def _sold_away(self, item: int, qty: int) -> None:
        if item == self.goods[0].item:
            self.held["customer", 0, self.crate] += half_up(Fraction(qty * 83, 1_000))

    def _comes_home(self, bill: Bill) -> None:
        for (kind, who), qty in bill.out.items():
            self.held["customer", self.person(who), kind] -= qty

    def bring_empties(self, pick: Pick) -> None:
        """Empties come back without a bill, from somebody known or not."""
        qty, who = 1 + pick(3_000), [None, *self.customers][pick(len(self.customers) + 1)]
        with self.office.writing() as desk:
            containers.give_back(desk, self.crate, qty, who.party if who else None)
        self.held["customer", who.party if who else 0, self.crate] -= qty
        self.cash -= half_up(Fraction(self.deposit * qty, 1_000))

    def exchange(self, pick: Pick) -> None:
        """Full crates come from the mill, empty ones go."""
        got, given, paid_by = pick(5) * 1_000, pick(5) * 1_000, ("drawer", "owner")[pick(2)]
        with self.office.writing() as desk:
            containers.exchange(desk, self.crate, self.mill, got, given, paid_by)
        self.held["supplier", self.mill, self.crate] += got - given
        self.cash -= half_up(Fraction(self.deposit * (got - given), 1_000)) if paid_by == "drawer" else 0

    def other_deposit(self, pick: Pick) -> None:
        """A crate costs another deposit from now on."""
        self.deposit = 1 + pick(3_000)
        with self.office.writing() as desk:
            containers.set_deposit(desk, self.crate, self.deposit)
        self._look_again()

    # Households

    def person(self, party: int) -> int:
        """Whose card this is since cards were merged."""
        while party in self.same:
            party = self.same[party]
        return party

    def book_of(self, party: int) -> int:
        return self.homes.get(self.person(party), self.person(party))

    def join(self, pick: Pick) -> None:
        """Somebody writes in the book of another from now on, with what is open in their own; or leaves it."""
        who, head = (self.customers[pick(len(self.customers))] for _ in range(2))
        if who.party in self.homes:
            self._card(who, None)
            del self.homes[who.party]
        elif who is not head and head.party not in self.homes and who.party not in self.homes.values():
            self._card(who, head.id)
            self.books[head.party] += self.books.pop(who.party, 0)
            self.homes[who.party] = head.party

    def _card(self, who: customers.Customer, tab: int | None) -> None:
        with self.office.writing() as desk:
            customers.change(desk, who.id, customers.Card(who.name, tab=tab))

    def merge(self, pick: Pick) -> None:
        """Two cards were one person; somebody new comes to the town."""
        old, into = (self.customers[pick(len(self.customers))] for _ in range(2))
        has_members = old.party in self.homes.values()
        if old is into or self.homes.get(into.party) == old.party or (into.party in self.homes and has_members):
            return
        with self.office.writing() as desk:
            customers.merge(desk, old.id, into.id)
            new = customers.add(desk, customers.Card(f"คนใหม่ {self.steps}"))
        if old.party not in self.homes:
            self.books[self.book_of(into.party)] += self.books.pop(old.party, 0)
        self.homes.pop(old.party, None)
        self.homes = {one: into.party if head == old.party else head for one, head in self.homes.items()}
        self.same[old.party] = into.party
        for book, party, kind in [key for key in self.held if key[:2] == ("customer", old.party)]:
            self.held[book, into.party, kind] += self.held.pop((book, party, kind))
        self.customers[self.customers.index(old)] = new

    # The book of debts

    def write_down(self, pick: Pick) -> None:
        """A debt of the paper book is carried in, or a part of what is open is let go."""
        who = self.customers[pick(len(self.customers))]
        book = self.book_of(who.party)
        amount = pick(9_000) - 3_000 or 1
        with self.office.writing() as desk:
            if pick(2) and self.books[book] > 0:
                amount = -1 - pick(self.books[book])
                credit.write_off(desk, who.id, -amount, "ยกให้")
            else:
                credit.carry_in(desk, who.id, amount)
        self._wrote(book, amount, 0)

    def pay_back(self, pick: Pick) -> None:
        who, amount = self.customers[pick(len(self.customers))], 1 + pick(20_000)
        paid_by = ("drawer", "transfer")[pick(2)]
        with self.office.writing() as desk:
            credit.repay(desk, who.id, amount, paid_by)
        self._wrote(self.book_of(who.party), -amount, amount if paid_by == "drawer" else 0)

    def _wrote(self, book: int, amount: int, cash: int) -> None:
        with self.office.reading() as desk:
            (entry,) = quick.first(desk.session.connection(), "SELECT max(id) FROM ledger_entry")
        self.lines_written.append((entry, book, amount, cash))
        self.books[book] += amount
        self.cash += cash

    def strike_out(self, pick: Pick) -> None:
        """A line of the book is taken back."""
        if not self.lines_written:
            return
        entry, book, amount, cash = self.lines_written.pop(pick(len(self.lines_written)))
        with self.office.writing() as desk:
            credit.take_back(desk, entry)
        self.books[self.book_of(book)] -= amount
        self.cash -= cash

    # Orders

    def order(self, pick: Pick) -> None:
        """Somebody orders ahead, with or without a deposit."""
        wanted = [orders.Wanted(self._thing(pick).sale_unit, 1 + pick(4_000)) for _ in range(1 + pick(2))]
        who = [None, *self.customers][pick(len(self.customers) + 1)]
        price = {thing.sale_unit: thing.price or 0 for thing in self.goods}
        worth = sum(half_up(Fraction(price[one.sale_unit] * one.qty, 1_000)) for one in wanted)
        ahead, paid_by = pick(worth + 1), ("drawer", "transfer")[pick(2)] if who else "drawer"
        draft = orders.Draft(
            wanted, "2099-12-01", "ป้าสั่ง", customer=who.id if who else None, deposit=ahead, paid_by=paid_by
        )
        with self.office.writing() as desk:
            made = orders.take(desk, draft)
        self.waiting.append((made.id, who.party if who else None, ahead))
        self.cash += ahead if paid_by == "drawer" else 0
        if who:
            self.books[self.book_of(who.party)] -= ahead

    def fetch(self, pick: Pick) -> None:
        """An order is fetched and its rest paid in cash."""
        if not self.waiting:
            return
        order, party, ahead = self.waiting.pop(pick(len(self.waiting)))
        with self.office.writing() as desk:
            cart = orders.bill(desk, order)
            due = selling.due(desk, cart).exact
            sold = selling.checkout(desk, cart, [Paid("cash", due)] if due else [])
        self._number("sale", sold.number, "1A-{:06d}")
        # With its goods the deposit goes back in cash too.
        bill = Bill(sold.id, party, {"cash": due + ahead}, out=self._goes_out(cart, party), ahead=ahead, order=order)
        self.bills.append(bill)
        self.cash += due
        if party is not None:
            self.books[self.book_of(party)] += ahead
        self._took(sold.id)

    def void(self, pick: Pick) -> None:
        """A bill that was an order waits again, with its deposit."""
        before = list(self.bills)
        super().void(pick)
        for bill in before:
            if bill not in self.bills and bill.order:
                self.cash += bill.ahead
                if bill.customer is not None:
                    self.books[self.book_of(bill.customer)] -= bill.ahead
                self.waiting.append((bill.order, bill.customer, bill.ahead))

    def give_up(self, pick: Pick) -> None:
        """An order is not wanted any more."""
        if not self.waiting:
            return
        order, party, ahead = self.waiting.pop(pick(len(self.waiting)))
        back = bool(pick(2))
        with self.office.writing() as desk:
            orders.cancel(desk, order, back)
        if back:
            self.cash -= ahead
            if party is not None:
                self.books[self.book_of(party)] += ahead

    # Goods that go back, and other money

    def give_goods_back(self, pick: Pick) -> None:
        """Goods of the shop go back to the mill for money or credit, a producer's go home."""
        part = self._there(pick)
        if part is None:
            return
        owner, cost = part.owner or 0, pick(9_000)
        own = owner == stock.SHOP
        paid_by = ("drawer", "credit")[pick(2)] if own else receiving.CONSIGNMENT
        with self.office.reading() as desk:
            there = sum(
                qty for who, _lot, qty in self._heaps(desk, part.item, stock.COUNTER) if who == owner and qty > 0
            )
        load = Load(
            (Incoming(part.item, min(part.qty, there), cost),), owner=owner, supplier=self.mill if own else None,
            paid_by=paid_by,
        )  # fmt: skip
        with self.office.writing() as desk:
            number = receiving.send_back(desk, load, "เสีย").number
        cash = cost if paid_by == "drawer" else 0
        owed = -cost if paid_by == "credit" else 0
        self._book(Deed(number, Counter({part.item: -load.lines[0].qty}), cash, self.mill if own else 0, owed))

    def spend(self, pick: Pick) -> None:
        """Money is spent, from the drawer or by the owner; or it was a mistake."""
        with self.office.writing() as desk:
            if self.spent and pick(3) == 0:
                number, amount = self.spent.pop(pick(len(self.spent)))
                expenses.take_back(desk, number)
                self.cash += amount
                return
            amount, paid_by = 1 + pick(30_000), ("drawer", "owner")[pick(2)]
            number = expenses.spend(desk, expenses.KINDS[pick(len(expenses.KINDS))], amount, paid_by)
        left = amount if paid_by == "drawer" else 0
        self.spent.append((number, left))
        self.cash -= left

    def change_money(self, pick: Pick) -> None:
        """Cash is put into the drawer or taken out."""
        amount = pick(20_000) - 9_000 or 1
        with self.office.writing() as desk:
            day.move_cash(desk, amount, "เงินทอน")
        self.cash += amount

    def close(self, pick: Pick) -> None:
        """The day is closed, counted right, wrong or not at all, and the next one opened with what stayed."""
        counted = None if pick(3) == 0 else max(self.cash + pick(201) - 100, 0)
        holds = max(self.cash, 0) if counted is None else counted
        kept = min(holds, pick(KEPT))
        with self.office.writing() as desk:
            closing.close_day(desk, counted, kept=kept)
        with self.office.writing() as desk:
            day.open_day(desk)
        self.cash = kept

    # The sums

    def agrees(self, *, wholly: bool = True) -> None:
        super().agrees(wholly=wholly)
        with self.office.reading() as desk:
            self._containers_are_where_they_went(desk)

    def _containers_are_where_they_went(self, desk: Desk) -> None:
        rows = quick.rows(desk.session.connection(), "SELECT book, party, container, qty FROM container_balance")
        there = {(book, party, kind): qty for book, party, kind, qty in rows if qty}
        assert there == {key: qty for key, qty in self.held.items() if qty}


ALL: Mapping[str, int] = {
    **DEEDS, "bring_empties": 2, "exchange": 1, "other_deposit": 1, "join": 2, "merge": 1, "write_down": 2,
    "strike_out": 1, "order": 3, "fetch": 3, "give_up": 1, "give_goods_back": 2, "spend": 2, "change_money": 1,
    "close": 1,
}  # fmt: skip
