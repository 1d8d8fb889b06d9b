"""A photo as a platform takes it: below its limits, as good as may be, and silent about where it was taken."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageStat

from shopdesk.shop import photo_limits
from shopdesk.shop.channels import Rejected, Rules

RULES = Rules("fake", "Fake", shortest_side=330, longest_side=5_000, largest_photo=1_000_000)
GPS, ORIENTATION = 0x8825, 0x0112


def noisy(size: tuple[int, int] = (1_800, 1_800), quality: int = 84, **more: object) -> bytes:
    """As hard to make small as a photo of leaves."""
    made = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(made, "JPEG", quality=quality, **more)
    return made.getvalue()


def size(photo: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(photo)) as picture:
        return picture.size


def test_a_photo_over_the_bytes_of_a_platform_is_made_small_enough_and_always_the_same() -> None:
    photo = noisy()
    assert len(photo) > RULES.largest_photo
    sent = photo_limits.fitted(photo, RULES)
    assert len(sent) <= RULES.largest_photo
    assert min(size(sent)) >= 1_000, "no smaller than it has to be"
    assert photo_limits.fitted(photo, RULES) == sent


def test_what_is_sent_looks_as_what_was_kept() -> None:
    leaf = Image.radial_gradient("L").resize((1_600, 1_200))
    made = io.BytesIO()
    Image.merge("RGB", (leaf, leaf.rotate(180), leaf)).save(made, "JPEG", quality=84)
    rules = replace(RULES, longest_side=1_000)
    sent = Image.open(io.BytesIO(photo_limits.fitted(made.getvalue(), rules))).convert("RGB")
    assert sent.size == (1_000, 750)
    off = ImageChops.difference(sent, Image.open(made).convert("RGB").resize(sent.size))
    assert max(ImageStat.Stat(off).rms) < 4


def test_a_photo_that_fits_goes_out_as_it_is() -> None:
    photo = noisy((800, 600))
    assert photo_limits.fitted(photo, RULES) == photo


def test_where_and_how_a_photo_was_taken_stays_in_the_shop_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    photo = noisy((800, 600), exif=exif, comment=b"home of the owner")
    sent = photo_limits.fitted(photo, RULES)
    assert size(sent) == (600, 800)
    with Image.open(io.BytesIO(sent)) as picture:
        assert not picture.getexif()
        assert "comment" not in picture.info


def test_a_photo_too_small_for_a_platform_is_refused_before_it_is_sent() -> None:
    with pytest.raises(Rejected) as refused:
        photo_limits.fitted(noisy((900, 300)), RULES)
    assert refused.value.values == {"side": 300, "least": 330}
    assert refused.value.fix == "Take the photo again."
    with pytest.raises(Rejected):
        photo_limits.fitted(noisy((1_600, 400)), replace(RULES, longest_side=1_000))


@pytest.mark.parametrize("broken", [b"", b"\xff\xd8 no photo", noisy((1_900, 1_800))[:90_000], b"GIF89a"])
def test_a_photo_that_cannot_be_read_asks_for_another(broken: bytes) -> None:
    with pytest.raises(Rejected) as refused:
        photo_limits.fitted(broken, replace(RULES, largest_photo=50_000))
    assert refused.value.fix == "Add the photo again."


def test_on_a_line_that_is_paid_by_use_a_photo_weighs_a_tenth_and_is_still_large_enough() -> None:
    photo = noisy((1_600, 1_200), quality=84)
    sent = photo_limits.fitted(photo, RULES, lean=True)
    assert len(sent) <= photo_limits.LEAN_BYTES < len(photo) / 4
    wide = photo_limits.fitted(noisy((1_800, 450)), RULES, lean=True)
    assert min(size(wide)) >= RULES.shortest_side
