"""The shop's accounts at channels: added, paused, put away; how each stands. Secrets are the vault's, never here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from shopdesk.base import clock
from shopdesk.base.errors import Conflict, Invalid, NotFound, Unsure
from shopdesk.base.i18n import N_, _
from shopdesk.core import thaitext
from shopdesk.db import journal, models, outbox, quick, records
from shopdesk.shop import abroad, channels, credit, keeping
from shopdesk.shop.desk import Desk, ask
from shopdesk.shop.rights import Actor, Right, use_case

LONGEST_NAME, LONGEST_KEY, LONGEST_PLACE = 60, 100, 300
# The option of an account that takes no photos, as its platform said when somebody signed in.
PHOTOLESS = "photoless"
WHOLE = 10_000
# Whoever sees one of these in a name knows that nothing is real, whatever language it was written in.
PRACTICE_WORDS = ("practice", "ฝึก")
# What the engine may do in the name of whoever added the account: sell what left, and take back what came back, as the
# platform tells it; never pay out, nor people or settings.
ENGINE_RIGHTS = frozenset({Right.LOOK, Right.SELL, Right.PACK, Right.ONLINE, Right.REFUND})
_STANDING = (
    "SELECT a.id, a.uid, a.channel, a.name, a.place, a.shop, a.app_key, a.paused, a.share, a.cap, a.keep, "
    "s.pulled_at, s.pushed_at, s.not_before, s.why, s.fix, s.login, s.login_until, "
    "coalesce(b.balance, 0), (SELECT count(*) FROM held_reply h WHERE h.account = a.id), a.archived_at IS NULL, "
    "coalesce(json_extract(a.options, '$.by_file'), 0), coalesce(json_extract(a.options, '$.practice'), 0) "
    "FROM channel_account a LEFT JOIN account_state s ON s.account = a.id "
    "LEFT JOIN ledger_balance b ON b.book = 'channel' AND b.party = a.party "
    "WHERE a.archived_at IS NULL OR (:owing AND coalesce(b.balance, 0) <> 0) ORDER BY a.archived_at IS NOT NULL, a.id"
)
_IN = (
    "UPDATE account_state SET login = 'ok', login_until = NULL, why = '', fix = '', not_before = 0, failures = 0 "
    "WHERE account = :account"
)
_EXAMPLES = (
    "SELECT f.title, u.item, i.base_unit FROM listing_unit u JOIN listing l ON l.id = u.listing "
    "JOIN offer f ON f.id = l.offer JOIN item i ON i.id = u.item WHERE u.account = :account "
    "AND u.archived_at IS NULL AND l.state <> 'removed' GROUP BY u.item ORDER BY min(u.id) LIMIT :most"
)
_BOOK = "SELECT a.party FROM tender t JOIN channel_account a ON t.code = 'channel-' || a.id WHERE t.id = :tender"
_TWIN = (
    "SELECT name FROM channel_account WHERE channel = :channel AND shop = :shop AND place = :place AND id <> :account "
    "AND archived_at IS NULL"
)
_LEFT_THERE = (
    "SELECT (SELECT count(*) FROM outbox WHERE account = :account AND kind IN ('cancel', 'pack', 'ship', 'answer')), "
    "(SELECT count(*) FROM listing WHERE account = :account AND state = 'live' AND remote <> '')"
)
_UNREAD = "SELECT 1 FROM held_reply WHERE account = :account AND kind = 'orders' LIMIT 1"
_USE = "SELECT account, sent + received FROM line_use WHERE month = :month"


@dataclass(frozen=True, slots=True)
class Standing:
    """An account and how it stands; `owes` is what the platform has still to pay, in satang, `used` bytes this month.

    `waits` things are still to be said, `stuck` ones need a person, `held` replies could not be read. Not `in_use`: it
    was put away while money was owed. `by_file` is sold at by files, `practice` at the marketplace of this computer.
    """

    id: int
    uid: str
    channel: str
    name: str
    place: str
    shop: str
    app_key: str
    paused: bool
    share: int
    cap: int | None
    keep: int | None
    pulled_at: datetime | None
    pushed_at: datetime | None
    not_before: datetime | None
    why: str
    fix: str
    login: str
    login_until: datetime | None
    owes: int
    held: int
    waits: int = 0
    stuck: int = 0
    used: int = 0
    in_use: bool = True
    by_file: bool = False
    practice: bool = False


@use_case(Right.ONLINE)
def add(
    desk: Desk,
    channel: str,
    name: str,
    *,
    place: str = "",
    app_key: str = "",
    options: Mapping[str, object] | None = None,
) -> channels.Account:
    """A new account of the shop at a channel, with a way of paying of its own: what the platform owes.

    Raises Invalid for no name, Conflict where an account of this channel has the name already and where practice would
    stand beside what is real, Unsure (asked) before a shop with real sales is practised in.
    """
    name = _known_as(name, practice=bool((options or {}).get("practice")))
    if not name:
        raise Invalid(N_("The account needs a name."), hint=N_("The name of the shop there is best."))
    same = select(models.ChannelAccount).where(
        models.ChannelAccount.channel == channel,
        models.ChannelAccount.name == name,
        col(models.ChannelAccount.archived_at).is_(None),
    )
    if desk.session.exec(same).first() is not None:
        raise Conflict(N_("There is such an account already."), hint=N_("Give it another name."))
    _apart(desk, practice=bool((options or {}).get("practice")))
    party = models.Party(uid="", name=name)
    records.create(desk.session, desk.entry, party, desk.now, desk.random)
    assert party.id is not None
    row = models.ChannelAccount(
        uid="", channel=channel, name=name, place=place.strip()[:LONGEST_PLACE],
        app_key=thaitext.printable(app_key).strip()[:LONGEST_KEY], party=party.id, added_by=desk.actor.party,
        options=dict(options or {}),
    )  # fmt: skip
    row.paused = bool(abroad.foreign(row))
    records.create(desk.session, desk.entry, row, desk.now, desk.random)
    way = models.Tender(uid="", code=f"channel-{row.id}", kind="channel", name=name, icon="globe", position=1_000)
    records.create(desk.session, desk.entry, way, desk.now, desk.random)
    desk.session.add(models.AccountState(account=row.id or 0))
    desk.session.flush()
    return account_of(row)


def _known_as(name: str, *, practice: bool) -> str:
    """The name on one line; where nothing is real it says so itself, on every screen and paper it comes to."""
    name = thaitext.printable(name).strip()[:LONGEST_NAME]
    if not (practice and name) or any(word in name.casefold() for word in PRACTICE_WORDS):
        return name
    mark = f" ({_('practice')})"
    return f"{name[: LONGEST_NAME - len(mark)]}{mark}"


def _apart(desk: Desk, *, practice: bool) -> None:
    """Orders to practise with and real ones never come to one shop."""
    practised = {bool(one.options.get("practice")) for one in in_use(desk)}
    if practice and False in practised:
        raise Conflict(
            N_("This shop sells at real platforms already."), hint=N_("Practise in a shop folder of its own.")
        )
    if not practice and True in practised:
        raise Conflict(N_("This shop is practised in."), hint=N_("Put the practice shop away first."))
    if practice and not practised and desk.session.exec(select(models.Sale.id).limit(1)).first() is not None:
        question = Unsure(
            N_("This shop has sales. Practice orders take from its stock and count as sales."), question="practise",
            yes=N_("Practise here all the same"), hint=N_("Better practise in a shop folder of its own."),
        )  # fmt: skip
        ask(desk, question)


def in_use(desk: Desk) -> list[channels.Account]:
    """The accounts that were not put away, as channels are opened with them."""
    rows = desk.session.exec(select(models.ChannelAccount).where(col(models.ChannelAccount.archived_at).is_(None)))
    return [account_of(row) for row in rows.all()]


def account_of(row: models.ChannelAccount) -> channels.Account:
    """The account as a channel is opened with it."""
    assert row.id is not None
    return channels.Account(row.id, row.uid, row.channel, row.name, row.place, row.shop, row.app_key, row.options)


@use_case(Right.LOOK)
def listing(desk: Desk, *, owing: bool = False) -> list[Standing]:
    """Every account in use, with how it stands; `owing` those too that were put away and whose money is not square.

    What a platform owes is 0 for whoever does not see totals.
    """
    connection = desk.session.connection()
    waiting = outbox.counts(connection)
    used = dict(quick.rows(connection, _USE, {"month": clock.calendar_date(desk.now).isoformat()[:7]}))
    sums = Right.SEE_TOTALS in desk.actor.rights
    rows = quick.rows(connection, _STANDING, {"owing": owing and sums})
    found = [_standing(row, waiting, used) for row in rows]
    return found if sums else [replace(one, owes=0) for one in found]


def _standing(row: Sequence[Any], waiting: Mapping[int, tuple[int, int]], used: Mapping[int, int]) -> Standing:
    *values, in_use, by_file, practice = row
    values[7] = bool(values[7])
    for at in (11, 12, 13, 17):
        values[at] = clock.from_ms(values[at]) if values[at] else None
    values[14:17] = [values[14] or "", values[15] or "", values[16] or "ok"]
    if not (by_file or values[5] or values[11]):
        # Nobody signed in yet, whether or not a round found that out.
        values[16] = "needed"
    # What goes in a file waits for no round: how old the numbers there are says byfile.
    waits = (0, 0) if by_file else waiting.get(values[0], (0, 0))
    values += [*waits, used.get(values[0], 0), bool(in_use), bool(by_file), bool(practice)]
    return Standing(*values)


@use_case(Right.LOOK)
def one(desk: Desk, account: int, *, put_away: bool = False) -> models.ChannelAccount:
    """The account of this id, `put_away` also one that is used no more; raises NotFound."""
    row = desk.session.get(models.ChannelAccount, account)
    if row is None or (row.archived_at is not None and not put_away):
        raise NotFound(N_("There is no such account."))
    return row


@use_case(Right.LOOK)
def named(desk: Desk, name: str, *, put_away: bool = False) -> models.ChannelAccount:
    """The account of this name, channel or id as a person types it, `put_away` also one that is used no more; one in
    use comes first. Raises NotFound, Conflict where several fit."""
    wanted = name.strip()
    rows = desk.session.exec(select(models.ChannelAccount)).all()
    marked = _known_as(wanted, practice=True)
    named = [row for row in rows if wanted in (row.name, row.channel, str(row.id)) or row.name == marked]
    fitting = [row for row in named if row.archived_at is None] or (named if put_away else [])
    if len(fitting) > 1:
        raise Conflict(N_("Several accounts fit."), hint=N_("Type its number or whole name."))
    if not fitting:
        raise NotFound(N_("There is no such account."), hint=N_("See: shopdesk channels list"))
    return fitting[0]


@use_case(Right.ONLINE)
def to_sign_in(desk: Desk, account: int) -> channels.Account:
    """The account somebody is about to sign in to: what comes back is worth money before it is stored here."""
    return account_of(one(desk, account))


@use_case(Right.ONLINE)
def signed_in(desk: Desk, account: int, seller: channels.Seller) -> None:
    """The platform said who we are: the account belongs to that shop.

    Raises Conflict where it belonged to another shop, or another account in use belongs to this one: each order would
    come home twice.
    """
    row = one(desk, account)
    if row.shop and row.shop != seller.shop:
        raise Conflict(N_("This is another shop's account."), hint=N_("Sign in with the account you used before."))
    asked = {"account": account, "channel": row.channel, "shop": seller.shop, "place": seller.place or row.place}
    twin = quick.first(desk.session.connection(), _TWIN, asked) if seller.shop else None
    if twin is not None:
        raise Conflict(
            N_("“{name}” is signed in to this shop already."), hint=N_("Use that account, or put it away first."),
            name=twin[0],
        )  # fmt: skip
    if seller.photos and row.options.get(PHOTOLESS):
        _photos_too(desk, account)
    options = {name: value for name, value in row.options.items() if name != PHOTOLESS}
    options |= {} if seller.photos else {PHOTOLESS: True}
    # What counts in other money stands still, whatever it was added for.
    there = {abroad.MONEY: seller.currency} if seller.currency != abroad.BAHT else {}
    options = {name: value for name, value in options.items() if name != abroad.MONEY} | there
    place, paused = seller.place or row.place, row.paused or bool(there)
    records.change(desk.session, desk.entry, row, shop=seller.shop, place=place, options=options, paused=paused)
    quick.rows(desk.session.connection(), _IN, {"account": account})


def _photos_too(desk: Desk, account: int) -> None:
    """What stands there without its photos may have them now."""
    there = select(models.Listing.id).where(models.Listing.account == account, models.Listing.remote != "")
    for listing in desk.session.exec(there).all():
        outbox.marked(desk.session.connection(), account, "listing", listing or 0)


@use_case(Right.ONLINE)
def keyed(
    desk: Desk, account: int, *, app_key: str, place: str = "", comes_back_to: str = "", service: str = ""
) -> channels.Account:
    """Another key of the app, address of the shop, or address the browser comes back to; answers the account.

    Without a `service` its number stays as it was.
    """
    row = one(desk, account)
    options = {**row.options, "comes_back_to": comes_back_to.strip()[:LONGEST_PLACE]}
    options |= {"service": service.strip()[:LONGEST_PLACE]} if service.strip() else {}
    key = thaitext.printable(app_key).strip()[:LONGEST_KEY]
    place = place.strip()[:LONGEST_PLACE] or row.place
    records.change(desk.session, desk.entry, row, app_key=key, place=place, options=options)
    return account_of(row)


@use_case(Right.LOOK)
def chat_page(desk: Desk, account: int) -> str:
    """The address where buyers of this account are spoken with; empty where nobody said it yet. Raises NotFound."""
    return str(one(desk, account).options.get("chat") or "")


@use_case(Right.PACK)
def chat_at(desk: Desk, account: int, address: str) -> str:
    """Keep the address of the chat page; answers it as it is kept. Raises NotFound, Invalid for what is no address."""
    row, clean = one(desk, account), "".join(thaitext.printable(address).split())[:LONGEST_PLACE]
    if not clean.startswith(("https://", "http://")):
        raise Invalid(N_("The address begins with https://"))
    if row.options.get("chat") != clean:
        records.change(desk.session, desk.entry, row, options={**row.options, "chat": clean})
    return clean


@use_case(Right.LOOK)
def examples(desk: Desk, account: int, most: int = 2) -> Sequence[tuple[str, str]]:
    """A few goods listed at the account, each with the rule by which some stay for the counter."""
    units = quick.rows(desk.session.connection(), _EXAMPLES, {"account": account, "most": most})
    return [(name, keeping.sentence(desk, account, item, base)) for name, item, base in units]


@use_case(Right.ONLINE)
def change(
    desk: Desk, account: int, *, name: str | None = None, share: int | None = None, cap: int | None = None,
    keep: int | None = None,
) -> None:  # fmt: skip
    """How much of the stock this account may publish: `share` in basis points, `cap` and `keep` in units (None: free,
    learnt). Raises Invalid, NotFound."""
    row = one(desk, account)
    share = row.share if share is None else share
    if not 0 <= share <= WHOLE or (cap is not None and cap < 0) or (keep is not None and keep < 0):
        raise Invalid(N_("The share is from 0 to 100 percent, the rest not below 0."))
    practice = bool(row.options.get("practice"))
    name = _known_as(name if name is not None else row.name, practice=practice) or row.name
    other = (share, cap, keep) != (row.share, row.cap, row.keep)
    records.change(desk.session, desk.entry, row, name=name, share=share, cap=cap, keep=keep)
    if other:
        _mark_stock(desk, account)


def _mark_stock(desk: Desk, account: int) -> None:
    outbox.all_stock(desk.session.connection(), account)


@use_case(Right.ONLINE)
def pause(desk: Desk, account: int, *, paused: bool) -> None:
    """Stop speaking with the platform, or begin again: then all stock there is said anew."""
    row = one(desk, account)
    if not paused:
        abroad.refuse(row)
    records.change(desk.session, desk.entry, row, paused=paused)
    if not paused:
        _mark_stock(desk, account)


def pause_all(session: Session, entry: journal.Entry) -> None:
    """A shop from an old backup, or in another place, believes in stock that was sold since and may not be the only one
    that speaks with its platforms: nothing is said before a person goes on."""
    in_use = select(models.ChannelAccount).where(col(models.ChannelAccount.archived_at).is_(None))
    for row in session.exec(in_use).all():
        if not row.options.get("by_file"):
            records.change(session, entry, row, paused=True)


@use_case(Right.ONLINE)
def put_away(desk: Desk, account: int) -> None:
    """The account is used no more.

    Raises Conflict while orders of it are open or unread, Unsure (asked) where the platform was not told everything or
    goods are still on sale there: nobody will tell it any more.
    """
    row = one(desk, account)
    waiting = select(models.OnlineOrder.id).where(
        models.OnlineOrder.account == account,
        col(models.OnlineOrder.state).in_(("promised", "unpaid", "new", "packing", "ready", "attention")),
    )
    if desk.session.exec(waiting).first() is not None:
        raise Conflict(N_("Orders of this account are still open."), hint=N_("Send or cancel them first."))
    if quick.first(desk.session.connection(), _UNREAD, {"account": account}):
        raise Conflict(
            N_("An order of this account could not be read."), hint=N_("Mend it at “Send and receive”, or let it go.")
        )
    unsaid, on_sale = quick.first(desk.session.connection(), _LEFT_THERE, {"account": account})
    if (unsaid or on_sale) and not row.options.get("by_file"):
        question = Unsure(
            N_("{name} was not told {unsaid} things, and {goods} goods are on sale there."), question="unsaid",
            yes=N_("Put it away as it is"), hint=N_("Better let it be sent, and take the goods down first."),
            name=row.name, unsaid=unsaid, goods=on_sale,
        )  # fmt: skip
        ask(desk, question, unsaid=unsaid, on_sale=on_sale)
    records.archive(desk.session, desk.entry, row, desk.now)
    way = desk.session.exec(select(models.Tender).where(models.Tender.code == f"channel-{account}")).one()
    records.archive(desk.session, desk.entry, way, desk.now)


def book_of(desk: Desk, tender: int) -> credit.Book:
    """The platform's book behind a way of paying: nobody agrees on a day with it."""
    return credit.Book(quick.first(desk.session.connection(), _BOOK, {"tender": tender})[0], "")


def engine_actor(desk: Desk, account: models.ChannelAccount) -> Actor:
    """Who acts when no person does: whoever added the account, with few rights."""
    user = desk.session.exec(select(models.User).where(models.User.party == account.added_by)).first()
    name = desk.session.exec(select(models.Party.name).where(models.Party.id == account.added_by)).one()
    role = user.role if user else "manager"
    return Actor(account.added_by, user.id or 0 if user else 0, name, role, ENGINE_RIGHTS)
