"""Sums of platforms in the words of the page, and what of them is a task."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui.pages.stock import dates

if TYPE_CHECKING:
    from shopdesk.shop import settlements
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


def sold(one: "OfOrder") -> str:
    """What was sold here of an order."""
    return _("before") if one.before else money.text(one.sold)


def days(one: "OfStatement") -> str:
    """The days a payout is for, or the day it was paid."""
    if one.starts and one.ends and one.starts != one.ends:
        if one.starts[:7] == one.ends[:7]:
            return f"{int(one.starts[8:])}–{dates.short(one.ends)}"
        return f"{dates.short(one.starts)} – {dates.short(one.ends)}"
    return dates.short(one.paid_on or one.ends)


def bank(one: "OfStatement") -> str:
    """What came of a payout, as it stands in the list."""
    if one.wallet or not one.payout:
        return "–"
    return _("on its way") if one.waits else signed(one.came or 0)


def seen(one: "OfStatement") -> list[str]:
    """What came of a payout, as it stands on its card."""
    if one.wallet:
        return [_("It is in the wallet there. What goes to the bank is a payout of its own.")]
    if one.came is None:
        return [_("Nobody saw it in the bank yet.")] if one.waits else []
    return [_("In the bank: {amount}, {day}").format(amount=signed(one.came), day=dates.short(one.came_on))]


def tasks(open_: "Sequence[settlements.Task]") -> list[Task]:
    """What a person has to ask the platform."""
    return [
        Task("statements" if one.kind in ("payout", "bank", "late") else "orders", one.number, _said(one))
        for one in open_
    ]


def _said(one: "settlements.Task") -> str:
    if one.kind == "payout":
        return _("Payout {number}: {amount} open").format(number=one.number, amount=signed(one.amount))
    if one.kind == "bank":
        came = (
            _("Payout {number}: {amount} did not come") if one.amount < 0 else _("Payout {number}: {amount} too much")
        )
        return came.format(number=one.number, amount=money.text(abs(one.amount)))
    if one.kind == "late":
        late = _("{amount} not seen in the bank yet")
        return late.format(amount=signed(-one.amount))
    if one.kind == "unsold":
        said = _("Order {number}: {amount} credited, not sold here yet")
        return said.format(number=one.number, amount=money.text(one.amount))
    said = _("Order {number}: {amount} too little") if one.amount < 0 else _("Order {number}: {amount} too much")
    return said.format(number=one.number, amount=money.text(abs(one.amount)))


def sums(
    accounts: "Sequence[Standing]", fees: Sequence[tuple[str, int]], transit: Mapping[int, int]
) -> list[tuple[str, str]]:  # fmt: skip
    """What each account owes and what is on its way to the bank, then fees by their kind."""
    from shopdesk.shop import settlements

    owes = _("{name} still owes us")
    rows = [(owes.format(name=one.name), signed(one.owes)) for one in accounts]
    way = _("{name}: on its way to the bank")
    rows += [(way.format(name=one.name), signed(transit[one.id])) for one in accounts if one.id in transit]
    return rows + [(settlements.kind_label(kind), signed(amount)) for kind, amount in fees]
