"""Money is a whole number of satang (100 = 1 baht). Text becomes money here, money becomes text here, nowhere else."""

import re
from collections.abc import Sequence

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core.digits import arabic

BAHT = 100
# 999,999,999.99 baht: more than any till holds, and a million such lines still fit a 64-bit integer.
LIMIT = 99_999_999_999

_SHAPE = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.([0-9]+))?")


def parse(text: str, most: int = LIMIT) -> int:
    """Satang from text such as `1234.5`, `1,234.50` or `๔๕`.

    Only digits, well-placed thousands commas and one point are read; anything a calculator or another country
    would write (`1e3`, `1_000`, `1.000,50`, `=1+1`, `NaN`, a sign) raises Invalid, as does a third decimal
    or an amount above `most`: 999,999,999.99, which only the amount of a payment QR may exceed.
    """
    found = _SHAPE.fullmatch(arabic(text.strip()))
    if found is None:
        raise Invalid(
            N_("“{typed}” is not an amount of money."), hint=N_("Write it like 45 or 1,234.50"), typed=text[:40]
        )
    whole, part = found.group(1).replace(",", ""), found.group(2) or ""
    if len(part) > 2:
        raise Invalid(
            N_("“{typed}” has more than two decimals."), hint=N_("Write it like 45 or 1,234.50"), typed=text[:40]
        )
    satang = int(whole) * BAHT + int(part.ljust(2, "0"))
    return satang if satang <= most else within_limit(satang)


def within_limit(satang: int) -> int:
    """The amount itself; raises Invalid where it is negative or above 999,999,999.99 baht."""
    if not 0 <= satang <= LIMIT:
        raise Invalid(N_("The amount is out of range."), hint=N_("An amount is from 0 to 999,999,999.99"))
    return satang


def text(satang: int) -> str:
    """`1,234.50`: what people read, always with two decimals."""
    sign = "−" if satang < 0 else ""
    return f"{sign}{abs(satang) // BAHT:,}.{abs(satang) % BAHT:02d}"


def short(satang: int) -> str:
    """`1,234` where there are no satang, `1,234.50` where there are: for tiles and lines on the screen."""
    return text(satang).removesuffix(".00")


def plain(satang: int) -> str:
    """`1234.50`: what programs read, for JSON, files and QR codes."""
    sign = "-" if satang < 0 else ""
    return f"{sign}{abs(satang) // BAHT}.{abs(satang) % BAHT:02d}"


def share(amount: int, part: int, whole: int) -> int:
    """amount × part ÷ whole to the satang, half up (away from zero), as Thai practice rounds (“5/4”). `whole` > 0."""
    product = amount * part
    rounded = (2 * abs(product) + whole) // (2 * whole)
    return -rounded if product < 0 else rounded


def times(price: int, qty: int) -> int:
    """The price of a quantity in thousandths, half up to the satang."""
    return share(price, qty, 1000)


def percent(amount: int, basis_points: int) -> int:
    """A part of an amount, half up; 700 basis points are 7 %."""
    return share(amount, basis_points, 10_000)


def split(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Divide an amount in proportion to weights of 0 or more, by largest remainder: the parts always sum to the total.

    No part exceeds its weight when the total does not exceed their sum. Equal remainders favour the earlier part.
    Raises ValueError for a negative weight, and where all weights are 0 but the total is not.
    """
    whole = sum(weights)
    if any(weight < 0 for weight in weights) or (whole == 0 and total != 0):
        raise ValueError("weights must not be negative, nor all zero")
    if whole == 0:
        return (0,) * len(weights)
    size = abs(total)
    parts = [size * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda n: -(size * weights[n] % whole))
    for n in by_remainder[: size - sum(parts)]:
        parts[n] += 1
    return tuple(-part for part in parts) if total < 0 else tuple(parts)
