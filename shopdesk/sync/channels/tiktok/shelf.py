"""What stands on the shelf of TikTok Shop: found by SKU, put up and taken away, and how many are left of it.

Stock is taken only for goods that are on the shelf, and every warehouse a unit lies in has to be named.
"""

from collections.abc import Callable, Mapping, Sequence

from shopdesk.base.i18n import N_
from shopdesk.shop.channels import ChannelProblem, Outcome, Rejected, RemoteUnit, Write
from shopdesk.sync.acting import NotYet
from shopdesk.sync.channels import answers, reading
from shopdesk.sync.channels.reading import Odd
from shopdesk.sync.channels.tiktok import goods, refusals
from shopdesk.sync.channels.tiktok.client import Client, Tree

PRODUCTS = "/product/202309/products"
SEARCH = "/product/202502/products/search"
EDIT = "/product/202509/products"
TOGETHER, PAGE, MOST_PAGES = 10, "100", 100
MOST_SKUS = 100
# Goods we took off the shelf ourselves because none were left: they go back by themselves.
SOLD_OUT = "sold_out"
_OF_GOODS = "12"


class Shelf:
    """The goods of one shop. What it remembers of them is only in which warehouses they lie."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._places: dict[str, list[str]] = {}

    def find(self, skus: Sequence[str]) -> list[RemoteUnit]:
        """One unit for each SKU that stands there; of two goods with the same one, what is on the shelf."""
        wanted, found = list(dict.fromkeys(skus)), dict[str, RemoteUnit]()
        for at in range(0, len(wanted), TOGETHER):
            for unit in self._under(wanted[at : at + TOGETHER]):
                known = found.get(unit.seller_sku)
                if known is None or (known.state != goods.LIVE and unit.state == goods.LIVE):
                    found[unit.seller_sku] = unit
        return list(found.values())

    def _under(self, skus: Sequence[str]) -> list[RemoteUnit]:
        found: list[RemoteUnit] = []
        query = {"page_size": PAGE}
        for _page in range(MOST_PAGES):
            told = self._client.call("POST", SEARCH, query, {"status": "ALL", "seller_skus": list(skus)})
            for product in reading.trees(told.get("products")):
                if reading.text(product.get("status")) != goods.GONE:
                    self._note(product)
                    found += [unit for unit in units(product) if unit.seller_sku in skus]
            token = reading.text(told.get("next_page_token"), 500)
            if not token:
                break
            query["page_token"] = token
        return found

    def product(self, listing: str) -> Tree:
        """Goods as they stand; {} for what is not there any more."""
        try:
            told = self._client.call("GET", f"{PRODUCTS}/{_number(listing)}")
        except Rejected as problem:
            if not problem.code.startswith(_OF_GOODS):
                raise
            return {}
        if reading.text(told.get("status")) == goods.GONE:
            return {}
        self._note(told)
        return told

    def places(self, product: Tree, remote: str) -> list[str]:
        """The warehouses of a unit."""
        return goods.warehouses(product, remote) or self._places.get(remote, [])

    def _note(self, product: Tree) -> None:
        for one in reading.trees(product.get("skus")):
            remote = reading.id_or_none(one.get("id"))
            if remote and (found := goods.warehouses(product, remote)):
                self._places[remote] = found

    def put(self, method: str, path: str, listing: str, wanted: Sequence[str]) -> None:
        """Take goods off the shelf, put them back or away; what stands as wanted already is well."""
        try:
            told = self._client.call(method, path, body={"product_ids": [listing]}, writes=True)
            errors = reading.trees(told.get("errors"))
            problem = refusals.of_one(errors[0]) if errors else None
        except Rejected as refused:
            problem = refused
        if problem is None:
            return
        if (reading.text(self.product(listing).get("status")) or goods.GONE) not in wanted:
            raise problem

    def set_stock(self, writes: Sequence[Write]) -> list[Outcome]:
        """How many a buyer can buy, absolutely; one call for each listing."""
        return self._by_listing(writes, self._stock_of)

    def set_price(self, writes: Sequence[Write]) -> list[Outcome]:
        """What one costs; one call for each listing."""
        return self._by_listing(
            writes,
            lambda listing, own: self._said(
                f"{PRODUCTS}/{listing}/prices/update", own, [{"id": one.remote, "price": goods.price(one.value)}
                for one in own],
            ),
        )  # fmt: skip

    def _by_listing(
        self, writes: Sequence[Write], say: Callable[[str, Sequence[Write]], dict[str, ChannelProblem]]
    ) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for listing in dict.fromkeys(one.listing for one in writes):
            own = [one for one in writes if one.listing == listing]
            try:
                problems = say(_number(listing), own)
            except Rejected as problem:
                problems = dict.fromkeys((one.remote for one in own), problem)
            outcomes += [Outcome(one.seller_sku, problems.get(one.remote)) for one in own]
        return outcomes

    def _said(self, path: str, writes: Sequence[Write], rows: Sequence[Tree]) -> dict[str, ChannelProblem]:
        """One call; what was refused in it, by unit: code 0 alone does not say that it was done."""
        told = self._client.call("POST", path, body={"skus": rows}, writes=True)
        found: dict[str, ChannelProblem] = {}
        for one in reading.trees(told.get("errors")):
            detail = one.get("detail")
            remote = reading.id_or_none(detail.get("sku_id")) if isinstance(detail, dict) else ""
            named = [write.remote for write in writes if remote in ("", write.remote)]
            found |= dict.fromkeys(named, refusals.of_one(one))
        return found

    def _stock_of(self, listing: str, writes: Sequence[Write]) -> dict[str, ChannelProblem]:
        lacking = [one for one in writes if one.remote not in self._places]
        if lacking:
            self._stands(listing)
        try:
            problems = self._stock_said(listing, writes)
        except Rejected as problem:
            problems = dict.fromkeys((one.remote for one in writes), problem)
        if not problems:
            return {}
        return self._explained(listing, writes, problems)

    def _stands(self, listing: str) -> Tree:
        product = self.product(listing)
        if not product:
            raise _gone()
        return product

    def _stock_said(self, listing: str, writes: Sequence[Write]) -> dict[str, ChannelProblem]:
        rows = [{"id": one.remote, "inventory": goods.inventory(self._places.get(one.remote, []), one.value)}
                for one in writes]  # fmt: skip
        return self._said(f"{PRODUCTS}/{listing}/inventory/update", writes, rows)

    def _explained(
        self, listing: str, writes: Sequence[Write], problems: Mapping[str, ChannelProblem]
    ) -> dict[str, ChannelProblem]:
        """Why stock was not taken: goods off the shelf take none, and none at all may be no number there."""
        product = self._stands(listing)
        state = reading.text(product.get("status"), 40)
        if state != goods.LIVE:
            if state == goods.PAUSED and listing in self._sold_out() and any(one.value for one in writes):
                self._back(listing, product, writes)
                return {}
            why = not_live(product)
            return {one.remote: why for one in writes}
        refused = [one for one in writes if one.remote in problems]
        if all(not one.value and _code(problems[one.remote]) == refusals.QUANTITY for one in refused):
            return self._none_left(listing, product, writes, problems)
        return dict(problems)

    def _none_left(
        self, listing: str, product: Tree, writes: Sequence[Write], problems: Mapping[str, ChannelProblem]
    ) -> dict[str, ChannelProblem]:
        """Where 0 is no number, goods of which nothing is left leave the shelf, until there are some again."""
        now = {one.remote: one.value for one in writes}
        if any(now.get(unit.remote, unit.stock or 0) for unit in units(product)):
            return dict(problems)
        self.put("POST", f"{PRODUCTS}/deactivate", listing, (goods.PAUSED,))
        self._client.remember(SOLD_OUT, " ".join([*self._sold_out(), listing]))
        return {}

    def _back(self, listing: str, product: Tree, writes: Sequence[Write]) -> None:
        """What was taken off the shelf for want of goods goes back with what there is now."""
        now = {one.remote: one.value for one in writes}
        rows = [
            {"id": unit.remote, "inventory": goods.inventory(self.places(product, unit.remote), now[unit.remote])}
            if unit.remote in now else {"id": unit.remote}
            for unit in units(product)
        ]  # fmt: skip
        self._client.call("POST", f"{EDIT}/{listing}/partial_edit", body={"skus": rows}, writes=True)
        self.put("POST", f"{PRODUCTS}/activate", listing, (goods.LIVE, goods.WAITING))
        self.forget(listing)

    def forget(self, listing: str) -> None:
        """Goods that a person took off the shelf, or put back, do not move by themselves."""
        kept = self._sold_out()
        if listing in kept:
            self._client.remember(SOLD_OUT, " ".join(one for one in kept if one != listing))

    def _sold_out(self) -> list[str]:
        return self._client.kept(SOLD_OUT).split()


def units(product: Tree) -> list[RemoteUnit]:
    """Goods that cannot be read are as if they were not there."""
    try:
        return goods.units(product)
    except Odd:
        return []


def not_live(product: Tree) -> ChannelProblem:
    """Why goods take no stock: they are checked, turned back, locked, or off the shelf."""
    state = reading.text(product.get("status"), 40)
    if state == goods.WAITING:
        return NotYet(N_("The platform still checks this listing."), fix=answers.WAIT)
    if state == goods.PAUSED:
        return NotYet(N_("The listing is off the shelf there."), fix=N_("It is said when the listing is back."))
    if state == "FAILED":
        return Rejected(
            N_("The platform turned this listing back."), fix=N_("Change the listing, then put it up again."),
            detail=goods.why_failed(product), code=state,
        )  # fmt: skip
    if state in ("PLATFORM_DEACTIVATED", "FREEZE"):
        return Rejected(
            N_("The platform has locked this listing."), fix=N_("Read the platform's message to you."), code=state
        )
    return Rejected(N_("The platform does not sell this listing."), fix=answers.THERE, detail=state, code=state)


def _code(problem: ChannelProblem) -> str:
    return problem.code if isinstance(problem, Rejected) else ""


def _gone() -> Rejected:
    why, fix = N_("The platform does not know this listing any more."), N_("Put it up for sale again.")
    return Rejected(why, fix=fix, code="gone")


def _number(name: str) -> str:
    """An id as part of an address; raises Rejected for one that cannot be theirs."""
    if not name.isdecimal():
        raise _gone()
    return name
