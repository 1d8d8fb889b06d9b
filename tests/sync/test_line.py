"""The online side of a window: it begins, it ends for good, and what was held is tried again."""

import io
import json
import sys
import threading
import types
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from keyring.backends import fail
from PIL import Image

from shopdesk.base.clock import Clock
from shopdesk.base.errors import DatabaseProblem, Invalid, NotAllowed, NotFound
from shopdesk.db import models
from shopdesk.shop import accounts, exchange, photos, users
from shopdesk.shop.channels import Account, Money, MoneyLine, OrderPage, Rules, Unread
from shopdesk.shop.desk import actor_of
from shopdesk.sync import channels, pulling, standing
from shopdesk.sync.http import Door
from shopdesk.sync.line import Gate, Line
from shopdesk.sync.vault import Vault
from tests.conftest import Shop
from tests.sync.fake import Fake
from tests.sync.online_shop import OnlineShop


class Slow(Fake):
    """A platform whose answer comes when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_now, self.answers = threading.Event(), threading.Event()

    def orders(self, since: object, cursor: str) -> OrderPage:
        self.asked_now.set()
        assert self.answers.wait(20)
        return super().orders(since, cursor)  # type: ignore[arg-type]


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Slow:
    """The platform behind the name "fake", as the registry opens it."""
    made, module = Slow(), types.ModuleType("fake_channel")

    def opened(_account: Account, _vault: Vault, _door: Door, _now: Clock) -> Slow:
        return made

    module.RULES = Rules("fake", "Fake", labels=True)  # type: ignore[attr-defined]
    module.open = opened  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "fake_channel", module)
    monkeypatch.setitem(channels.OPENERS, "fake", "fake_channel")
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    made.answers.set()
    return made


class Told:
    """What the line tells, waited for."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._ended = threading.Event()

    def __call__(self, kind: str, _account: int, _count: int) -> None:
        self.heard.append(kind)
        if kind == "ends":
            self._ended.set()

    def wait(self) -> None:
        assert self._ended.wait(20)
        self._ended.clear()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def line(shop: Shop, told: Told, tmp_path: Path) -> Iterator[Line]:
    made = Line(tmp_path / "safe", shop.clock, told)
    yield made
    made.close()


def test_a_shop_without_an_account_has_no_rounds(shop: Shop, line: Line) -> None:
    assert not line.open(shop.office)
    with shop.office.writing() as desk:
        accounts.add(desk, "files", "ไฟล์", options={"by_file": True})
    assert not line.open(shop.office)


def test_orders_come_home_by_themselves(shop: Shop, line: Line, told: Told, platform: Slow) -> None:
    online = OnlineShop(shop)
    online.list_goods()
    platform.sells(online.order())
    assert line.open(shop.office)
    assert line.open(shop.office), "a second time changes nothing"
    told.wait()
    assert line.close()
    assert online.numbers() == ["500"]
    assert told.heard[0] == "begins"
    assert "orders" in told.heard
    assert online.standing().used == 0


def test_an_answer_that_comes_after_the_end_touches_no_file(shop: Shop, line: Line, told: Told, platform: Slow) -> None:
    online = OnlineShop(shop)
    online.list_goods()
    platform.sells(online.order())
    platform.answers.clear()
    line.open(shop.office)
    assert platform.asked_now.wait(20)
    assert not line.close(0.05), "the call is still on the line"
    before = shop.office.engine.pool.checkedout()  # type: ignore[attr-defined]
    platform.answers.set()
    told.wait()
    assert online.numbers() == []
    assert before == 0


def test_rounds_begin_again_over_another_file(shop: Shop, line: Line, told: Told, platform: Slow) -> None:
    online = OnlineShop(shop)
    online.list_goods()
    line.open(shop.office)
    told.wait()
    line.close()
    platform.sells(online.order())
    line.open(shop.office)
    told.wait()
    assert online.numbers() == ["500"]


def test_a_shut_office_gives_no_desk(shop: Shop) -> None:
    gate = Gate(shop.office)
    with gate.writing() as desk:
        assert desk.actor.name
    gate.shut()
    with pytest.raises(DatabaseProblem), gate.reading():
        pass
    with pytest.raises(DatabaseProblem), gate.writing():
        pass


