"""channels add, list, test, login, pause, resume, share: the shop's accounts where it sells online."""

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from shopdesk.base.errors import Conflict, Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.cli import countries, online_files
from shopdesk.cli.columns import row
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from datetime import datetime

    from shopdesk.db import models
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.channels import Account, ChannelProblem, Rules, Seller
    from shopdesk.shop.desk import Desk
    from shopdesk.sync.line import Line

Name = Annotated[str, Argument(metavar="NAME", help=N_("Name or number of the account"))]
# What the app's page at the platform usually names; nothing has to listen there.
COMES_BACK = "https://localhost/shopdesk"
LONGEST_TYPED = 8_000
_STATE_BITS = 128


@contextlib.contextmanager
def asked() -> Iterator[None]:
    """What a platform answers as a refusal of the command: its why, the platform's own word, and what to do."""
    from shopdesk.shop.channels import ChannelProblem

    try:
        yield
    except ChannelProblem as problem:
        raise refusal(problem) from problem


def refusal(problem: "ChannelProblem") -> ShopError:
    """A problem of a channel as the shop says it."""
    if not problem.detail:
        return ShopError(problem.why, hint=typed(problem.fix), **problem.values)
    why = _(problem.why).format(**problem.values) if problem.values else _(problem.why)
    return ShopError("{why} ({detail})", hint=problem.fix, **{**problem.values, "why": why, "detail": problem.detail})


def typed(fix: str) -> str:
    """What to do as a command names it: it has no button to press."""
    from shopdesk.shop.channel_problems import OPEN_PRACTICE

    return N_("Open it again: shopdesk practice serve") if fix == OPEN_PRACTICE else fix


def line(run: Run) -> "Line":
    """The way to the platforms of the shop in the run's folder."""
    from shopdesk.base import clock
    from shopdesk.sync.line import Line

    return Line(run.data, clock.system_clock, lambda _kind, _account, _count: None)


def rules(channel: str, *, by_file: bool = False) -> "Rules":
    """What a channel asks for, `by_file` or where it is sold at so alone by files; raises Invalid for one nobody
    knows."""
    from shopdesk.shop import byfile
    from shopdesk.sync import channels

    if channel in channels.OPENERS and not by_file:
        return channels.rules(channel)
    found = byfile.FORMATS.get(channel) or byfile.FORMATS.get(f"{channel}-file")
    if found is None:
        names = [name.removesuffix("-file") for name in byfile.FORMATS]
        names = names if by_file else [*channels.OPENERS, *names]
        hint = ", ".join(dict.fromkeys(names))
        raise Invalid(N_("ShopDesk does not know the platform {name}."), hint=hint, name=channel)
    return found.rules


def instant(at: "datetime | None") -> str | None:
    """An instant as JSON tells it."""
    return at.isoformat(timespec="seconds") if at else None


def secret(words: str) -> str:
    """What nobody may see in a list of processes: asked for at a terminal, else the next line of standard input."""
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass(f"{words}: ").strip()
    return sys.stdin.readline(LONGEST_TYPED).strip()


