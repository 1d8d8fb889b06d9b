"""What a Vendure server answers, kept in dicts: goods, stock, orders and parcels of some shops, member by member.

Each method is a member of its API, with the arguments it takes; what is asked of a value is chosen by `graphql`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tests.sync.vendure_shop import Keys

Row = dict[str, Any]


class Refusal(Exception):
    """An error beside the data, with its code."""

    def __init__(self, code: str, message: str = "no") -> None:
        super().__init__(message)
        self.code = code


class Books:
    """What one shop has there: rows by id."""

    def __init__(self, keys: Keys, name: str) -> None:
        self.keys, self.name = keys, name
        self.products: dict[str, Row] = {}
        self.variants: dict[str, Row] = {}
        self.groups: dict[str, Row] = {}
        self.assets: dict[str, Row] = {}
        self.orders: dict[str, Row] = {}
        self.parcels: dict[str, Row] = {}


class Answers:
    """The members; `happened` counts what may happen only once."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now, self.last = now, dict[str, int]()
        self.happened: dict[str, int] = {}

    def _next(self, kind: str) -> str:
        self.last[kind] = self.last.get(kind, 0) + 1
        return str(self.last[kind])

    def _count(self, deed: str) -> None:
        self.happened[deed] = self.happened.get(deed, 0) + 1

    def _activeChannel(self, books: Books) -> Row:
        return {
            "code": books.keys.code, "defaultLanguageCode": "th", "defaultCurrencyCode": "THB",
            "pricesIncludeTax": True, "seller": {"name": books.name},
        }  # fmt: skip

    def _facetValues(self, _books: Books, **_more: Any) -> Row:
        return {"items": []}

    def _assets(self, books: Books, options: Row) -> Row:
        return _items(books.assets, options)

    def _createAssets(self, books: Books, **_more: Any) -> list[Row]:
        row = {"__typename": "Asset", "id": self._next("asset"), "name": ""}
        books.assets[row["id"]] = row
        return [row]

    # Goods

    def _productVariants(self, books: Books, options: Row) -> Row:
        return _items(books.variants, options)

    def _products(self, books: Books, options: Row) -> Row:
        return _items({key: self._product(books, key) for key in books.products}, options)

    def _product(self, books: Books, id: str) -> Row | None:  # noqa: A002 - the server's own word
        if id not in books.products:
            return None
        own = [one for one in books.variants.values() if one["product"]["id"] == id]
        groups = [books.groups[one] for one in books.products[id]["groups"]]
        return {**books.products[id], "variants": own, "optionGroups": groups}

    def _createProduct(self, books: Books, input: Row) -> Row | None:  # noqa: A002
        self._count("listings")
        own = self._next("product")
        words = input["translations"][0]
        books.products[own] = {"id": own, "enabled": True, "slug": words["slug"], "name": words["name"], "groups": []}
        return self._product(books, own)

    def _updateProduct(self, books: Books, input: Row) -> Row | None:  # noqa: A002
        row = _found(books.products, "Product", input["id"])
        row |= {"enabled": input.get("enabled", row["enabled"])}
        row |= {"name": words[0]["name"]} if (words := input.get("translations")) else {}
        return self._product(books, input["id"])

    def _deleteProduct(self, books: Books, id: str) -> Row:  # noqa: A002
        _found(books.products, "Product", id)
        del books.products[id]
        for own in [key for key, one in books.variants.items() if one["product"]["id"] == id]:
            del books.variants[own]
        return {"result": "DELETED", "message": None}

    def _createProductOptionGroup(self, books: Books, input: Row) -> Row:  # noqa: A002
        row: Row = {"id": self._next("group"), "code": input["code"], "options": []}
        row["options"] += [self._option(one) for one in input["options"]]
        books.groups[row["id"]] = row
        return row

    def _option(self, given: Row) -> Row:
        return {"id": self._next("option"), "name": given["translations"][0]["name"]}

    def _createProductOption(self, books: Books, input: Row) -> Row:  # noqa: A002
        row = self._option(input)
        books.groups[input["productOptionGroupId"]]["options"].append(row)
        return row

    def _addOptionGroupToProduct(self, books: Books, productId: str, optionGroupId: str) -> Row:  # noqa: N803
        books.products[productId]["groups"].append(optionGroupId)
        return {"id": productId}

    def _createProductVariants(self, books: Books, input: list[Row]) -> list[Row]:  # noqa: A002
        made = []
        for one in input:
            chosen = one["productId"], one.get("optionIds", [])
            if any((row["product"]["id"], row["chosen"]) == chosen for row in books.variants.values()):
                raise Refusal("USER_INPUT_ERROR", "A ProductVariant with the selected options already exists")
            self._count("units")
            own = self._next("variant")
            books.variants[own] = row = {
                "id": own, "sku": one["sku"], "enabled": True, "stockAllocated": 0, "product": {"id": one["productId"]},
                "chosen": chosen[1],
            }  # fmt: skip
            made.append(_told_of(row, one))
        return made

    def _updateProductVariants(self, books: Books, input: list[Row]) -> list[Row]:  # noqa: A002
        rows = [_found(books.variants, "ProductVariant", one["id"]) for one in input]
        return [_told_of(row, one) for row, one in zip(rows, input, strict=True)]

    # Orders

    def _orders(self, books: Books, options: Row) -> Row:
        return _items(books.orders, options)

    def _order(self, books: Books, id: str) -> Row | None:  # noqa: A002
        return books.orders.get(id)

    def _addFulfillmentToOrder(self, books: Books, input: Row) -> Row:  # noqa: A002
        wanted = {one["orderLineId"]: one["quantity"] for one in input["lines"]}
        order = next(one for one in books.orders.values() if any(line["id"] in wanted for line in one["lines"]))
        for line in order["lines"]:
            sent = sum(
                one["quantity"] for parcel in order["fulfillments"] for one in parcel["lines"]
                if one["orderLineId"] == line["id"]
            )  # fmt: skip
            if wanted.get(line["id"], 0) + sent > line["quantity"]:
                return error("ITEMS_ALREADY_FULFILLED_ERROR", "ItemsAlreadyFulfilledError")
        self._count("parcels")
        told = {one["name"]: one["value"] for one in input["handler"]["arguments"]}
        parcel = {"__typename": "Fulfillment", "id": self._next("parcel"), "state": "Pending", **told}
        parcel["lines"] = [{"orderLineId": key, "quantity": pieces} for key, pieces in wanted.items()]
        order["fulfillments"].append(parcel)
        books.parcels[parcel["id"]] = {"parcel": parcel, "order": order}
        for line in order["lines"]:
            self._leave(books, line, wanted.get(line["id"], 0), sold=True)
        self._changed(order)
        return parcel

    def _transitionFulfillmentToState(self, books: Books, id: str, state: str) -> Row:  # noqa: A002
        own = _found(books.parcels, "Fulfillment", id)
        parcel, order = own["parcel"], own["order"]
        if parcel["state"] != "Pending":
            return error("FULFILLMENT_STATE_TRANSITION_ERROR", "FulfillmentStateTransitionError", transitionError="no")
        self._count("sent")
        parcel["state"] = order["state"] = state
        self._changed(order)
        return dict(parcel)

    def _cancelOrder(self, books: Books, input: Row) -> Row:  # noqa: A002
        order = _found(books.orders, "Order", input["orderId"])
        all_ = {line["id"]: line["quantity"] for line in order["lines"]}
        gone = {one["orderLineId"]: one["quantity"] for one in input.get("lines") or []} or all_
        if order["state"] == "Cancelled" or any(gone[key] > all_[key] for key in gone):
            return error("QUANTITY_TOO_GREAT_ERROR", "QuantityTooGreatError")
        self._count("cancellations")
        for line in order["lines"]:
            line["quantity"] -= gone.get(line["id"], 0)
            self._leave(books, line, gone.get(line["id"], 0), sold=False)
        if not any(line["quantity"] for line in order["lines"]):
            order["state"] = "Cancelled"
        order["shippingWithTax"] = 0 if input["cancelShipping"] else order["shippingWithTax"]
        self._changed(order)
        return order

    def _leave(self, books: Books, line: Row, pieces: int, *, sold: bool) -> None:
        """Pieces that were promised leave the shelf, or lie there for the next buyer."""
        goods = books.variants.get(line["productVariant"]["id"])
        if goods is not None:
            goods["stockAllocated"] -= pieces
            goods["stockOnHand"] -= pieces if sold else 0

    def _changed(self, order: Row) -> None:
        for line in order["lines"]:
            line["proratedLinePriceWithTax"] = line["unitPriceWithTax"] * line["quantity"]
        goods = sum(line["proratedLinePriceWithTax"] for line in order["lines"])
        # To the second, as its database keeps it.
        order |= {"totalWithTax": goods + order["shippingWithTax"], "updatedAt": f"{self.now():%Y-%m-%dT%H:%M:%S}.000Z"}


