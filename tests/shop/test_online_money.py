"""Money of platforms: what was sold against what they settle and pay, until nothing is owed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.shop import accounts, collecting, forecasts, settlements
from shopdesk.shop.byfile import money as files
from shopdesk.shop.channels import Money, MoneyLine, RemoteOrder, Statement
from shopdesk.shop.online import holding, intake, packing
from tests.conftest import MORNING, Shop
from tests.shop.test_byfile import FILES
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
    online.platform.sells(order)
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


def before(online: OnlineShop, number: str, **more: object) -> RemoteOrder:
    """An order that left two weeks before the account was here."""
    order = replace(online.order(number, state="completed", **more), placed_at=MORNING - timedelta(days=14))
    return replace(order, changed_at=MORNING - timedelta(days=13))


def takes_in(online: OnlineShop, order: RemoteOrder) -> None:
    with online.shop.office.writing() as desk:
        intake.take_in(desk, online.account, order)


@pytest.mark.parametrize("early", [False, True])
def test_money_of_orders_from_before_is_neither_owed_nor_a_loss(online: OnlineShop, early: bool) -> None:
    lines = (line("400", "item", 12_000), line("400", "refund", -2_000), line("400", "commission", -1_000))
    if early:
        told(online, *lines)
    takes_in(online, before(online, "400"))
    if not early:
        told(online, *lines)
    told(online, *lines, paid={"S1": 9_000})
    assert owes(online) == 0
    sold(online)
    told(online, line("500", "item", 12_000, "S2"), paid={"S2": 12_000})
    assert owes(online) == 0
    with online.shop.office.reading() as desk:
        assert settlements.tasks(desk) == []
        assert {one.number: (one.before, one.credited, one.gets) for one in settlements.orders(desk)} == {
            "400": (True, 10_000, 9_000), "500": (False, 12_000, 12_000),
        }  # fmt: skip
        assert dict(settlements.fees(desk)) == {"commission": -1_000}
    assert online.shop.check().ok


def test_money_of_orders_nobody_here_ever_heard_of_is_of_before_until_one_comes(online: OnlineShop) -> None:
    """A first file or page of money is of weeks when no order came home yet."""
    lines = [replace(line(number, "item", 12_000), on="2025-11-18") for number in ("300", "301")]
    told(online, *lines, paid={"S1": 24_000})
    assert (owes(online), online.shop.check().ok) == (0, True)
    takes_in(online, online.order("301", state="completed"))
    assert owes(online) == 0
    with online.shop.office.reading() as desk:
        assert settlements.tasks(desk) == []
    takes_in(online, before(online, "300"))
    assert (owes(online), online.shop.check().ok) == (0, True)


def test_a_payout_for_days_before_adds_up_though_not_every_line_of_it_is_told(online: OnlineShop) -> None:
    sold(online)
    told(online, line("500", "item", 12_000), line("500", "commission", -1_000))
    with online.shop.office.writing() as desk:
        paid = Statement("S1", "2025-11-09", "2026-11-15", 50_000, "2026-11-18")
        settlements.take_in(desk, online.account, Money((), (paid,)))
    assert owes(online) == 0
    # A line that comes late is no longer of before.
    told(online, line("400", "service", -500))
    with online.shop.office.reading() as desk:
        assert [(one.differs, one.before) for one in settlements.statements(desk)] == [(0, 39_500)]
        assert settlements.tasks(desk) == []
    assert (owes(online), online.shop.check().ok) == (0, True)


def received(online: OnlineShop, amount: int, fee: int = 0, way: str = "transfer") -> collecting.Received:
    with online.shop.office.writing() as desk:
        return collecting.received(desk, online.account, amount, fee, way)


def test_a_shop_that_holds_its_own_money_owes_nothing_once_all_of_it_came(online: OnlineShop) -> None:
    """A web shop of one's own tells no payouts: postage counts, a part may come first, a gateway keeps its fee."""
    sold(online, shipping=4_000, total=16_000)
    online.step()
    online.step()
    assert owes(online) == 16_000
    assert received(online, 6_000, way="drawer").left == 10_000
    with pytest.raises(Invalid, match=r"100\.00"):
        received(online, 10_001)
    done = received(online, 9_600, 400)
    assert (done.left, owes(online)) == (0, 0)
    with pytest.raises(Invalid):
        received(online, 1)
    with online.shop.office.reading() as desk:
        assert settlements.tasks(desk) == []
        assert [one.payout for one in settlements.statements(desk)] == [9_600, 6_000]
        assert dict(settlements.fees(desk)) == {"shipping": 4_000, "payment_fee": -400}
    assert online.rows("SELECT kind, amount FROM cash_move") == [("in", 6_000)]


