"""How much the shop keeps for the counter before it offers the rest elsewhere, learnt from its own days."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import keeping, unit
from shopdesk.db import quick
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

LOOKED_BACK = 90
_SOLD = (
    "SELECT item, business_date, sum(qty) FROM (SELECT item, business_date, qty FROM sold_day "
    "WHERE item IN (SELECT value FROM json_each(:items)) AND business_date >= :since UNION ALL "
    "SELECT l.item, j.business_date, -l.base_qty FROM series e JOIN sale s ON s.series = e.id "
    "JOIN journal j ON j.id = s.journal JOIN sale_line l ON l.sale = s.id "
    "WHERE e.kind = 'online' AND j.business_date >= :since AND l.item IN (SELECT value FROM json_each(:items))) "
    "GROUP BY item, business_date"
)
_FIRST_DAY = "SELECT min(business_date) FROM day_total"
_GAPS = "SELECT max(longest_gap) FROM contact_day WHERE day >= :since GROUP BY day ORDER BY day"


@use_case(Right.LOOK)
def learnt(desk: Desk, items: Sequence[int]) -> dict[int, keeping.Kept]:
    """For each item what stays for the counter, and what taught it."""
    today = clock.calendar_date(desk.now)
    since = _since(desk, today)
    connection = desk.session.connection()
    asked = {"items": json.dumps(sorted(set(items))), "since": since.isoformat()}
    sold: dict[int, dict[str, int]] = {}
    for item, day, qty in quick.rows(connection, _SOLD, asked):
        sold.setdefault(item, {})[day] = qty
    gap = keeping.usual_gap([row[0] for row in quick.rows(connection, _GAPS, {"since": since.isoformat()})])
    days = [(since + timedelta(days=n)).isoformat() for n in range((today - since).days)]
    return {item: keeping.keep([sold.get(item, {}).get(day, 0) for day in days], gap) for item in items}


def _since(desk: Desk, today: date) -> date:
    first = quick.first(desk.session.connection(), _FIRST_DAY)[0]
    earliest = today - timedelta(days=LOOKED_BACK)
    return max(date.fromisoformat(first), earliest) if first else today


@use_case(Right.LOOK)
def sentence(desk: Desk, item: int, base_unit: str) -> str:
    """The rule for one item as the owner reads it."""
    found = learnt(desk, [item])[item]
    kept = unit.quantity_text(found.qty, base_unit)
    if not found.learnt:
        return _("Keeps {kept} for the counter: there is too little to learn from yet.").format(kept=kept)
    return _("Keeps {kept} for the counter: it sells {sold} a day, and the line is away up to {minutes} min.").format(
        kept=kept, sold=unit.quantity_text(found.a_day, base_unit), minutes=found.gap // 60
    )
