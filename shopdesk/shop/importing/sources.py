"""Whose file it is, told by its headings, and which column holds what.

Headings as those programs export them: Loyverse items, Square item library, Shopify products (old and new template),
WooCommerce products (its headings follow the language of the site's administrator, so the Thai ones are known too).
"""

import fnmatch
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.shop.importing import columns, reading
from shopdesk.shop.importing.columns import CODES, NAME
from shopdesk.shop.importing.reading import Broken, Row, Table

GENERAL, OWN = "general", "shopdesk"
SAMPLE = 10
_HEADING_WITHIN = 15


@dataclass(frozen=True, slots=True)
class Source:
    """A program whose files we know: headings it must have, and what its columns hold (`*` stands for anything).

    `joined` is the key by which its rows of variants belong together.
    """

    code: str
    name: str
    needs: tuple[tuple[str, ...], ...]
    holds: tuple[tuple[str, str], ...]
    joined: str = ""


LOYVERSE = Source(
    "loyverse",
    "Loyverse",
    (("handle",), ("sold by weight",), ("track stock",), ("name",)),
    (
        ("handle", "handle"), ("sku", "sku"), ("name", NAME), ("category", "category"), ("sold by weight", "by_weight"),
        ("option 1 value", "option1"), ("option 2 value", "option2"), ("option 3 value", "option3"), ("cost", "cost"),
        ("barcode", CODES), ("sku of included item", "part_of"), ("track stock", "tracked"), ("price [[]*]", "price"),
        ("price", "price"), ("default price", "price"), ("in stock [[]*]", "stock"), ("in stock", "stock"),
    ),
    "handle",
)  # fmt: skip
SQUARE = Source(
    "square",
    "Square",
    (("token", "reference handle"), ("item name",), ("variation name",)),
    (
        ("item name", NAME), ("variation name", "variant"), ("sku", "sku"), ("gtin", CODES), ("price", "price"),
        ("category", "category"), ("categories", "category"), ("reporting category", "category"),
        ("default unit cost", "cost"), ("current quantity*", "stock"), ("stockable", "tracked"),
    ),
)  # fmt: skip
SHOPIFY_OLD = Source(
    "shopify",
    "Shopify",
    (("handle",), ("title",), ("variant price",)),
    (
        ("handle", "handle"), ("title", NAME), ("variant sku", "sku"), ("variant barcode", CODES),
        ("variant price", "price"), ("cost per item", "cost"), ("variant inventory qty", "stock"), ("type", "category"),
        ("product category", "category_path"), ("option1 value", "option1"), ("option2 value", "option2"),
        ("option3 value", "option3"),
    ),
    "handle",
)  # fmt: skip
SHOPIFY_NEW = Source(
    "shopify",
    "Shopify",
    (("url handle",), ("title",), ("option1 value", "sku")),
    (
        ("url handle", "handle"), ("title", NAME), ("sku", "sku"), ("barcode", CODES), ("price", "price"),
        ("cost per item", "cost"), ("inventory quantity", "stock"), ("type", "category"),
        ("product category", "category_path"),
        ("option1 value", "option1"), ("option2 value", "option2"), ("option3 value", "option3"),
    ),
    "handle",
)  # fmt: skip
WOOCOMMERCE = Source(
    "woocommerce",
    "WooCommerce",
    (("type", "ชนิด", "ประเภท"), ("regular price", "ราคาปกติ"), ("published", "เผยแพร่แล้ว", "เผยแพร่")),
    (
        ("id", "id"), ("ไอดี", "id"), ("type", "kind"), ("ชนิด", "kind"), ("ประเภท", "kind"), ("sku", "sku"),
        ("รหัสสินค้า", "sku"), ("name", NAME), ("ชื่อ", NAME), ("ชื่อสินค้า", NAME), ("regular price", "price"),
        ("ราคาปกติ", "price"), ("stock", "stock"), ("คลังสินค้า", "stock"), ("สต็อก", "stock"), ("สต๊อก", "stock"),
        ("categories", "category"), ("หมวดหมู่", "category"), ("gtin, upc, ean*", CODES), ("cost of goods", "cost"),
        ("ต้นทุนสินค้า", "cost"), ("parent", "parent"), ("หลัก", "parent"), ("แม่", "parent"), ("สินค้าหลัก", "parent"),
        ("attribute 1 value(s)", "option1"), ("attribute 2 value(s)", "option2"), ("attribute 3 value(s)", "option3"),
        ("ค่าคุณสมบัติ 1", "option1"), ("ค่าคุณสมบัติ 2", "option2"), ("ค่าคุณสมบัติ 3", "option3"),
        ("คุณสมบัติ 1 ค่า*", "option1"), ("คุณสมบัติ 2 ค่า*", "option2"), ("คุณสมบัติ 3 ค่า*", "option3"),
    ),
    "parent",
)  # fmt: skip
SOURCES = (LOYVERSE, SQUARE, SHOPIFY_OLD, SHOPIFY_NEW, WOOCOMMERCE)


