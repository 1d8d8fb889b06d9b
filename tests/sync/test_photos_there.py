"""Photos on their way: made to fit what their platform takes, or said to have stayed."""

import io
from dataclasses import replace

from PIL import Image

from shopdesk.db import media
from shopdesk.shop import accounts, differing, listed, listings, photo_limits, settings
from shopdesk.shop.channels import Rules, Seller
from tests.sync.online_shop import OnlineShop, picture

PHOTOLESS = "No photos go there without an application password: make one there, then sign in again with it."
PHOTO_TAKER = Rules("fake", "Fake", writes_at_once=3, labels=True)


def keep(online: OnlineShop, *photos: bytes) -> None:
    """The next goods that are listed have these photos."""
    opened = media.open_media(online.shop.office.data_dir)
    names = [media.put(opened, photo) for photo in photos]
    opened.dispose()
    online.photos = lambda n: names  # type: ignore[method-assign]


def side(online: OnlineShop) -> tuple[str, str]:
    with online.shop.office.reading() as desk:
        (one,) = listed.everything(desk)
    return one.state, one.why


def notes(online: OnlineShop, rules: Rules) -> list[str]:
    with online.shop.office.reading() as desk:
        return [one.text.format(**one.values) for one in differing.notes(desk, 1, rules)]


def test_a_photo_over_the_limit_of_a_platform_goes_out_below_it(online: OnlineShop) -> None:
    made = io.BytesIO()
    Image.effect_noise((1_800, 1_800), 60).convert("RGB").save(made, "JPEG", quality=84)
    assert len(made.getvalue()) > PHOTO_TAKER.largest_photo
    keep(online, made.getvalue())
    online.list_goods(state="wanted")
    online.step()
    (sent,) = online.platform.photos
    assert len(sent) <= PHOTO_TAKER.largest_photo
    assert side(online) == ("live", "")


def test_photos_go_out_small_where_the_owner_wants_it(online: OnlineShop) -> None:
    made = io.BytesIO()
    Image.effect_noise((1_600, 1_600), 60).convert("RGB").save(made, "JPEG", quality=84)
    keep(online, made.getvalue())
    with online.shop.office.writing() as desk:
        settings.change(desk, "line.photos", "shrink")
    online.list_goods(state="wanted")
    online.step()
    (sent,) = online.platform.photos
    assert len(sent) <= photo_limits.LEAN_BYTES


def test_a_photo_too_small_is_for_a_person_and_nothing_is_sent(online: OnlineShop) -> None:
    keep(online, picture(size=(800, 200)))
    online.list_goods(state="wanted")
    online.step()
    assert online.platform.photos == []
    assert "create" not in online.platform.log
    assert side(online)[0] == "refused"


def test_no_more_photos_go_there_than_a_platform_takes_and_that_is_said_before(online: OnlineShop) -> None:
    online.platform.rules = replace(PHOTO_TAKER, most_photos=2)
    keep(online, *(picture(n) for n in range(3)))
    online.list_goods(state="wanted")
    assert notes(online, online.platform.rules) == ["Fake takes the first 2 photos."]
    online.step()
    assert len(online.platform.photos) == 2


def test_goods_that_stand_there_without_their_photos_say_so_until_they_have_them(online: OnlineShop) -> None:
    bare = replace(PHOTO_TAKER, photoless=PHOTOLESS)
    online.platform.rules = replace(bare, most_photos=0)
    with online.shop.office.writing() as desk:
        accounts.signed_in(desk, online.account, Seller("S1", "x", photos=False))
    online.list_goods(state="wanted")
    assert notes(online, bare) == [PHOTOLESS]
    online.step()
    assert online.platform.photos == []
    assert side(online) == ("live", PHOTOLESS)
    online.platform.rules = bare
    with online.shop.office.writing() as desk:
        accounts.signed_in(desk, online.account, Seller("S1", "x"))
    online.step()
    assert len(online.platform.photos) == 1
    assert notes(online, bare) == []
    assert side(online) == ("live", "")


def test_goods_without_photos_miss_none(online: OnlineShop) -> None:
    online.platform.rules = replace(PHOTO_TAKER, photoless=PHOTOLESS, most_photos=0)
    keep(online)
    online.list_goods(state="wanted")
    online.step()
    assert side(online) == ("live", "")
    with online.shop.office.reading() as desk:
        assert [row.why for row in listings.listing(desk)] == [""]
