"""What a template wants beyond words and numbers, and what a person has to know of files that were carried."""

import hashlib
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from shopdesk.base import clock, i18n
from shopdesk.db import models, outbox, records
from shopdesk.shop import accounts, byfile, exchange, listed, listings, photos
from shopdesk.shop.byfile import mandatory, pictures
from shopdesk.shop.byfile.pictures import Shots
from shopdesk.shop.channels import Rules
from tests.conftest import Shop
from tests.shop import file_day
from tests.shop.test_byfile import FILES, Stall, table
from tests.shop.test_byfile_templates import fill

TITLE = "แยมมะม่วงบ้านป้าสมศรี"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = i18n.language()
    i18n.set_language("en")
    yield
    i18n.set_language(before)


def photo(wide: int = 900, tall: int = 700, shade: int = 90) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (wide, tall), (shade, 120, 60)).save(made, "PNG")
    return made.getvalue()


def with_photos(stall: Stall, *made: bytes) -> Stall:
    names = [photos.keep(stall.office, data, side=photos.PAPER_SIDE) for data in made]
    with stall.office.writing() as desk:
        offer = desk.session.get_one(models.Offer, listings.one(desk, stall.listing).offer)
        records.change(desk.session, desk.entry, offer, photos=names)
    return stall


def reasons(made: byfile.Filled) -> list[str]:
    return [f"{one.row} {one.what}: {one.reason}" for one in made.left]


@pytest.mark.parametrize(
    ("channel", "wanted", "seen"),
    [("shopee", "", "ภาพปก"), ("lazada", "", "Product Images1"), ("tiktok", "Brand", "Main image")],
)
def test_columns_the_platform_wants_and_nobody_filled_are_told_of_each_row(
    shop: Shop, channel: str, wanted: str, seen: str
) -> None:
    stall = with_photos(Stall(shop, f"{channel}-file", state="wanted"), photo())
    made = byfile.fill(stall.office, stall.account, FILES / f"{channel}-listing.xlsx")
    row = made.lines[0].row
    told = [f"{row} {TITLE}: {seen}: put the photos beside the file up on the platform's page."]
    assert reasons(made) == told + [f"{row} {TITLE}: {wanted}: fill this in the file."] * bool(wanted)


def test_goods_without_photos_are_told_to_need_some(shop: Shop) -> None:
    made = fill(Stall(shop, "shopee-file", state="wanted"), "shopee-listing.xlsx")
    assert [one.values for one in made.left] == [{"columns": "ภาพปก"}]
    assert "no photos yet" in made.left[0].reason


def test_what_stands_in_the_file_already_is_not_asked_for_again(shop: Shop, tmp_path: Path) -> None:
    stall = Stall(shop, "lazada-file", state="wanted")
    path = table(
        tmp_path / "mine.csv",
        [["*Product Name", "SellerSKU", "*Price", "*Quantity", "*Product Images1"], ["", "JAM-1", "", "", "https://…"]],
    )
    made = byfile.fill(stall.office, stall.account, path)
    assert ([line.row for line in made.lines], made.left) == ([2], ())


def test_the_mandatory_columns_are_known_by_key_star_or_word() -> None:
    assert mandatory.columns(("ps_price|1|1", "ps_x|0|0", "ps_y|10|0"), [("ราคา", "ก", "ข")]) == {0: "ราคา"}
    assert mandatory.columns(("*Price", "Brand"), []) == {0: "Price"}
    rows = [("v3",), ("Price", "Brand"), ("Mandatory", "Optional"), ("a", "b")]
    assert mandatory.columns(("price", "brand"), rows) == {0: "Price"}
    assert mandatory.columns(("price", "brand"), []) == {}


