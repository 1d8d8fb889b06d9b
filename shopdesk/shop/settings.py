"""Settings of the shop, declared once: key, type, default, label, right. Settings of the machine: base.machine."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from shopdesk.base import clock
from shopdesk.base.errors import Invalid, NotAllowed
from shopdesk.base.i18n import N_, _
from shopdesk.core import promptpay, rounding, thaiid
from shopdesk.core.documents import TaxStanding
from shopdesk.db import models, quick, records
from shopdesk.shop import logo
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, require, use_case

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `guarded` ones change only with the owner's PIN entered for it, and stay visible for 24 hours."""

    key: str
    kind: type
    default: Any
    label: str
    scope: str = "shop"
    right: Right = Right.SETTINGS
    guarded: bool = False
    test: Callable[[Any], object] | None = None
    longest: int = LONGEST

    @property
    def title(self) -> str:
        """The label in the language of the moment."""
        return _(self.label)


def _choice(*values: object) -> Callable[[Any], None]:
    def test(value: Any) -> None:
        if value not in values:
            raise Invalid(N_("Choose one of the offered values."))

    return test


def _range(low: int, high: int) -> Callable[[Any], None]:
    def test(value: Any) -> None:
        if not low <= value <= high:
            raise Invalid(N_("The number must be from {low} to {high}."), low=low, high=high)

    return test


def _promptpay(value: Any) -> None:
    if value:
        promptpay.target(value)


def _tax_number(value: Any) -> None:
    if value:
        thaiid.parse(value)


def _date(value: Any) -> None:
    if value:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise Invalid(N_("This is not a date."), hint=N_("Write it as 2026-11-22.")) from error


def _guarded(key: str, label: str, test: Callable[[Any], None] | None = None) -> Setting:
    return Setting(key, str, "", label, right=Right.MONEY_SETTINGS, guarded=True, test=test)


def _taxed(key: str, kind: type, default: Any, label: str, test: Callable[[Any], None] | None = None) -> Setting:
    return Setting(key, kind, default, label, right=Right.MONEY_SETTINGS, test=test)


SETTINGS: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        _guarded("shop.name", N_("Shop name")),
        _guarded("shop.address", N_("Address")),
        _guarded("shop.phone", N_("Telephone")),
        Setting("shop.started", bool, False, N_("First run is done")),
        Setting("shop.kind", str, "", N_("What the shop sells")),
        _guarded("receipt.header", N_("Lines above the bill")),
        Setting("receipt.footer", str, "ขอบคุณที่อุดหนุนชุมชน", N_("Lines below the bill")),
        Setting("receipt.logo", str, "", N_("Picture on receipts"), test=logo.png, longest=logo.LONGEST),
        Setting("receipt.auto", bool, False, N_("Print every receipt by itself")),
        Setting("receipt.width", int, 58, N_("Paper width (mm)"), scope="till", test=_choice(58, 80)),
        _guarded("promptpay.id", N_("PromptPay number"), _promptpay),
        _guarded("promptpay.name", N_("Account name the customer will see")),
        _taxed("vat.registered", bool, False, N_("Registered for VAT")),
        _taxed("vat.tax_id", str, "", N_("Tax number (13 digits)"), _tax_number),
        _taxed("vat.approved", str, "", N_("Date of the ภ.พ.06 approval"), _date),
        _taxed("vat.pos_id", str, "", N_("Machine number from the Revenue Department")),
        Setting("cash.rounding", str, "none", N_("Round cash totals"), test=_choice(*rounding.MODES)),
        Setting("cash.blind", bool, True, N_("Cashiers count without seeing the expected sum")),
        Setting("cash.transfer_change", bool, False, N_("Give cash change for a transfer above the bill")),
        Setting("cash.keep", int, 50_000, N_("Leave in the drawer overnight"), test=_range(0, 10_000_000)),
        Setting("discount.limit", int, 1000, N_("Highest discount of a cashier"), test=_range(0, 10_000)),
        Setting("stock.expired", str, "warn", N_("Goods past their date"), test=_choice("warn", "block", "allow")),
        Setting("day.change_hour", int, 0, N_("Hour when a new day begins"), test=_range(0, 12)),
        Setting("backup.folder", str, "", N_("Second place for backups"), scope="till", right=Right.SETTINGS),
        Setting("printer.target", str, "", N_("Printer"), scope="till"),
        Setting("scale.target", str, "", N_("Scale"), scope="till"),
        Setting("drawer.kick", bool, True, N_("Open the drawer after a cash sale"), scope="till"),
        Setting("drawer.pin", int, 2, N_("Wire of the drawer"), scope="till", test=_choice(2, 5)),
        Setting("barcode.rules", list, [], N_("In-store barcodes with weight or price")),
        Setting("display.customer", bool, True, N_("Use a second screen for the customer"), scope="till"),
        Setting(
            "line.photos",
            str,
            "ask",
            N_("Photos on a line that costs money"),
            scope="till",
            test=_choice("ask", "send", "shrink", "wait"),
        ),
        Setting("online.registered", bool, False, N_("Registered as an online shop (DBD)")),
        Setting("online.account_name", bool, False, N_("Bank account is in the shop's name")),
        Setting("lock.minutes", int, 3, N_("Lock after minutes without a touch"), test=_range(1, 240)),
    )
}


