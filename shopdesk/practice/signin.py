"""The pages on which a shop lets a program in: Lazada's, Shopee's signed link, TikTok's, a web shop's keys."""

from urllib.parse import urlencode, urlsplit

from shopdesk.base.i18n import _
from shopdesk.practice import people
from shopdesk.practice.pages import Forms, safe, show
from shopdesk.practice.records import App, Seller
from shopdesk.practice.shopee.door import SKEW, signature
from shopdesk.practice.store import Store
from shopdesk.practice.wire import Answer, Request, go_to, single, whole


class SignIn:
    """What a browser sees that was sent to sign in."""

    def __init__(self, store: Store, forms: Forms) -> None:
        self._store, self._forms = store, forms

    def answer(self, request: Request) -> Answer | None:
        """A page of the sign-in; None for any other path."""
        asked = {
            "/oauth/authorize": self._ask,
            "/api/v2/shop/auth_partner": self._ask_shopee,
            "/open/authorize": self._ask_tiktok,
            "/wp-admin/admin.php": self._show_keys,
        }
        if request.method == "GET" and request.path in asked:
            return asked[request.path](request)
        return self._agree(request) if (request.method, request.path) == ("POST", "/oauth/agree") else None

    def _ask(self, request: Request) -> Answer:
        """The sign-in page of a Lazada app: which shop, and yes."""
        given = single(request.pairs())
        app = self._store.get(App, given.get("client_id"))
        if app is None or app.platform != "lazada" or given.get("response_type") != "code":
            return show(_("This app may not sign in."), "", 400)
        return self._agreement(app, given.get("redirect_uri", ""), given.get("state", ""))

    def _ask_shopee(self, request: Request) -> Answer:
        """The link of a Shopee partner is signed and lives five minutes; the shop's number comes back with the code."""
        given = single(request.pairs())
        app, sent = self._store.get(App, given.get("partner_id")), given.get("timestamp", "0")
        fresh = abs(whole(sent) - self._store.now() // 1000) <= SKEW
        if app is None or not fresh or signature(app.secret, f"{app.id}{request.path}{sent}") != given.get("sign"):
            return show(_("This app may not sign in."), "", 400)
        return self._agreement(app, given.get("redirect", ""), "")

    def _ask_tiktok(self, request: Request) -> Answer:
        """The service's link: here its service_id is the app key, and `redirect` says where the app would be."""
        given = single(request.pairs())
        app = self._store.get(App, given.get("service_id"))
        if app is None or app.platform != "tiktok":
            return show(_("This app may not sign in."), "", 400)
        return self._agreement(app, given.get("redirect", ""), given.get("state", ""))

    def _show_keys(self, _request: Request) -> Answer:
        """A web shop's own page of keys, where a program's two are copied."""
        cards = [
            f'<div class="card"><h1>{safe(shop["name"])}</h1><p>{safe(_("Copy both keys into the program"))}</p>'
            f"<p>{safe(shop['app_key'])} {safe(shop['secret'])}</p></div>"
            for shop in (
                people.seller_told(self._store, one) for one in self._store.all(Seller) if one.platform in people.BY_KEY
            )
        ]
        return show(_("Keys of the web shop"), "".join(cards))

    def _agreement(self, app: App, back: str, state: str) -> Answer:
        if not _may_come_back(back):
            return show(_("This app may not sign in."), "", 400)
        shops = [one for one in self._store.all(Seller) if one.platform == app.platform]
        options = "".join(f'<option value="{one.id}">{safe(one.name)} ({one.id})</option>' for one in shops)
        hidden = {"mark": self._forms.mark, "client_id": app.id, "redirect_uri": back, "state": state}
        fields = "".join(f'<input type="hidden" name="{name}" value="{safe(value)}">' for name, value in hidden.items())
        form = (
            f'<form class="card" method="post" action="/oauth/agree">{fields}'
            f"<h1>{safe(_('Let this program in?'))}</h1>"
            f'<p>{safe(app.id)}</p><select name="seller">{options}</select>'
            f"<button>{safe(_('Let it in'))}</button></form>"
        )
        return show(_("Sign in"), form, 200, back)

    def _agree(self, request: Request) -> Answer:
        given = self._forms.read(request)
        app, back = self._store.get(App, given.get("client_id")), given.get("redirect_uri", "")
        word = given.get("seller", "")
        if app is None or not _may_come_back(back) or not whole(word):
            return show(_("This app may not sign in."), "", 400)
        shop = people.wanted(self._store, whole(word))
        told = {"code": people.code(self._store, shop.id, app.id)}
        told |= {"state": given["state"]} if given.get("state") else {}
        told |= {"shop_id": str(shop.id)} if app.platform == "shopee" else {}
        return go_to(f"{back}{'&' if '?' in back else '?'}{urlencode(told)}")


def _may_come_back(address: str) -> bool:
    """An app comes back to itself on this machine, or to a page of the web over https."""
    parts = urlsplit(address)
    here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    return (here or parts.scheme == "https") and not set(address) & set(" \r\n\t\"'<>;,")
