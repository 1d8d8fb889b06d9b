"""Sums of platforms in the words of the page, and what of them is a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui.pages.stock import dates

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.settlements import OfOrder, OfStatement


@dataclass(frozen=True, slots=True)
class Task:
    """Something that does not add up: in which list, its number, and the sentence."""

    which: str
    number: str
    text: str


def signed(satang: int) -> str:
    """An amount with its sign: what was taken carries a minus."""
    return f"−{money.text(-satang)}" if satang < 0 else money.text(satang)


def days(one: "OfStatement") -> str:
    """The days a payout is for, or the day it was paid."""
    if one.starts and one.ends and one.starts != one.ends:
        if one.starts[:7] == one.ends[:7]:
            return f"{int(one.starts[8:])}–{dates.short(one.ends)}"
        return f"{dates.short(one.starts)} – {dates.short(one.ends)}"
    return dates.short(one.paid_on or one.ends)


def tasks(orders: "Sequence[OfOrder]", statements: "Sequence[OfStatement]") -> list[Task]:
    """What a person has to ask the platform, payouts first."""
    unexplained = _("Payout {number}: {amount} open")
    found = [
        Task("statements", one.number, unexplained.format(number=one.number, amount=signed(one.differs)))
        for one in statements
        if one.differs
    ]
    less, more = _("Order {number}: {amount} too little"), _("Order {number}: {amount} too much")
    unsold = _("Order {number}: {amount} credited, not sold here yet")
    for one in orders:
        if one.differs and not one.sold:
            found.append(Task("orders", one.number, unsold.format(number=one.number, amount=money.text(one.credited))))
        elif one.differs:
            said = less if one.differs < 0 else more
            found.append(
                Task("orders", one.number, said.format(number=one.number, amount=money.text(abs(one.differs))))
            )
    return found


def sums(accounts: "Sequence[Standing]", fees: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    """What each account owes, then fees by their kind."""
    from shopdesk.shop import settlements

    owes = _("{name} still owes us")
    rows = [(owes.format(name=one.name), signed(one.owes)) for one in accounts]
    return rows + [(settlements.kind_label(kind), signed(amount)) for kind, amount in fees]
