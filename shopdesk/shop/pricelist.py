"""The price list of the shop: a PDF to print, and one page for a phone to send by LINE.

Alcohol and tobacco are never on it: their prices may not be advertised (Alcoholic Beverage Control Act B.E. 2551
section 32, Tobacco Products Control Act B.E. 2560 sections 30 and 31).
"""

import base64
from collections.abc import Mapping
from html import escape
from itertools import groupby
from typing import Any

from sqlalchemy import text

from shopdesk.base.i18n import _, language
from shopdesk.core import money, thaidate, thaitext, unit
from shopdesk.core.pricelist import Group, Offer, PriceList
from shopdesk.shop import photos, settings
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.rights import Actor, Right, use_case

PICTURE_SIDE = 320
_OFFERS = text(
    "SELECT p.name, i.variant, u.label, u.price, u.unit, p.note, p.photo, coalesce(c.name, '') AS category "
    "FROM sale_unit u JOIN item i ON i.id = u.item JOIN product p ON p.id = i.product "
    "LEFT JOIN category c ON c.id = p.category WHERE u.archived_at IS NULL AND u.price > 0 AND p.restricted = '' "
    "AND p.kind = 'goods' ORDER BY c.position IS NULL, c.position, c.name, p.name, p.id, i.id, u.id"
)


@use_case(Right.LOOK)
def build(desk: Desk) -> PriceList:
    """Everything with a price, by category; prices include VAT."""
    rows = desk.session.connection().execute(_OFFERS)
    groups = [
        Group(name, tuple(_offer(row) for row in found)) for name, found in groupby(rows, lambda row: row.category)
    ]
    values = settings.get_all(desk)
    about = (*values["shop.address"].split("\n"), values["shop.phone"])
    lines = tuple(line.strip() for line in about if line.strip())
    return PriceList(values["shop.name"] or _("Shop"), lines, thaidate.long(settings.today(desk)), tuple(groups))


def _offer(row: Any) -> Offer:
    name = " ".join(part for part in (row.name, row.variant, row.label) if part)
    return Offer(name, row.price, unit.name(row.unit), row.note, row.photo)


def pictures(office: Office, listed: PriceList, side: int = PICTURE_SIDE) -> dict[str, bytes]:
    """The small pictures of a list by their names."""
    return {name: photos.shrunk(data, side) for name, data in photos.read(office, listed.photos).items()}


def of(office: Office, actor: Actor | None = None) -> tuple[PriceList, dict[str, bytes]]:
    """The list and its pictures; for a background thread. Raises NotAllowed."""
    with office.reading(actor) as desk:
        listed = build(desk)
    return listed, pictures(office, listed)


_STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;background:#f6f5f0;color:#1b1f1d;font:17px/1.5 "IBM Plex Sans Thai Looped","Noto Sans Thai Looped",
"Noto Sans Thai","Sukhumvit Set",Thonburi,"Leelawadee UI",Tahoma,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:960px;margin:auto;padding:14px}
h1{font-size:24px;line-height:1.35;margin:0}h2{font-size:19px;margin:18px 0 8px}
p{margin:2px 0;color:#4d5551}
ul{list-style:none;margin:0;padding:0;display:grid;gap:10px;grid-template-columns:repeat(auto-fill,minmax(158px,1fr))}
li{background:#fff;border:1px solid #dcdad2;border-radius:12px;overflow:hidden;display:flex;flex-direction:column}
img{width:100%;aspect-ratio:1;object-fit:cover;display:block}
div{padding:8px 10px 10px}h3{font-size:16px;line-height:1.4;margin:0;font-weight:600}
strong{display:block;font-size:19px;color:#0b6b4b;margin-top:4px}small{color:#4d5551;font-size:14px}
""".strip()
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def page(listed: PriceList, shown: Mapping[str, bytes]) -> str:
    """One HTML file with everything inside it: no script, nothing fetched from anywhere, every text escaped."""
    groups = "".join(_group(group, shown) for group in listed.groups)
    about = "".join(f"<p>{_said(line)}</p>" for line in listed.about)
    prices = _said(_("Prices on {day}").format(day=listed.day))
    return (
        f'<!DOCTYPE html><html lang="{language()}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_said(listed.shop_name)}</title><style>{_STYLE}</style></head><body>"
        f"<header><h1>{_said(listed.shop_name)}</h1>{about}<p>{prices}</p></header><main>{groups}</main>"
        f"<footer><p>{_said(_('Ask the shop what is left today.'))}</p></footer></body></html>\n"
    )


def _group(group: Group, shown: Mapping[str, bytes]) -> str:
    title = f"<h2>{_said(group.name)}</h2>" if group.name else ""
    return f"<section>{title}<ul>{''.join(_item(offer, shown) for offer in group.offers)}</ul></section>"


def _item(offer: Offer, shown: Mapping[str, bytes]) -> str:
    data, picture = shown.get(offer.photo), ""
    if data:
        inside = base64.b64encode(data).decode()
        picture = f'<img alt="{_said(offer.name)}" src="data:image/jpeg;base64,{inside}">'
    note = f"<small>{_said(offer.note)}</small>" if offer.note else ""
    price = _said(f"฿{money.short(offer.price)} / {offer.unit}")
    return f"<li>{picture}<div><h3>{_said(offer.name)}</h3>{note}<strong>{price}</strong></div></li>"


def _said(words: str) -> str:
    return escape(thaitext.printable(words), quote=True)
