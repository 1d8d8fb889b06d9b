"""The disk format of open and held bills. Strict: what a damaged or foreign file says is refused, never guessed."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Literal

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import money, quantity, vat
from shopdesk.core.cart import LONGEST_NOTE, MOST_LINES, Cart
from shopdesk.core.extras import Empty
from shopdesk.core.line import Discount, Line

FORMAT = 1
MOST_EMPTIES = 50
RESTRICTED = ("", "alcohol", "tobacco")

_ID = (1, 2**63 - 1)
_NUMBERS = {
    "price": (0, money.LIMIT),
    "list_price": (0, money.LIMIT),
    "qty": (1, quantity.LIMIT),
    "tare": (0, quantity.LIMIT),
    "ratio": (1, quantity.LIMIT),
    "amount": (0, money.LIMIT),
    "sale_unit": _ID,
    "item": _ID,
    "product": _ID,
    "category": _ID,
    "lot": _ID,
    "face": (0, money.LIMIT),
    "container": _ID,
    "holds": (0, quantity.LIMIT),
    "deposit": (0, money.LIMIT),
}
_MAY_BE_NONE = {"amount", "sale_unit", "item", "product", "category", "lot", "container"}
# A name is that of the goods, the variant and the label together.
_TEXTS = {"uid": 64, "name": 1000, "unit": 200, "code": 120, "container_name": 120, "note": LONGEST_NOTE}
_CHOICES: dict[str, tuple[str, ...]] = {"vat_class": vat.CLASSES, "restricted": RESTRICTED}
_LATER = {"lot": None, "face": 0, "container": None, "container_name": "", "holds": 0, "deposit": 0}
_LINE_KEYS = {field.name for field in fields(Line)}


def dump(cart: Cart) -> dict[str, object]:
    """Plain data: dictionaries, lists, text, whole numbers, true, false, None."""
    return {
        "format": FORMAT,
        "uid": cart.uid,
        "discount": _dump_discount(cart.discount),
        "note": cart.note,
        "customer": cart.customer,
        "empties": [[one.container, one.name, one.qty, one.deposit] for one in cart.empties],
        "prepaid": cart.prepaid,
        "lines": [_dump_line(line) for line in cart.lines],
    }


def load(data: object) -> Cart:
    """The bill; raises Invalid for unknown keys, wrong types, and values out of bounds."""
    # A bill that waited since before containers came back or orders were taken says nothing of them.
    known = {"empties": [], "prepaid": 0} | data if isinstance(data, dict) else data
    box = _box(known, {"format", "uid", "discount", "note", "customer", "lines", "empties", "prepaid"})
    lines = box["lines"]
    _number(box["format"], FORMAT, FORMAT)
    if not isinstance(lines, list) or len(lines) > MOST_LINES:
        raise _unreadable()
    loaded = tuple(_load_line(line) for line in lines)
    if len({line.uid for line in loaded}) != len(loaded):
        raise _unreadable()
    return Cart(
        _text(box["uid"], _TEXTS["uid"], empty=False),
        loaded,
        _load_discount(box["discount"]),
        _text(box["note"], LONGEST_NOTE),
        None if box["customer"] is None else _number(box["customer"], *_ID),
        _load_empties(box["empties"]),
        _number(box["prepaid"], 0, money.LIMIT),
    )


def _dump_line(line: Line) -> dict[str, object]:
    data: dict[str, object] = {field.name: getattr(line, field.name) for field in fields(line)}
    return data | {"discount": _dump_discount(line.discount)}


def _dump_discount(discount: Discount | None) -> list[object] | None:
    return None if discount is None else [discount.kind, discount.value]


def _load_line(data: object) -> Line:
    # A bill that waited since before lots were scanned or deposits taken says nothing of them.
    box = _box(_LATER | data if isinstance(data, dict) else data, _LINE_KEYS)
    values: dict[str, Any] = {"discount": _load_discount(box["discount"])}
    for key, (low, high) in _NUMBERS.items():
        missing = box[key] is None and key in _MAY_BE_NONE
        values[key] = None if missing else _number(box[key], low, high)
    for key, longest in _TEXTS.items():
        values[key] = _text(box[key], longest, empty=key not in ("uid", "name"))
    for key, choices in _CHOICES.items():
        values[key] = _text(box[key], 20)
        if values[key] not in choices:
            raise _unreadable()
    if not isinstance(box["by_weight"], bool):
        raise _unreadable()
    return Line(by_weight=box["by_weight"], **values)


def _load_empties(data: object) -> tuple[Empty, ...]:
    if not isinstance(data, list) or len(data) > MOST_EMPTIES:
        raise _unreadable()
    found = []
    for row in data:
        if not isinstance(row, list) or len(row) != 4:
            raise _unreadable()
        qty, deposit = _number(row[2], 1, quantity.LIMIT), _number(row[3], 0, money.LIMIT)
        found.append(Empty(_number(row[0], *_ID), _text(row[1], _TEXTS["container_name"]), qty, deposit))
    return tuple(found)


def _load_discount(data: object) -> Discount | None:
    if data is None:
        return None
    if not isinstance(data, list) or len(data) != 2 or data[0] not in ("percent", "amount"):
        raise _unreadable()
    kind: Literal["percent", "amount"] = data[0]
    return Discount(kind, _number(data[1], 0, money.LIMIT))


def _box(data: object, keys: set[str]) -> Mapping[str, object]:
    if not isinstance(data, Mapping) or set(data) != keys:
        raise _unreadable()
    return data


def _number(value: object, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise _unreadable()
    return value


def _text(value: object, longest: int, empty: bool = True) -> str:
    if not isinstance(value, str) or len(value) > longest or not (value or empty):
        raise _unreadable()
    return value


def _unreadable() -> Invalid:
    return Invalid(N_("This bill could not be read."), hint=N_("Start a new bill; the old file is kept"))
