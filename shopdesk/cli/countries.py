"""In which countries a platform is spoken with: those of accounts that answered, others where that is said."""

from typing import TYPE_CHECKING

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.channels import Rules
    from shopdesk.shop.desk import Desk


def spoken_with(desk: "Desk", told: "Rules", place: str, *, unproven: bool) -> None:
    """A country of which an account answered, or one that is tried knowingly. Raises Invalid."""
    from shopdesk.shop import abroad

    known = dict(told.elsewhere)
    if not told.places or not place or place in (*told.places, *abroad.answered(desk, told.name)):
        return
    if place not in known:
        names = ", ".join([*told.places, *known])
        raise Invalid(N_("{label} is not spoken with there."), hint=names, label=told.label)
    if not unproven:
        raise Invalid(
            N_("No account of {label} answered in {country} yet."), hint=N_("To try it: add --unproven."),
            label=told.label, country=abroad.country(place),
        )  # fmt: skip


def proven(one: "Standing") -> bool:
    """Whether an account of its country ever answered: this one, or those ShopDesk was tried with."""
    from shopdesk.cli import channels

    try:
        return bool(one.shop) or one.place not in dict(channels.rules(one.channel).elsewhere)
    except Invalid:
        return True
