"""A producer's word to be shown online: who, when, on which text; taken back it takes the goods off the shelf."""

from typing import Any

import pytest

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.db import media
from shopdesk.shop import accounts, consents, erasing, listings, offers, photos, producers
from shopdesk.shop.desk import Desk
from tests.shop.test_shelf import picture

JPEG = "a" * 64


@pytest.fixture
def maker(shop: Any) -> int:
    with shop.office.writing() as desk:
        return producers.add(desk, "ลุงคำ").id


def offer(desk: Desk, thing: Any, maker: int, *, consent: bool = False) -> int:
    return offers.save(desk, thing.product, offers.Words("แยม", photos=(JPEG,), producer=maker, consent=consent))


def test_a_word_tells_who_wrote_it_down_when_and_on_which_text(shop: Any, maker: int) -> None:
    with shop.office.writing() as desk:
        now = desk.now
        consents.give(desk, maker, "screen", JPEG)
    with shop.office.reading() as desk:
        said = consents.last(desk, maker)
    assert said is not None
    assert (said.given, said.how, said.paper, said.at) == (True, "screen", JPEG, now)
    assert said.by
    assert "ลุงคำ" not in said.text, "the chain of deeds holds no name"
    assert said.text


def test_a_signature_needs_its_picture(shop: Any, maker: int) -> None:
    for how in ("screen", "paper", "by pigeon"):
        with pytest.raises(Invalid), shop.office.writing() as desk:
            consents.give(desk, maker, how)
    with shop.office.reading() as desk:
        assert consents.last(desk, maker) is None


def test_photos_of_a_makers_goods_wait_for_the_word_and_a_bare_yes_is_written_down(shop: Any, maker: int) -> None:
    jam = shop.add("แยม", 9_000)
    with pytest.raises(Conflict), shop.office.writing() as desk:
        offer(desk, jam, maker)
    with shop.office.writing() as desk:
        offer(desk, jam, maker, consent=True)
    with shop.office.reading() as desk:
        said = consents.last(desk, maker)
    assert said is not None
    assert (said.given, said.how) == (True, "spoken")


def test_a_word_taken_back_takes_the_goods_off_the_shelf_and_no_old_draft_brings_it_back(shop: Any, maker: int) -> None:
    jam = shop.add("แยม", 9_000)
    with shop.office.writing() as desk:
        consents.give(desk, maker, "spoken")
    with shop.office.writing() as desk:
        account = accounts.add(desk, "practice", "ร้านป้า").id
        drawn = listings.draw_up(desk, offer(desk, jam, maker), account, [listings.Unit(jam.sale_unit, 9_000)])
        listings.publish(desk, drawn)
    with shop.office.writing() as desk:
        assert consents.withdraw(desk, maker) == 1
    with shop.office.reading() as desk:
        assert listings.one(desk, drawn).state == "draft"
    for again in (lambda desk: offer(desk, jam, maker, consent=True), lambda desk: listings.publish(desk, drawn)):
        with pytest.raises(Conflict), shop.office.writing() as desk:
            again(desk)
    with pytest.raises(Conflict), shop.office.writing() as desk:
        consents.withdraw(desk, maker)
    with shop.office.writing() as desk:
        consents.give(desk, maker, "spoken")
    with shop.office.writing() as desk:
        offer(desk, jam, maker)
        listings.publish(desk, drawn)


def test_the_signature_goes_when_the_person_is_erased(shop: Any, maker: int) -> None:
    kept = photos.keep(shop.office, picture((40, 30)))
    with shop.office.writing() as desk:
        consents.give(desk, maker, "paper", kept)
    with shop.office.reading() as desk:
        assert consents.papers(desk, maker) == [kept]
    with shop.office.writing() as desk:
        pictures = erasing.erase_producer(desk, maker)
    assert pictures == (kept,)
    assert erasing.finish(shop.office, *pictures)
    assert not media.holds(shop.office.data_dir, [kept])
