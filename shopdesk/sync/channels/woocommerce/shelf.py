"""The goods in a shop: found by their codes, made, brought up to date, and their stock and prices said in batches."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from shopdesk.base.i18n import N_
from shopdesk.shop.channels import (
    ChannelProblem,
    Draft,
    DraftUnit,
    NeedsLogin,
    Outcome,
    Rejected,
    RemoteListing,
    RemoteUnit,
    Unknown,
    Write,
)
from shopdesk.sync.channels import answers, ownshop
from shopdesk.sync.channels.woocommerce import client, goods
from shopdesk.sync.channels.woocommerce.client import Client
from shopdesk.sync.channels.woocommerce.goods import Measures
from shopdesk.sync.channels.woocommerce.mapping import Strange, ident, row_of, word

# An address longer than this is cut or refused by some hosts.
_LONGEST_LIST = 1_500


class Shelf:
    """The products of one shop."""

    def __init__(self, own: Client) -> None:
        self._client = own
        self._measures: Measures | None = None

    def find(self, skus: Sequence[str]) -> list[RemoteUnit]:
        """The units that carry these codes; of a code on several goods, the first."""
        known: dict[str, RemoteUnit] = {}
        for group in _groups(skus):
            self._look_into(known, group)
            if len(group) > 1 and not known.keys() & set(group):
                # A shop that takes no list finds nothing for one: so each is asked for by itself.
                for sku in group:
                    self._look_into(known, [sku])
        return [known[sku] for sku in dict.fromkeys(skus) if sku in known]

    def _look_into(self, known: dict[str, RemoteUnit], skus: Sequence[str]) -> None:
        for unit in _units(self._client.every("/products", [("sku", ",".join(skus))])):
            if unit.seller_sku in skus:
                known.setdefault(unit.seller_sku, unit)

    def create(self, draft: Draft) -> RemoteListing:
        """Put it on the shelf, or take over what carries its code already."""
        body = {**goods.product(draft, self.measures()), "status": "publish"}
        if not goods.is_several(draft):
            body |= goods.stock(draft.units[0].stock)
        elif there := self.find([draft.key]):
            return self.update(replace(draft, remote=there[0].listing))
        try:
            row = self._client.call("POST", "/products", body=body)
        except Rejected as refused:
            return self._taken_over(draft, refused)
        made = replace(draft, remote=_own(row))
        units = self._variations(made) if goods.is_several(draft) else {draft.units[0].seller_sku: made.remote}
        return _listing(row, units)

    def _taken_over(self, draft: Draft, refused: Rejected) -> RemoteListing:
        there = self.find([one.seller_sku for one in draft.units] + [draft.key])
        resource = refused.values.get("resource")
        same = [unit for unit in there if resource in (unit.remote, unit.listing)] or there
        if refused.code != client.DUPLICATE or not same:
            raise refused
        remotes = {unit.seller_sku: unit.remote for unit in there if unit.listing == same[0].listing}
        units = tuple(replace(one, remote=remotes.get(one.seller_sku, "")) for one in draft.units)
        return self.update(replace(draft, remote=same[0].listing, units=units))

    def update(self, draft: Draft) -> RemoteListing:
        """Words, photos, size and price as they should stand; its stock stays, and what is hidden stays hidden.

        What its owner put there by hand and we take over is shown from now on.
        """
        before = _object(self._client.call("GET", _product(draft.remote)))
        kind, ours = word(before.get("type")), goods.is_marked(before, draft.key)
        if word(before.get("status")) == "trash":
            raise ownshop.gone("_invalid_id")
        if goods.is_several(draft) and not ours and kind != "simple":
            return _listing(before, self._lodged(draft))
        body = goods.product(draft, self.measures()) | ({} if ours else {"status": "publish"})
        if not goods.is_several(draft):
            del body["type"]
        row = self._client.call("PUT", _product(draft.remote), body=body)
        units = self._variations(draft) if goods.is_several(draft) else {draft.units[0].seller_sku: _own(row)}
        return _listing(row, units)

    def _lodged(self, draft: Draft) -> dict[str, str]:
        """Goods inside a product that its owner made by hand: only they are brought up to date, nothing beside them."""
        path = f"{_product(draft.remote)}/variations"
        there = {unit.seller_sku: unit.remote for unit in _units(self._client.every(path))}
        if any(one.seller_sku not in there for one in draft.units):
            raise Rejected(
                N_("The shop has these goods in a product of its own."),
                fix=N_("Add the size there by hand, or take other codes."), code="lodged",
            )  # fmt: skip
        said = [{"id": int(there[one.seller_sku]), **goods.unit(one, self.measures())} for one in draft.units]
        _all_well(self._batch(path, {"update": said}))
        return {one.seller_sku: there[one.seller_sku] for one in draft.units}

    def measures(self) -> Measures:
        """The shop's units of weight and length, asked for once; a key that may not see them means the usual ones."""
        if self._measures is None:
            try:
                told = self._client.call("GET", "/settings/products")
            except (Rejected, NeedsLogin):
                told = []
            self._measures = goods.measures(told if isinstance(told, list) else [])
        return self._measures

    def _variations(self, draft: Draft) -> dict[str, str]:
        """Bring the variations of a listing to its units; answers their ids. Ours that are no unit any more go."""
        path = f"{_product(draft.remote)}/variations"
        rows = [one for one in self._client.every(path) if isinstance(one, dict)]
        there = {unit.seller_sku: unit.remote for unit in _units(rows)}
        known = {unit.seller_sku: self._id_of(draft, unit, there) for unit in draft.units}
        news = [
            {**self._said(draft, one), **goods.stock(one.stock)} for one in draft.units if not known[one.seller_sku]
        ]
        changes = [
            {"id": int(known[one.seller_sku]), **self._said(draft, one)} for one in draft.units if known[one.seller_sku]
        ]
        changes += [
            {"id": int(unit.remote), "status": "private"} for row in rows for unit in _units([row])
            if unit.seller_sku not in known and unit.state == "publish" and goods.is_marked(row, draft.key)
        ]  # fmt: skip
        made = self._batch(path, {"create": news, "update": changes})
        _all_well(made)
        return known | {
            unit.seller_sku: unit.remote for unit in _units(list(made.values())) if unit.seller_sku in known
        }

    def _id_of(self, draft: Draft, unit: DraftUnit, there: Mapping[str, str]) -> str:
        own = unit.remote if unit.remote in there.values() and unit.remote != draft.remote else ""
        return own or there.get(unit.seller_sku, "")

    def _said(self, draft: Draft, unit: DraftUnit) -> dict[str, Any]:
        return goods.variation(draft, unit, self.measures())

    def _batch(self, path: str, lists: Mapping[str, list[dict[str, Any]]]) -> dict[str, Mapping[str, Any]]:
        """Deeds in batches of a hundred; answers the members by id, those that failed in a new one by their place."""
        found: dict[str, Mapping[str, Any]] = {}
        for name, members in lists.items():
            for start in range(0, len(members), client.AT_ONCE):
                some = members[start : start + client.AT_ONCE]
                told = self._client.call("POST", f"{path}/batch", body={name: some})
                answers = told.get(name) if isinstance(told, dict) else None
                for one in client.rows_of(answers):
                    if isinstance(one, dict):
                        own = one.get("id")
                        found[str(own) if own else f"new {len(found)}"] = one
        return found

    def write(self, writes: Sequence[Write], body: Callable[[int], dict[str, Any]]) -> list[Outcome]:
        """Say one thing of many units; variations go by their own product. What the answer leaves out is left out."""
        outcomes = [
            Outcome(one.seller_sku, ownshop.gone("_invalid_id")) for one in writes if not one.remote.isdecimal()
        ]
        for path, group in _by_path(writes).items():
            try:
                told = self._batch(path, {"update": [{"id": int(one.remote), **body(one.value)} for one in group]})
            except (Rejected, Unknown) as problem:
                outcomes += [Outcome(one.seller_sku, problem) for one in group]
                continue
            outcomes += [
                Outcome(one.seller_sku, _failed(told[one.remote])) for one in group if one.remote in told
            ]  # fmt: skip
        return outcomes

    def show(self, listing: str, *, shown: bool) -> None:
        """Publish it, or make it a draft again; what is gone is hidden. Raises Rejected where it cannot be shown."""
        try:
            self._client.call("PUT", _product(listing), body={"status": "publish" if shown else "draft"})
        except Rejected as refused:
            if shown or not client.is_gone(refused):
                raise

    def remove(self, listing: str) -> None:
        """Delete it for good, past the trash; what is gone is well."""
        try:
            self._client.call("DELETE", _product(listing), [("force", "true")])
        except Rejected as refused:
            if not client.is_gone(refused):
                raise


