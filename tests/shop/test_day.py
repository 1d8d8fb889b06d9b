"""The day opens by itself, always closes, and what the drawer should hold is known to the satang."""

from datetime import timedelta

import pytest
from sqlmodel import select

from shopdesk.base.errors import Conflict, Invalid, NotAllowed, NotFound
from shopdesk.core.documents import DayReport
from shopdesk.db import models
from shopdesk.shop import closing, closings, day, printing, refunds, reports, rights, settings, users
from shopdesk.shop.selling import Paid
from tests.conftest import Shop


def test_the_first_sale_opens_the_day_with_what_was_left(shop: Shop) -> None:
    egg = shop.add("ไข่", 500)
    assert shop.sell((egg, 1000)).opened_day
    assert not shop.sell((egg, 1000)).opened_day
    with shop.office.writing() as desk:
        closed = closing.close_day(desk, 1000, kept=700)
    assert (closed.number, closed.expected, closed.difference) == ("1A-Z000001", 1000, 0)
    assert shop.sell((egg, 1000)).opened_day
    with shop.office.reading() as desk:
        assert day.expected(desk) == 700 + 500


def test_a_difference_is_kept_on_record_and_blocks_nothing(shop: Shop) -> None:
    shop.sell((shop.add("ไข่", 500), 1000))
    with shop.office.writing() as desk:
        closed = closing.close_day(desk, pieces={2000: 1, 100: 3}, reason="ทอนผิด")
    assert (closed.expected, closed.counted, closed.difference) == (500, 2300, 1800)
    with shop.office.reading() as desk:
        row = desk.session.exec(select(models.ShiftClose)).one()
        assert (row.reason, row.pieces) == ("ทอนผิด", {"2000": 1, "100": 3})


def test_cash_in_and_out_change_what_the_drawer_should_hold(shop: Shop) -> None:
    with pytest.raises(Invalid), shop.office.writing() as desk:
        day.move_cash(desk, -5000, "  ")
    with shop.office.writing() as desk:
        day.move_cash(desk, 10_000, "เงินทอน")
    with shop.office.writing() as desk:
        day.move_cash(desk, -2500, "ซื้อน้ำแข็ง")
    with shop.office.reading() as desk:
        assert day.expected(desk) == 7500


def test_transfers_do_not_land_in_the_drawer_and_refunds_leave_it(shop: Shop) -> None:
    egg = shop.add("ไข่", 500)
    shop.sell((egg, 2000), paid=[Paid("promptpay", 1000)])
    cash = shop.sell((egg, 3000), paid=[Paid("cash", 2000)])
    with shop.office.writing() as desk:
        refunds.refund(desk, cash.id)
    with shop.office.reading() as desk:
        assert day.expected(desk) == 0


def test_a_skipped_evening_is_covered_by_the_next_close(shop: Shop) -> None:
    egg = shop.add("ไข่", 500)
    shop.sell((egg, 1000))
    shop.clock.now += timedelta(days=1)
    shop.sell((egg, 1000))
    with shop.office.writing() as desk:
        closed = closing.close_day(desk)
    assert (closed.first_date, closed.last_date, closed.expected) == ("2026-11-22", "2026-11-23", 1000)
    with shop.office.reading() as desk:
        paper = reports.z_report(desk, closed.number)
        assert "22" in paper.period
        assert "23" in paper.period


def cashier(shop: Shop, name: str = "สมศรี") -> rights.Actor:
    with shop.office.writing() as desk:
        users.add(desk, name, "cashier")
    return users.sign_in(shop.office, name, "")


def rows(paper: DayReport) -> dict[str, str]:
    return {row.label.strip(): row.value for section in paper.sections for row in section.rows}


def test_a_cashier_counts_blind(shop: Shop) -> None:
    shop.sell((shop.add("ไข่", 500), 1000))
    somsri = cashier(shop)
    with shop.office.reading(somsri) as desk:
        assert day.expected(desk) is None
        found = closing.compare(desk, None, 400)
        assert (found.expected, found.difference, found.agreed, found.may_agree) == (None, None, 400, False)
    with shop.office.writing() as desk:
        settings.change(desk, "cash.blind", False)
    with shop.office.reading(somsri) as desk:
        assert day.expected(desk) == 500
        assert not closing.compare(desk, None, 400).may_agree


