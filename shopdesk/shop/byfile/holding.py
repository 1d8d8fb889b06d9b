"""What every reading of a file shares: whose account it is, what is held because nobody could take it in, progress."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.db import models, records
from shopdesk.shop import accounts, mended
from shopdesk.shop.byfile import formats
from shopdesk.shop.byfile.formats import Format
from shopdesk.shop.desk import Desk
from shopdesk.shop.importing import columns
from shopdesk.shop.rights import Right, use_case

LONGEST_WHY, LONGEST_KEY = 500, 200
AGAIN = N_("Mend the text here, or choose the file once more.")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Held:
    """Rows that could not be taken in: the first row's number, what they belong to, and the reason."""

    row: int
    key: str
    why: str
    fix: str
    body: Mapping[str, object]
    values: Mapping[str, object]

    @property
    def reason(self) -> str:
        """Why, and what to do, in the language of the moment."""
        words = [_(self.why), _(self.fix) if self.fix else ""]
        return " ".join(word.format(**self.values) if self.values else word for word in words if word)


def nobody(done: int, total: int) -> None:
    """Progress that nobody watches."""


def never() -> bool:
    """Nobody stops it."""
    return False


def format_of(desk: Desk, account: int) -> Format:
    """The files of an account, of one that was put away too: money comes late. Raises NotFound, Conflict for one that
    is spoken with over the line."""
    found = formats.FORMATS.get(accounts.one(desk, account, put_away=True).channel)
    if found is None:
        raise Conflict(N_("This account is not sold by files."), hint=N_("Add an account by file."))
    return found


def headings_of(desk: Desk, account: int) -> Mapping[str, str]:
    """What a person said that headings are called in the files of an account, by the known heading, folded."""
    found = accounts.one(desk, account, put_away=True).options.get("headings")
    return {str(known): str(there) for known, there in found.items()} if isinstance(found, dict) else {}


@use_case(Right.ONLINE)
def name_heading(desk: Desk, account: int, known: str, there: str) -> None:
    """A column is called so in the files of an account from now on. Raises Invalid for no such column, NotFound."""
    own, row = format_of(desk, account), accounts.one(desk, account)
    wanted = columns.folded(known)
    words = {columns.folded(word) for kind in own.kinds for told in kind.holds.values() for word in told.split("|")}
    if wanted not in words or not there.strip():
        raise Invalid(
            N_("{platform} has no column “{heading}”."), hint=N_("Read the name off the last message."),
            platform=own.platform, heading=known[:60],
        )  # fmt: skip
    said = {**headings_of(desk, account), wanted: there.strip()[:LONGEST_KEY]}
    records.change(desk.session, desk.entry, row, options={**row.options, "headings": said})


def hold_all(desk: Desk, account: int, kind: str, held: Sequence[Held]) -> None:
    """Keep rows with their reasons, to be looked at on the screen of what came and went; what a person dealt with is
    left as it is."""
    connection = desk.session.connection()
    before = _rows(desk, account, kind, [one.key for one in held])
    for one in held:
        why = f"{_('Row {row}').format(row=one.row)}: {one.reason}"[:LONGEST_WHY]
        body = json.dumps(one.body, ensure_ascii=False, default=str)[: mended.LONGEST]
        key = one.key[:LONGEST_KEY]
        if mended.told_again(connection, account, kind, key, body):
            continue
        row = before.get(key)
        if row is None:
            row = before[key] = models.HeldReply(
                account=account, kind=kind, key=key, body=body, why=why, fix=AGAIN, at=desk.now
            )
        row.body, row.why, row.fix, row.at = body, why, AGAIN, desk.now
        desk.session.add(row)
    desk.session.flush()


def let_go_all(desk: Desk, account: int, kind: str, keys: Sequence[str]) -> None:
    """They were taken in after all."""
    for row in _rows(desk, account, kind, keys).values():
        desk.session.delete(row)


def _rows(desk: Desk, account: int, kind: str, keys: Sequence[str]) -> dict[str, models.HeldReply]:
    if not keys:
        return {}
    own = select(models.HeldReply).where(
        models.HeldReply.account == account, models.HeldReply.kind == kind,
        col(models.HeldReply.key).in_([key[:LONGEST_KEY] for key in keys]),
    )  # fmt: skip
    return {row.key: row for row in desk.session.exec(own).all()}


def not_whole() -> Invalid:
    """The problem of a text in which more was changed than words and numbers."""
    return Invalid(
        N_("This text cannot be read."), hint=N_("Change only words and numbers, leave the signs around them.")
    )


def looked(desk: Desk, account: int) -> None:
    """The account was heard of now: how old its data is counts from here."""
    state = desk.session.get(models.AccountState, account) or models.AccountState(account=account)
    state.pulled_at = desk.now
    desk.session.add(state)
    desk.session.flush()