def _all_well(members: Mapping[str, Mapping[str, Any]]) -> None:
    for member in members.values():
        if "error" in member:
            raise client.problem_of(member["error"])


def _object(row: Any) -> Mapping[str, Any]:
    if not isinstance(row, dict):
        raise answers.strange()
    return row


def _units(rows: Sequence[Any]) -> list[RemoteUnit]:
    """The rows that can be read as goods."""
    units = []
    for one in rows:
        with contextlib.suppress(Strange):
            units.append(goods.found(row_of(one)))
    return units


def _product(listing: str) -> str:
    return f"/products/{quote(listing, safe='')}"


def _own(row: Any) -> str:
    try:
        return ident(row_of(row).get("id"), "id")
    except Strange:
        raise answers.strange(Unknown) from None


def _listing(row: Any, units: Mapping[str, str]) -> RemoteListing:
    status = word(row.get("status"))
    return RemoteListing(_own(row), units, status, status == "publish", word(row.get("permalink")))


def _failed(member: Mapping[str, Any]) -> ChannelProblem | None:
    return client.problem_of(member["error"]) if "error" in member else None


def _by_path(writes: Sequence[Write]) -> dict[str, list[Write]]:
    groups: dict[str, list[Write]] = {}
    for one in writes:
        if not one.remote.isdecimal():
            continue
        path = "/products" if one.listing == one.remote else f"{_product(one.listing)}/variations"
        groups.setdefault(path, []).append(one)
    return groups


def _groups(skus: Sequence[str]) -> Iterator[list[str]]:
    """Codes that fit one address; one with a comma in it stands alone, for a comma parts them."""
    group: list[str] = []
    length = 0
    for sku in dict.fromkeys(skus):
        if "," in sku:
            yield [sku]
            continue
        length += len(quote(sku, safe="")) + 3
        if group and (length > _LONGEST_LIST or len(group) >= client.AT_ONCE):
            yield group
            group, length = [], len(quote(sku, safe="")) + 3
        group.append(sku)
    if group:
        yield group
