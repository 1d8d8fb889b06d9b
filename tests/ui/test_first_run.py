"""The first minutes of a shop, with keys alone: six pages at most, then the till."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from shopdesk.shop import backups, goods, settings, users
from shopdesk.ui.pages.people import arrival
from shopdesk.ui.shell import Window
from tests.ui.settings_page import Owner


@pytest.fixture
def owner(closed_window: Window, shop: Any, ticks: Any) -> Owner:
    made = Owner(closed_window, shop, ticks)
    arrival.begin(closed_window, shop.office)
    return made


def test_a_new_shop_begins_with_the_first_run_and_ends_at_the_till(owner: Owner) -> None:
    assert owner.window.page is owner.first_run
    assert not owner.window.rail.isVisible()
    owner.click("ต่อไป")
    owner.type("Pa Somsri")
    owner.click("ต่อไป").settle()
    owner.click("ร้านชำ").click("ต่อไป").click("ต่อไป")
    owner.type("0812345678")
    assert owner.reads("08x-xxx-5678")
    owner.click("ต่อไป")
    assert owner.page_number == 6
    owner.click("เริ่มขาย")
    assert owner.window.page is owner.window.page_of("till")
    assert owner.window.rail.isVisible()
    assert owner.stored("shop.name") == "Pa Somsri"
    assert owner.stored("promptpay.id") == "0812345678"
    assert owner.stored("shop.started") is True
    assert owner.stored("vat.registered") is False
    with owner.shop.office.reading(owner.window.actor) as desk:
        assert "เครื่องดื่ม" in [category.name for category in goods.categories(desk)]


def test_pages_after_the_second_can_be_skipped(owner: Owner) -> None:
    owner.click("ต่อไป")
    owner.click("ต่อไป")
    assert owner.page_number == 2
    assert owner.reads("พิมพ์ชื่อ")
    owner.first_run.step.first().setFocus()  # type: ignore[union-attr]
    owner.type("Somsri").click("ต่อไป").settle()
    for _page in range(3):
        owner.click("ข้าม")
    assert owner.page_number == 6


def test_a_pin_set_here_is_not_asked_for_again(owner: Owner) -> None:
    owner.click("ต่อไป").type("Somsri")
    owner.first_run.step.pin.setText("1234")  # type: ignore[attr-defined]
    owner.click("ต่อไป").settle()
    assert owner.page_number == 3
    owner.click("ข้าม").click("ข้าม").type("0812345678").click("ต่อไป")
    assert not owner.asks
    assert owner.stored("promptpay.id") == "0812345678"
    assert users.sign_in(owner.shop.office, owner.window.actor.name, "1234")  # type: ignore[union-attr]


def test_a_restored_shop_with_a_pin_is_at_the_till_after_signing_in(owner: Owner, shop: Any, tmp_path: Path) -> None:
    owner.staff()
    with shop.office.writing(owner.window.actor) as desk:
        settings.change(desk, "shop.started", True)
    copy = backups.make(shop.office, owner.window.actor, tmp_path / "stick")
    owner.first_run.step.restore(copy.path)  # type: ignore[union-attr]
    owner.settle().enter_pin("1234", "ป้าสมศรี")
    assert owner.window.page is owner.window.page_of("till")
    assert owner.window.rail.isVisible()
    assert owner.reads("กู้ข้อมูลแล้ว")


@pytest.mark.parametrize("seconds", [0.3, 3.0])
def test_a_restore_waits_for_what_still_works_with_the_file(
    owner: Owner, shop: Any, tmp_path: Path, seconds: float
) -> None:
    with shop.office.writing() as desk:
        settings.change(desk, "shop.started", True)
    copy = backups.make(shop.office, None, tmp_path / "stick")
    begun = threading.Event()

    def reads(_job: object) -> None:
        with shop.office.reading() as desk:
            settings.get_all(desk)
            begun.set()
            time.sleep(seconds)

    owner.window.jobs.run(reads)
    begun.wait()
    said: list[str] = []
    owner.first_run.step.restore(copy.path)  # type: ignore[union-attr]
    while owner.window.office is None:
        QTest.qWait(5)
        said += [owner.first_run.strip.said()] if owner.first_run.strip.said() not in said[-1:] else []
    owner.settle()
    assert owner.window.page is owner.window.page_of("till")
    assert owner.reads("กู้ข้อมูลแล้ว")
    assert sum("จาก 4" in words for words in said) >= 2


def test_half_a_number_is_refused_beside_the_field(owner: Owner) -> None:
    owner.click("ต่อไป").type("Somsri").click("ต่อไป").settle()
    owner.click("ข้าม").click("ข้าม").type("08123").click("ต่อไป")
    assert owner.page_number == 5
    assert owner.reads("08123")


def test_esc_goes_back_and_language_changes_keep_the_page(owner: Owner) -> None:
    owner.click("ต่อไป").type("Somsri").click("ต่อไป").settle()
    owner.window.set_language("en")
    owner.settle()
    assert owner.page_number == 3
    assert owner.reads("What do you sell?")
    owner.press("Esc")
    assert owner.page_number == 2


def test_a_scan_on_the_last_page_shows_that_the_scanner_works(owner: Owner) -> None:
    owner.click("ต่อไป").type("Somsri").click("ต่อไป").settle()
    owner.click("ข้าม").click("ข้าม").click("ข้าม").scan("8850999320014")
    assert owner.reads("8850999320014")
    assert owner.window.page is owner.first_run


def test_nobody_puts_another_shop_in_this_ones_place_without_the_right(owner: Owner, shop: Any, tmp_path: Path) -> None:
    other = backups.make(shop.office, folder=tmp_path / "stick")
    owner.staff().as_person("น้องแนน", "2222")
    owner.window.go("first-run")
    owner.first_run.step.restore(other.path)  # type: ignore[union-attr]
    owner.settle()
    assert owner.window.office is shop.office
    owner.press("Esc")
    owner.settle()
    assert owner.window.office is shop.office
    assert not list(shop.office.data_dir.glob("*before-restore*"))


def test_every_page_is_answered_with_the_keyboard_alone(owner: Owner) -> None:
    owner.press("Enter").type("Somsri").press("Enter")
    owner.press("Ctrl+A").type("Pa Somsri").press("Enter").type("1234").press("Enter").settle()
    assert owner.page_number == 3
    owner.press("Space", "Tab", "Space", "Enter")
    assert owner.page_number == 4
    owner.press("Tab", "Tab", "Tab", "Enter").type("0812345678").press("Enter")
    assert owner.page_number == 6
    owner.press("Ctrl+S").settle()
    assert owner.window.page is owner.window.page_of("till")
    assert owner.stored("shop.name") == "Somsri"
    assert owner.stored("promptpay.id") == "0812345678"
    assert users.sign_in(owner.shop.office, "Pa Somsri", "1234").user


def test_an_empty_name_is_told_at_once(owner: Owner) -> None:
    owner.click("ต่อไป").press("Enter")
    assert owner.page_number == 2
    assert owner.reads("พิมพ์ชื่อ")


def test_no_question_is_passed_unseen_in_a_small_window(owner: Owner) -> None:
    owner.window.resize(1024, 600)
    owner.window.set_text_size(150)
    owner.settle()
    owner.click("ต่อไป").type("Somsri")
    for page, question in ((2, "pin"), (3, "vat")):
        seen = False
        while owner.page_number == page:
            seen = seen or not getattr(owner.first_run.step, question).visibleRegion().isEmpty()
            owner.press("Ctrl+S").settle()
        assert seen
        assert owner.page_number == page + 1


@pytest.mark.parametrize("data", [b"", b"no backup", b"SQLite format 3\x00" + bytes(5000)])
def test_a_file_that_is_no_backup_is_refused_and_the_first_run_goes_on(
    owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    wrong = tmp_path / "shop.shopdesk-backup"
    wrong.write_bytes(data)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_asked: (str(wrong), "")))
    owner.click("ย้ายมาจากเครื่องเก่า: กู้จากไฟล์สำรอง").settle()
    assert owner.window.page is owner.first_run
    assert owner.page_number == 1
    assert owner.first_run.strip.said()
    assert "ไฟล์" in owner.first_run.strip.said()
    assert owner.window.office is not None
    owner.shop.office = owner.window.office
    owner.click("ต่อไป").type("Somsri").press("Ctrl+S").settle()
    assert owner.stored("shop.name") == "Somsri"


def test_a_place_for_backups_that_cannot_be_written_is_refused_at_once(
    owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stick").write_text("no folder")
    chosen = [str(tmp_path / "stick"), str(tmp_path)]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_asked: chosen.pop(0)))
    owner.click("ต่อไป").type("Somsri").click("ต่อไป").settle()
    owner.click("ข้าม").click("ข้าม").click("ข้าม").click("เลือกโฟลเดอร์…")
    assert owner.reads("เขียนลงที่นี่ไม่ได้")
    assert owner.stored("backup.folder") == ""
    owner.click("เลือกโฟลเดอร์…")
    assert not owner.reads("เขียนลงที่นี่ไม่ได้")
    assert owner.stored("backup.folder") == str(tmp_path / "ShopDesk Backup")
    assert list((tmp_path / "ShopDesk Backup").iterdir()) == []
