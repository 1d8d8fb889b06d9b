"""What stands at a platform otherwise than here, said before it goes there: nothing of it keeps a listing back."""

from collections.abc import Iterator

from shopdesk.base.i18n import N_
from shopdesk.core import money
from shopdesk.db import models
from shopdesk.shop import accounts, channels, listings
from shopdesk.shop.desk import Desk
from shopdesk.shop.listings import Lack
from shopdesk.shop.rights import Right, use_case


@use_case(Right.LOOK)
def notes(desk: Desk, listing: int, rules: channels.Rules) -> list[Lack]:
    """Prices that are rounded there, photos that stay here, and what the platform is not told; each with the wizard's
    page it comes from."""
    row = listings.one(desk, listing)
    offer = desk.session.get_one(models.Offer, row.offer)
    found = list(_rounded([unit.price for unit in listings.units(desk, listing)], rules))
    if offer.preorder and not rules.preorders:
        text = N_("{name} is not told that it is made to order: say it in the text.")
        found.append(Lack("story", text, {"name": rules.label}))
    if offer.photos and accounts.one(desk, row.account).options.get(accounts.PHOTOLESS):
        found.append(Lack("photos", rules.photoless, {}))
    if 0 < rules.most_photos < len(offer.photos):
        found.append(Lack("photos", N_("{name} takes the first {most} photos."),
                          {"name": rules.label, "most": rules.most_photos}))  # fmt: skip
    return found


def _rounded(prices: list[int], rules: channels.Rules) -> Iterator[Lack]:
    for price in dict.fromkeys(prices):
        there = rules.price(price)
        if there != price:
            text = N_("Whole baht only: {price} stands there as {there}.")
            yield Lack("price", text, {"price": money.text(price), "there": money.text(there)})
