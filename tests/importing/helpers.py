"""Files as shops have them, and what a shop holds after an import."""

import csv
import io
import zipfile
from pathlib import Path

from shopdesk.shop import goods, importing
from shopdesk.shop.desk import Office

FILES = Path(__file__).resolve().parents[1] / "data" / "imports"
HEADINGS = ["ชื่อสินค้า", "รหัสสินค้า", "บาร์โค้ด", "ราคาขาย", "คงเหลือ"]


def write(path: Path, rows: list[list[str]], encoding: str = "utf-8-sig") -> Path:
    made = io.StringIO(newline="")
    csv.writer(made).writerows(rows)
    path.write_bytes(made.getvalue().encode(encoding))
    return path


def many(path: Path, count: int, price: int = 10) -> Path:
    """A file of goods with barcodes, item codes, prices and stock, every one different."""
    rows = [[f"สินค้าทดลอง {n}", f"SK{n}", f"885{n:010d}", f"{price + n % 90}.25", str(n % 50)] for n in range(count)]
    return write(path, [HEADINGS, *rows])


def workbook(path: Path, rows: list[list[object]]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def repacked(path: Path, part: str, old: str, new: str) -> Path:
    """The same workbook with some words of one part replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part].decode().replace(old, new).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def bring_in(office: Office, path: Path, **options: bool) -> importing.Outcome:
    return importing.run(office, importing.plan(path), **options)  # type: ignore[arg-type]


def shelf(office: Office) -> dict[str, goods.Goods]:
    """Everything on the shelf, by the name a till shows."""
    with office.reading() as desk:
        return {thing.name: thing for thing in goods.find(desk, "", limit=200_000)}


def draft(office: Office, name: str) -> goods.Draft:
    with office.reading() as desk:
        return goods.draft_of(desk, shelf(office)[name].sale_unit)
