"""How every life of the model begins: a shop with three tills, its goods on the shelf of two platforms."""

import random
import shutil
from pathlib import Path

from shopdesk.db import media, models, records
from shopdesk.shop import accounts, goods, listings, offers, starting
from shopdesk.shop.desk import Office, TillInfo
from shopdesk.shop.opening import open_office
from shopdesk.sync.vault import Vault, open_vault
from tests.conftest import TestClock, begin
from tests.sync.model_line import ADDRESS, Market, Safe, photo
from tests.sync.model_shop import (
    AT_FIRST,
    CATEGORIES,
    GOODS,
    LATER,
    LISTED,
    MODULES,
    PRICE,
    THERE,
    TILLS,
    Life,
    Made,
    Place,
    sign_in,
)


def made(folder: Path, laid_out: Path) -> Made:
    """The shop, its goods on the shelf of both platforms but for one, which is drawn up only."""
    begin(folder, laid_out)
    clock, safe = TestClock(), Safe()
    market = Market(lambda: clock.now)
    office = open_office(folder, now=clock, random=random.Random(7))
    tills = (office.till, *(_till(office, n) for n in range(2, TILLS + 1)))
    with office.writing() as desk:
        own = tuple(goods.create(desk, goods.Draft(f"แยม {n}", PRICE, stock=AT_FIRST * 1000)) for n in range(GOODS))
    vault = open_vault(folder, safe)
    places = tuple(_joined(office, market, vault, channel) for channel in MODULES)
    life = Life(Made(folder, folder, b"", safe, tills, own, places), office, market, clock)
    for place in places:
        sign_in(life, place)
    for n, thing in enumerate(own):
        _drawn_up(life, n, thing)
    for _ in range(3):
        life.round(LATER)
    assert life.waiting() == []
    life.eye.close()
    office.close()
    kept = folder.with_name("kept")
    shutil.copytree(folder, kept)
    return Made(folder, kept, market.kept(), safe, tills, own, places)


def _till(office: Office, number: int) -> TillInfo:
    with office.writing() as desk:
        row = models.Till(uid="", code=str(number), installation=f"till-{number}")
        records.create(desk.session, desk.entry, row, desk.now, desk.random)
        starting.open_series(desk.session, row.id or 0, "A")
    return TillInfo(row.id or 0, row.code, row.name)


def _joined(office: Office, market: Market, vault: Vault, channel: str) -> Place:
    told = market.control.seller(channel)
    place = ADDRESS if channel == "woocommerce" else "th"
    with office.writing() as desk:
        options = {"base": ADDRESS}
        account = accounts.add(desk, channel, channel, place=place, app_key=str(told["app_key"]), options=options)
    vault.put(account.uid, {"secret": told["secret"]} if channel == "lazada" else {})
    return Place(account.id, channel, told["seller"])


def _drawn_up(life: "Life", n: int, thing: goods.Goods) -> None:
    opened = media.open_media(life.office.data_dir)
    digest = media.put(opened, photo())
    opened.dispose()
    with life.office.writing() as desk:
        words = offers.Words(f"แยมมะม่วง {n}", "หวานน้อย", photos=(digest,), weight=300, size=(100, 100, 100))
        offer = offers.save(desk, thing.product, words)
        for place in life.made.places:
            unit = listings.Unit(thing.sale_unit, THERE, f"JAM-{n}")
            row = listings.draw_up(desk, offer, place.account, [unit], CATEGORIES[place.channel])
            if n < LISTED:
                listings.publish(desk, row)
