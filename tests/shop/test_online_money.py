"""Money of platforms: what was sold against what they settle and pay, until nothing is owed."""

import pytest

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.shop import forecasts, settlements
from shopdesk.shop.channels import Money, MoneyLine, RemoteOrder, Statement
from shopdesk.shop.online import holding, intake, packing
from tests.conftest import Shop
from tests.sync.online_shop import OnlineShop


@pytest.fixture
def online(shop: Shop) -> OnlineShop:
    there = OnlineShop(shop)
    there.list_goods()
    return there


def line(number: str, kind: str, amount: int, statement: str = "S1") -> MoneyLine:
    return MoneyLine(f"{number}-{kind}-{statement}", kind, kind, amount, "2026-11-18", number, statement)


def told(online: OnlineShop, *lines: MoneyLine, paid: dict[str, int] | None = None, account: int = 0) -> None:
    given = tuple(
        Statement(name, "2026-11-09", "2026-11-15", sum_, "2026-11-18") for name, sum_ in (paid or {}).items()
    )
    with online.shop.office.writing() as desk:
        settlements.take_in(desk, account or online.account, Money(lines, given))


def sold(online: OnlineShop, number: str = "500", **more: object) -> RemoteOrder:
    order = online.order(number, **more)
    with online.shop.office.writing() as desk:
        own = intake.take_in(desk, online.account, order).id
        packing.put_in(desk, holding.lines_of(desk, own)[0].id or 0, 1_000)
        packing.handed_over(desk, packing.packed(desk, own), tracking=f"TH{number}")
    return order


def owes(online: OnlineShop, account: int = 0) -> int:
    return online.standing(account).owes


def test_money_that_was_told_before_its_order_is_the_orders(online: OnlineShop) -> None:
    other = online.join("อีกร้าน")
    told(online, line("500", "item", 12_000), line("500", "commission", -1_200))
    told(online, line("500", "item", 7_000), account=other)
    sold(online)
    with online.shop.office.reading() as desk:
        (one,) = settlements.orders(desk)
        settled = forecasts.settled(desk, online.goods[0].sale_unit)
    assert (one.sold, one.credited, one.fees, one.differs) == (12_000, 12_000, -1_200, 0)
    assert settled is not None
    assert (settled.pieces, settled.brought, settled.fee) == (1, 12_000, 1_200)


def test_what_came_before_and_after_the_order_is_counted_together(online: OnlineShop) -> None:
    told(online, line("500", "item", 12_000))
    sold(online)
    told(online, line("500", "commission", -1_200))
    with online.shop.office.reading() as desk:
        assert [(one.credited, one.fees) for one in settlements.orders(desk)] == [(12_000, -1_200)]


def test_a_payout_that_is_told_again_with_another_amount_is_refused(online: OnlineShop) -> None:
    told(online, line("500", "item", 12_000), paid={"S1": 12_000})
    told(online, line("500", "item", 12_000), paid={"S1": 12_000})
    with pytest.raises(Conflict, match="S1"):
        told(online, paid={"S1": 11_000})
    with pytest.raises(Conflict):
        told(online, line("501", "fee", -1), line("501", "fee", -1), paid={"S2": 1, " S2": 2})


def test_a_payout_is_known_by_its_whole_number_however_long(online: OnlineShop) -> None:
    for _again in range(2):
        told(online, paid={"7" * 120: 5_000, "x\u202ey": 1})
    with online.shop.office.reading() as desk:
        assert sorted(one.number for one in settlements.statements(desk)) == ["7" * 80, "xy"]
    with pytest.raises(Invalid):
        told(online, paid={" \u202e": 5_000})


@pytest.mark.parametrize("currency", ["SGD", "usd", ""])
def test_an_order_in_other_money_is_held_and_said_at_every_channel(online: OnlineShop, currency: str) -> None:
    online.platform.sells(online.order(state="completed", currency=currency), online.order("501"))
    online.step()
    assert online.numbers() == ["501"]
    ((key, why),) = online.rows("SELECT key, why FROM held_reply")
    assert key == "500"
    assert "บาท" in str(why)
    assert online.rows("SELECT count(*) FROM sale") == [(0,)]
    # Once the shop there counts in baht it is told again, and taken in.
    online.platform.sells(online.order(state="completed"))
    online.later()
    assert online.numbers() == ["500", "501"]
    assert online.rows("SELECT count(*) FROM held_reply") == [(0,)]
