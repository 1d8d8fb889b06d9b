"""From whose purse money goes when it is not a sale: the drawer of the open day, the owner's own, or the bank."""

from shopdesk.base.errors import Invalid, Unsure
from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.shop import day
from shopdesk.shop.desk import Desk, ask, record

PURSES = ("drawer", "owner", "transfer")


def label(purse: str) -> str:
    """Where the money comes from or goes to, in the language of the moment."""
    words = {
        "drawer": N_("Cash from the drawer"),
        "owner": N_("The owner's own money"),
        "transfer": N_("Bank transfer"),
        "credit": N_("On credit, pay later"),
        "consignment": N_("Goods left to sell"),
    }
    return _(words[purse])


def checked(purse: str) -> str:
    """The purse itself; raises Invalid for none of ours."""
    if purse not in PURSES:
        raise Invalid(N_("Say where the money comes from."), hint=N_("Drawer, the owner's own, or bank transfer."))
    return purse


def move(desk: Desk, purse: str, amount: int, reason: str, *, counted: bool = False) -> None:
    """Money comes (+) or goes (−), in satang: only the drawer's cash is the day's.

    Raises Invalid out of range; Unsure where more would leave the drawer than is in it, unless somebody counted it.
    """
    money.within_limit(abs(amount))
    if checked(purse) == "drawer" and amount:
        if amount < 0 and not counted:
            _ask_where_short(desk, -amount, reason)
        day.ensure_open(desk)
        kind = "in" if amount > 0 else "out"
        record(desk, "cash_move", till=desk.till.id, kind=kind, amount=amount, reason=reason)


def _ask_where_short(desk: Desk, amount: int, reason: str) -> None:
    there = day.in_drawer(desk)
    if amount <= there:
        return
    told = money.text(max(there, 0))
    said = (
        N_("The drawer should hold {there} only, {amount} is to leave it.")
        if day.sees_expected(desk)
        else N_("There is not so much in the drawer.")
    )
    question = Unsure(
        said, question="drawer", yes=N_("Take it from the drawer all the same"),
        hint=N_("Pay from another purse, or put money into the drawer first."), there=told, amount=money.text(amount),
    )  # fmt: skip
    ask(desk, question, there=there, amount=amount, reason=reason)
