"""A photo as a platform takes it: within its sides and bytes, upright, and dots alone. Slow: for the background."""

from collections.abc import Iterator
from typing import NoReturn

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.shop import photos
from shopdesk.shop.channels import Rejected, Rules

# Rather smaller than blotched: below the second, blocks of eight dots show around the letters of a label.
QUALITIES = (photos.QUALITY, 70)
# Sharp on the telephone of a buyer, and a tenth of what a photo of 1,600 dots weighs.
LEAN_SIDE, LEAN_BYTES = 800, 150_000


def fitted(photo: bytes, rules: Rules, *, lean: bool = False) -> bytes:
    """The photo as the platform takes it, `lean` for a line that is paid by what is used; what fits stays as it is.

    The same photo always becomes the same bytes. Raises Rejected for one too small, too large, or that cannot be read.
    """
    try:
        seen = photos.looked(photo)
        side, least = min(seen.long, rules.longest_side), _least(seen, rules)
        if side < least:
            _too_small(seen, side, rules)
        most = min(rules.largest_photo, LEAN_BYTES) if lean else rules.largest_photo
        side = max(min(side, LEAN_SIDE), least) if lean else side
        if seen.plain and side == seen.long and len(photo) <= most:
            return photo
        return _within(photo, side, least, most, rules.largest_photo)
    except Invalid as problem:
        raise Rejected(problem.text, fix=N_("Add the photo again.")) from None


def _least(seen: photos.Seen, rules: Rules) -> int:
    """The longer side at which the shorter one is just enough."""
    return -(-rules.shortest_side * seen.long // max(seen.short, 1))


def _within(photo: bytes, side: int, least: int, wanted: int, most: int) -> bytes:
    made = photo
    for smaller, quality in _tries(side, least):
        made = photos.shrunk(photo, smaller, quality=quality)
        if len(made) <= wanted:
            return made
    if len(made) > most:
        raise Rejected(N_("The photo is too large."), fix=N_("Take the photo again."))
    return made


def _tries(side: int, least: int) -> Iterator[tuple[int, int]]:
    """Sides and qualities to try, the best first."""
    while True:
        yield from ((side, quality) for quality in QUALITIES)
        if side <= least:
            return
        side = max(side * 4 // 5, least)


def _too_small(seen: photos.Seen, side: int, rules: Rules) -> NoReturn:
    raise Rejected(
        N_("The photo is too small: {side} dots high or wide, {least} are wanted."), fix=N_("Take the photo again."),
        side=seen.short * side // seen.long, least=rules.shortest_side,
    )  # fmt: skip
