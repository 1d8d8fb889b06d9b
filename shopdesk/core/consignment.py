"""What a producer gets for goods that were sold: the terms of a contract, as sums."""

from dataclasses import dataclass
from typing import Literal

from shopdesk.core import money

Kind = Literal["percent", "fixed"]


@dataclass(frozen=True, slots=True)
class Terms:
    """By "percent" the shop keeps `value` basis points of the sale; "fixed" is `value` satang for a base unit."""

    kind: Kind
    value: int


def owed(terms: Terms, net: int, qty: int) -> int:
    """What the owner gets, in satang, for `qty` base-unit thousandths that brought `net` satang.

    A fixed price is owed whatever the discount; a share never exceeds what was taken.
    """
    if terms.kind == "fixed":
        return money.times(terms.value, qty)
    return net - money.percent(net, terms.value)
