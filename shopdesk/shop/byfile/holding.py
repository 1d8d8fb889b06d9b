"""What every reading of a file shares: whose account it is, what is held because nobody could take it in, progress."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlmodel import select

from shopdesk.base.errors import Conflict
from shopdesk.base.i18n import N_, _
from shopdesk.db import models
from shopdesk.shop import accounts
from shopdesk.shop.byfile import formats
from shopdesk.shop.byfile.formats import Format
from shopdesk.shop.desk import Desk

LONGEST_BODY, LONGEST_WHY, LONGEST_KEY = 20_000, 500, 200
AGAIN = N_("Download the file again, then choose it once more.")
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
    """The files of an account; raises NotFound, Conflict for one that is spoken with over the line."""
    row = accounts.one(desk, account)
    by_file = bool(row.options.get("by_file"))
    found = formats.FORMATS.get(
        f"{row.channel}-file" if by_file and row.channel not in formats.FORMATS else row.channel
    )
    if found is None:
        raise Conflict(N_("This account is not sold by files."), hint=N_("Add an account by file."))
    return found


def hold(desk: Desk, account: int, kind: str, held: Held) -> None:
    """Keep rows with the reason, to be looked at on the screen of what came and went."""
    row = _row(desk, account, kind, held.key)
    why = f"{_('Row {row}').format(row=held.row)}: {held.reason}"[:LONGEST_WHY]
    body = json.dumps(held.body, ensure_ascii=False, default=str)[:LONGEST_BODY]
    if row is None:
        row = models.HeldReply(
            account=account, kind=kind, key=held.key[:LONGEST_KEY], body=body, why=why, fix=AGAIN, at=desk.now
        )
    row.body, row.why, row.fix, row.at = body, why, AGAIN, desk.now
    desk.session.add(row)
    desk.session.flush()


def let_go(desk: Desk, account: int, kind: str, key: str) -> None:
    """It was taken in after all."""
    row = _row(desk, account, kind, key)
    if row is not None:
        desk.session.delete(row)
        desk.session.flush()


def _row(desk: Desk, account: int, kind: str, key: str) -> models.HeldReply | None:
    own = select(models.HeldReply).where(
        models.HeldReply.account == account, models.HeldReply.kind == kind, models.HeldReply.key == key[:LONGEST_KEY]
    )
    return desk.session.exec(own).first()


def looked(desk: Desk, account: int) -> None:
    """The account was heard of now: how old its data is counts from here."""
    state = desk.session.get(models.AccountState, account) or models.AccountState(account=account)
    state.pulled_at = desk.now
    desk.session.add(state)
    desk.session.flush()
