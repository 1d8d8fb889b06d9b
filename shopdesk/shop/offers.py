"""A product as a far buyer sees it: title, words, photos, weight and size, season. One for all channels."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound, Unsure
from shopdesk.base.i18n import N_
from shopdesk.core import money, offering, thaitext
from shopdesk.db import models, outbox, records
from shopdesk.shop import consents, day
from shopdesk.shop.desk import Desk, ask
from shopdesk.shop.rights import Right, use_case

LONGEST_TITLE, LONGEST_TEXT, MOST_PHOTOS = 255, 10_000, 9
HEAVIEST, LONGEST_SIDE = 100_000, 3_000
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
MOST_BOXES, MOST_DAYS = 1_000_000, 60
# What a listing may be while a platform has it.
SHOWN = ("live", "paused", "refused")
NOT_AGREED = N_("The producer has not agreed to the photos yet.")


@dataclass(frozen=True, slots=True)
class Words:
    """What the wizard asks: `weight` grams, `size` millimetres, dates as ISO days, `boxes` until how many are sold.

    `words` are the villager's own for it; `consent` says that the producer agreed to photo and story; `postage` is what
    the shop pays for sending one, in satang.
    """

    title: str
    description: str = ""
    english: str = ""
    words: str = ""
    photos: tuple[str, ...] = ()
    weight: int = 0
    size: tuple[int, ...] = ()
    season_from: str = ""
    season_until: str = ""
    harvest_on: str = ""
    preorder: bool = False
    boxes: int | None = None
    ship_days: int = 2
    cutoff: str = ""
    perishable: bool = False
    producer: int | None = None
    consent: bool = False
    postage: int = 0


@use_case(Right.LOOK)
def refused(desk: Desk, product: int, *words: str) -> str:
    """The class of goods no platform takes (core.offering), "" where nothing points to one; asked before photos."""
    row = _product(desk, product)
    return offering.refused_class(row.restricted, row.name, *words)


@use_case(Right.ONLINE)
def allowed(desk: Desk, product: int, *words: str) -> None:
    """Say before any photo what no platform takes. Raises Conflict for what the law keeps from being sold from afar.

    Where only a word points to it a person decides (Unsure, asked), once: the yes stays on record.
    """
    kind = refused(desk, product, *words)
    if kind in offering.SURE:
        raise Conflict(
            N_("No platform sells {kind}."), hint=N_("Sell it at the counter. Is it something else? Name it so."),
            kind=offering.label(kind),
        )  # fmt: skip
    if kind and of_product(desk, product) is None:
        question = Unsure(
            N_("No platform sells {kind}."), question="refused", yes=N_("It is not that: go on"),
            hint=N_("Sell it at the counter."), kind=offering.label(kind),
        )  # fmt: skip
        ask(desk, question, product=product, kind=kind)


def _product(desk: Desk, product: int) -> models.Product:
    row = desk.session.get(models.Product, product)
    if row is None:
        raise NotFound(N_("There are no such goods."))
    return row


@use_case(Right.LOOK)
def of_product(desk: Desk, product: int) -> models.Offer | None:
    """What was said of a product, None where nothing was yet."""
    return desk.session.exec(select(models.Offer).where(models.Offer.product == product)).first()


@use_case(Right.ONLINE)
def save(desk: Desk, product: int, said: Words) -> int:
    """Keep what was said; answers the offer's row. What listings show is out of date from then on.

    Raises Invalid for what no platform could show, NotFound, Conflict for a producer's goods without consent.
    """
    _product(desk, product)
    clean = _agreed(desk, _clean(said))
    values = {**asdict(clean), "photos": list(clean.photos), "size": list(clean.size)}
    row = of_product(desk, product)
    if row is None:
        row = models.Offer(uid="", product=product, **values)
        records.create(desk.session, desk.entry, row, desk.now, desk.random)
    elif records.change(desk.session, desk.entry, row, **values):
        _tell(desk, row.id or 0)
    assert row.id is not None
    return row.id


def _tell(desk: Desk, offer: int) -> None:
    there = select(models.Listing).where(models.Listing.offer == offer, col(models.Listing.state).in_(SHOWN))
    for row in desk.session.exec(there).all():
        if row.remote:
            outbox.marked(desk.session.connection(), row.account, "listing", row.id or 0)


def _agreed(desk: Desk, said: Words) -> Words:
    """The producer's own word counts; a yes nobody asked about before is written down as spoken. Raises Conflict."""
    if said.producer is None:
        return replace(said, consent=False)
    before = consents.last(desk, said.producer)
    if before is None and said.consent:
        consents.give(desk, said.producer, "spoken")
    agreed = said.consent if before is None else before.given
    if said.photos and not agreed:
        raise Conflict(NOT_AGREED, hint=N_("Let them sign at “Whose is it?”."))
    return replace(said, consent=agreed)


def _clean(said: Words) -> Words:
    title = " ".join(thaitext.printable(said.title).split())[:LONGEST_TITLE]
    if not title:
        raise Invalid(N_("What is it called?"), hint=N_("Type a name a buyer understands."))
    if len(said.photos) > MOST_PHOTOS:
        raise Invalid(N_("At most {most} photos."), most=MOST_PHOTOS)
    if not 0 <= said.weight <= HEAVIEST or any(not 0 < side <= LONGEST_SIDE for side in said.size):
        raise Invalid(N_("Weight or size cannot be right."), hint=N_("Weigh and measure the parcel once."))
    if said.size and len(said.size) != len(("length", "width", "height")):
        raise Invalid(N_("A parcel has length, width and height."))
    if (said.boxes is not None and not 0 <= said.boxes <= MOST_BOXES) or not 0 <= said.ship_days <= MOST_DAYS:
        raise Invalid(N_("The number must be from {low} to {high}."), low=0, high=MOST_BOXES)
    if not 0 <= said.postage <= money.LIMIT:
        raise Invalid(N_("This amount cannot be."))
    for text in (said.season_from, said.season_until, said.harvest_on):
        if text:
            day.parse_date(text)
    return replace(
        said, title=title,
        description="\n".join(line.strip() for line in said.description.splitlines()).strip()[:LONGEST_TEXT],
        english=thaitext.printable(said.english).strip()[:LONGEST_TITLE],
        words=thaitext.printable(said.words).strip()[:LONGEST_TITLE], cutoff=_hour(said.cutoff),
    )  # fmt: skip


def _hour(typed: str) -> str:
    """`9:30` as `09:30`; raises Invalid for no hour of a day."""
    found = _HOUR.fullmatch(typed.strip())
    if found is None:
        if not typed.strip():
            return ""
        raise Invalid(N_("“{typed}” is not an hour."), hint=N_("Write it like 12:00"), typed=typed.strip()[:20])
    return f"{int(found[1]):02}:{found[2]}"


@use_case(Right.LOOK)
def ready(desk: Desk, said: Mapping[str, object]) -> Sequence[tuple[str, bool]]:
    """The checklist "ready to sell online": each point as it stands and whether it is done. It never blocks."""
    return [(done if said.get(key) else lacks, bool(said.get(key))) for done, lacks, key in READY]


READY = (
    (N_("Registered as an online shop (DBD)"), N_("Not registered as an online shop yet (DBD)"), "online.registered"),
    (N_("Tax number is written down"), N_("No tax number is written down yet"), "vat.tax_id"),
    (
        N_("Bank account is in the shop's name"),
        N_("The bank account is not in the shop's name yet"),
        "online.account_name",
    ),
)
