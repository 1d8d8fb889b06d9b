"""สมุดเชื่อ: a debt is written with the bill, paid back oldest first, and never shown twice."""

from dataclasses import replace

import pytest

from shopdesk.base.errors import Conflict, Invalid, NotAllowed
from shopdesk.shop import credit, customers, day, refunds, selling
from shopdesk.shop.customers import Card
from shopdesk.shop.rights import CASHIER, ROLES, Actor
from shopdesk.shop.selling import Paid
from tests.conftest import Shop


def _customer(shop: Shop, name: str, **more: object) -> customers.Customer:
    with shop.office.writing() as desk:
        return customers.add(desk, Card(name, **more))  # type: ignore[arg-type]


def _sign(shop: Shop, customer: customers.Customer, *goods: object, paid: list[Paid] | None = None) -> object:
    cart = replace(shop.cart(*goods), customer=customer.party)  # type: ignore[arg-type]
    with shop.office.writing() as desk:
        return selling.checkout(desk, cart, paid or [Paid("credit", selling.due(desk, cart).exact)])


def _open(shop: Shop, customer: customers.Customer) -> int:
    with shop.office.reading() as desk:
        return credit.balance(desk, customer.book)


def test_a_bill_is_written_in_the_book_and_paid_back_oldest_first(shop):
    rice, somsak = shop.add("ข้าวสาร", 4_000), _customer(shop, "ลุงสมศักดิ์", pay_day="month_end")
    _sign(shop, somsak, (rice, 2_000))
    _sign(shop, somsak, (rice, 1_000), paid=[Paid("cash", 1_000), Paid("credit", 3_000)])
    assert _open(shop, somsak) == 11_000
    with shop.office.writing() as desk:
        assert credit.repay(desk, somsak.id, 9_000) == 2_000
    with shop.office.reading() as desk:
        (left,) = credit.debts(desk, somsak.book)
        assert (left.left, left.due_on) == (2_000, "2026-11-30")
        shift = day.current(desk)
        assert shift is not None
        assert day.expected_cash(desk, shift) == 10_000


def test_money_paid_ahead_is_used_up_by_the_next_bill(shop):
    rice, somsak = shop.add("ข้าวสาร", 4_000), _customer(shop, "ลุงสมศักดิ์")
    with shop.office.writing() as desk:
        credit.repay(desk, somsak.id, 10_000, "transfer")
    _sign(shop, somsak, (rice, 1_000))
    assert _open(shop, somsak) == -6_000


def test_what_comes_back_lowers_the_debt(shop):
    rice, somsak = shop.add("ข้าวสาร", 4_000), _customer(shop, "ลุงสมศักดิ์")
    first, second = _sign(shop, somsak, (rice, 2_000)), _sign(shop, somsak, (rice, 1_000))
    with shop.office.writing() as desk:
        line = refunds.refundable(desk, first.id)[0].line
        refunds.refund(desk, first.id, {line: 1_000})
    with shop.office.writing() as desk:
        refunds.void(desk, second.id, "ผิดคน")
    assert _open(shop, somsak) == 4_000


def test_a_household_writes_in_one_book(shop):
    rice, mother = shop.add("ข้าวสาร", 4_000), _customer(shop, "ยายแก้ว", house="12/3")
    boy = _customer(shop, "หนุ่ย", house="12/3", tab=mother.id)
    _sign(shop, boy, (rice, 1_000))
    assert (_open(shop, mother), boy.book) == (4_000, mother.party)
    with shop.office.reading() as desk:
        assert [one.customer.name for one in credit.reminders(desk)] == ["ยายแก้ว"]
    with shop.office.writing() as desk:
        credit.repay(desk, boy.id, 4_000)
    with pytest.raises(Conflict), shop.office.writing() as desk:
        customers.put_away(desk, mother.id)
    _sign(shop, boy, (rice, 1_000))
    with shop.office.writing() as desk:
        customers.put_away(desk, boy.id)
    assert _open(shop, mother) == 4_000


def test_whoever_joins_a_household_brings_the_open_debt_along(shop):
    rice, mother, boy = shop.add("ข้าวสาร", 4_000), _customer(shop, "ยายแก้ว"), _customer(shop, "หนุ่ย")
    sold = _sign(shop, boy, (rice, 2_000))
    with shop.office.writing() as desk:
        boy = customers.change(desk, boy.id, Card("หนุ่ย", tab=mother.id))
    with shop.office.reading() as desk:
        assert [(one.customer.name, one.balance) for one in credit.reminders(desk)] == [("ยายแก้ว", 8_000)]
    with shop.office.writing() as desk:
        refunds.refund(desk, sold.id)
    assert (_open(shop, mother), _open(shop, replace(boy, book=boy.party))) == (0, 0)
    other = _customer(shop, "ตาคำ")
    with pytest.raises(Conflict), shop.office.writing() as desk:
        customers.change(desk, mother.id, Card("ยายแก้ว", tab=other.id))


