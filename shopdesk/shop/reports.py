"""What a day or a shift came to: figures from derived tables and facts, and the X or Z paper of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from shopdesk.base import clock
from shopdesk.base.errors import NotFound
from shopdesk.base.i18n import N_, _, language
from shopdesk.core import money, thaidate, unit
from shopdesk.core.documents import DayReport, ReportRow, ReportSection
from shopdesk.db import models
from shopdesk.shop import closings, day, passedon, settings
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, allowed, require, use_case

TOP = 20


@dataclass(frozen=True, slots=True)
class TenderSum:
    """What one way of paying brought in, less what went out by it (satang)."""

    code: str
    name: str
    english: str
    count: int
    amount: int

    @property
    def label(self) -> str:
        """The owner's word for it in the language of the moment."""
        return self.english if self.english and language() != "th" else self.name


@dataclass(frozen=True, slots=True)
class VoidSum:
    """Bills taken back by one person: `kind` is undo (within ten seconds) or void."""

    name: str
    kind: str
    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A span of selling in satang. `net` = total − refund_total − void_total; of it, `later` bills entered later.

    No sales are `deposits` of containers, `passed_on` to others (counted at closing), `ahead` (paid before for orders).
    """

    first_date: str
    last_date: str
    sales: int
    total: int
    discount: int
    rounding: int
    vat_base: int
    vat: int
    refunds: int
    refund_total: int
    voids: int
    void_total: int
    tenders: tuple[TenderSum, ...]
    voided_by: tuple[VoidSum, ...]
    later: int = 0
    later_total: int = 0
    deposits: int = 0
    passed_on: int = 0
    ahead: int = 0

    @property
    def net(self) -> int:
        """What stays sold."""
        return self.total - self.refund_total - self.void_total

    @property
    def kept(self) -> int:
        """How many bills stay sold."""
        return max(self.sales - self.voids, 0)


@dataclass(frozen=True, slots=True)
class Top:
    """An item that sold well: base-unit thousandths and satang."""

    name: str
    unit: str
    qty: int
    net: int


_DAY = text(
    "SELECT coalesce(sum(sales), 0), coalesce(sum(total), 0), coalesce(sum(discount), 0), coalesce(sum(rounding), 0), "
    "coalesce(sum(vat_base), 0), coalesce(sum(vat), 0), coalesce(sum(refunds), 0), coalesce(sum(refund_total), 0), "
    "coalesce(sum(voids), 0), coalesce(sum(void_total), 0) FROM day_total WHERE business_date = :date"
)
_DAY_TENDERS = text(
    "SELECT t.code, t.name, t.english, max(sum(d.count) - coalesce((SELECT count(*) FROM sale_void v "
    "JOIN journal j ON j.id = v.journal JOIN payment p ON p.sale = v.sale AND p.kind = 'pay' "
    "WHERE j.business_date = :date AND p.tender = t.id), 0), 0), sum(d.amount) FROM tender_day d "
    "JOIN tender t ON t.id = d.tender WHERE d.business_date = :date GROUP BY t.id ORDER BY t.position"
)
_VOIDS = (
    "SELECT p.name, v.kind, count(*), sum(s.total) FROM sale_void v JOIN journal j ON j.id = v.journal "
    "JOIN party p ON p.id = j.actor JOIN sale s ON s.id = v.sale WHERE {span} GROUP BY p.id, v.kind ORDER BY p.name"
)
_DAY_VOIDS = text(_VOIDS.format(span="j.business_date = :date"))
_SHIFT_VOIDS = text(_VOIDS.format(span="j.till = :till AND v.journal >= :since"))
_SHIFT = text(
    "SELECT coalesce(sum(s.kind = 'sale'), 0), coalesce(sum(CASE s.kind WHEN 'sale' THEN s.total END), 0), "
    "coalesce(sum(s.discount), 0), coalesce(sum(s.rounding), 0), coalesce(sum(s.vat_base), 0), "
    "coalesce(sum(s.vat), 0), coalesce(sum(s.kind = 'refund'), 0), "
    "coalesce(-sum(CASE s.kind WHEN 'refund' THEN s.total END), 0) "
    "FROM sale s JOIN journal j ON j.id = s.journal WHERE j.till = :till AND s.journal >= :since"
)
_SHIFT_VOIDED = text(
    "SELECT count(*), coalesce(sum(s.total), 0), coalesce(sum(s.discount), 0), coalesce(sum(s.rounding), 0), "
    "coalesce(sum(s.vat_base), 0), coalesce(sum(s.vat), 0) FROM sale_void v JOIN sale s ON s.id = v.sale "
    "JOIN journal j ON j.id = v.journal WHERE j.till = :till AND v.journal >= :since"
)
_EXTRAS = (
    "SELECT coalesce(sum(CASE kind WHEN 'deposit' THEN amount END), 0), "
    "coalesce(sum(CASE kind WHEN 'agent' THEN amount END), 0), "
    "coalesce(sum(CASE kind WHEN 'prepaid' THEN amount END), 0) FROM (SELECT e.kind, e.amount FROM extra e "
    "JOIN journal j ON j.id = e.journal WHERE {span} UNION ALL SELECT e.kind, -e.amount FROM sale_void v "
    "JOIN journal j ON j.id = v.journal JOIN extra e ON e.sale = v.sale WHERE {span})"
)
_DAY_EXTRAS = text(_EXTRAS.format(span="j.business_date = :date"))
_SHIFT_EXTRAS = text(_EXTRAS.format(span="j.till = :till AND j.id >= :since"))
_SHIFT_TENDERS = text(
    "SELECT t.code, t.name, t.english, sum(p.kind = 'pay'), sum(p.amount) FROM payment p "
    "JOIN tender t ON t.id = p.tender "
    "JOIN journal j ON j.id = p.journal WHERE j.till = :till AND p.journal >= :since GROUP BY t.id ORDER BY t.position"
)
_LATER = (
    "SELECT count(*), coalesce(sum(s.total), 0) FROM journal j CROSS JOIN sale s ON s.journal = j.id "
    "WHERE s.happened_at IS NOT NULL AND {span}"
)
_DAY_LATER = text(_LATER.format(span="j.business_date = :date"))
_SHIFT_LATER = text(_LATER.format(span="j.till = :till AND j.id >= :since"))
_TOP = (
    "SELECT p.name, i.base_unit, s.qty, s.net FROM {table} s JOIN item i ON i.id = s.item "
    "JOIN product p ON p.id = i.product WHERE s.{key} = :period AND s.net > 0 ORDER BY s.net DESC LIMIT :most"
)
_TOP_DAY = text(_TOP.format(table="sold_day", key="business_date"))
_TOP_YEAR = text(_TOP.format(table="sold_year", key="year"))


_SPAN = "j.till = :till AND j.id >= :since AND j.id < :until"
_CASH = text(
    "SELECT coalesce(sum(p.amount), 0) FROM payment p JOIN journal j ON j.id = p.journal "  # noqa: S608
    f"JOIN tender t ON t.id = p.tender WHERE t.kind = 'cash' AND {_SPAN}"
)
_MOVED = text(
    "SELECT c.amount, c.reason, p.name FROM cash_move c JOIN journal j ON j.id = c.journal "  # noqa: S608
    f"JOIN party p ON p.id = j.actor WHERE c.kind = :kind AND {_SPAN} ORDER BY c.id"
)
_NO_END = 9_223_372_036_854_775_807


@use_case(Right.SEE_TOTALS)
def day_figures(desk: Desk, date: str) -> Figures:
    """The shop's figures of a business date (2026-11-22), all tills together."""
    connection, wanted = desk.session.connection(), {"date": date}
    sums = connection.execute(_DAY, wanted).one()
    tenders = tuple(TenderSum(*found) for found in connection.execute(_DAY_TENDERS, wanted))
    voids = tuple(VoidSum(*found) for found in connection.execute(_DAY_VOIDS, wanted))
    later, beside = connection.execute(_DAY_LATER, wanted).one(), connection.execute(_DAY_EXTRAS, wanted).one()
    figures: list[Any] = [date, date, *sums, tenders, voids, *later, *beside]
    return Figures(*figures)


