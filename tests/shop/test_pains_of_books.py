"""What went wrong in other shops' books of producers and customers, each thread once (features.md, pains 13 and 23)."""

import pytest

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.shop import credit, customers, orders, payouts, producers, receiving, refunds, stockroom
from shopdesk.shop.customers import Card
from shopdesk.shop.producers import Agreement, Producer
from tests.conftest import Shop


def _producer(shop: Shop, name: str, *terms: Agreement) -> Producer:
    with shop.office.writing() as desk:
        made = producers.add(desk, name)
        for one in terms:
            producers.agree(desk, made.id, one)
    return made


def _leaves(shop: Shop, who: Producer, item: int, qty: int) -> None:
    load = receiving.Load((receiving.Incoming(item, qty, 0),), owner=who.owner, paid_by=receiving.CONSIGNMENT)
    with shop.office.writing() as desk:
        receiving.receive(desk, load)


def _balance(shop: Shop, who: Producer) -> int:
    with shop.office.reading() as desk:
        owed = payouts.owed(desk, who.party)
        assert sum(line.owed for line in owed.lines) + owed.carried == payouts.balance(desk, "producer", who.party)
        return payouts.balance(desk, "producer", who.party)


def test_pain_23_the_fee_of_each_line_is_the_one_agreed_and_the_lines_are_the_sum(shop: Shop) -> None:
    """OFN #12844: the report showed fees of 2.65 where 1.32 was agreed. Each line at its own terms, to the satang."""
    terms = Agreement("percent", 1_325, "2026-01-01")
    who = _producer(shop, "แม่ 1", terms)
    thing = shop.add("กล้วยตาก", 999)
    _leaves(shop, who, thing.item, 10_000)
    for _bill in range(3):
        shop.sell((thing, 1_000))
    # 999 less 13.25 % is 866.6325: each bill is rounded by itself, and nothing is charged twice.
    assert _balance(shop, who) == 3 * 867


def test_pain_23_a_payout_is_missing_nothing_that_was_sold_or_given_back_since(shop: Shop) -> None:
    """OFN PR#12879, PR#13037: payouts left out what was sold or given back between two of them."""
    who = _producer(shop, "แม่ 1", Agreement("fixed", 800, "2026-01-01"))
    thing = shop.add("ไข่เค็ม", 1_000)
    _leaves(shop, who, thing.item, 20_000)
    first = shop.sell((thing, 5_000))
    with shop.office.writing() as desk:
        assert payouts.pay(desk, "producer", who.party).amount == 4_000
    shop.sell((thing, 2_000))
    with shop.office.writing() as desk:
        line = refunds.refundable(desk, first.id)[0].line
        refunds.refund(desk, first.id, {line: 3_000})
    assert _balance(shop, who) == -800
    shop.sell((thing, 4_000))
    with shop.office.writing() as desk:
        assert payouts.pay(desk, "producer", who.party).amount == 2_400
    with pytest.raises(Conflict), shop.office.writing() as desk:
        payouts.pay(desk, "producer", who.party)


def test_pain_23_new_terms_do_not_reach_back(shop: Shop) -> None:
    """OFN #11532: a fee changed later changed what had been sold before."""
    who = _producer(shop, "แม่ 1", Agreement("percent", 2_000, "2026-01-01"))
    thing = shop.add("กล้วยตาก", 1_000)
    _leaves(shop, who, thing.item, 10_000)
    shop.sell((thing, 1_000))
    with shop.office.writing() as desk:
        producers.agree(desk, who.id, Agreement("percent", 5_000, "2026-11-01"))
    assert _balance(shop, who) == 800
    shop.sell((thing, 1_000))
    assert _balance(shop, who) == 800 + 500


def test_pain_23_nobody_reckons_by_hand_what_is_left_over(shop: Shop) -> None:
    """OFN #1554: hubs worked out by hand what their producers got. What the shop buys stands in the same book."""
    who = _producer(shop, "แม่ 1", Agreement("percent", 2_000, "2026-01-01", unsold="buy"))
    thing = shop.add("กล้วยตาก", 1_000)
    _leaves(shop, who, thing.item, 10_000)
    shop.sell((thing, 4_000))
    with shop.office.writing() as desk:
        stockroom.unsold(desk, who.id, thing.item, 6_000)
    assert _balance(shop, who) == 8_000


def test_pain_23_no_producer_is_paid_twice(shop: Shop) -> None:
    """OFN #1554: two people paid the same round."""
    who = _producer(shop, "แม่ 1", Agreement("percent", 2_000, "2026-01-01"))
    thing = shop.add("กล้วยตาก", 1_000)
    _leaves(shop, who, thing.item, 10_000)
    shop.sell((thing, 1_000))
    with shop.office.writing() as desk:
        payouts.pay_all(desk, [who.party])
    with shop.office.writing() as desk:
        assert payouts.pay_all(desk, [who.party]) == []
    with pytest.raises((Conflict, Invalid)), shop.office.writing() as desk:
        payouts.pay(desk, "producer", who.party, 800)


def test_a_deposit_of_an_order_given_up_goes_back_to_whoever_has_a_book_or_stays_in_it(shop: Shop) -> None:
    """Loyverse "Deposit account": a deposit was neither in the book nor in the drawer."""
    cake = shop.add("เค้ก", 35_000)
    with shop.office.writing() as desk:
        person = customers.add(desk, Card("ครูแดง"))
    for back, balance in ((False, -20_000), (True, -20_000)):
        with shop.office.writing() as desk:
            draft = orders.Draft(
                [orders.Wanted(cake.sale_unit, 1_000)], "2026-11-30", customer=person.id, deposit=20_000
            )
            made = orders.take(desk, draft)
        with shop.office.writing() as desk:
            orders.cancel(desk, made.id, back)
        with shop.office.reading() as desk:
            assert credit.balance(desk, person.party) == balance
    assert shop.check().ok
