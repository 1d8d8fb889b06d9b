"""A WooCommerce shop as a channel.

Its owner pastes the pair of keys that the shop's own page makes; with an application password of WordPress behind
them photos go there too. Nobody else holds the money, so there is nothing to settle.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.shop.channels import (
    Account,
    Category,
    Channel,
    NeedsLogin,
    OrderPage,
    Outcome,
    Package,
    Rejected,
    RemoteLine,
    RemoteOrder,
    Rules,
    Seller,
    SignIn,
    Unread,
    Write,
)
from shopdesk.sync.channels import answers, ownshop
from shopdesk.sync.channels.ownshop import OwnShop
from shopdesk.sync.channels.woocommerce import addresses, client, goods, mapping
from shopdesk.sync.channels.woocommerce.client import Client, Keys
from shopdesk.sync.channels.woocommerce.mapping import Place, Strange
from shopdesk.sync.channels.woocommerce.shelf import Shelf
from shopdesk.sync.http import Door
from shopdesk.sync.vault import Vault

MOST_PHOTOS = 8
# Its API takes photos by their address alone: none without an application password, which opens the photo library
# and never goes over an open line.
RULES = Rules(
    name="woocommerce", label="WooCommerce", needs_address=True, longest_title=200, fewest_photos=0,
    most_photos=MOST_PHOTOS, shortest_side=1, largest_photo=2_000_000, highest_price=money.LIMIT,
    writes_at_once=client.AT_ONCE, calls_a_second=4.0, needs_weight=False, needs_size=False, packs=False,
    renumbers=True, own_tree=True,
    photoless=N_("No photos go there without an application password: make one there, then sign in again with it."),
)  # fmt: skip
KEY_PAGE = "/wp-admin/admin.php?page=wc-settings&tab=advanced&section=keys&create-key=1"
# Where its refunds stand in the text of an order that is held.
REFUNDS = "refunds_told"
_KEY, _SECRET = re.compile(r"\bck_[0-9A-Za-z]{16,64}\b"), re.compile(r"\bcs_[0-9A-Za-z]{16,64}\b")
# WordPress shows an application password as six groups of four.
_PASSWORD = re.compile(r"(\S{1,60})[\s:]+([0-9A-Za-z]{4}(?: ?[0-9A-Za-z]{4}){5})\s*")
_KINDS = ((b"\xff\xd8\xff", "jpg", "image/jpeg"), (b"\x89PNG", "png", "image/png"), (b"RIFF", "webp", "image/webp"))


def open(account: Account, vault: Vault, door: Door, now: Clock) -> Channel:  # noqa: A001 - the registry's word
    """The shop of an account."""
    return WooCommerce(account, vault, door, now)


class WooCommerce(OwnShop):
    """One shop; fulfils `Channel`."""

    def __init__(self, account: Account, vault: Vault, door: Door, now: Clock) -> None:
        self._account, self._vault, self._door = account, vault, door
        self._client = Client(account, vault, door, now)
        self._shelf = Shelf(self._client)
        super().__init__(self._shelf)
        self.rules = RULES if self._takes_photos() else replace(RULES, most_photos=0)

    def _takes_photos(self) -> bool:
        return bool(self._vault.get(self._account.uid).get("password")) and addresses.is_safe(self._client.address)

    def sign_in(self, comes_back_to: str, state: str) -> SignIn:
        """The page of the shop that makes keys; nothing comes back by itself, the owner pastes them."""
        root = addresses.exact(self._client.address)
        home = root.home if root else addresses.home(self._client.address)
        return SignIn(home + KEY_PAGE, state, "")

    def finish_sign_in(self, address: str, state: str) -> Seller:
        """Take the pasted keys, and an application password behind them; kept once the shop took them."""
        kept = pasted(address)
        self._door.hide(*kept.values())
        keys = self._working(Keys(kept["key"], kept["secret"]))
        self._count_in_baht(keys)
        self._vault.put(self._account.uid, kept | ({"way": "query"} if keys.in_query else {}))
        return self._seller()

    def seller(self) -> Seller:
        """Who the shop says it is; its keys are tried for reading and writing."""
        self._try(self._client.keys())
        return self._seller()

    def _seller(self) -> Seller:
        site = self._client.named()
        home = urlsplit(site.root.home)
        shop = f"{home.netloc}{home.path}"
        return Seller(shop, site.name or shop, site.root.place, photos=self._takes_photos())

    def _working(self, keys: Keys) -> Keys:
        """The keys in the way this host takes them: some drop the Authorization header on the road."""
        try:
            self._try(keys)
        except NeedsLogin:
            if not self._client.site().root.url.startswith("https:"):
                raise
            keys = replace(keys, in_query=True)
            self._try(keys)
        return keys

    def _try(self, keys: Keys) -> None:
        client.rows_of(self._client.call("GET", "/orders", [("per_page", "1")], keys=keys))
        # No deed at all, but only a key that may write may ask for it.
        self._client.call("POST", "/products/batch", body={"update": []}, keys=keys)

    def _count_in_baht(self, keys: Keys) -> None:
        try:
            told = self._client.call("GET", "/settings/general/woocommerce_currency", keys=keys)
        except (Rejected, NeedsLogin):
            return
        currency = told.get("value") if isinstance(told, dict) else None
        if isinstance(currency, str) and currency != "THB":
            raise ownshop.not_in_baht(currency)

    def categories(self, language: str) -> Sequence[Category]:
        """The shop's own categories; each takes goods."""
        return goods.categories(self._client.every("/products/categories", [("orderby", "id")]))

    def upload_photo(self, content: bytes) -> str:
        """Hand a photo to the library, once for the same photo; "" where no application password opens it."""
        if not self.rules.most_photos:
            return ""
        name = f"sd-{hashlib.sha256(content).hexdigest()[:32]}"
        ending, kind = next(((end, kind) for start, end, kind in _KINDS if content.startswith(start)), _KINDS[0][1:])
        try:
            there = self._library(name)
            return there or mapping.ident(self._client.media(f"{name}.{ending}", content, kind)["id"], "id")
        except NeedsLogin as refused:
            why = N_("The shop does not take the application password.")
            raise Rejected(why, fix=N_("Make a new one and paste it with the keys."), detail=refused.detail) from None
        except (Strange, TypeError, KeyError):
            raise answers.strange() from None

    def _library(self, name: str) -> str:
        try:
            return next((mapping.ident(one["id"], "id") for one in self._client.media_named(name)), "")
        except (Rejected, Strange, TypeError, KeyError):
            return ""

    def set_stock(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """Say how many there are."""
        return self._shelf.write(writes, goods.stock)

    def set_price(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """Say the regular price."""
        return self._shelf.write(writes, goods.price)

    def orders(self, since: datetime, cursor: str) -> OrderPage:
        """Orders changed since then, first those that stand, then those in the trash."""
        start = mapping.gmt(since)
        place = Place.read(cursor) if cursor else Place("any", start)
        if place is None:
            raise ownshop.lost_place()
        asked = [
            ("status", place.part), ("modified_after", place.after), ("dates_are_gmt", "true"),
            ("orderby", "modified"), ("order", "asc"),
        ]  # fmt: skip
        page = self._client.page("/orders", asked, place.page)
        found = [self._read(row) for row in mapping.for_the_shop(page.rows)]
        onward = place.next(page.rows, page.pages, start)
        return OrderPage(
            tuple(one for one in found if isinstance(one, RemoteOrder)),
            tuple(one for one in found if isinstance(one, Unread)),
            onward.cursor if onward else "",
        )

    def _read(self, row: Any) -> RemoteOrder | Unread:
        whole = row
        try:
            whole = self._whole(mapping.row_of(row))
            return mapping.order(whole, whole.get(REFUNDS, ()))
        except Strange as odd:
            return answers.unread_order(mapping.known_as(row), whole, str(odd))
        except Rejected as refused:
            return answers.unread_order(mapping.known_as(row), whole, refused.detail or refused.code)

    def _whole(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """An order with its refunds, which are asked for where they are not there already. Raises Strange."""
        if isinstance(row.get(REFUNDS), list) or not mapping.has_refunds(row):
            return row
        return {**row, REFUNDS: self._client.every(f"/orders/{mapping.ident(row.get('id'), 'id')}/refunds")}

    def _order(self, row: Mapping[str, Any]) -> RemoteOrder:
        whole = self._whole(row)
        return mapping.order(whole, whole.get(REFUNDS, ()))

    def reread(self, told: Mapping[str, Any]) -> RemoteOrder:
        """An order as it was held."""
        try:
            return self._order(told)
        except Strange as odd:
            raise answers.unreadable_order(str(odd)) from None

    def order(self, remote: str) -> RemoteOrder:
        """One order as it stands now."""
        return self._standing(remote)[1]

    def _standing(self, remote: str) -> tuple[Mapping[str, Any], RemoteOrder]:
        """An order as the shop tells it and in our words; raises Rejected where it cannot be read."""
        try:
            row = mapping.row_of(self._client.call("GET", _path(remote)))
            return row, self._order(row)
        except Strange as odd:
            raise answers.unreadable_order(str(odd)) from None

    def ship(self, order: str, package: Package) -> None:
        """Tell the buyer the parcel's number in a note, once, and then that the order is complete."""
        self._note(order, package)
        self._client.call("PUT", _path(order), body={"status": "completed", **_meta(package)})

    def renumber(self, order: str, package: Package) -> None:
        """Tell the buyer another number in a note of its own; an order in the trash stays as it is."""
        row, _told = self._standing(order)
        if row.get("status") != "trash":
            self._note(order, package)
            self._client.call("PUT", _path(order), body=_meta(package))

    def _note(self, order: str, package: Package) -> None:
        text = f"{package.carrier} {package.tracking}".strip()
        if package.tracking and not self._has_note(order, text):
            self._client.call("POST", f"{_path(order)}/notes", body={"note": text, "customer_note": True})

    def _has_note(self, order: str, text: str) -> bool:
        notes = client.rows_of(self._client.call("GET", f"{_path(order)}/notes"))
        return any(isinstance(one, dict) and one.get("note") == text for one in notes)

    def cancel(self, order: str, lines: Sequence[RemoteLine], reason: str) -> None:
        """Cancel an order, or give back some of its lines: the money itself goes back by the owner's hand."""
        row, told = self._standing(order)
        gone = {one: line.quantity for line in lines for one in line.ids}
        left = [line for line in told.lines if line.quantity - line.cancelled > gone.get(line.ids[0], 0)]
        if not left:
            self._client.call("PUT", _path(order), body={"status": "cancelled"})
            return
        self._client.call("POST", f"{_path(order)}/refunds", body=mapping.refund(row, told, gone, _reason(reason)))

    def answer(self, order: str, wants: str, agree: bool, more: Mapping[str, str]) -> None:
        """A buyer's wish comes by mail or telephone: only a cancellation can be done here."""
        if wants != "cancel":
            raise ownshop.no_question()
        if agree:
            self._client.call("PUT", _path(order), body={"status": "cancelled"})


def pasted(text: str) -> dict[str, str]:
    """The keys in what an owner pasted, with name and application password where they are there; raises Rejected."""
    key, secret = _KEY.search(text), _SECRET.search(text)
    if key is None or secret is None:
        why = N_("Both keys are needed: ck_… and cs_…")
        raise Rejected(why, fix=N_("Copy both from the shop's page and paste them."), code="keys")
    kept = {"key": key.group(), "secret": secret.group()}
    rest = _KEY.sub(" ", _SECRET.sub(" ", text)).strip()
    person = _PASSWORD.fullmatch(rest.splitlines()[-1].strip()) if rest else None
    return kept | ({"user": person.group(1), "password": person.group(2)} if person else {})


def _path(order: str) -> str:
    if not order.isdecimal():
        raise Rejected(N_("It is no longer in the shop."), fix=answers.IN_THE_SHOP, code="_invalid_id")
    return f"/orders/{order}"


def _meta(package: Package) -> dict[str, object]:
    meta = (("_tracking_number", package.tracking), ("_tracking_provider", package.carrier))
    told = [{"key": key, "value": value} for key, value in meta if value]
    return {"meta_data": told} if told else {}


def _reason(reason: str) -> str:
    words = {
        "out_of_stock": N_("It is sold out"), "price": N_("Wrong price"), "address": N_("Wrong address"),
        "buyer": N_("The buyer wished so"),
    }  # fmt: skip
    return _(words[reason]) if reason in words else reason
