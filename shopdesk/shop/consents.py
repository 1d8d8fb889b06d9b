"""A producer's word that buyers far away may see photos, name and story (PDPA sections 19 and 24).

Who said it, when, on which text and how: signed on the screen, on paper (its photo is kept), or only spoken. Each yes
and each no is a fact; the text beside it holds no name, so that it may stay when the person is erased.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from shopdesk.base import clock
from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core.producer_papers import ConsentPaper
from shopdesk.db import models, outbox, quick, records
from shopdesk.shop import producers, settings
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case

PURPOSE, KIND = "online", "consent.producer"
HOWS = ("screen", "paper", "spoken")
TEXT = N_("Buyers far away may see photos of my goods, my name and my story. I can take this back on any day.")
_LAST = (
    "SELECT c.given, j.at, p.name, e.detail FROM consent c JOIN journal j ON j.id = c.journal "
    "JOIN party p ON p.id = j.actor LEFT JOIN event e ON e.journal = c.journal AND e.kind = :kind "
    "WHERE c.party = :party AND c.purpose = :purpose ORDER BY c.id DESC LIMIT 1"
)
_PAPERS = "SELECT detail FROM event WHERE kind = :kind AND subject = :subject"


@dataclass(frozen=True, slots=True)
class Said:
    """The last word of a producer: `by` wrote it down, `paper` is the name of the signature's picture or empty."""

    given: bool
    at: datetime
    by: str
    how: str
    text: str
    paper: str


@use_case(Right.LOOK)
def last(desk: Desk, producer: int) -> Said | None:
    """What a producer said last, None where nobody asked yet; raises NotFound."""
    asked = {"party": producers.one(desk, producer).party, "purpose": PURPOSE, "kind": KIND}
    row = quick.first(desk.session.connection(), _LAST, asked)
    if row is None:
        return None
    given, at, by, detail = row
    told: dict[str, str] = json.loads(detail) if detail else {}
    return Said(
        bool(given), clock.from_ms(at), by, told.get("how", "spoken"), told.get("text", ""), told.get("paper", "")
    )


@use_case(Right.ONLINE)
def give(desk: Desk, producer: int, how: str, paper: str = "") -> None:
    """A producer agrees on the text of this day; a signature, on screen or paper, needs its picture.

    Raises NotFound, Invalid.
    """
    if how not in HOWS:
        raise Invalid(N_("Choose one of the offered values."))
    if how != "spoken" and not paper:
        raise Invalid(N_("The signature is missing."), hint=N_("Sign in the frame, or choose a photo of the paper."))
    _record(desk, producer, given=True, how=how, paper=paper)


@use_case(Right.ONLINE)
def withdraw(desk: Desk, producer: int) -> int:
    """The word is taken back: what is offered of this producer comes off the shelf; answers how many listings.

    Raises NotFound, Conflict where there is no word to take back.
    """
    said = last(desk, producer)
    if said is None or not said.given:
        raise Conflict(N_("There is no consent to take back."))
    _record(desk, producer, given=False)
    own = select(models.Offer).where(models.Offer.producer == producer, col(models.Offer.archived_at).is_(None))
    return sum(_taken_off(desk, offer) for offer in desk.session.exec(own).all())


def _record(desk: Desk, producer: int, *, given: bool, **detail: str) -> None:
    party = producers.one(desk, producer).party
    record(desk, "consent", party=party, purpose=PURPOSE, given=given)
    told: dict[str, Any] = {"text": _(TEXT), **detail} if given else {}
    record(desk, "event", kind=KIND, subject=_subject(desk, party), detail=told)


def _subject(desk: Desk, party: int) -> str:
    return desk.session.get_one(models.Party, party).uid


def _taken_off(desk: Desk, offer: models.Offer) -> int:
    records.change(desk.session, desk.entry, offer, consent=False)
    shown = select(models.Listing).where(
        models.Listing.offer == offer.id, col(models.Listing.state).in_(("live", "wanted"))
    )
    found = desk.session.exec(shown).all()
    for row in found:
        records.change(desk.session, desk.entry, row, state="paused" if row.remote else "draft")
        outbox.marked(desk.session.connection(), row.account, "listing", row.id or 0)
    return len(found)


@use_case(Right.LOOK)
def paper(desk: Desk, producer: int) -> ConsentPaper:
    """The text to print and sign; raises NotFound."""
    shop = settings.get_all(desk)["shop.name"] or _("Shop")
    return ConsentPaper(shop, producers.one(desk, producer).name, _(TEXT), desk.now, desk.practice)


@use_case(Right.LOOK)
def papers(desk: Desk, producer: int) -> list[str]:
    """The names of the pictures of every signature of a producer; they go when the person is erased."""
    subject = _subject(desk, producers.one(desk, producer).party)
    rows = quick.rows(desk.session.connection(), _PAPERS, {"kind": KIND, "subject": subject})
    return [name for (detail,) in rows if detail and (name := json.loads(detail).get("paper"))]


def how_words(how: str) -> str:
    """How it was said, in the language of the moment."""
    words = {"screen": N_("signed on the screen"), "paper": N_("signed on paper"), "spoken": N_("spoken")}
    return _(words[how])