@command("channels add", N_("Add an account where the shop sells; its secret comes on standard input"))
def add(
    run: Run,
    name: Annotated[str, Argument(metavar="NAME", help=N_("Name of the shop there"))],
    channel: Annotated[str, Option("--channel", metavar="PLATFORM", help=N_("lazada, woocommerce …"))],
    place: Annotated[str, Option("--place", help=N_("Country, or the address of the web shop"))] = "",
    app_key: Annotated[str, Option("--app-key", metavar="KEY", help=N_("Of the app that the platform gave"))] = "",
    comes_back: Annotated[str, Option("--comes-back", metavar="ADDRESS", help=N_("As the app there has it"))] = "",
    service: Annotated[str, Option("--service", metavar="ID", help=N_("Of the service that the platform gave"))] = "",
    server: Annotated[str, Option("--server", metavar="ADDRESS", help=N_("Another address of the platform"))] = "",
    by_file: Annotated[bool, Option("--by-file", help=N_("Sell by files that you carry, without an app"))] = False,
    unproven: Annotated[bool, Option("--unproven", help=N_("Of a country where no account answered yet"))] = False,
) -> Answer:
    """The secret goes to the safe of this computer; the shop's file and its backups never hold it."""
    from shopdesk.shop import accounts

    asks = rules(channel, by_file=by_file)
    _complete(asks, place, app_key, service, server)
    options = _options(asks, place, comes_back, service, server)
    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.reading(actor) as desk:
            countries.spoken_with(desk, asks, place, unproven=unproven)
        kept = _app_secret() if asks.needs_app else ""
        with office.writing(actor) as desk:
            where = place or (asks.places[0] if asks.places else "")
            account = accounts.add(desk, asks.name, name, place=where, app_key=app_key, options=options)
            if kept:
                # Before the deed ends: an account without its secret would have to be mended by hand.
                with asked():
                    line(run).keep(account.uid, {"secret": kept})
        with office.reading(actor) as desk:
            made = standing(desk, account.id)
    said = _("{name} is added.").format(name=made.name)
    nxt = () if asks.by_file else (_("Sign in: shopdesk channels login {name}").format(name=made.id),)
    return Answer(told(made), (said, *nxt))


def _complete(told: "Rules", place: str, app_key: str, service: str, server: str) -> None:
    if told.needs_address and not _host(place):
        raise Invalid(N_("The address begins with https://"), hint=N_("Give it with --place."))
    if server and not _host(server):
        raise Invalid(N_("The address begins with https://"), hint=N_("Give it with --server."))
    if told.needs_app and not app_key.strip():
        raise Invalid(N_("The app key is missing."), hint=N_("Add --app-key, or --by-file to sell by files."))
    if told.needs_service and told.needs_app and not (service or server):
        hint = N_("It stands in the link with which shops sign in.")
        raise Invalid(N_("The number of the service is missing."), hint=hint)


def _options(told: "Rules", place: str, comes_back: str, service: str, server: str) -> dict[str, object]:
    if told.by_file:
        return {"by_file": True}
    options: dict[str, object] = {"base": server.rstrip("/")} if server else {}
    options |= {"currency": money} if (money := dict(told.elsewhere).get(place)) else {}
    if told.needs_app:
        options["comes_back_to"] = comes_back or COMES_BACK
        options |= {"service": service.strip()} if service else {}
    return {**options, "practice": True} if _practised(told.name, server or place) else options


def _practised(channel: str, address: str) -> bool:
    """Whether a marketplace of this computer answers there: it speaks for some platforms, and to nobody else."""
    from shopdesk.sync import http

    if not http.is_loopback(_host(address)):
        return False
    from shopdesk.practice import people

    return channel in people.PLATFORMS


def _host(address: str) -> str:
    """The machine an address of the web names; empty where it is none."""
    from urllib.parse import urlsplit

    try:
        return urlsplit(address).hostname or "" if address.startswith(("https://", "http://")) else ""
    except ValueError:
        return ""


def _app_secret() -> str:
    kept = secret(_("App secret"))
    if not kept:
        raise Invalid(N_("The app secret is missing."), hint=N_("Give it on standard input."))
    return kept


@command("channels list", N_("The shop's accounts, and how each stands"))
def listed(run: Run) -> Answer:
    """With what waits, what needs a person, what the platform owes, and the data used this month.

    An account that was put away is shown until its money is square.
    """
    from shopdesk.shop import accounts

    with run.looking() as desk:
        found, carried = accounts.listing(desk, owing=True), online_files.files(desk)
    lines = tuple(line for one in found for line in standing_lines(one, carried.get(one.id)))
    return Answer({"accounts": [told(one, carried.get(one.id)) for one in found]}, lines or (_("No account yet."),))


@command("channels test", N_("Ask the platform who we are"))
def test(run: Run, name: Name) -> Answer:
    """Changes nothing."""
    with run.office() as office:
        settled(office)
        with office.reading(run.actor(office)) as desk:
            account = account_spoken_with(desk, name)
        with asked():
            return _seller(line(run).test(account))


