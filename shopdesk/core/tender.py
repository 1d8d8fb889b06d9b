"""Ways of paying, as data: what each may pay for, whether it gives change, and how sure the money is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from shopdesk.base.errors import Conflict, NotFound
from shopdesk.base.i18n import N_, _, language
from shopdesk.core.line import Line

Kind = Literal["cash", "promptpay", "named", "credit", "channel"]
KINDS: tuple[Kind, ...] = ("cash", "promptpay", "named", "credit", "channel")
# What a platform pays is never taken at the counter.
AT_THE_COUNTER: tuple[Kind, ...] = KINDS[:4]

# How sure the money is, only ever forward. A slip alone proves nothing: it can be forged or used twice.
STATES = ("promised", "slip_seen", "confirmed_cashier", "confirmed_bank", "settled")
RECEIVED = STATES[2:]
AT_THE_TILL = STATES[:3]
NAMED = 2


@dataclass(frozen=True, slots=True)
class Tender:
    """A way of paying. `digits` is how many last digits are asked for.

    It may not pay for goods of the restricted classes in `bars`, nor of the `categories`, which are row ids.

    `gives_change` says whether what is paid above the bill comes back in cash. `english` may be empty.
    """

    code: str
    kind: Kind
    name: str
    english: str = ""
    icon: str = "cash"
    bars: tuple[str, ...] = ()
    digits: int = 0
    gives_change: bool = False
    categories: tuple[int, ...] = ()

    def label(self, digits: str = "") -> str:
        """The owner's word for it in the language of the moment, with the last digits that were asked for."""
        word = self.english if self.english and language() != "th" else self.name
        return f"{word} …{digits}" if digits else word


def ready_made() -> tuple[Tender, ...]:
    """What a new shop starts with; the owner renames, adds and archives them at will."""
    alcohol_and_tobacco = ("alcohol", "tobacco")
    return (
        Tender("cash", "cash", "เงินสด", "Cash", "cash", gives_change=True),
        Tender("promptpay", "promptpay", "พร้อมเพย์", "PromptPay", "qr"),
        Tender("transfer", "named", "โอนเข้าบัญชีร้าน", "Bank transfer", "bank", digits=4),
        Tender("stand", "named", "ป้าย QR ของธนาคาร", "The bank's own QR stand", "qr", digits=4),
        Tender("card", "named", "เครื่องรูดบัตร", "Card terminal", "card", digits=4),
        Tender("welfare", "named", "บัตรสวัสดิการแห่งรัฐ", "State welfare card", "card", alcohol_and_tobacco),
        Tender("scheme", "named", "ถุงเงิน / โครงการรัฐ", "Thung Ngern / state scheme", "phone", alcohol_and_tobacco),
        Tender("credit", "credit", "เซ็นไว้", "On credit", "notebook"),
    )


def first_state(kind: str) -> str:
    """Cash is in the drawer and a debt in a book, settled at once; every other payment begins as a promise."""
    return "settled" if kind in ("cash", "credit", "channel") else "promised"


def first_states(kind: str, said: str, *, slip: bool) -> tuple[str, ...]:
    """The states a payment takes as it is made: what was said of it, after the slip where one was shown."""
    state = said or first_state(kind)
    if not slip:
        return (state,)
    return ("slip_seen", state) if can_go("slip_seen", state) else ("slip_seen",)


def can_go(before: str | None, after: str) -> bool:
    """Whether a payment may go from one state to another: forward, skipping allowed; None is a payment just made."""
    return after in STATES and (before is None or STATES.index(after) > STATES.index(before))


def go(before: str | None, after: str) -> str:
    """The new state; raises Conflict where a payment would go back or stand still, NotFound for no state of ours."""
    if after not in STATES:
        raise NotFound(N_("There is no such payment state."))
    if not can_go(before, after):
        raise Conflict(N_("This payment was already confirmed."), hint=N_("Look at the bill again"))
    return after


def received(state: str) -> bool:
    """Whether somebody who could see the account has said that the money came."""
    return state in RECEIVED


def state_label(state: str) -> str:
    """The state in the language of the moment."""
    words = {
        "promised": N_("waiting for the money"),
        "slip_seen": N_("slip seen, not confirmed"),
        "confirmed_cashier": N_("cashier saw the money"),
        "confirmed_bank": N_("bank confirmed"),
        "settled": N_("settled"),
    }
    return _(words[state])


def bars(tender: Tender, line: Line) -> bool:
    """Whether this way of paying must not pay for this line."""
    return (bool(line.restricted) and line.restricted in tender.bars) or line.category in tender.categories


def barred(tender: Tender, lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines it must not pay for: `cart.split` puts them on a bill of their own."""
    return tuple(line for line in lines if bars(tender, line))


def names(lines: Iterable[Line]) -> str:
    """What these lines are, each name once, in few words: the first two stand for all."""
    found = list(dict.fromkeys(line.name for line in lines))
    return ", ".join(found[:NAMED]) + (" …" if len(found) > NAMED else "")
