"""The shopping list on a roll."""

from shopdesk.base.i18n import _
from shopdesk.core.shopping_paper import ShoppingList
from shopdesk.paper.blocks import Block, Row, Rule, Space, Text
from shopdesk.paper.parts import centred, practice


def shopping_list(paper: ShoppingList) -> list[Block]:
    """Goods by who brings them, with a box to tick."""
    found: list[Block] = [
        *practice(paper.practice),
        Text(paper.shop_name, "title", "center"),
        Text(_("To buy"), "heading", "center"),
        *centred((paper.when,)),
    ]
    for supplier, rows in paper.parts:
        found += [Rule(), Text(supplier or _("From anywhere"), "strong")]
        for row in rows:
            left = _("There are {quantity}").format(quantity=row.left)
            found += [Rule(dashed=True), Row(f"[  ] {row.name}", row.buy), Row("", left, "small")]
    return [*found, Rule(), Space("line")]