@command("channels login", N_("Sign in at the platform with the browser"))
def login(
    run: Run,
    name: Name,
    page: Annotated[bool, Option("--page", help=N_("Only say the page to open, and its state"))] = False,
    state: Annotated[str, Option("--state", help=N_("The state of the page that was opened"))] = "",
) -> Answer:
    """What came back (the address, or the keys a page shows) is read from standard input."""
    from shopdesk.shop import accounts

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.reading(actor) as desk:
            account = accounts.to_sign_in(desk, account_spoken_with(desk, name).id)

        def keep(seller: "Seller") -> None:
            with office.writing(actor) as desk:
                accounts.signed_in(desk, account.id, seller)

        with asked():
            if page or not state:
                opened = _page(run, account, office.random.getrandbits(_STATE_BITS), ends=page)
                if page:
                    return opened
                run.say(*opened.lines)
                state = opened.data["state"]
            seller = line(run).finish(account, _pasted(), state, keep)
    return _seller(seller)


def _page(run: Run, account: "Account", number: int, *, ends: bool) -> Answer:
    """The page to open, and what comes then; where the command `ends` with it, that is another one."""
    back = str(account.options.get("comes_back_to") or COMES_BACK)
    found = line(run).sign_in(account, back, f"{number:032x}")
    then = [_(found.asks) if found.asks else "" if ends else _("Then paste here what came back.")]
    if ends:
        words = _("Give what came back to: shopdesk channels login {name} --state {state}")
        then.append(words.format(name=account.id, state=found.state))
    lines = (_("Open this page and sign in: {page}").format(page=found.page), *filter(None, then))
    return Answer({"page": found.page, "state": found.state, "comes_back": found.comes_back_to}, lines)


def _pasted() -> str:
    """One line of a terminal; all of it where it comes from a file, since keys may stand on several."""
    typed = sys.stdin.readline(LONGEST_TYPED) if sys.stdin.isatty() else sys.stdin.read(LONGEST_TYPED)
    if not typed.strip():
        raise Invalid(N_("Nothing is pasted yet."), hint=N_("Sign in first, then copy the address."))
    return typed.strip()


@command("channels pause", N_("Stop speaking with a platform for a while"))
def pause(run: Run, name: Name) -> Answer:
    """What is out of date there waits."""
    return _changed(run, name, lambda desk, account: _pause(desk, account, paused=True))


@command("channels resume", N_("Speak with a platform again"))
def resume(run: Run, name: Name) -> Answer:
    """What waited goes out with the next round."""
    return _changed(run, name, lambda desk, account: _pause(desk, account, paused=False))


def _pause(desk: "Desk", account: "models.ChannelAccount", *, paused: bool) -> None:
    from shopdesk.shop import accounts

    accounts.pause(desk, account.id or 0, paused=paused)


@command("channels share", N_("How much of the stock an account may show"))
def share(
    run: Run,
    name: Name,
    percent: Annotated[int | None, Option("--percent", min=0, max=100, help=N_("Of what is free"))] = None,
    most: Annotated[str, Option("--most", metavar="N", help=N_("At most so many of each; all: no limit"))] = "",
    keep: Annotated[str, Option("--keep", metavar="N", help=N_("Stay for the counter; learnt: by the days"))] = "",
) -> Answer:
    """What is not named stays as it is."""
    from shopdesk.shop import accounts

    def deed(desk: "Desk", account: "models.ChannelAccount") -> None:
        cap = _units(most, "all", account.cap)
        kept = _units(keep, "learnt", account.keep)
        part = None if percent is None else percent * 100
        accounts.change(desk, account.id or 0, share=part, cap=cap, keep=kept)

    return _changed(run, name, deed)


def _units(typed: str, free: str, before: int | None) -> int | None:
    if typed in ("", free):
        return before if not typed else None
    if not (typed.isascii() and typed.isdigit()):
        raise Invalid(N_("“{typed}” is no whole number."), hint=N_("Type one, or {free}."), typed=typed[:20], free=free)
    return int(typed)


