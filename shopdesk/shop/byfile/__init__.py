"""Selling by files: a whole way to sell where a platform gives a small shop no other.

byfile.fill(office, account, template)            byfile.save(...)     the seller's own template, filled
byfile.preview_orders(office, account, export)    byfile.read_orders(...)
byfile.preview_money(office, account, export)     byfile.read_money(...)
byfile.stale(desk, account), byfile.every(desk)   byfile.uploaded(desk, account)
byfile.sentences(stale, now)                      byfile.of_listing(stale, listing, now)

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
from shopdesk.shop.byfile.pictures import Handed, Left
from shopdesk.shop.byfile.telling import of_listing, sentences
from shopdesk.shop.byfile.templates import Filled, Line, fill, save
from shopdesk.shop.byfile.uploads import Change, Stale, every, stale, uploaded

__all__ = [
    "FORMATS",
    "RULES",
    "Change",
    "Filled",
    "Handed",
    "Held",
    "Left",
    "Line",
    "MoneyRead",
    "OrdersRead",
    "Stale",
    "every",
    "fill",
    "name_heading",
    "of_listing",
    "preview_money",
    "preview_orders",
    "read_money",
    "read_orders",
    "save",
    "sentences",
    "stale",
    "uploaded",
]
