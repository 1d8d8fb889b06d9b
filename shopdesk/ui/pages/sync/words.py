"""What waits and how an account stands, in the words of the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.ui import ago

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.channels import ChannelProblem
    from shopdesk.shop.exchange import Held, Line, Waiting
    from shopdesk.shop.sides import Side

MEGABYTE, KILOBYTE = 1_000_000, 1_000


@dataclass(frozen=True, slots=True)
class Thing:
    """A row of the page: something still to be sent, or something that came and could not be read."""

    what: str
    where: str
    when: str
    state: str
    tone: str
    why: str
    fix: str
    detail: str
    entry: "Waiting | None" = None
    held: "Held | None" = None
    sides: "tuple[Side, ...]" = ()


def top(line: "Line", now: datetime) -> str:
    """The sentence at the top of the page."""
    if line.problems and not line.waits:
        return _("{count} to look at").format(count=line.problems)
    if line.problems:
        return _("{count} waiting · {problems} to look at").format(count=line.waits, problems=line.problems)
    if line.waits:
        return _("{count} waiting").format(count=line.waits)
    if line.reached is None:
        return _("Nothing was sent yet")
    return _("Everything is sent, at {time}").format(time=ago.told(line.reached, now))


def waiting(entry: "Waiting", now: datetime) -> Thing:
    """Something still to be sent."""
    plain, detail = parted(entry.why)
    words, tone = _state(entry)
    when = "" if entry.paused or entry.state == "stuck" else ago.soon(entry.again, now)
    return Thing(
        _what(entry.kind, entry.about or str(entry.key)), entry.account_name, when, words,
        tone, plain, _(entry.fix) if entry.fix else "", detail, entry=entry,
    )  # fmt: skip


def held(reply: "Held", now: datetime, sides: "Sequence[Side]" = ()) -> Thing:
    """Something that came and could not be read, or says otherwise than what is here."""
    plain, detail = parted(reply.why)
    what = _("Order {number} from the buyer") if reply.kind == "orders" else _("What the platform pays, {number}")
    return Thing(
        what.format(number=reply.key), reply.account_name, ago.told(reply.at, now),
        _("Two amounts") if sides else _("Cannot be read"), "danger_text", plain, _(reply.fix) if reply.fix else "",
        detail, held=reply, sides=tuple(sides),
    )  # fmt: skip


def parted(why: str) -> tuple[str, str]:
    """The plain sentence, and the platform's own word behind it in brackets."""
    head, bracket, rest = why.partition(" (")
    if bracket and rest.endswith(")"):
        return _(head), rest[:-1]
    return (_(why) if why else ""), ""


def problem_words(problem: "ChannelProblem") -> tuple[str, str]:
    """Why a call did not work, and what to do."""
    why = _(problem.why).format(**problem.values) if problem.values else _(problem.why)
    fix = _(problem.fix).format(**problem.values) if problem.fix and problem.values else _(problem.fix or "")
    return (f"{why} ({problem.detail})" if problem.detail else why), fix if problem.fix else ""


def data_used(count: int) -> str:
    """Bytes as a person reads them."""
    if count >= MEGABYTE:
        return _("{count} MB").format(count=f"{count // MEGABYTE}.{count % MEGABYTE * 10 // MEGABYTE}")
    return _("{count} kB").format(count=-(-count // KILOBYTE))


def account_state(one: "Standing", now: datetime) -> tuple[str, str]:
    """How an account stands in a few words, and their tone."""
    if one.paused:
        return _("Paused"), "muted"
    if one.by_file:
        return file_age(one, now), "muted"
    if one.login == "needed":
        return _("Sign in again") if one.shop else _("Not signed in yet"), "danger"
    if one.login == "soon" and one.login_until is not None:
        return _("Sign in within {days} days").format(days=ago.days(one.login_until, now)), "accent"
    if one.pulled_at is None and not one.why:
        return _("Signed in, no round yet") if one.shop else _("Not signed in yet"), "muted"
    if one.why:
        return _("Not reached"), "accent"
    return _("Connected"), "primary"


def file_age(one: "Standing", now: datetime) -> str:
    """An account that is sold at by files, and when one of them was last read."""
    if one.pulled_at is None:
        return _("By files, none read yet")
    return _("By files, read {age}").format(age=ago.age(one.pulled_at, now))


def _what(kind: str, about: str) -> str:
    words: dict[str, Callable[[], str]] = {
        "listing": lambda: _("Sales page of {name}"),
        "stock": lambda: _("Stock of {name}"),
        "price": lambda: _("Price of {name}"),
        "pack": lambda: _("Order {name} is packed"),
        "ship": lambda: _("Order {name} is sent"),
        "label": lambda: _("Parcel label of order {name}"),
        "cancel": lambda: _("Order {name} is cancelled"),
        "answer": lambda: _("Answer to the buyer of {name}"),
    }
    return words[kind]().format(name=about)


def _state(entry: "Waiting") -> tuple[str, str]:
    if entry.paused:
        return _("Account is paused"), "muted"
    if entry.state == "stuck":
        return _("Not sent"), "danger_text"
    if entry.state == "unknown":
        return _("Not sure it arrived"), "accent_text"
    if entry.attempts:
        return _("Tried {count} times").format(count=entry.attempts), "accent_text"
    return _("Waits"), ""
