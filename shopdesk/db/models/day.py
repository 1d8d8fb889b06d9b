"""The drawer: opened, moved, counted, closed; and the sums of the days."""

from typing import Any

from sqlmodel import Field

from shopdesk.db.models.columns import Fact, Table, data, of_journal, one_of, whole


class ShiftOpen(Fact, table=True):
    """The day (or a cashier's turn) begins with this much in the drawer."""

    __tablename__ = "shift_open"
    __table_args__ = of_journal()
    uid: str = Field(unique=True)
    till: int = Field(foreign_key="till.id", index=True)
    float_amount: int = whole()


class ShiftClose(Fact, table=True):
    """The end of it: what the system expects, what was counted, what was agreed; `kept` stays for tomorrow."""

    __tablename__ = "shift_close"
    __table_args__ = of_journal()
    shift: int = Field(foreign_key="shift_open.id", unique=True)
    number: str = Field(unique=True)
    first_date: str
    last_date: str
    expected: int = whole()
    counted: int | None = whole(default=None, nullable=True)
    agreed: int = whole()
    kept: int = whole()
    reason: str = ""
    pieces: Any = data(default=None, nullable=True)
    totals: Any = data(default=None, nullable=True)


class CashMove(Fact, table=True):
    """Cash put into (+) or taken out of (−) the drawer without a sale, with its reason."""

    __tablename__ = "cash_move"
    __table_args__ = of_journal(one_of("kind", "in", "out", "take"))
    till: int = Field(foreign_key="till.id")
    kind: str
    amount: int = whole()
    reason: str


class DayTotal(Table, table=True):
    """Derived: a till's day. Voids count on the day they were made."""

    __tablename__ = "day_total"
    business_date: str = Field(primary_key=True)
    till: int = Field(primary_key=True, foreign_key="till.id")
    sales: int = whole(default=0)
    total: int = whole(default=0)
    discount: int = whole(default=0)
    rounding: int = whole(default=0)
    vat_base: int = whole(default=0)
    vat: int = whole(default=0)
    refunds: int = whole(default=0)
    refund_total: int = whole(default=0)
    voids: int = whole(default=0)
    void_total: int = whole(default=0)


class TenderDay(Table, table=True):
    """Derived: what each way of paying brought in (+) or out (−) on a till's day."""

    __tablename__ = "tender_day"
    business_date: str = Field(primary_key=True)
    till: int = Field(primary_key=True, foreign_key="till.id")
    tender: int = Field(primary_key=True, foreign_key="tender.id")
    count: int = whole(default=0)
    amount: int = whole(default=0)


class SoldDay(Table, table=True):
    """Derived: what was sold of an item on a day, refunds and voids taken off."""

    __tablename__ = "sold_day"
    __table_args__ = ({"sqlite_with_rowid": False},)
    business_date: str = Field(primary_key=True)
    item: int = Field(primary_key=True, foreign_key="item.id")
    qty: int = whole()
    net: int = whole()


class SoldYear(Table, table=True):
    """Derived: the same by year; also what "best sellers first" goes by."""

    __tablename__ = "sold_year"
    __table_args__ = ({"sqlite_with_rowid": False},)
    year: str = Field(primary_key=True)
    item: int = Field(primary_key=True, foreign_key="item.id")
    qty: int = whole()
    net: int = whole()
