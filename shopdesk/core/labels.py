"""Labels a scale prints: an EAN-13 of the 20 to 29 range that holds an item number and its weight or price.

Which digits mean what differs by scale, so the rules are data the owner can edit. A pattern stands for the first twelve
digits: digits are themselves, dots the item's number, `{NNDDD}` the value with N before and D after the point.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core.gtin import check_digit, checked

LabelKind = Literal["weight", "price"]

_PATTERN = re.compile(r"([0-9]{1,7}\.{1,8})\{(N{0,6})(D{0,3})\}")
_DECIMALS = {"weight": 3, "price": 2}


@dataclass(frozen=True, slots=True)
class LabelRule:
    """One rule: `weight` in kilograms or `price` in baht; raises Invalid for a pattern that cannot be read."""

    kind: LabelKind
    pattern: str

    def __post_init__(self) -> None:
        found = _PATTERN.fullmatch(self.pattern)
        fits = found is not None and sum(map(len, found.groups())) == 12 and len(found[2] + found[3]) > 0
        if not fits or found is None or len(found[3]) > _DECIMALS[self.kind]:
            raise Invalid(
                N_("“{pattern}” is not a label pattern."),
                hint=N_("Write it like 21.....{{NNDDD}}"),
                pattern=self.pattern,
            )


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says: `grams` or `price` (satang), None where it stands at 0 and has to be asked for.

    `base` is the label's code with an empty value, `stem` its beginning, `plu` the item's number on the scale.
    """

    rule: LabelRule
    base: str
    stem: str
    plu: str
    grams: int | None
    price: int | None


# As most open point-of-sale programs and their scales have them.
DEFAULT_RULES = (LabelRule("weight", "21.....{NNDDD}"), LabelRule("price", "23.....{NNNDD}"))


def read(code: str, rules: Iterable[LabelRule] = DEFAULT_RULES) -> Label | None:
    """The label behind an EAN-13, or None where no rule fits or its check digit does not."""
    if len(code) != 13 or not checked(code):
        return None
    for rule in rules:
        found = _PATTERN.fullmatch(rule.pattern)
        if found and all(mark in (".", digit) for mark, digit in zip(found[1], code, strict=False)):
            return _label(rule, found, code)
    return None


def written(rule: LabelRule, plu: str, value: int) -> str:
    """The code of a label of this rule: grams or satang for the goods of a short number; `read` answers them again.

    Raises Invalid for a number or a value that the pattern has no room for.
    """
    found = _PATTERN.fullmatch(rule.pattern)
    assert found is not None
    dots, places = found[1].count("."), len(found[2] + found[3])
    short = value // 10 ** (_DECIMALS[rule.kind] - len(found[3]))
    if not plu.isdecimal() or len(plu) > dots or not 0 < short < 10**places:
        raise Invalid(N_("This does not fit on the label."), hint=N_("Use a shorter number, or weigh less at once."))
    digits = iter(plu.zfill(dots))
    stem = "".join(next(digits) if mark == "." else mark for mark in found[1])
    body = f"{stem}{short:0{places}d}"
    return body + check_digit(body)


def rules_from_data(data: object) -> tuple[LabelRule, ...]:
    """The owner's rules from `[[kind, pattern], …]`; raises Invalid for anything else."""
    if not isinstance(data, list) or len(data) > 50:
        raise Invalid(N_("The label rules could not be read."))
    rules = []
    for entry in data:
        match entry:
            case ["weight" | "price" as kind, str(pattern)]:
                rules.append(LabelRule(kind, pattern))
            case _:
                raise Invalid(N_("The label rules could not be read."))
    return tuple(rules)


def _label(rule: LabelRule, found: re.Match[str], code: str) -> Label:
    stem = code[: len(found[1])]
    value = int(code[len(stem) : 12]) * 10 ** (_DECIMALS[rule.kind] - len(found[3]))
    body = stem.ljust(12, "0")
    plu = "".join(digit for mark, digit in zip(found[1], stem, strict=True) if mark == ".").lstrip("0") or "0"
    grams, price = (value or None, None) if rule.kind == "weight" else (None, value or None)
    return Label(rule, body + check_digit(body), stem, plu, grams, price)