def test_who_counted_blind_gets_a_slip_of_the_own_count_and_no_total(shop: Shop) -> None:
    shop.sell((shop.add("ไข่", 123_400), 1000))
    somsri, malee = cashier(shop), cashier(shop, "มาลี")
    with shop.office.writing(somsri) as desk:
        closed = closing.close_day(desk, pieces={2000: 1, 10_000: 2}, kept=10_000, reason="เหรียญหาย")
        job = printing.queue_report(desk, closed.number)
    assert (closed.expected, closed.difference, closed.agreed) == (None, None, 22_000)
    with shop.office.writing(somsri) as desk:
        for paper in (reports.closing_paper(desk, closed.number), printing.begin(desk, job)):
            assert isinstance(paper, DayReport)
            told = rows(paper)
            assert list(told)[:2] == ["100 × 2", "20 × 1"]
            assert told["100 × 2"] == "200.00"
            assert (told["นับได้"], told["เหตุผล"]) == ("220.00", "เหรียญหาย")
            assert "1,234.00" not in str(paper)
    for person in (somsri, malee):
        with pytest.raises(NotAllowed), shop.office.reading(person) as desk:
            reports.z_report(desk, closed.number)
    with pytest.raises(NotAllowed), shop.office.reading(malee) as desk:
        reports.closing_paper(desk, closed.number)
    with shop.office.reading() as desk:
        assert rows(reports.closing_paper(desk, closed.number))["ควรมี"] == "1,234.00"


def test_a_blind_close_without_counting_says_no_sum(shop: Shop) -> None:
    shop.sell((shop.add("ไข่", 123_400), 1000))
    with shop.office.writing(cashier(shop)) as desk:
        closed = closing.close_day(desk)
        assert (closed.expected, closed.agreed, closed.kept) == (None, None, None)


def test_a_blind_close_without_counting_tells_no_sum_that_comes_of_the_expected_one(shop: Shop) -> None:
    shop.sell((shop.add("ไข่", 12_300), 1000))
    somsri = cashier(shop)
    for kept in (1, 99_999):
        with pytest.raises(Invalid, match="นับ"), shop.office.writing(somsri) as desk:
            closing.close_day(desk, kept=kept)
    with shop.office.writing(somsri) as desk:
        closed = closing.close_day(desk)
    with shop.office.reading(somsri) as desk:
        assert "123.00" not in str(reports.closing_paper(desk, closed.number))
        assert day.float_offered(desk) is None
    with shop.office.reading() as desk:
        assert day.float_offered(desk) == 12_300
    with shop.office.writing(somsri) as desk:
        day.open_day(desk)
    for person, shown in ((somsri, None), (None, 12_300)):
        with shop.office.reading(person) as desk:
            shift = day.current(desk)
            assert shift is not None
            assert day.float_shown(desk, shift) == shown
    with shop.office.writing(somsri) as desk:
        closing.close_day(desk, 12_300, kept=300)
    with shop.office.reading(somsri) as desk:
        assert day.float_offered(desk) == 300


def test_a_drawer_below_nothing_that_nobody_counts_shows_its_minus_as_the_difference(shop: Shop) -> None:
    with shop.office.writing() as desk:
        day.move_cash(desk, -4000, "ซื้อน้ำแข็ง")
    with shop.office.writing() as desk:
        closed = closing.close_day(desk)
    assert (closed.expected, closed.agreed, closed.difference, closed.kept) == (-4000, 0, 4000, 0)
    with shop.office.reading() as desk:
        assert rows(reports.z_report(desk, closed.number))["ขาดหรือเกิน"] == "40.00"
    with shop.office.writing() as desk:
        day.move_cash(desk, -4000, "ซื้อน้ำแข็ง")
    with pytest.raises(Invalid), shop.office.writing() as desk:
        closing.close_day(desk, agreed=-4000)


def test_the_report_so_far_and_papers_with_totals_are_for_who_may_see_them(shop: Shop) -> None:
    shop.sell((shop.add("ไข่", 500), 1000))
    somsri = cashier(shop)
    for deed in (reports.x_report, printing.queue_so_far):
        with pytest.raises(NotAllowed), shop.office.writing(somsri) as desk:
            deed(desk)
    with shop.office.writing() as desk:
        job = printing.queue_so_far(desk)
    with shop.office.reading(somsri) as desk:
        assert printing.waiting(desk) == []
    with pytest.raises(NotAllowed), shop.office.writing(somsri) as desk:
        printing.begin(desk, job)
    with shop.office.writing() as desk:
        assert [waits.id for waits in printing.waiting(desk)] == [job]
        assert printing.begin(desk, job) is not None


