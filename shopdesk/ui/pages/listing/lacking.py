"""What keeps a listing from its platform: what its rules ask for, and photos it would refuse."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImageReader

from shopdesk.base.i18n import N_
from shopdesk.ui.pages.listing.looking import SHORTEST_SIDE

if TYPE_CHECKING:
    from shopdesk.shop.channels import Attribute, Rules
    from shopdesk.shop.desk import Desk, Office
    from shopdesk.shop.listings import Lack


class Lacking:
    """How large the photos are is asked once of each."""

    def __init__(self) -> None:
        self._sides: dict[str, int] = {}

    def lacks(
        self, office: "Office", desk: "Desk", listing: int, rules: "Rules", asked: "list[Attribute]"
    ) -> "tuple[Lack, ...]":
        """Each with the wizard's page that mends it."""
        from shopdesk.shop import listings

        small = self._small(office, listings.draft_of(desk, listing)[1]) if rules.fewest_photos else ()
        return (*listings.lacks(desk, listing, rules, asked), *small)

    def _small(self, office: "Office", names: tuple[str, ...]) -> "Iterator[Lack]":
        from shopdesk.shop import photos
        from shopdesk.shop.listings import Lack

        self._sides |= _sides(photos.read(office, [name for name in names if name not in self._sides]))
        for place, name in enumerate(names):
            # One that is lost is told of where it is sent.
            if self._sides.get(name, SHORTEST_SIDE) < SHORTEST_SIDE:
                yield Lack("photos", N_("Photo {number} is too small: take it again."), {"number": place + 1})


def _sides(found: "Mapping[str, bytes]") -> dict[str, int]:
    """The shorter side of each, from its first bytes."""
    sides = {}
    for name, data in found.items():
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        size = QImageReader(buffer).size()
        if size.isValid():
            sides[name] = min(size.width(), size.height())
    return sides
