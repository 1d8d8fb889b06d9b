"""Papers of the credit book as values without layout: a statement, the receipt for money paid back, who is reminded."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class BookRow:
    """A line as in the paper book: satang written (+) or paid (−), and what is open after it."""

    on: date
    words: str
    amount: int
    balance: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The book of a customer, oldest first. `brought` is what was open before the first line, in satang."""

    shop_name: str
    header: tuple[str, ...]
    who: str
    about: tuple[str, ...]
    rows: tuple[BookRow, ...]
    brought: int
    balance: int
    overdue: int
    due_on: str
    at: datetime
    cashier: str
    number: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Repayment:
    """Money that was paid into a book: before, paid, after, in satang; `means` says how it came."""

    shop_name: str
    header: tuple[str, ...]
    who: str
    about: tuple[str, ...]
    before: int
    paid: int
    means: str
    at: datetime
    cashier: str
    number: str
    taken_back: bool = False
    copy: bool = False
    practice: bool = False


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """Somebody who owes: since when, until when, how much in all and how much of it is past its day."""

    who: str
    about: str
    since: date
    due_on: str
    balance: int
    overdue: int


@dataclass(frozen=True, slots=True)
class ReminderList:
    """Everybody who owes, the most overdue first; `total` in satang."""

    shop_name: str
    rows: tuple[ReminderRow, ...]
    total: int
    at: datetime
    number: str = ""
    practice: bool = False
