"""Papers of the store room: what came in, went out, was counted, graded or taken to a market."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from shopdesk.db.models.columns import Fact, Record, Table, data, of_journal, one_of, whole

KINDS = (
    "receive",
    "return",
    "waste",
    "own_use",
    "transfer",
    "opening",
    "grade",
    "count",
    "market_out",
    "market_back",
    "payout",
    "reversal",
)


class StockDocument(Fact, table=True):
    """One paper that moved goods; its moves carry it. `reverses` takes another paper back whole, once."""

    __tablename__ = "stock_document"
    __table_args__ = of_journal(UniqueConstraint("series", "seq"), one_of("kind", *KINDS))
    uid: str = Field(unique=True)
    kind: str
    series: int = Field(foreign_key="series.id")
    seq: int
    number: str = Field(unique=True)
    reason: str = ""
    trip: int | None = Field(default=None, foreign_key="trip.id", index=True)
    reverses: int | None = Field(default=None, foreign_key="stock_document.id", unique=True)
    note: str = ""


class Receiving(Fact, table=True):
    """What a receive (or return) paper says of money, in satang: its sum, its VAT, and how it is paid."""

    __tablename__ = "receiving"
    __table_args__ = of_journal(one_of("paid_by", "drawer", "owner", "transfer", "credit", "consignment"))
    document: int = Field(foreign_key="stock_document.id", unique=True)
    supplier: int | None = Field(default=None, foreign_key="party.id", index=True)
    paid_by: str
    total: int = whole()
    vat: int = whole(default=0)
    due_on: str = ""
    paper_number: str = ""
    paper_date: str = ""
    tax_number: str = ""
    photo: str = ""


class CountLine(Fact, table=True):
    """One heap of a stocktake in base-unit thousandths: what the file said, what was counted, what was agreed."""

    __tablename__ = "count_line"
    __table_args__ = of_journal()
    document: int = Field(foreign_key="stock_document.id", index=True)
    item: int = Field(foreign_key="item.id")
    location: int = Field(foreign_key="location.id")
    owner: int = Field(foreign_key="owner.id")
    lot: int = Field(foreign_key="lot.id")
    recorded: int = whole()
    counted: int = whole()
    agreed: int = whole()
    reason: str = ""


class Stocktake(Record, table=True):
    """A count that is under way: which place and category, blind or not. It becomes a paper when it is agreed.

    With `sold_on` (2026-11-22) it is of what was sold on that day.
    """

    __tablename__ = "stocktake"
    __table_args__ = (one_of("state", "open", "agreed", "dropped"),)
    name: str
    location: int = Field(foreign_key="location.id")
    category: int | None = Field(default=None, foreign_key="category.id")
    blind: bool = True
    sold_on: str = ""
    state: str = "open"
    document: int | None = Field(default=None, foreign_key="stock_document.id")


class CountEntry(Table, table=True):
    """What one person found on one shelf; entries of several people add up until the count is agreed.

    `position` is the last deed of the journal before it was counted.
    """

    __tablename__ = "count_entry"
    __table_args__ = (UniqueConstraint("stocktake", "item", "owner", "lot", "shelf", "party"),)
    id: int | None = Field(default=None, primary_key=True)
    stocktake: int = Field(foreign_key="stocktake.id", index=True)
    item: int = Field(foreign_key="item.id")
    owner: int = Field(foreign_key="owner.id")
    lot: int = Field(foreign_key="lot.id")
    shelf: str = ""
    party: int = Field(foreign_key="party.id")
    qty: int = whole()
    position: int = whole()


class Trip(Record, table=True):
    """A market day: goods go to a place of their own and come home as one sale on the market's date."""

    __tablename__ = "trip"
    __table_args__ = (one_of("state", "out", "home", "dropped"),)
    name: str
    date: str
    location: int = Field(foreign_key="location.id")
    state: str = "out"


class Expense(Fact, table=True):
    """Money the shop spent, in satang, and from where; goods that were bought are a Receiving instead."""

    __tablename__ = "expense"
    __table_args__ = of_journal(one_of("paid_by", "drawer", "owner", "transfer"))
    uid: str = Field(unique=True)
    kind: str
    on_date: str = Field(index=True)
    amount: int = whole()
    paid_by: str
    party: int | None = Field(default=None, foreign_key="party.id")
    photo: str = ""
    reverses: int | None = Field(default=None, foreign_key="expense.id", unique=True)
    note: str = ""


class RecurringExpense(Record, table=True):
    """An expense that comes back every month on a day; it is offered, never booked by itself."""

    __tablename__ = "recurring_expense"
    kind: str
    amount: int = whole()
    paid_by: str
    day: int
    note: str = ""


class ManualOrder(Record, table=True):
    """An order by telephone or chat: what, for whom, when it is fetched. It reserves nothing by itself."""

    __tablename__ = "manual_order"
    __table_args__ = (one_of("state", "new", "ready", "fetched", "cancelled"),)
    number: str = Field(unique=True)
    customer: int | None = Field(default=None, foreign_key="party.id")
    name: str = ""
    phone: str = ""
    came_by: str = "phone"
    fetch_on: str = Field(index=True)
    state: str = "new"
    deposit: int = whole(default=0)
    sale: int | None = Field(default=None, foreign_key="sale.id")
    lines: Any = data(default_factory=list)
    note: str = ""
