"""sync --once, sync --watch, sync status, retry, skip, held: what goes to the platforms and what comes from them."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.base.errors import Invalid, NotFound, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.cli import online_files
from shopdesk.cli.columns import row
from shopdesk.cli.declaring import Annotated, Argument, Option, alone, command
from shopdesk.cli.running import Answer, Run, as_json, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.desk import Desk, Office
    from shopdesk.shop.exchange import Held, Waiting
    from shopdesk.shop.rights import Actor
    from shopdesk.sync.engine import Event

Number = Annotated[int, Argument(metavar="ID", help=N_("Its number in the list"))]
EVERY, LARGEST_TEXT = 120, 500_000


@alone("sync")
def sync(
    run: Run,
    once: Annotated[bool, Option("--once", help=N_("One round: take orders in, say what is due"))] = False,
    watch: Annotated[bool, Option("--watch", help=N_("Round after round, until Ctrl+C"))] = False,
    every: Annotated[
        int | None, Option("--every", min=5, max=3_600, metavar="SECONDS", help=N_("Between rounds of --watch"))
    ] = None,
) -> Answer:
    """Code 1 where an account was not reached or something needs a person."""
    if once == watch:
        raise Invalid(N_("Say --once or --watch."))
    with run.office() as office:
        settled(office)
        rounds = _Rounds(run, office, run.actor(office))
        # Whoever may not look does not send either.
        rounds.told()
        if once:
            rounds.whole(at_once=True)
            return rounds.told()
        rounds.watch(every or EVERY)
    return Answer({"ended": True}, (_("The rounds are over."),))


class _Rounds:
    """Rounds over the accounts of one shop, and what was heard of the last one."""

    def __init__(self, run: Run, office: "Office", actor: "Actor | None") -> None:
        from shopdesk.base import clock
        from shopdesk.sync import channels, thrift
        from shopdesk.sync.engine import Engine
        from shopdesk.sync.vault import open_vault

        self._run, self._office, self._actor = run, office, actor
        self._heard: list[Event] = []
        self._spares = False
        opener = thrift.opener(channels.opener(open_vault(run.data), clock.system_clock), lambda: self._spares)
        self._engine = Engine(office, opener, clock.system_clock, office.random, self._heard.append)

    def whole(self, *, at_once: bool = False) -> None:
        """Rounds until all is said; photos wait on a line that is paid by what is used, as in the window."""
        from shopdesk.shop import settings

        with self._office.reading(self._actor) as desk:
            self._spares = settings.photos_wait(desk, _metered)
        self._engine.whole(at_once=at_once)

    def told(self) -> Answer:
        """What the round brought to each account, and how each stands after it."""
        from shopdesk.shop import accounts

        with self._office.reading(self._actor) as desk:
            found, carried = accounts.listing(desk), online_files.files(desk)
        told = [_account(one, self._heard, carried.get(one.id)) for one in found]
        bad = any(one["why"] or one["stuck"] or one["held"] or one["login"] == "needed" for one in told)
        lines = tuple(line for one in told for line in _account_lines(one))
        return Answer({"accounts": told}, lines or (_("No account yet."),), 1 if bad else 0)

    def watch(self, every: int) -> None:
        """Round after round until Ctrl+C; one that fails is told, and the next comes all the same."""
        wait = threading.Event()
        self._run.say(_("Round after round; end it with Ctrl+C."))
        try:
            while True:
                self._heard.clear()
                self._watched()
                wait.wait(every)
        except KeyboardInterrupt:
            return

    def _watched(self) -> None:
        try:
            self.whole()
        except ShopError as error:
            self._run.refuse(error)
            return
        told = self.told()
        if self._run.json:
            print(as_json(told.data), flush=True)
        self._run.say(*told.lines)


def _metered() -> bool:
    """Whether the computer says that its line is paid by what is used."""
    from shopdesk.ui import online

    return online.metered()


def _account(one: "Standing", heard: "list[Event]", carried: "online_files.Files | None") -> dict[str, Any]:
    from shopdesk.cli import channels

    def sum_of(kind: str) -> int:
        return sum(event.count for event in heard if event.account == one.id and event.kind == kind)

    return {
        "id": one.id, "name": one.name, "channel": one.channel, "paused": one.paused, "orders": sum_of("orders"),
        "sent": sum_of("said"), "waits": one.waits, "stuck": one.stuck, "held": one.held, "login": one.login,
        "reached": channels.instant(one.pulled_at), "again": channels.instant(one.not_before),
        "why": channels.told_why(one.why), "fix": _(channels.typed(one.fix)) if one.fix else "",
        "files": carried.data if carried is not None else None,
    }  # fmt: skip


def _account_lines(one: dict[str, Any]) -> list[str]:
    said = _("{orders} new orders · {sent} sent · {waits} wait").format(**one)
    lines = [row(f"{one['id']} · {one['name']}", _("By files") if one["files"] else said)]
    lines += [f"  {words}" for words in (one["files"] or {}).get("said", ())]
    if one["stuck"] or one["held"]:
        lines.append(f"  {_('{count} to look at: shopdesk sync status').format(count=one['stuck'] + one['held'])}")
    return lines + [f"  {words}" for words in (one["why"], one["fix"]) if words]


@command("sync status", N_("How the line stands, what waits and why"))
def status(run: Run) -> Answer:
    """What a person has to mend first."""
    from shopdesk.cli import channels
    from shopdesk.shop import accounts, exchange

    with run.looking() as desk:
        stands, waiting, held = exchange.line(desk), exchange.waiting(desk), exchange.held(desk)
        carried = online_files.files(desk)
        told = [_account(one, [], carried.get(one.id)) for one in accounts.listing(desk)]
    data = {
        "fine": stands.fine, "reached": channels.instant(stands.reached), "waits": stands.waits, "due": stands.due,
        "stuck": stands.stuck, "logins": stands.logins, "held": stands.held, "accounts": told,
        "waiting": [_waiting(one) for one in waiting], "held_replies": [_held(one) for one in held],
    }  # fmt: skip
    lines = [line for one in told for line in _account_lines(one)]
    lines += [line for one in waiting for line in _waiting_lines(one)]
    lines += [line for one in held for line in _held_lines(one)]
    return Answer(data, tuple(lines) or (_("No account yet."),), 0 if stands.problems == 0 else 1)


def _waiting(one: "Waiting") -> dict[str, Any]:
    from shopdesk.cli import channels

    return {
        "id": one.id, "account": one.account_name, "kind": one.kind, "about": one.about, "state": one.state,
        "attempts": one.attempts, "again": channels.instant(one.again), "why": channels.told_why(one.why),
        "fix": _(channels.typed(one.fix)) if one.fix else "",
    }  # fmt: skip


def _held(one: "Held") -> dict[str, Any]:
    from shopdesk.cli import channels

    return {
        "id": one.id, "account": one.account_name, "kind": one.kind, "key": one.key, "at": channels.instant(one.at),
        "why": channels.told_why(one.why), "fix": _(channels.typed(one.fix)) if one.fix else "", "text": one.body,
    }  # fmt: skip


def _kind_words(kind: str, about: str) -> str:
    words = {
        "listing": _("Sales page of {name}"),
        "stock": _("Stock of {name}"),
        "price": _("Price of {name}"),
        "pack": _("Order {name} is packed"),
        "ship": _("Order {name} is sent"),
        "label": _("Parcel label of order {name}"),
        "cancel": _("Order {name} is cancelled"),
        "answer": _("Answer to the buyer of {name}"),
    }
    return words[kind].format(name=about)


def _waiting_lines(one: "Waiting") -> list[str]:
    from shopdesk.cli import channels

    states = {"stuck": _("Not sent"), "unknown": _("Not sure it arrived"), "due": _("Waits")}
    lines = [row(f"[{one.id}] {_kind_words(one.kind, one.about or str(one.key))}", states[one.state])]
    return lines + [
        f"  {words}" for words in (channels.told_why(one.why), _(channels.typed(one.fix)) if one.fix else "") if words
    ]


def _held_lines(one: "Held") -> list[str]:
    from shopdesk.cli import channels

    head = row(f"[{one.id}] {one.account_name} · {one.key}", _("Cannot be read"))
    return [
        head,
        *(
            f"  {words}"
            for words in (channels.told_why(one.why), _(channels.typed(one.fix)) if one.fix else "")
            if words
        ),
    ]


@command("sync retry", N_("Try what waits again with the next round"))
def retry(
    run: Run,
    number: Annotated[int | None, Argument(metavar="[ID]", help=N_("Its number in the list"))] = None,
    every: Annotated[bool, Option("--all", help=N_("Everything that waits"))] = False,
) -> Answer:
    """Also what was given up; say it after mending what was wrong."""
    from shopdesk.shop import exchange

    if (number is None) == (not every):
        raise Invalid(N_("Say which one, or --all."), hint=N_("See: shopdesk sync status"))

    def deed(desk: "Desk") -> int:
        wanted = [number] if number is not None else [one.id for one in exchange.waiting(desk, exchange.ALL)]
        for entry in wanted:
            exchange.again(desk, entry)
        return len(wanted)

    count = _done(run, deed)
    return Answer({"again": count}, (_("{count} go out with the next round.").format(count=count),))


@command("sync skip", N_("Never say something that waits"))
def skip(run: Run, number: Number) -> Answer:
    """The platform keeps what it shows."""
    from shopdesk.shop import exchange

    def deed(desk: "Desk") -> int:
        exchange.skip(desk, number)
        return 1

    return Answer({"skipped": _done(run, deed)}, (_("It is not sent."),))


def _done(run: Run, deed: "Callable[[Desk], int]") -> int:
    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            return deed(desk)


@command("sync held list", N_("What came and could not be read"))
def held_list(run: Run) -> Answer:
    """Each with its text and the reason; nothing that came is thrown away."""
    from shopdesk.shop import exchange

    with run.looking() as desk:
        found = exchange.held(desk)
    lines = tuple(line for one in found for line in [*_held_lines(one), *one.body.splitlines()[:1]])
    return Answer({"held": [_held(one) for one in found]}, lines or (_("Everything that came was read."),))


@command("sync held drop", N_("Throw away what could not be read"))
def held_drop(run: Run, number: Number) -> Answer:
    """The platform may tell it again."""
    from shopdesk.shop import exchange

    def deed(desk: "Desk") -> int:
        _one(exchange.held(desk, exchange.ALL), number)
        exchange.drop(desk, number)
        return 1

    return Answer({"dropped": _done(run, deed)}, (_("It is thrown away."),))


@command("sync held replay", N_("Take in what could not be read, as it stands or mended"))
def held_replay(
    run: Run,
    number: Number,
    file: Annotated[Path | None, Option("--file", metavar="FILE", help=N_("Its text as you mended it"))] = None,
) -> Answer:
    """Unchanged, what came over the line is asked for anew. What still cannot be read stays held as you mended it."""
    from shopdesk.base import files
    from shopdesk.cli import channels
    from shopdesk.shop import exchange
    from shopdesk.shop.rights import Right, require

    with run.office() as office:
        settled(office)
        with office.reading(run.actor(office)) as desk:
            require(desk, Right.ONLINE)
            text = _one(exchange.held(desk, exchange.ALL), number).body
        if file is not None:
            text = files.read_bounded(file, LARGEST_TEXT).decode("utf-8-sig", "replace")
        with channels.asked():
            channels.line(run).replay(office, run.actor(office), number, text)
    return Answer({"taken_in": True}, (_("It is taken in."),))


def _one(found: "list[Held] | Any", number: int) -> "Held":
    one: Held | None = next((one for one in found if one.id == number), None)
    if one is None:
        raise NotFound(N_("This was taken in already."), hint=N_("See: shopdesk sync held list"))
    return one
