"""A buyer got money back and the platform names no goods: a person says what came, and nothing else is taken back."""

import pytest

from shopdesk.base.errors import Conflict, Invalid, NotAllowed, Unsure
from shopdesk.core import orderstate
from shopdesk.db import models
from shopdesk.shop import accounts, channels, refunds, settlements
from shopdesk.shop.desk import asking
from shopdesk.shop.online import board, holding, intake, packing, posting, returning
from shopdesk.shop.orders import Wanted
from shopdesk.shop.rights import CASHIER, Actor
from tests.conftest import Shop
from tests.shop.online_stall import Online, later


@pytest.fixture
def online(shop: Shop) -> Online:
    return Online(shop)


def paid_back(online: Online, satang: int, hours: int, state: str = "completed") -> int:
    told = later(online.order(pieces=3, state=state), hours, more={"paid_back": str(satang)})
    return online.take_in(told).id


def sent(online: Online) -> int:
    return online.take_in(online.order(pieces=3, state="completed")).id


def came(online: Online, order: int, pieces: int | None = None, *, whole: bool = True) -> str:
    with online.shop.office.writing() as desk:
        line = holding.lines_of(desk, order)[0].id or 0
        return returning.came_back(desk, order, whole=whole, came=None if pieces is None else {line: pieces * 1000})


def stands(online: Online, order: int) -> tuple[str, str]:
    with online.shop.office.reading() as desk:
        card = board.one(desk, order).card
        return card.state, card.look


def pieces_left(online: Online, order: int) -> int:
    """Of three that were sold."""
    with online.shop.office.reading() as desk:
        sale = posting.sale_of(desk, desk.session.get_one(models.OnlineOrder, order))
        return sum(line.left for line in refunds.refundable(desk, sale or 0)) // 1000


def owes(online: Online) -> int:
    with online.shop.office.reading() as desk:
        return accounts.listing(desk)[0].owes


def free(online: Online) -> int:
    with online.shop.office.reading() as desk:
        return holding.available(desk, [online.jam.item])[online.jam.item] // 1000


def settled(online: Online, refund: int) -> None:
    lines = [("item", 36_000), ("refund", -refund)]
    told = tuple(channels.MoneyLine(f"500-{kind}", kind, kind, sum_, "2026-11-23", "500", "S") for kind, sum_ in lines)
    paid = channels.Statement("S", "2026-11-23", "2026-11-23", 36_000 - refund, "2026-11-24")
    with online.shop.office.writing() as desk:
        settlements.take_in(desk, online.account.id, channels.Money(told, (paid,)))


def test_a_part_of_the_money_is_given_back_and_never_the_whole_goods(online: Online) -> None:
    order = sent(online)
    for hours in (1, 2):
        paid_back(online, 5_000, hours)
        assert stands(online, order) == ("problem", "money")
    assert came(online, order) == ""
    assert (stands(online, order), pieces_left(online, order), free(online)) == (("completed", ""), 3, 7)
    assert owes(online) == 31_000
    settled(online, 5_000)
    paid_back(online, 5_000, 3)
    assert (stands(online, order), owes(online)) == (("completed", ""), 0)
    with online.shop.office.reading() as desk:
        assert settlements.tasks(desk) == []
        assert dict(settlements.fees(desk)) == {"refund": -5_000}
        assert settlements.fee_share(desk, online.account.id)[0] == settlements.USUAL_FEE
    assert online.shop.check().ok


@pytest.mark.parametrize("money", [5_000, 12_000, 20_000])
@pytest.mark.parametrize(("whole", "there"), [(True, 8), (False, 7)])
def test_goods_that_came_are_taken_back_and_the_money_is_what_went(
    online: Online, money: int, whole: bool, there: int
) -> None:
    order = sent(online)
    paid_back(online, money, 1)
    assert came(online, order, 1, whole=whole) != ""
    assert (stands(online, order), pieces_left(online, order), free(online)) == (("completed", ""), 2, there)
    settled(online, money)
    with online.shop.office.reading() as desk:
        assert settlements.tasks(desk) == []
    assert (owes(online), online.shop.check().ok) == (0, True)


def test_more_money_that_goes_back_later_is_asked_about_again(online: Online) -> None:
    order = sent(online)
    paid_back(online, 5_000, 1)
    came(online, order)
    paid_back(online, 9_000, 2)
    assert (stands(online, order), owes(online)) == (("problem", "money"), 31_000)
    came(online, order)
    assert (stands(online, order), owes(online)) == (("completed", ""), 27_000)
    paid_back(online, 99_000, 3, state="returned")
    assert stands(online, order) == ("returned", "money")
    came(online, order, 0)
    assert (stands(online, order), owes(online), free(online)) == (("returned", ""), 0, 7)


def test_all_the_money_back_and_nothing_said_takes_the_whole_sale_back(online: Online) -> None:
    order = sent(online)
    paid_back(online, 36_000, 1, state="returned")
    came(online, order)
    assert (stands(online, order), owes(online), free(online)) == (("returned", ""), 0, 10)
    with pytest.raises(Conflict):
        came(online, order)


