"""Where goods lie, whose they are, and every move of them."""

from sqlmodel import Field

from shopdesk.db.models.columns import Fact, Record, Table, index_where, of_journal, whole


class Location(Record, table=True):
    """A place that holds stock; row 1 is the counter."""

    __tablename__ = "location"
    name: str
    kind: str = "counter"


class Owner(Record, table=True):
    """Whose goods they are; row 1 is the shop itself, others are producers."""

    __tablename__ = "owner"
    party: int | None = Field(default=None, foreign_key="party.id")
    terms: str = ""


class Lot(Record, table=True):
    """Goods that came together; row 1 is "no lot". `source` is the lot it was graded or packed from."""

    __tablename__ = "lot"
    item: int | None = Field(default=None, foreign_key="item.id", index=True)
    code: str = ""
    expires: str = ""
    harvested: str = ""
    received: str = ""
    owner: int | None = Field(default=None, foreign_key="owner.id")
    source: int | None = Field(default=None, foreign_key="lot.id")


class StockMove(Fact, table=True):
    """Goods came or went: `qty` in thousandths of the base unit and `value` in satang, both signed."""

    __tablename__ = "stock_move"
    # Whether goods were ever counted or came in: asked for each tile, and no sale is in the second index.
    __table_args__ = of_journal(
        index_where("ix_stock_move_document", "document", "document IS NOT NULL"),
        index_where("ix_stock_move_counted", "item", "reason NOT IN ('sale', 'refund', 'void')"),
    )
    item: int = Field(foreign_key="item.id", index=True)
    location: int = Field(foreign_key="location.id")
    owner: int = Field(foreign_key="owner.id")
    lot: int = Field(foreign_key="lot.id")
    qty: int = whole()
    value: int = whole()
    reason: str
    document: int | None = Field(default=None, foreign_key="stock_document.id")


class Stock(Table, table=True):
    """Derived: what lies where, the sum of all moves."""

    __tablename__ = "stock"
    item: int = Field(primary_key=True, foreign_key="item.id")
    location: int = Field(primary_key=True, foreign_key="location.id")
    owner: int = Field(primary_key=True, foreign_key="owner.id")
    lot: int = Field(primary_key=True, foreign_key="lot.id")
    qty: int = whole()
    value: int = whole()