def test_money_that_did_not_come_after_all_is_owed_again_once(online: OnlineShop) -> None:
    sold(online)
    done = received(online, 11_500, 500, "drawer")
    with online.shop.office.writing() as desk:
        back = collecting.take_back(desk, online.account, done.number)
    assert (back.left, owes(online)) == (12_000, 12_000)
    for number in (done.number, back.number, "S1"):
        with online.shop.office.writing() as desk, pytest.raises((Conflict, NotFound)):
            collecting.take_back(desk, online.account, number)
    assert online.rows("SELECT kind, amount FROM cash_move") == [("in", 11_500), ("out", -11_500)]
    assert received(online, 12_000).left == 0


@pytest.mark.parametrize("wrong", [(0, 0, "transfer"), (-1, 0, "transfer"), (5, -1, "transfer"), (5, 0, "pocket")])
def test_what_is_no_amount_is_not_received(online: OnlineShop, wrong: tuple[int, int, str]) -> None:
    sold(online)
    with pytest.raises(Invalid):
        received(online, *wrong)


def test_a_platform_that_tells_its_payouts_is_not_counted_by_hand(online: OnlineShop) -> None:
    sold(online)
    online.platform.rules = replace(online.platform.rules, settles=True)
    online.step()
    with pytest.raises(Conflict):
        received(online, 12_000)
    assert owes(online) == 12_000


def test_an_account_that_was_put_away_shows_what_it_owes_until_that_came(online: OnlineShop) -> None:
    sold(online)
    told(online, line("500", "item", 12_000), line("500", "commission", -1_000))
    with online.shop.office.writing() as desk:
        accounts.put_away(desk, online.account)
    with online.shop.office.reading() as desk:
        assert accounts.listing(desk) == []
        (one,) = accounts.listing(desk, owing=True)
        assert (one.in_use, one.owes) == (False, 11_000)
        assert accounts.named(desk, "ร้านป้าสมศรี", put_away=True).id == online.account
        with pytest.raises(NotFound):
            accounts.named(desk, "ร้านป้าสมศรี")
    # The platform settles late; what is left somebody counts.
    told(online, line("500", "service", -500), paid={"S1": 10_000})
    assert received(online, 500).left == 0
    with online.shop.office.reading() as desk:
        assert accounts.listing(desk, owing=True) == []


def test_what_does_not_add_up_is_a_task_until_it_does(online: OnlineShop) -> None:
    sold(online)
    told(online, line("500", "item", 11_500), line("501", "item", 700), paid={"S1": 12_150})
    online.platform.sells(online.order("501"))
    online.step()
    with online.shop.office.reading() as desk:
        payout, *orders = settlements.tasks(desk)
        assert payout == settlements.Task("payout", "S1", "ร้านป้าสมศรี", -50)
        assert sorted(orders, key=lambda one: one.number) == [
            settlements.Task("order", "500", "ร้านป้าสมศรี", -500),
            settlements.Task("unsold", "501", "ร้านป้าสมศรี", 700),
        ]
    told(online, line("500", "item", 500, "S2"), MoneyLine("x", "adjustment", "x", -50, "", "", "S1"))
    with online.shop.office.reading() as desk:
        assert [one.kind for one in settlements.tasks(desk)] == ["unsold"]


def test_the_last_file_of_money_is_read_though_its_account_was_put_away(shop: Shop) -> None:
    with shop.office.writing() as desk:
        account = accounts.add(desk, "shopee-file", "ร้านไฟล์", options={"by_file": True}).id
    with shop.office.writing() as desk:
        accounts.put_away(desk, account)
    read = files.read(shop.office, account, FILES / "shopee-income-th.xlsx")
    assert read.lines > 0
    with shop.office.reading() as desk:
        assert len(settlements.statements(desk, account)) == read.statements
