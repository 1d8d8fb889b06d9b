"""The goods of a shop at a Vendure server: one product with a variant for each thing a buyer can choose."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from shopdesk.base.i18n import _
from shopdesk.shop.channels import Draft, DraftUnit, Rejected, RemoteListing, RemoteUnit
from shopdesk.sync.channels import answers
from shopdesk.sync.channels.reading import Odd, id_or_none, name_of, text, trees, whole
from shopdesk.sync.channels.typed import paragraphs
from shopdesk.sync.channels.vendure import client
from shopdesk.sync.channels.vendure.client import Client, Told

AT_ONCE = 100
_VARIANT = "id sku enabled priceWithTax stockOnHand stockAllocated trackInventory product { id }"
_VARIANTS = (
    "query($filter: ProductVariantFilterParameter!, $take: Int!) "
    "{ productVariants(options: { filter: $filter, take: $take, sort: { id: ASC } }) { items { " + _VARIANT + " } } }"
)
_PRODUCT = "id enabled slug optionGroups { id code options { id name } } variants { id sku }"
_ONE = "query($id: ID!) { product(id: $id) { " + _PRODUCT + " } }"
_SLUG = (
    "query($slug: String!) { products(options: { filter: { slug: { eq: $slug } }, take: 1 }) { items { " + _PRODUCT
    + " } } }"
)  # fmt: skip
_CREATE = "mutation($input: CreateProductInput!) { createProduct(input: $input) { " + _PRODUCT + " } }"
_UPDATE = "mutation($input: UpdateProductInput!) { updateProduct(input: $input) { " + _PRODUCT + " } }"
_DELETE = "mutation($id: ID!) { deleteProduct(id: $id) { result message } }"
_NEW_VARIANTS = "mutation($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id sku } }"
WRITE = "mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }"
_GROUP = (
    "mutation($input: CreateProductOptionGroupInput!) { createProductOptionGroup(input: $input) "
    "{ id options { id name } } }"
)
_JOIN = (
    "mutation($product: ID!, $group: ID!) "
    "{ addOptionGroupToProduct(productId: $product, optionGroupId: $group) { id } }"
)
_OPTION = "mutation($input: CreateProductOptionInput!) { createProductOption(input: $input) { id name } }"

# What a buyer can buy is then what lies there less what is promised, whatever the server's own settings are.
COUNTED = {"trackInventory": "TRUE", "useGlobalOutOfStockThreshold": False, "outOfStockThreshold": 0}


class Shelf:
    """The products of one shop."""

    def __init__(self, own: Client) -> None:
        self._client = own

    def find(self, skus: Sequence[str]) -> list[RemoteUnit]:
        """The units that carry these codes; of a code on several goods, the first."""
        known: dict[str, RemoteUnit] = {}
        for row in self._variants("sku", list(dict.fromkeys(skus))):
            if unit := _found(row):
                known.setdefault(unit.seller_sku, unit)
        return [known[sku] for sku in dict.fromkeys(skus) if sku in known]

    def promised(self, remotes: Sequence[str]) -> dict[str, int]:
        """How many of these units are promised to buyers there, by id; what is gone is left out."""
        found = {}
        for row in self._variants("id", [one for one in dict.fromkeys(remotes) if id_or_none(one)]):
            if (own := id_or_none(row.get("id"))) and (pieces := text(row.get("stockAllocated"), 9)).isdecimal():
                found[own] = int(pieces)
        return found

    def _variants(self, field: str, wanted: Sequence[str]) -> list[Told]:
        rows: list[Told] = []
        for start in range(0, len(wanted), AT_ONCE):
            asked = {field: {"in": list(wanted[start : start + AT_ONCE])}}
            # A code may be on several goods, and the first is enough.
            rows += client.items(self._client.ask(_VARIANTS, filter=asked, take=AT_ONCE * 2), "productVariants")
        return rows

    def create(self, draft: Draft) -> RemoteListing:
        """Put it on the shelf, or take over what carries its code or name already."""
        if there := self.find([unit.seller_sku for unit in draft.units]):
            return self.update(replace(draft, remote=there[0].listing))
        if begun := self._begun(draft):
            return self._whole(draft, begun)
        product = client.outcome(self._client.say(_CREATE, input=self._words(draft)), "createProduct")
        return _listing(product, self._units(draft, product))

    def update(self, draft: Draft) -> RemoteListing:
        """Words, photos, choices and codes as they should stand; whether it is shown stays, and its stock."""
        product = self._client.ask(_ONE, id=draft.remote).get("product")
        if not isinstance(product, dict):
            raise client.refused(client.GONE, "")
        return self._whole(draft, product)

    def _begun(self, draft: Draft) -> Told | None:
        """A product whose making was cut short: it has our name and no goods yet."""
        found = client.items(self._client.ask(_SLUG, slug=_slug(draft)), "products")
        return found[0] if found else None

    def _whole(self, draft: Draft, product: Told) -> RemoteListing:
        units = self._units(draft, product)
        said = {"id": _id(product), **self._words(draft)}
        return _listing(client.outcome(self._client.say(_UPDATE, input=said), "updateProduct"), units)

    def _words(self, draft: Draft) -> dict[str, Any]:
        told = paragraphs(draft.description)
        if draft.preorder_days:
            told += paragraphs(_("Sent {days} days after the order.").format(days=draft.preorder_days))
        words = {"name": draft.title, "description": told, **({} if draft.remote else {"slug": _slug(draft)})}
        said: dict[str, Any] = {"translations": [{"languageCode": self._client.shop().language, **words}]}
        if photos := [name for name in draft.photos if name]:
            said |= {"assetIds": photos, "featuredAssetId": photos[0]}
        if draft.category.isdecimal():
            said["facetValueIds"] = [draft.category]
        return said

    def _units(self, draft: Draft, product: Told) -> dict[str, str]:
        """Bring the variants of a product to its units; answers their ids. What is no unit any more is hidden."""
        there = {text(one.get("sku"), 200): id_or_none(one.get("id")) for one in trees(product.get("variants"))}
        by_id = set(there.values())
        known = {
            unit.seller_sku: unit.remote if unit.remote in by_id else there.get(unit.seller_sku, "")
            for unit in draft.units
        }  # fmt: skip
        ours = text(product.get("slug"), 200) == _slug(draft)
        options = self._options(draft, product)
        said = {unit.seller_sku: self._said(draft, unit, options) for unit in draft.units}
        changes = [
            {"id": own, **said[sku], **({"enabled": True} if ours else {})} for sku, own in known.items() if own
        ]  # fmt: skip
        changes += [{"id": own, "enabled": False} for own in sorted(by_id - set(known.values())) if own and ours]
        if changes:
            client.outcome(self._client.say(WRITE, input=changes), "updateProductVariants")
        return known | self._made([
            {"productId": _id(product), **said[unit.seller_sku], "stockOnHand": unit.stock}
            for unit in draft.units if not known[unit.seller_sku]
        ])  # fmt: skip

    def _made(self, news: Sequence[Told]) -> dict[str, str]:
        if not news:
            return {}
        try:
            told = self._client.say(_NEW_VARIANTS, input=news)
        except Rejected:
            # Where the line itself said it twice the answer is that of the second time.
            there = {one.seller_sku: one.remote for one in self.find([new["sku"] for new in news])
                     if one.listing == news[0]["productId"]}  # fmt: skip
            if len(there) < len(news):
                raise
            return there
        client.outcome(told, "createProductVariants")
        rows = trees(told.get("createProductVariants"))
        return {text(one.get("sku"), 200): id_or_none(one.get("id")) for one in rows}

    def _said(self, draft: Draft, unit: DraftUnit, options: Mapping[str, str]) -> dict[str, Any]:
        chosen = [options[name] for name in unit.choice.values()]
        name = " ".join([draft.title, *unit.choice.values()])
        language = self._client.shop().language
        return {
            "sku": unit.seller_sku, "price": unit.price, **COUNTED, **({"optionIds": chosen} if chosen else {}),
            "translations": [{"languageCode": language, "name": name}],
        }  # fmt: skip

    def _options(self, draft: Draft, product: Told) -> dict[str, str]:
        """The ids of what a buyer chooses among, by their words; what is missing there is made."""
        names = list(dict.fromkeys(name for unit in draft.units for name in unit.choice.values()))
        groups = trees(product.get("optionGroups"))
        if not names:
            return {}
        group = groups[0] if groups else self._group(draft, product, names)
        known = {text(one.get("name"), 200): id_or_none(one.get("id")) for one in trees(group.get("options"))}
        for number, name in enumerate(names, len(known)):
            if name not in known:
                said = {"productOptionGroupId": _id(group), "code": f"{number}", **self._named(name)}
                made = client.outcome(self._client.say(_OPTION, input=said), "createProductOption")
                known[name] = _id(made)
        return known

    def _group(self, draft: Draft, product: Told, names: Sequence[str]) -> Told:
        options = [{"code": f"{number}", **self._named(name)} for number, name in enumerate(names)]
        said = {"code": _slug(draft), **self._named(_("Choice")), "options": options}
        group = client.outcome(self._client.say(_GROUP, input=said), "createProductOptionGroup")
        client.outcome(self._client.say(_JOIN, product=_id(product), group=_id(group)), "addOptionGroupToProduct")
        return group

    def _named(self, name: str) -> dict[str, Any]:
        return {"translations": [{"languageCode": self._client.shop().language, "name": name}]}

    def show(self, listing: str, *, shown: bool) -> None:
        """Show or hide a listing; what is gone is hidden. Raises Rejected where it cannot be shown."""
        try:
            client.outcome(self._client.say(_UPDATE, input={"id": listing, "enabled": shown}), "updateProduct")
        except Rejected as refused:
            if shown or refused.code != client.GONE:
                raise

    def remove(self, listing: str) -> None:
        """Delete it with its variants; what is gone is well."""
        try:
            told = client.outcome(self._client.say(_DELETE, id=listing), "deleteProduct")
        except Rejected as refused:
            if refused.code != client.GONE:
                raise
            return
        if told.get("result") != "DELETED":
            raise client.refused("NOT_DELETED", text(told.get("message"), 300))


def _listing(row: Told, units: Mapping[str, str]) -> RemoteListing:
    live = row.get("enabled") is True
    return RemoteListing(_id(row), units, "enabled" if live else "disabled", live)


def _slug(draft: Draft) -> str:
    return f"sd-{draft.key}".lower()


def _id(row: Told) -> str:
    found = id_or_none(row.get("id"))
    if not found:
        raise answers.strange()
    return found


def _found(row: Told) -> RemoteUnit | None:
    """A variant as a unit; None where it cannot be read."""
    product = row.get("product")
    try:
        listing = name_of(product.get("id") if isinstance(product, dict) else None, "product")
        there = row.get("stockOnHand"), row.get("stockAllocated")
        counts = row.get("trackInventory") != "FALSE" and all(isinstance(one, int) for one in there)
        state = "enabled" if row.get("enabled") is True else "disabled"
        return RemoteUnit(
            listing, name_of(row.get("id"), "id"), text(row.get("sku"), 200), whole(row.get("priceWithTax"), "price"),
            max(int(there[0] or 0) - int(there[1] or 0), 0) if counts else None, state,
        )  # fmt: skip
    except Odd:
        return None
