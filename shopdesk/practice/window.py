"""The shop window: the goods as a buyer's phone shows them, and buying them with a form. Also the sign-in page."""

import base64
import html
import secrets
from urllib.parse import urlencode, urlsplit

from shopdesk.base.i18n import _, language
from shopdesk.core import money
from shopdesk.practice import deeds, people, photos, trade
from shopdesk.practice.lazada import fulfilment
from shopdesk.practice.records import App, Photo, Product, Seller, Sku
from shopdesk.practice.shopee.door import SKEW, signature
from shopdesk.practice.store import Store
from shopdesk.practice.trade import Refused
from shopdesk.practice.wire import Answer, BadRequest, Request, go_to, page, single

STYLE = """
body{font:18px/1.5 sans-serif;margin:0;background:#f4f2ee;color:#1c1b17}
main{max-width:40rem;margin:0 auto;padding:12px}
.card{background:#fff;border-radius:8px;padding:12px;margin:0 0 12px}
h1{font-size:1.4rem;margin:.2em 0}img{max-width:100%;border-radius:6px}
input,select,textarea,button{font:inherit;width:100%;box-sizing:border-box;padding:10px;margin:4px 0 10px}
button{background:#0b6e4f;color:#fff;border:0;border-radius:8px;min-height:48px}a{color:#0b6e4f}
.price{font-weight:bold;font-size:1.2rem}
"""
MOST_SHOWN, LONGEST_FIELD, MOST_PIECES = 200, 300, 99
FIELDS = ("name", "phone", "address", "tambon", "amphoe", "province", "postcode")


