"""Which label each parcel of some orders gets: the platform's own where it is here, else one of ours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shopdesk.core.parcel_papers import AddressLabel
from shopdesk.db import media
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.online import board, packing, papers
from shopdesk.shop.rights import Right, use_case


@dataclass(frozen=True, slots=True)
class Leaf:
    """The label of a parcel (0: the order is not packed yet): ours, or the name under which the platform's is kept."""

    order: int
    parcel: int
    number: str
    digest: str = ""
    ours: AddressLabel | None = None


def keep(office: Office, content: bytes) -> str:
    """Keep a platform's label as it came; answers its name. Raises DatabaseProblem."""
    opened = media.open_media(office.data_dir)
    try:
        return media.put(opened, content)
    finally:
        opened.dispose()


@use_case(Right.LOOK)
def leaves(desk: Desk, orders: Sequence[int], parcel: int = 0) -> list[Leaf]:
    """Labels for the parcels of these orders that are here, or for one of them; what has none is left out.

    Raises NotFound.
    """
    return [leaf for order in orders for leaf in _of(desk, board.one(desk, order), parcel)]


def _of(desk: Desk, whole: board.Whole, parcel: int) -> Iterator[Leaf]:
    here = [one for one in whole.parcels if one.id not in whole.left] or whole.parcels
    order, number, readable = whole.card.id, whole.card.number, papers.has_address(whole.order)
    for one in here:
        if parcel not in (0, one.id):
            continue
        if one.label:
            yield Leaf(order, one.id or 0, number, one.label)
        elif readable:
            (ours,) = papers.labels(desk, [order], one.id or 0).labels
            yield Leaf(order, one.id or 0, number, ours=ours)
    if not here and readable:
        yield Leaf(order, 0, number, ours=papers.labels(desk, [order]).labels[0])


@use_case(Right.PACK)
def printed(desk: Desk, done: Sequence[Leaf]) -> None:
    """These came out of the printer. Raises NotFound."""
    for parcel in dict.fromkeys(leaf.parcel for leaf in done if leaf.parcel):
        packing.label_printed(desk, parcel)
