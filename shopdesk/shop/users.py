"""People at the till: name, role, PIN. A PIN is stored as Argon2id and guessing is slowed down across restarts.

A PIN keeps people in the shop apart; it does not protect the file from a thief.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from shopdesk.base.errors import Conflict, Invalid, NotAllowed, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import digits, thaitext
from shopdesk.core import pin as pins
from shopdesk.db import models, records
from shopdesk.shop.desk import Desk, Office, actor_of, record, sole_actor
from shopdesk.shop.rights import ROLES, Actor, Right, of_role, require, use_case

if TYPE_CHECKING:
    from argon2 import PasswordHasher

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
LONGEST_NAME = 60
# A hash that no PIN makes, so that an unknown name takes as long as a wrong PIN.
WRONG = N_("The name or the PIN is wrong.")
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$c2hvcGRlc2tzaG9wZGVzaw$OWXCYoJdVLxOkGnnwFmwUEWqoVStWYuB0dP2wQb7hFo"


@dataclass(frozen=True, slots=True)
class UserInfo:
    """A person at the till as the list shows one."""

    id: int
    name: str
    role: str
    has_pin: bool
    single_rights: dict[str, bool]


def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    # OWASP's minimum for Argon2id: 19 MiB, two passes; a cheap laptop answers within a quarter of a second.
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def listed(office: Office) -> list[UserInfo]:
    """Who can sign in: names, roles and pictures of nobody; needs no right, since nobody is signed in yet."""
    with Session(office.engine) as session:
        rows = session.exec(
            select(models.User, models.Party.name)
            .join(models.Party, col(models.Party.id) == models.User.party)
            .where(col(models.User.archived_at).is_(None))
            .order_by(col(models.User.id))
        ).all()
        return [UserInfo(row.id or 0, name, row.role, bool(row.pin_hash), dict(row.rights or {})) for row, name in rows]


def shop_name(office: Office) -> str:
    """The name of the shop, for a window that nobody has unlocked."""
    with Session(office.engine) as session:
        found = session.exec(
            select(models.Setting.value).where(models.Setting.scope == "shop", models.Setting.key == "shop.name")
        ).first()
    return str(found or "")


def able(people: Iterable[UserInfo], right: str) -> list[UserInfo]:
    """Those who have a right, owners first: who may stand in for somebody else."""
    found = [person for person in people if right in of_role(person.role, person.single_rights)]
    return sorted(found, key=lambda person: person.role != "owner")


def last_here(office: Office) -> str:
    """The name of whoever worked at this till last, to be offered at the lock; empty where nobody who is there did."""
    with Session(office.engine) as session:
        name = session.exec(
            select(models.Party.name)
            .join(models.User, col(models.User.party) == models.Party.id)
            .join(models.Journal, col(models.Journal.actor) == models.Party.id)
            .where(models.Journal.till == office.till.id, col(models.User.archived_at).is_(None))
            .order_by(col(models.Journal.seq).desc())
            .limit(1)
        ).first()
        return name or ""


def again(office: Office, actor: Actor | None) -> Actor | None:
    """The acting person with the name and rights they have now; the owner where no PIN is set and nobody acted yet.

    None where somebody has to sign in: nobody acted, or the person was removed.
    """
    with Session(office.engine) as session:
        rows = session.exec(select(models.User).where(col(models.User.archived_at).is_(None))).all()
        locked = any(row.pin_hash for row in rows)
        row = next((row for row in rows if actor is not None and row.id == actor.user), None)
        if row is None:
            return None if locked else sole_actor(session)
        return actor_of(session, row, sole=not locked and len(rows) == 1)


def sign_in(office: Office, name: str, pin: str) -> Actor:
    """The person of this name and PIN. Raises NotAllowed for a wrong one, in the same words for an unknown name.

    After five wrong PINs in a row the wait grows from 30 seconds to 15 minutes, and outlives a restart.
    """
    with Session(office.engine) as session:
        user = session.exec(
            select(models.User).where(
                models.User.login == thaitext.identity(name), col(models.User.archived_at).is_(None)
            )
        ).first()
        actor = actor_of(session, user) if user is not None else None
        stored = user.pin_hash if user is not None else _NOBODY
    if actor is None or user is None:
        _matches(_NOBODY, pin)
        raise _wrong()
    failures = _count_try(office, actor)
    if stored and not _matches(stored, pin):
        _note_guessing(office, actor, failures)
        raise _wrong()
    _forget_tries(office, actor)
    return actor


def _wrong() -> NotAllowed:
    return NotAllowed(WRONG, right=Right.SELL.value, hint=N_("Try again."))


def _matches(stored: str, pin: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(stored, digits.arabic(pin))
    except (VerificationError, InvalidHashError):
        return False


def _count_try(office: Office, actor: Actor) -> int:
    """Count a try before the PIN is looked at, so that several programs at once get no more tries than one.

    Answers how many wrong ones there are if this is one too; raises NotAllowed while a wait lasts.
    """
    now = office.clock()
    with office.writing(actor) as desk:
        row = _tries(desk.session, office, actor)
        if row is None:
            row = models.PinTry(user=actor.user, till=office.till.id, failures=0, seen=now, until=now)
        # A clock set back does not shorten the wait, one set forward does not lengthen the next.
        row.seen = max(now, row.seen)
        if row.seen < row.until:
            seconds = int((row.until - row.seen).total_seconds()) + 1
            raise NotAllowed(
                N_("Too many wrong PINs. Wait {seconds} seconds."),
                right=Right.SELL.value,
                hint=N_("Then try again, or ask the owner."),
                seconds=seconds,
            )
        row.failures += 1
        row.until = row.seen + _wait(row.failures)
        desk.session.add(row)
        return row.failures


def _tries(session: Session, office: Office, actor: Actor) -> models.PinTry | None:
    return session.exec(
        select(models.PinTry).where(models.PinTry.user == actor.user, models.PinTry.till == office.till.id)
    ).first()


def _note_guessing(office: Office, actor: Actor, failures: int) -> None:
    if failures % 10 == 0:
        with office.writing(actor) as desk:
            desk.entry.kind = "users.sign_in"
            record(desk, "event", kind="pin.guessed", subject=str(actor.user), detail={"failures": failures})


def _forget_tries(office: Office, actor: Actor) -> None:
    with office.writing(actor) as desk:
        row = _tries(desk.session, office, actor)
        if row is not None:
            row.failures, row.until = 0, row.seen
            desk.session.add(row)


def _wait(failures: int) -> timedelta:
    beyond = failures - FREE_TRIES
    if beyond < 0:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(beyond, 10)), LONGEST_WAIT)


@use_case(Right.USERS)
def add(desk: Desk, name: str, role: str, pin: str = "") -> int:
    """A new person at the till; raises Invalid for a bad name, role or PIN, Conflict for a name already there."""
    name = _name(desk, name)
    if role not in ROLES:
        raise Invalid(N_("Choose one of the offered values."))
    party = records.create(desk.session, desk.entry, models.Party(uid="", name=name), desk.now, desk.random)
    user = models.User(uid="", party=party.id or 0, login=thaitext.identity(name), role=role, pin_hash=_hash(pin))
    return records.create(desk.session, desk.entry, user, desk.now, desk.random).id or 0


@use_case(Right.LOOK)
def set_pin(desk: Desk, user: int, pin: str) -> None:
    """Set a PIN of 4 to 6 digits, or none (""); one's own, or anybody's with the right, which none always needs.

    Raises NotAllowed, Invalid.
    """
    if user != desk.actor.user or not desk.actor.rights or not pin:
        require(desk, Right.USERS)
    row = _user(desk, user)
    records.change(desk.session, desk.entry, row, pin_hash=_hash(pin))


@use_case(Right.USERS)
def change(desk: Desk, user: int, *, name: str, role: str, single_rights: dict[str, bool]) -> None:
    """Change name, role and single rights; raises Conflict where the last owner would be lost, Invalid, NotFound."""
    row = _user(desk, user)
    if role not in ROLES or any(key not in {right.value for right in Right} for key in single_rights):
        raise Invalid(N_("Choose one of the offered values."))
    if row.role == "owner" and role != "owner":
        _another_owner(desk, user)
    party = desk.session.get_one(models.Party, row.party)
    if thaitext.identity(name) != row.login:
        name = _name(desk, name)
    records.change(desk.session, desk.entry, party, name=name.strip())
    records.change(desk.session, desk.entry, row, login=thaitext.identity(name), role=role, rights=dict(single_rights))


@use_case(Right.USERS)
def rename(desk: Desk, user: int, name: str) -> None:
    """Another name for a person, everything else as it is; raises Invalid, Conflict, NotFound."""
    row = _user(desk, user)
    change(desk, user, name=name, role=row.role, single_rights=dict(row.rights or {}))


@use_case(Right.USERS)
def remove(desk: Desk, user: int) -> None:
    """Take a person off the till; their deeds stay under their name. Raises Conflict for the last owner."""
    row = _user(desk, user)
    if row.role == "owner":
        _another_owner(desk, user)
    records.archive(desk.session, desk.entry, row, desk.now)


@use_case(Right.USERS)
def bring_back(desk: Desk, user: int) -> None:
    """Undo `remove`; raises NotFound."""
    row = desk.session.get(models.User, user)
    if row is None:
        raise NotFound(N_("That person is no longer there."))
    records.restore(desk.session, desk.entry, row)


def _another_owner(desk: Desk, user: int) -> None:
    others = desk.session.exec(
        select(models.User.id).where(
            models.User.role == "owner", col(models.User.archived_at).is_(None), models.User.id != user
        )
    ).all()
    if not others:
        raise Conflict(N_("The shop needs an owner."), hint=N_("Make somebody else owner first."))


def _user(desk: Desk, user: int) -> models.User:
    row = desk.session.get(models.User, user)
    if row is None or row.archived_at is not None:
        raise NotFound(N_("That person is no longer there."))
    return row


def _name(desk: Desk, name: str) -> str:
    name = thaitext.strip(thaitext.printable(name)).strip()
    if not name or len(name) > LONGEST_NAME or not thaitext.identity(name):
        raise Invalid(N_("Type a name."), hint=N_("Use at most {most} letters."), most=LONGEST_NAME)
    if (
        desk.session.exec(select(models.User.id).where(models.User.login == thaitext.identity(name))).first()
        is not None
    ):
        raise Conflict(N_("Somebody of this name is there already."), hint=N_("Add a nickname."))
    return name


def _hash(pin: str) -> str:
    pin = pins.read(pin)
    return _hasher().hash(pin) if pin else ""