class Window:
    """What browsers see."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # A form that does not carry this did not come from a page of ours.
        self._mark = secrets.token_urlsafe(16)

    def answer(self, request: Request) -> Answer:
        """Any page of the marketplace."""
        parts = [part for part in request.path.split("/") if part]
        match request.method, parts:
            case "GET", [] | ["shop"]:
                return self._shelf()
            case "GET", ["shop", number]:
                return self._goods(number)
            case "POST", ["shop", number, "buy"]:
                return self._buy(request, number)
            case "GET", ["thanks", order]:
                return self._thanks(order)
            case "GET", ["p", name]:
                return self._photo(name)
            case "GET", ["label", name]:
                return self._label(name)
            case "GET", ["oauth", "authorize"]:
                return self._ask(request)
            case "GET", ["api", "v2", "shop", "auth_partner"]:
                return self._ask_shopee(request)
            case "POST", ["oauth", "agree"]:
                return self._agree(request)
        return _page(_("There is nothing here."), "", 404)

    def _shelf(self) -> Answer:
        shown = [one for one in self._store.all(Product) if one.status == "Active"][-MOST_SHOWN:]
        cards = "".join(self._card(one) for one in reversed(shown))
        return _page(_("Practice marketplace"), cards or f"<p>{_safe(_('No goods yet.'))}</p>")

    def _card(self, one: Product) -> str:
        prices = [trade.price_now(self._store, sku) for sku in self._skus(one)]
        price = _("{price} baht").format(price=money.plain(min(prices))) if prices else ""
        return (
            f'<div class="card">{self._picture(one)}<h1><a href="/shop/{one.id}">{_safe(one.name)}</a></h1>'
            f'<div class="price">{_safe(price)}</div></div>'
        )

    def _picture(self, one: Product, all_of_them: bool = False) -> str:
        found = [photos.known(self._store, url) for url in one.images]
        held = [photo for photo in found if photo is not None]
        return "".join(
            f'<img src="{photos.address("", photo)}" alt="{_safe(one.name)}">'
            for photo in (held if all_of_them else held[:1])
        )

    def _skus(self, one: Product) -> list[Sku]:
        return [sku for sku in self._store.under(Sku, one.id) if sku.active and not sku.more.get("gone")]

    def _goods(self, number: str, problem: str = "") -> Answer:
        one = self._store.get(Product, int(number) if number.isdecimal() else 0)
        if one is None or one.status != "Active":
            return _page(_("These goods are not on sale."), "", 404)
        shop = self._store.get(Seller, one.seller)
        body = [
            f'<p class="card" role="alert">{_safe(problem)}</p>' if problem else "",
            f'<div class="card">{self._picture(one, True)}<h1>{_safe(one.name)}</h1>',
            f"<p>{_safe(shop.name if shop else '')}</p><p>{_safe(_plain(one.description))}</p></div>",
            self._form(one),
        ]
        return _page(one.name, "".join(body), 409 if problem else 200)

    def _form(self, one: Product) -> str:
        there = [sku for sku in self._skus(one) if sku.sellable > 0]
        if not there:
            return f'<div class="card"><p>{_safe(_("Sold out"))}</p></div>'
        options = "".join(f'<option value="{sku.id}">{_safe(self._said(sku))}</option>' for sku in there)
        labels = {
            "name": _("Name"), "phone": _("Phone"), "address": _("House and village"), "tambon": _("Tambon"),
            "amphoe": _("Amphoe"), "province": _("Province"), "postcode": _("Postcode"),
        }  # fmt: skip
        fields = "".join(
            f'<label>{_safe(labels[name])}<input name="{name}" value="{_safe(trade.BUYER[name])}"'
            f' maxlength="{LONGEST_FIELD}" required></label>'
            for name in FIELDS
        )
        ways = (("paid", _("Paid already")), ("cod", _("Pay on delivery")), ("unpaid", _("Pay later")))
        pay = "".join(f'<option value="{word}">{_safe(said)}</option>' for word, said in ways)
        return (
            f'<form class="card" method="post" action="/shop/{one.id}/buy"><input type="hidden" name="mark"'
            f' value="{self._mark}"><label>{_safe(_("Which"))}<select name="sku">{options}</select></label>'
            f"<label>{_safe(_('How many'))}"
            f'<input name="pieces" type="number" min="1" max="{MOST_PIECES}" value="1"></label>'
            f'{fields}<label>{_safe(_("Payment"))}<select name="payment">{pay}</select></label>'
            f"<label>{_safe(_('Note to the shop'))}"
            f'<textarea name="note" maxlength="{LONGEST_FIELD}"></textarea></label>'
            f"<button>{_safe(_('Buy'))}</button></form>"
        )

    def _said(self, sku: Sku) -> str:
        choice = " ".join(sku.choice.values()) or sku.seller_sku
        price = money.plain(trade.price_now(self._store, sku))
        return _("{choice}: {price} baht, {count} left").format(choice=choice, price=price, count=sku.sellable)

    def _buy(self, request: Request, number: str) -> Answer:
        given = self._form_of(request)
        pieces, sku = given.get("pieces", ""), given.get("sku", "")
        if not (pieces.isdecimal() and sku.isdecimal() and 1 <= int(pieces[:4]) <= MOST_PIECES):
            return self._goods(number, _("How many should it be?"))
        found = self._store.get(Sku, int(sku[:18]))
        if found is None or str(found.product) != number:
            return self._goods(number, _("These goods are not on sale."))
        buyer = {name: given.get(name, "").strip()[:LONGEST_FIELD] for name in FIELDS}
        if not all(buyer.values()):
            return self._goods(number, _("The address is not complete."))
        basket = trade.Basket(
            ((found.id, int(pieces)),), given.get("payment", ""), buyer, given.get("note", "")[:LONGEST_FIELD]
        )
        try:
            order = trade.place(self._store, basket)
        except Refused:
            return self._goods(number, _("Not so many are left."))
        return go_to(f"/thanks/{deeds.named(self._store, order)}")

    def _thanks(self, word: str) -> Answer:
        try:
            order = deeds.order(self._store, word)
        except Refused:
            return _page(_("There is nothing here."), "", 404)
        told = _("The order is {number}.").format(number=order.number)
        return _page(_("Thank you"), f'<div class="card"><h1>{_safe(_("Thank you"))}</h1><p>{_safe(told)}</p></div>')

    def _photo(self, name: str) -> Answer:
        photo = self._store.get(Photo, name.partition(".")[0])
        if photo is None:
            return _page(_("There is nothing here."), "", 404)
        return Answer(
            base64.b64decode(photo.body), 200, f"image/{photo.kind.lower()}", (("X-Content-Type-Options", "nosniff"),)
        )

    def _label(self, name: str) -> Answer:
        units = fulfilment.in_package(self._store, name.removesuffix(".pdf"))
        if not units:
            return _page(_("There is nothing here."), "", 404)
        return Answer(fulfilment.label(self._store, units), 200, "application/pdf")

    def _ask(self, request: Request) -> Answer:
        """The sign-in page of a Lazada app: which shop, and yes."""
        given = single(request.pairs())
        app = self._store.get(App, given.get("client_id"))
        if app is None or app.platform != "lazada" or given.get("response_type") != "code":
            return _page(_("This app may not sign in."), "", 400)
        return self._agreement(app, given.get("redirect_uri", ""), given.get("state", ""))

    def _ask_shopee(self, request: Request) -> Answer:
        """The link of a Shopee partner is signed and lives five minutes; the shop's number comes back with the code."""
        given = single(request.pairs())
        app, sent = self._store.get(App, given.get("partner_id")), given.get("timestamp", "0")
        fresh = sent.isdecimal() and abs(int(sent[:12]) - self._store.now() // 1000) <= SKEW
        if app is None or not fresh or signature(app.secret, f"{app.id}{request.path}{sent}") != given.get("sign"):
            return _page(_("This app may not sign in."), "", 400)
        return self._agreement(app, given.get("redirect", ""), "")

    def _agreement(self, app: App, back: str, state: str) -> Answer:
        if not _may_come_back(back):
            return _page(_("This app may not sign in."), "", 400)
        shops = [one for one in self._store.all(Seller) if one.platform == app.platform]
        options = "".join(f'<option value="{one.id}">{_safe(one.name)} ({one.id})</option>' for one in shops)
        hidden = {"mark": self._mark, "client_id": app.id, "redirect_uri": back, "state": state}
        fields = "".join(
            f'<input type="hidden" name="{name}" value="{_safe(value)}">' for name, value in hidden.items()
        )
        form = (
            f'<form class="card" method="post" action="/oauth/agree">{fields}'
            f"<h1>{_safe(_('Let this program in?'))}</h1>"
            f'<p>{_safe(app.id)}</p><select name="seller">{options}</select>'
            f"<button>{_safe(_('Let it in'))}</button></form>"
        )
        return _page(_("Sign in"), form, 200, back)

    def _agree(self, request: Request) -> Answer:
        given = self._form_of(request)
        app, back = self._store.get(App, given.get("client_id")), given.get("redirect_uri", "")
        word = given.get("seller", "")
        if app is None or not _may_come_back(back) or not word.isdecimal():
            return _page(_("This app may not sign in."), "", 400)
        shop = people.wanted(self._store, int(word))
        told = {"code": people.code(self._store, shop.id, app.id)}
        told |= {"state": given["state"]} if given.get("state") else {}
        told |= {"shop_id": str(shop.id)} if app.platform == "shopee" else {}
        return go_to(f"{back}{'&' if '?' in back else '?'}{urlencode(told)}")

    def _form_of(self, request: Request) -> dict[str, str]:
        """The fields of a form of ours; raises BadRequest for one from elsewhere."""
        origin = request.headers.get("origin")
        given = single(request.form()[0])
        elsewhere = origin not in (None, "null", request.address) and urlsplit(str(origin)).hostname != "localhost"
        if elsewhere or not secrets.compare_digest(given.get("mark", "").encode(), self._mark.encode()):
            raise BadRequest("the form is not from this page")
        return given


def _may_come_back(address: str) -> bool:
    """An app comes back to itself on this machine, or to a page of the web over https."""
    parts = urlsplit(address)
    here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    return (here or parts.scheme == "https") and not set(address) & set(" \r\n\t\"'<>;,")


def _page(title: str, body: str, status: int = 200, leads_to: str = "") -> Answer:
    text = (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8"><meta name="viewport"'
        f' content="width=device-width, initial-scale=1"><title>{_safe(title)}</title><style>{STYLE}</style></head>'
        f'<body><main><p><a href="/shop">{_safe(_("Practice marketplace"))}</a></p>{body or f"<h1>{_safe(title)}</h1>"}'
        "</main></body></html>"
    )
    return page(text, status, leads_to=leads_to)


def _safe(word: str) -> str:
    """Text as it stands, never as markup."""
    return html.escape(word, quote=True)


def _plain(markup: str) -> str:
    """The words of a description without its markup."""
    words, inside = [], False
    for sign in markup:
        inside = sign == "<" or (inside and sign != ">")
        words.append("" if inside or sign == ">" else sign)
    return html.unescape("".join(words))
