"""What a channel asks for and allows, said by itself: the shop and its screens know no platform by name."""

from dataclasses import dataclass
from typing import Literal

from shopdesk.core import money


@dataclass(frozen=True, slots=True)
class Rules:
    """What a channel asks for and allows. Lengths in characters, sides of photos in dots, `largest_photo` bytes.

    `places` are countries in which accounts have answered; `elsewhere` others by what was published alone, each with
    its money. `by_file` is sold by files that a person carries; `whole_baht` takes no satang; `preorders` is told of
    goods made to order; `cancels_part` is the least a shop cancels of an order: single pieces, all pieces of some
    goods, all of it; `own_tree` has categories of each shop's own; `photoless` is an English catalogue sentence where
    an account may take no photos: `most_photos` is 0 then; `renumbers` takes another parcel number for what was sent,
    and fulfils `channels.Renumbering`; `licensed` refuses food and cosmetics without an FDA number; `reviewing` are
    the platform's own words for a listing it still looks at, and who has them fulfils `reviews.Reviewing`.
    """

    name: str
    label: str
    by_file: bool = False
    places: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()
    needs_app: bool = False
    needs_address: bool = False
    needs_service: bool = False
    shortest_title: int = 1
    longest_title: int = 255
    longest_description: int = 25_000
    fewest_photos: int = 1
    most_photos: int = 8
    shortest_side: int = 330
    longest_side: int = 5_000
    largest_photo: int = 1_000_000
    photoless: str = ""
    lowest_price: int = 100
    highest_price: int = 26_000_000
    writes_at_once: int = 20
    calls_a_second: float = 5.0
    needs_weight: bool = True
    needs_size: bool = True
    variants: bool = True
    refuses: frozenset[str] = frozenset()
    packs: bool = True
    labels: bool = False
    renumbers: bool = False
    cancels: bool = True
    cancels_part: Literal["pieces", "goods", "order"] = "pieces"
    whole_baht: bool = False
    preorders: bool = True
    own_tree: bool = False
    licensed: bool = False
    settles: bool = False
    reviewing: frozenset[str] = frozenset()

    def price(self, satang: int) -> int:
        """What a price of ours stands there as: a platform that takes whole baht gets the nearest."""
        return money.share(satang, 1, money.BAHT) * money.BAHT if self.whole_baht else satang

    def tree(self, account: str) -> str:
        """What categories are remembered under: the platform's for all, or those of an account (its uid) alone."""
        return f"{self.name}:{account}" if self.own_tree else self.name
