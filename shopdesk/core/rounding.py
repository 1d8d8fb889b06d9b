"""Rounding what is paid in cash, since no coin below 25 satang is in use. Never for a transfer, never inside VAT."""

from typing import Literal

RoundingMode = Literal["none", "nearest25", "down25", "down100"]
MODES: tuple[RoundingMode, ...] = ("none", "nearest25", "down25", "down100")


def rounded(satang: int, mode: RoundingMode) -> int:
    """The amount of 0 or more as cash pays it under the shop's setting."""
    if mode == "nearest25":
        return (satang + 12) // 25 * 25
    if mode == "down25":
        return satang // 25 * 25
    if mode == "down100":
        return satang // 100 * 100
    return satang


def adjustment(satang: int, mode: RoundingMode) -> int:
    """What rounding adds (or, negative, forgives): the document's own line."""
    return rounded(satang, mode) - satang
