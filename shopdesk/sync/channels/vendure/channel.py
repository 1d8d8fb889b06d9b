"""A shop on a Vendure server as a channel.

The platform gives a name and a password; with them the shop reads and changes its own goods and orders, and nobody
else's. There a buyer can buy what lies on the shelf less what is promised to orders that were placed and not sent:
so the shelf is told as what may be sold plus what is promised. The platform and the shop settle between themselves.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
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
from shopdesk.sync.channels.reading import Odd, id_or_none, text, trees
from shopdesk.sync.channels.vendure import client, mapping, shelf
from shopdesk.sync.channels.vendure.client import Client, Shop, Told
from shopdesk.sync.channels.vendure.mapping import AT_ONCE, FIELDS, Place
from shopdesk.sync.channels.vendure.shelf import Shelf
from shopdesk.sync.http import Door
from shopdesk.sync.vault import Vault

RULES = Rules(
    name="vendure", label="Vendure", needs_address=True, longest_title=255, fewest_photos=0, most_photos=8,
    shortest_side=1, largest_photo=2_000_000, highest_price=money.LIMIT,
    writes_at_once=shelf.AT_ONCE, calls_a_second=5.0, needs_weight=False, needs_size=False, packs=False,
    own_tree=True,
)  # fmt: skip
HANDLER = "manual-fulfillment"
MOST_PLACED = 5_000
_WAITING = ("Created", "Pending")
_NOWHERE = "-"
_FACETS = (
    "query($skip: Int!) { facetValues(options: { take: 100, skip: $skip, sort: { id: ASC } }) "
    "{ items { id name facet { name } } } }"
)
_ASSETS = "query($name: String!) { assets(options: { filter: { name: { eq: $name } }, take: 1 }) { items { id } } }"
_ORDERS = (
    "query($filter: OrderFilterParameter!, $skip: Int!, $take: Int!) { orders(options: { filter: $filter, "
    "sort: { updatedAt: ASC, id: ASC }, take: $take, skip: $skip }) { items { " + FIELDS + " } } }"
)
_PLACED = (
    "query($filter: OrderFilterParameter!, $skip: Int!, $take: Int!) { orders(options: { filter: $filter, "
    "sort: { id: ASC }, take: $take, skip: $skip }) { items { id lines { quantity productVariant { id } } } } }"
)
_ORDER = "query($id: ID!) { order(id: $id) { " + FIELDS + " } }"
_REFUSED = "... on ErrorResult { errorCode message }"
_SHIP = (
    "mutation($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) "
    "{ __typename ... on Fulfillment { id state } " + _REFUSED + " } }"
)
_GONE = (
    'mutation($id: ID!) { transitionFulfillmentToState(id: $id, state: "Shipped") '
    "{ __typename ... on Fulfillment { id state } " + _REFUSED + " "
    "... on FulfillmentStateTransitionError { transitionError } } }"
)
_CANCEL = (
    "mutation($input: CancelOrderInput!) { cancelOrder(input: $input) "
    "{ __typename ... on Order { id state } " + _REFUSED + " "
    "... on OrderStateTransitionError { transitionError } } }"
)
# A buyer's basket is none of the shop's business, and an order over several shops is each shop's by its part.
_OURS: Mapping[str, Any] = {"orderPlacedAt": {"isNull": False}, "type": {"notEq": "Aggregate"}}


def open(account: Account, vault: Vault, door: Door, now: Clock) -> Channel:  # noqa: A001 - the registry's word
    """The shop of an account."""
    return Vendure(account, vault, door, now)


class Vendure(OwnShop):
    """One shop; fulfils `Channel`."""

    rules = RULES

    def __init__(self, account: Account, vault: Vault, door: Door, now: Clock) -> None:
        self._account = account
        self._client = Client(account, vault, door, now)
        self._shelf = Shelf(self._client)
        super().__init__(self._shelf)
        self._since: datetime | None = None
        self._told: set[str] = set()

    def sign_in(self, comes_back_to: str, state: str) -> SignIn:
        """The server's own pages; nothing comes back by itself, name and password are typed."""
        page = self._client.url.removesuffix(client.API) + "/"
        return SignIn(page, state, "", N_("Then type your name there, a space, and the password."))

    def finish_sign_in(self, address: str, state: str) -> Seller:
        """Take the name, the password and, where this user serves several shops, the shop's code behind them."""
        user, password, code = pasted(address)
        return self._seller(self._client.sign_in(user, password, code))

    def seller(self) -> Seller:
        """Who the server says we are."""
        return self._seller(self._client.shop())

    def _seller(self, shop: Shop) -> Seller:
        parts = urlsplit(self._client.url)
        return Seller(f"{parts.netloc}/{shop.code}", shop.name, self._client.url)

    def categories(self, language: str) -> Sequence[Category]:
        """The words the platform sorts goods by; where it has none, one that stands for nothing."""
        found: list[Category] = []
        for skip in range(0, 2_000, 100):
            rows = client.items(self._client.ask(_FACETS, skip=skip), "facetValues")
            found += [one for one in map(_category, rows) if one.id]
            if len(rows) < 100:
                break
        return found or [Category(_NOWHERE, _("All goods"))]

    def upload_photo(self, content: bytes) -> str:
        """Hand a photo over, once for the same photo."""
        name = f"sd-{hashlib.sha256(content).hexdigest()[:32]}.jpg"
        there = client.items(self._client.ask(_ASSETS, name=name), "assets")
        own = id_or_none(there[0].get("id")) if there else ""
        return own or text(client.outcome(self._client.upload(name, content), "createAssets").get("id"), 60)

    def set_stock(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """Say how many there are: what may be sold, and what lies there for orders that we know of."""
        promised = self._shelf.promised([one.remote for one in writes])
        unknown = self._unknown() if promised else {}
        known = {remote: max(pieces - unknown.get(remote, 0), 0) for remote, pieces in promised.items()}
        return self._write(writes, known, lambda one: {**shelf.COUNTED, "stockOnHand": one.value + known[one.remote]})

    def set_price(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """Say what one costs, VAT inside."""
        self._client.shop()
        known = self._shelf.promised([one.remote for one in writes])
        return self._write(writes, known, lambda one: {"price": one.value})

    def _write(
        self, writes: Sequence[Write], known: Mapping[str, int], said: Callable[[Write], dict[str, Any]]
    ) -> list[Outcome]:
        """Say one thing of many units in one call; a unit that is gone spoils it for no other."""
        here = [one for one in writes if one.remote in known]
        if here:
            members = [{"id": one.remote, **said(one)} for one in here]
            client.outcome(self._client.say(shelf.WRITE, input=members), "updateProductVariants")
        gone = client.refused(client.GONE, "")
        return [Outcome(one.seller_sku, None if one.remote in known else gone) for one in writes]

    def _unknown(self) -> dict[str, int]:
        """Pieces by unit in orders that were placed since we read the orders: the shop has not kept them aside yet.

        They are promised there already. Told as if they were ours they would be sold a second time.
        """
        found: dict[str, int] = {}
        if self._since is None:
            return found
        asked = {**_OURS, "orderPlacedAt": {"after": mapping.utc(self._since)}}
        for row in self._every(_PLACED, asked):
            if id_or_none(row.get("id")) in self._told:
                continue
            for line in trees(row.get("lines")):
                goods, pieces = line.get("productVariant"), line.get("quantity")
                if isinstance(goods, dict) and isinstance(pieces, int):
                    own = id_or_none(goods.get("id"))
                    found[own] = found.get(own, 0) + pieces
        return found

    def _every(self, question: str, asked: Mapping[str, Any]) -> list[Told]:
        rows: list[Told] = []
        for skip in range(0, MOST_PLACED, AT_ONCE):
            page = client.items(self._client.ask(question, filter=asked, skip=skip, take=AT_ONCE), "orders")
            rows += page
            if len(page) < AT_ONCE:
                break
        return rows

    def orders(self, since: datetime, cursor: str) -> OrderPage:
        """Orders that were placed, and changed since then."""
        place = Place.read(cursor) if cursor else Place(mapping.utc(since))
        if place is None:
            raise ownshop.lost_place()
        asked = {**_OURS, "updatedAt": {"after": place.after}}
        rows = client.items(self._client.ask(_ORDERS, filter=asked, skip=place.skip, take=AT_ONCE), "orders")
        found = [_read(row) for row in rows]
        whole = tuple(one for one in found if isinstance(one, RemoteOrder))
        self._since = since
        self._told.update(one.remote for one in whole)
        onward = place.next(rows)
        return OrderPage(whole, tuple(one for one in found if isinstance(one, Unread)), onward.cursor if onward else "")

    def order(self, remote: str) -> RemoteOrder:
        """One order as it stands now."""
        return self.reread(self._standing(remote))

    def reread(self, told: Told) -> RemoteOrder:
        """An order as it was held."""
        found = _read(told)
        if isinstance(found, Unread):
            raise answers.unreadable_order(str(found.values["what"]))
        return found

    def _standing(self, remote: str) -> Told:
        row = self._client.ask(_ORDER, id=remote).get("order")
        if not isinstance(row, dict):
            why = N_("It is no longer in the shop.")
            raise Rejected(why, fix=answers.IN_THE_SHOP, code=client.GONE)
        return row

    def ship(self, order: str, package: Package) -> None:
        """Make the parcel of what is in none yet, with its number, and say that it is on its way; both only once."""
        row, waiting = self._standing(order), list[str]()
        if lines := self._left(row):
            try:
                told = self._client.say(_SHIP, input={"lines": lines, "handler": _handler(row, package)})
                waiting = [id_or_none(client.outcome(told, "addFulfillmentToOrder").get("id"))]
            except Rejected:
                # Where the line itself said it twice the answer is that of the second time.
                row = self._standing(order)
                if self._left(row):
                    raise
        waiting += [id_or_none(one.get("id")) for one in mapping.fulfilled(row) if one.get("state") in _WAITING]
        for one in waiting:
            client.outcome(self._client.say(_GONE, id=one), "transitionFulfillmentToState")

    def _left(self, row: Told) -> list[dict[str, Any]]:
        """What of an order is in no parcel yet."""
        try:
            return [{"orderLineId": line, "quantity": pieces} for line, pieces in mapping.left(row).items()]
        except Odd as odd:
            raise answers.unreadable_order(str(odd)) from None

    def cancel(self, order: str, lines: Sequence[RemoteLine], reason: str) -> None:
        """Cancel an order or some of its pieces; the money goes back by the platform."""
        told = self.order(order)
        gone = {one: line.quantity for line in lines for one in line.ids}
        kept = [line for line in told.lines if line.quantity - line.cancelled > gone.get(line.ids[0], 0)]
        said: dict[str, Any] = {"orderId": order, "reason": reason, "cancelShipping": not kept}
        if kept:
            said["lines"] = [{"orderLineId": line, "quantity": pieces} for line, pieces in gone.items()]
        client.outcome(self._client.say(_CANCEL, input=said), "cancelOrder")

    def answer(self, order: str, wants: str, agree: bool, more: Mapping[str, str]) -> None:
        """A buyer's wish comes by the platform's people: only a cancellation can be done here."""
        if wants != "cancel":
            raise ownshop.no_question()
        if agree:
            self.cancel(order, self.order(order).lines, "buyer")


def pasted(told: str) -> tuple[str, str, str]:
    """Name, password and the shop's code (or none), each on a line of its own or parted by spaces; raises Rejected."""
    words = [line.strip() for line in told.splitlines() if line.strip()]
    words = words if len(words) > 1 else told.split()
    if not 2 <= len(words) <= 3:
        why = N_("A name and a password are needed.")
        raise Rejected(why, fix=N_("Type the name, a space, then the password."), code="keys")
    return words[0], words[1], words[2] if len(words) > 2 else ""


def _read(row: Told) -> RemoteOrder | Unread:
    try:
        return mapping.order(row)
    except Odd as odd:
        return _unread(row, str(odd))


def _unread(row: Told, what: str) -> Unread:
    return answers.unread_order(id_or_none(row.get("id")), row, what)


def _category(row: Told) -> Category:
    facet = row.get("facet")
    group = text(facet.get("name"), 200) if isinstance(facet, dict) else ""
    return Category(id_or_none(row.get("id")), " > ".join(one for one in (group, text(row.get("name"), 200)) if one))


def _handler(row: Told, package: Package) -> dict[str, Any]:
    """How the platform wants parcels of this order told: its way of sending says it."""
    ways = [one.get("shippingMethod") for one in trees(row.get("shippingLines"))]
    codes = [text(one.get("fulfillmentHandlerCode"), 200) for one in ways if isinstance(one, dict)]
    told = (("method", package.carrier), ("trackingCode", package.tracking))
    return {"code": next(filter(None, codes), HANDLER), "arguments": [{"name": k, "value": v} for k, v in told]}