def test_photos_wait_for_a_cheaper_line_and_call_nobody(shop: Shop, told: Told, platform: Slow, tmp_path: Path) -> None:
    spare = [True]
    line = Line(tmp_path / "safe", shop.clock, told, lambda: spare[0])
    online = OnlineShop(shop)
    online.list_goods(state="wanted")
    for _ in range(12):
        line.open(shop.office)
        told.wait()
        line.close()
        shop.clock.now += timedelta(hours=1)
    (entry,) = [one for one in online.waiting() if one.kind == "listing"]
    assert entry.state == "due"
    assert entry.why == "Photos wait for a line that costs nothing."
    assert platform.photos == []
    spare[0] = False
    line.open(shop.office)
    told.wait()
    line.close()
    assert len(platform.photos) == 1
    assert [one for one in online.waiting() if one.kind == "listing"] == []


def test_a_photo_of_a_telephone_goes_out_small(shop: Shop, line: Line, told: Told, platform: Slow) -> None:
    raw = io.BytesIO()
    Image.effect_noise((3_000, 2_000), 60).convert("RGB").save(raw, "JPEG", quality=90)
    name = photos.keep(shop.office, raw.getvalue())
    online = OnlineShop(shop)
    online.photos = lambda _n: [name]  # type: ignore[method-assign]
    online.list_goods(state="wanted")
    line.open(shop.office)
    told.wait()
    line.close()
    (sent,) = platform.photos
    assert len(sent) < len(raw.getvalue()) / 5
    assert max(Image.open(io.BytesIO(sent)).size) == photos.LONGEST_SIDE


def test_keys_signing_in_and_a_test_go_through_the_channel(shop: Shop, line: Line, platform: Slow) -> None:
    online = OnlineShop(shop)
    assert [rules.label for rules in line.channels() if rules.name == "fake"] == ["Fake"]
    with shop.office.reading() as desk:
        account = accounts.account_of(accounts.one(desk, online.account))
    line.keep(account.uid, {"secret": "s3cret-of-the-app"})
    line.keep(account.uid, {"key": "100500"})
    assert line._safe().get(account.uid) == {"secret": "s3cret-of-the-app", "key": "100500"}
    line.forget(account.uid)
    assert line._safe().get(account.uid) == {}


# What was held


READ_AGAIN = {"orders": "reread", "money": "reread_money"}


def held(online: OnlineShop, kind: str, key: str, body: str) -> int:
    with online.shop.office.writing() as desk:
        row = models.HeldReply(account=online.account, kind=kind, key=key, body=body, why="why", at=desk.now)
        desk.session.add(row)
        desk.session.flush()
        return row.id or 0


def left(online: OnlineShop) -> int:
    with online.shop.office.reading() as desk:
        return len(exchange.held(desk))


def our_text(online: OnlineShop, **more: object) -> str:
    told = json.loads(pulling._text(online.order("501")))
    return json.dumps(told | more)


def test_an_order_that_was_mended_is_taken_in(shop: Shop, line: Line, platform: Slow) -> None:
    online = OnlineShop(shop)
    online.list_goods()
    wrong = our_text(online, goods="many")
    reply = held(online, "orders", "501", wrong)
    with pytest.raises(Invalid):
        line.replay(shop.office, None, reply, wrong)
    assert left(online) == 1
    line.replay(shop.office, None, reply, our_text(online))
    assert online.numbers() == ["501"]
    assert left(online) == 0
    assert platform.log == []
    with pytest.raises(NotFound):
        line.replay(shop.office, None, reply, our_text(online))


@pytest.mark.parametrize(
    "text", ["{", '{"remote": 1, "number": "1", "state": "new", "lines": 3, "placed_at": "x"}', "[" * 9_000]
)
def test_a_text_that_is_not_whole_is_refused(shop: Shop, line: Line, platform: Slow, text: str) -> None:
    online = OnlineShop(shop)
    reply = held(online, "orders", "501", text)
    with pytest.raises(Invalid):
        line.replay(shop.office, None, reply, text)
    assert left(online) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"lines": [3]},
        {"lines": [{"ids": ["1"], "sku": "JAM-0", "name": "Jam", "quantity": "2", "price": 1}]},
        {"lines": [{"ids": ["1"], "sku": "JAM-0"}]},
        {"placed_at": "yesterday"},
        {"placed_at": "2026-11-22 09:00:00"},
        {"unheard": "of"},
    ],
)
def test_a_wrong_member_is_refused(shop: Shop, line: Line, wrong: dict[str, object]) -> None:
    online = OnlineShop(shop)
    text = our_text(online, **wrong)
    reply = held(online, "orders", "501", text)
    with pytest.raises(Invalid):
        line.replay(shop.office, None, reply, text)
    assert online.numbers() == []


