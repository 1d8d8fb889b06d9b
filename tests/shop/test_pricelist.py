"""A price list to print, and a page for a phone: everything inside one file, nothing in it that runs or calls home."""

import base64
import io
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from shopdesk.shop import photos, pricelist, settings
from tests.conftest import Shop

VOID = {"meta", "img", "br"}


class Reader(HTMLParser):
    """Reads a page strictly: every tag that opens closes, and every attribute is noted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += f"{data}\n"


def _photo(shop: Shop) -> str:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (900, 600), "orange").save(made, "PNG")
    return photos.keep(shop.office, made.getvalue())


@pytest.fixture
def stall(shop: Shop) -> Shop:
    with shop.office.writing() as desk:
        settings.change(desk, "shop.name", 'ร้าน <b>"ป้าแดง"</b>')
        settings.change(desk, "shop.address", "12 หมู่ 3")
    shop.add("กล้วยตาก & น้ำผึ้ง", 6_000, category="ของสด", note="ป้าสมศรี", photo=_photo(shop))
    shop.add("<script>alert(1)</script>", 1_050, category="ของสด")
    shop.add("\" onerror=x '", 2_000, unit="kg", by_weight=True)
    shop.add("เบียร์", 6_000, restricted="alcohol")
    shop.add("บุหรี่", 9_000, restricted="tobacco")
    shop.add("ยังไม่มีราคา", None)
    return shop


def _read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_the_page_is_whole_escaped_and_calls_nobody(stall: Shop) -> None:
    page = pricelist.page(*pricelist.of(stall.office))
    reader = _read(page)
    assert {tag for tag, _name, _value in reader.attributes} <= {"html", "meta", "img"}
    for tag, name, value in reader.attributes:
        assert name in ("lang", "charset", "http-equiv", "content", "name", "alt", "src"), (tag, name)
        assert name != "src" or value.startswith("data:image/jpeg;base64,")
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
    for words in ('ร้าน <b>"ป้าแดง"</b>', "กล้วยตาก & น้ำผึ้ง", "<script>alert(1)</script>", "12 หมู่ 3", "฿10.50 / ชิ้น"):
        assert f"{words}\n" in reader.words, words
    assert ("meta", "content", "width=device-width, initial-scale=1") in reader.attributes


def test_pictures_are_small_and_inside(stall: Shop) -> None:
    from PIL import Image

    reader = _read(pricelist.page(*pricelist.of(stall.office)))
    (source,) = [value for tag, name, value in reader.attributes if (tag, name) == ("img", "src")]
    with Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))) as picture:
        assert max(picture.size) == pricelist.PICTURE_SIDE


def test_what_may_not_be_advertised_or_has_no_price_is_not_there(stall: Shop) -> None:
    with stall.office.reading() as desk:
        listed = pricelist.build(desk)
    names = [offer.name for group in listed.groups for offer in group.offers]
    assert sorted(names) == sorted(["กล้วยตาก & น้ำผึ้ง", "<script>alert(1)</script>", "\" onerror=x '"])
    assert listed.count == 3


def test_the_list_prints_on_a4_with_and_without_pictures(stall: Shop, qapp: Any) -> None:
    from shopdesk.paper.render import table_pages

    listed, shown = pricelist.of(stall.office)
    bare = table_pages.pdf(listed.showing(()), "ราคา")
    with_pictures = table_pages.pdf(listed.showing(shown), "ราคา", shown)
    assert bare.startswith(b"%PDF")
    assert with_pictures.count(b"/Subtype /Image") > bare.count(b"/Subtype /Image")


@pytest.mark.skipif(shutil.which("chromium-headless-shell") is None, reason="no headless Chromium here")
def test_a_phone_of_360_pixels_shows_it_without_scrolling_sideways(stall: Shop, tmp_path: Path) -> None:
    from PIL import Image

    for number in range(12):
        stall.add(f"ของชื่อยาวมากที่ไม่มีช่องว่างเลยสักนิด{'ก' * 60}{number}", 100 + number)
    (tmp_path / "page.html").write_text(pricelist.page(*pricelist.of(stall.office)), encoding="utf-8")
    subprocess.run(
        [
            shutil.which("chromium-headless-shell") or "", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--window-size=360,900", f"--screenshot={tmp_path / 'shot.png'}", (tmp_path / "page.html").as_uri(),
        ],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    with Image.open(tmp_path / "shot.png") as shot:
        edge = shot.convert("RGB").crop((shot.width - 10, 0, shot.width, shot.height))
        assert shot.width == 360
        assert edge.getcolors() == [(10 * shot.height, (246, 245, 240))]
