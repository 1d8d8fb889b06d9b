"""What a village remembers of a deed, and its own way of dividing and rounding: exact fractions, no code of ours."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor


@dataclass
class Bill:
    """A sale as the village remembers it: how it was paid, in whose book, and whether anything came back.

    `out` are the containers that went out with it, by kind and party; `ahead` is what was paid when it was ordered.
    """

    id: int
    customer: int | None
    paid: dict[str, int]
    book: int = 0
    out: Counter[tuple[int, int]] = field(default_factory=Counter)
    ahead: int = 0
    order: int = 0
    touched: bool = False


@dataclass(frozen=True)
class Taken:
    """A take of a line as the file has it."""

    item: int
    owner: int
    qty: int
    owed: int
    net: int


@dataclass
class Deed:
    """What a paper or payout did, so that its opposite is known."""

    number: str
    stock: Counter[int] = field(default_factory=Counter)
    cash: int = 0
    party: int = 0
    owed: int = 0


def half_up(amount: Fraction) -> int:
    """Rounded as in Thai shops: five goes away from zero."""
    return floor(abs(amount) + Fraction(1, 2)) * (1 if amount >= 0 else -1)


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """A sum divided by weights; what is left over goes to the largest remainders, the earlier first."""
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    parts = [floor(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in order[: total - sum(parts)]:
        parts[n] += 1
    return parts