def test_an_order_that_is_first_seen_with_money_back_is_sold_and_asked_about(online: Online) -> None:
    order = paid_back(online, 5_000, 0)
    assert (stands(online, order), owes(online), free(online)) == (("problem", "money"), 36_000, 7)
    came(online, order)
    assert (stands(online, order), owes(online)) == (("completed", ""), 31_000)


def test_more_than_was_sold_never_comes_back(online: Online) -> None:
    order = sent(online)
    with pytest.raises(Invalid):
        came(online, order, 4)
    # A person may say of any order what of it came back.
    came(online, order, 1)
    assert (stands(online, order), owes(online), free(online)) == (("completed", ""), 24_000, 8)


def test_what_goods_nobody_knows_brought_back_waits_for_their_name(online: Online) -> None:
    line = channels.RemoteLine(("9-1",), "OLD", "แยมเก่า", 1, 8_000)
    told = online.order("9", state="completed", lines=(line,), goods=8_000, more={"paid_back": "3000"})
    order = online.take_in(told).id
    assert stands(online, order)[0] == "attention"
    with online.shop.office.writing() as desk:
        intake.match(desk, holding.lines_of(desk, order)[0].id or 0, online.jam.sale_unit)
    for hours in (0, 1):
        assert stands(online, order) == ("problem", "money")
        assert (owes(online), free(online)) == (8_000, 9)
        online.take_in(later(told, hours + 1))


def returning_wish(online: Online) -> int:
    """A parcel arrived, and its buyer wants to send it back; another arrived and is over."""
    online.take_in(online.order("600", pieces=1, state="delivered"))
    return online.take_in(online.order(state="delivered", wants="return", more={"reverse": "9"})).id


def test_a_buyer_who_waits_for_an_answer_stands_first_until_it_is_given(online: Online) -> None:
    order = returning_wish(online)
    online.take_in(online.order("700", pieces=1))
    past = ("shipped", "delivered", "completed", "cancelled", "returned")
    with online.shop.office.reading() as desk:
        assert [card.number for card in board.cards(desk)] == ["500", "700"]
        assert [card.number for card in board.cards(desk, most=1)] == ["500"]
        assert [card.number for card in board.cards(desk, past)] == ["600"]
        assert (board.count(desk, orderstate.TO_DO), board.count(desk, past)) == (2, 1)
        assert dict(board.counts(desk)) == {"asked": 1, "delivered": 1, "new": 1}
    with online.shop.office.writing() as desk:
        packing.answer(desk, order, agree=False)
    with online.shop.office.reading() as desk:
        assert [card.number for card in board.cards(desk)] == ["700"]
        assert {card.number for card in board.cards(desk, past)} == {"500", "600"}
        assert dict(board.counts(desk)) == {"delivered": 2, "new": 1}


def test_only_who_may_pay_money_back_agrees_to_a_return(online: Online) -> None:
    order = returning_wish(online)
    office = online.shop.office
    packer = Actor(1, 1, "หน่อย", "cashier", CASHIER)
    with pytest.raises(NotAllowed), office.writing(packer) as desk:
        packing.answer(desk, order, agree=True)
    with office.writing(packer) as desk:
        packing.answer(desk, order, agree=False)
    cancelling = online.take_in(online.order("700", pieces=1, wants="cancel")).id
    with office.writing(packer) as desk:
        packing.answer(desk, cancelling, agree=True)


def test_a_parcel_under_way_comes_back_only_after_a_question(online: Online) -> None:
    order = online.take_in(online.order(pieces=3, state="shipped")).id
    with asking(), pytest.raises(Unsure, match="ยังอยู่ระหว่างทาง"):
        came(online, order)
    assert (stands(online, order), pieces_left(online, order)) == (("shipped", ""), 3)
    with asking(frozenset({"underway"})):
        came(online, order)
    assert stands(online, order) == ("returned", "")
    assert online.shop.check().ok


@pytest.mark.parametrize("told", [{"state": "delivered"}, {"state": "shipped", "wants": "return"}])
def test_what_arrived_or_is_sent_back_comes_back_unasked(online: Online, told: dict[str, str]) -> None:
    order = online.take_in(online.order(pieces=3, **told)).id  # type: ignore[arg-type]
    with asking():
        came(online, order)
    assert stands(online, order) == ("returned", "")


def test_more_is_promised_than_lies_there_only_after_a_question(online: Online) -> None:
    def promise(number: str, *pieces: int) -> None:
        with online.shop.office.writing() as desk:
            wanted = [Wanted(online.jam.sale_unit, one * 1000) for one in pieces]
            intake.promise(desk, online.account.id or 0, number, wanted)

    online.take_in(online.order(pieces=2))
    with asking():
        promise("P1", 3)
        with pytest.raises(Unsure, match="แยมมะม่วง มีอยู่แค่ 5"):
            promise("P2", 3, 3)
        assert free(online) == 5
    with asking(frozenset({"short"})):
        promise("P2", 999)
    with asking(), pytest.raises(Unsure, match="มีอยู่แค่ 0"):
        promise("P3", 1)
