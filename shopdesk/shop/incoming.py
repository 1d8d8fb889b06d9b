"""What is offered while a load is typed in: the last cost, and the last day of goods that keep so many days."""

from dataclasses import dataclass
from datetime import timedelta

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.db import models
from shopdesk.shop import settings
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, allowed, use_case


@dataclass(frozen=True, slots=True)
class Usual:
    """Goods as they came last: satang per base unit (None where nobody knows), and the last day by how long they
    keep (2026-12-01, "" where no dates are kept)."""

    cost: int | None
    expires: str


@use_case(Right.LOOK)
def usual(desk: Desk, item: int) -> Usual:
    """What to offer for an item, its cost for those who may take goods in.

    Raises NotFound, Invalid where no stock is kept of it.
    """
    row = desk.session.get(models.Item, item)
    if row is None:
        raise NotFound(N_("These goods are no longer there."))
    product = desk.session.get_one(models.Product, row.product)
    if not product.tracked:
        raise Invalid(N_("No stock is kept of {name}."), hint=N_("Turn on stock keeping first."), name=product.name)
    ends = settings.today(desk) + timedelta(days=row.keeps_days) if row.keeps_days else None
    cost = row.cost if allowed(desk, Right.STOCK) else None
    return Usual(cost, ends.isoformat() if ends else "")
