"""The dated tables an owner may edit: VAT rates, and hours, days and age for restricted goods."""

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from shopdesk.base import clock
from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import restricted, vat
from shopdesk.core.restricted import Reminder, Rule
from shopdesk.core.vat import VatRate
from shopdesk.db import models, records
from shopdesk.shop.rights import Right, use_case

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk

HIGHEST_RATE = 3_000


def values(rule: Rule) -> dict[str, Any]:
    """The columns of a rule's row."""
    return {
        "restricted": rule.restricted,
        "starts": rule.starts.isoformat(),
        "hours": [list(span) for span in rule.hours],
        "closed_days": [day.isoformat() for day in rule.closed],
        "age": rule.age,
        "source": rule.source,
        "verified_on": rule.verified_on.isoformat(),
    }


def _rule(row: models.RestrictedRule) -> Rule:
    return Rule(
        row.restricted,
        date.fromisoformat(row.starts),
        tuple((start, end) for start, end in row.hours),
        tuple(date.fromisoformat(day) for day in row.closed_days),
        row.age,
        row.source,
        date.fromisoformat(row.verified_on),
    )


@use_case(Right.SELL)
def reminders(desk: "Desk", classes: set[str]) -> list[Reminder]:
    """What to say calmly before these classes of goods are sold now; the cashier decides."""
    if not classes:
        return []
    rows = desk.session.exec(
        select(models.RestrictedRule).where(col(models.RestrictedRule.archived_at).is_(None))
    ).all()
    table = [_rule(row) for row in rows]
    found = [restricted.warning(table, name, desk.now) for name in sorted(classes)]
    return [reminder for reminder in found if reminder is not None]


@use_case(Right.LOOK)
def restricted_rules(desk: "Desk") -> list[tuple[int, Rule]]:
    """The rules with their row ids, by class and first day."""
    rows = desk.session.exec(
        select(models.RestrictedRule)
        .where(col(models.RestrictedRule.archived_at).is_(None))
        .order_by(col(models.RestrictedRule.restricted), col(models.RestrictedRule.starts))
    ).all()
    return [(row.id or 0, _rule(row)) for row in rows]


@use_case(Right.MONEY_SETTINGS)
def put_rule(desk: "Desk", rule: Rule, row: int | None = None) -> None:
    """Add a rule, or change the row of this id; raises NotFound."""
    if row is None:
        records.create(desk.session, desk.entry, models.RestrictedRule(uid="", **values(rule)), desk.now, desk.random)
        return
    found = desk.session.get(models.RestrictedRule, row)
    if found is None:
        raise NotFound(N_("That rule is no longer there."))
    records.change(desk.session, desk.entry, found, **values(rule))


@use_case(Right.LOOK)
def vat_rates(desk: "Desk") -> list[VatRate]:
    """The dated rates, the earliest first."""
    rows = desk.session.exec(
        select(models.VatRate)
        .where(col(models.VatRate.archived_at).is_(None))
        .order_by(col(models.VatRate.starts), col(models.VatRate.id))
    ).all()
    return [
        VatRate(date.fromisoformat(row.starts), row.rate, row.source, date.fromisoformat(row.verified_to))
        for row in rows
    ]


@use_case(Right.LOOK)
def vat_needs_check(desk: "Desk") -> bool:
    """Whether to ask the owner calmly if the rate is still right: its source does not reach today."""
    rates = vat_rates(desk)
    return bool(rates) and vat.needs_check(clock.calendar_date(desk.now), rates)


@use_case(Right.MONEY_SETTINGS)
def put_vat_rate(desk: "Desk", rate: VatRate) -> None:
    """Set the rate from a day on (basis points); the same first day replaces the row. Raises Invalid above 30 %."""
    if not 0 <= rate.rate <= HIGHEST_RATE or rate.verified_to < rate.first_day:
        raise Invalid(N_("The rate cannot be used."), hint=N_("A rate is from 0 to 30 %."))
    fields: dict[str, Any] = {"rate": rate.rate, "source": rate.source, "verified_to": rate.verified_to.isoformat()}
    starts = rate.first_day.isoformat()
    row = desk.session.exec(select(models.VatRate).where(models.VatRate.starts == starts)).first()
    if row is None:
        records.create(desk.session, desk.entry, models.VatRate(uid="", starts=starts, **fields), desk.now, desk.random)
    else:
        records.change(desk.session, desk.entry, row, **fields)
