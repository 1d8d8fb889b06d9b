"""Money without cash goes from a promise to the account, forward only, and the bank's word is the owner's."""

import pytest
from sqlmodel import select

from shopdesk.base.errors import Conflict, NotAllowed, NotFound
from shopdesk.db import models
from shopdesk.shop import history, payments, refunds, rights, selling, transfers, users
from shopdesk.shop.selling import Paid
from tests.conftest import Shop

TODAY = "2026-11-22"


def cashier(shop: Shop) -> rights.Actor:
    with shop.office.writing() as desk:
        users.add(desk, "สมศรี", "cashier")
    return users.sign_in(shop.office, "สมศรี", "")


def sold(shop: Shop, *paid: Paid) -> selling.Sold:
    egg = shop.add(f"ไข่ {shop.bills}", 1000)
    return shop.sell((egg, 1000), paid=list(paid) or [Paid("promptpay", 1000)])


def states(shop: Shop, *, unsettled: bool = False) -> list[tuple[str, str]]:
    with shop.office.reading() as desk:
        return [(row.number, row.state) for row in transfers.listed(desk, TODAY, TODAY, unsettled=unsettled)]


def ids(shop: Shop) -> list[int]:
    with shop.office.reading() as desk:
        return [row.payment for row in transfers.listed(desk, TODAY, TODAY)]


def test_a_transfer_goes_from_the_promise_over_cashier_and_bank_to_settled(shop: Shop) -> None:
    sold(shop)
    sold(shop, Paid("cash", 1000))
    (payment,) = ids(shop)
    assert states(shop) == [("1A-000001", "promised")]
    with shop.office.writing() as desk:
        payments.confirm(desk, payment, "confirmed_cashier")
    with shop.office.writing() as desk:
        transfers.mark_seen_by_bank(desk, [payment])
    assert states(shop) == [("1A-000001", "confirmed_bank")]
    with shop.office.writing() as desk:
        transfers.settle(desk, [payment])
    assert states(shop) == [("1A-000001", "settled")]
    assert states(shop, unsettled=True) == []


def test_nothing_goes_back_or_stands_still_and_many_are_taken_all_or_none(shop: Shop) -> None:
    sold(shop)
    sold(shop, Paid("scheme", 1000))
    second, first = ids(shop)
    with shop.office.writing() as desk:
        transfers.settle(desk, [first])
    with shop.office.reading() as desk:
        assert not payments.can_confirm(desk, first, "confirmed_bank")
        assert payments.can_confirm(desk, second, "confirmed_bank")
    for payment in ([second, first], [second, 999]):
        with pytest.raises((Conflict, NotFound)), shop.office.writing() as desk:
            transfers.mark_seen_by_bank(desk, payment)
    assert states(shop) == [("1A-000002", "promised"), ("1A-000001", "settled")]


def test_the_bank_s_word_is_for_who_may_see_totals(shop: Shop) -> None:
    sold(shop)
    (payment,) = ids(shop)
    somsri = cashier(shop)
    with shop.office.reading(somsri) as desk:
        assert payments.can_confirm(desk, payment, "confirmed_cashier")
        assert not payments.can_confirm(desk, payment, "confirmed_bank")
    for state in ("confirmed_bank", "settled"):
        with pytest.raises(NotAllowed), shop.office.writing(somsri) as desk:
            payments.confirm(desk, payment, state)
    for deed in (transfers.mark_seen_by_bank, transfers.settle):
        with pytest.raises(NotAllowed), shop.office.writing(somsri) as desk:
            deed(desk, [payment])
    with pytest.raises(NotAllowed), shop.office.reading(somsri) as desk:
        transfers.listed(desk, TODAY, TODAY)


def test_a_voided_bill_s_transfer_is_not_waited_for(shop: Shop) -> None:
    bill = sold(shop)
    (payment,) = ids(shop)
    with shop.office.writing() as desk:
        refunds.void(desk, bill.id, "คิดผิด")
    assert states(shop) == []
    with pytest.raises(Conflict), shop.office.writing() as desk:
        transfers.settle(desk, [payment])


def test_a_slip_that_was_shown_stays_in_the_payment_s_story(shop: Shop) -> None:
    slip = {"slip_bank": "014", "slip_reference": "00111222233344ABCD12"}
    sold(shop, Paid("promptpay", 1000, "confirmed_cashier", **slip))
    sold(shop, Paid("promptpay", 1000, slip_reference="ZZ9988"))
    with shop.office.reading() as desk:
        told = desk.session.exec(select(models.PaymentEvent.state).order_by(models.PaymentEvent.id)).all()  # type: ignore[arg-type]
    assert told == ["slip_seen", "confirmed_cashier", "slip_seen"]
    assert states(shop) == [("1A-000002", "slip_seen"), ("1A-000001", "confirmed_cashier")]


def test_other_days_are_not_listed(shop: Shop) -> None:
    sold(shop)
    with shop.office.reading() as desk:
        assert transfers.listed(desk, "2026-11-20", "2026-11-21") == []


def test_money_never_seen_is_not_waited_for_once_all_goods_went_back(shop: Shop) -> None:
    egg = shop.add("ไข่", 1000)
    bill = shop.sell((egg, 2000), paid=[Paid("promptpay", 2000)])
    (payment,) = ids(shop)
    for goods_left in (True, False):
        with shop.office.reading() as desk:
            (line,) = refunds.refundable(desk, bill.id)
        with shop.office.writing() as desk:
            refunds.refund(desk, bill.id, {line.line: 1000})
        with shop.office.reading() as desk:
            (row,) = transfers.listed(desk, TODAY, TODAY)
            assert (row.given_up, row.words == "คืนของแล้ว") == (not goods_left, not goods_left)
            assert [found.number for found in history.unconfirmed(desk).entries] == [bill.number] * goods_left
            assert history.bill(desk, bill.id).entry.unconfirmed == goods_left
    with shop.office.writing() as desk:
        payments.confirm(desk, payment, "confirmed_cashier")
    with shop.office.reading() as desk:
        assert transfers.listed(desk, TODAY, TODAY)[0].words == "แคชเชียร์เห็นเงินเข้าแล้ว"
