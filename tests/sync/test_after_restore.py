"""A shop from an old backup, at platforms that were told newer things since."""

import random
from pathlib import Path

import pytest

from shopdesk.shop import accounts, backups, opening, starting
from shopdesk.sync.engine import Engine
from tests.conftest import Shop
from tests.sync.online_shop import OnlineShop


@pytest.fixture
def online(shop: Shop) -> OnlineShop:
    return OnlineShop(shop)


def test_stock_of_an_old_backup_is_said_nowhere_before_a_person_goes_on(online: OnlineShop, tmp_path: Path) -> None:
    online.list_goods(pieces=10)
    online.mark("stock", 1)
    made = backups.make(online.shop.office, None, tmp_path / "stick")
    online.step()
    online.shop.sell((online.goods[0], 6000))
    online.later()
    said = online.platform.units["JAM-0"].stock
    online.shop.office.close()
    backups.restore(online.shop.office.data_dir, made.path, now=online.shop.clock, random=random.Random(1))
    office = opening.open_office(online.shop.office.data_dir, now=online.shop.clock, random=random.Random(5))
    engine = Engine(office, online.open, online.shop.clock, random.Random(3))
    engine.whole(at_once=True)
    assert online.platform.units["JAM-0"].stock == said
    with office.writing() as here:
        accounts.pause(here, online.account, paused=False)
    engine.whole(at_once=True)
    assert online.platform.units["JAM-0"].stock > (said or 0)
    office.close()


@pytest.mark.parametrize("answer", ["moved", "copy"])
def test_a_shop_in_another_place_says_nothing_there_before_a_person_goes_on(online: OnlineShop, answer: str) -> None:
    online.list_goods(pieces=10)
    online.mark("stock", 1)
    online.step()
    said = online.platform.units["JAM-0"].stock
    # As the folder of another machine: this one sold since, the other believes in what lay there then.
    starting.claim(online.shop.office, answer)
    online.mark("stock", 1)
    online.shop.sell((online.goods[0], 1000))
    online.platform.log.clear()
    online.later()
    assert (online.platform.log, online.platform.units["JAM-0"].stock) == ([], said)
    with online.shop.office.writing() as here:
        accounts.pause(here, online.account, paused=False)
    online.later()
    assert online.platform.units["JAM-0"].stock == (said or 0) - 1
