"""Every fault of a line, at every channel, before the server acted, after it, and in the middle: nothing happens
twice, nothing is lost, the other accounts go on, and the screen says why."""

import contextlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.practice import server
from shopdesk.shop import accounts
from shopdesk.sync.channels import OPENERS
from shopdesk.sync.engine import Engine
from tests.conftest import Shop
from tests.sync.faultproxy import FAULTS, POSITIONS
from tests.sync.trade import HOURS, PLACES, AtVendure, Trade, agree, busy
from tests.sync.vendure_stand import StandIn

# A line that is not there at all: the address leads nowhere, or nobody speaks TLS behind it.
NOWHERE = {"no name": "https://nowhere.invalid", "TLS": "https://127.0.0.1:{port}"}
# It does no harm: whatever happens, the shop need not say that anything was wrong.
HARMLESS = ("slow", "said twice", "old answer")
# These a person has to look at: the platform refused, or went on showing what had long changed.
REFUSALS = ("400", "409", "422", "old answer")
# Where the line itself says it twice, a platform without a key for the deed makes two; no program can prevent that.
MADE_TWICE = {
    ("lazada", "said twice"): "creates", ("shopee", "said twice"): "creates", ("vendure", "said twice"): "listings",
}  # fmt: skip
REAL = "real "
SHORT = (
    ("no answer", "after"), ("closed in the body", "middle"), ("portal", "before"), ("429 for years", "middle"),
    ("503", "after"), ("refused", "before"), ("said twice", "before"), ("422", "before"),
)  # fmt: skip


@pytest.fixture
def trade(
    request: pytest.FixtureRequest, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Trade]:
    """Goods stand for sale at both accounts, one order waits to be packed."""
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    with at(request, shop) as place:
        made = Trade(shop, place, tmp_path / "own", str(request.param).removeprefix(REAL))
        for sku, account in (("A", made.struck), ("B", made.struck), ("C", made.beside)):
            made.offer(sku, account)
        made.step()
        made.step()
        yield made
        made.proxy.close()


@contextlib.contextmanager
def at(request: pytest.FixtureRequest, shop: Shop) -> Iterator[Any]:
    """Where it is sold: the practice marketplace, a stand-in, or the real server."""
    if request.param == "vendure":
        with contextlib.closing(StandIn(shop.clock)) as stand:
            yield AtVendure(stand)
    elif request.param == f"{REAL}vendure":
        shop.clock.now = datetime.now(UTC)
        yield AtVendure(request.getfixturevalue("server"))
    else:
        with server.running(port=0, now=shop.clock) as practice:
            yield practice


def strike(trade: Trade, fault: str, position: str) -> None:
    if fault in NOWHERE:
        trade.elsewhere = NOWHERE[fault].format(port=trade.proxy.port)
        trade.engine = Engine(trade.shop.office, trade.open, trade.shop.clock, random.Random(5))
    else:
        trade.proxy.strike(fault, position)


def heal(trade: Trade) -> None:
    trade.proxy.heal()
    if trade.elsewhere:
        trade.elsewhere = ""
        trade.engine = Engine(trade.shop.office, trade.open, trade.shop.clock, random.Random(6))


def cases() -> Iterator[Any]:
    for name in (*PLACES, f"{REAL}vendure"):
        for fault in (*FAULTS, "refused", *NOWHERE):
            for position in POSITIONS:
                if fault in NOWHERE and position != "before":
                    # There is no server that could act.
                    continue
                short = SHORT if name != "vendure" else SHORT[::2]
                marks = [] if (fault, position) in short and not name.startswith(REAL) else [pytest.mark.nightly]
                marks += [pytest.mark.vendure] if name.startswith(REAL) else []
                yield pytest.param(name, fault, position, marks=marks, id=f"{name}-{fault}-{position}")


@pytest.mark.parametrize(("trade", "fault", "position"), list(cases()), indirect=["trade"])
def test_after_any_fault_both_sides_agree_and_nothing_happened_twice(trade: Trade, fault: str, position: str) -> None:
    first, second, other = busy(trade)
    strike(trade, fault, position)
    for _ in range(2):
        trade.step()
    # The account beside it never noticed.
    beside = trade.standing(trade.beside)
    assert (beside.why, beside.waits, beside.stuck) == ("", 0, 0)
    assert trade.states()[other] == "new"
    assert trade.shown("C") == trade.wanted()["C"]
    assert fault in NOWHERE or fault == "refused" or trade.proxy.struck
    if position != "middle" and fault not in HARMLESS:
        told = trade.standing(trade.struck)
        assert told.why
        assert told.fix or fault in REFUSALS
    heal(trade)
    for _ in range(8):
        if fault in REFUSALS:
            trade.again()
        trade.step(HOURS)
    agree(trade, first, second, other, MADE_TWICE.get((trade.name, fault), ""))


@pytest.mark.parametrize("trade", ["lazada", "shopee", "tiktok"], indirect=True)
@pytest.mark.parametrize("after", [0, 4])
def test_a_token_that_ends_in_the_middle_is_renewed_once(trade: Trade, after: int) -> None:
    numbers = busy(trade)
    left = [after]

    def ends() -> None:
        left[0] -= 1
        if left[0] == -1:
            trade.control.expire_token(trade.sellers[trade.struck]["seller"])

    trade.proxy.before = ends
    trade.proxy.strike("slow", "after")
    before = trade.control.effects().get("tokens refreshed", 0)
    trade.step()
    trade.proxy.before = None
    assert trade.control.effects()["tokens refreshed"] == before + 1
    heal(trade)
    for _ in range(4):
        trade.step(HOURS)
    agree(trade, *numbers)


@pytest.mark.parametrize("trade", ["lazada", "shopee", "tiktok"], indirect=True)
def test_a_sign_in_that_is_over_is_said_and_the_rest_goes_on(trade: Trade) -> None:
    numbers = busy(trade)
    trade.control.revoke(trade.sellers[trade.struck]["seller"])
    for _ in range(2):
        trade.step()
    told = trade.standing(trade.struck)
    assert (told.login, told.fix) == ("needed", "Sign in at the platform again.")
    assert trade.states()[numbers[2]] == "new"
    with trade.shop.office.reading() as desk:
        account = accounts.account_of(accounts.one(desk, trade.struck))
    trade.sign_in(account)
    for _ in range(4):
        trade.step(HOURS)
    agree(trade, *numbers)


def test_every_channel_is_struck() -> None:
    assert set(PLACES) == set(OPENERS)