def shift_figures(desk: Desk, shift: day.Shift) -> Figures:
    """The figures of an open shift so far."""
    connection, span = desk.session.connection(), {"till": desk.till.id, "since": shift.journal}
    sold = connection.execute(_SHIFT, span).one()
    void = connection.execute(_SHIFT_VOIDED, span).one()
    tenders = tuple(TenderSum(*found) for found in connection.execute(_SHIFT_TENDERS, span))
    voids = tuple(VoidSum(*found) for found in connection.execute(_SHIFT_VOIDS, span))
    last = clock.business_date(desk.now, desk.change_hour).isoformat()
    discount, rounded, base, vat = (sold[n] - void[n] for n in range(2, 6))
    return Figures(
        shift.first_date, last, sold[0], sold[1], discount, rounded, base, vat, sold[6], sold[7], void[0], void[1],
        tenders, voids, *connection.execute(_SHIFT_LATER, span).one(), *connection.execute(_SHIFT_EXTRAS, span).one(),
    )  # fmt: skip


@use_case(Right.SEE_TOTALS)
def so_far(desk: Desk) -> Figures | None:
    """The figures since this till was opened; None where no day is open."""
    shift = day.current(desk)
    return None if shift is None else shift_figures(desk, shift)


@use_case(Right.SEE_TOTALS)
def best_sellers(desk: Desk, period: str, most: int = TOP) -> list[Top]:
    """What sold best in a year (2026) or on a day (2026-11-22), by money."""
    statement = _TOP_DAY if len(period) > 4 else _TOP_YEAR
    return [Top(*row) for row in desk.session.connection().execute(statement, {"period": period, "most": most})]


