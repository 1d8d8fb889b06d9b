"""Answers that came whole and are wrong within: one unit of a batch refused, a list that never ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backends import fail

from shopdesk.core import quantity
from shopdesk.practice import server
from shopdesk.sync import pulling
from tests.conftest import Shop
from tests.sync.trade import HOURS, PLACES, Trade, agree, busy

AT_THE_MARKETPLACE = sorted(set(PLACES) - {"vendure"})
# A web shop of one's own refuses no single unit of a batch.
BATCHES = sorted(set(AT_THE_MARKETPLACE) - {"woocommerce"})


@pytest.fixture
def trade(
    request: pytest.FixtureRequest, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Trade]:
    """Goods stand for sale at both accounts."""
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    with server.running(port=0, now=shop.clock) as practice:
        made = Trade(shop, practice, tmp_path / "own", request.param)
        for sku, account in (("A", made.struck), ("B", made.struck), ("C", made.beside)):
            made.offer(sku, account)
        made.step()
        made.step()
        yield made
        made.proxy.close()


@pytest.mark.parametrize("lost", ["", "closed in the body"])
@pytest.mark.parametrize("trade", BATCHES, indirect=True)
def test_of_a_batch_each_unit_is_believed_by_itself_even_where_the_answer_is_cut(trade: Trade, lost: str) -> None:
    trade.control.freeze("A", "stock is locked by a promotion")
    shown = trade.shown("A")
    for sku in ("A", "B"):
        trade.shop.sell((trade.goods[sku], 4 * quantity.ONE))
    if lost:
        trade.proxy.strike(lost, "after")
        trade.step()
        trade.proxy.heal()
    for _ in range(4):
        trade.step()
    assert trade.shown("A") == shown
    assert trade.shown("B") == trade.wanted()["B"]
    (left,) = trade.waiting()
    assert (left.kind, left.state) == ("stock", "stuck")
    assert left.why
    assert trade.standing(trade.struck).why == ""
    trade.control.freeze("A", "")
    trade.again()
    trade.step()
    trade.step()
    assert trade.waiting() == []
    assert trade.shown("A") == trade.wanted()["A"]


@pytest.mark.parametrize("trade", AT_THE_MARKETPLACE, indirect=True)
def test_a_list_that_says_again_and_again_that_there_is_more_is_left(
    trade: Trade, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "MOST_PAGES", 12)
    numbers = busy(trade)
    trade.proxy.strike("always more", "after")
    before = trade.proxy.calls
    for _ in range(2):
        trade.step()
    assert trade.proxy.struck
    assert trade.proxy.calls - before < 150
    beside = trade.standing(trade.beside)
    assert (beside.why, beside.waits, beside.stuck) == ("", 0, 0)
    assert trade.states()[numbers[2]] == "new"
    trade.proxy.heal()
    for _ in range(8):
        trade.again()
        trade.step(HOURS)
    agree(trade, *numbers)
