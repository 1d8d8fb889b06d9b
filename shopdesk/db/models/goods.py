"""Goods: product → item (the variant, what stock counts) → sale unit (price, codes, ratio)."""

from typing import Any

from sqlmodel import Field

from shopdesk.db.models.columns import Record, Table, data, one_of, whole


class Category(Record, table=True):
    """A chip at the till. `tint` and `icon` draw goods that have no photo."""

    __tablename__ = "category"
    name: str = Field(unique=True)
    position: int = 0
    tint: str = "n"
    icon: str = "package"


class Product(Record, table=True):
    """What the shop calls one thing. `tracked` is False for cooked food and services, which keep no stock.

    `kind` "agent" is money taken for somebody else (top-up, bills): only the fee is a sale. `shared` lets goods of
    several producers that carry no label leave evenly.
    """

    __tablename__ = "product"
    __table_args__ = (
        one_of("vat_class", "standard", "zero", "exempt", "none"),
        one_of("restricted", "", "alcohol", "tobacco"),
    )
    name: str
    category: int | None = Field(default=None, foreign_key="category.id", index=True)
    vat_class: str = "standard"
    vat_note: str = ""
    restricted: str = ""
    tracked: bool = True
    photo: str = ""
    note: str = ""
    kind: str = "goods"
    shared: bool = False


class Item(Record, table=True):
    """A variant of a product; stock counts thousandths of `base_unit`. `cost` is the last known, per base unit.

    Below `reorder_at` it goes on the shopping list, up to `reorder_to`; `keeps_days` offers an expiry when it comes in.
    """

    __tablename__ = "item"
    product: int = Field(foreign_key="product.id", index=True)
    variant: str = ""
    base_unit: str = "piece"
    sku: str = Field(default="", index=True)
    cost: int | None = whole(default=None, nullable=True)
    reorder_at: int | None = whole(default=None, nullable=True)
    reorder_to: int | None = whole(default=None, nullable=True)
    keeps_days: int | None = None


class SaleUnit(Record, table=True):
    """How an item is sold: `ratio` thousandths of its base unit for `price` satang; no price asks at the till."""

    __tablename__ = "sale_unit"
    item: int = Field(foreign_key="item.id", index=True)
    unit: str = "piece"
    ratio: int = whole(default=1000)
    price: int | None = whole(default=None, nullable=True)
    currency: str = "THB"
    by_weight: bool = False
    plu: str = Field(default="", index=True)
    label: str = ""
    search_key: str = ""
    position: int = 0


class SaleCode(Table, table=True):
    """A barcode of a sale unit. The same code on two goods is allowed: the till then asks which."""

    __tablename__ = "sale_code"
    code: str = Field(primary_key=True)
    sale_unit: int = Field(primary_key=True, foreign_key="sale_unit.id", index=True)


class CatalogueEntry(Table, table=True):
    """Goods known by barcode from a shared catalogue file: no price, no stock."""

    __tablename__ = "catalogue_entry"
    code: str = Field(primary_key=True)
    name: str
    unit: str = "piece"
    category: str = ""
    photo: str = ""


class ImportRow(Table, table=True):
    """Some checked goods of an import that wait to be stored; row 0 signs for the whole batch."""

    __tablename__ = "import_row"
    batch: str = Field(primary_key=True)
    row: int = Field(primary_key=True)
    goods: Any = data()
