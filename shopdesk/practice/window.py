"""The shop window: the goods as a buyer's phone shows them, and buying them with a form."""

import base64
from collections.abc import Mapping

from shopdesk.base import paths
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.practice import crowd, deeds, photos, trade
from shopdesk.practice import store as keeping
from shopdesk.practice.bought import Bought
from shopdesk.practice.lazada import fulfilment
from shopdesk.practice.pages import Forms, plain, safe, show
from shopdesk.practice.records import Order, Photo, Product, Seller, Sku
from shopdesk.practice.store import Store
from shopdesk.practice.trade import Refused
from shopdesk.practice.wire import Answer, Request, go_to, whole

MOST_SHOWN, LONGEST_FIELD, MOST_PIECES = 200, 300, 99
FONT = "IBMPlexSansThaiLooped_400Regular.ttf"
CROWD = 5
FIELDS = ("name", "phone", "address", "tambon", "amphoe", "province", "postcode")


class Window:
    """What browsers see."""

    def __init__(self, store: Store, forms: Forms) -> None:
        self._store, self._forms, self._bought = store, forms, Bought(store, forms)
        # What became of each form that was sent: a finger that trembles, or a page sent again, buys once.
        self._baskets: dict[str, str] = {}

    def answer(self, request: Request) -> Answer:
        """Any page of the marketplace."""
        parts = [part for part in request.path.split("/") if part]
        match request.method, parts:
            case "GET", [] | ["shop"]:
                return self._shelf()
            case "GET", ["shop", number]:
                return self._goods(number)
            case "POST", ["shop", "crowd"]:
                return self._crowd(request)
            case "POST", ["shop", number, "buy"]:
                return self._buy(request, number)
            case "GET", ["thanks", order]:
                return self._bought.page(order)
            case "POST", ["thanks", order, deed]:
                return self._bought.do(request, order, deed)
            case "GET", ["p", name]:
                return self._photo(name)
            case "GET", ["font.ttf"]:
                return Answer(paths.resource("fonts", FONT).read_bytes(), 200, "font/ttf")
            case "GET", ["label", name]:
                return self._label(name)
        return show(_("There is nothing here."), "", 404)

    def _shelf(self) -> Answer:
        shown = [one for one in self._store.all(Product) if one.status == "Active"][-MOST_SHOWN:]
        cards = "".join(self._card(one) for one in reversed(shown))
        if not cards:
            return show(_("Practice marketplace"), f"<p>{safe(_('No goods yet.'))}</p>")
        words = _("Let {count} buyers come by").format(count=CROWD)
        button = (
            f'<form class="card" method="post" action="/shop/crowd"><input type="hidden" name="mark"'
            f' value="{self._forms.mark}"><button>{safe(words)}</button></form>'
        )
        return show(_("Practice marketplace"), cards + button)

    def _crowd(self, request: Request) -> Answer:
        """Buyers of a script, others each time."""
        self._forms.read(request)
        crowd.buyers(self._store, len(list(self._store.all(Order))), CROWD, 0)
        return go_to("/shop")

    def _card(self, one: Product) -> str:
        prices = [trade.price_now(self._store, sku) for sku in self._skus(one)]
        price = _("{price} baht").format(price=money.plain(min(prices))) if prices else ""
        return (
            f'<div class="card shelf">{self._picture(one)}<h1><a href="/shop/{one.id}">{safe(one.name)}</a></h1>'
            f'<div class="price">{safe(price)}</div>{self._gone(one)}</div>'
        )

    def _gone(self, one: Product) -> str:
        there = any(sku.sellable for sku in self._skus(one))
        return "" if there else f"<p>{safe(_('Sold out'))}</p>"

    def _picture(self, one: Product, all_of_them: bool = False) -> str:
        found = [photos.known(self._store, url) for url in one.images]
        held = [photo for photo in found if photo is not None]
        return "".join(
            f'<img src="{photos.address("", photo)}" alt="{safe(one.name)}">'
            for photo in (held if all_of_them else held[:1])
        )

    def _skus(self, one: Product) -> list[Sku]:
        return [sku for sku in self._store.under(Sku, one.id) if sku.active and not sku.more.get("gone")]

    def _goods(self, number: str, problem: str = "", typed: Mapping[str, str] = trade.BUYER) -> Answer:
        one = self._store.get(Product, whole(number))
        if one is None or one.status != "Active":
            return show(_("These goods are not on sale."), "", 404)
        shop = self._store.get(Seller, one.seller)
        body = [
            f'<p class="card" role="alert">{safe(problem)}</p>' if problem else "",
            f'<div class="card">{self._picture(one, True)}<h1>{safe(one.name)}</h1>',
            f"<p>{safe(shop.name if shop else '')}</p><p>{safe(plain(one.description))}</p></div>",
            self._form(one, typed),
        ]
        return show(one.name, "".join(body), 409 if problem else 200)

    def _form(self, one: Product, typed: Mapping[str, str]) -> str:
        there = [sku for sku in self._skus(one) if sku.sellable > 0]
        if not there:
            return f'<div class="card"><p>{safe(_("Sold out"))}</p></div>'
        options = "".join(f'<option value="{sku.id}">{safe(self._said(one, sku))}</option>' for sku in there)
        labels = {
            "name": _("Name"), "phone": _("Phone"), "address": _("House and village"), "tambon": _("Tambon"),
            "amphoe": _("Amphoe"), "province": _("Province"), "postcode": _("Postcode"),
        }  # fmt: skip
        fields = "".join(
            f'<label>{safe(labels[name])}<input name="{name}" value="{safe(typed.get(name, ""))}"'
            f' maxlength="{LONGEST_FIELD}" required></label>'
            for name in FIELDS
        )
        ways = (("paid", _("Paid already")), ("cod", _("Pay on delivery")), ("unpaid", _("I pay later")))
        pay = "".join(f'<option value="{word}">{safe(said)}</option>' for word, said in ways)
        return (
            f'<form class="card" method="post" action="/shop/{one.id}/buy"><input type="hidden" name="mark"'
            f' value="{self._forms.mark}"><input type="hidden" name="basket" value="{keeping.token()}">'
            f'<label>{safe(_("Which"))}<select name="sku">{options}</select></label>'
            f"<label>{safe(_('How many pieces'))}"
            f'<input name="pieces" type="number" min="1" max="{MOST_PIECES}" value="1"></label>'
            f'{fields}<label>{safe(_("Payment"))}<select name="payment">{pay}</select></label>'
            f"<label>{safe(_('Note to the shop'))}"
            f'<textarea name="note" maxlength="{LONGEST_FIELD}"></textarea></label>'
            f"<button>{safe(_('Buy'))}</button></form>"
        )

    def _said(self, one: Product, sku: Sku) -> str:
        choice = " ".join(sku.choice.values()) or one.name
        price = money.plain(trade.price_now(self._store, sku))
        return _("{choice}: {price} baht, {count} left").format(choice=choice, price=price, count=sku.sellable)

    def _buy(self, request: Request, number: str) -> Answer:
        given = self._forms.read(request)
        pieces, sku, basket = given.get("pieces", ""), given.get("sku", ""), given.get("basket") or keeping.token()
        if basket in self._baskets:
            return go_to(f"/thanks/{self._baskets[basket]}")
        if not 1 <= whole(pieces) <= MOST_PIECES:
            return self._goods(number, _("How many should it be?"), given)
        found = self._store.get(Sku, whole(sku))
        if found is None or str(found.product) != number:
            return self._goods(number, _("These goods are not on sale."))
        buyer = {name: given.get(name, "").strip()[:LONGEST_FIELD] for name in FIELDS}
        if not all(buyer.values()):
            return self._goods(number, _("The address is not complete."), given)
        wanted = ((found.id, whole(pieces)),)
        asked = trade.Basket(wanted, given.get("payment", ""), buyer, given.get("note", "")[:LONGEST_FIELD])
        try:
            order = trade.place(self._store, asked)
        except Refused:
            return self._goods(number, _("Not so many are left."), given)
        self._baskets[basket] = deeds.named(self._store, order)
        return go_to(f"/thanks/{self._baskets[basket]}")

    def _photo(self, name: str) -> Answer:
        photo = self._store.get(Photo, name.partition(".")[0])
        if photo is None:
            return show(_("There is nothing here."), "", 404)
        return Answer(
            base64.b64decode(photo.body), 200, f"image/{photo.kind.lower()}", (("X-Content-Type-Options", "nosniff"),)
        )

    def _label(self, name: str) -> Answer:
        units = fulfilment.in_package(self._store, name.removesuffix(".pdf"))
        if not units:
            return show(_("There is nothing here."), "", 404)
        return Answer(fulfilment.label(self._store, units), 200, "application/pdf")
