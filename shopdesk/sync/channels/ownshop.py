"""A shop on a server of its own, with nobody between it and its buyers: what all such shops have and do not have."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from shopdesk.base.i18n import N_
from shopdesk.shop.channels import (
    Attribute,
    Category,
    Draft,
    Money,
    Package,
    Paper,
    Rejected,
    RemoteLine,
    RemoteListing,
    RemoteUnit,
)


class Shelf(Protocol):
    """The goods there."""

    def create(self, draft: Draft) -> RemoteListing:
        """Put it on the shelf, or take over what carries its code already."""

    def update(self, draft: Draft) -> RemoteListing:
        """Words, photos and choices as they should stand."""

    def find(self, skus: Sequence[str]) -> list[RemoteUnit]:
        """The units that carry these codes."""

    def show(self, listing: str, *, shown: bool) -> None:
        """Show or hide a listing; what is gone is hidden."""

    def remove(self, listing: str) -> None:
        """Delete it; what is gone is well."""


class OwnShop:
    """Fulfils the part of `Channel` that is the same at each."""

    def __init__(self, shelf: Shelf) -> None:
        self._goods = shelf

    def suggest(self, title: str) -> Sequence[Category]:
        """A shop proposes none."""
        return ()

    def attributes(self, category: str, language: str) -> Sequence[Attribute]:
        """A shop of one's own asks for nothing."""
        return ()

    def create(self, draft: Draft) -> RemoteListing:
        """Make a product, with a part for each unit; what carries its code is taken over."""
        return self._goods.create(draft)

    def update(self, draft: Draft) -> RemoteListing:
        """Bring a product up to date; the photos it has stay where we have none."""
        return self._goods.update(draft)

    def find(self, seller_skus: Sequence[str]) -> Sequence[RemoteUnit]:
        """What stands there by its codes."""
        return self._goods.find(seller_skus)

    def pause(self, listing: str, remote_units: Sequence[str]) -> None:
        """Hide it."""
        self._goods.show(listing, shown=False)

    def resume(self, listing: str, remote_units: Sequence[str]) -> None:
        """Show it again."""
        self._goods.show(listing, shown=True)

    def remove(self, listing: str, remote_units: Sequence[str]) -> None:
        """Delete it, with all its parts."""
        self._goods.remove(listing)

    def pack(self, order: str, lines: Sequence[RemoteLine]) -> Sequence[Package]:
        """A shop does not ask when an order is packed."""
        return ()

    def label(self, package: str) -> Paper | None:
        """A shop makes no labels."""
        return None

    def money(self, starts: str, ends: str, cursor: str) -> Money:
        """Nobody stands between the shop and its buyers."""
        return Money(())

    def reread_money(self, told: Mapping[str, object]) -> Money:
        """As `money`."""
        return Money(())


def lost_place() -> Rejected:
    """The problem of a place in a list that nobody gave."""
    return Rejected(N_("The place in the list is lost."), fix=N_("Wait: it begins again."), code="cursor")


def no_question() -> Rejected:
    """The problem of an answer to what such a shop never asks: its buyers write or telephone."""
    return Rejected(N_("The shop there knows no such question."), fix=N_("Speak with the buyer."), code="answer")


def not_in_baht(currency: str) -> Rejected:
    """The problem of a shop that counts in another currency."""
    why, fix = N_("The shop there counts in {currency}, not in baht."), N_("Set its currency to Thai baht first.")
    return Rejected(why, fix=fix, code="currency", currency=currency[:10])


def gone(code: str, detail: str = "") -> Rejected:
    """The problem of goods that are no longer there."""
    return Rejected(N_("It is no longer in the shop."), fix=N_("Put it there anew."), detail=detail, code=code)


def onward(after: str, changes: Sequence[datetime | None], written: Callable[[datetime], str]) -> str:
    """From when a list by its last changes is read on; "" where it has to be counted on.

    What changes moves to the end of such a list, and those behind it move up; so it goes on from the last change that
    was read, and by counting only within one second. A change that cannot be read is None.
    """
    told = [one for one in changes if one is not None]
    if len(told) < len(changes) or told != sorted(told):
        return ""
    found = written(told[-1] - timedelta(seconds=1))
    return found if found > after else ""
