"""More about goods: what they are made of, their prices by group and quantity, their papers, their containers."""

from sqlmodel import Field

from shopdesk.db.models.columns import Record, one_of, whole


class Part(Record, table=True):
    """An item is sold as this much (base-unit thousandths for one base unit of it) of another item."""

    __tablename__ = "part"
    item: int = Field(foreign_key="item.id", index=True)
    part: int = Field(foreign_key="item.id", index=True)
    qty: int = whole()


class PriceRule(Record, table=True):
    """Another price of a sale unit, in satang: from a quantity on, for a group of customers, or both."""

    __tablename__ = "price_rule"
    sale_unit: int = Field(foreign_key="sale_unit.id", index=True)
    group: int | None = Field(default=None, foreign_key="customer_group.id")
    from_qty: int = whole(default=0)
    price: int = whole()


class Markdown(Record, table=True):
    """Goods that expire within so many days cost this much less (basis points); of a category, or of all."""

    __tablename__ = "markdown"
    category: int | None = Field(default=None, foreign_key="category.id")
    days: int
    percent: int = whole()


class Certificate(Record, table=True):
    """A paper that stands behind goods or a producer, and until when it holds."""

    __tablename__ = "certificate"
    __table_args__ = (one_of("kind", "fda", "gap", "organic", "pgs", "otop", "gi", "tcps", "halal", "other"),)
    product: int | None = Field(default=None, foreign_key="product.id", index=True)
    producer: int | None = Field(default=None, foreign_key="producer.id", index=True)
    kind: str
    number: str = ""
    stars: int = 0
    valid_to: str = ""
    photo: str = ""


class Container(Record, table=True):
    """A crate, bottle or cylinder the customer brings back, and the deposit for one in satang."""

    __tablename__ = "container"
    name: str = Field(unique=True)
    deposit: int = whole()


class Companion(Record, table=True):
    """A sale unit goes out in containers: how many thousandths of one for one sale unit."""

    __tablename__ = "companion"
    sale_unit: int = Field(foreign_key="sale_unit.id", unique=True)
    container: int = Field(foreign_key="container.id")
    qty: int = whole(default=1000)
