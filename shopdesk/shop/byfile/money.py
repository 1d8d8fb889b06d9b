"""What a platform settled, from its files: one row for each fee (a journal), one wide row for each order (income), or
what moved in its wallet. Every amount becomes a line; what no column explains becomes one too, so that sums agree.

Money counts as paid out on the day the platform let it go. Taking it from a wallet to the bank is a payout of its own,
with a line beside it that says where it comes from: it settles nothing more, and waits to be seen in the bank.
"""

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from shopdesk.base import clock
from shopdesk.base.errors import DatabaseProblem, Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import thaitext
from shopdesk.db import quick
from shopdesk.shop import settlements, settlements_own
from shopdesk.shop.byfile import formats, holding, sheets, values
from shopdesk.shop.byfile.formats import Format
from shopdesk.shop.byfile.holding import Held, Progress, never, nobody
from shopdesk.shop.byfile.sheets import Sheet
from shopdesk.shop.channels import Money, MoneyLine, Statement
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.importing.reading import Row
from shopdesk.shop.rights import Actor, Right, require, use_case

KIND = "money"
_AT_ONCE = 100
_LONGEST = settlements.LONGEST_ID - 5
_BANK = ("withdraw", "ถอนเงิน", "payout", "โอนเข้าบัญชี")
_INCOME = ("income", "รายรับจากคำสั่งซื้อ", "รายได้จากคำสั่งซื้อ", "settlement", "order")
_OUT = ("เงินออก", "money out", "out")
_UNPAID = ("not paid", "unpaid", "unreleased", "pending")
_FEE = ("fee", "ค่าธรรมเนียม")
_NEVER = ("cancel", "fail", "reject", "ยกเลิก", "ล้มเหลว", "ไม่สำเร็จ")
_KNOWN = (
    "SELECT remote, statement, amount FROM settlement_line WHERE account = :account AND remote IN "
    "(SELECT value FROM json_each(:remotes))"
)
_CLOSED = "SELECT statement FROM settlement WHERE account = :account AND statement >= :first AND statement < :end"


@dataclass(frozen=True, slots=True)
class Read:
    """What a file of money did or would do: `lines` new of `told` in the file, `passed` rows that count elsewhere.

    `amount` is the sum of the file's lines in satang, `statements` how many payouts were new.
    """

    file: str
    told: int
    amount: int
    lines: int = 0
    statements: int = 0
    passed: int = 0
    held: tuple[Held, ...] = ()
    stored: bool = False
    cancelled: bool = False


@dataclass(slots=True)
class _Found:
    """What the rows of a sheet come to, row by row; `days` are payouts by statement: day and amount. `whole` are those
    of one row, to which nothing can be added."""

    rows: list[tuple[int, tuple[MoneyLine, ...]]] = dataclasses.field(default_factory=list)
    days: dict[str, tuple[date, int]] = dataclasses.field(default_factory=dict)
    whole: set[str] = dataclasses.field(default_factory=set)
    held: list[Held] = dataclasses.field(default_factory=list)
    passed: int = 0
    seen: Counter[str] = dataclasses.field(default_factory=Counter)

    def paid(self, statement: str, on: date, amount: int) -> None:
        """So much of a statement was let go on a day."""
        before, sum_before = self.days.get(statement, (on, 0))
        self.days[statement] = max(before, on), sum_before + amount

    def remote(self, name: str) -> str:
        """The name of a line, unlike every other: the second of twins counts as such."""
        self.seen[name] += 1
        return name if self.seen[name] == 1 else f"{name}-{self.seen[name]}"


def preview(office: Office, account: int, path: Path, actor: Actor | None = None) -> Read:
    """What is in a file, storing nothing; raises what `read` does."""
    return _told(path, _opened(office, account, path, actor)[0])


