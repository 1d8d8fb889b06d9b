"""What stays for the counter is learnt of each account: its gaps, by line or by file, and how old its orders are."""

from datetime import timedelta

import pytest

from shopdesk.core import keeping as core
from shopdesk.db import models, quick
from shopdesk.shop import accounts, byfile, keeping
from shopdesk.shop.byfile import uploads
from shopdesk.shop.online import holding
from tests.conftest import MORNING, Shop
from tests.shop.online_stall import Online
from tests.shop.test_byfile import Stall

DAYS, DAY = 62, timedelta(days=1)


class Days(Online):
    """A shop that sold five a day at its counter for two months, from nine in the morning to six."""

    def __init__(self, shop: Shop) -> None:
        super().__init__(shop, pieces=1_000)
        with shop.office.writing() as desk:
            self.by_file = accounts.add(desk, "shopee-file", "ร้านไฟล์", options={"by_file": True}).id
        for day in range(DAYS):
            for hours, pieces in ((0, 3), (9, 2)):
                self.at(day, hours)
                shop.sell((self.jam, pieces * 1000))
            if day % 5 == 0:
                self.take_in(self.order(f"9{day}", placed_at=shop.clock.now, changed_at=shop.clock.now))

    def at(self, day: int, hours: int) -> None:
        """So many hours after the first bill of a day."""
        self.shop.clock.now = MORNING + timedelta(days=day, hours=hours)

    def heard(self, account: int, day: int, hours: int, after: timedelta) -> None:
        self.at(day, hours)
        with self.shop.office.writing() as desk:
            keeping.heard(desk.session.connection(), account, desk.now, desk.now - after, reached=True)

    def read(self, account: int, day: int) -> None:
        """The orders of an account were read on the evening of that day."""
        self.at(day, 9)
        with self.shop.office.writing() as desk:
            state = desk.session.get(models.AccountState, account)
            assert state is not None
            state.pulled_at = desk.now
            desk.session.add(state)

    def kept(self, account: int) -> core.Kept:
        with self.shop.office.reading() as desk:
            return keeping.learnt(desk, [(account, self.jam.item)])[account, self.jam.item]

    def sentence(self, account: int) -> str:
        with self.shop.office.reading() as desk:
            return keeping.sentence(desk, account, self.jam.item, "piece")


def gaps(shop: Shop) -> list[int]:
    with shop.office.reading() as desk:
        return [gap for (gap,) in quick.rows(desk.session.connection(), "SELECT longest_gap FROM contact_day")]


def test_files_a_week_apart_keep_what_the_counter_sells_in_a_week_and_a_good_line_little(shop: Shop) -> None:
    days = Days(shop)
    line = days.account.id
    assert days.kept(days.by_file) == days.kept(line) == core.Kept(core.PLAIN, learnt=False)
    for week in range(3):
        days.heard(days.by_file, DAYS - 15 + 7 * week, 9, after=7 * DAY)
        days.heard(line, DAYS - 3 + week, 0, after=timedelta(hours=15))
    days.read(line, DAYS - 1)
    assert days.kept(line).qty < core.PLAIN < 35_000 <= days.kept(days.by_file).qty < 60_000
    assert "กว่าจะส่งไฟล์รอบหน้าขายได้ราว 35" in days.sentence(days.by_file)
    assert "เน็ตไม่ค่อยหลุด" in days.sentence(line)
    with shop.office.reading() as desk:
        free = holding.available(desk, [days.jam.item])[days.jam.item]
    assert days.published() == (free - days.kept(line).qty) // 1000
    for day in range(3):
        days.heard(line, DAYS - 3 + day, 8, after=timedelta(hours=6))
    days.read(line, DAYS - 1)
    assert days.kept(line).qty > core.PLAIN
    assert "ช่วงเน็ตหลุดขายได้ราว" in days.sentence(line)
    days.read(line, DAYS - 6)
    days.at(DAYS - 1, 9)
    assert days.kept(line).unread > 0
    assert days.kept(days.by_file).unread > 0
    assert "เผื่อออเดอร์ที่ยังไม่ได้อ่าน" in days.sentence(line)


@pytest.mark.parametrize(("hours", "after", "counted"), [(0, 15, 0), (1, 2, 1), (8, 6, 6), (9, 24, 9), (0, 63, 18)])
def test_a_night_is_no_gap_and_a_day_is_from_its_first_bill_to_its_last(
    shop: Shop, hours: int, after: int, counted: int
) -> None:
    """Open for nine hours, which are a whole day of the shop."""
    online = Online(shop, pieces=100)
    for day in range(3):
        for hour in (0, 9):
            shop.clock.now = MORNING + timedelta(days=day, hours=hour)
            shop.sell((online.jam, 1000))
    shop.clock.now = MORNING + timedelta(days=3, hours=hours)
    with shop.office.writing() as desk:
        before = desk.now - timedelta(hours=after)
        keeping.heard(desk.session.connection(), online.account.id, desk.now, before, reached=True)
    assert gaps(shop) == [pytest.approx(counted * core.OPEN_DAY / 9, abs=30)]


def test_the_gap_of_an_account_by_files_is_from_one_file_to_the_next(shop: Shop) -> None:
    stall = Stall(shop, "lazada-file")
    # Two days and the hour from filling to uploading, of a shop open from seven to seven.
    span = 25 * 3_600
    for expected in ([], [span], [span, span]):
        with shop.office.writing() as desk:
            uploads.remember(desk, stall.account, "stock", uploads.offered(desk, stall.account))
        shop.clock.now += timedelta(hours=1)
        with shop.office.writing() as desk:
            byfile.uploaded(desk, stall.account)
        assert gaps(shop) == pytest.approx(expected, abs=30)
        shop.clock.now += 2 * DAY - timedelta(hours=1)
