"""Money on a bill that is no sale and has no VAT: deposits for containers, and what is passed on for somebody else."""

from dataclasses import dataclass
from typing import Literal

from shopdesk.core import money, quantity
from shopdesk.core.line import Line

Kind = Literal["deposit", "agent", "prepaid"]


@dataclass(frozen=True, slots=True)
class Empty:
    """Containers a customer brings back with a bill, in thousandths, and the deposit for one in satang."""

    container: int
    name: str
    qty: int
    deposit: int

    @property
    def amount(self) -> int:
        """What they are worth in satang."""
        return money.times(self.deposit, self.qty)


@dataclass(frozen=True, slots=True)
class Extra:
    """One of them: signed satang, `qty` in thousandths (−1000 is one container that came back)."""

    kind: Kind
    name: str
    qty: int
    amount: int
    container: int | None = None
    product: int | None = None


def of_lines(lines: tuple[Line, ...], empties: tuple[Empty, ...]) -> tuple[Extra, ...]:
    """The extras of a bill: one for each container that goes out, one for each that comes back, one for each face."""
    out: dict[int, Extra] = {}
    for line in lines:
        if line.container is not None and line.holds:
            qty = money.share(line.qty, line.holds, quantity.ONE)
            before = out.get(line.container, Extra("deposit", line.container_name, 0, 0, line.container))
            amount = before.amount + money.times(line.deposit, qty)
            out[line.container] = Extra("deposit", line.container_name, before.qty + qty, amount, line.container)
    back = [Extra("deposit", one.name, -one.qty, -one.amount, one.container) for one in empties]
    passed = [Extra("agent", line.name, line.qty, line.face, product=line.product) for line in lines if line.face]
    return (*out.values(), *back, *passed)


def total(lines: tuple[Line, ...], empties: tuple[Empty, ...]) -> int:
    """What the extras of a bill come to in satang; negative where more comes back than goes out."""
    return sum(extra.amount for extra in of_lines(lines, empties)) if empties or any(map(_any, lines)) else 0


def _any(line: Line) -> bool:
    return line.container is not None or line.face != 0