def read(
    office: Office, account: int, path: Path, actor: Actor | None = None, *, progress: Progress = nobody,
    cancelled: Callable[[], bool] = never,
) -> Read:  # fmt: skip
    """Take in what the platform settled; the same file again changes nothing. Stopped in between, the rest is left.

    Raises NotFound, Conflict for an account that is not sold by files, Invalid for a file that is not its own,
    NotAllowed, DatabaseProblem.
    """
    found, today = _opened(office, account, path, actor)
    told = replace(_told(path, found), stored=True)
    with office.reading(actor) as desk:
        rows, ended = _further(desk, account, found, today)
    parts = [(number, Money(lines)) for number, lines in rows] + [(0, Money((), (one,))) for one in ended]
    for at in range(0, len(parts), _AT_ONCE):
        if cancelled():
            return replace(told, cancelled=True)
        for taken in _together(office, account, parts[at : at + _AT_ONCE], actor, found.held):
            told = replace(told, lines=told.lines + taken.lines, statements=told.statements + taken.statements)
        progress(min(at + _AT_ONCE, len(parts)), len(parts))
    with office.writing(actor) as desk:
        holding.hold_all(desk, account, KIND, found.held)
    return replace(told, held=tuple(found.held))


def _further(
    desk: Desk, account: int, found: _Found, today: date
) -> tuple[list[tuple[int, tuple[MoneyLine, ...]]], list[Statement]]:  # fmt: skip
    """The rows and payouts of a file beside what was read before.

    A platform lets money of one statement be downloaded in parts (its week lies in two months), and the payout of a
    file is our own sum of it: what is new of a statement that was closed is a further payout, S-2.
    """
    open_ = {name: _open_name(desk, account, name) for name in found.days}
    before = _counted(desk, account, found, open_)
    rows = [
        (number, tuple(replace(line, statement=open_.get(line.statement, line.statement)) for line in lines))
        for number, lines in found.rows
    ]
    # A day that is not over may pay out more; its statement would be closed too early. A movement is whole by itself.
    ended = [
        _paid(open_[name], day, amount - before.get(name, 0))
        for name, (day, amount) in found.days.items()
        if (day < today or name in found.whole) and (name not in before or amount != before[name])
    ]
    return rows, ended


def _open_name(desk: Desk, account: int, name: str) -> str:
    """The name of the part of a statement that is not closed: its own at first."""
    name = settlements.number_of(name)
    asked = {"account": account, "first": name, "end": f"{name}."}
    closed = {row[0] for row in quick.rows(desk.session.connection(), _CLOSED, asked)}
    further = 2
    while (own := name if further == 2 and name not in closed else f"{name[:_LONGEST]}-{further}") in closed:
        further += 1
    return own


def _counted(desk: Desk, account: int, found: _Found, open_: Mapping[str, str]) -> dict[str, int]:
    """How much of each statement was counted before in parts of it that are closed, in satang."""
    named = {line.remote[: settlements.LONGEST_ID]: line.statement for _number, lines in found.rows for line in lines}
    asked = {"account": account, "remotes": json.dumps(list(named))}
    before: dict[str, int] = {}
    for remote, stored, amount in quick.rows(desk.session.connection(), _KNOWN, asked):
        name = named[remote]
        if name in open_ and stored != open_[name]:
            before[name] = before.get(name, 0) + amount
    return before


def _told(path: Path, found: _Found) -> Read:
    lines = [line for _number, lines in found.rows for line in lines]
    amount = sum(line.amount for line in lines if not line.remote.startswith(settlements_own.MOVED))
    return Read(path.name, len(lines), amount, passed=found.passed, held=tuple(found.held))


def _opened(office: Office, account: int, path: Path, actor: Actor | None) -> tuple[_Found, date]:
    with office.reading(actor) as desk:
        require(desk, Right.ONLINE)
        own, today = holding.format_of(desk, account), clock.calendar_date(desk.now)
        named = holding.headings_of(desk, account)
    sheet, _data = sheets.opened(own, path, formats.MONEY, named)
    found = _Found()
    found.held += [
        Held(bad.number, f"row-{bad.number}", bad.problem.text, bad.problem.hint_text, {}, bad.problem.values)
        for bad in sheet.broken
    ]
    reader = _READERS[sheet.kind.code]
    for row in sheet.rows:
        try:
            lines = tuple(reader(own, sheet, row, found))
        except Invalid as problem:
            found.held.append(_held(sheet, row, problem))
            continue
        if lines:
            found.rows.append((row.number, lines))
    return found, today