def test_system_counted_and_agreed_are_three_values(shop: Shop) -> None:
    shop.sell((shop.add("ไข่", 50_000), 1000))
    with shop.office.reading() as desk:
        found = closing.compare(desk, None, 48_000, agreed=49_000)
        assert (found.expected, found.counted, found.agreed, found.difference) == (50_000, 48_000, 49_000, -1000)
        assert found.may_agree
        assert not closing.compare(desk, None, 50_000).may_agree
    with shop.office.writing() as desk:
        closed = closing.close_day(desk, 48_000, agreed=49_000, kept=9_000)
    assert (closed.expected, closed.counted, closed.agreed, closed.difference) == (50_000, 48_000, 49_000, -1000)
    with shop.office.reading() as desk:
        told = rows(reports.z_report(desk, closed.number))
    assert [told[row] for row in ("ควรมี", "นับได้", "ยอดที่ตกลง", "ขาดหรือเกิน")] == ["500.00", "480.00", "490.00", "−10.00"]
    assert (told["เอาออกตอนปิด"], told["ทิ้งไว้ในลิ้นชัก"]) == ("400.00", "90.00")


def test_who_counts_blind_agrees_to_the_count_alone_unless_the_owner_stands_in(shop: Shop) -> None:
    shop.sell((shop.add("ไข่", 500), 1000))
    somsri = cashier(shop)
    with pytest.raises(NotAllowed), shop.office.writing(somsri) as desk:
        closing.close_day(desk, 400, agreed=500)
    owner = users.again(shop.office, None)
    with shop.office.writing(somsri, owner) as desk:
        closed = closing.close_day(desk, 400, agreed=500)
        job = printing.queue_report(desk, closed.number)
    assert closed.difference == 0
    with shop.office.writing(somsri) as desk:
        paper = printing.begin(desk, job)
    assert isinstance(paper, DayReport)
    assert paper.title == "ใบนับเงิน"


def test_the_owner_agrees_later_to_what_was_counted_blind_and_the_closing_itself_stays(shop: Shop) -> None:
    shop.sell((shop.add("ไข่", 500), 1000))
    somsri = cashier(shop)
    with shop.office.writing(somsri) as desk:
        number = closing.close_day(desk, 400).number
    with shop.office.reading(somsri) as desk:
        (own,) = closings.listed(desk)
        assert (own.expected, own.agreed, own.can_agree) == (None, None, False)
    with pytest.raises(NotAllowed), shop.office.writing(somsri) as desk:
        closings.agree(desk, number, 500)
    for amount in (450, 500):
        with shop.office.writing() as desk:
            closings.agree(desk, number, amount, "เจอใต้ถาด")
    with shop.office.reading() as desk:
        (row,) = closings.listed(desk)
        assert (row.expected, row.counted, row.agreed, row.can_agree) == (500, 400, 500, True)
        told = rows(reports.z_report(desk, number))
    assert told["ยอดที่ตกลง"] == "4.00"
    assert [told[row] for row in told if "ตกลงยอดทีหลัง" in row] == ["5.00"]


def test_where_the_count_fits_or_nothing_was_counted_there_is_nothing_to_agree_on(shop: Shop) -> None:
    egg = shop.add("ไข่", 500)
    for counted in (500, None):
        shop.sell((egg, 1000))
        with shop.office.writing() as desk:
            number = closing.close_day(desk, counted, kept=0).number
        with pytest.raises(Conflict), shop.office.writing() as desk:
            closings.agree(desk, number, 400)
    with pytest.raises(NotFound), shop.office.writing() as desk:
        closings.agree(desk, "1A-Z999999", 400)


def test_the_close_lists_cash_in_and_out_each_tender_rounding_and_who_took_bills_back(shop: Shop) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "cash.rounding", "down25")
    egg = shop.add("ไข่", 1010)
    with shop.office.writing() as desk:
        day.move_cash(desk, 10_000, "เงินทอน")
    shop.sell((egg, 1000))
    shop.sell((egg, 2000), paid=[Paid("promptpay", 2020)])
    shop.sell((egg, 1000), paid=[Paid("welfare", 1010)])
    wrong = shop.sell((egg, 1000))
    with shop.office.writing() as desk:
        refunds.void(desk, wrong.id, "คิดผิดคน")
    with shop.office.writing() as desk:
        day.move_cash(desk, -2500, "ซื้อน้ำแข็ง")
    with shop.office.writing() as desk:
        number = closing.close_day(desk, 8_500).number
    with shop.office.reading() as desk:
        told = rows(reports.z_report(desk, number))
    assert (told["พร้อมเพย์ (1)"], told["บัตรสวัสดิการแห่งรัฐ (1)"]) == ("20.20", "10.10")
    assert (told["ใส่เงิน (1)"], told["หยิบออก (1)"]) == ("100.00", "−25.00")
    assert "เงินทอน · เจ้าของร้าน" in told
    assert told["ปัดเศษเงินสด"] == "−0.10"
    assert told["เงินสดจากบิล"] == "10.00"
    assert told["เจ้าของร้าน · ยกเลิก (1)"] == "−10.10"
    assert told["ควรมี"] == "85.00"


