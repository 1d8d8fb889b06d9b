"""What a bill comes to: every discount, every line's share, and the tax inside, to the satang."""

from collections import defaultdict
from dataclasses import dataclass

from shopdesk.core import money, vat
from shopdesk.core.cart import Cart
from shopdesk.core.line import Line
from shopdesk.core.vat import VatPolicy


@dataclass(frozen=True, slots=True)
class LineTotal:
    """One line in satang: net = gross − line_discount − bill_discount; `vat` is the part of net that is tax."""

    uid: str
    gross: int
    line_discount: int
    bill_discount: int
    net: int
    vat_class: str
    rate: int
    vat: int


@dataclass(frozen=True, slots=True)
class RateTotal:
    """All lines of one class and rate: net = base + vat."""

    vat_class: str
    rate: int
    net: int
    base: int
    vat: int


@dataclass(frozen=True, slots=True)
class Totals:
    """A bill in satang: total = gross − discount = the sum of the lines' net; `vat_base` and `vat` of taxed lines."""

    lines: tuple[LineTotal, ...]
    gross: int
    discount: int
    total: int
    vat_base: int
    vat: int
    rates: tuple[RateTotal, ...]

    def line(self, uid: str) -> LineTotal:
        """The totals of one line; raises KeyError."""
        for line in self.lines:
            if line.uid == uid:
                return line
        raise KeyError(uid)


def totals(cart: Cart, policy: VatPolicy) -> Totals:
    """The bill's sums. Nothing is ever negative.

    The bill's discount is shared over the lines by largest remainder. Tax is inside the prices and computed once per
    rate on the document's total, then shared over its lines, so that no line-by-line rounding creeps in.
    """
    grosses, nets = [line.gross for line in cart.lines], [line.net for line in cart.lines]
    cut = cart.discount.of(sum(nets)) if cart.discount else 0
    cuts = money.split(cut, nets) if cut else (0,) * len(nets)
    finals = [net - part for net, part in zip(nets, cuts, strict=True)]
    rates, taxes = _taxes(cart.lines, finals, policy)
    lines = tuple(
        LineTotal(
            line.uid,
            gross,
            gross - net,
            part,
            final,
            policy.class_of(line.vat_class),
            policy.rate_of(line.vat_class),
            tax,
        )
        for line, gross, net, part, final, tax in zip(cart.lines, grosses, nets, cuts, finals, taxes, strict=True)
    )
    before, total = sum(grosses), sum(finals)
    taxed = [rate for rate in rates if rate.rate]
    return Totals(
        lines, before, before - total, total, sum(rate.base for rate in taxed), sum(rate.vat for rate in taxed), rates
    )


def _taxes(lines: tuple[Line, ...], nets: list[int], policy: VatPolicy) -> tuple[tuple[RateTotal, ...], list[int]]:
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        groups[policy.class_of(line.vat_class), policy.rate_of(line.vat_class)].append(n)
    taxes = [0] * len(lines)
    rates = []
    for (vat_class, rate), members in groups.items():
        net = sum(nets[n] for n in members)
        tax = vat.included(net, rate)
        if tax:
            for n, part in zip(members, money.split(tax, [nets[n] for n in members]), strict=True):
                taxes[n] = part
        rates.append(RateTotal(vat_class, rate, net, net - tax, tax))
    return tuple(rates), taxes