@use_case(Right.ONLINE)
def mended(desk: Desk, account: int, told: Mapping[str, object]) -> Money:
    """The money in the text that was held, as a person mended it. Raises Invalid, NotFound, Conflict.

    What the other rows of its statement paid is written down: this row's part of the payout stands beside it.
    """
    own, today, found = holding.format_of(desk, account), clock.calendar_date(desk.now), _Found()
    sheet = sheets.written(own, (told,), formats.MONEY, holding.headings_of(desk, account))
    lines = [line for row in sheet.rows for line in _READERS[sheet.kind.code](own, sheet, row, found)]
    if not lines:
        raise Invalid(N_("This row holds no money that counts."), hint=N_("Throw it away."))
    names = {name: name if name == lines[0].remote else f"{name}+{_name(lines[0].remote)[:8]}" for name in found.days}
    paid = [_paid(names[name], day, amount) for name, (day, amount) in found.days.items() if day <= today]
    own_lines = tuple(replace(line, statement=names.get(line.statement, line.statement)) for line in lines)
    return Money(own_lines, tuple(paid))


def _held(sheet: Sheet, row: Row, problem: ShopError) -> Held:
    body = sheet.as_text(row)
    digest = hashlib.sha256(repr(sorted(body.items())).encode()).hexdigest()[:16]
    return Held(row.number, f"row-{digest}", problem.text, problem.hint_text, body, problem.values)


def _paid(name: str, day: date, amount: int) -> Statement:
    return Statement(name, day.isoformat(), day.isoformat(), amount, day.isoformat())


def _together(
    office: Office, account: int, some: Sequence[tuple[int, Money]], actor: Actor | None, held: list[Held]
) -> Iterator[settlements.TakenIn]:
    """Store some rows in one deed, or one by one where one of them is refused."""
    whole = Money(
        tuple(line for _number, part in some for line in part.lines),
        tuple(one for _number, part in some for one in part.statements),
    )
    refused: list[Held] = []
    yield _take_in(office, account, some[0][0], whole, actor, refused)
    for number, part in some if refused else ():
        yield _take_in(office, account, number, part, actor, held)


def _take_in(
    office: Office, account: int, number: int, part: Money, actor: Actor | None, held: list[Held]
) -> settlements.TakenIn:
    try:
        with office.writing(actor) as desk:
            return settlements.take_in(desk, account, part)
    except DatabaseProblem:
        raise
    except ShopError as problem:
        key = part.lines[0].remote if part.lines else part.statements[0].number
        held.append(Held(number, key, problem.text, problem.hint_text, dataclasses.asdict(part), problem.values))
        return settlements.TakenIn(0, 0)


def _day(cell: str) -> date | None:
    at = values.moment(cell)
    return clock.calendar_date(at) if at else None


def _name(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:24]


def _kind(own: Format, words: str) -> str:
    """The kind of line a name of a fee means; what nobody knows is "other", with its name kept."""
    folded = thaitext.fold(words)
    return next((kind for word, kind in own.words if thaitext.fold(word) in folded), "other")


def _journal(own: Format, sheet: Sheet, row: Row, found: _Found) -> Iterator[MoneyLine]:
    """A row is one amount; its own number where it has one, else what never changes of it, names it."""
    fee, amount = values.words(sheet.cell(row, "fee")), values.satang(sheet.cell(row, "amount"))
    if not fee:
        raise Invalid(N_("This row does not say what the money is for."), hint=N_("Download the file again."))
    order, item = values.name_of(sheet.cell(row, "order")), values.name_of(sheet.cell(row, "item"))
    on, statement = _day(sheet.cell(row, "on")), values.words(sheet.cell(row, "statement"))
    number = values.name_of(sheet.cell(row, "id"))
    day = on.isoformat() if on else ""
    remote = found.remote(f"n-{number}" if number else f"f-{_name(order, item, amount, day)}")
    tax = _tax(sheet, row)
    if amount:
        yield MoneyLine(remote, _kind(own, fee), fee, amount, day, order, statement)
    if tax:
        yield MoneyLine(f"{remote}-w", "tax", "WHT", -tax, day, order, statement)
    paid = _day(sheet.cell(row, "paid")) or (on if _let_go(sheet, row) else None)
    if paid and statement:
        found.paid(statement, paid, amount - tax)


