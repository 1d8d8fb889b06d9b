"""People, tills, and the number series of tills."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from shopdesk.db.models.columns import Record, Table, data, instant, one_of


class Party(Record, table=True):
    """A person or firm. Roles (user, customer, producer, supplier) stand beside it; erasing empties it."""

    __tablename__ = "party"
    name: str
    phone: str = ""
    address: str = ""


class User(Record, table=True):
    """A person who works at the till. `login` is the folded name; `rights` adds or takes single rights of the role."""

    __tablename__ = "shop_user"
    __table_args__ = (one_of("role", "owner", "manager", "cashier"),)
    party: int = Field(foreign_key="party.id")
    login: str = Field(unique=True)
    role: str
    pin_hash: str = ""
    rights: Any = data(default_factory=dict)


class PinTry(Table, table=True):
    """Wrong PINs of a user at a till. `seen` is the latest time met, so a clock set back helps nobody."""

    __tablename__ = "pin_try"
    __table_args__ = (UniqueConstraint("user", "till"),)
    id: int | None = Field(default=None, primary_key=True)
    user: int = Field(foreign_key="shop_user.id")
    till: int = Field(foreign_key="till.id")
    failures: int = 0
    seen: datetime = instant()
    until: datetime = instant()


class Till(Record, table=True):
    """A place where sales are made; `installation` is the machine that holds it now."""

    __tablename__ = "till"
    code: str = Field(unique=True)
    name: str = ""
    installation: str = ""


class Series(Table, table=True):
    """The running number of one kind of document at one till; a restored file goes on in a new letter."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("till", "kind", "period", "letter"),)
    id: int | None = Field(default=None, primary_key=True)
    till: int = Field(foreign_key="till.id")
    kind: str
    period: str = ""
    letter: str
    next: int = 1
    active: bool = True
