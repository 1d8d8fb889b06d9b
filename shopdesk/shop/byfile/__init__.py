"""Selling by files: a whole way to sell where a platform gives a small shop no other.

byfile.fill(office, account, template)            byfile.save(...)     the seller's own template, filled
byfile.preview_orders(office, account, export)    byfile.read_orders(...)
byfile.preview_money(office, account, export)     byfile.read_money(...)
byfile.stale(desk, account)                       byfile.uploaded(desk, account)

An account of this way is added with `options={"by_file": True}` and one of `RULES` as its channel.
"""

from shopdesk.shop.byfile.formats import FORMATS, RULES
from shopdesk.shop.byfile.holding import Held, name_heading
from shopdesk.shop.byfile.money import Read as MoneyRead
from shopdesk.shop.byfile.money import preview as preview_money
from shopdesk.shop.byfile.money import read as read_money
from shopdesk.shop.byfile.orders import Read as OrdersRead
from shopdesk.shop.byfile.orders import preview as preview_orders
from shopdesk.shop.byfile.orders import read as read_orders
from shopdesk.shop.byfile.templates import Filled, Left, Line, fill, save
from shopdesk.shop.byfile.uploads import Change, Stale, stale, uploaded

__all__ = [
    "FORMATS",
    "RULES",
    "Change",
    "Filled",
    "Held",
    "Left",
    "Line",
    "MoneyRead",
    "OrdersRead",
    "Stale",
    "fill",
    "name_heading",
    "preview_money",
    "preview_orders",
    "read_money",
    "read_orders",
    "save",
    "stale",
    "uploaded",
]
