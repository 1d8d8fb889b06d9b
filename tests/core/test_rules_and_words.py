"""Tenders, restricted goods, headings, units, Thai dates typed, amounts in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.base import i18n
from shopdesk.base.clock import BANGKOK
from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.core import bahttext, documents, restricted, tender, thaidate, unit
from shopdesk.core.documents import TaxStanding
from shopdesk.core.line import Line
from shopdesk.core.restricted import RULES, Rule
from tests.core.vectors import load, satang

WORDS = load("bahttext")


@pytest.fixture(autouse=True)
def thai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "th")


@pytest.mark.parametrize("case", WORDS["vectors"], ids=lambda case: case["amount"])
def test_amounts_in_thai_words(case: dict[str, str]) -> None:
    assert bahttext.words(satang(case["amount"])) == case["expected"]


def test_amounts_in_words_with_both_parts_and_below_nothing() -> None:
    assert bahttext.words(125050) == "หนึ่งพันสองร้อยห้าสิบบาทห้าสิบสตางค์"
    assert bahttext.words(100_000_100) == "หนึ่งล้านเอ็ดบาทถ้วน"
    assert bahttext.words(-500) == "ลบห้าบาทถ้วน"


@pytest.mark.parametrize(
    "typed",
    [
        "22/11/2569",
        "22-11-2569",
        "22.11.2569",
        "22/11/2026",
        "2026-11-22",
        "๒๒/๑๑/๒๕๖๙",
        "22 พ.ย. 2569",
        "22พย2569",
        "22 พฤศจิกายน 2569",
        "22 Nov 2026",
        " 22/11/2569 ",
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str) -> None:
    assert thaidate.parse(typed) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "typed", ["", "22/11/69", "31/2/2569", "11/22/2569", "22 foo 2569", "0/1/2569", "22/11/9999", "22112569", "=1+1"]
)
def test_a_date_that_could_mean_two_things_or_none_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        thaidate.parse(typed)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_dates_read_back_as_written(when: date) -> None:
    for written in (thaidate.day(when), thaidate.long(when), when.isoformat()):
        assert thaidate.parse(written) == when


def test_long_dates_name_the_month_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    assert thaidate.long(date(2026, 11, 22)) == "22 พฤศจิกายน 2569"
    monkeypatch.setattr(i18n, "_language", "en")
    assert thaidate.long(date(2026, 11, 22)) == "22 Nov 2026"


def test_the_heading_follows_from_how_the_shop_stands_with_the_tax() -> None:
    day = date(2026, 11, 22)
    approved = TaxStanding(True, date(2026, 11, 22), "E123", "0994000165501")
    assert documents.heading(TaxStanding(), day) == "ใบเสร็จรับเงิน/บิลเงินสด"
    assert documents.heading(TaxStanding(True), day) == "ใบเสร็จรับเงิน"
    assert documents.heading(approved, day) == "ใบเสร็จรับเงิน/ใบกำกับภาษีอย่างย่อ"
    assert documents.heading(approved, day - timedelta(days=1)) == "ใบเสร็จรับเงิน"
    assert documents.heading(TaxStanding(True, day), day) == "ใบเสร็จรับเงิน"
    assert documents.heading(TaxStanding(False, day, "E123"), day) == "ใบเสร็จรับเงิน/บิลเงินสด"


def test_headings_are_thai_in_every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "en")
    assert documents.heading(TaxStanding(True), date(2026, 1, 1)) == "ใบเสร็จรับเงิน"


def test_a_receipt_line_says_how_much_of_what() -> None:
    assert documents.quantity_line(1350, "kg", 4500) == "1.35 กก. × 45"
    assert documents.quantity_line(3000, "piece", 700) == "3 × 7"
    assert documents.quantity_line(2000, "bunch", 1550) == "2 กำ × 15.50"
    assert documents.quantity_line(2000, "กระบุง", 9900) == "2 กระบุง × 99"


@pytest.mark.parametrize(
    ("number", "short"),
    [("1A-000142", "#0142"), ("1B-000001", "#B0001"), ("2C-123456", "#C123456"), ("1AA-000007", "#AA0007"), ("x", "x")],
)
def test_a_document_number_is_called_out_short(number: str, short: str) -> None:
    assert documents.short_number(number) == short


@pytest.mark.parametrize(
    ("typed", "code"),
    [("กก.", "kg"), ("โล", "kg"), ("ขีด", "kheed"), ("KG", "kg"), ("ชิ้น", "piece"), ("หวี", "hand"), ("แพค", "pack")],
)
def test_units_are_known_as_people_write_them(typed: str, code: str) -> None:
    assert unit.find(typed) == code
    assert unit.find("ลูกบาศก์วา") is None


def test_units_have_a_name_in_thai_and_a_ratio_that_fits() -> None:
    for one in unit.UNITS.values():
        assert unit.name(one.code) != one.name
        assert unit.find(unit.name(one.code)) == one.code
        assert one.ratio > 0
    assert (unit.UNITS["kheed"].ratio, unit.UNITS["tray"].ratio) == (100, 30_000)
    assert unit.measured("kg")
    assert not unit.measured("bunch")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK).astimezone(UTC)


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ("2025-11-20 10:59", "hours"),
        ("2025-11-20 11:00", "age"),
        ("2025-11-20 14:00", "hours"),
        ("2025-11-20 17:00", "age"),
        ("2025-11-20 23:59", "age"),
        ("2025-11-21 00:00", "hours"),
        ("2026-01-20 15:00", "age"),
        ("2026-06-01 15:00", "hours"),
        ("2026-05-31 12:00", "day"),
    ],
)
def test_alcohol_is_reminded_of_by_the_rules_of_that_day(when: str, reason: str) -> None:
    found = restricted.warning(RULES, "alcohol", at(when))
    assert found is not None
    assert found.reason == reason
    assert found.forbidden == (reason != "age")
    assert found.age == 20


def test_tobacco_has_no_hours_but_an_age() -> None:
    found = restricted.warning(RULES, "tobacco", at("2026-11-22 03:00"))
    assert found is not None
    assert found.text() == "ขายให้คนอายุ 20 ขึ้นไป ขอดูบัตรก่อน"


def test_other_goods_have_no_reminder() -> None:
    assert restricted.warning(RULES, "", at("2026-11-22 03:00")) is None


def test_the_owner_is_asked_when_nobody_looked_at_a_rule_for_half_a_year() -> None:
    found = restricted.warning(RULES, "alcohol", at("2026-11-22 12:00"))
    assert found is not None
    assert found.check
    own = Rule("alcohol", date(2026, 11, 1), ((660, 1440),), source="ประกาศ", verified_on=date(2026, 11, 20))
    later = restricted.warning((*RULES, own), "alcohol", at("2026-11-22 15:00"))
    assert later is not None
    assert (later.reason, later.check) == ("age", False)


def test_reminders_are_plain_sentences() -> None:
    closed = restricted.warning(RULES, "alcohol", at("2026-10-26 12:00"))
    early = restricted.warning(RULES, "alcohol", at("2026-01-20 09:00"))
    assert closed is not None
    assert early is not None
    assert closed.text() == "วันนี้ (26 ต.ค. 2569) ห้ามขายเหล้าเบียร์"
    assert early.text() == "เหล้าเบียร์ ขายได้เฉพาะ 11:00–24:00"


def test_selling_hours_are_typed_as_people_write_them() -> None:
    hours = ((660, 840), (1020, 1440))
    assert restricted.hours_from_text("11:00-14:00, 17.00–24.00") == hours
    assert restricted.hours_from_text("๑๑-๑๔,๑๗-๒๔") == hours
    assert restricted.hours_from_text(restricted.hours_text(hours)) == hours


@pytest.mark.parametrize("typed", ["", "11", "14-11", "11:60-12:00", "11-25", "a-b", "11-14;17-24"])
def test_hours_that_are_none_are_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        restricted.hours_from_text(typed)


def test_a_rule_must_make_sense() -> None:
    for wrong in ({"hours": ((840, 660),)}, {"age": 120}, {"restricted": "sugar"}):
        with pytest.raises(Invalid):
            Rule(**{"restricted": "alcohol", "starts": date(2026, 1, 1), **wrong})  # type: ignore[arg-type]


def test_a_payment_only_ever_becomes_surer() -> None:
    states = tender.STATES
    for n, before in enumerate(states):
        for m, after in enumerate(states):
            assert tender.can_go(before, after) == (m > n)
    assert tender.go(None, "promised") == "promised"
    with pytest.raises(Conflict):
        tender.go("settled", "promised")
    with pytest.raises(NotFound):
        tender.go("promised", "paid")


def test_a_slip_is_not_money_received() -> None:
    assert not tender.received("slip_seen")
    assert tender.received("confirmed_cashier")
    assert tender.first_state("promptpay") == "promised"
    assert tender.received(tender.first_state("cash"))
    assert all(tender.state_label(state) for state in tender.STATES)


def test_a_scheme_bars_beer_and_cigarettes_and_cash_bars_nothing() -> None:
    ready = {one.code: one for one in tender.ready_made()}
    lines = (Line("a", "ข้าว", 100), Line("b", "เบียร์", 100, restricted="alcohol"))
    assert tender.barred(ready["welfare"], lines) == lines[1:]
    assert tender.barred(ready["cash"], lines) == ()
    assert [code for code, one in ready.items() if one.gives_change] == ["cash"]


def test_tenders_speak_the_language_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    own = tender.Tender("x", "named", "โอนให้ลุงคำ")
    cash = tender.ready_made()[0]
    assert (cash.label(), own.label()) == ("เงินสด", "โอนให้ลุงคำ")
    monkeypatch.setattr(i18n, "_language", "en")
    assert (cash.label(), own.label()) == ("Cash", "โอนให้ลุงคำ")