def test_a_reply_in_the_platforms_own_shape_is_asked_for_anew(shop: Shop, line: Line, platform: Slow) -> None:
    online = OnlineShop(shop)
    online.list_goods()
    platform.sells(online.order("505"))
    reply = held(online, "orders", "505", '{"qty": "2"}')
    line.replay(shop.office, None, reply, '{"qty": "2"}')
    assert platform.log == ["order"]
    assert online.numbers() == ["505"]


@pytest.mark.parametrize("another", [False, True], ids=["gone", "its number is another's now"])
@pytest.mark.parametrize("kind", ["orders", "money"])
def test_what_somebody_else_took_in_while_the_platform_was_asked_is_told_so(
    shop: Shop, line: Line, platform: Slow, monkeypatch: pytest.MonkeyPatch, kind: str, another: bool
) -> None:  # fmt: skip
    online = OnlineShop(shop)
    online.list_goods()
    platform.sells(online.order("505"))
    platform.accounts = Money((MoneyLine("m1", "commission", "commission", -500, "2026-11-20"),))
    reply, asked = held(online, kind, "505", "{}"), getattr(platform, READ_AGAIN[kind])

    def meanwhile(told: Mapping[str, object]) -> object:
        with shop.office.writing() as desk:
            standing.let_go(desk.session.connection(), online.account, kind, "505")
        if another:
            assert held(online, kind, "506", "{}") == reply
        return asked(told)

    monkeypatch.setattr(platform, READ_AGAIN[kind], meanwhile)
    with pytest.raises(NotFound, match="รับเข้าแล้ว"):
        line.replay(shop.office, None, reply, '{"id": "505", "qty": 2}')
    assert (online.numbers(), online.rows("SELECT * FROM settlement_line")) == ([], [])
    with shop.office.reading() as desk:
        assert [(row.key, row.body) for row in exchange.held(desk)] == [("506", "{}")] * another


def test_an_order_too_long_to_be_held_whole_is_asked_for_anew(shop: Shop, line: Line, platform: Slow) -> None:
    online = OnlineShop(shop)
    online.list_goods()
    platform.sells(online.order("506"))
    text = our_text(online, note="ฝากไว้ " * 5_000)[: standing.LONGEST_BODY]
    line.replay(shop.office, None, held(online, "orders", "506", text), text)
    assert online.numbers() == ["506"]


def test_what_a_person_mended_is_a_deed_of_that_person(shop: Shop, line: Line) -> None:
    online = OnlineShop(shop)
    online.list_goods()
    with shop.office.writing() as desk:
        who = users.add(desk, "น้องนิด", "manager")
    with shop.office.reading() as desk:
        actor = actor_of(desk.session, desk.session.get_one(models.User, who))
    text = our_text(online)
    line.replay(shop.office, actor, held(online, "orders", "501", text), text)
    assert online.rows("SELECT actor FROM journal ORDER BY id DESC LIMIT 1") == [(actor.party,)]
    nobody = replace(actor, rights=frozenset())
    reply = held(online, "orders", "502", our_text(online, remote="502", number="502"))
    with pytest.raises(NotAllowed):
        line.replay(shop.office, nobody, reply, our_text(online, remote="502", number="502"))


def test_money_that_was_held_is_taken_in_or_read_once_more(shop: Shop, line: Line, told: Told, platform: Slow) -> None:
    online = OnlineShop(shop)
    one = {"remote": "m1", "kind": "commission", "name": "commission", "amount": -500, "on": "2026-11-20"}
    whole = json.dumps({"lines": [one], "statements": [], "unread": [], "next": ""})
    line.replay(shop.office, None, held(online, "money", "m1", whole), whole)
    assert online.rows("SELECT remote, amount FROM settlement_line") == [("m1", -500)]
    line.replay(shop.office, None, held(online, "money", "m2", "{}"), "{}")
    assert left(online) == 0


def test_replies_of_a_round_are_listed_for_a_person(shop: Shop, line: Line, told: Told, platform: Slow) -> None:
    OnlineShop(shop)
    platform.unread = (Unread("505", '{"qty": "2"}', "The order has a quantity that cannot be."),)
    line.open(shop.office)
    told.wait()
    line.close()
    with shop.office.reading() as desk:
        assert [(row.kind, row.key, row.account_name) for row in exchange.held(desk)] == [
            ("orders", "505", "ร้านป้าสมศรี")
        ]
        assert exchange.line(desk).problems == 1
