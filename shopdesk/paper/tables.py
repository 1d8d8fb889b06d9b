"""Papers for a sheet of A4: tables that a roll has no room for, as the HTML of Qt's own text documents."""

import functools
from html import escape

from shopdesk.base.i18n import _
from shopdesk.core import money, thaitext
from shopdesk.core.market_papers import TickSheet
from shopdesk.core.pricelist import Group, Offer, PriceList

Document = TickSheet | PriceList

_PICTURE = 56
_CELL = "border-bottom: 1px solid #888888; padding: 6px 4px;"


@functools.singledispatch
def html(document: object) -> str:
    """The page of a document, every text escaped; raises TypeError for one that has no A4 page."""
    raise TypeError(type(document))


@html.register
def _tick_sheet(sheet: TickSheet) -> str:
    practice = f"<h3>{said(_('Practice. Not a real document.'))}</h3>" if sheet.practice else ""
    heads = [_("Name"), _("Price"), _("Took"), _("Sold, one tick each"), _("Came back")]
    rows = "".join(_tick_row(row.name, _price(row.price), row.taken) for row in sheet.rows)
    return (
        f"{practice}<h2>{said(_('Market tick sheet'))} · {said(sheet.name)}</h2>"
        f"<p>{said(sheet.shop_name)} · {said(sheet.when)}</p>"
        f"<table width='100%' cellspacing='0'><thead><tr>{_heads(heads)}</tr></thead>{rows}</table>"
        f"<p>{said(_('Money counted'))} ............................................</p>"
    )


@html.register
def _price_list(listed: PriceList) -> str:
    about = "".join(f"<p>{said(line)}</p>" for line in listed.about)
    groups = "".join(_group(group) for group in listed.groups)
    day = said(_("Prices on {day}").format(day=listed.day))
    return f"<h1>{said(listed.shop_name)}</h1>{about}<p>{day}</p>{groups}"


def _group(group: Group) -> str:
    title = f"<h2>{said(group.name)}</h2>" if group.name else ""
    return f"{title}<table width='100%' cellspacing='0'>{''.join(map(_offer, group.offers))}</table>"


def _offer(offer: Offer) -> str:
    picture = f"<img src='{said(offer.photo)}' width='{_PICTURE}'>" if offer.photo else ""
    note = f"<br><small>{said(offer.note)}</small>" if offer.note else ""
    price = said(f"{money.text(offer.price)} / {offer.unit}")
    return (
        f"<tr><td width='14%' style='{_CELL}'>{picture}</td>"
        f"<td width='58%' style='{_CELL}'>{said(offer.name)}{note}</td>"
        f"<td width='28%' align='right' style='{_CELL}'><b>{price}</b></td></tr>"
    )


def _heads(words: list[str]) -> str:
    widths = (30, 10, 14, 34, 12)
    return "".join(
        f"<th width='{width}%' align='left' style='{_CELL}'>{said(word)}</th>"
        for width, word in zip(widths, words, strict=True)
    )


def _tick_row(*cells: str) -> str:
    filled = "".join(f"<td style='{_CELL} padding-top: 14px;'>{said(cell)}</td>" for cell in cells)
    return f"<tr>{filled}<td style='{_CELL}'>&nbsp;</td><td style='{_CELL}'>&nbsp;</td></tr>"


def _price(satang: int | None) -> str:
    return "" if satang is None else money.short(satang)


def said(text: str) -> str:
    """A text as HTML: nothing in it is markup, and nothing in it is unseen."""
    return escape(thaitext.printable(text))
