"""What is under way or set: open bills, payment requests, the print queue, tenders, dated rules, settings."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from shopdesk.db.models.columns import Record, Table, data, instant, one_of, whole


class Bill(Table, table=True):
    """A bill that is not paid yet: the open one of a till or a held one. It reserves nothing and is no fact.

    One that cannot be read is `torn`: nobody sells it, and it stays for whoever can mend it.
    """

    __tablename__ = "bill"
    __table_args__ = (one_of("state", "open", "held", "torn"),)
    uid: str = Field(primary_key=True)
    till: int = Field(foreign_key="till.id", index=True)
    state: str
    label: str = ""
    cart: Any = data()
    changed: datetime = instant()


class PaymentRequest(Record, table=True):
    """A PromptPay QR made for a bill, before there is a sale."""

    __tablename__ = "payment_request"
    bill: str = Field(index=True)
    payload: str
    amount: int = whole()
    currency: str = "THB"
    state: str = "shown"


class PrintJob(Table, table=True):
    """A paper to be printed. `state` goes waiting → sending → done; what was cut while sending is offered again."""

    __tablename__ = "print_job"
    __table_args__ = (one_of("state", "waiting", "sending", "done", "failed", "dropped"),)
    id: int | None = Field(default=None, primary_key=True)
    till: int = Field(foreign_key="till.id", index=True)
    kind: str
    title: str = Field(index=True)
    sale: int | None = Field(default=None, foreign_key="sale.id", index=True)
    document: Any = data()
    state: str = Field(default="waiting", index=True)
    why: str = ""
    made: datetime = instant()


class Tender(Record, table=True):
    """A way of paying; `digits` is how many of a reference are asked.

    `bars` are the restricted classes, `categories` the ids of the categories it may not pay for.
    """

    __tablename__ = "tender"
    __table_args__ = (one_of("kind", "cash", "promptpay", "named", "credit", "channel"),)
    code: str = Field(unique=True)
    kind: str
    name: str
    english: str = ""
    icon: str = "cash"
    bars: Any = data(default_factory=list)
    digits: int = 0
    gives_change: bool = False
    categories: Any = data(default_factory=list)
    position: int = 0


class VatRate(Record, table=True):
    """A VAT rate in basis points from a date on, where it comes from and until when that was verified."""

    __tablename__ = "vat_rate"
    starts: str
    rate: int = whole()
    source: str
    verified_to: str


class RestrictedRule(Record, table=True):
    """When goods of a class may be sold: dated, editable by the owner. Minutes are of the Bangkok day."""

    __tablename__ = "restricted_rule"
    restricted: str
    starts: str
    hours: Any = data()
    closed_days: Any = data(default_factory=list)
    age: int
    source: str
    verified_on: str


class Setting(Record, table=True):
    """One setting of a scope: shop, till or user (`owner` is the till or user it belongs to)."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("scope", "owner", "key"), one_of("scope", "shop", "till", "user"))
    scope: str
    owner: int = 0
    key: str
    value: Any = data(default=None, nullable=True)