def to_data(figures: Figures) -> dict[str, Any]:
    """The figures as they stay on the closing's row."""
    return asdict(figures)


def from_data(data: dict[str, Any]) -> Figures:
    """The figures of a closing made earlier."""
    tenders = tuple(TenderSum(**found) for found in data["tenders"])
    voids = tuple(VoidSum(**found) for found in data["voided_by"])
    return Figures(**{**data, "tenders": tenders, "voided_by": voids})


@use_case(Right.SEE_TOTALS)
def x_report(desk: Desk) -> DayReport | None:
    """The paper of the day so far; None where no day is open. It is nothing but totals, so it needs that right."""
    shift = day.current(desk)
    if shift is None:
        return None
    rows = [
        ReportRow(_("In the drawer at opening"), money.text(shift.float_amount)),
        *_moved(desk, desk.till.id, shift.journal, None),
        ReportRow(_("Should be there"), money.text(day.expected_cash(desk, shift)), True),
    ]
    figures = shift_figures(desk, shift)
    return _paper(desk, "X", "", figures, (*_sections(figures), ReportSection(_("Drawer"), tuple(rows))))


@use_case(Right.CLOSE_DAY)
def closing_paper(desk: Desk, number: str, *, copy: bool = False) -> DayReport:
    """The paper of a closing for this person: the Z for who may see the totals, else the slip of the own count.

    Raises NotFound, NotAllowed for what somebody else counted.
    """
    return z_report(desk, number, copy=copy) if allowed(desk, Right.SEE_TOTALS) else count_slip(desk, number, copy=copy)