@dataclass(frozen=True, slots=True)
class Plan:
    """A file and what each of its columns is taken for: a field's code, a key of its program, or "" (left out).

    `title` names the source to a person; a page for matching columns shows `headings`, `columns` and `sample`.
    """

    file: str
    source: str
    title: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    broken: tuple[Broken, ...] = ()
    joined: str = ""

    @property
    def sample(self) -> tuple[Row, ...]:
        """The first ten rows as they stand in the file."""
        return self.rows[:SAMPLE]

    def with_column(self, position: int, field: str) -> "Plan":
        """The plan with one column taken for another field ("" leaves it out); another that held it gives it up.

        Raises Invalid for a field that is none of ours.
        """
        if field and field not in columns.BY_CODE:
            raise Invalid(N_("Choose one of the offered values."))
        kept = ["" if field and code == field and field != CODES else code for code in self.columns]
        kept[position] = field
        return replace(self, columns=tuple(kept))


def plan(path: Path) -> Plan:
    """Read a file and say whose it is and what its columns hold.

    Raises NotFound, Invalid where it cannot be read, has no row of goods, or says one thing in two columns.
    """
    table = reading.read(path)
    at = _heading_row(table)
    headings = tuple(cell.strip() for cell in table.rows[at].cells)
    rows = table.rows[at + 1 :]
    if not rows and not table.broken:
        raise Invalid(N_("The file has headings but no goods."), hint=N_("Choose a file that holds goods."))
    folded = tuple(columns.folded(heading) for heading in headings)
    source = recognised(folded)
    held = _held(source, folded) if source else _general(folded)
    if source is not None:
        title, code, joined = source.name, source.code, source.joined
    else:
        own = len({columns.own_headings().get(heading) for heading in folded} - {None}) >= len(columns.FIELDS) - 1
        title, code, joined = ("ShopDesk", OWN, "") if own else (_("A file of goods"), GENERAL, "")
    return Plan(path.name, code, title, headings, held, rows, table.broken, joined)


def _heading_row(table: Table) -> int:
    """Where the headings stand: the first row that names two things we know; else the first row."""
    if not table.rows:
        raise Invalid(
            N_("The headings of this file cannot be read."), hint=N_("Correct its first line, then choose it again.")
        )
    for at, row in enumerate(table.rows[:_HEADING_WITHIN]):
        if sum(columns.meaning(cell) is not None for cell in row.cells) >= 2:
            return at
    return 0


def recognised(folded: Iterable[str]) -> Source | None:
    """The program whose file has these folded headings; None for a file of somebody's own."""
    there = set(folded)
    return next((s for s in SOURCES if all(there & {columns.folded(n) for n in names} for names in s.needs)), None)


def _held(source: Source, folded: tuple[str, ...]) -> tuple[str, ...]:
    """What each column holds by the source's table; of several shops' columns the first counts."""
    held = [""] * len(folded)
    taken = set()
    for pattern, field in source.holds:
        wanted = pattern if "*" in pattern else columns.folded(pattern)
        for position, heading in enumerate(folded):
            if field not in taken and not held[position] and _same(heading, wanted):
                held[position] = field
                taken.add(field)
    return tuple(held)


def _same(heading: str, wanted: str) -> bool:
    return fnmatch.fnmatchcase(heading, wanted) if "*" in wanted else heading == wanted


def _general(folded: tuple[str, ...]) -> tuple[str, ...]:
    """What each column means by its heading; of two that mean one field the surer counts. Raises Invalid for twins."""
    held = [""] * len(folded)
    sure: dict[str, int] = {}
    for _rank, position in sorted((m[1], n) for n, h in enumerate(folded) if (m := columns.meaning(h)) is not None):
        found = columns.meaning(folded[position])
        assert found is not None
        twin = sure.setdefault(found[0], position)
        if twin == position:
            held[position] = found[0]
        elif folded[twin] == folded[position]:
            raise Invalid(
                N_("Two columns have the heading “{heading}”."),
                hint=N_("Rename one of them, then choose the file again."),
                heading=folded[position][:40],
            )
    return tuple(held)