def _told_of(row: Row, given: Row) -> Row:
    """A variant after what was said of it."""
    for name, own in (("price", "priceWithTax"), ("stockOnHand", "stockOnHand"), ("trackInventory", "trackInventory"),
                      ("sku", "sku"), ("enabled", "enabled")):  # fmt: skip
        if name in given:
            row[own] = given[name]
    row["name"] = given["translations"][0]["name"] if "translations" in given else row["name"]
    return row


def _items(rows: Mapping[str, Row], options: Row) -> Row:
    wanted = options.get("filter") or {}
    found = [one for one in rows.values() if all(_fits(one[name], rule) for name, rule in wanted.items())]
    for name in reversed(options.get("sort") or {}):
        found.sort(key=lambda one: int(one[name]) if name == "id" else one[name])
    skip = options.get("skip") or 0
    return {"items": found[skip : skip + options["take"]]}


def _fits(value: Any, rule: Row) -> bool:
    tests: dict[str, Callable[[Any], bool]] = {
        "eq": lambda given: value == given, "in": lambda given: value in given,
        "notEq": lambda given: value != given, "isNull": lambda given: (value is None) == given,
        "after": lambda given: datetime.fromisoformat(value) > datetime.fromisoformat(given),
    }  # fmt: skip
    return all(tests[name](given) for name, given in rule.items())


def _found(rows: Mapping[str, Row], kind: str, own: str) -> Row:
    if own not in rows:
        raise Refusal("ENTITY_NOT_FOUND", f'No {kind} with the id "{own}" could be found')
    return rows[own]


def error(code: str, kind: str, **more: str) -> Row:
    return {"__typename": kind, "errorCode": code, "message": code, **more}


def errors(code: str, message: str) -> Row:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}
