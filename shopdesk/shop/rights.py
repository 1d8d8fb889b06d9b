"""Who may do what. A role has its rights; the owner may give a person single rights or take them away."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from shopdesk.base.errors import NotAllowed
from shopdesk.base.i18n import N_, _

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class Right(StrEnum):
    """What a person may be allowed to do."""

    LOOK = "look"
    SELL = "sell"
    DISCOUNT_ABOVE = "discount_above"
    PRICE = "price"
    UNDO_SALE = "undo_sale"
    VOID = "void"
    REFUND = "refund"
    DRAWER = "drawer"
    CASH_MOVE = "cash_move"
    CLOSE_DAY = "close_day"
    SEE_TOTALS = "see_totals"
    GOODS = "goods"
    SETTINGS = "settings"
    MONEY_SETTINGS = "money_settings"
    USERS = "users"
    BACKUP = "backup"
    COUNT = "count"
    STOCK = "stock"
    EXPENSES = "expenses"
    PRODUCERS = "producers"
    PAYOUT = "payout"
    CREDIT = "credit"
    CREDIT_ABOVE = "credit_above"
    WRITE_OFF = "write_off"
    CUSTOMERS = "customers"
    ERASE = "erase"
    PACK = "pack"
    ONLINE = "online"


CASHIER = frozenset(
    {
        Right.LOOK,
        Right.SELL,
        Right.DRAWER,
        Right.CASH_MOVE,
        Right.CLOSE_DAY,
        Right.BACKUP,
        Right.COUNT,
        Right.CREDIT,
        Right.CUSTOMERS,
        Right.PACK,
    }
)
MANAGER = CASHIER | {
    Right.DISCOUNT_ABOVE,
    Right.PRICE,
    Right.UNDO_SALE,
    Right.VOID,
    Right.REFUND,
    Right.SEE_TOTALS,
    Right.GOODS,
    Right.SETTINGS,
    Right.STOCK,
    Right.EXPENSES,
    Right.PRODUCERS,
    Right.PAYOUT,
    Right.CREDIT_ABOVE,
    Right.ONLINE,
}
ROLES: dict[str, frozenset[Right]] = {"owner": frozenset(Right), "manager": MANAGER, "cashier": CASHIER}


def label(right: Right) -> str:
    """The right in words, for the page of people."""
    return {
        Right.LOOK: _("Look at bills"),
        Right.SELL: _("Sell"),
        Right.DISCOUNT_ABOVE: _("Give a discount above the limit"),
        Right.PRICE: _("Change a price at the till"),
        Right.UNDO_SALE: _("Undo a paid bill within 10 seconds"),
        Right.VOID: _("Void a paid bill"),
        Right.REFUND: _("Pay money back"),
        Right.DRAWER: _("Open the drawer"),
        Right.CASH_MOVE: _("Put cash in or take it out"),
        Right.CLOSE_DAY: _("Close the day"),
        Right.SEE_TOTALS: _("See the totals"),
        Right.GOODS: _("Change goods and prices"),
        Right.SETTINGS: _("Change settings"),
        Right.MONEY_SETTINGS: _("Change PromptPay and receipt header"),
        Right.USERS: _("Change people and PINs"),
        Right.BACKUP: _("Make a backup"),
        Right.COUNT: _("Count stock"),
        Right.STOCK: _("Receive, move and throw away goods"),
        Right.EXPENSES: _("Write down money spent"),
        Right.PRODUCERS: _("Change producers and their terms"),
        Right.PAYOUT: _("Pay producers and suppliers"),
        Right.CREDIT: _("Sell on credit"),
        Right.CREDIT_ABOVE: _("Sell on credit above the limit"),
        Right.WRITE_OFF: _("Write off a debt"),
        Right.CUSTOMERS: _("Change customers"),
        Right.ERASE: _("Erase a person's data"),
        Right.PACK: _("Pack and send online orders"),
        Right.ONLINE: _("Sell online: accounts, listings, what platforms pay"),
    }[right]


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts, with the rights of the moment. `sole` means the only one, with no PIN set."""

    party: int
    user: int
    name: str
    role: str
    rights: frozenset[Right] = field(default_factory=frozenset)
    sole: bool = False


def of_role(role: str, single: dict[str, bool]) -> frozenset[Right]:
    """The rights of a role with single ones given (True) or taken away (False)."""
    given = {Right(name) for name, on in single.items() if on}
    taken = {Right(name) for name, on in single.items() if not on}
    return (ROLES[role] | given) - taken


def single(role: str, wanted: frozenset[Right]) -> dict[str, bool]:
    """What has to be given to a role, or taken from it, to come to the wanted rights; the other way of `of_role`."""
    given, taken = wanted - ROLES[role], ROLES[role] - wanted
    return {right.value: right in given for right in Right if right in given | taken}


def allowed(desk: "Desk", right: Right) -> bool:
    """Whether the acting person has the right, or the one who stands in with a PIN."""
    return right in desk.actor.rights or (desk.approver is not None and right in desk.approver.rights)


def require(desk: "Desk", right: Right) -> None:
    """Raise NotAllowed where neither the actor nor an approver has the right."""
    if not allowed(desk, right):
        raise NotAllowed(
            N_("{name} may not do this: {deed}."),
            right=right.value,
            hint=N_("Ask the owner to enter the PIN."),
            name=desk.actor.name,
            deed=label(right),
        )


def hold(actor: Actor | None, approver: Actor | None, right: Right) -> None:
    """`require` for a deed outside any desk, as putting another file in the place of the shop's. Raises NotAllowed."""
    if right not in (actor.rights if actor else frozenset()) | (approver.rights if approver else frozenset()):
        raise NotAllowed(
            N_("{name} may not do this: {deed}."),
            right=right.value,
            hint=N_("Ask the owner to enter the PIN."),
            name=actor.name if actor else "-",
            deed=label(right),
        )


def use_case(
    right: Right,
) -> Callable[[Callable[Concatenate["Desk", Arguments], Answer]], Callable[Concatenate["Desk", Arguments], Answer]]:
    """Declare a function of the shop layer as a use case: its right is checked first, its name becomes the deed's."""

    def declare(
        function: Callable[Concatenate["Desk", Arguments], Answer],
    ) -> Callable[Concatenate["Desk", Arguments], Answer]:
        @functools.wraps(function)
        def checked(desk: "Desk", *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
            require(desk, right)
            if not desk.entry.kind:
                desk.entry.kind = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
            return function(desk, *args, **kwargs)

        checked.right = right  # type: ignore[attr-defined]
        return cast(Callable[Concatenate["Desk", Arguments], Answer], checked)

    return declare
