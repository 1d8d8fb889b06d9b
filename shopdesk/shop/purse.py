"""From whose purse money goes when it is not a sale: the drawer of the open day, the owner's own, or the bank."""

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.shop import day
from shopdesk.shop.desk import Desk, record

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


def move(desk: Desk, purse: str, amount: int, reason: str) -> None:
    """Money comes (+) or goes (−), in satang: only the drawer's cash is the day's; raises Invalid out of range."""
    money.within_limit(abs(amount))
    if checked(purse) == "drawer" and amount:
        day.ensure_open(desk)
        kind = "in" if amount > 0 else "out"
        record(desk, "cash_move", till=desk.till.id, kind=kind, amount=amount, reason=reason)