def test_photos_lie_beside_the_filled_file_as_the_platform_takes_them(shop: Shop, tmp_path: Path) -> None:
    stall = with_photos(Stall(shop, "shopee-file", state="wanted"), photo(), photo(2_000, 1_600, 30))
    with stall.office.writing() as desk:
        unit = listings.units(desk, stall.listing)[0]
        records.change(desk.session, desk.entry, unit, seller_sku="JAM/1:ก")
    made = byfile.fill(stall.office, stall.account, FILES / "shopee-listing.xlsx")
    handed = byfile.save(stall.office, made, tmp_path / "filled.xlsx")
    assert handed == byfile.Handed(tmp_path / "filled-photos", 2)
    found = sorted((tmp_path / "filled-photos").glob("*.jpg"))
    assert [one.name for one in found] == ["JAM_1_ก-1.jpg", "JAM_1_ก-2.jpg"]
    for one in found:
        with Image.open(one) as seen:
            assert (seen.format, max(seen.size) <= 5_000, min(seen.size) >= 330) == ("JPEG", True, True)


def test_photos_that_were_taken_away_lie_there_no_more(shop: Shop, tmp_path: Path) -> None:
    stall = with_photos(Stall(shop, "shopee-file", state="wanted"), photo(), photo(shade=30))
    for taken, left in (((), 2), ((photo(shade=60),), 1)):
        if taken:
            with_photos(stall, *taken)
        made = byfile.fill(stall.office, stall.account, FILES / "shopee-listing.xlsx")
        byfile.save(stall.office, made, tmp_path / "filled.xlsx")
        assert len(list((tmp_path / "filled-photos").glob("*.jpg"))) == left


def test_a_photo_the_platform_would_refuse_is_told_and_the_others_lie_there(shop: Shop, tmp_path: Path) -> None:
    stall = with_photos(Stall(shop, "lazada-file", state="wanted"), photo(400, 100), photo())
    made = byfile.fill(stall.office, stall.account, FILES / "lazada-listing.xlsx")
    handed = byfile.save(stall.office, made, tmp_path / "filled.xlsx")
    assert [one.name for one in (handed.folder or tmp_path).glob("*.jpg")] == ["JAM-1-2.jpg"]
    (left,) = handed.left
    assert "Photo 1: The photo is too small: 100 dots high or wide, 330 are wanted." in left.reason


def hand_over(stall: Stall, folder: Path, *skus: tuple[str, int]) -> list[str]:
    """The photos of so many of each seller code, beside a file; each with a shade of its own."""
    shots = []
    for number, (sku, count) in enumerate(skus):
        kept = [photos.keep(stall.office, photo(shade=10 * number + place)) for place in range(count)]
        shots.append(Shots(sku, TITLE, tuple(kept)))
    handed = pictures.hand_over(stall.office, shots, folder / "filled.xlsx", Rules("x", "X"))
    assert handed.photos == sum(count for _sku, count in skus)
    assert handed.folder == (folder / "filled-photos" if handed.photos else None)
    return sorted(one.name for one in (folder / "filled-photos").glob("*.*") if one.suffix)


def test_seller_codes_that_are_one_name_of_a_file_have_photos_of_their_own(shop: Shop, tmp_path: Path) -> None:
    stall = Stall(shop, "shopee-file")
    skus = ("A/1", "A 1", "A:1", "A_1_2", "jam", "JAM", "แม่", "แม้", "x" * 70, "x" * 80)
    found = hand_over(stall, tmp_path, *((sku, 1) for sku in skus))
    assert found == sorted(
        ["A_1-1.jpg", "A_1_2-1.jpg", "A_1_3-1.jpg", "A_1_2_2-1.jpg", "jam-1.jpg", "JAM_2-1.jpg", "แม่-1.jpg",
         "แม้-1.jpg", f"{'x' * 60}-1.jpg", f"{'x' * 60}_2-1.jpg"]
    )  # fmt: skip
    assert hand_over(stall, tmp_path, *((sku, 1) for sku in skus)) == found


def test_of_what_was_handed_over_before_only_what_is_meant_now_lies_there(shop: Shop, tmp_path: Path) -> None:
    stall = Stall(shop, "shopee-file")
    assert hand_over(stall, tmp_path, ("A", 2), ("B", 1)) == ["A-1.jpg", "A-2.jpg", "B-1.jpg"]
    assert hand_over(stall, tmp_path, ("b", 2)) == ["b-1.jpg", "b-2.jpg"]
    assert hand_over(stall, tmp_path) == []
    assert not (tmp_path / "filled-photos").exists()


