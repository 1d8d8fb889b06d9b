"""What a scanner or a person put into the search field: a code, a weight, a quantity, an amount of money, or words.

A code is exact or it is not found: a wrong check digit, a missing digit or a similar number never becomes a match.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from shopdesk.core import gtin, keyboard, labels, money, quantity
from shopdesk.core.digits import arabic
from shopdesk.core.labels import DEFAULT_RULES, LabelRule

Kind = Literal[
    "ean13",
    "ean8",
    "upc_a",
    "upc_e",
    "code128",
    "plu",
    "embedded_weight",
    "embedded_price",
    "text",
    "quantity",
    "money",
    "empty",
]
LONGEST_CODE = 80
LONGEST_TEXT = 400
LONGEST_PLU = 6

_NUMBER = r"[0-9๐-๙]{1,6}(?:\.[0-9๐-๙]{1,3})?"
_MONEY = r"[0-9๐-๙][0-9๐-๙,]{0,12}(?:\.[0-9๐-๙]{1,2})?"
_ASKED = rf"(?:(?P<qty>{_NUMBER})|฿\s*(?P<baht>{_MONEY})|(?P<bath>{_MONEY})\s*(?:บาท|บ\.?|฿))"
# Patterns as text: re keeps them once the first scan asks, and the first paint need not wait for them.
_BEFORE = rf"{_ASKED}\s*\*\s*(?P<rest>.*)"
_AFTER = rf"(?P<rest>.*?)\s*\*\s*{_ASKED}"
_MONEY_ALONE = rf"(?P<qty>(?!))?(?:฿\s*(?P<baht>{_MONEY})|(?P<bath>{_MONEY})\s*(?:บาท|บ\.?|฿))"
# What the digit keys of the Thai layouts give that begins no Thai word, or occurs in hardly any.
_NO_WORD = re.compile(r"[ๅ=/-]|^[ุึู]")
# Shorter Thai input is a word on its way to being typed, not a code from a scanner.
_SCANNED_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Scan:
    """What was put in. `codes` are to be looked up exactly, in this order; `text` is to be searched by name after that.

    qty     thousandths asked for by `3*code` or `code*3`; kind `quantity` when there was no code, `last` for `*3`
    money   satang asked for by `50บ` or `฿50`, with or without a code; kind `money` when there was none
    grams   the weight on a scale's label, price the satang on it; None where the label stands at 0
    plu     the short number of loose goods, without leading zeros
    lot     the row id of the lot whose own label it is; known only to who looks into the shop's file
    doubtful  as long as a pack's number but with a wrong check digit: a misread, or the shop's own code
    """

    kind: Kind
    codes: tuple[str, ...] = ()
    text: str = ""
    qty: int | None = None
    money: int | None = None
    grams: int | None = None
    price: int | None = None
    plu: str = ""
    doubtful: bool = False
    last: bool = False
    lot: int | None = None


def parse(typed: str, rules: Iterable[LabelRule] = DEFAULT_RULES) -> Scan:
    """Read what was typed or scanned; raises Invalid for a quantity or an amount out of range, such as `0*`."""
    text = _clean(typed)
    if not text:
        return Scan("empty")
    if alone := re.fullmatch(_MONEY_ALONE, text):
        return Scan("money", money=_money(alone))
    before, after = re.fullmatch(_BEFORE, text), re.fullmatch(_AFTER, text)
    asked = after if after and not after["qty"] else before or after
    if asked is None:
        return _read(text, tuple(rules))
    qty = quantity.parse(asked["qty"]) if asked["qty"] else None
    satang = _money(asked) if qty is None else None
    rest = asked["rest"].strip()
    if rest:
        return replace(_read(rest, tuple(rules)), qty=qty, money=satang)
    return Scan("money" if qty is None else "quantity", qty=qty, money=satang, last=asked is after)


def _clean(typed: str) -> str:
    """Without the control characters scanners frame a code with, and no longer than anybody types."""
    kept = (" " if char.isspace() else char for char in typed if char.isspace() or unicodedata.category(char) != "Cc")
    return "".join(kept).strip()[:LONGEST_TEXT]


def _money(found: re.Match[str]) -> int:
    return money.parse(found["baht"] or found["bath"])


def _read(text: str, rules: tuple[LabelRule, ...]) -> Scan:
    """A code in the first of its readings that holds together, else a plain number, else words."""
    plain = arabic(text)
    readings = [plain, *filter(None, (keyboard.typed_on(layout, text) for layout in keyboard.LAYOUTS))]
    for reading in (*readings, plain.replace(" ", "")):
        scan = _pack(reading, rules)
        if scan is not None:
            return scan
    word = not _NO_WORD.search(text) and len(text) < _SCANNED_LENGTH
    for reading in readings:
        if gtin.is_number(reading) and (reading is plain or (keyboard.has_thai(text) and not word)):
            return _number(reading)
    known = [text, *readings] if len(text) >= _SCANNED_LENGTH else [text]
    codes = tuple(dict.fromkeys(known)) if len(text) <= LONGEST_CODE else ()
    one_word = plain.isascii() and " " not in plain and any(char.isdigit() for char in plain)
    return Scan("code128" if codes and one_word else "text", codes, text)


def _pack(code: str, rules: tuple[LabelRule, ...]) -> Scan | None:
    """A pack's number or a scale's label, where the check digit fits."""
    if len(code) == 8 and gtin.is_number(code):
        full = gtin.expanded(code)
        if gtin.checked(code):
            return Scan("ean8", (code,) if full is None else (code, full), code)
        return Scan("upc_e", (full, code), code) if full else None
    if not gtin.checked(code):
        return None
    full = code.zfill(13)
    label = labels.read(full, rules)
    if label is not None:
        kind: Kind = "embedded_weight" if label.rule.kind == "weight" else "embedded_price"
        return Scan(kind, (label.base, label.stem), code, grams=label.grams, price=label.price, plu=label.plu)
    if len(code) == 14:
        return Scan("code128", (code,), code)
    short = (full[1:],) if full[0] == "0" else ()
    return Scan("upc_a" if len(code) == 12 else "ean13", (full, *short), code)


def _number(digits: str) -> Scan:
    if len(digits) <= LONGEST_PLU:
        return Scan("plu", (digits,), digits, plu=digits.lstrip("0") or "0")
    codes = (digits,) if len(digits) <= LONGEST_CODE else ()
    return Scan("code128" if codes else "text", codes, digits, doubtful=len(digits) in gtin.LENGTHS)
