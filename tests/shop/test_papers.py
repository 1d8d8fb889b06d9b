"""What a counter asks of the shop before it acts: a refund's quote, a count held against the system, papers in line."""

from datetime import timedelta

import pytest

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.core import promptpay
from shopdesk.core.cart import Discount
from shopdesk.core.documents import DayReport, Receipt
from shopdesk.core.slips import HoldSlip
from shopdesk.shop import (
    closing,
    closings,
    day,
    documents,
    history,
    payments,
    printing,
    refunds,
    selling,
    settings,
    users,
)
from tests.conftest import Shop


def test_a_quote_says_what_the_refund_will_pay(shop: Shop) -> None:
    water, rice = shop.add("น้ำดื่ม", 733), shop.add("ข้าว", 18500)
    with shop.office.writing() as desk:
        settings.change(desk, "cash.rounding", "nearest25")
    paid = [selling.Paid("promptpay", 10000), selling.Paid("cash", 10700)]
    sale = shop.sell((water, 3000), (rice, 1000), paid=paid).id
    with shop.office.reading() as desk:
        lines = {row.name: row.line for row in refunds.refundable(desk, sale)}
        assert refunds.quote(desk, sale, {}).paid == 0
        quotes = [refunds.quote(desk, sale, parts) for parts in ({lines["น้ำดื่ม"]: 1000}, {lines["ข้าว"]: 1000})]
        with pytest.raises(Invalid):
            refunds.quote(desk, sale, {lines["ข้าว"]: 2000})
        with pytest.raises(NotFound):
            refunds.quote(desk, sale, {999: 1000})
    assert quotes[0].back == (("พร้อมเพย์", 733),)
    with shop.office.writing() as desk:
        made = refunds.refund(desk, sale, {lines["ข้าว"]: 1000})
    assert (made.total, made.rounding, made.words) == (quotes[1].total, quotes[1].rounding, quotes[1].back)


def test_a_count_is_compared_and_says_what_stays_and_what_goes(shop: Shop) -> None:
    rice = shop.add("ข้าว", 18500)
    with shop.office.writing() as desk:
        day.open_day(desk, 100_000)
    shop.sell((rice, 1000))
    with shop.office.reading() as desk:
        found = closing.compare(desk, {100_000: 1, 10_000: 1, 5_000: 1})
        assert (found.counted, found.expected, found.difference) == (115_000, 118_500, -3_500)
        assert (found.kept, found.taken) == (50_000, 65_000)
        assert closing.compare(desk, None, 30_000).kept == 30_000
        with pytest.raises(Invalid):
            closing.compare(desk, None, 30_000, kept=30_001)


def test_who_counts_blind_hears_no_expected_sum(shop: Shop) -> None:
    shop.sell((shop.add("ข้าว", 18500), 1000))
    with shop.office.writing() as desk:
        users.add(desk, "สมศรี", "cashier")
    cashier = users.sign_in(shop.office, "สมศรี", "")
    with shop.office.reading(cashier) as desk:
        found = closing.compare(desk, None, 1000)
        assert (found.expected, found.difference) == (None, None)


def test_cash_moves_closings_and_a_forgotten_evening_are_told(shop: Shop) -> None:
    with shop.office.reading() as desk:
        assert (day.moves(desk), closings.listed(desk), day.overdue(desk)) == ([], [], "")
    with shop.office.writing() as desk:
        day.move_cash(desk, -8500, "ซื้อของเข้าร้าน")
    shop.clock.now += timedelta(days=1)
    with shop.office.reading() as desk:
        assert [(move.amount, move.reason) for move in day.moves(desk)] == [(-8500, "ซื้อของเข้าร้าน")]
        assert day.overdue(desk) == "2026-11-22"
    with shop.office.writing() as desk:
        closed = closing.close_day(desk, 0)
    with shop.office.reading() as desk:
        (row,) = closings.listed(desk)
        assert (row.number, row.first_date, row.last_date) == (closed.number, "2026-11-22", "2026-11-23")
        assert (day.moves(desk), day.overdue(desk)) == ([], "")


