"""Who owes whom: customers (สมุดเชื่อ), suppliers, producers, containers; one kind of entry for all books."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from shopdesk.db.models.columns import Fact, Record, Table, of_journal, one_of, whole

BOOKS = ("customer", "supplier", "producer")


class LedgerEntry(Fact, table=True):
    """One line of a book, signed satang. "customer": what they owe the shop; the others: what the shop owes them.

    Only what stands nowhere else: a sale on credit is its payment, a producer's share its take, a bought load its
    receiving, money handed over its payout. The balance sums them all.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = of_journal(one_of("book", *BOOKS))
    book: str
    party: int = Field(foreign_key="party.id", index=True)
    kind: str
    amount: int = whole()
    due_on: str = ""
    sale: int | None = Field(default=None, foreign_key="sale.id", index=True)
    document: int | None = Field(default=None, foreign_key="stock_document.id")
    reverses: int | None = Field(default=None, foreign_key="ledger_entry.id", unique=True)
    signer: int | None = Field(default=None, foreign_key="party.id")
    paid_by: str = ""
    reference: str = ""
    note: str = ""


class LedgerBalance(Table, table=True):
    """Derived: what a book says of a person, in satang: payments on credit, takes, receivings, payouts, entries.

    "channel" is what a platform owes, "transit" what it paid out and nobody has seen in the bank yet.
    """

    __tablename__ = "ledger_balance"
    __table_args__ = ({"sqlite_with_rowid": False},)
    book: str = Field(primary_key=True)
    party: int = Field(primary_key=True, foreign_key="party.id")
    balance: int = whole()


class Payout(Fact, table=True):
    """Money handed to a producer or supplier; taking it back is a payout of the negative amount that names it."""

    __tablename__ = "payout"
    __table_args__ = of_journal(
        UniqueConstraint("series", "seq"),
        one_of("book", "supplier", "producer"),
        one_of("paid_by", "drawer", "owner", "transfer"),
    )
    uid: str = Field(unique=True)
    book: str
    series: int = Field(foreign_key="series.id")
    seq: int
    number: str = Field(unique=True)
    party: int = Field(foreign_key="party.id", index=True)
    amount: int = whole()
    paid_by: str
    reference: str = ""
    up_to: int
    reverses: int | None = Field(default=None, foreign_key="payout.id", unique=True)


class Contract(Record, table=True):
    """On what terms a producer's goods are sold from a date on; for one item, or for all when `item` is empty.

    "percent": the shop keeps `value` basis points; "fixed": the producer gets `value` satang for one base unit.
    """

    __tablename__ = "contract"
    __table_args__ = (one_of("kind", "percent", "fixed"), one_of("unsold", "return", "buy", "share"))
    owner: int = Field(foreign_key="owner.id", index=True)
    item: int | None = Field(default=None, foreign_key="item.id")
    starts: str
    kind: str
    value: int = whole()
    agent: bool = False
    agreement: str = ""
    waste: str = "shop"
    unsold: str = "return"


class Producer(Record, table=True):
    """A person whose goods the shop sells; `owner` is who the stock belongs to, `promptpay` where money goes."""

    __tablename__ = "producer"
    party: int = Field(foreign_key="party.id", unique=True)
    owner: int = Field(foreign_key="owner.id", unique=True)
    promptpay: str = ""
    village: str = ""
    photo: str = ""
    code: str = Field(default="", index=True)


class Supplier(Record, table=True):
    """A firm or person the shop buys from, and how many days of credit it gives."""

    __tablename__ = "supplier"
    party: int = Field(foreign_key="party.id", unique=True)
    tax_number: str = ""
    credit_days: int = 0


class CustomerGroup(Record, table=True):
    """Customers who get their own prices: members, wholesale."""

    __tablename__ = "customer_group"
    name: str = Field(unique=True)


class Customer(Record, table=True):
    """Somebody who buys. `tab` is the household whose book is written in; no limit means none was agreed."""

    __tablename__ = "customer"
    party: int = Field(foreign_key="party.id", unique=True)
    nickname: str = ""
    house: str = ""
    member: str = Field(default="", index=True)
    group: int | None = Field(default=None, foreign_key="customer_group.id")
    tab: int | None = Field(default=None, foreign_key="customer.id", index=True)
    credit_limit: int | None = whole(default=None, nullable=True)
    pay_day: str = ""
    search_key: str = ""
    note: str = ""


class Consent(Fact, table=True):
    """A person said yes or took it back, for one purpose (PDPA sections 19 and 24)."""

    __tablename__ = "consent"
    __table_args__ = of_journal()
    party: int = Field(foreign_key="party.id", index=True)
    purpose: str
    given: bool


class Erasure(Fact, table=True):
    """A person was emptied (PDPA section 33); every restored backup does it again."""

    __tablename__ = "erasure"
    __table_args__ = of_journal()
    party_uid: str = Field(unique=True)


class ContainerMove(Fact, table=True):
    """Containers lent (+) or brought back (−), and the deposit for them in satang; never a sale, never VAT."""

    __tablename__ = "container_move"
    __table_args__ = of_journal()
    container: int = Field(foreign_key="container.id", index=True)
    party: int | None = Field(default=None, foreign_key="party.id")
    book: str = "customer"
    qty: int = whole()
    amount: int = whole()


class ContainerBalance(Table, table=True):
    """Derived: how many containers a person holds (or the shop holds of a supplier) and the deposit for them."""

    __tablename__ = "container_balance"
    __table_args__ = ({"sqlite_with_rowid": False},)
    container: int = Field(primary_key=True, foreign_key="container.id")
    book: str = Field(primary_key=True)
    party: int = Field(primary_key=True)
    qty: int = whole()
    amount: int = whole()


class Extra(Fact, table=True):
    """Money on a bill that is no sale: a deposit charged (+) or given back (−), or money passed on for somebody."""

    __tablename__ = "extra"
    __table_args__ = of_journal(one_of("kind", "deposit", "agent", "prepaid"))
    sale: int = Field(foreign_key="sale.id", index=True)
    kind: str
    container: int | None = Field(default=None, foreign_key="container.id")
    product: int | None = Field(default=None, foreign_key="product.id")
    name: str
    qty: int = whole()
    amount: int = whole()
