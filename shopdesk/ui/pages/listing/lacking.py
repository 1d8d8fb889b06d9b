"""What keeps a listing from its platform: what its rules ask for, and photos it would refuse."""

from typing import TYPE_CHECKING

from shopdesk.base.i18n import _

if TYPE_CHECKING:
    from shopdesk.shop.channels import Attribute, Rules
    from shopdesk.shop.desk import Desk, Office
    from shopdesk.shop.listed import Listed
    from shopdesk.shop.listings import Lack
    from shopdesk.ui.pages.listing.page import ListingPage


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

    def told(self, page: "ListingPage", desk: "Desk", one: "Listed") -> str:
        """What a draft still lacks, a line each; "" where it may go on sale."""
        from shopdesk.shop import listings

        rules, office = page.rules(one.channel), page.win.office
        if not one.listing or office is None:
            return _("No price is set yet, or no shop is chosen.")
        account = next((own for own in page.accounts() if own.id == one.account), None)
        if rules is None or account is None:
            return ""
        asked = page.tree.attributes_known(account, listings.one(desk, one.listing).category)
        found = self.lacks(office, desk, one.listing, rules, list(asked))
        return "\n".join(f"• {_(lack.text).format(**lack.values)}" for lack in found)

    def _small(self, office: "Office", names: tuple[str, ...]) -> "list[Lack]":
        from shopdesk.shop import listings, photos

        self._sides |= photos.sides(office, [name for name in names if name not in self._sides])
        return listings.small_photos(names, self._sides)