def test_every_kind_of_paper_comes_out_of_the_line_as_itself(shop: Shop) -> None:
    rice = shop.add("ข้าว", 18500)
    sale = shop.sell((rice, 1000)).id
    cart = shop.cart((rice, 2000))
    with shop.office.writing() as desk:
        jobs = [
            printing.queue_receipt(desk, sale),
            printing.queue_so_far(desk),
            printing.queue_hold_slip(desk, cart, "ป้าแดง"),
        ]
    with shop.office.writing() as desk:
        papers = [printing.begin(desk, job) for job in jobs]
    assert [type(paper) for paper in papers] == [Receipt, DayReport, HoldSlip]
    with shop.office.reading() as desk:
        assert [job.state for job in printing.waiting(desk)] == ["sending"] * 3


def test_the_second_paper_of_a_closing_is_a_copy(shop: Shop) -> None:
    shop.sell((shop.add("ข้าว", 18500), 1000))
    copies = []
    with shop.office.writing() as desk:
        number = closing.close_day(desk, 18500).number
    for _print in range(2):
        with shop.office.writing() as desk:
            job = printing.queue_report(desk, number)
            paper = printing.begin(desk, job)
            assert isinstance(paper, DayReport)
            copies.append(paper.copy)
            printing.done(desk, job)
    assert copies == [False, True]


def test_a_report_of_a_day_that_was_closed_meanwhile_is_refused(shop: Shop) -> None:
    shop.sell((shop.add("ข้าว", 18500), 1000))
    with shop.office.writing() as desk:
        job = printing.queue_so_far(desk)
    with shop.office.writing() as desk:
        closing.close_day(desk, 18500)
    with pytest.raises(NotFound), shop.office.writing() as desk:
        printing.begin(desk, job)


def test_the_slip_of_a_held_bill_says_what_is_left_after_the_discount(shop: Shop) -> None:
    cart = shop.cart((shop.add("น้ำผึ้ง", 28_000), 1000)).discount_bill(Discount("percent", 1000))
    with shop.office.reading() as desk:
        assert documents.hold_slip(desk, cart, "ป้าแดง").total == 25_200


def test_a_paper_that_is_out_or_not_wanted_any_more_is_not_begun_again(shop: Shop) -> None:
    sold = shop.sell((shop.add("ไข่", 500), 1000))
    with shop.office.writing() as desk:
        printed, dropped = printing.queue_receipt(desk, sold.id), printing.queue_receipt(desk, sold.id)
        assert printing.begin(desk, printed) is not None
        printing.done(desk, printed)
        printing.drop(desk, dropped)
    with shop.office.writing() as desk:
        assert (printing.begin(desk, printed), printing.begin(desk, dropped)) == (None, None)
    with shop.office.reading() as desk:
        assert printing.waiting(desk) == []


def test_a_transfer_nobody_saw_is_asked_for_until_goods_went_back(shop: Shop) -> None:
    egg = shop.add("ไข่", 1000)
    with shop.office.writing() as desk:
        settings.change(desk, "promptpay.id", "0812345678")
    sale = shop.sell((egg, 2000), paid=[selling.Paid("promptpay", 2000)]).id
    with shop.office.reading() as desk:
        assert documents.receipt(desk, sale).payment_qr
    with shop.office.writing() as desk:
        refunds.refund(desk, sale)
    with shop.office.reading() as desk:
        assert documents.receipt(desk, sale).payment_qr is None


def test_two_transfers_nobody_saw_are_asked_for_by_one_code_for_what_is_left(shop: Shop) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "promptpay.id", "0812345678")
    egg = shop.add("ไข่", 1000)
    paid = [selling.Paid("promptpay", 1200), selling.Paid("promptpay", 500), selling.Paid("cash", 300)]
    sale = shop.sell((egg, 2000), paid=paid).id
    with shop.office.reading() as desk:
        first = history.bill(desk, sale).payments[0]
    for left in (1700, 500):
        with shop.office.writing() as desk:
            code = documents.receipt(desk, sale).payment_qr
            assert code is not None
            assert promptpay.parse(code).amount == left
            if left == 1700:
                payments.confirm(desk, first.id, "confirmed_cashier")