@use_case(Right.SEE_TOTALS)
def z_report(desk: Desk, number: str, *, copy: bool = False) -> DayReport:
    """The paper of a closing, as it was then; guarded settings that changed since the closing before are named.

    Raises NotFound.
    """
    closed, opened = _closing(desk, number)
    figures = from_data(closed.totals)
    earlier = (
        select(models.ShiftClose.journal)
        .join(models.ShiftOpen, col(models.ShiftOpen.id) == models.ShiftClose.shift)
        .where(models.ShiftOpen.till == opened.till, col(models.ShiftClose.id) < closed.id)
        .order_by(col(models.ShiftClose.id).desc())
    )
    changed = settings.guarded_between(desk, desk.session.exec(earlier).first() or 0, closed.journal)
    warned = tuple(ReportRow(row.label, f"{row.old} → {row.new}", True) for row in changed)
    warning = (ReportSection(_("Changed since the last closing"), warned),) if warned else ()
    return _paper(desk, "Z", number, figures, (*_sections(figures), _drawer(desk, closed, opened), *warning), copy=copy)


@use_case(Right.CLOSE_DAY)
def count_slip(desk: Desk, number: str, *, copy: bool = False) -> DayReport:
    """The slip of a count, for who counted: what lay in the drawer, and no total of the system.

    Raises NotFound, NotAllowed for what somebody else counted without the right to see totals.
    """
    closed, _opened = _closing(desk, number)
    if desk.session.get_one(models.Journal, closed.journal).actor != desk.actor.party:
        require(desk, Right.SEE_TOTALS)
    pieces = sorted(((int(piece), count) for piece, count in (closed.pieces or {}).items()), reverse=True)
    rows = [ReportRow(f"{money.short(piece)} × {count}", money.text(piece * count)) for piece, count in pieces]
    sums = [ReportRow(_("Counted"), _sum(closed.counted), True)]
    if closed.counted is not None:
        sums.append(ReportRow(_("Stays in the drawer"), money.text(closed.kept)))
        sums.append(ReportRow(_("Taken out at closing"), money.text(max(closed.agreed - closed.kept, 0))))
    said = [ReportRow(_("Reason"), closed.reason)] if closed.reason else []
    said += passedon.rows(desk, number)
    sections = (ReportSection(_("Drawer"), (*rows, *sums, *said)),)
    return _paper(desk, "Z", number, from_data(closed.totals), sections, copy=copy, title=_("Count of the drawer"))


def _closing(desk: Desk, number: str) -> tuple[models.ShiftClose, models.ShiftOpen]:
    closed = desk.session.exec(select(models.ShiftClose).where(models.ShiftClose.number == number)).one_or_none()
    if closed is None:
        raise NotFound(N_("There is no closing with this number."))
    return closed, desk.session.get_one(models.ShiftOpen, closed.shift)


def _paper(
    desk: Desk,
    kind: Any,
    number: str,
    figures: Figures,
    sections: Sequence[ReportSection],
    *,
    copy: bool = False,
    title: str = "",
) -> DayReport:
    if not title:
        title = _("The day so far") if kind == "X" else _("Close of shift") if _several(desk) else _("Close of day")
    return DayReport(
        kind, settings.get(desk, "shop.name"), title, period(figures), desk.till.code, number, tuple(sections),
        desk.practice, copy,
    )  # fmt: skip


def _several(desk: Desk) -> bool:
    """Whether people take turns at the till, so that what is closed is called a shift."""
    people = select(models.User.id).where(col(models.User.archived_at).is_(None)).limit(2)
    return len(desk.session.exec(people).all()) > 1


def period(figures: Figures) -> str:
    """The days the figures cover, in the language of the moment."""
    first, last = (thaidate.day(day.parse_date(text)) for text in (figures.first_date, figures.last_date))
    return first if first == last else f"{first} – {last}"


def beside(figures: Figures) -> list[tuple[str, int]]:
    """What was paid with the bills besides what was sold, in words and satang: net sales and these are the money."""
    said = _("Cash rounding"), _("Deposits for containers"), _("Passed on"), _("Deposits of orders, taken off")
    sums = figures.rounding, figures.deposits, figures.passed_on, figures.ahead
    return [one for one in zip(said, sums, strict=True) if one[1]]


