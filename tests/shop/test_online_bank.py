"""What platforms owe until it is in the bank: postage, payouts that were told, and what came of them."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shopdesk.base import clock
from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.db import quick
from shopdesk.shop import accounts, arrivals, collecting, listings, settlements, users
from shopdesk.shop.channels import Money, MoneyLine, Statement
from shopdesk.shop.online import returning
from tests.conftest import Shop
from tests.shop.test_byfile import Stall, table
from tests.shop.test_online_money import line, online, owes, received, sold, told
from tests.sync.online_shop import OnlineShop

__all__ = ["online"]


def test_postage_is_not_counted_twice_where_the_platform_told_it(online: OnlineShop) -> None:
    online.platform.rules = replace(online.platform.rules, settles=True)
    sold(online, shipping=4_000, total=16_000)
    told(online, line("500", "item", 12_000), line("500", "shipping", 4_000), line("500", "commission", -1_000),
         paid={"S1": 10_000})  # fmt: skip
    with online.shop.office.writing() as desk:
        accounts.put_away(desk, online.account)
    assert received(online, 5_000).left == 0
    with online.shop.office.reading() as desk:
        assert accounts.listing(desk, owing=True) == []


@pytest.mark.parametrize("cod", [True, False])
def test_postage_nobody_paid_at_the_door_is_owed_no_more(online: OnlineShop, cod: bool) -> None:
    """Paid before it was sent, postage stays: the buyer is given back the goods alone."""
    order = sold(online, shipping=4_000, total=16_000, cod=cod)
    with online.shop.office.writing() as desk:
        assert collecting.postage(desk, online.account) == 1
    assert owes(online) == 16_000
    with online.shop.office.writing() as desk:
        returning.came_back(desk, online.taken(order.number), whole=True)
    with online.shop.office.writing() as desk:
        collecting.postage(desk, online.account)
    with online.shop.office.writing() as desk:
        assert collecting.postage(desk, online.account) == 0
    assert owes(online) == (0 if cod else 4_000)


@pytest.mark.parametrize("number", ["", " "])
def test_no_payout_is_taken_back_where_none_is_named(online: OnlineShop, number: str) -> None:
    sold(online, shipping=4_000, total=16_000)
    with online.shop.office.writing() as desk:
        collecting.postage(desk, online.account)
    with online.shop.office.writing() as desk, pytest.raises(NotFound):
        collecting.take_back(desk, online.account, number)


def test_what_platforms_owe_is_for_whoever_sees_totals(online: OnlineShop) -> None:
    sold(online)
    with online.shop.office.writing() as desk:
        users.add(desk, "สมศรี", "cashier")
    cashier = users.sign_in(online.shop.office, "สมศรี", "")
    with online.shop.office.reading(cashier) as desk:
        assert [one.owes for one in accounts.listing(desk, owing=True)] == [0]
    assert owes(online) == 12_000


def journal(path: Path, *rows: Sequence[str]) -> Path:
    """Rows of a statement of Lazada: what for, amount, order, day; all of one statement."""
    head = ["Fee Name", "Amount(Include Tax)", "Order Number", "Order Line ID", "Transaction Number",
            "Transaction Date", "Statement Number", "Release Date"]  # fmt: skip
    return table(path, [
        head, *([fee, amount, order, order, f"T{order}{fee}", day, "TH1-2026-005", "2026-11-05"]
        for fee, amount, order, day in rows),
    ])  # fmt: skip


def test_a_statement_in_two_downloads_is_paid_out_in_two_parts(shop: Shop, tmp_path: Path) -> None:
    stall = Stall(shop, "lazada-file")
    october = [("Item Price Credit", "120.00", "9001", "2026-10-30"), ("Commission", "-10.00", "9001", "2026-10-30")]
    november = [("Item Price Credit", "240.00", "9002", "2026-11-02"), ("Commission", "-20.00", "9002", "2026-11-02")]
    for rows, new in ((october, 1), (november, 1), (october + november, 0), (november, 0)):
        read = stall.money(journal(tmp_path / "money.csv", *rows))
        assert (read.statements, read.lines, read.held) == (new, 2 * new, ())
    with shop.office.reading() as desk:
        paid = [(one.number, one.payout, one.differs) for one in settlements.statements(desk)]
        assert [(one.kind, one.amount) for one in settlements.tasks(desk)] == [("late", -33_000)]
    assert sorted(paid) == [("TH1-2026-005", 11_000, 0), ("TH1-2026-005-2", 22_000, 0)]


def test_a_day_of_which_a_part_was_read_first_is_paid_out_in_two_parts(shop: Shop, tmp_path: Path) -> None:
    stall = Stall(shop, "shopee-file")
    head = ["หมายเลขคำสั่งซื้อ", "วันที่โอนชำระเงินสำเร็จ", "สินค้าราคาปกติ", "ค่าคอมมิชชั่น", "จำนวนเงินทั้งหมดที่โอนแล้ว (฿)"]
    rows = [["26010A", "2026-11-05", "120", "-10", "110"], ["26010B", "2026-11-05", "240", "-20", "220"]]
    for some, new in ((rows[:1], 1), (rows, 1), (rows, 0)):
        read = stall.money(table(tmp_path / "money.csv", [head, *some]))
        assert (read.statements, read.held) == (new, ())
    with shop.office.reading() as desk:
        paid = [(one.number, one.payout, one.differs) for one in settlements.statements(desk)]
    assert sorted(paid) == [("2026-11-05", 11_000, 0), ("2026-11-05-2", 22_000, 0)]
    assert stall.owed() == -36_000


def test_what_was_taken_from_the_wallet_to_the_bank_is_a_payout_that_settles_nothing_more(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file")
    stall.money("lazada-statement-th.csv")
    owed = stall.owed()
    read = stall.money("lazada-wallet-en.csv")
    assert (read.told, read.lines, read.statements, read.passed, read.amount) == (2, 2, 2, 1, -3_000)
    with shop.office.reading() as desk:
        paid = {one.number: (one.payout, one.differs, one.paid_on) for one in settlements.statements(desk)}
        assert "other" not in dict(settlements.fees(desk)) or dict(settlements.fees(desk))["other"] == -100
    assert paid["w-W2"] == (10_000, 0, "2026-11-18")
    assert stall.owed() == owed


def transit(online: OnlineShop) -> int:
    """What is on its way to the bank, by the book."""
    found = online.rows("SELECT balance FROM ledger_balance WHERE book = 'transit'")
    return int(found[0][0]) if found else 0


def paid_out(online: OnlineShop, **payouts: int) -> None:
    """The platform says what it paid out, every satang of it explained."""
    today = clock.calendar_date(online.shop.clock.now).isoformat()
    lines = [line("x", "service", sum_, name) for name, sum_ in payouts.items()]
    paid = [Statement(name, today, today, sum_, today) for name, sum_ in payouts.items()]
    with online.shop.office.writing() as desk:
        settlements.take_in(desk, online.account, Money(tuple(lines), tuple(paid)))


def came(online: OnlineShop, amount: int, payout: str = "", **more: Any) -> list[arrivals.Seen]:
    with online.shop.office.writing() as desk:
        return arrivals.came(desk, online.account, amount, payout, **more)


def tasks(online: OnlineShop) -> list[tuple[str, str, int]]:
    with online.shop.office.reading() as desk:
        return [(one.kind, one.number, one.amount) for one in settlements.tasks(desk)]


def test_a_payout_waits_until_somebody_saw_it_in_the_bank_and_what_is_missing_stays_a_task(online: OnlineShop) -> None:
    paid_out(online, S1=10_000)
    assert (transit(online), owes(online), tasks(online)) == (10_000, 0, [])
    (done,) = came(online, 9_000, on="2026-11-20")
    assert (done, transit(online)) == (arrivals.Seen("S1", 9_000, 0, 1_000), 1_000)
    assert tasks(online) == [("bank", "S1", -1_000)]
    with online.shop.office.reading() as desk:
        (one,) = settlements.statements(desk)
        assert (one.came, one.came_on, one.differs, one.waits) == (9_000, "2026-11-20", 0, False)
    (rest,) = came(online, 600, fee=400)
    assert (rest.open, transit(online), tasks(online)) == (0, 0, [])
    with online.shop.office.reading() as desk:
        assert dict(settlements.fees(desk))["payment_fee"] == -400
    with pytest.raises(NotFound):
        came(online, 1)


def test_what_did_not_come_after_all_waits_again_and_can_be_said_again(online: OnlineShop) -> None:
    paid_out(online, S1=10_000)
    came(online, 9_500, fee=500, way="drawer")
    for _time in range(2):
        with online.shop.office.writing() as desk:
            back = arrivals.take_back(desk, online.account, "S1")
        assert (back.amount, back.fee, back.open, transit(online)) == (-9_500, -500, 10_000, 10_000)
        with online.shop.office.writing() as desk, pytest.raises(Conflict):
            arrivals.take_back(desk, online.account, "S1")
        came(online, 9_500, fee=500, way="drawer")
    assert sum(sum_ for _kind, sum_ in online.rows("SELECT kind, amount FROM cash_move")) == 9_500


def test_a_line_of_the_bank_finds_its_payouts_by_the_amount(online: OnlineShop) -> None:
    paid_out(online, S1=10_000, S2=5_000, S3=2_000)
    assert [one.number for one in came(online, 5_000)] == ["S2"]
    with pytest.raises(Conflict):
        came(online, 7_000)
    assert sorted(one.number for one in came(online, 12_000)) == ["S1", "S3"]
    assert (transit(online), tasks(online)) == (0, [])


def test_the_rest_of_one_payout_and_what_another_kept_come_in_one_line(online: OnlineShop) -> None:
    paid_out(online, S1=10_000, S2=5_000, S3=-2_000)
    came(online, 9_000, "S1")
    assert [(one.number, one.amount, one.open) for one in came(online, 4_000)] == [
        ("S1", 1_000, 0), ("S2", 5_000, 0), ("S3", -2_000, 0),
    ]  # fmt: skip
    assert (transit(online), tasks(online)) == (0, [])


def test_payouts_nobody_saw_for_long_are_one_task_and_one_line_of_the_bank_ends_it(online: OnlineShop) -> None:
    paid_out(online, S1=10_000)
    online.shop.clock.now += timedelta(days=8)
    assert tasks(online) == [("late", "S1", -10_000)]
    old = Statement("S0", "2026-10-01", "2026-10-07", 7_000, "2026-10-09")
    with online.shop.office.writing() as desk:
        settlements.take_in(desk, online.account, Money((), (old,)))
    assert (transit(online), tasks(online)) == (17_000, [("late", "S0", -17_000)])
    came(online, 17_000)
    assert (transit(online), tasks(online)) == (0, [])


def test_more_than_a_payout_is_of_it_only_where_it_is_named(online: OnlineShop) -> None:
    paid_out(online, S1=10_000)
    for amount, fee in ((99_000, 0), (10_000, 1), (10_001, 0)):
        with pytest.raises(Conflict):
            came(online, amount, fee=fee)
    assert (transit(online), tasks(online)) == (10_000, [])
    (done,) = came(online, 10_500, "S1")
    assert (done.open, tasks(online)) == (-500, [("bank", "S1", 500)])
    for amount in (500, 1_000):
        with pytest.raises(Conflict):
            came(online, amount)
    paid_out(online, S2=2_000)
    assert [(one.number, one.open) for one in came(online, 1_500)] == [("S2", 500)]


def test_of_payouts_of_the_same_amount_the_oldest_came(online: OnlineShop) -> None:
    paid_out(online, S1=10_000, S2=10_000)
    assert [[one.number for one in came(online, 10_000)] for _time in range(2)] == [["S1"], ["S2"]]


def test_what_a_bank_kept_is_no_shortage_of_what_the_platform_took(online: OnlineShop) -> None:
    paid_out(online, S1=10_000, S2=-3_000)
    assert came(online, 6_500, fee=500) == [arrivals.Seen("S1", 10_000, 0, 0), arrivals.Seen("S2", -3_500, 500, 0)]
    paid_out(online, S3=-3_000)
    assert came(online, 3_500, fee=500) == [arrivals.Seen("S3", -3_500, 500, 0)]
    paid_out(online, S4=-3_000)
    assert came(online, 1_000) == [arrivals.Seen("S4", -1_000, 0, -2_000)]
    assert came(online, 2_200, "S4", fee=200) == [arrivals.Seen("S4", -2_200, 200, 0)]
    assert (transit(online), tasks(online)) == (0, [])
    with online.shop.office.reading() as desk:
        assert dict(settlements.fees(desk))["payment_fee"] == -1_200
    with online.shop.office.writing() as desk:
        assert arrivals.take_back(desk, online.account, "S3") == arrivals.Seen("S3", 3_500, -500, -3_000)


@pytest.mark.parametrize(
    ("payouts", "asked"),
    [({"S1": 10_000, "S2": -3_000}, 7_000), ({"S1": 1_000, "S2": -3_000}, -2_000), ({"S1": -3_000}, -3_000),
     ({"S1": 3_000, "S2": -3_000}, 3_000), ({"S1": 900, "S2": 4_000, "S3": 2_000}, 6_900)],
)  # fmt: skip
def test_what_is_proposed_is_accepted(online: OnlineShop, payouts: dict[str, int], asked: int) -> None:
    """Also where one came too much and another came in part."""
    paid_out(online, W1=500, W2=600)
    came(online, 900, "W1")
    came(online, 400, "W2")
    for more, left in (({}, 200), (payouts, asked)):
        paid_out(online, **more)
        with online.shop.office.reading() as desk:
            told = settlements.statements(desk, online.account)
            expected = arrivals.expected(told)
            assert expected == arrivals.expected(arrivals.waiting(desk)[::-1]) == {online.account: left}
        came(online, abs(left))


def test_an_account_put_away_waits_for_what_was_told_before_it_is_counted_by_hand(online: OnlineShop) -> None:
    online.platform.rules = replace(online.platform.rules, settles=True)
    sold(online)
    told(online, line("500", "item", 12_000), paid={"S1": 10_000})
    with online.shop.office.writing() as desk:
        accounts.put_away(desk, online.account)
        assert collecting.by_hand(desk, online.account)
        assert arrivals.are_payouts(desk, online.account)
    came(online, 10_000)
    with online.shop.office.reading() as desk:
        assert not arrivals.are_payouts(desk, online.account)


def test_what_is_counted_by_hand_came_on_its_day(online: OnlineShop) -> None:
    sold(online)
    with online.shop.office.writing() as desk:
        collecting.received(desk, online.account, 11_000, 500, on="2026-11-20")
    with online.shop.office.reading() as desk:
        (one,) = settlements.statements(desk)
        assert (one.paid_on, one.came_on) == ("2026-11-20", "2026-11-20")
    assert online.rows("SELECT DISTINCT on_date FROM settlement_line WHERE statement <> ''") == [("2026-11-20",)]
    with online.shop.office.writing() as desk, pytest.raises(Invalid):
        collecting.received(desk, online.account, 100, on="2027-01-01")


def test_of_thousands_of_payouts_each_looks_at_its_own_lines_alone(online: OnlineShop) -> None:
    """What belongs to payouts in other ways is summed once: no list of an account is gone through for each."""
    lines = [MoneyLine(f"m{n}", "service", "x", -1, "2026-11-22", "", f"P{n % 300}") for n in range(3_000)]
    paid = [Statement(f"P{n}", "2025-11-01", "2025-11-02", 90, "2026-11-20") for n in range(300)]
    with online.shop.office.writing() as desk:
        settlements.take_in(desk, online.account, Money(tuple(lines), tuple(paid)))
    assert online.rows("SELECT count(*) FROM settlement_line WHERE remote LIKE 'hand:before:%'") == [(300,)]
    ticks: list[int] = []
    with online.shop.office.reading() as desk:
        driver: Any = desk.session.connection().connection.driver_connection
        driver.set_progress_handler(lambda: ticks.append(1), 1_000)
        try:
            assert len(settlements.statements(desk, online.account, settlements.ALL)) == 300
            assert len(arrivals.waiting(desk, online.account)) == 300
        finally:
            driver.set_progress_handler(None, 0)
    assert len(ticks) < 400


@pytest.mark.parametrize(
    "wrong", [{"amount": 0}, {"amount": -1}, {"amount": 5, "on": "2027-01-01"}, {"amount": 5, "on": "x"},
              {"amount": 5, "way": "pocket"}, {"amount": 5, "payout": "S9"}],
)  # fmt: skip
def test_what_is_no_line_of_a_bank_is_refused(online: OnlineShop, wrong: dict[str, Any]) -> None:
    paid_out(online, S1=10_000)
    with pytest.raises((Invalid, NotFound)):
        came(online, **wrong)
    assert transit(online) == 10_000


def test_of_money_in_a_wallet_only_what_left_it_waits_for_the_bank(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file")
    stall.money("lazada-statement-th.csv")
    with shop.office.reading() as desk:
        assert [one.number for one in arrivals.waiting(desk)] == ["TH10ABC-2026-1116"]
    stall.money("lazada-wallet-en.csv")
    with shop.office.reading() as desk:
        assert [one.number for one in arrivals.waiting(desk)] == ["w-W2"]
    with shop.office.writing() as desk:
        arrivals.came(desk, stall.account, 10_000)
    with shop.office.reading() as desk:
        assert arrivals.waiting(desk) == []


def test_money_of_a_shop_of_ones_own_is_in_the_bank_once_it_came(online: OnlineShop) -> None:
    sold(online)
    done = received(online, 11_500, 500)
    assert transit(online) == 0
    with online.shop.office.writing() as desk:
        collecting.take_back(desk, online.account, done.number)
    assert (transit(online), tasks(online)) == (0, [])


def test_many_lines_are_one_deed_and_one_that_contradicts_stops_no_other(online: OnlineShop) -> None:
    lines = [MoneyLine(f"m{n}", "service", "x", -1, "2026-11-22") for n in range(100)]
    online.platform.rules = replace(online.platform.rules, settles=True)
    online.platform.accounts = Money(tuple(lines))
    (before,) = online.rows("SELECT count(*) FROM journal")
    online.engine.step(at_once=True)
    (after,) = online.rows("SELECT count(*) FROM journal")
    assert after[0] - before[0] <= 3
    changed, new = replace(lines[3], amount=-2), MoneyLine("m100", "service", "x", -1, "2026-11-22")
    online.platform.accounts = Money((lines[0], changed, new))
    online.engine.step(at_once=True)
    assert online.rows("SELECT count(*), sum(amount) FROM settlement_line") == [(101, -101)]
    assert online.rows("SELECT key FROM held_reply") == [("m3",)]


def test_another_share_marks_what_is_on_sale_and_what_was_stuck_is_tried_again(online: OnlineShop) -> None:
    online.mark("stock", 1)
    with online.shop.office.writing() as desk:
        quick.rows(desk.session.connection(), "UPDATE outbox SET state = 'stuck'")
    with online.shop.office.writing() as desk:
        accounts.change(desk, online.account, share=9_000)
    assert online.rows("SELECT kind, key, version, state FROM outbox") == [("stock", 1, 2, "due")]


def test_no_buyer_is_shown_less_than_none_and_another_cap_is_said(online: OnlineShop) -> None:
    (goods,) = online.goods
    ((offer,),) = online.rows("SELECT id FROM offer")
    for cap in (-5, 3):
        unit = listings.Unit(goods.sale_unit, 12_000, "JAM-0", cap=cap)
        with online.shop.office.writing() as desk, pytest.raises(Invalid) if cap < 0 else nullcontext():
            listings.draw_up(desk, int(str(offer)), online.account, [unit])
    assert ("stock",) in online.rows("SELECT kind FROM outbox")
