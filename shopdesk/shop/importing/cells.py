"""One cell becomes one value of goods; each function raises Invalid with words for the person who made the file."""

import functools
import re

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import gtin, money, quantity, unit
from shopdesk.core.digits import arabic

MOST_CODE_TEXT = 2_000
_NO_PRICE = frozenset({"variable", "-", "–", "n/a", "ไม่ระบุ", "ตามตกลง", "ถามราคา"})
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")
_BAHT = re.compile(r"^(?:฿|THB|บาท)\s*|\s*(?:฿|THB|บาท|\.-)$", re.IGNORECASE)
_NEEDLESS_ZEROS = re.compile(r"(\.[0-9]{2})0+$")
_NEEDLESS_STOCK = re.compile(r"(\.[0-9]{3})0+$")
_ZERO = re.compile(r"[-−]?0+(?:\.0+)?")
_EXPONENT = re.compile(r"([0-9])(?:\.([0-9]+))?E\+?([0-9]{1,2})", re.IGNORECASE)
_POINT_ZERO = re.compile(r"([0-9]{6,})\.0")
_BETWEEN_CODES = re.compile(r"[;|\n]|,\s*")
_YES = frozenset({"y", "yes", "true", "1", "x", "✓", "ใช่", "มี", "จริง", "ชั่ง", "นับ"})
_NO = frozenset({"n", "no", "false", "0", "", "ไม่", "ไม่ใช่", "ไม่มี", "เท็จ", "ไม่ชั่ง", "ไม่นับ"})
_VAT = {
    "standard": "standard|vat|vat 7%|7%|7|7.00|7.00%|0.07|y|yes|true|มี|มี vat|คิด|คิด vat",
    "zero": "zero|0%|vat 0%|0|0.00|อัตรา 0|ศูนย์",
    "exempt": "exempt|vat exempt|ยกเว้น|ยกเว้นภาษี|ยกเว้น vat",
    "none": "none|no vat|n|no|false|ไม่มี|ไม่มี vat|ไม่คิด|ไม่คิด vat",
}
_VAT_WORDS = {word: code for code, words in _VAT.items() for word in words.split("|")}
_RESTRICTED_WORDS = {
    "": "", "-": "", "no": "", "n": "", "ไม่": "", "ไม่มี": "",
    "alcohol": "alcohol", "สุรา": "alcohol", "เหล้า": "alcohol", "เบียร์": "alcohol", "แอลกอฮอล์": "alcohol",
    "tobacco": "tobacco", "บุหรี่": "tobacco", "ยาสูบ": "tobacco",
}  # fmt: skip


def unescaped(cell: str) -> str:
    """The cell without the ' that makes spreadsheets take =, +, -, @ for text; `escaped` puts it there."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in _STARTS else cell


_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def escaped(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.lstrip("'")[:1] in _STARTS else cell


def price(cell: str) -> int | None:
    """Satang; None where the till asks. Another currency, a formula, `1e3` and `1.000,50` raise Invalid."""
    if _PLAIN.fullmatch(cell):
        return money.parse(cell)
    bare = _BAHT.sub("", cell).strip()
    if bare.casefold() in _NO_PRICE:
        return None
    if bare.startswith(("-", "−")):
        raise Invalid(N_("“{typed}” is below zero."), hint=N_("Write it like 45 or 1,234.50"), typed=cell[:40])
    return money.parse(_NEEDLESS_ZEROS.sub(r"\1", bare))


def stock(cell: str) -> int:
    """Thousandths of the sale unit, negative where the file says so."""
    bare = arabic(cell.strip())
    if _ZERO.fullmatch(bare):
        return 0
    negative = bare.startswith(("-", "−"))
    size = quantity.parse(_NEEDLESS_STOCK.sub(r"\1", bare.lstrip("-−")))
    return -size if negative else size


def flag(cell: str) -> bool:
    """Yes or no, as programs and people write it."""
    word = cell.strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Invalid(N_("“{typed}” is neither yes nor no."), hint=N_("Write Y or N."), typed=cell[:40])


@functools.lru_cache(maxsize=512)
def unit_code(cell: str) -> str:
    """The code of a unit as people write it; a word of the owner's own stands for itself."""
    if len(cell) > 40:
        raise Invalid(N_("The unit is too long."), hint=N_("Write it like kg or piece."))
    return unit.find(cell) or cell


def vat_class(cell: str) -> str:
    """The VAT class a cell names."""
    try:
        return _VAT_WORDS[cell.strip().casefold()]
    except KeyError:
        raise Invalid(N_("“{typed}” is no kind of VAT."), hint=N_("Write 7%, 0% or exempt."), typed=cell[:40]) from None


def restricted(cell: str) -> str:
    """The class of restricted goods a cell names."""
    try:
        return _RESTRICTED_WORDS[cell.strip().casefold()]
    except KeyError:
        raise Invalid(
            N_("“{typed}” is no kind of restricted goods."), hint=N_("Write alcohol or tobacco."), typed=cell[:40]
        ) from None


def codes(cell: str) -> tuple[tuple[str, ...], bool]:
    """The barcodes of a cell (several divided by ; or ,), and whether a lost leading zero was put back beside one.

    A number that a spreadsheet shortened to `8.85E+12` raises Invalid: its digits are gone.
    """
    if cell.isascii() and cell.isdigit() and len(cell) in (8, 12, 13):
        return (cell,), False
    if len(cell) > MOST_CODE_TEXT:
        raise Invalid(N_("There are too many barcodes, or one is too long."))
    found: list[str] = []
    lost = False
    for part in filter(None, (part.strip().lstrip("'") for part in _BETWEEN_CODES.split(cell))):
        code = _whole(part)
        found.append(code)
        # EAN-8 and UPC-A that begin with 0 come out of spreadsheets one digit short; the check digit tells.
        if len(code) in (7, 11) and gtin.checked(f"0{code}"):
            found.append(f"0{code}")
            lost = True
    return tuple(found), lost


def _whole(part: str) -> str:
    if plain := _POINT_ZERO.fullmatch(part):
        return plain.group(1)
    if shortened := _EXPONENT.fullmatch(part):
        first, decimals, power = shortened.group(1), shortened.group(2) or "", int(shortened.group(3))
        if len(decimals) < power:
            raise Invalid(
                N_("The barcode {typed} was cut short by Excel."),
                hint=N_("Set the column to Text in Excel and type the barcode again."),
                typed=part[:40],
            )
        return first + decimals[:power]
    return part
