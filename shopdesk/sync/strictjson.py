"""JSON as strangers send it: read strictly, and refused before it costs anything.

Python's own reader takes duplicate keys, NaN and half characters, and ends in a fault on deep nesting.
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

DEEPEST = 60
# A number this long is nobody's price; whole numbers made of it would fill the memory.
_LONGEST_NUMBER = 40
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["\[\]{}]', re.DOTALL)
_HALF = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)")


def loads(body: bytes) -> Any:
    """The value of a UTF-8 text; numbers with a point are Decimal, half characters become U+FFFD.

    Raises ValueError for anything a strict reader refuses: a key given twice, NaN, nesting deeper than 60.
    """
    text = body.decode("utf-8-sig")
    _refuse_depth(text)
    if "\\u" in text:
        text = _HALF.sub(lambda found: "\\ufffd" if found.group(1) else found.group(), text)
    return json.loads(
        text, object_pairs_hook=_object, parse_constant=_refuse_constant, parse_float=_decimal, parse_int=_whole
    )


def dumps(value: Any) -> bytes:
    """Compact UTF-8 JSON; a Decimal becomes a plain number. Raises TypeError for a float: it is never exact."""
    return _text(value).encode()


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_key(key)}:{_text(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_text, value)) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    if value is None or isinstance(value, str | int):
        return json.dumps(value, ensure_ascii=False)
    raise TypeError(f"{type(value).__name__} has no exact form in JSON")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError("a key is a text")
    return json.dumps(key, ensure_ascii=False)


def _refuse_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    depth = 0
    for found in _TOKEN.finditer(text):
        mark = found.group()
        if mark in ("[", "{"):
            depth += 1
            if depth > DEEPEST:
                raise ValueError("nested too deep")
        elif mark in ("]", "}"):
            depth -= 1
        elif mark == '"':
            raise ValueError("a text without end")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key is given twice")
    return made


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if len(text) > _LONGEST_NUMBER or abs(value.adjusted()) > _LONGEST_NUMBER:
        raise ValueError("a number too long")
    return value


def _whole(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise ValueError("a number too long")
    return int(text)
