"""The paper of a market trip on a roll."""

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.core.market_papers import TickSheet
from shopdesk.paper.blocks import Block, Row, Rule, Space, Text
from shopdesk.paper.parts import centred, practice


def tick_sheet(sheet: TickSheet) -> list[Block]:
    """What went along, a line to tick for each sale, and what came back."""
    found: list[Block] = [
        *practice(sheet.practice),
        Text(sheet.shop_name, "title", "center"),
        Text(_("Market tick sheet"), "heading", "center"),
        *centred((sheet.name, sheet.when)),
    ]
    for row in sheet.rows:
        price = "" if row.price is None else f"฿{money.short(row.price)}"
        found += [Rule(dashed=True), Text(row.name, "strong"), Row(_("Took {qty}").format(qty=row.taken), price)]
        found += [Space("line"), Row(_("Sold, one tick each"), _("Came back {dots}").format(dots="." * 9), "small")]
    return [*found, Rule(), Row(_("Money counted"), "." * 20), Space("line")]
