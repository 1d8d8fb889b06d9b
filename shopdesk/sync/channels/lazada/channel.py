"""A shop at Lazada: listings, stock, prices. Orders and money are in `orders.py`, of which this is made.

channel = open(account, vault, door, now)
"""

import contextlib
import json
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_
from shopdesk.core import money
from shopdesk.shop.channels import (
    Account,
    Attribute,
    Category,
    ChannelProblem,
    Draft,
    Outcome,
    Rejected,
    RemoteListing,
    RemoteUnit,
    Retry,
    Rules,
    Seller,
    SignIn,
    Unknown,
    Write,
)
from shopdesk.shop.reviews import Review
from shopdesk.sync.channels import answers, reading, typed
from shopdesk.sync.channels.lazada import goods, refusals
from shopdesk.sync.channels.lazada.client import HOME, HOSTS, MONEY, Client
from shopdesk.sync.channels.lazada.orders import Orders
from shopdesk.sync.channels.lazada.refusals import Refused
from shopdesk.sync.channels.reading import Odd
from shopdesk.sync.http import Door
from shopdesk.sync.vault import Vault

RULES = Rules(
    name="lazada", label="Lazada", places=(HOME,), elsewhere=tuple((one, MONEY[one]) for one in HOSTS if one != HOME),
    needs_app=True, longest_title=255, longest_description=25_000,
    most_photos=8, shortest_side=330, longest_side=5_000, largest_photo=1_000_000, writes_at_once=20,
    calls_a_second=5.0, packs=True, labels=True, settles=True,
    licensed=True, preorders=False, reviewing=goods.REVIEWING,
    refuses=frozenset({"alcohol", "tobacco", "medicine", "animal", "weapon", "cannabis", "wild"}),
)  # fmt: skip
LANGUAGES = {"th": "th_TH", "en": "en_US"}
MOST_SKUS, MOST_REMOVED = 50, 50
MOST_PAGES, MOST_BRANDS = 20, 600
BRAND_PAGE = 200
NO_SUGGESTION, NOT_ON_THE_SHELF, NO_SUCH_SKU = "701", "E0004", "503"
LIVE = goods.LIVE


