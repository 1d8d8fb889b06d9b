"""A price list as values: what a shop shows to people who are not in it."""

from collections.abc import Collection
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing for sale: satang for one unit in words, who made it, and its picture's name ("" for none)."""

    name: str
    price: int
    unit: str
    note: str = ""
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Offers of one category; the name may be empty."""

    name: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class PriceList:
    """Everything a shop offers on a day; `about` is its address and telephone, line by line."""

    shop_name: str
    about: tuple[str, ...]
    day: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many offers."""
        return sum(len(group.offers) for group in self.groups)

    def showing(self, names: Collection[str]) -> "PriceList":
        """The same list with these pictures alone."""
        groups = tuple(
            replace(group, offers=tuple(_showing(offer, names) for offer in group.offers)) for group in self.groups
        )
        return replace(self, groups=groups)

    @property
    def photos(self) -> list[str]:
        """The names of all pictures, each once."""
        return list(dict.fromkeys(offer.photo for group in self.groups for offer in group.offers if offer.photo))


def _showing(offer: Offer, names: Collection[str]) -> Offer:
    return offer if offer.photo in names else replace(offer, photo="")