def test_above_the_limit_somebody_with_the_right_must_say_yes(shop):
    rice, somsak = shop.add("ข้าวสาร", 4_000), _customer(shop, "ลุงสมศักดิ์", limit=5_000)
    _sign(shop, somsak, (rice, 1_000))
    cashier = Actor(1, 1, "หน่อย", "cashier", CASHIER)
    cart = replace(shop.cart((rice, 1_000)), customer=somsak.party)
    with pytest.raises(NotAllowed), shop.office.writing(cashier) as desk:
        selling.checkout(desk, cart, [Paid("credit", 4_000)])
    owner = Actor(1, 1, "เจ้าของร้าน", "owner", ROLES["owner"])
    with shop.office.writing(cashier, owner) as desk:
        selling.checkout(desk, cart, [Paid("credit", 4_000)])
    assert _open(shop, somsak) == 8_000


def test_a_debt_needs_a_name_and_gives_no_change(shop):
    rice, somsak = shop.add("ข้าวสาร", 4_000), _customer(shop, "ลุงสมศักดิ์")
    with pytest.raises(Invalid):
        shop.sell((rice, 1_000), paid=[Paid("credit", 4_000)])
    with pytest.raises(Invalid):
        _sign(shop, somsak, (rice, 1_000), paid=[Paid("credit", 5_000)])
    with pytest.raises(Invalid):
        _sign(shop, somsak, (rice, 1_000), paid=[Paid("cash", 2_000), Paid("credit", 4_000)])
    assert _open(shop, somsak) == 0


def test_an_entry_is_taken_back_once(shop):
    somsak = _customer(shop, "ลุงสมศักดิ์")
    with shop.office.writing() as desk:
        credit.carry_in(desk, somsak.id, 7_500, "สมุดเก่า")
    with shop.office.writing() as desk:
        credit.repay(desk, somsak.id, 2_500)
    with shop.office.reading() as desk:
        entry = credit.lines(desk, somsak.book)[-1].entry
    assert entry is not None
    with shop.office.writing() as desk:
        credit.take_back(desk, entry)
    assert _open(shop, somsak) == 7_500
    with pytest.raises(Conflict), shop.office.writing() as desk:
        credit.take_back(desk, entry)
    with pytest.raises(Invalid), shop.office.writing() as desk:
        credit.write_off(desk, somsak.id, 8_000, "ย้ายบ้าน")
    with shop.office.writing() as desk:
        credit.write_off(desk, somsak.id, 7_500, "ย้ายบ้าน")
    assert _open(shop, somsak) == 0


@pytest.mark.parametrize("how", ["merged", "joined"])
def test_a_line_taken_back_counts_where_its_book_went(shop, how):
    """Cards found to be one person, or a household begun since: nobody looks into the old book any more."""
    somsak, head = _customer(shop, "ลุงสมศักดิ์"), _customer(shop, "ป้าแดง")
    with shop.office.writing() as desk:
        credit.carry_in(desk, somsak.id, 9_000)
    with shop.office.reading() as desk:
        (line,) = credit.lines(desk, somsak.book)
    with shop.office.writing() as desk:
        if how == "merged":
            customers.merge(desk, somsak.id, head.id)
        else:
            customers.change(desk, somsak.id, Card("ลุงสมศักดิ์", tab=head.id))
    with shop.office.writing() as desk:
        credit.take_back(desk, line.entry or 0, "จดผิด")
    assert (_open(shop, head), _open(shop, somsak)) == (0, 0)


def test_a_card_that_became_another_holds_no_household_together(shop):
    head, member, other = (_customer(shop, name) for name in ("ป้าแดง", "ลุงสมศักดิ์", "สมศักดิ์ (ซ้ำ)"))
    with shop.office.writing() as desk:
        customers.change(desk, member.id, Card("ลุงสมศักดิ์", tab=head.id))
    with shop.office.writing() as desk:
        customers.merge(desk, member.id, other.id)
    with shop.office.writing() as desk:
        assert customers.change(desk, head.id, Card("ป้าแดง", tab=other.id)).book == other.party
