"""The first minute of a shop file: the rows every shop begins with, and whose till this is."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from shopdesk.base import clock, machine
from shopdesk.base.errors import DatabaseProblem, Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import restricted, tender, thaitext, vat
from shopdesk.core.documents import FIRST_LETTER
from shopdesk.db import backup, engine, journal, models, records
from shopdesk.shop import rules
from shopdesk.shop.rights import Right, use_case

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk, Office, TillInfo
    from shopdesk.shop.rights import Actor

SERIES = {"sale": "", "refund": "R", "close": "Z", "paper": "D", "payout": "P", "market": "M", "online": "N"}
_LETTERS = re.compile("[A-Z]{1,6}")
# How far past the next letter a drawn one may lie: two letters long.
_LOTS = (26, 650)
FIRST_OWNER = "เจ้าของร้าน"


def backup_before_migration(opened: Engine, data_dir: Path, now: datetime) -> None:
    """A checked copy beside the shop file before its shape changes."""
    backup.make(opened, data_dir / "before-update", now)


def settle(opened: Engine, installation: str, now: datetime, random: Random) -> "tuple[TillInfo, str]":
    """Begin the shop where the file is new, and say which till this is; "moved" where another machine held it."""
    from shopdesk.shop.desk import TillInfo

    with Session(opened) as session:
        till = _till_here(session, installation)
    if till is None:
        with Session(engine.writer(opened), expire_on_commit=False) as session, session.begin():
            till = _till_here(session, installation) or _begin(session, installation, now, random)
    with Session(opened) as session:
        lacking = _lacking(session)
    if lacking:
        _add_tenders(opened, till, lacking, now, random)
    assert till.id is not None
    return TillInfo(till.id, till.code, till.name), "" if till.installation == installation else "moved"


def _till_here(session: Session, installation: str) -> models.Till | None:
    tills = session.exec(
        select(models.Till).where(col(models.Till.archived_at).is_(None)).order_by(col(models.Till.id))
    ).all()
    return next((till for till in tills if till.installation == installation), tills[-1] if tills else None)


def _begin(session: Session, installation: str, now: datetime, random: Random) -> models.Till:
    entry = journal.Entry(kind="starting.begin")

    def new(row: models.Record) -> int:
        stored = records.create(session, entry, row, now, random)
        assert stored.id is not None
        return stored.id

    party = new(models.Party(uid="", name=FIRST_OWNER))
    till = models.Till(uid="", code="1", name="", installation=installation)
    new(till)
    new(models.User(uid="", party=party, login=thaitext.identity(FIRST_OWNER), role="owner"))
    new(models.Owner(uid="", party=None))
    new(models.Location(uid="", name="หน้าร้าน", kind="counter"))
    new(models.Lot(uid=""))
    for position, made in enumerate(tender.ready_made()):
        new(_tender_row(made, position))
    for rate in vat.RATES:
        new(
            models.VatRate(
                uid="",
                starts=rate.first_day.isoformat(),
                rate=rate.rate,
                source=rate.source,
                verified_to=rate.verified_to.isoformat(),
            )
        )
    for rule in restricted.RULES:
        new(models.RestrictedRule(uid="", **rules.values(rule)))
    assert till.id is not None
    open_series(session, till.id, FIRST_LETTER)
    deed = journal.Deed(till.id, party, None, now, clock.business_date(now), random)
    journal.store(entry, session.connection(), deed)
    return till


def _lacking(session: Session) -> list[tender.Tender]:
    """Ways of paying that this program has of its own and an older shop does not know yet."""
    known = set(session.exec(select(models.Tender.code)).all())
    return [made for made in tender.ready_made() if made.kind != "named" and made.code not in known]


def _add_tenders(
    opened: Engine, till: models.Till, lacking: list[tender.Tender], now: datetime, random: Random
) -> None:
    entry = journal.Entry(kind="starting.add_tenders")
    with Session(engine.writer(opened), expire_on_commit=False) as session, session.begin():
        party = session.exec(select(models.User.party).where(models.User.role == "owner")).first()
        position = len(session.exec(select(models.Tender.id)).all())
        for made in lacking:
            records.create(session, entry, _tender_row(made, position), now, random)
        assert till.id is not None
        assert party is not None
        deed = journal.Deed(till.id, party, None, now, clock.business_date(now), random)
        journal.store(entry, session.connection(), deed)


def _tender_row(made: tender.Tender, position: int) -> models.Tender:
    return models.Tender(
        uid="",
        code=made.code,
        kind=made.kind,
        name=made.name,
        english=made.english,
        icon=made.icon,
        bars=list(made.bars),
        digits=made.digits,
        gives_change=made.gives_change,
        categories=list(made.categories),
        position=position,
    )


def open_series(session: Session, till: int, letter: str) -> None:
    """Begin the number series of a till in a letter; the ones before it take no more numbers."""
    for row in session.exec(select(models.Series).where(models.Series.till == till)).all():
        row.active = False
        session.add(row)
    session.add_all([models.Series(till=till, kind=kind, letter=letter) for kind in SERIES])
    session.flush()


def next_letter(session: Session, till: models.Till, remembered: Mapping[str, str]) -> str:
    """The letter after the highest one this till has used, as the file says or this machine: A … Z, then AA, AB …"""
    used = session.exec(select(models.Series.letter).where(models.Series.till == till.id)).all()
    return _letter(max(_letter_value(letter) for letter in (*used, remembered.get(till.code, ""))) + 1)


def _letter(value: int) -> str:
    text = ""
    while value:
        value, rest = divmod(value - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _letter_value(letter: str) -> int:
    value = 0
    for sign in letter:
        value = value * 26 + ord(sign) - ord("A") + 1
    return value


def remembered_letters(data_dir: Path) -> dict[str, str]:
    """The highest letter of each till that was ever used in this folder, whatever became of the shop file."""
    told = machine.read(data_dir).get("letters")
    if not isinstance(told, dict):
        return {}
    return {code: letter for code, letter in told.items() if isinstance(letter, str) and _LETTERS.fullmatch(letter)}


def remember_letters(opened: Engine, data_dir: Path) -> None:
    """Note the letters in use beside the shop file, so that a backup restored twice takes no number twice."""
    told = remembered_letters(data_dir)
    with Session(opened) as session:
        rows = session.exec(
            select(models.Till.code, models.Series.letter)
            .join(models.Till, col(models.Till.id) == models.Series.till)
            .where(models.Series.letter != FIRST_LETTER)
        ).all()
    found = dict(told)
    for code, letter in rows:
        found[code] = max(found.get(code, ""), letter, key=_letter_value)
    if found != told:
        machine.write(data_dir, letters=found)


@use_case(Right.SETTINGS)
def claim_till(desk: "Desk", installation: str, answer: str, remembered: Mapping[str, str]) -> None:
    """Say what a folder from another machine is: "moved" goes on with the same till, "copy" becomes a till of its own.

    Either way numbers go on in a new letter, since the other machine may have sold since; a copy writes nothing more in
    the name of the till it came from. Its accounts at platforms wait until somebody lets them go on. Raises Invalid.
    """
    from shopdesk.shop import accounts
    from shopdesk.shop.desk import TillInfo

    till = desk.session.get_one(models.Till, desk.till.id)
    if answer == "moved":
        records.change(desk.session, desk.entry, till, installation=installation)
        open_series(desk.session, desk.till.id, next_letter(desk.session, till, remembered))
    elif answer == "copy":
        codes = set(desk.session.exec(select(models.Till.code)).all())
        code = next(str(number) for number in range(2, 1000) if str(number) not in codes)
        copy = records.create(
            desk.session, desk.entry, models.Till(uid="", code=code, installation=installation), desk.now, desk.random
        )
        assert copy.id is not None
        open_series(desk.session, copy.id, FIRST_LETTER)
        desk.till = TillInfo(copy.id, copy.code, copy.name)
    else:
        raise Invalid(N_("Say whether this shop was moved or copied."))
    accounts.pause_all(desk.session, desk.entry)


def claim(office: "Office", answer: str, actor: "Actor | None" = None, approver: "Actor | None" = None) -> None:
    """`claim_till` as one deed; the office then sells at the till the answer made it. Raises NotAllowed, Invalid."""
    installation = machine.installation(office.data_dir)
    with office.writing(actor, approver) as desk:
        claim_till(desk, installation, answer, remembered_letters(office.data_dir))
    office.till, office.question = settle(office.engine, installation, office.clock(), office.random)
    remember_letters(office.engine, office.data_dir)


def letters_for_restore(session: Session, data_dir: Path, source: Path, random: Random) -> dict[str, str]:
    """A letter never used for each till, noted beside the backup, so that two machines never take the same from it.

    Where nothing can be noted there, the other machine could not know: the letter is drawn by lot from six hundred.
    """
    here, there = remembered_letters(data_dir), remembered_letters(source)
    used = {code: max(here.get(code, ""), there.get(code, ""), key=_letter_value) for code in {*here, *there}}
    tills = session.exec(select(models.Till)).all()
    letters = {till.code: next_letter(session, till, used) for till in tills}
    try:
        machine.write(source, letters={**there, **letters})
    except DatabaseProblem:
        return {code: _letter(_letter_value(letter) + random.randrange(*_LOTS)) for code, letter in letters.items()}
    return letters


def after_restore(session: Session, installation: str, entry: journal.Entry, letters: Mapping[str, str]) -> models.Till:
    """A restored file goes on in new letters at every till, so that no number of the lost hours is used twice.

    Answers the till of this machine: the one it was, else the one the file came from.
    """
    for till in session.exec(select(models.Till)).all():
        assert till.id is not None
        open_series(session, till.id, letters[till.code])
    here = _till_here(session, installation)
    assert here is not None
    records.change(session, entry, here, installation=installation)
    return here
