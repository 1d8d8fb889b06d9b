"""How WooCommerce refuses, and how it reads what is sent: types, bounds and lists in WordPress's own words."""

import re
from collections.abc import Mapping
from typing import Any

from shopdesk.practice.records import Data


class Problem(Exception):
    """An error with its HTTP status; `data` stands beside the status."""

    def __init__(self, status: int, code: str, message: str, **data: Any) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.data = status, code, message, data

    def told(self) -> Data:
        """The body."""
        return {"code": self.code, "message": self.message, "data": {"status": self.status, **self.data}}


def invalid_id(thing: str, status: int) -> Problem:
    """An id that does not exist: 404 where it is read, 400 where it is written."""
    return Problem(status, f"woocommerce_rest_{thing}_invalid_id", "Invalid ID.")


def wrong(field: str, reason: str, code: str, data: Any = None) -> Problem:
    """A parameter that cannot be taken."""
    details = {field: {"code": code, "message": reason, "data": data}}
    return Problem(400, "rest_invalid_param", f"Invalid parameter(s): {field}", params={field: reason}, details=details)


def enum(field: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a word that is not in the list."""
    if value not in allowed:
        listed = f"{', '.join(allowed[:-1])}, and {allowed[-1]}"
        raise wrong(field, f"{field} is not one of {listed}.", "rest_not_in_enum")


KINDS: dict[str, tuple[type, ...]] = {
    "integer": (int,),
    "boolean": (bool,),
    "string": (str,),
    "array": (list,),
    "object": (dict,),
    "objects": (list,),
}


def check(given: Data, fields: Mapping[str, str]) -> None:
    """Refuse a body whose fields are of another type; numbers are taken for integers where they are digits."""
    for name, kind in fields.items():
        value = given.get(name)
        if name not in given or (value is None and kind == "integer"):
            continue
        if kind == "objects" and isinstance(value, list) and not all(isinstance(one, dict) for one in value):
            raise wrong(name, f"{name}[0] is not of type object.", "rest_invalid_type", {"param": f"{name}[0]"})
        digits = kind == "integer" and isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value)
        fits = isinstance(value, KINDS[kind]) and not (kind == "integer" and isinstance(value, bool))
        if not (fits or digits):
            word = "array" if kind == "objects" else kind
            raise wrong(name, f"{name} is not of type {word}.", "rest_invalid_type", {"param": name})


def page(query: Mapping[str, Any]) -> tuple[int, int]:
    """`per_page` 1 to 100 and `page` from 1."""
    size, at = _number(query, "per_page", 10), _number(query, "page", 1)
    if not 1 <= size <= 100:
        raise wrong("per_page", "per_page must be between 1 (inclusive) and 100 (inclusive)", "rest_out_of_bounds")
    if at < 1:
        raise wrong("page", "page must be greater than or equal to 1", "rest_out_of_bounds")
    return size, at


def _number(query: Mapping[str, Any], name: str, default: int) -> int:
    value = query.get(name, default)
    if not re.fullmatch(r"-?[0-9]{1,9}", str(value)):
        raise wrong(name, f"{name} is not of type integer.", "rest_invalid_type", {"param": name})
    return int(value)


def words(query: Mapping[str, Any], name: str) -> list[str]:
    """A list: `a,b`, `name[]=a` or `name[0]=a`."""
    value = query.get(name, [])
    return [str(one) for one in value] if isinstance(value, list) else [one for one in str(value).split(",") if one]


def php(pairs: list[tuple[str, str]]) -> Data:
    """A query as PHP reads it: names with brackets become lists, of equal names the last one counts."""
    found: Data = {}
    for name, value in pairs:
        base, bracket, _ = name.partition("[")
        if bracket:
            held = found.get(base)
            found[base] = [*held, value] if isinstance(held, list) else [value]
        else:
            found[name] = value
    return found
