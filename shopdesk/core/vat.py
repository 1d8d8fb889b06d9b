"""Value added tax: dated rates, and the arithmetic of the Revenue Code for prices that include it (section 86/6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shopdesk.core import money

VatClass = Literal["standard", "zero", "exempt", "none"]
CLASSES: tuple[VatClass, ...] = ("standard", "zero", "exempt", "none")


@dataclass(frozen=True, slots=True)
class VatRate:
    """The standard rate from a day on, in basis points; `verified_to` is the last day its source speaks of."""

    first_day: date
    rate: int
    source: str
    verified_to: date


# The Code's own rate is 10 %; royal decrees lower it a year or two at a time. A lapsed decree has always been
# followed by the next, so the last known rate holds and the owner is asked; 10 % never comes by itself.
RATES = (
    VatRate(
        date(1999, 4, 1),
        700,
        "Royal decrees under Revenue Code section 80, 6.3 % and 0.7 % local; cabinet resolution of 9 September 2025",
        date(2026, 9, 30),
    ),
)


@dataclass(frozen=True, slots=True)
class VatPolicy:
    """What a bill of one day needs to know: whether the shop is registered, and the standard rate in basis points."""

    registered: bool
    rate: int

    def rate_of(self, vat_class: str) -> int:
        """Basis points contained in a price of this class; 0 for every class of an unregistered shop."""
        return self.rate if self.registered and vat_class == "standard" else 0

    def class_of(self, vat_class: str) -> str:
        """The class as it counts for this shop: everything an unregistered shop sells is outside the tax."""
        return vat_class if self.registered else "none"


def rate_row(day: date, table: Sequence[VatRate] = RATES) -> VatRate:
    """The row in force on a Bangkok calendar date; the earliest row for days before the table begins."""
    rows = sorted(table, key=lambda row: row.first_day)
    return next((row for row in reversed(rows) if row.first_day <= day), rows[0])


def needs_check(day: date, table: Sequence[VatRate] = RATES) -> bool:
    """Whether the owner should be asked if the rate is still right: its source does not reach this day."""
    return day > rate_row(day, table).verified_to


def included(gross: int, rate: int) -> int:
    """The tax inside a price that includes it, half up: 107.00 at 7 % holds 7.00."""
    return money.share(gross, rate, 10_000 + rate)
