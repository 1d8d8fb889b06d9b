"""Beside what goes out: the last backup, one now, the proof of one."""

from pathlib import Path
from typing import Any

import pytest

from shopdesk.shop import backups, settings
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
