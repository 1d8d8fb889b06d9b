"""What platforms owe until it is in the bank: postage, payouts that were told, and what came of them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from shopdesk.base.errors import NotFound
from shopdesk.shop import accounts, collecting, settlements, users
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
        assert settlements.tasks(desk) == []
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
