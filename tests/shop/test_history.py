"""Bills are found again by what a person remembers of them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import TextClause

from shopdesk.base.errors import NotFound
from shopdesk.shop import history, payments, refunds, selling
from tests.conftest import Shop


@pytest.fixture
def sold(shop: Shop) -> list[selling.Sold]:
    rice = shop.add("ข้าวหอมมะลิ 5 กก.", 18500, codes=("8850999320014",))
    fish = shop.add("น้ำปลาแท้ 700 มล.", 3200)
    first = shop.sell((rice, 1000), (fish, 2000))
    shop.clock.now += timedelta(days=1)
    second = shop.sell((fish, 1000))
    third = shop.sell((rice, 1000), paid=[selling.Paid("promptpay", 18500)])
    return [first, second, third]


def found(shop: Shop, typed: str, days: tuple[str, str] | None = None) -> list[int]:
    with shop.office.reading() as desk:
        return [entry.id for entry in history.find(desk, typed, days).entries]


def test_nothing_typed_shows_the_latest_first_and_the_older_ones_after_them(
    shop: Shop, sold: list[selling.Sold]
) -> None:
    first, second, third = (bill.id for bill in sold)
    assert found(shop, " ") == [third, second, first]
    with shop.office.reading() as desk:
        page = history.latest(desk, limit=2)
        assert ([entry.id for entry in page.entries], page.more) == ([third, second], True)
        rest = history.latest(desk, before=second, limit=2)
        assert ([entry.id for entry in rest.entries], rest.more) == ([first], False)


@pytest.mark.parametrize("typed", ["2", "๒", "#0002", "1a-000002", "32", "32.00", "฿32"])
def test_a_bill_is_found_by_its_number_or_its_amount(shop: Shop, sold: list[selling.Sold], typed: str) -> None:
    assert found(shop, typed) == [sold[1].id]


@pytest.mark.parametrize("typed", ["หอมมะลิ", "8850999320014"])
def test_a_bill_is_found_by_what_was_in_it(shop: Shop, sold: list[selling.Sold], typed: str) -> None:
    assert found(shop, typed) == [sold[2].id, sold[0].id]
    assert found(shop, typed, ("2026-11-22", "2026-11-22")) == [sold[0].id]
    with shop.office.reading() as desk:
        assert [entry.id for entry in history.with_code(desk, "8850999320014").entries] == [sold[2].id, sold[0].id]


def test_a_day_holds_its_own_bills_and_a_number_is_found_from_any_day(shop: Shop, sold: list[selling.Sold]) -> None:
    yesterday = ("2026-11-22", "2026-11-22")
    assert found(shop, "", yesterday) == [sold[0].id]
    assert found(shop, "249", yesterday) == [sold[0].id]
    assert found(shop, "185", yesterday) == []
    assert found(shop, "#3", yesterday) == [sold[2].id]
    assert found(shop, "22/11/2569") == found(shop, "22 พ.ย. 2569") == [sold[0].id]
    with shop.office.reading() as desk:
        spans = [history.days(desk, name) for name in ("today", "yesterday", "week", "all")]
    today, before, week = "2026-11-23", "2026-11-22", "2026-11-17"
    assert spans == [(today, today), (before, before), (week, today), None]


@pytest.mark.parametrize("typed", ["999", "ไม่มีของนี้", "%", "'; DROP TABLE sale; --", "9" * 500, "1A-"])
def test_what_is_not_there_is_not_found(shop: Shop, sold: list[selling.Sold], typed: str) -> None:
    assert found(shop, typed) == []


def test_an_answer_from_the_newest_bills_alone_says_so(shop: Shop, sold: list[selling.Sold]) -> None:
    with shop.office.reading() as desk:
        assert not history.find(desk, "น้ำปลา").whole
        assert history.find(desk, "น้ำปลา", ("2026-11-22", "2026-11-22")).whole
        assert history.find(desk, "#1").whole


def test_a_bill_tells_what_became_of_it(shop: Shop, sold: list[selling.Sold]) -> None:
    with shop.office.reading() as desk:
        fish = history.bill(desk, sold[0].id).refundable[1]
    with shop.office.writing() as desk:
        back = refunds.refund(desk, sold[0].id, {fish.line: 1000}, "ขวดแตก")
    with shop.office.writing() as desk:
        refunds.void(desk, sold[1].id, "กดผิด")
    with shop.office.reading() as desk:
        bill = history.bill(desk, sold[0].id)
        assert [(line.name, line.net, line.refunded) for line in bill.lines] == [
            ("ข้าวหอมมะลิ 5 กก.", 18500, 0),
            ("น้ำปลาแท้ 700 มล.", 6400, 1000),
        ]
        assert [entry.number for entry in bill.refunds] == [back.number]
        assert (bill.entry.refunded, bill.voidable) == (3200, False)
        refund = history.bill(desk, back.id)
        assert refund.refund_of is not None
        assert refund.refund_of.id == sold[0].id
        assert (refund.entry.total, refund.note, refund.refundable) == (-3200, "ขวดแตก", ())
        gone = history.bill(desk, sold[1].id)
        assert gone.void is not None
        assert gone.void.reason == "กดผิด"
        assert (gone.entry.voided, gone.voidable, gone.refundable) == (True, False, ())
        with pytest.raises(NotFound):
            history.bill(desk, 999)


def test_payments_nobody_saw_are_listed_until_somebody_confirms(shop: Shop, sold: list[selling.Sold]) -> None:
    with shop.office.reading() as desk:
        (entry,) = history.unconfirmed(desk).entries
        (paid,) = history.bill(desk, entry.id).payments
        assert (entry.id, paid.amount, paid.can_confirm) == (sold[2].id, 18500, True)
        assert [history.moved_cash(desk, bill) for bill in (entry.id, sold[0].id)] == [False, True]
    with shop.office.writing() as desk:
        payments.confirm(desk, paid.id, "confirmed_cashier")
    with shop.office.reading() as desk:
        assert history.unconfirmed(desk).entries == ()
        assert not history.bill(desk, sold[2].id).payments[0].can_confirm


def test_no_look_reads_all_bills(shop: Shop, sold: list[selling.Sold]) -> None:
    looks = {name: look.text for name, look in vars(history).items() if isinstance(look, TextClause)}
    with shop.office.engine.connect() as connection:
        for name, look in looks.items():
            asked = re.sub(r":\w+", "1", re.sub(r"IN :\w+", "IN (1)", look))
            plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}")]
            whole = {step.partition(" USING")[0] for step in plan if step.startswith("SCAN ")}
            bounded = {"SCAN CONSTANT ROW", "SCAN r", "SCAN t", "SCAN (subquery-1)", "SCAN z"}
            bounded |= {"SCAN sale", "SCAN sale_line", "SCAN payment_state"} if ":newest" in look else set()
            assert whole <= bounded, (name, plan)


def test_a_number_with_its_letter_is_found_as_it_is_called_out(shop: Shop) -> None:
    from sqlmodel import Session, select

    from shopdesk.db import models
    from shopdesk.shop import starting

    rice = shop.add("ข้าว", 4000)
    first = shop.sell((rice, 1000))
    with Session(shop.office.engine) as session, session.begin():
        till = session.exec(select(models.Till)).one()
        starting.open_series(session, till.id or 0, "B")
    second = shop.sell((rice, 1000))
    with shop.office.reading() as desk:
        assert [entry.id for entry in history.find(desk, "#B0001").entries] == [second.id]
        assert {entry.id for entry in history.find(desk, "#0001").entries} == {first.id, second.id}
