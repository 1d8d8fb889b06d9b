"""What Shopee lets this shop say of goods, read of the shop itself (`get_item_limit`): it differs and it changes.

A limit that is not told, or cannot be read, limits nothing: the platform has the last word.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shopdesk.base.i18n import N_
from shopdesk.core import money
from shopdesk.shop.channels import Draft, Rejected
from shopdesk.sync.channels import reading
from shopdesk.sync.channels.reading import Odd
from shopdesk.sync.channels.shopee import goods

Tree = Mapping[str, Any]
_SHORTER = N_("Make it shorter.")


def within(draft: Draft, told: Tree) -> Draft:
    """The draft as it may stand there: of more stock than may be said, that much is said.

    Raises Rejected for what a person has to change first.
    """
    _words(draft, told)
    _prices(draft, told)
    _days(draft, told)
    _least, most = _span(told, "stock_limit")
    if most is None:
        return draft
    return replace(draft, units=[replace(unit, stock=min(unit.stock, most)) for unit in draft.units])


def _words(draft: Draft, told: Tree) -> None:
    least, most = _span(told, "item_name_length_limit")
    if least is not None and len(draft.title) < least:
        why = N_("The title needs {least} letters or more.")
        raise Rejected(why, fix=N_("Say more of the goods."), code="title", least=least)
    if most is not None and len(draft.title) > most:
        raise Rejected(N_("The title may have {most} letters."), fix=_SHORTER, code="title", most=most)
    least, most = _span(told, "item_description_length_limit")
    if least is not None and len(draft.description) < least:
        why = N_("The text needs {least} letters or more.")
        raise Rejected(why, fix=N_("Say more of the goods."), code="text", least=least)
    if most is not None and len(draft.description) > most:
        raise Rejected(N_("The text may have {most} letters."), fix=_SHORTER, code="text", most=most)
    _least, most = _span(told, "item_image_count_limit")
    if most is not None and len(draft.photos) > most:
        why = N_("At most {most} photos are allowed there.")
        raise Rejected(why, fix=N_("Take some away."), code="photos", most=most)


def _prices(draft: Draft, told: Tree) -> None:
    low, high = _span(told, "price_limit")
    for unit in draft.units:
        price = goods.baht(unit.price)
        if (low is not None and price < low) or (high is not None and price > high):
            raise Rejected(
                N_("The price must be from {low} to {high} baht."), fix=N_("Change the price."), code="price",
                low=low or 0, high=money.LIMIT // money.BAHT if high is None else high,
            )  # fmt: skip


def _days(draft: Draft, told: Tree) -> None:
    """Goods made to order have their own span of days; others none."""
    limit = told.get("dts_limit")
    least, most = _span(limit if isinstance(limit, dict) else {}, "days_to_ship_limit")
    days = draft.preorder_days
    if days and ((least is not None and days < least) or (most is not None and days > most)):
        raise Rejected(
            N_("Made to order goes there in {least} to {most} days."), fix=N_("Change the days until it is sent."),
            code="days", least=least or 1, most=days if most is None else most,
        )  # fmt: skip


def _span(told: Tree, name: str) -> tuple[int | None, int | None]:
    limit = told.get(name)
    row = limit if isinstance(limit, dict) else {}
    return _number(row.get("min_limit")), _number(row.get("max_limit"))


def _number(value: object) -> int | None:
    """A limit; one below 1 is none."""
    try:
        return reading.whole(value, "limit", 10**9) or None
    except Odd:
        return None
