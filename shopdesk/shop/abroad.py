"""Accounts in other countries: shown once one has answered, and kept from where their money would be mixed with baht.

An account whose money is not baht may sign in, be asked who we are and be searched for categories. It stands still for
all else: prices, orders and payouts of this shop are baht, and nobody here knows what a dong is worth today.
"""

from sqlmodel import select

from shopdesk.base.errors import Conflict
from shopdesk.base.i18n import N_, _
from shopdesk.db import models
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

BAHT, MONEY = "THB", "currency"


@use_case(Right.LOOK)
def answered(desk: Desk, channel: str) -> list[str]:
    """The countries of a channel in which an account of this shop was signed in; those put away count too."""
    there = select(models.ChannelAccount.place).where(
        models.ChannelAccount.channel == channel, models.ChannelAccount.shop != ""
    )
    return sorted(set(desk.session.exec(there).all()) - {""})


def foreign(row: models.ChannelAccount) -> str:
    """The money an account counts in where that is not baht, else ""."""
    money = str(row.options.get(MONEY) or BAHT)
    return "" if money == BAHT else money


def refuse(row: models.ChannelAccount) -> None:
    """Raise Conflict for an account whose money would be mixed with baht."""
    if foreign(row):
        raise Conflict(
            N_("{name} counts in {currency}; this shop counts in baht."),
            hint=N_("Sell there by hand, or use an account of Thailand."), name=row.name, currency=foreign(row),
        )  # fmt: skip


def country(code: str) -> str:
    """The country of a code in words, the code itself where nobody knows it."""
    names = {
        "th": N_("Thailand"), "sg": N_("Singapore"), "my": N_("Malaysia"), "ph": N_("Philippines"),
        "id": N_("Indonesia"), "vn": N_("Vietnam"),
    }  # fmt: skip
    return _(names[code]) if code in names else code
