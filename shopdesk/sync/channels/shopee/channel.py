"""A shop at Shopee: listings, stock, prices. Orders and money are in `orders.py`, of which this is made.

channel = open(account, vault, door, now)
"""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_
from shopdesk.shop.channels import (
    Account,
    Attribute,
    Category,
    Draft,
    Outcome,
    Rejected,
    RemoteListing,
    RemoteUnit,
    Rules,
    Seller,
    SignIn,
    Unknown,
    Write,
)
from shopdesk.shop.reviews import Review
from shopdesk.sync.acting import NotYet
from shopdesk.sync.channels import answers, reading, typed
from shopdesk.sync.channels.reading import Odd
from shopdesk.sync.channels.shopee import goods, limits, refusals
from shopdesk.sync.channels.shopee.client import Client
from shopdesk.sync.channels.shopee.goods import Tree
from shopdesk.sync.channels.shopee.orders import Orders
from shopdesk.sync.channels.shopee.refusals import Refused
from shopdesk.sync.channels.shopee.shelf import Shelf
from shopdesk.sync.http import Door
from shopdesk.sync.vault import Vault

RULES = Rules(
    name="shopee", label="Shopee", places=("th",), needs_app=True, longest_title=120, longest_description=5_000,
    most_photos=9, shortest_side=330, longest_side=5_000, largest_photo=10_000_000, lowest_price=100,
    highest_price=50_000_000, writes_at_once=20, calls_a_second=5.0, licensed=True, needs_size=False, packs=True,
    labels=True, settles=True, reviewing=goods.REVIEWING,
    whole_baht=True, cancels_part="goods",
    refuses=frozenset({"alcohol", "tobacco", "medicine", "animal", "weapon", "cannabis", "wild"}),
)  # fmt: skip
MOST_MODELS = 50
MOST_BRANDS, BRAND_PAGE = 1_000, 100


