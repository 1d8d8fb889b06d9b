"""Sales, what was sold, what was paid, and what happened to them later. All facts; the states are derived."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from shopdesk.db.models.columns import Fact, Table, data, index_where, instant, of_journal, one_of, whole


class Sale(Fact, table=True):
    """A bill or a refund (all amounts of a refund are negative). Payments sum to total + rounding + extra.

    `extra` is money that is no sale; `happened_at` the true time of a bill that was entered later.
    """

    __tablename__ = "sale"
    __table_args__ = of_journal(
        UniqueConstraint("series", "seq"),
        one_of("kind", "sale", "refund"),
        index_where("ix_sale_customer", "customer", "customer IS NOT NULL"),
    )
    uid: str = Field(unique=True)
    kind: str
    series: int = Field(foreign_key="series.id")
    seq: int
    number: str = Field(unique=True)
    refund_of: int | None = Field(default=None, foreign_key="sale.id", index=True)
    bill: str = Field(unique=True)
    customer: int | None = Field(default=None, foreign_key="party.id")
    currency: str = "THB"
    gross: int = whole()
    discount: int = whole()
    total: int = whole()
    rounding: int = whole()
    vat_base: int = whole()
    vat: int = whole()
    heading: str
    note: str = ""
    extra: int = whole(default=0)
    happened_at: Any = instant(default=None, nullable=True)
    trip: int | None = Field(default=None, foreign_key="trip.id")


class SaleLine(Fact, table=True):
    """What was sold, as it was called and priced then. net = gross − discounts; sum of nets = total."""

    __tablename__ = "sale_line"
    __table_args__ = of_journal()
    sale: int = Field(foreign_key="sale.id", index=True)
    position: int
    item: int = Field(foreign_key="item.id")
    sale_unit: int = Field(foreign_key="sale_unit.id")
    refund_of: int | None = Field(default=None, foreign_key="sale_line.id")
    name: str
    unit: str
    code: str = ""
    qty: int = whole()
    base_qty: int = whole()
    list_price: int = whole()
    price: int = whole()
    gross: int = whole()
    line_discount: int = whole()
    bill_discount: int = whole()
    net: int = whole()
    vat_class: str
    vat_rate: int = whole()
    vat: int = whole()
    tare: int = whole(default=0)
    note: str = ""


class SaleTake(Fact, table=True):
    """Whose goods, of which lot, a line took, at what cost; the ledger of producers stands on these.

    Of goods that are not the shop's own, `net` is what they brought and `owed` what their owner gets, in satang; `item`
    is set where a bundle took one of its parts.
    """

    __tablename__ = "sale_take"
    __table_args__ = of_journal(index_where("ix_sale_take_owner", "owner journal", "owner <> 1"))
    line: int = Field(foreign_key="sale_line.id", index=True)
    owner: int = Field(foreign_key="owner.id")
    lot: int = Field(foreign_key="lot.id")
    qty: int = whole()
    value: int = whole()
    terms: str = ""
    item: int | None = Field(default=None, foreign_key="item.id")
    owed: int = whole(default=0)
    net: int = whole(default=0)


class Payment(Fact, table=True):
    """Money in (+) or out (−) of a bill: paid, change given, paid back by a refund or a void.

    With `party` it was written in that person's book instead of handed over, to be paid by `due_on`.
    """

    __tablename__ = "payment"
    __table_args__ = of_journal(
        one_of("kind", "pay", "change", "refund", "void"),
        index_where("ix_payment_party", "party", "party IS NOT NULL"),
    )
    uid: str = Field(unique=True)
    sale: int = Field(foreign_key="sale.id", index=True)
    tender: int = Field(foreign_key="tender.id")
    kind: str
    amount: int = whole()
    currency: str = "THB"
    digits: str = ""
    request: str = ""
    party: int | None = Field(default=None, foreign_key="party.id")
    due_on: str = ""


class PaymentEvent(Fact, table=True):
    """A payment's state went forward: promised, slip_seen, confirmed_cashier, confirmed_bank, settled."""

    __tablename__ = "payment_event"
    __table_args__ = of_journal()
    payment: int = Field(foreign_key="payment.id", index=True)
    state: str
    detail: Any = data(default=None, nullable=True)


class Slip(Fact, table=True):
    """A transfer slip that was shown. It stands on one bill that counts; one of a voided bill may stand on another.

    Proves nothing but that it is new.
    """

    __tablename__ = "slip"
    __table_args__ = of_journal()
    payment: int = Field(foreign_key="payment.id", index=True)
    bank: str
    reference: str
    tail: str = Field(index=True)


class SaleVoid(Fact, table=True):
    """A bill taken back whole, as if it had not been; it keeps its number."""

    __tablename__ = "sale_void"
    __table_args__ = of_journal(one_of("kind", "undo", "void"))
    sale: int = Field(foreign_key="sale.id", unique=True)
    kind: str
    reason: str


class PrintEvent(Fact, table=True):
    """A receipt was handed over whole to paper; the next one is a copy."""

    __tablename__ = "print_event"
    __table_args__ = of_journal()
    sale: int = Field(foreign_key="sale.id", index=True)
    copy_number: int


class SaleState(Table, table=True):
    """Derived: what became of a bill. `refunded` is the positive sum paid back by refunds."""

    __tablename__ = "sale_state"
    sale: int = Field(primary_key=True, foreign_key="sale.id")
    voided: bool = False
    refunded: int = whole(default=0)
    prints: int = 0


class LineRefund(Table, table=True):
    """Derived: how much of a line went back (positive sale-unit thousandths and satang)."""

    __tablename__ = "line_refund"
    line: int = Field(primary_key=True, foreign_key="sale_line.id")
    qty: int = whole()
    net: int = whole()


class PaymentState(Table, table=True):
    """Derived: the furthest state of a payment."""

    __tablename__ = "payment_state"
    payment: int = Field(primary_key=True, foreign_key="payment.id")
    state: str
