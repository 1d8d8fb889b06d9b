"""What the payments of a bill come to: enough or not, rounded in cash, change or none, allowed for these goods."""

import functools
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, rounding, slip, tender
from shopdesk.core.line import Line
from shopdesk.db import quick
from shopdesk.shop.desk import Desk

MOST_PAYMENTS = 20
_WAYS = (
    "SELECT id, code, kind, name, english, icon, bars, digits, gives_change, categories FROM tender "
    "WHERE archived_at IS NULL ORDER BY position, id"
)


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment as it was handed over: satang of a tender by its code. `state` where it is not the tender's first.

    On credit it is to be paid by `due_on`; without that, on the day agreed with the customer.
    """

    tender: str
    amount: int
    state: str = ""
    digits: str = ""
    request: str = ""
    slip_bank: str = ""
    slip_reference: str = ""
    due_on: str = ""


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


@dataclass(frozen=True, slots=True)
class Standing:
    """Where payments stand, in satang: handed over, cash rounding (signed), missing, change, and how much of the change
    is for a transfer above the bill and therefore not given."""

    paid: int
    rounding: int
    missing: int
    change: int
    over: int


@functools.lru_cache(maxsize=256)
def _several(stored: str) -> tuple[Any, ...]:
    return tuple(json.loads(stored))


def ways(desk: Desk) -> dict[str, Way]:
    """The ways of paying in use, by code, in the owner's order."""
    found = {}
    for number, code, kind, name, english, icon, bars, digits, gives, categories in quick.rows(
        desk.session.connection(), _WAYS
    ):
        barred = _several(bars), digits, bool(gives), _several(categories)
        value = tender.Tender(code, kind, name, english, icon, *barred)
        found[code] = Way(number, value)
    return found


def settle(total: int, paid: Sequence[Paid], known: Mapping[str, Way], values: Mapping[str, Any]) -> Settled:
    """What the payments come to; cash is rounded only where cash takes part, and only the part it pays.

    Raises Invalid for too little, or for change the shop does not give; NotFound for no such way of paying or state;
    Conflict for one slip twice.
    """
    if len(paid) > MOST_PAYMENTS:
        raise Invalid(N_("There are too many payments on this bill."))
    for payment in paid:
        money.within_limit(payment.amount)
        if payment.tender not in known:
            raise NotFound(N_("There is no such way of paying."))
        if payment.state and payment.state not in tender.AT_THE_TILL:
            raise NotFound(N_("There is no such payment state."))
    slips = [payment for payment in paid if payment.slip_reference]
    if any(_one_slip(*two) for two in itertools.combinations(slips, 2)):
        raise Conflict(N_("The same slip is on this bill twice."), hint=N_("Look into the bank's own app first."))
    stands = standing(total, paid, {code: way.tender for code, way in known.items()}, values)
    if stands.missing:
        missing = money.text(stands.missing)
        raise Invalid(N_("{missing} is still missing."), hint=N_("Take the rest first."), missing=missing)
    if stands.change and any(known[payment.tender].tender.kind == "credit" for payment in paid):
        raise Invalid(N_("No change is given for a debt."), hint=N_("Write down only what is missing."))
    if stands.over:
        over = money.text(stands.over)
        raise Invalid(N_("The transfer is {over} more than the bill."), hint=N_("Type the exact amount."), over=over)
    return Settled(stands.paid, stands.rounding, stands.change)


def _one_slip(one: Paid, other: Paid) -> bool:
    """Whether two payments show the same slip; a typed tail (no bank) is held against the other's tail."""
    if one.slip_bank and other.slip_bank:
        return (one.slip_bank, one.slip_reference) == (other.slip_bank, other.slip_reference)
    return slip.tail(one.slip_reference) == slip.tail(other.slip_reference)


def standing(
    total: int, paid: Sequence[Paid], known: Mapping[str, tender.Tender], values: Mapping[str, Any]
) -> Standing:
    """Where payments stand while they are still being taken; the same sums as `settle`, which refuses."""
    notes = [payment.amount for payment in paid if known[payment.tender].kind == "cash"]
    cash = sum(notes)
    other = sum(payment.amount for payment in paid) - cash
    adjusted = rounding.adjustment(max(total - other, 0), values["cash.rounding"]) if notes else 0
    rest = total + adjusted - cash - other
    change = max(-rest, 0)
    beyond = max(change - cash, 0)
    return Standing(
        cash + other, adjusted, max(rest, 0), change, 0 if beyond <= _given_back(paid, known, values) else beyond
    )


def rest(
    total: int, paid: Sequence[Paid], code: str, known: Mapping[str, tender.Tender], values: Mapping[str, Any]
) -> int:
    """What one more payment of this kind would have to be: in cash the rounded rest, else the exact one."""
    if known[code].kind == "cash":
        return standing(total, [*paid, Paid(code, 0)], known, values).missing
    return max(total - sum(payment.amount for payment in paid), 0)


def _given_back(paid: Sequence[Paid], known: Mapping[str, tender.Tender], values: Mapping[str, Any]) -> int:
    """Up to how much the shop gives back in cash of what was paid without cash."""
    every = values["cash.transfer_change"]
    ways_there = ((p.amount, known[p.tender]) for p in paid)
    return sum(amount for amount, way in ways_there if way.kind != "cash" and (every or way.gives_change))


def check_bars(lines: Sequence[Line], paid: Sequence[Paid], known: Mapping[str, Way]) -> None:
    """Raise Invalid where a tender may not pay for goods on this bill."""
    for payment in paid:
        way = known[payment.tender].tender
        barred = tender.barred(way, lines)
        if payment.amount and barred:
            raise Invalid(
                N_("{tender} may not pay for: {goods}"),
                hint=N_("Split these goods off and take cash for them."),
                tender=way.label(),
                goods=tender.names(barred),
            )