def _tax(sheet: Sheet, row: Row) -> int:
    """Tax that was kept back beside the amount, where the row says that it is not inside."""
    inside = values.words(sheet.cell(row, "wht_inside")).casefold()
    return abs(values.satang(sheet.cell(row, "wht"))) if inside in ("no", "ไม่", "ไม่ใช่") else 0


def _let_go(sheet: Sheet, row: Row) -> bool:
    said = values.words(sheet.cell(row, "paid_state")).casefold()
    return bool(said) and said not in _UNPAID


def _income(_own: Format, sheet: Sheet, row: Row, found: _Found) -> Iterator[MoneyLine]:
    """A row is an order with its amounts in columns: a line for each, and one for what they leave unexplained."""
    order, total = values.name_of(sheet.cell(row, "order")), values.satang(sheet.cell(row, "total"))
    if not order:
        raise Invalid(N_("This row has no order number."), hint=N_("Download the file again."))
    related = values.name_of(sheet.cell(row, "related")) or order
    on = _day(sheet.cell(row, "on"))
    day = on.isoformat() if on else ""
    statement = values.words(sheet.cell(row, "statement")) or day
    base = found.remote(f"{order}-{_name(day, total)[:8]}")
    left = total
    for name, kind, at in sheet.legs:
        amount = values.satang(row.cells[at]) if at < len(row.cells) else 0
        if amount:
            left -= amount
            yield MoneyLine(f"{base}-{_name(name)[:8]}", kind, sheet.headings[at], amount, day, related, statement)
    if left:
        yield MoneyLine(f"{base}-rest", "other", _("other columns of the file"), left, day, related, statement)
    if on and statement:
        found.paid(statement, on, total)


def _wallet(own: Format, sheet: Sheet, row: Row, found: _Found) -> Iterator[MoneyLine]:
    """A movement of the wallet. What an order brought counts in the file of income; what goes to the bank is a payout,
    and what is left (advertising, corrections) is settled and paid in one."""
    said = " ".join(values.words(sheet.cell(row, field)) for field in ("type", "subtype"))
    folded = said.casefold()
    to_bank = any(word in folded for word in _BANK) and not any(word in folded for word in _FEE)
    state = values.words(sheet.cell(row, "state")).casefold()
    if any(word in state for word in _NEVER) if to_bank else any(word in folded for word in _INCOME):
        found.passed += 1
        return
    amount, on = values.satang(sheet.cell(row, "amount")), _day(sheet.cell(row, "on"))
    if on is None or not said.strip():
        raise Invalid(N_("This row does not say what the money is for."), hint=N_("Download the file again."))
    if values.words(sheet.cell(row, "flow")).casefold() in _OUT:
        amount = -abs(amount)
    order, number = values.name_of(sheet.cell(row, "order")), values.name_of(sheet.cell(row, "id"))
    remote = found.remote(f"w-{number}" if number else f"w-{_name(on, order, amount)}")
    if not amount:
        return
    found.whole.add(remote)
    found.paid(remote, on, -amount if to_bank else amount)
    if to_bank:
        moved = f"{settlements_own.MOVED}{remote}"
        yield MoneyLine(moved, "other", said, -amount, on.isoformat(), "", remote)
    else:
        yield MoneyLine(remote, _kind(own, said), said, amount, on.isoformat(), order, remote)


_READERS = {formats.LONG: _journal, formats.WIDE: _income, formats.WALLET: _wallet}