def test_a_persons_own_files_beside_the_photos_stay(shop: Shop, tmp_path: Path) -> None:
    stall, folder = Stall(shop, "shopee-file"), tmp_path / "filled-photos"
    hand_over(stall, tmp_path, ("A", 1), ("B", 1))
    own = {"cover.jpg": (folder / "A-1.jpg").read_bytes(), "A-1.jpg": b"cut by hand", "c-1.JPG": b"own", "n.txt": b"n"}
    for name, content in own.items():
        (folder / name).write_bytes(content)
    assert hand_over(stall, tmp_path, ("A", 1), ("C", 1)) == sorted([*own, "A_2-1.jpg", "C_2-1.jpg"])
    assert hand_over(stall, tmp_path) == sorted(own)
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == own


def test_a_list_of_photos_that_was_tampered_with_takes_nothing_away(shop: Shop, tmp_path: Path) -> None:
    stall, folder = Stall(shop, "shopee-file"), tmp_path / "filled-photos"
    hand_over(stall, tmp_path, ("A", 1))
    (tmp_path / "mine.jpg").write_bytes(b"mine")
    with (folder / ".shopdesk").open("ab") as file:
        file.write(f"{hashlib.sha256(b'mine').hexdigest()} ../mine.jpg\n\xff\x00\n".encode() + b"\xff")
    assert hand_over(stall, tmp_path, ("A", 1)) == ["A-1.jpg"]
    assert (tmp_path / "mine.jpg").read_bytes() == b"mine"


def test_no_folder_is_made_where_nothing_new_is_put_up(shop: Shop, tmp_path: Path) -> None:
    stall = with_photos(Stall(shop, "lazada-file"), photo())
    made = byfile.fill(stall.office, stall.account, FILES / "lazada-stock.xlsx")
    assert byfile.save(stall.office, made, tmp_path / "filled.xlsx") == byfile.Handed()
    assert [one.name for one in tmp_path.glob("filled*")] == ["filled.xlsx"]


def test_a_draft_is_told_not_to_stand_in_the_file_and_why(shop: Shop) -> None:
    stall = Stall(shop, "shopee-file", state="draft")
    made = fill(stall, "shopee-listing.xlsx")
    assert (made.lines, reasons(made)) == (
        (), [f"0 {TITLE}: It is a draft: put it on sale first, then fill the file again."],
    )  # fmt: skip
    with stall.office.writing() as desk:
        listings.set_price(desk, stall.unit, 50)
    assert reasons(fill(stall, "shopee-listing.xlsx")) == [f"0 {TITLE}: The price must be from 1 to 260000 baht."]


def test_what_is_on_sale_there_needs_no_new_row_and_that_is_told(shop: Shop) -> None:
    made = fill(Stall(shop, "shopee-file"), "shopee-listing.xlsx")
    assert (made.lines, made.left, made.there) == ((), (), 1)


def test_goods_nobody_counted_are_none_there_and_that_is_told(shop: Shop) -> None:
    made = fill(Stall(shop, "shopee-file", pieces=0, state="wanted"), "shopee-listing.xlsx")
    assert any("Nobody counted it yet" in one.reason for one in made.left)


def test_where_a_platform_takes_whole_baht_the_file_has_them(shop: Shop) -> None:
    stall = Stall(shop, "shopee-file")
    with stall.office.writing() as desk:
        listings.set_price(desk, stall.unit, 12_060)
    assert [line.price for line in fill(stall, "shopee-stock.xlsx").lines] == [12_100]