def _changed(run: Run, name: str, deed: Any) -> Answer:
    from shopdesk.shop import accounts

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            account = accounts.named(desk, name)
            deed(desk, account)
            number = account.id or 0
        with office.reading(actor) as desk:
            made, carried = standing(desk, number), online_files.files(desk).get(number)
    return Answer(told(made, carried), standing_lines(made, carried))


def account_spoken_with(desk: "Desk", name: str) -> "Account":
    """The account a person named; raises NotFound, Conflict for one that is sold at by files."""
    from shopdesk.shop import accounts

    found = accounts.account_of(accounts.named(desk, name))
    if found.options.get("by_file"):
        hint = N_("Its orders come with: shopdesk orders import FILE")
        raise Conflict(N_("{name} is sold at by files."), hint=hint, name=found.name)
    return found


def standing(desk: "Desk", account: int) -> "Standing":
    """An account in use, and how it stands."""
    from shopdesk.shop import accounts

    return next(one for one in accounts.listing(desk) if one.id == account)


def _seller(seller: "Seller") -> Answer:
    said = _("Signed in as {name} ({shop}).").format(name=seller.name, shop=seller.shop)
    lines = (said,) if seller.active else (said, _("The platform says that this shop is closed."))
    told = {"shop": seller.shop, "name": seller.name, "place": seller.place, "active": seller.active}
    return Answer(told, lines, 0 if seller.active else 1)


def told(one: "Standing", carried: "online_files.Files | None" = None) -> dict[str, Any]:
    """An account as JSON tells it."""
    from shopdesk.core import money

    return {
        "id": one.id, "name": one.name, "channel": one.channel, "place": one.place, "proven": countries.proven(one),
        "shop": one.shop,
        "app_key": one.app_key, "practice": one.practice, "paused": one.paused, "in_use": one.in_use,
        "share": one.share // 100, "most": one.cap, "keep": one.keep,
        "login": one.login, "login_until": instant(one.login_until), "reached": instant(one.pulled_at),
        "again": instant(one.not_before), "waits": one.waits, "stuck": one.stuck, "held": one.held,
        "owes": money.plain(one.owes), "bytes": one.used, "why": told_why(one.why),
        "fix": _(typed(one.fix)) if one.fix else "", "files": carried.data if carried is not None else None,
    }  # fmt: skip


def told_why(why: str) -> str:
    """A reason as it was kept, in the language of the moment; the platform's own word stays behind it."""
    head, bracket, rest = why.partition(" (")
    return f"{_(head)}{bracket}{rest}" if why else ""


def state_words(one: "Standing") -> str:
    """How an account stands, in few words."""
    if not one.in_use:
        return _("Put away")
    if one.paused:
        return _("Paused")
    if one.by_file:
        return _("By files")
    if one.login == "needed":
        return _("Sign in again") if one.shop else _("Not signed in yet")
    if one.why:
        return _("Not reached")
    if one.pulled_at is None:
        return _("Signed in, no round yet") if one.shop else _("Not signed in yet")
    return _("Connected")


def standing_lines(one: "Standing", carried: "online_files.Files | None" = None) -> tuple[str, ...]:
    """An account for people: how it stands, why, and what to do about it."""
    from shopdesk.core import money, thaidate

    state = state_words(one) if countries.proven(one) else _("not proven yet")
    head = row(f"{one.id} · {one.name} · {one.channel}", state)
    last = _("Last file read") if one.by_file else _("Last reached")
    age = (row(f"  {last}", thaidate.moment(one.pulled_at)),) if one.pulled_at else ()
    counts = [(_("Waits to be sent"), one.waits), (_("To look at"), one.stuck + one.held)]
    more = [row(f"  {words}", str(count)) for words, count in counts if count]
    owes = [row(f"  {_('The platform owes')}", money.text(one.owes))] if one.owes else []
    why = [f"  {told_why(one.why)}", *([f"  {_(typed(one.fix))}"] if one.fix else [])] if one.why else []
    files = [f"  {words}" for words in carried.lines] if carried is not None else []
    return (head, *age, *files, *more, *owes, *why)
