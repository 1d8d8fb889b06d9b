"""Platforms that look at a listing before buyers see it, and what they say then."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from shopdesk.shop.channels import Channel


@dataclass(frozen=True, slots=True)
class Review:
    """How a listing stands that waited for the platform to look at it; `state` its own word, `why` as it says it."""

    listing: str
    verdict: Literal["waits", "live", "refused", "gone"]
    state: str = ""
    why: str = ""


class Reviewing(Channel, Protocol):
    """A channel whose rules name words in `reviewing`."""

    def reviews(self, listings: Sequence[str]) -> Sequence[Review]:
        """How these listings stand now; what cannot be read is left out."""
