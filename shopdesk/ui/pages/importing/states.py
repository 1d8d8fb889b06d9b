"""The states of bringing goods in for the tour."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.ui.pages.importing.page import ImportPage
from shopdesk.ui.pages.importing.review import BAD, MATCHING
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

LOYVERSE = (
    "Handle,SKU,Name,Category,Description,Sold by weight,Option 1 name,Option 1 value,Cost,Barcode,Track stock,"
    "Available for sale [ร้านป้าแดง],Price [ร้านป้าแดง],In stock [ร้านป้าแดง],Low stock [ร้านป้าแดง]"
)
THAI = """ชื่อสินค้า,บาร์โค้ด,ราคาขาย (บาท),ทุน,คงเหลือ,หน่วย,หมวด,ผู้ขายส่ง
น้ำปลาตราปลา 700 มล.,8850123400018,32,26,24,ขวด,เครื่องปรุง,ร้านเจ๊หมวย
ซีอิ๊วขาว 500 มล.,8850123400025,28.50,22,12,ขวด,เครื่องปรุง,ร้านเจ๊หมวย
น้ำตาลทราย 1 กก.,8850123400032,28,24,40,ถุง,ของแห้ง,ตลาดไท
เกลือป่น 500 ก.,8850123400049,สิบบาท,7,30,ถุง,ของแห้ง,ตลาดไท
กะปิคลองโคน,,45,36,15,กระปุก,เครื่องปรุง,ป้าสมศรี
มะม่วงน้ำดอกไม้,,45,30,80,กก.,ผลไม้,สวนลุงคำ
ไข่ไก่ เบอร์ 2,8850123400056,125,110,6,แผง,ของสด,ฟาร์มบ้านโนน
ผักบุ้ง,,15,10,20,กำ,ผัก,กลุ่มผัก
สบู่สมุนไพร,8.85012E+12,35,28,12,ก้อน,ของใช้,กลุ่มแม่บ้าน
ผ้าขาวม้า,,350,300,5,ผืน,งานฝีมือ,ย่าบุญมี
น้ำดื่ม 600 มล.,8850123400063,7,4,90,ขวด,เครื่องดื่ม,โรงน้ำ
"""


def importing(window: "Window") -> ImportPage:
    """The first step, shown."""
    page = window.go("importing")
    assert isinstance(page, ImportPage)
    return page


def opened(window: "Window", name: str, text: str) -> ImportPage:
    """A file that was read."""
    page = importing(window)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / name
        place.write_text(text, encoding="utf-8-sig")
        page.open_file(place)
        settle(window)
    return page


@state("import")
def start(window: "Window") -> None:
    """Choosing."""
    importing(window)


@state("import-review")
def review(window: "Window") -> None:
    """A file of somebody's own with two wrong cells."""
    opened(window, "สินค้าร้านป้าแดง.csv", THAI)


@state("import-rejected")
def rejected(window: "Window") -> None:
    """Which rows cannot be taken, and why."""
    page = opened(window, "สินค้าร้านป้าแดง.csv", THAI)
    page.look(BAD)


@state("import-matching")
def matching(window: "Window") -> None:
    """Which column holds what."""
    page = opened(window, "สินค้าร้านป้าแดง.csv", THAI)
    page.look(MATCHING)


@state("import-loyverse")
def loyverse(window: "Window") -> None:
    """A file of another program."""
    rows = [
        f"g{n},{10_000 + n},สินค้า {n},ของแห้ง,,N,,,{n},,Y,Y,{n + 5}.00,{n % 40},5" for n in range(1, 215)
    ]  # fmt: skip
    opened(window, "export_items.csv", "\n".join([LOYVERSE, *rows]))


@state("import-no-name")
def no_name(window: "Window") -> None:
    """A file whose column of names nobody knows."""
    opened(window, "list.csv", "อะไร,ราคาขาย\nข้าวสาร,185\nน้ำปลา,32\n")


@state("import-empty-file")
def empty_file(window: "Window") -> None:
    """A file without anything."""
    opened(window, "empty.csv", "")


@state("import-running")
def running(window: "Window") -> None:
    """Half way."""
    page = importing(window)
    page.progress.begin("export_items.csv", stoppable=True)
    page.progress.tell(4_200, 10_000)
    page._show(page.progress)


@state("import-done")
def done(window: "Window") -> None:
    """How it ended."""
    page = opened(window, "สินค้าร้านป้าแดง.csv", THAI)
    page.run()


@state("import-export")
def export(window: "Window") -> None:
    """Taking goods out."""
    importing(window).export()
