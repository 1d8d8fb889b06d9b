"""Papers that stand behind goods or a producer (อย., GAP, OTOP stars …): number, photo, and until when they hold."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import col, select

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import thaitext
from shopdesk.db import models, quick, records
from shopdesk.shop import day, settings
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

WARNED = 30
MOST_STARS = 5
LONGEST = 60
# อย. is the Food and Drug Administration, มผช. the community product standard, GI a protected place of origin.
KINDS = {
    "fda": N_("FDA number (อย.)"),
    "gap": N_("GAP"),
    "organic": N_("Organic"),
    "pgs": N_("Organic, neighbours' word (PGS)"),
    "otop": N_("OTOP stars"),
    "gi": N_("Place of origin (GI)"),
    "tcps": N_("Community standard (มผช.)"),
    "halal": N_("Halal"),
    "other": N_("Another paper"),
}
_LIST = (
    "SELECT c.id, c.kind, c.number, c.stars, c.valid_to, c.photo, c.product, c.producer, "
    "coalesce(p.name, q.name, '') FROM certificate c LEFT JOIN product p ON p.id = c.product "
    "LEFT JOIN producer r ON r.id = c.producer LEFT JOIN party q ON q.id = r.party WHERE c.archived_at IS NULL "
)
_OF_PRODUCT = _LIST + "AND c.product = :product ORDER BY c.valid_to = '', c.valid_to, c.id"
_OF_PRODUCER = _LIST + "AND c.producer = :producer ORDER BY c.valid_to = '', c.valid_to, c.id"
_ENDING = (
    _LIST + "AND c.valid_to != '' AND julianday(c.valid_to) - julianday(:today) <= :days ORDER BY c.valid_to, c.id"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a person says of a certificate; `stars` only of OTOP (1 to 5), `valid_to` a date or empty for ever."""

    kind: str
    number: str = ""
    stars: int = 0
    valid_to: str = ""
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of goods or of a producer; `left` days until it ends, negative when it has, None where never."""

    id: int
    kind: str
    number: str
    stars: int
    valid_to: str
    photo: str
    product: int | None
    producer: int | None
    of: str
    left: int | None = None

    @property
    def words(self) -> str:
        """Its kind in the language of the moment, with the stars of OTOP."""
        return f"{_(KINDS[self.kind])} {'★' * self.stars}".strip()


@use_case(Right.GOODS)
def add(desk: Desk, paper: Paper, *, product: int | None = None, producer: int | None = None) -> int:
    """Keep a certificate of goods or of a producer; raises Invalid for what it cannot say, or of nobody."""
    if (product is None) == (producer is None):
        raise Invalid(N_("Say whose paper it is."))
    row = models.Certificate(uid="", product=product, producer=producer, **_fields(paper))
    made = records.create(desk.session, desk.entry, row, desk.now, desk.random)
    assert made.id is not None
    return made.id


@use_case(Right.GOODS)
def change(desk: Desk, certificate: int, paper: Paper) -> None:
    """A renewed certificate; raises NotFound, Invalid."""
    records.change(desk.session, desk.entry, _row(desk, certificate), **_fields(paper))


@use_case(Right.GOODS)
def put_away(desk: Desk, certificate: int) -> None:
    """It stands behind them no more; raises NotFound, Conflict."""
    records.archive(desk.session, desk.entry, _row(desk, certificate), desk.now)


@use_case(Right.LOOK)
def of_product(desk: Desk, product: int) -> list[Certificate]:
    """The certificates of goods, the first to end first."""
    return _read(desk, _OF_PRODUCT, product=product)


@use_case(Right.LOOK)
def of_producer(desk: Desk, producer: int) -> list[Certificate]:
    """The certificates of a producer, the first to end first."""
    return _read(desk, _OF_PRODUCER, producer=producer)


@use_case(Right.LOOK)
def ending(desk: Desk, days: int = WARNED) -> list[Certificate]:
    """What has ended or ends within so many days."""
    return _read(desk, _ENDING, today=settings.today(desk).isoformat(), days=days)


def _read(desk: Desk, statement: str, **asked: Any) -> list[Certificate]:
    today = settings.today(desk)
    rows = quick.rows(desk.session.connection(), statement, asked)
    return [_with_left(Certificate(*row), today) for row in rows]


def _with_left(found: Certificate, today: date) -> Certificate:
    return replace(found, left=(date.fromisoformat(found.valid_to) - today).days) if found.valid_to else found


def _row(desk: Desk, certificate: int) -> models.Certificate:
    row = desk.session.exec(select(models.Certificate).where(col(models.Certificate.id) == certificate)).first()
    if row is None:
        raise NotFound(N_("That paper is no longer there."))
    return row


def _fields(paper: Paper) -> dict[str, Any]:
    if paper.kind not in KINDS:
        raise Invalid(N_("Choose one of the offered values."))
    stars = paper.stars if paper.kind == "otop" else 0
    if paper.kind == "otop" and not 1 <= stars <= MOST_STARS:
        raise Invalid(N_("OTOP gives 1 to 5 stars."), hint=N_("Type how many."))
    if paper.valid_to:
        day.parse_date(paper.valid_to)
    number = thaitext.printable(paper.number).strip()[:LONGEST]
    return {
        "kind": paper.kind, "number": number, "stars": stars, "valid_to": paper.valid_to, "photo": paper.photo,
    }  # fmt: skip