_STORED = "SELECT scope, owner, key, value FROM setting WHERE scope IN ('shop', 'till')"
_ONE = "SELECT value FROM setting WHERE scope = :scope AND owner = :owner AND key = :key"


@use_case(Right.LOOK)
def get(desk: Desk, key: str) -> Any:
    """The value of a setting, its default where nobody set it; raises KeyError for one that is not declared."""
    setting = SETTINGS[key]
    place = {"scope": setting.scope, "owner": _owner(desk, setting), "key": key}
    stored = quick.first(desk.session.connection(), _ONE, place)
    return setting.default if stored is None else json.loads(stored[0])


@use_case(Right.LOOK)
def photos_wait(desk: Desk, metered: Callable[[], bool]) -> bool:
    """Whether photos wait for a line that costs nothing; `metered` is asked where that is left to the computer."""
    chosen = get(desk, "line.photos")
    return bool(chosen == "wait" or (chosen == "ask" and metered()))


@use_case(Right.LOOK)
def get_all(desk: Desk) -> dict[str, Any]:
    """Every declared setting with its value, in one look."""
    rows = quick.rows(desk.session.connection(), _STORED)
    stored = {(scope, owner, key): value for scope, owner, key, value in rows}
    found = {}
    for setting in SETTINGS.values():
        value = stored.get((setting.scope, _owner(desk, setting), setting.key))
        found[setting.key] = setting.default if value is None else json.loads(value)
    return found


@use_case(Right.LOOK)
def change(desk: Desk, key: str, value: Any) -> None:
    """Set a setting. Guarded ones need the owner's PIN entered for this deed, where a PIN is set.

    Raises Invalid for a value of the wrong kind, NotAllowed without the right.
    """
    setting = SETTINGS[key]
    require(desk, setting.right)
    if setting.guarded and not desk.actor.sole and not (desk.approver and setting.right in desk.approver.rights):
        raise NotAllowed(
            N_("Changing this needs the owner's PIN."),
            right=setting.right.value,
            hint=N_("Ask the owner to enter the PIN."),
        )
    _valid(setting, value)
    row = _row(desk, setting)
    if row is None:
        new = models.Setting(uid="", scope=setting.scope, owner=_owner(desk, setting), key=key, value=None)
        row = records.create(desk.session, desk.entry, new, desk.now, desk.random)
    records.change(desk.session, desk.entry, row, value=value)


@dataclass(frozen=True, slots=True)
class GuardedChange:
    """A guarded setting that changed within the last day: what it was, what it is, when."""

    label: str
    old: str
    new: str
    minutes_ago: int


@use_case(Right.LOOK)
def recent_guarded(desk: Desk) -> list[GuardedChange]:
    """What changed in the PromptPay number or receipt header in the last 24 hours."""
    return _guarded_changes(desk, col(models.Journal.at) >= desk.now - timedelta(hours=24))


@use_case(Right.LOOK)
def guarded_between(desk: Desk, after: int, before: int) -> list[GuardedChange]:
    """What changed in them between two deeds, by the ids of their journal rows; 0 is before every deed."""
    return _guarded_changes(desk, col(models.Journal.id).between(after + 1, before - 1))


def _guarded_changes(desk: Desk, span: ColumnElement[bool]) -> list[GuardedChange]:
    rows = desk.session.exec(
        select(models.Setting.key, models.Change.old, models.Change.new, models.Journal.at)
        .join(models.Change, col(models.Change.row) == models.Setting.uid)
        .join(models.Journal, col(models.Journal.id) == models.Change.journal)
        .where(models.Change.field == "value", span)
        .order_by(col(models.Change.id).desc())
    ).all()
    # Put in for the first time is no change; emptied and put in anew is one.
    return [
        GuardedChange(SETTINGS[key].title, str(old), str(new or ""), int((desk.now - at).total_seconds() // 60))
        for key, old, new, at in rows
        if key in SETTINGS and SETTINGS[key].guarded and old is not None
    ]


def standing(values: dict[str, Any]) -> TaxStanding:
    """How the shop stands with the Revenue Department, from its settings."""
    approved = values["vat.approved"]
    return TaxStanding(
        values["vat.registered"],
        date.fromisoformat(approved) if approved else None,
        values["vat.pos_id"],
        values["vat.tax_id"],
    )


def today(desk: Desk) -> date:
    """The Bangkok calendar date of the deed."""
    return clock.calendar_date(desk.now)


def business_day(desk: Desk) -> str:
    """The shop's day of the deed, as facts keep it: before the hour of change it is still yesterday's."""
    return clock.business_date(desk.now, desk.change_hour).isoformat()


def _owner(desk: Desk, setting: Setting) -> int:
    return desk.till.id if setting.scope == "till" else 0


def _row(desk: Desk, setting: Setting) -> models.Setting | None:
    return desk.session.exec(
        select(models.Setting).where(
            models.Setting.scope == setting.scope,
            models.Setting.owner == _owner(desk, setting),
            models.Setting.key == setting.key,
        )
    ).one_or_none()


def _valid(setting: Setting, value: Any) -> None:
    if type(value) is not setting.kind:
        raise Invalid(N_("Choose one of the offered values."))
    unprintable = isinstance(value, str) and any(ord(sign) < 32 and sign != "\n" for sign in value)
    if unprintable or (isinstance(value, str) and len(value) > setting.longest):
        raise Invalid(N_("The text is too long or holds signs that cannot be printed."))
    if setting.test is not None:
        setting.test(value)