class Shopee(Orders):
    """One account of the shop there; fulfils `Channel`."""

    rules = RULES

    def __init__(self, client: Client, now: Clock) -> None:
        super().__init__(client, now)
        self._shelf = Shelf(client, now)
        self._asked_for: dict[str, list[Tree]] = {}
        self._limits: dict[str, Tree] = {}

    def sign_in(self, comes_back_to: str, state: str) -> SignIn:
        """The signed page where the seller agrees; our mark travels in the address it comes back to."""
        back = f"{comes_back_to}{'&' if '?' in comes_back_to else '?'}{urlencode({'state': state})}"
        return SignIn(self._client.page(back), state, comes_back_to)

    def finish_sign_in(self, address: str, state: str) -> Seller:
        """Take code and shop out of the address and tokens for them. Raises Rejected for another one, NeedsLogin."""
        self._client.sign_in(*_agreed(address, state))
        return self.seller()

    def seller(self) -> Seller:
        """Who we are there."""
        told = self._client.call("GET", "/shop/get_shop_info")
        with contextlib.suppress(Odd):
            self._client.leave_ends(reading.moment(told.get("expire_time"), "expire_time"))
        name, status = reading.text(told.get("shop_name"), 200), reading.text(told.get("status")).upper()
        return Seller(self._client.shop, name, reading.text(told.get("region"), 4).lower(), status == "NORMAL")

    def categories(self, language: str) -> Sequence[Category]:
        """The leaves of the tree."""
        told = self._client.response("GET", "/product/get_category", {"language": _language(language)})
        return goods.categories(told.get("category_list"))

    def suggest(self, title: str) -> Sequence[Category]:
        """None: a person chooses."""
        return []

    def attributes(self, category: str, language: str) -> Sequence[Attribute]:
        """What the category asks for."""
        return goods.attributes(self._attributes(category, _language(language)), _language(language))

    def upload_photo(self, content: bytes) -> str:
        """Hand a photo over; answers the platform's id of it."""
        kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
        files = {"image": (f"photo.{'png' if kind == 'png' else 'jpg'}", content, f"image/{kind}")}
        told = self._client.upload("/media_space/upload_image", files, {"scene": "normal"})
        info = told.get("image_info")
        name = reading.id_or_none(info.get("image_id")) if isinstance(info, dict) else ""
        if not name:
            raise answers.garbled(writes=False)
        return name

    def create(self, draft: Draft) -> RemoteListing:
        """Make a listing; sent twice it stands there twice, so whoever is in doubt looks first.

        Several sizes are put into it after it is there; until then it has nothing to sell.
        """
        draft = self._within(draft)
        several = len(draft.units) > 1
        first = goods.price_and_stock(draft.units[0])
        body = {**self._words(draft), "item_status": goods.LIVE, **first}
        if several:
            _refuse_too_many(draft)
            body["seller_stock"] = [{"stock": 0}]
        told = self._client.response("POST", "/product/add_item", (), body, writes=True)
        item = reading.id_or_none(told.get("item_id"))
        if not item:
            raise answers.garbled(writes=True)
        if not several:
            return self._as_it_stands(item, {draft.units[0].seller_sku: f"{item}:0"}, told)
        return self._with_sizes(draft, item)

    def update(self, draft: Draft) -> RemoteListing:
        """Bring words, photos and attributes up to date, and put in the units that are not there yet."""
        draft = self._within(draft)
        body = {"item_id": goods.number(draft.remote), **self._words(draft)}
        told = self._client.response("POST", "/product/update_item", (), body, writes=True)
        there, models = self._shelf.item(draft.remote)
        units = {one.seller_sku: one.remote for one in there}
        lacking = [unit for unit in draft.units if unit.seller_sku not in units]
        if lacking and not models:
            return self._with_sizes(draft, draft.remote)
        if lacking:
            units |= self._beside(draft, models)
        own = {unit.seller_sku for unit in draft.units}
        return self._as_it_stands(draft.remote, {sku: name for sku, name in units.items() if sku in own}, told)

    def find(self, seller_skus: Sequence[str]) -> Sequence[RemoteUnit]:
        """One unit for each SKU that stands there."""
        return self._shelf.find(seller_skus)

    def reviews(self, listings: Sequence[str]) -> Sequence[Review]:
        """How listings stand that the platform still looked at; it gives no reason."""
        states = self._shelf.states(listings)
        return [goods.review(one, states.get(one, "")) for one in listings]

    def pause(self, listing: str, remote_units: Sequence[str]) -> None:
        """Take it off the shelf; what is off already is well."""
        self._listed_or_not(listing, unlist=True)

    def resume(self, listing: str, remote_units: Sequence[str]) -> None:
        """Put it back."""
        self._listed_or_not(listing, unlist=False)

    def remove(self, listing: str, remote_units: Sequence[str]) -> None:
        """Delete it there; what is gone already counts as removed."""
        try:
            self._client.response("POST", "/product/delete_item", (), {"item_id": goods.number(listing)}, writes=True)
        except Rejected as problem:
            if problem.code != refusals.NOT_THERE:
                raise

    def set_stock(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """How many a buyer can buy, absolutely; one call for each listing."""
        return self._said(writes, "/product/update_stock", "stock_list", goods.stock)

    def set_price(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """What one costs, in whole baht, the nearest."""
        return self._said(writes, "/product/update_price", "price_list", goods.price)

    def _said(self, writes: Sequence[Write], path: str, name: str, body: Callable[[Write], Tree]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for listing in dict.fromkeys(one.listing for one in writes):
            own = [one for one in writes if one.listing == listing]
            for start in range(0, len(own), MOST_MODELS):
                outcomes += self._of_listing(listing, own[start : start + MOST_MODELS], path, name, body)
        return outcomes

    def _of_listing(
        self, listing: str, writes: Sequence[Write], path: str, name: str, body: Callable[[Write], Tree]
    ) -> list[Outcome]:
        """One call, its units one by one; what is told neither as done nor as refused is in doubt."""
        outcomes, rows = [], []
        sent: list[Write] = []
        for one in writes:
            try:
                rows.append(body(one))
                sent.append(one)
            except Rejected as problem:
                outcomes.append(Outcome(one.seller_sku, problem))
        if not sent:
            return outcomes
        try:
            told = self._client.response("POST", path, (), {"item_id": goods.number(listing), name: rows}, writes=True)
        except Refused as problem:
            told = problem.response
            if "failure_list" not in told:
                return outcomes + [Outcome(one.seller_sku, problem) for one in sent]
        except Rejected as problem:
            return outcomes + [Outcome(one.seller_sku, problem) for one in sent]
        done, refused = _models(told.get("success_list")), _models(told.get("failure_list"))
        return outcomes + [_outcome(one, done, refused) for one in sent]

    def _listed_or_not(self, listing: str, *, unlist: bool) -> None:
        wish = {"item_id": goods.number(listing), "unlist": unlist}
        try:
            told = self._client.response("POST", "/product/unlist_item", (), {"item_list": [wish]}, writes=True)
        except Refused as problem:
            told = problem.response
            if "failure_list" not in told:
                raise
        for one in reading.trees(told.get("failure_list")):
            raise refusals.of_one(reading.text(one.get("failed_reason"), 300))

    def _with_sizes(self, draft: Draft, item: str) -> RemoteListing:
        """Give an item its sizes. Fresh goods need some seconds there until they can have any."""
        _refuse_too_many(draft)
        body = goods.tiers(replace(draft, remote=item))
        try:
            told = self._client.response("POST", "/product/init_tier_variation", (), body, writes=True)
        except Rejected as problem:
            if problem.code != refusals.NOT_THERE:
                raise
            why = N_("The platform does not show the new listing yet.")
            raise NotYet(why, fix=answers.WAIT, detail=problem.detail) from None
        return self._as_it_stands(item, _units(item, told.get("model")), {})

    def _beside(self, draft: Draft, models: Tree) -> dict[str, str]:
        """Put models into the sizes the item has; the platform knows no new size beside those."""
        known = {reading.text(one.get("model_sku"), 120) for one in reading.trees(models.get("model"))}
        places = goods.option_places(models)
        lacking = [unit for unit in draft.units if unit.seller_sku not in known]
        if any(goods.choice(unit) not in places for unit in lacking):
            raise Rejected(
                N_("A new size cannot be put into this listing."), fix=N_("Take it away, then put it up again."),
                code="tier",
            )  # fmt: skip
        rows = [goods.model(unit, places[goods.choice(unit)]) for unit in lacking]
        body = {"item_id": goods.number(draft.remote), "model_list": rows}
        told = self._client.response("POST", "/product/add_model", (), body, writes=True)
        return _units(draft.remote, told.get("model"))

    def _as_it_stands(self, item: str, units: dict[str, str], told: Tree) -> RemoteListing:
        state = reading.text(told.get("item_status"), 40) or goods.LIVE
        link = f"https://shopee.co.th/product/{self._client.shop}/{item}" if self._client.live else ""
        return RemoteListing(item, units, state, state == goods.LIVE, link)

    def _words(self, draft: Draft) -> dict[str, object]:
        told = self._client.response("GET", "/logistics/get_channel_list").get("logistics_channel_list")
        couriers = goods.couriers(told, max(unit.weight for unit in draft.units))
        return goods.words(draft, self._attributes(draft.category, "en"), self._brand(draft), couriers)

    def _within(self, draft: Draft) -> Draft:
        """The draft within what this shop may say, asked for each category once while the program runs."""
        if draft.category not in self._limits:
            asked = {"category_id": draft.category}
            try:
                self._limits[draft.category] = self._client.response("GET", "/product/get_item_limit", asked)
            except Rejected:
                self._limits[draft.category] = {}
        return limits.within(draft, self._limits[draft.category])

    def _attributes(self, category: str, language: str) -> list[Tree]:
        """What a category asks for, asked once while the program runs."""
        key = f"{category} {language}"
        if key not in self._asked_for:
            asked = {"category_id_list": category, "language": language}
            rows = reading.trees(self._client.response("GET", "/product/get_attribute_tree", asked).get("list"))
            own = next((one for one in rows if reading.text(one.get("category_id")) == category), {})
            if reading.text(own.get("warning")) and not own.get("attribute_tree"):
                raise Rejected(
                    N_("The category there does not fit."), fix=N_("Choose the category again."), code="category",
                    detail=reading.text(own.get("warning"), 200),
                )  # fmt: skip
            self._asked_for[key] = reading.trees(own.get("attribute_tree"))
        return self._asked_for[key]

    def _brand(self, draft: Draft) -> Tree:
        """The brand by its number; none at all is one too. Raises Rejected for one the category does not know."""
        name = goods.brand_of(draft)
        if not name:
            return goods.NO_BRAND
        for offset in range(0, MOST_BRANDS, BRAND_PAGE):
            asked = {
                "offset": str(offset), "page_size": str(BRAND_PAGE), "category_id": draft.category, "status": "1",
            }  # fmt: skip
            told = self._client.response("GET", "/product/get_brand_list", asked)
            for one in reading.trees(told.get("brand_list")):
                names = [reading.text(one.get(key), 200) for key in ("original_brand_name", "display_brand_name")]
                number = reading.text(one.get("brand_id"), 20)
                if name.casefold() in (word.casefold() for word in names) and number.isdecimal():
                    return {"brand_id": int(number), "original_brand_name": names[0]}
            if not reading.yes(told.get("has_next_page")):
                break
        raise Rejected(N_("The brand is not allowed there."), fix=N_("Choose another brand."), code="brand")


def open(account: Account, vault: Vault, door: Door, now: Clock) -> Shopee:  # noqa: A001 - what every channel calls it
    """The channel of an account."""
    return Shopee(Client(account, vault, door, now), now)


def _language(word: str) -> str:
    return "en" if word[:2].lower() == "en" else "th"


def _agreed(address: str, state: str) -> tuple[str, str]:
    """The code and the shop in the address the browser came back with."""
    given = typed.came_back(address, state)
    shops = given.get("shop_id", [])
    if not shops and given.get("main_account_id"):
        raise Rejected(N_("This is a main account, no shop."), fix=N_("Sign in there as the shop itself."), code="main")
    if len(shops) != 1 or not shops[0].isdecimal() or len(shops[0]) > 20:
        raise typed.no_sign_in()
    return given["code"][0], shops[0]


def _refuse_too_many(draft: Draft) -> None:
    if len(draft.units) > MOST_MODELS:
        raise Rejected(N_("There are too many sizes for one listing."), fix=N_("Make two listings of it."))


def _units(item: str, rows: object) -> dict[str, str]:
    named = [(reading.text(one.get("model_sku"), 120), one) for one in reading.trees(rows)]
    found = {sku: f"{item}:{model}" for sku, one in named if (model := reading.id_or_none(one.get("model_id")))}
    if not found:
        raise answers.garbled(writes=True)
    return found


def _models(rows: object) -> dict[int, str]:
    """Models of a list, with what was said of each; model 0 where there are none."""
    made = {}
    for one in reading.trees(rows):
        number = reading.text(one.get("model_id"), 20) or "0"
        if number.isdecimal():
            made[int(number)] = reading.text(one.get("failed_reason"), 300)
    return made


def _outcome(one: Write, done: dict[int, str], refused: dict[int, str]) -> Outcome:
    model = goods.model_of(one.remote)
    if model in refused:
        return Outcome(one.seller_sku, refusals.of_one(refused[model]))
    if model in done:
        return Outcome(one.seller_sku)
    return Outcome(one.seller_sku, Unknown(N_("The answer leaves this one out."), fix=answers.THERE))
