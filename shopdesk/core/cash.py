"""Notes and coins: what hands give, and what to give back."""

from collections.abc import Mapping

NOTES = (100_000, 50_000, 10_000, 5_000, 2_000)
COINS = (1_000, 500, 200, 100, 50, 25)
PIECES = NOTES + COINS

_STEPS = (2_000, 10_000, 50_000, 100_000)
_MOST_QUICK = 4
# Nobody hands over a whole largest note more than needed; an amount like that is usually a slip of the finger.
_SURPRISE = NOTES[0]


def quick_amounts(total: int) -> tuple[int, ...]:
    """Up to four amounts a customer is likely to hand over: exact, next 20, next 100, next big note; none twice."""
    ups = (-(-total // step) * step for step in _STEPS)
    return tuple(dict.fromkeys((total, *ups)))[:_MOST_QUICK]


def change_pieces(satang: int) -> tuple[tuple[int, int], ...]:
    """(denomination, count) from the largest down. A rest below 25 satang has no coin in use and is left out."""
    pieces = []
    for piece in PIECES:
        count, satang = divmod(satang, piece)
        if count:
            pieces.append((piece, count))
    return tuple(pieces)


def counted(pieces: Mapping[int, int]) -> int:
    """The sum of a drawer counted as denomination → count; raises ValueError for a negative count."""
    if any(count < 0 for count in pieces.values()):
        raise ValueError("a count is 0 or more")
    return sum(piece * count for piece, count in pieces.items())


def surprising(total: int, given: int) -> bool:
    """Whether to ask before accepting: the change would be a largest note or more."""
    return given - total >= _SURPRISE
