"""A shop at TikTok Shop: sign-in, categories, listings. Orders and money are in `orders.py`, of which this is made.

channel = open(account, vault, door, now)
"""

import uuid
from collections.abc import Sequence

from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_
from shopdesk.shop.channels import (
    Account,
    Attribute,
    Category,
    ChannelProblem,
    Draft,
    NeedsLogin,
    Outcome,
    Rejected,
    RemoteListing,
    RemoteUnit,
    Rules,
    Seller,
    SignIn,
    Write,
)
from shopdesk.shop.reviews import Review
from shopdesk.sync.channels import answers, reading, typed
from shopdesk.sync.channels.tiktok import goods, refusals
from shopdesk.sync.channels.tiktok.client import Client, Tree
from shopdesk.sync.channels.tiktok.orders import Orders
from shopdesk.sync.channels.tiktok.shelf import EDIT, MOST_SKUS, PRODUCTS, Shelf, units
from shopdesk.sync.http import Door
from shopdesk.sync.vault import Vault

RULES = Rules(
    name="tiktok", label="TikTok Shop", places=("th",), needs_app=True, needs_service=True, shortest_title=25,
    longest_title=255, longest_description=9_000, most_photos=9, shortest_side=300, longest_side=4_000,
    largest_photo=10_000_000, lowest_price=3_000, highest_price=26_000_000,
    writes_at_once=20, calls_a_second=10.0, licensed=True, needs_size=False, packs=True, labels=True, settles=True,
    cancels_part="order", reviewing=frozenset({goods.WAITING}),
    refuses=frozenset({"alcohol", "tobacco", "medicine", "animal", "weapon", "cannabis", "wild"}),
)  # fmt: skip
LANGUAGES = {"th": "th-TH", "en": "en-US"}
CATEGORIES = "/product/202309/categories"
BRAND_PAGE, MOST_BRAND_PAGES = "100", 10
MOST_KEYS = 3
_OURS = uuid.UUID("6a3c1f4e-57a1-4f0e-9a2f-1f6b7f0f8d11")


