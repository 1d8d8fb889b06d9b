"""Beside what goes out: the last backup, one now, the proof of one; and what contradicts itself, side by side."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shopdesk.shop import backups, settings, settlements
from shopdesk.shop.channels import Money, MoneyLine
from shopdesk.ui.widgets.question import QuestionSheet
from tests.ui.sync_page import There


@pytest.fixture
def there(window: Any, shop: Any) -> There:
    made = There(window, shop)
    made.stands()
    return made


def test_without_a_second_place_it_is_chosen_first(there: There) -> None:
    card = there.page.backing
    assert card.isVisibleTo(there.page)
    assert not there.page.backup.isVisibleTo(there.page)
    assert card.when.said() == "ยังไม่เคยสำรองข้อมูลไว้ที่อื่น"
    card.now.click()
    assert there.window.here == "settings"


def test_a_copy_now_says_when_and_where_and_its_restore_is_tried(there: There, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with there.shop.office.writing() as desk:
        settings.change(desk, "backup.folder", str(stick))
    there.page.enter()
    card = there.page.backing
    assert str(stick) in card.where.said()
    card.prove.click()
    there.settle()
    assert "ยังไม่มีไฟล์สำรอง" in there.page.strip.said()
    card.now.click()
    there.settle()
    assert card.when.said() == "สำรองล่าสุด: ไม่ถึงชั่วโมงก่อน"
    (copy,) = backups.existing(there.shop.office, str(stick))
    card.prove.click()
    there.settle()
    assert copy.name in there.page.strip.said()
    copy.write_bytes(copy.read_bytes()[:5_000])
    card.prove.click()
    there.settle()
    assert there.page.strip.property("tone") == "accent"
    assert card.prove.isEnabled()


def test_two_amounts_stand_beside_each_other_and_ours_is_kept(there: There) -> None:
    line = MoneyLine("TH12:16", "commission", "ค่าธรรมเนียมการขาย", -642, "2026-11-15", "500")
    with there.shop.office.writing() as desk:
        settlements.take_in(desk, there.account, Money((line,)))
    there.shop_online.platform.accounts = Money((replace(line, amount=-842),))
    there.shop_online.platform.rules = replace(there.shop_online.platform.rules, settles=True)
    there.shop_online.step(at_once=True)
    there.online.look()
    page = there.page
    page.table.selectRow(0)
    assert page.table.rows.row(0).state == "ยอดไม่ตรงกัน"
    said = page.detail.said()
    assert [word for word in ("-6.42", "-8.42", "ค่าธรรมเนียมการขาย") if word not in said.replace("−", "-")] == []
    assert not page.detail.skip.isVisibleTo(page)
    page.detail.again.click()
    sheet = there.window.sheet
    assert isinstance(sheet, QuestionSheet)
    sheet.finish(True)
    assert there.rows() == []
    there.shop_online.step(timedelta(days=1), at_once=True)
    there.online.look()
    assert there.rows() == [], "what was decided is not asked for again"
    assert there.shop_online.rows("SELECT amount FROM settlement_line") == [(-642,)]