class Lazada(Orders):
    """One account of the shop there; fulfils `Channel`."""

    rules = RULES

    def __init__(self, client: Client, now: Clock) -> None:
        super().__init__(client, now)
        self._asked: dict[str, list[goods.Tree]] = {}
        self._brands: dict[str, str] = {}

    def sign_in(self, comes_back_to: str, state: str) -> SignIn:
        """The page where the seller agrees; it comes back to the address that stands in the app's settings."""
        asked = {
            "response_type": "code", "force_auth": "true", "redirect_uri": comes_back_to,
            "client_id": self._client.app_key, "state": state,
        }  # fmt: skip
        return SignIn(f"{self._client.page()}?{urlencode(asked)}", state, comes_back_to)

    def finish_sign_in(self, address: str, state: str) -> Seller:
        """Take the code out of the address and tokens for it. Raises Rejected for another address, NeedsLogin."""
        self._client.sign_in(typed.came_back(address, state)["code"][0])
        return self.seller()

    def seller(self) -> Seller:
        """Who we are there."""
        told = self._data("GET", "/seller/get")
        try:
            shop = reading.name_of(told.get("seller_id"), "seller_id")
        except Odd:
            raise answers.garbled(writes=False) from None
        name, status = reading.text(told.get("name"), 200), reading.text(told.get("status")).upper()
        country = self._client.country
        return Seller(shop, name, country, status == "ACTIVE", currency=MONEY.get(country, MONEY[HOME]))

    def categories(self, language: str) -> Sequence[Category]:
        """The leaves of the tree."""
        told = self._client.call("GET", "/category/tree/get", _language(language), token=False)
        return goods.categories(told.get("data"))

    def suggest(self, title: str) -> Sequence[Category]:
        """Categories for a title; none where it proposes none."""
        try:
            told = self._client.call("GET", "/product/category/suggestion/get", {"product_name": title[:255]})
        except Rejected as problem:
            if problem.code == NO_SUGGESTION:
                return []
            raise
        return goods.suggested(told.get("data"))

    def attributes(self, category: str, language: str) -> Sequence[Attribute]:
        """What the category asks for."""
        return goods.attributes(self._attributes(category, language))

    def upload_photo(self, content: bytes) -> str:
        """Hand over a photo; its address on their server is its name."""
        kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
        files = {"image": (f"photo.{kind}", content, f"image/{kind}")}
        told = self._client.call("POST", "/image/upload", files=files).get("data")
        image = told.get("image") if isinstance(told, dict) else None
        address = reading.text(image.get("url")) if isinstance(image, dict) else ""
        if not address:
            raise answers.garbled(writes=False)
        return address

    def create(self, draft: Draft) -> RemoteListing:
        """Make a listing; sent twice it stands there twice, so whoever is in doubt looks first."""
        asked = self._attributes(draft.category, "en")
        told = self._data(
            "POST", "/product/create", {"payload": goods.created(draft, asked, self._brand(draft))}, writes=True
        )
        try:
            item = reading.name_of(told.get("item_id"), "item_id")
            units = _ids(reading.trees(told.get("sku_list")))
        except Odd:
            raise answers.garbled(writes=True) from None
        return self._as_it_stands(item, units, reading.text(told.get("item_status"), 40))

    def update(self, draft: Draft) -> RemoteListing:
        """Bring words, photos and attributes up to date, and put in the units that are not there yet."""
        asked, brand = self._attributes(draft.category, "en"), self._brand(draft)
        told = self._data("POST", "/product/update", {"payload": goods.updated(draft, asked, brand)}, writes=True)
        units = {unit.seller_sku: unit.remote for unit in draft.units if unit.remote}
        lacking = [unit for unit in draft.units if not unit.remote]
        if lacking:
            there = [
                one for one in self._standing([unit.seller_sku for unit in lacking]) if one.listing == draft.remote
            ]
            units |= {one.seller_sku: one.remote for one in there}
            lacking = [unit for unit in lacking if unit.seller_sku not in units]
        if lacking and units:
            payload = goods.beside(draft, asked, next(iter(units.values())), lacking)
            made = self._data("POST", "/product/create", {"payload": payload}, writes=True)
            try:
                units |= _ids(reading.trees(made.get("sku_list")))
            except Odd:
                raise answers.garbled(writes=True) from None
        return self._as_it_stands(draft.remote, units, reading.text(told.get("item_status"), 40))

    def find(self, seller_skus: Sequence[str]) -> Sequence[RemoteUnit]:
        """One unit for each SKU that stands there; of two goods with the same one, what is on the shelf."""
        found: dict[str, RemoteUnit] = {}
        for one in self._standing(seller_skus):
            known = found.get(one.seller_sku)
            if known is None or (known.state.lower() != "active" and one.state.lower() == "active"):
                found[one.seller_sku] = one
        return list(found.values())

    def reviews(self, listings: Sequence[str]) -> Sequence[Review]:
        """How listings stand that the platform still looked at."""
        found = []
        for listing in listings:
            try:
                product = self._data("GET", "/product/item/get", {"item_id": listing})
            except Rejected as problem:
                if problem.code not in refusals.NOT_THERE:
                    continue
                product = {"status": "Deleted"}
            found.append(goods.review(listing, product))
        return found

    def pause(self, listing: str, remote_units: Sequence[str]) -> None:
        """Take it off the shelf; what is off already is well."""
        try:
            body = goods.off_the_shelf(listing, remote_units)
            self._data("POST", "/product/deactivate", {"apiRequestBody": body}, writes=True)
        except Rejected as problem:
            if problem.code != NOT_ON_THE_SHELF:
                raise

    def resume(self, listing: str, remote_units: Sequence[str]) -> None:
        """Put it back."""
        self._data("POST", "/product/update", {"payload": goods.on_the_shelf(listing, remote_units)}, writes=True)

    def remove(self, listing: str, remote_units: Sequence[str]) -> None:
        """Delete its units there."""
        for start in range(0, len(remote_units), MOST_REMOVED):
            self._removed(listing, remote_units[start : start + MOST_REMOVED])

    def _removed(self, listing: str, remote_units: Sequence[str]) -> None:
        names = [f"SkuId_{listing}_{remote}" for remote in remote_units]
        try:
            self._data("POST", "/product/remove", {"sku_id_list": json.dumps(names)}, writes=True)
        except Rejected as problem:
            if problem.code != NO_SUCH_SKU:
                raise
            left = [remote for remote in remote_units if remote in self._left(listing)]
            if len(left) == len(remote_units):
                raise
            if left:
                self._removed(listing, left)

    def set_stock(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """How many a buyer can buy: what the platform holds back for orders comes on top of it there."""
        payload = goods.values(writes, "SellableQuantity", str)
        return self._said(writes, "/product/stock/sellable/update", payload, lambda unit: unit.stock)

    def set_price(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """What one costs."""
        payload = goods.values(writes, "Price", money.plain)
        return self._said(writes, "/product/price_quantity/update", payload, lambda unit: unit.price)

    def _said(
        self, writes: Sequence[Write], path: str, payload: str, value: Callable[[RemoteUnit], int | None]
    ) -> list[Outcome]:
        try:
            self._data("POST", path, {"payload": payload}, writes=True)
        except Refused as problem:
            if not problem.details:
                raise
            return self._one_by_one(writes, problem, value)
        return [Outcome(one.seller_sku) for one in writes]

    def _one_by_one(
        self, writes: Sequence[Write], problem: Refused, value: Callable[[RemoteUnit], int | None]
    ) -> list[Outcome]:
        """Some were refused, the others done: what stands there now tells which."""
        shown = {one.remote: value(one) for one in self._standing([write.seller_sku for write in writes])}
        return [Outcome(one.seller_sku, _of(one, problem, shown.get(one.remote))) for one in writes]

    def _standing(self, seller_skus: Sequence[str]) -> list[RemoteUnit]:
        """Every unit there under one of these SKUs."""
        wanted = list(dict.fromkeys(seller_skus))
        found: list[RemoteUnit] = []
        for start in range(0, len(wanted), MOST_SKUS):
            found += self._under(wanted[start : start + MOST_SKUS])
        return found

    def _under(self, skus: Sequence[str]) -> list[RemoteUnit]:
        found: list[RemoteUnit] = []
        asked = {"filter": "all", "limit": str(MOST_SKUS), "sku_seller_list": json.dumps(skus, ensure_ascii=False)}
        for page in range(MOST_PAGES):
            products = reading.trees(
                self._data("GET", "/products/get", {**asked, "offset": str(page * MOST_SKUS)}).get("products")
            )
            for product in products:
                if reading.text(product.get("status")).lower() != "deleted":
                    found += [one for one in _units(product) if one.seller_sku in skus]
            if len(products) < MOST_SKUS:
                break
        return found

    def _left(self, listing: str) -> set[str]:
        """The units of a listing that are still there."""
        try:
            product = self._data("GET", "/product/item/get", {"item_id": listing})
        except Rejected as problem:
            if problem.code in refusals.NOT_THERE:
                return set()
            raise
        gone = reading.text(product.get("status")).lower() == "deleted"
        return set() if gone else {one.remote for one in _units(product)}

    def _as_it_stands(self, item: str, units: dict[str, str], state: str) -> RemoteListing:
        """What was made, with the address a buyer sees it under where that can be read now."""
        try:
            product = self._data("GET", "/product/item/get", {"item_id": item})
        except ChannelProblem:
            product = {}
        state = reading.text(product.get("status"), 40) or state
        links = (reading.text(one.get("Url"), 500) for one in reading.trees(product.get("skus")))
        link = next((one for one in links if one.startswith(("https://", "http://"))), "")
        return RemoteListing(item, units, state, not state or state == LIVE, link)

    def _attributes(self, category: str, language: str) -> list[goods.Tree]:
        """What a category asks for, asked once while the program runs."""
        asked = {"primary_category_id": category, **_language(language)}
        key = f"{category} {asked['language_code']}"
        if key not in self._asked:
            told = self._client.call("GET", "/category/attributes/get", asked, token=False)
            self._asked[key] = reading.trees(told.get("data"))
        return self._asked[key]

    def _brand(self, draft: Draft) -> str:
        """The id of the brand among the first of the country, "" where it is not there: then its name is sent."""
        if not self._brands:
            # An app that may not ask for brands sends their names.
            with contextlib.suppress(Rejected):
                self._brands = self._known_brands()
        return self._brands.get(goods.brand_of(draft).casefold(), "")

    def _known_brands(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for start in range(0, MOST_BRANDS, BRAND_PAGE):
            asked = {"startRow": str(start), "pageSize": str(BRAND_PAGE)}
            told = self._client.call("GET", "/category/brands/query", asked, token=False).get("data")
            rows = reading.trees(told.get("module")) if isinstance(told, dict) else []
            for one in rows:
                number = reading.id_or_none(one.get("brand_id"))
                found |= {reading.text(one.get(name), 200).casefold(): number for name in ("name_en", "name")}
            if len(rows) < BRAND_PAGE:
                break
        return found


def open(account: Account, vault: Vault, door: Door, now: Clock) -> Lazada:  # noqa: A001 - what every channel calls it
    """The channel of an account."""
    return Lazada(Client(account, vault, door, now), now)


def _language(word: str) -> dict[str, str]:
    return {"language_code": LANGUAGES.get(word[:2].lower(), LANGUAGES["th"])}


def _ids(skus: Sequence[goods.Tree]) -> dict[str, str]:
    return {reading.text(one.get("seller_sku"), 120): reading.name_of(one.get("sku_id"), "sku_id") for one in skus}


def _units(product: goods.Tree) -> list[RemoteUnit]:
    """Goods that cannot be read are as if they were not asked for."""
    try:
        return goods.units(product)
    except Odd:
        return []


def _of(write: Write, problem: Refused, shown: int | None) -> ChannelProblem | None:
    """How one write ended: by what stands there, else by what was said of it."""
    if shown == write.value:
        return None
    named = next((one for one in problem.details if {write.seller_sku, write.remote} & one.names), None)
    if named is not None:
        return refusals.of_one(named)
    if len(problem.details) and not problem.rest_done:
        return Retry(N_("The platform did not take it."), fix=answers.WAIT, detail=problem.detail)
    return Unknown(N_("The answer leaves this one out."), fix=answers.THERE)