def _sections(figures: Figures) -> tuple[ReportSection, ...]:
    rows = [
        ReportRow(_("Bills"), str(figures.sales)),
        ReportRow(_("Sold"), money.text(figures.total)),
        ReportRow(_("Paid back ({count})").format(count=figures.refunds), money.text(-figures.refund_total)),
        ReportRow(_("Voided ({count})").format(count=figures.voids), money.text(-figures.void_total)),
        ReportRow(_("Net sales"), money.text(figures.net), True),
        ReportRow(_("Discounts, already taken off"), money.text(figures.discount)),
    ]
    rows += [ReportRow(said, money.text(amount)) for said, amount in beside(figures)]
    if figures.vat:
        rows.append(ReportRow(_("VAT inside"), money.text(figures.vat)))
    if figures.later:
        later = _("Of it entered later ({count})").format(count=figures.later)
        rows.append(ReportRow(later, money.text(figures.later_total)))
    paid = tuple(ReportRow(f"{way.label} ({way.count})", money.text(way.amount)) for way in figures.tenders)
    sections = [ReportSection("", tuple(rows)), ReportSection(_("Money by way of paying"), paid)]
    if figures.voided_by:
        words = {"undo": _("undone"), "void": _("voided")}
        voided = tuple(
            ReportRow(f"{row.name} · {words[row.kind]} ({row.count})", money.text(-row.amount))
            for row in figures.voided_by
        )
        sections.append(ReportSection(_("Taken back by"), voided))
    return tuple(sections)


def _drawer(desk: Desk, closed: models.ShiftClose, opened: models.ShiftOpen) -> ReportSection:
    off = closed.agreed - closed.expected
    rows = [
        ReportRow(_("In the drawer at opening"), money.text(opened.float_amount)),
        *_moved(desk, opened.till, opened.journal, closed.journal),
        ReportRow(_("Should be there"), money.text(closed.expected), True),
        ReportRow(_("Counted"), _sum(closed.counted)),
        ReportRow(_("Agreed"), money.text(closed.agreed)),
        ReportRow(_("Difference"), money.text(off), bool(off)),
        ReportRow(_("Taken out at closing"), money.text(max(closed.agreed - closed.kept, 0))),
        ReportRow(_("Stays in the drawer"), money.text(closed.kept)),
    ]
    if closed.reason:
        rows.append(ReportRow(_("Reason"), closed.reason))
    rows += passedon.rows(desk, closed.number)
    for said in closings.later(desk, closed.number):
        words = _("Agreed later by {name}, {moment}").format(name=said.name, moment=thaidate.moment(said.at))
        rows.append(ReportRow(words, money.text(said.amount), True))
        rows += [ReportRow(_("Reason"), said.reason)] if said.reason else []
    return ReportSection(_("Drawer"), tuple(rows))


def _moved(desk: Desk, till: int, since: int, until: int | None) -> list[ReportRow]:
    """The cash paid for goods, put in and taken out between two deeds, by the ids of their journal rows."""
    span = {"till": till, "since": since, "until": until or _NO_END}
    connection = desk.session.connection()
    rows = [ReportRow(_("Cash from bills"), money.text(connection.execute(_CASH, span).scalar_one()))]
    for kind, words in (("in", _("Put in")), ("out", _("Taken out"))):
        found = connection.execute(_MOVED, {**span, "kind": kind}).all()
        if found:
            total = sum(row.amount for row in found)
            rows.append(ReportRow(f"{words} ({len(found)})", money.text(total)))
            rows += [ReportRow(f"  {row.reason} · {row.name}", money.text(row.amount)) for row in found]
    return rows


def _sum(satang: int | None) -> str:
    return _("not counted") if satang is None else money.text(satang)


def quantity_of(top: Top) -> str:
    """The sold quantity of a best seller as people read it."""
    return unit.quantity_text(top.qty, top.unit)