class TikTok(Orders):
    """One account of the shop there; fulfils `Channel`."""

    rules = RULES

    def __init__(self, client: Client, now: Clock) -> None:
        super().__init__(client, now)
        self._shelf = Shelf(client)
        self._asked: dict[str, Tree] = {}
        self._warehouse = ""

    def sign_in(self, comes_back_to: str, state: str) -> SignIn:
        """The page where the seller agrees."""
        return SignIn(self._client.page(comes_back_to, state), state, comes_back_to)

    def finish_sign_in(self, address: str, state: str) -> Seller:
        """Take the code out of the address and tokens for it. Raises Rejected for another address, NeedsLogin."""
        self._client.sign_in(typed.came_back(address, state, hands_back=True)["code"][0])
        return self.seller()

    def seller(self) -> Seller:
        """Who we are there."""
        own = self._client.shop
        for one in self._client.shops():
            if reading.text(one.get("id"), 61) == own:
                name, region = reading.text(one.get("name"), 200), reading.text(one.get("region"), 4).lower()
                return Seller(own, name, region)
        raise NeedsLogin(N_("No shop let this app in."), fix=N_("Sign in at the platform again."))

    def categories(self, language: str) -> Sequence[Category]:
        """The leaves of the tree that the shop may use."""
        told = self._client.call("GET", CATEGORIES, {"locale": _locale(language), "category_version": "v1"})
        return goods.categories(told.get("categories"))

    def suggest(self, title: str) -> Sequence[Category]:
        """The category the platform proposes for a title; none for one that is too short to tell."""
        if len(title) < RULES.shortest_title:
            return []
        body = {"product_title": title[: RULES.longest_title], "category_version": "v1"}
        try:
            told = self._client.call("POST", f"{CATEGORIES}/recommend", body=body)
        except Rejected as problem:
            if problem.code == refusals.NO_MATCH:
                return []
            raise
        return goods.suggested(told)

    def attributes(self, category: str, language: str) -> Sequence[Attribute]:
        """What the category asks for."""
        return goods.attributes(self._attributes(category, language))

    def upload_photo(self, content: bytes) -> str:
        """Hand a photo over; answers the platform's name of it."""
        kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
        files = {"data": (f"photo.{'png' if kind == 'png' else 'jpg'}", content, f"image/{kind}")}
        told = self._client.upload("/product/202309/images/upload", files, {"use_case": "MAIN_IMAGE"})
        name = reading.text(told.get("uri"), 300)
        if not name:
            raise answers.garbled(writes=False)
        return name

    def create(self, draft: Draft) -> RemoteListing:
        """Make a listing; sent twice it stands there once. A size of which there are none is left out.

        A key that made goods which were deleted since is followed by another one.
        """
        self._refuse(draft)
        if not any(unit.stock > 0 for unit in draft.units):
            raise Rejected(
                N_("There is nothing of it to sell yet."), fix=N_("Put it up for sale when there is stock."),
                code=refusals.QUANTITY,
            )  # fmt: skip
        asked, brand = self._attributes(draft.category, "en"), self._brand(draft)
        gone = ""
        for _key in range(MOST_KEYS):
            key = str(uuid.uuid5(_OURS, f"{draft.key} {gone}"))
            body = goods.created(draft, asked, brand, self._rules(draft.category), self._own_warehouse(), key)
            told = self._client.call("POST", PRODUCTS, body=body, writes=True)
            item, made = reading.id_or_none(told.get("product_id")), _ids(reading.trees(told.get("skus")))
            if not item or not made:
                raise answers.garbled(writes=True)
            product = self._seen(item)
            if product != {}:
                return _as_it_stands(item, made, product)
            gone = item
        raise answers.garbled(writes=True)

    def _seen(self, item: str) -> Tree | None:
        """Goods just made, {} where they were deleted long ago, None where nobody can tell now."""
        try:
            return self._shelf.product(item)
        except ChannelProblem:
            return None

    def update(self, draft: Draft) -> RemoteListing:
        """Bring words, photos and attributes up to date, and put in the units that are not there yet.

        Goods that are off the shelf take no stock by itself, so theirs is said here, before they go back.
        """
        self._refuse(draft)
        product = self._shelf.product(draft.remote)
        if not product:
            raise Rejected(
                N_("The platform does not know this listing any more."), fix=N_("Put it up for sale again."),
                code="gone",
            )  # fmt: skip
        body = dict(
            goods.words(draft, self._attributes(draft.category, "en"), self._brand(draft), self._rules(draft.category))
        )
        there = {unit.seller_sku: unit.remote for unit in units(product)}
        lacking = [unit for unit in draft.units if unit.seller_sku not in there and unit.stock > 0]
        if lacking or reading.text(product.get("status")) == goods.PAUSED:
            body["skus"] = self._units(draft, product, there)
        self._client.call("POST", f"{EDIT}/{draft.remote}/partial_edit", body=body, writes=True)
        after = self._shelf.product(draft.remote) or product
        made = {unit.seller_sku: unit.remote for unit in units(after)}
        own = {unit.seller_sku for unit in draft.units}
        return _as_it_stands(draft.remote, {sku: name for sku, name in made.items() if sku in own}, after)

    def _units(self, draft: Draft, product: Tree, there: dict[str, str]) -> list[Tree]:
        """Every unit by its number, because one that is left out goes; those that are new with all they need."""
        several, wanted = len(draft.units) > 1, {unit.seller_sku: unit for unit in draft.units}
        rows: list[Tree] = []
        for sku, remote in there.items():
            own = wanted.get(sku)
            places = self._shelf.places(product, remote) or [self._own_warehouse()]
            rows.append(
                goods.standing_body(own, remote, places, several=several) if own is not None else {"id": remote}
            )
        new = [unit for unit in draft.units if unit.seller_sku not in there and unit.stock > 0]
        return rows + [goods.unit_body(unit, self._own_warehouse(), several=several) for unit in new]

    def find(self, seller_skus: Sequence[str]) -> Sequence[RemoteUnit]:
        """One unit for each SKU that stands there."""
        return self._shelf.find(seller_skus)

    def reviews(self, listings: Sequence[str]) -> Sequence[Review]:
        """How listings stand that the platform still looked at."""
        return [goods.review(listing, self._shelf.product(listing)) for listing in listings]

    def pause(self, listing: str, remote_units: Sequence[str]) -> None:
        """Take it off the shelf; what is off already is well."""
        self._shelf.put("POST", f"{PRODUCTS}/deactivate", listing, (goods.PAUSED,))
        self._shelf.forget(listing)

    def resume(self, listing: str, remote_units: Sequence[str]) -> None:
        """Put it back; the platform may want to check it again first."""
        self._shelf.put("POST", f"{PRODUCTS}/activate", listing, (goods.LIVE, goods.WAITING))
        self._shelf.forget(listing)

    def remove(self, listing: str, remote_units: Sequence[str]) -> None:
        """Delete it there; what is gone already counts as removed."""
        self._shelf.put("DELETE", PRODUCTS, listing, (goods.GONE,))
        self._shelf.forget(listing)

    def set_stock(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """How many a buyer can buy, absolutely."""
        return self._shelf.set_stock(writes)

    def set_price(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """What one costs."""
        return self._shelf.set_price(writes)

    def _refuse(self, draft: Draft) -> None:
        goods.refuse_alike(draft)
        goods.refuse_by_rules(draft, self._rules(draft.category))
        if len(draft.units) > MOST_SKUS:
            raise Rejected(N_("There are too many sizes for one listing."), fix=N_("Make two listings of it."))

    def _attributes(self, category: str, language: str) -> list[Tree]:
        query = {"locale": _locale(language), "category_version": "v1"}
        return reading.trees(self._of_category(category, "attributes", query).get("attributes"))

    def _rules(self, category: str) -> Tree:
        return self._of_category(category, "rules", {"category_version": "v1"})

    def _of_category(self, category: str, what: str, query: dict[str, str]) -> Tree:
        """What the platform says of a category, asked once while the program runs."""
        key = f"{category} {what} {query.get('locale', '')}"
        if key not in self._asked:
            if not category.isdecimal():
                raise Rejected(
                    N_("The category there does not fit."), fix=N_("Choose the category again."), code="category"
                )
            self._asked[key] = self._client.call("GET", f"{CATEGORIES}/{category}/{what}", query)
        return self._asked[key]

    def _own_warehouse(self) -> str:
        """The warehouse that goods are sold from: the one the shop chose. Raises Rejected for none."""
        if not self._warehouse:
            rows = reading.trees(self._client.call("GET", "/logistics/202309/warehouses").get("warehouses"))
            own = [one for one in rows if reading.text(one.get("type")) == "SALES_WAREHOUSE"]
            own.sort(key=lambda one: not reading.yes(one.get("is_default")))
            self._warehouse = next((name for one in own if (name := reading.id_or_none(one.get("id")))), "")
        if not self._warehouse:
            raise Rejected(N_("The warehouse there is not ready."), fix=N_("Look at the warehouses on the platform."))
        return self._warehouse

    def _brand(self, draft: Draft) -> str:
        """The brand by its number, "" for none. Raises Rejected for one the category does not know."""
        name = goods.brand_of(draft)
        if not name:
            return ""
        query = {"page_size": BRAND_PAGE, "category_id": draft.category, "category_version": "v1", "brand_name": name}
        for _page in range(MOST_BRAND_PAGES):
            told = self._client.call("GET", "/product/202309/brands", query)
            for one in reading.trees(told.get("brands")):
                number = reading.id_or_none(one.get("id"))
                if number and reading.text(one.get("name"), 200).casefold() == name.casefold():
                    return number
            token = reading.text(told.get("next_page_token"), 500)
            if not token:
                break
            query["page_token"] = token
        raise Rejected(N_("The brand is not allowed there."), fix=N_("Choose another brand."), code="brand")


def open(account: Account, vault: Vault, door: Door, now: Clock) -> TikTok:  # noqa: A001 - what every channel calls it
    """The channel of an account."""
    return TikTok(Client(account, vault, door, now), now)


def _locale(language: str) -> str:
    return LANGUAGES.get(language[:2].lower(), LANGUAGES["th"])


def _ids(skus: Sequence[Tree]) -> dict[str, str]:
    return {
        reading.text(one.get("seller_sku"), 120): name for one in skus if (name := reading.id_or_none(one.get("id")))
    }


def _as_it_stands(item: str, made: dict[str, str], product: Tree | None) -> RemoteListing:
    state = reading.text((product or {}).get("status"), 40) or goods.WAITING
    return RemoteListing(item, made, state, state == goods.LIVE)