def test_a_size_taken_away_is_none_there_with_the_next_file(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file")
    with stall.office.writing() as desk:
        records.archive(desk.session, desk.entry, listings.units(desk, stall.listing)[0], desk.now)
    assert [line.stock for line in fill(stall, "lazada-stock.xlsx").lines] == [0]


def told(stall: Stall) -> tuple[str, ...]:
    with stall.office.reading() as desk:
        return byfile.sentences(byfile.every(desk)[stall.account], desk.now)


def of_listing(stall: Stall) -> str:
    with stall.office.reading() as desk:
        return byfile.of_listing(byfile.stale(desk, stall.account), stall.listing, desk.now)


def test_how_old_the_numbers_there_are_is_said_in_a_sentence(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file", state="wanted")
    assert told(stall) == ("No file was uploaded yet.", "1 goods wait for the platform's file.")
    fill(stall, "lazada-listing.xlsx")
    assert told(stall) == ("A file was filled just now.", "Upload it, then say so.")
    assert of_listing(stall) == ""
    with stall.office.writing() as desk:
        byfile.uploaded(desk, stall.account)
    shop.clock.now += timedelta(days=2)
    assert told(stall) == ("Nothing changed since the last file (2 days ago).",)
    assert of_listing(stall) == "The platform shows the numbers of the last file (2 days ago)."
    shop.sell((stall.jam, 3000))
    assert told(stall) == ("1 number changed since the last file (2 days ago).", "Fill the file again.")
    with stall.office.writing() as desk:
        listings.set_price(desk, stall.unit, 13_000)
    assert told(stall) == ("2 numbers changed since the last file (2 days ago).", "Fill the file again.")
    assert of_listing(stall).endswith("(2 days ago). Fill the file again.")
    fill(stall, "lazada-stock.xlsx")
    assert told(stall)[0].startswith("A file was filled just now")
    assert told(stall)[2:] == ("2 numbers changed since the last file (2 days ago).",)
    assert of_listing(stall) == "The platform shows the numbers of the last file (2 days ago)."


def test_what_the_platforms_own_buyers_took_is_no_number_that_changed(shop: Shop, tmp_path: Path) -> None:
    stall = Stall(shop, "lazada-file")
    fill(stall, "lazada-stock.xlsx")
    with stall.office.writing() as desk:
        byfile.uploaded(desk, stall.account)
    was = stall.published() or 0
    shop.clock.now += timedelta(hours=1)
    now = shop.clock.now.astimezone(clock.BANGKOK)
    stall.read(file_day.orders(tmp_path, "lazada", 0, now))
    assert told(stall) == ("Nothing changed since the last file (1 hours ago).",)
    with stall.office.reading() as desk:
        assert byfile.stale(desk, stall.account).there == {stall.unit: was - 2}
        assert [(one.published, one.offered) for one in listed.everything(desk)] == [(was - 2, was - 2)]
    shop.sell((stall.jam, 1000))
    assert told(stall)[0].startswith("1 number changed")
    fill(stall, "lazada-stock.xlsx")
    assert told(stall)[2:] == ("1 number changed since the last file (1 hours ago).",)
    shop.sell((stall.jam, 1000))
    assert told(stall)[-1] == "Fill the file again."


def test_what_the_platform_refused_of_a_file_is_put_into_the_next_one(shop: Shop, tmp_path: Path) -> None:
    stall = Stall(shop, "lazada-file", state="wanted")
    fill(stall, "lazada-listing.xlsx")
    with stall.office.writing() as desk:
        byfile.uploaded(desk, stall.account)
    made = byfile.fill(stall.office, stall.account, file_day.stock(tmp_path, "lazada", "OTHER"))
    assert "Did the platform refuse it? Put it on sale here again." in made.left[0].reason
    with stall.office.writing() as desk:
        listings.publish(desk, stall.listing)
    assert [line.sku for line in fill(stall, "lazada-listing.xlsx").lines] == ["JAM-1"]


def test_only_accounts_sold_at_by_files_have_files(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file")
    with shop.office.writing() as desk:
        accounts.add(desk, "woocommerce", "เว็บป้า")
    with shop.office.reading() as desk:
        assert list(byfile.every(desk)) == [stall.account]


def test_what_goes_in_a_file_waits_for_no_round(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file")
    fill(stall, "lazada-stock.xlsx")
    with stall.office.writing() as desk:
        byfile.uploaded(desk, stall.account)
    shop.sell((stall.jam, 3000))
    with stall.office.reading() as desk:
        assert outbox.listing(desk.session.connection(), stall.account, 5)
        assert (exchange.waiting(desk), exchange.line(desk).waits) == ([], 0)
        assert accounts.listing(desk)[0].waits == 0
        assert told(stall) == ("1 number changed since the last file (just now).", "Fill the file again.")
