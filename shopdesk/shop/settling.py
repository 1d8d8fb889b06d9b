"""What the payments of a bill come to: enough or not, rounded in cash, change or none, allowed for these goods."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, rounding, tender
from shopdesk.core.cart import Cart
from shopdesk.shop.desk import Desk

MOST_PAYMENTS = 20
_WAYS = text(
    "SELECT id, code, kind, name, english, icon, bars, digits, gives_change FROM tender "
    "WHERE archived_at IS NULL ORDER BY position, id"
)


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment as it was handed over: satang of a tender by its code. `state` where it is not the tender's first."""

    tender: str
    amount: int
    state: str = ""
    digits: str = ""
    request: str = ""
    slip_bank: str = ""
    slip_reference: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A tender in use, with its row id."""

    id: int
    tender: tender.Tender

    @property
    def cash(self) -> bool:
        """Whether it lands in the drawer."""
        return self.tender.kind == "cash"


@dataclass(frozen=True, slots=True)
class Settled:
    """Satang handed over, the cash rounding (signed), the change to give."""

    paid: int
    rounding: int
    change: int


def ways(desk: Desk) -> dict[str, Way]:
    """The ways of paying in use, by code, in the owner's order."""
    found = {}
    for row in desk.session.connection().execute(_WAYS):
        bars = tuple(json.loads(row.bars))
        value = tender.Tender(
            row.code, row.kind, row.name, row.english, row.icon, bars, row.digits, bool(row.gives_change)
        )
        found[row.code] = Way(row.id, value)
    return found


def settle(total: int, paid: Sequence[Paid], known: Mapping[str, Way], values: Mapping[str, Any]) -> Settled:
    """What the payments come to; cash is rounded only where cash takes part, and only the part it pays.

    Raises Invalid for too little, or for change the shop does not give; NotFound for no such way of paying.
    """
    if len(paid) > MOST_PAYMENTS:
        raise Invalid(N_("There are too many payments on this bill."))
    for payment in paid:
        money.within_limit(payment.amount)
        if payment.tender not in known:
            raise NotFound(N_("There is no such way of paying."))
    cash = sum(payment.amount for payment in paid if known[payment.tender].cash)
    other = sum(payment.amount for payment in paid) - cash
    adjusted = rounding.adjustment(max(total - other, 0), values["cash.rounding"]) if cash else 0
    missing = total + adjusted - cash - other
    if missing > 0:
        raise Invalid(N_("{missing} is still missing."), hint=N_("Take the rest first."), missing=money.text(missing))
    change = -missing
    if change > cash and not _generous(change - cash, paid, known, values):
        raise Invalid(
            N_("The transfer is {over} more than the bill."), hint=N_("Type the exact amount."), over=money.text(change)
        )
    return Settled(cash + other, adjusted, change)


def _generous(over: int, paid: Sequence[Paid], known: Mapping[str, Way], values: Mapping[str, Any]) -> bool:
    """Whether the shop gives cash back for what was paid too much without cash."""
    every = values["cash.transfer_change"]
    willing = (p for p in paid if not known[p.tender].cash and (every or known[p.tender].tender.gives_change))
    return over <= sum(payment.amount for payment in willing)


def check_bars(cart: Cart, paid: Sequence[Paid], known: Mapping[str, Way]) -> None:
    """Raise Invalid where a tender may not pay for goods on this bill."""
    for payment in paid:
        way = known[payment.tender].tender
        if payment.amount and tender.barred(way, cart.lines):
            raise Invalid(
                N_("{tender} may not pay for alcohol or tobacco."),
                hint=N_("Split these goods off and take cash for them."),
                tender=way.label(),
            )
