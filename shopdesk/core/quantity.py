"""A quantity is a whole number of thousandths of its unit: 1 piece = 1000, 1 kg = 1000 (a gram each)."""

import re

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core.digits import arabic

ONE = 1000
# 999,999.999 of any unit.
LIMIT = 999_999_999
# Below this a shopkeeper wants to be told that little is left.
FEW = 5 * ONE

_NOTHING = re.compile(r"0{1,9}(?:\.0{1,3})?")
_SHAPE = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.([0-9]{1,3}))?")


def parse(text: str) -> int:
    """Thousandths from text such as `3`, `1.35` or `๑.๕`; raises Invalid for 0, a fourth decimal or anything else."""
    found = _SHAPE.fullmatch(arabic(text.strip()))
    if not text.strip():
        raise Invalid(N_("No quantity is typed yet."), hint=N_("Write it like 3 or 1.35"))
    if found is None:
        raise Invalid(N_("“{typed}” is not a quantity."), hint=N_("Write it like 3 or 1.35"), typed=text[:40])
    whole, part = found.group(1).replace(",", ""), found.group(2) or ""
    return within_limit(int(whole) * ONE + int(part.ljust(3, "0")))


def counted(text: str) -> int:
    """Thousandths of what a person counted: as `parse`, and nothing left is `0`. Raises Invalid."""
    return 0 if _NOTHING.fullmatch(arabic(text.strip())) else parse(text)


def within_limit(qty: int) -> int:
    """The quantity itself; raises Invalid where it is not above 0, or above 999,999.999."""
    if not 0 < qty <= LIMIT:
        raise Invalid(N_("The quantity is out of range."), hint=N_("A quantity is above 0 and below 1,000,000"))
    return qty


def text(qty: int) -> str:
    """`3`, `1.35` or `1,200.5`: what people read, without needless zeros."""
    sign, size = ("−" if qty < 0 else ""), abs(qty)
    return f"{sign}{size // ONE:,}.{size % ONE:03d}".rstrip("0").rstrip(".")


def plain(qty: int) -> str:
    """`1200.5`: what programs read."""
    return text(qty).replace(",", "").replace("−", "-")
