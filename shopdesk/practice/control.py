"""The hand behind the marketplace: sellers, buyers, couriers, money, the clock, and trouble on order.

The same functions are methods here and, for other processes on this machine, `POST /practice/<name>` with their
arguments as one JSON object. Every order is named by what its platform calls it.
"""

import inspect
from collections import Counter
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode, urlsplit

from shopdesk.practice import crowd, deeds, ledger, people, trade
from shopdesk.practice.faults import Fault, Faults
from shopdesk.practice.records import Data, Order, Product
from shopdesk.practice.store import Store
from shopdesk.practice.wire import Answer, BadRequest, Request, as_json
from shopdesk.practice.woocommerce import orders

Work = TypeVar("Work", bound=Callable[..., Any])


def deed(work: Work) -> Work:
    """A function of the control: done whole, and kept."""

    @wraps(work)
    def done(self: "Control", *args: Any, **kwargs: Any) -> Any:
        with self.store.lock:
            try:
                return work(self, *args, **kwargs)
            finally:
                self.store.save()

    DEEDS[work.__name__] = done
    return cast(Work, done)


DEEDS: dict[str, Callable[..., Any]] = {}


class Control:
    """What a test or a teacher can make happen. Refusals are `trade.Refused`."""

    def __init__(self, store: Store, faults: Faults, calls: Counter[str], address: str) -> None:
        self.store, self._faults, self._calls, self._address = store, faults, calls, address
        with store.lock:
            people.settle_in(store)
            store.save()

    @deed
    def app(self, platform: str = "lazada") -> Data:
        """Key and secret of the platform's first app."""
        return people.app_told(people.first_app(self.store, platform))

    @deed
    def new_app(
        self, platform: str = "lazada", key: str = "", secret: str = "", seller: int = 0, may: str = "read_write"
    ) -> Data:
        """Another app or key; with `key` and `secret` one of these, as golden vectors need."""
        return people.app_told(people.new_app(self.store, platform, key, secret, seller, may))

    @deed
    def seller(self, platform: str = "lazada") -> Data:
        """The platform's first shop, with what its program signs in with."""
        return people.seller_told(self.store, people.first_seller(self.store, platform))

    @deed
    def new_seller(self, platform: str = "lazada", name: str = "ร้านใหม่", email: str = "new@example.com") -> Data:
        """Another shop."""
        return people.seller_told(self.store, people.new_seller(self.store, platform, name, email))

    @deed
    def code(self, seller: int = 0, app_key: str = "") -> str:
        """A code as if the seller had just agreed on the sign-in page."""
        return people.code(self.store, seller, app_key)

    @deed
    def sign_in(self, seller: int = 0, app_key: str = "", access_token: str = "") -> Data:
        """A pair of tokens without the sign-in page; `access_token` where a golden vector needs this very one."""
        return people.sign_in(self.store, seller, app_key, access_token)

    @deed
    def expire_token(self, seller: int = 0) -> int:
        """Let all access tokens of a shop (0: of all) end now; answers how many. Refresh tokens still work."""
        return people.expire(self.store, seller, refresh=False)

    @deed
    def revoke(self, seller: int = 0) -> int:
        """Let access and refresh tokens end: only a person can sign in again."""
        return people.expire(self.store, seller, refresh=True)

    @deed
    def seller_status(self, status: str, seller: int = 0) -> None:
        """ACTIVE, INACTIVE or DELETED."""
        people.status(self.store, seller, status)

    @deed
    def buy(
        self,
        sku: str = "",
        pieces: int = 1,
        *,
        lines: Sequence[tuple[str, int]] = (),
        payment: str = "paid",
        seller: int = 0,
        note: str = "",
        shipping: int = 4_000,
        voucher_seller: int = 0,
        voucher_platform: int = 0,
        buyer: dict[str, str] | None = None,
    ) -> str:
        """A buyer orders by seller SKU or SKU id: `payment` is paid, unpaid or cod; money in satang."""
        found = [(trade.find_sku(self.store, word, seller).id, count) for word, count in lines or ((sku, pieces),)]
        basket = trade.Basket(found, payment, buyer or {}, note, shipping, voucher_seller, voucher_platform)
        return deeds.named(self.store, trade.place(self.store, basket))

    @deed
    def pay(self, order: str) -> None:
        """The buyer pays an unpaid order."""
        trade.pay(self.store, deeds.order(self.store, order))

    @deed
    def cancel(self, order: str, skus: Sequence[str] = (), by: str = "buyer", reason: str = "เปลี่ยนใจ") -> None:
        """Pieces (all without `skus`) are cancelled at once, by the buyer or, by "system", because nobody paid."""
        deeds.cancel(self.store, order, skus, by, reason)

    @deed
    def ask_cancel(self, order: str, reason: str = "สั่งผิด") -> str:
        """The buyer asks the shop to cancel; the shop has to answer. Answers the id of the wish."""
        return str(deeds.ask_cancel(self.store, order, reason).id)

    @deed
    def ask_return(self, order: str, skus: Sequence[str] = (), kind: str = "RETURN", reason: str = "ของไม่ตรงรูป") -> str:
        """The buyer wants to send pieces back (RETURN), or their money alone (ONLY_REFUND)."""
        return str(deeds.ask_return(self.store, order, skus, kind, reason).id)

    @deed
    def hold(self, order: str, on: bool = True) -> None:
        """Let a paid TikTok order be ON_HOLD, while its buyer may still cancel freely."""
        deeds.hold(self.store, order, on)

    @deed
    def settle(self, wish: str, agree: bool = True) -> None:
        """End a wish to return without the shop's program: refunded, or refused."""
        deeds.settle(self.store, int(wish), agree)

    @deed
    def house(self, order: str, skus: Sequence[str] = ()) -> None:
        """Pieces (all without `skus`) lie in the platform's own house: it packs and sends them."""
        deeds.into_house(self.store, order, skus)

    @deed
    def house_sends(self, order: str) -> None:
        """The platform packs what lies in its house, and hands it to the courier."""
        deeds.house_sends(self.store, order)

    @deed
    def advance(self, order: str, to: str = "") -> str:
        """The courier's next step: shipped, then delivered; or `to` failed, returned, completed. Answers the state."""
        return deeds.advance(self.store, order, to)

    @deed
    def woo_status(self, order: str, status: str) -> None:
        """Another status of a WooCommerce order, as its shopkeeper would set it: on-hold, completed, a plugin's …"""
        orders.set_status(self.store, deeds.order(self.store, order), status)

    @deed
    def statement(self, seller: int = 0, paid: bool = False, platform: str = "lazada") -> Data:
        """Close the shop's account up to now; with `paid` the money went."""
        closed = ledger.statement(self.store, seller or people.first_seller(self.store, platform).id, paid)
        return {"number": closed.number, "payout": closed.payout, "paid": closed.paid}

    @deed
    def pay_out(self, number: str) -> None:
        """Say of a statement that the money went."""
        deeds.pay_out(self.store, number)

    @deed
    def manual_qc(self, on: bool = True) -> None:
        """New goods wait for `judge` instead of standing in the shop at once."""
        self.store.remember("manual qc", int(on))

    @deed
    def judge(self, product: int, approve: bool = True, reason: str = "รูปไม่ชัด") -> None:
        """Let waiting goods in, or turn them back with a reason."""
        deeds.judge(self.store, product, approve, reason)

    @deed
    def freeze(self, sku: str, why: str) -> None:
        """Hold a SKU's stock as a campaign does; "" lets it go."""
        deeds.freeze(self.store, sku, why)

    @deed
    def stock(self, sku: str, seller: int = 0) -> dict[str, int]:
        """What the marketplace holds of a SKU."""
        found = trade.find_sku(self.store, sku, seller)
        promised = {"withheld": found.withheld, "occupied": found.occupied}
        return {"real": found.real, **promised, "sellable": found.sellable, "price": trade.price_now(self.store, found)}

    @deed
    def products(self, seller: int = 0) -> list[Data]:
        """Goods that were not deleted, with their SKUs."""
        return [deeds.product_told(self.store, one) for one in self.store.all(Product) if seller in (0, one.seller)]

    @deed
    def orders(self, seller: int = 0) -> list[Data]:
        """All orders with the states of their pieces."""
        return [deeds.order_told(self.store, one) for one in self.store.all(Order) if seller in (0, one.seller)]

    @deed
    def buyers(self, seed: int, count: int = 10, seller: int = 0) -> list[str]:
        """Scripted buyers: the same seed buys, pays, changes its mind and asks for returns in the same way."""
        return crowd.buyers(self.store, seed, count, seller)

    @deed
    def fault(self, kind: str, path: str = "", times: int = 1, **more: Any) -> None:
        """Trouble for the next `times` calls whose path holds `path`; kinds and fields as `faults.Fault` has them."""
        try:
            self._faults.add(Fault(kind, path, times, **more))
        except (TypeError, ValueError) as error:
            raise trade.Refused(f"there is no such fault: {error}") from error

    @deed
    def no_faults(self) -> None:
        """Forget all trouble that was ordered."""
        self._faults.waiting.clear()

    @deed
    def clock(self, seconds: int) -> int:
        """Set how many seconds the marketplace's clock is ahead of the machine's; answers its time in milliseconds."""
        self.store.remember("offset", seconds * 1000)
        return self.store.now()

    @deed
    def effects(self) -> dict[str, int]:
        """What really happened: creates, updates, stock writes, price writes, orders, cancels, packages, labels …"""
        return dict(self.store.effects)

    @deed
    def calls(self) -> dict[str, int]:
        """How often each platform path was called."""
        return dict(self._calls)

    def sign_in_page(self, platform: str = "lazada", comes_back_to: str = "http://127.0.0.1/") -> str:
        """Where a browser signs a shop in for the first app."""
        app = people.first_app(self.store, platform)
        asked = {"response_type": "code", "force_auth": "true", "redirect_uri": comes_back_to, "client_id": app.id}
        return f"{self._address}/oauth/authorize?{urlencode(asked)}"

    def answer(self, request: Request) -> Answer:
        """The control over HTTP. A page from elsewhere in a browser can neither send JSON here nor read an answer."""
        name = request.path.removeprefix("/practice/")
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != urlsplit(request.address).netloc:
            return as_json({"error": "not from there"}, 403)
        work = DEEDS.get(name)
        if work is None or request.method != "POST":
            return as_json({"error": "POST one of these", "names": sorted(DEEDS)}, 404)
        if request.kind != "application/json":
            return as_json({"error": "JSON is wanted"}, 415)
        return self._called(work, request.json() if request.body else {})

    def _called(self, work: Callable[..., Any], given: Any) -> Answer:
        if not isinstance(given, dict):
            raise BadRequest("an object of arguments is wanted")
        try:
            inspect.signature(work).bind(self, **given)
        except TypeError as error:
            raise BadRequest(str(error)) from error
        try:
            return as_json({"result": work(self, **given)})
        except trade.Refused as refusal:
            return as_json({"error": str(refusal)}, 409)