def test_a_closed_day_is_not_closed_twice(shop: Shop) -> None:
    shop.sell((shop.add("ไข่", 500), 1000))
    with shop.office.writing() as desk:
        closing.close_day(desk)
    with pytest.raises(Conflict), shop.office.writing() as desk:
        closing.close_day(desk)


def test_the_paper_of_a_closing_stays_what_it_was(shop: Shop) -> None:
    egg = shop.add("ไข่", 500)
    first = shop.sell((egg, 4000))
    with shop.office.writing() as desk:
        closed = closing.close_day(desk, 2000)
    with shop.office.reading() as desk:
        before = reports.z_report(desk, closed.number)
    with shop.office.writing() as desk:
        refunds.refund(desk, first.id)
    with shop.office.reading() as desk:
        assert reports.z_report(desk, closed.number) == before


def test_a_clock_that_went_back_is_asked_about_and_numbers_go_on(shop: Shop) -> None:
    egg = shop.add("ไข่", 500)
    assert shop.sell((egg, 1000)).number == "1A-000001"
    shop.clock.now -= timedelta(days=400)
    with shop.office.reading() as desk:
        assert day.clock_question(desk) == "earlier"
    with shop.office.writing() as desk:
        day.note_clock_confirmed(desk)
    assert shop.sell((egg, 1000)).number == "1A-000002"
    shop.clock.now += timedelta(days=800)
    with shop.office.reading() as desk:
        assert day.clock_question(desk) == "mended"


def test_a_clock_put_right_again_is_not_blamed_on_an_old_bill(shop: Shop) -> None:
    egg = shop.add("ไข่", 500)
    shop.sell((egg, 1000))
    shop.clock.now -= timedelta(days=4)
    shop.sell((egg, 1000))
    shop.clock.now += timedelta(days=4, minutes=4)
    with shop.office.reading() as desk:
        assert day.clock_question(desk) == ""
    shop.clock.now += timedelta(days=2)
    with shop.office.reading() as desk:
        assert day.clock_question(desk) == "mended"


def test_a_shop_that_was_shut_for_days_is_asked_about_its_clock_once_each_time(shop: Shop) -> None:
    def asked() -> str:
        with shop.office.reading() as desk:
            return day.clock_question(desk)

    shop.sell((shop.add("ไข่", 500), 1000))
    for _gap in range(2):
        shop.clock.now += timedelta(days=2)
        assert asked() == "ahead"
        with shop.office.writing() as desk:
            day.note_clock_confirmed(desk)
        assert asked() == ""
        shop.clock.now += timedelta(hours=9)
        assert asked() == ""


def test_the_day_changes_at_the_hour_the_shop_chose(shop: Shop) -> None:
    egg = shop.add("ไข่", 500)
    with shop.office.writing() as desk:
        settings.change(desk, "day.change_hour", 4)
    shop.clock.now = shop.clock.now.replace(hour=19, minute=30)  # 02:30 in Bangkok on the 23rd
    shop.sell((egg, 1000))
    with shop.office.reading() as desk:
        assert reports.day_figures(desk, "2026-11-22").sales == 1
        assert reports.day_figures(desk, "2026-11-23").sales == 0


def test_a_closing_names_the_guarded_changes_since_the_closing_before_it_and_no_later_ones(shop: Shop) -> None:
    def change(number: str) -> None:
        shop.clock.now += timedelta(hours=1)
        with shop.office.writing() as desk:
            settings.change(desk, "promptpay.id", number)

    def close() -> str:
        shop.sell((egg, 1000))
        with shop.office.writing() as desk:
            return closing.close_day(desk).number

    def named(number: str) -> list[str]:
        with shop.office.reading() as desk:
            sections = reports.z_report(desk, number).sections
        return [row.value for section in sections for row in section.rows if "→" in row.value]

    egg = shop.add("ไข่", 500)
    change("0812345678")
    first = close()
    change("0899999999")
    second = close()
    change("0811111111")
    third = close()
    assert [named(number) for number in (first, second, third)] == [
        [],
        ["0812345678 → 0899999999"],
        ["0899999999 → 0811111111"],
    ]


def test_a_sum_that_no_drawer_holds_is_not_agreed(shop: Shop) -> None:
    shop.sell((shop.add("ไข่", 500), 1000))
    with pytest.raises(Invalid), shop.office.writing() as desk:
        closing.close_day(desk, agreed=10**12)
