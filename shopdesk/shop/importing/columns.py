"""What a column can hold, how our own files call it, and how other people's files do."""

import functools
import re
from dataclasses import dataclass

from shopdesk.base.i18n import N_, NAMES, _, catalogue
from shopdesk.core import thaitext


@dataclass(frozen=True, slots=True)
class Field:
    """A property of goods: its code, our heading (English source), and other headings that mean it, surest first."""

    code: str
    heading: str
    also: str = ""


NAME, PRICE, CODES = "name", "price", "codes"

FIELDS = (
    Field(
        NAME,
        N_("Product name"),
        "name|product|products|item|item name|title|product title|goods|ชื่อสินค้า|ชื่อ|"
        "สินค้า|รายการ|รายการสินค้า|ชื่อรายการ|รายชื่อสินค้า|ชื่อสินค้าไทย|"
        "ชื่อสินค้าภาษาไทย|description",
    ),
    Field("variant", N_("Variant"), "variation|option|size|ตัวเลือก|ตัวเลือกสินค้า|ขนาด|แบบ|รุ่น|สี"),
    Field(
        "sku",
        N_("Item code"),
        "sku|code|product code|product id|item no|item number|item id|id|รหัส|รหัสสินค้า|รหัสรายการ|เลขที่สินค้า",
    ),
    Field(
        CODES,
        N_("Barcode"),
        "barcodes|bar code|ean|ean13|ean-13|upc|gtin|gtin, upc, ean, or isbn|บาร์โค้ด|"
        "บาร์โคด|บาร์โค๊ด|รหัสบาร์โค้ด|รหัสแท่ง|เลขบาร์โค้ด",
    ),
    Field("plu", N_("Short number"), "plu|short code|เลขย่อ|รหัสสั้น|เลขสั้น|รหัสย่อ"),
    Field(
        PRICE,
        N_("Selling price"),
        "price|sale price|sell price|sales price|unit price|retail price|regular price|"
        "ราคา|ราคาขาย|ราคาขายปลีก|ราคาปลีก|ราคาต่อหน่วย|ราคาขายต่อหน่วย|ขาย|ขายปลีก|"
        "ราคาหน้าร้าน",
    ),
    Field(
        "cost",
        N_("Cost"),
        "cost price|unit cost|purchase price|buy price|cost per item|ต้นทุน|ราคาทุน|ทุน|ราคาซื้อ|ราคาต้นทุน|ต้นทุนต่อหน่วย",
    ),
    Field(
        "stock",
        N_("In stock"),
        "stock|qty|quantity|on hand|qty on hand|stock qty|stock quantity|inventory|"
        "balance|remaining|คงเหลือ|เหลือ|จำนวน|จำนวนคงเหลือ|ยอดคงเหลือ|สต็อก|สต๊อก|สต็อค|"
        "สต๊อค|จำนวนสต็อก|สต็อกคงเหลือ|สินค้าคงเหลือ|ยอดยกมา",
    ),
    Field("unit", N_("Unit"), "units|uom|unit of measure|sale unit|หน่วย|หน่วยนับ|หน่วยขาย|หน่วยสินค้า"),
    Field("by_weight", N_("Sold by weight"), "by weight|weighed|weight item|ชั่งน้ำหนัก|ขายตามน้ำหนัก|ชั่ง"),
    Field(
        "category",
        N_("Category"),
        "categories|group|product group|department|type|product type|หมวด|หมวดหมู่|"
        "หมวดสินค้า|หมวดหมู่สินค้า|ประเภท|ประเภทสินค้า|กลุ่ม|กลุ่มสินค้า|แผนก",
    ),
    Field("vat_class", N_("VAT"), "vat class|vat rate|tax|tax rate|ภาษี|แวต|ภาษีมูลค่าเพิ่ม|อัตราภาษี"),
    Field("restricted", N_("Restricted goods"), "restricted|age restricted|สินค้าควบคุม|ของควบคุม"),
    Field("tracked", N_("Keeps stock"), "track stock|tracked|track inventory|นับสต็อก|ตัดสต็อก|คุมสต็อก"),
    Field("note", N_("Note"), "notes|remark|remarks|comment|หมายเหตุ|บันทึก|โน้ต|ชื่อเล่น"),
    Field("photo", N_("Photo"), "image|picture|รูป|รูปภาพ|ภาพ"),
)
BY_CODE = {field.code: field for field in FIELDS}

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_ENDS = " :*.฿"


def folded(heading: str) -> str:
    """A heading as it is compared: folded like a search, without a mark of the kind `*` or `:` at its ends."""
    return thaitext.fold(heading.replace("\ufeff", "")).strip(_ENDS)


def label(code: str) -> str:
    """What we call a column, in the language of the moment; empty for a column that is left out."""
    return _(BY_CODE[code].heading) if code else ""


def headings(language: str) -> dict[str, str]:
    """Our own heading of each field in a language."""
    words = catalogue(language)
    return {field.code: words.get(field.heading, field.heading) for field in FIELDS}


@functools.cache
def own_headings() -> dict[str, str]:
    """Each heading our own files may bear, in any language, to its field."""
    return {folded(heading): code for language in NAMES for code, heading in headings(language).items()}


@functools.cache
def _meanings() -> dict[str, tuple[str, int]]:
    """Each known heading, folded: the field it means, and how surely (0 is surest)."""
    found = {
        folded(word): (field.code, rank)
        for field in FIELDS
        for rank, word in enumerate((field.code, *filter(None, field.also.split("|"))), 1)
    }
    return {**found, **{heading: (code, 0) for heading, code in own_headings().items()}}


def meaning(heading: str) -> tuple[str, int] | None:
    """The field a heading most likely means and how surely (0 is surest); None where it says nothing to us.

    A unit in brackets may follow (`ราคาขาย (บาท)`).
    """
    wanted = folded(heading)
    return _meanings().get(wanted) or _meanings().get(folded(_BRACKETS.sub("", wanted)))
