"""Who works at the window: the lock, changing person, approvals, the questions at the start, and quiet care."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import argon2
import pytest
from PySide6.QtTest import QTest

from shopdesk.base import machine
from shopdesk.base.errors import Invalid, NotAllowed
from shopdesk.shop import closing, day, settings, users
from shopdesk.shop.opening import open_office
from shopdesk.shop.rights import Right
from shopdesk.ui import care
from shopdesk.ui.pages.people import arrival
from shopdesk.ui.shell import Window
from tests.ui.settings_page import Owner, moved


@pytest.fixture
def owner(window: Window, shop: Any, ticks: Any) -> Owner:
    return Owner(window, shop, ticks)


def start_anew(owner: Owner) -> None:
    """As if the program were opened again on this shop."""
    with owner.shop.office.writing(owner.window.actor) as desk:
        settings.change(desk, "shop.started", True)
    owner.window.office = owner.window.actor = None
    arrival.begin(owner.window, owner.shop.office)


def test_a_locked_window_opens_only_with_a_pin_and_keeps_the_bill(owner: Owner, till: Any) -> None:
    owner.staff().window.go("till")
    till.scan("8850000000017")
    owner.press("Ctrl+L")
    assert owner.reads("บิลที่เปิดอยู่ยังอยู่ครบ")
    owner.press("Esc", "Ctrl+1").scan("8850000000017")
    assert owner.asks
    owner.enter_pin("0000")
    assert owner.asks
    assert owner.reads("รหัสไม่ถูก")
    assert not owner.reads("ชื่อหรือรหัส")
    owner.enter_pin("2222", "น้องแนน")
    assert not owner.asks
    assert owner.window.actor is not None
    assert owner.window.actor.name == "น้องแนน"
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก."]


def test_what_is_typed_while_a_pin_is_checked_is_the_next_try(owner: Owner) -> None:
    owner.staff().press("Ctrl+L").click("น้องแนน")
    owner.type("0000").press("Enter").type("2222").settle()
    assert owner.asks
    owner.press("Enter").settle()
    assert not owner.asks


def test_a_slow_check_is_told_and_what_is_typed_meanwhile_reaches_no_other_field(
    owner: Owner, till: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.staff().window.go("till")
    quick = argon2.PasswordHasher.verify

    def slow(self: Any, *given: Any) -> bool:
        time.sleep(0.6)
        return bool(quick(self, *given))

    monkeypatch.setattr(argon2.PasswordHasher, "verify", slow)
    owner.press("Ctrl+L").click("น้องแนน")
    owner.type("0000").press("Enter").type("22")
    assert owner.reads("กำลังตรวจ…")
    owner.settle().type("22").press("Enter").type("22")
    owner.settle().type("22")
    assert not owner.asks
    assert not till.page.field.input.text()
    owner.press("Enter")
    assert not till.window.sheet
    till.scan("8850000000017")
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก."]


def test_a_shop_of_one_without_a_pin_has_no_lock(owner: Owner) -> None:
    owner.press("Ctrl+L")
    assert not owner.asks


def test_pages_see_the_shop_only_after_somebody_signed_in(owner: Owner) -> None:
    owner.staff()
    start_anew(owner)
    assert owner.window.office is None
    owner.enter_pin("1234", "ป้าสมศรี")
    assert owner.window.office is owner.shop.office
    assert owner.window.actor is not None


def test_an_approval_counts_for_one_deed_and_only_with_the_right(owner: Owner) -> None:
    owner.staff().as_person("น้องแนน", "2222")
    done: list[str] = []

    def deed(approver: Any) -> None:
        if approver is None:
            raise NotAllowed("Void a paid bill", right=Right.VOID.value)
        done.append(approver.name)

    owner.window.attempt(deed)
    owner.enter_pin("1234")
    assert done == ["ป้าสมศรี"]
    owner.window.attempt(deed)
    owner.press("Esc")
    assert done == ["ป้าสมศรี"]


def test_a_moved_shop_asks_once_and_goes_on_in_a_new_letter(owner: Owner, shop: Any) -> None:
    rice = shop.add("ข้าว", 4000)
    assert shop.sell((rice, 1000)).number == "1A-000001"
    shop.office.close()
    data_dir: Path = shop.office.data_dir
    machine.write(data_dir, installation=None, place=None)
    shop.office = open_office(data_dir, now=shop.clock, random=owner.window.random)
    start_anew(owner)
    assert owner.asks == "ร้านนี้เคยอยู่เครื่องอื่น"
    owner.press("Esc")
    assert owner.asks
    owner.click("ไม่ขายแล้ว ย้ายมาเครื่องนี้")
    assert not owner.asks
    assert shop.sell((rice, 1000)).number == "1B-000001"


def test_a_copy_sells_as_a_till_of_its_own(owner: Owner, shop: Any) -> None:
    rice = shop.add("ข้าว", 4000)
    shop.sell((rice, 1000))
    shop.office.close()
    machine.write(shop.office.data_dir, installation=None, place=None)
    shop.office = open_office(shop.office.data_dir, now=shop.clock, random=owner.window.random)
    start_anew(owner)
    owner.click("ยังขายอยู่ นี่เครื่องที่สอง")
    assert shop.sell((rice, 1000)).number == "2A-000001"


def test_a_clock_that_went_back_is_asked_about_once(owner: Owner, shop: Any) -> None:
    shop.sell((shop.add("ข้าว", 4000), 1000))
    shop.clock.now -= timedelta(days=3)
    with shop.office.writing(owner.window.actor) as desk:
        assert day.clock_question(desk) == "earlier"
    owner.window.office = None
    arrival.begin(owner.window, shop.office)
    assert owner.asks == "วันเวลานี้ถูกไหม"
    owner.click("ถูกแล้ว")
    with shop.office.reading(owner.window.actor) as desk:
        assert day.clock_question(desk) == ""


# What the window looks after by itself


def wal(owner: Owner) -> int:
    """How many bytes of the log would have to be moved: none is left once it begins anew."""
    file = owner.window.data_dir / "shop.db-wal"
    return os.stat(file).st_size if file.exists() else 0


def test_the_log_is_moved_when_the_counter_is_quiet(owner: Owner, shop: Any, ticks: Any) -> None:
    looker = care.Care(owner.window)
    size = (owner.window.data_dir / "shop.db").stat().st_size
    for number in range(40):
        shop.add(f"ของ {number}", 1000)
    looker.look()
    ticks.wait(3)
    looker.look()
    owner.settle()
    assert (owner.window.data_dir / "shop.db").stat().st_size > size
    assert wal(owner) > 0


def test_closing_the_day_makes_a_backup_in_the_second_place(owner: Owner, shop: Any) -> None:
    care.Care(owner.window)
    place = moved(owner.window)
    with shop.office.writing(owner.window.actor) as desk:
        settings.change(desk, "backup.folder", str(place))
    shop.sell((shop.add("ข้าว", 4000), 1000))
    owner.window.bus.day_changed.emit()
    owner.settle()
    assert not place.exists()
    with shop.office.writing(owner.window.actor) as desk:
        closing.close_day(desk)
    owner.window.bus.day_changed.emit()
    owner.settle()
    assert len(list(place.glob("*.shopdesk-backup"))) == 1


def test_without_the_stick_the_backup_lies_beside_the_shop(owner: Owner, shop: Any) -> None:
    looker = care.Care(owner.window)
    with shop.office.writing(owner.window.actor) as desk:
        settings.change(desk, "backup.folder", str(owner.window.data_dir.parent / "GONE" / "ShopDesk Backup"))
    looker.back_up()
    owner.settle()
    assert list((owner.window.data_dir / "backups").glob("*.shopdesk-backup"))


def test_three_days_without_a_second_place_are_said_quietly(owner: Owner, shop: Any) -> None:
    looker = care.Care(owner.window)
    with shop.office.writing(owner.window.actor) as desk:
        settings.change(desk, "shop.started", True)
    looker.remind()
    page: Any = owner.window.page_of("till")
    assert page.strip.said() == ""
    shop.clock.now += timedelta(days=4)
    looker.remind()
    assert "3 วัน" in page.strip.said()
    page.strip.press()
    assert owner.settings.section.heading.said() == "สำรองข้อมูล"


def test_a_window_left_alone_locks_itself(owner: Owner, ticks: Any) -> None:
    owner.staff()
    looker = care.Care(owner.window)
    ticks.wait(100)
    looker.look()
    assert not owner.asks
    ticks.wait(200)
    looker.look()
    QTest.qWait(10)
    assert owner.reads("ใครจะขาย")
    owner.settle()


def test_the_lock_offers_whoever_worked_last(owner: Owner) -> None:
    owner.staff()
    start_anew(owner)
    assert owner.reads("รหัสของป้าสมศรี")
    owner.enter_pin("2222", "น้องแนน")
    with owner.shop.office.writing(owner.window.actor) as desk:
        day.note_clock_confirmed(desk)
    owner.window.office = owner.window.actor = None
    arrival.begin(owner.window, owner.shop.office)
    assert owner.reads("รหัสของน้องแนน")
    owner.type("2222").press("Enter").settle()
    assert owner.window.actor is not None
    assert owner.window.actor.name == "น้องแนน"


def test_a_pin_has_four_to_six_digits_wherever_it_is_set(owner: Owner) -> None:
    from shopdesk.ui.widgets.fields import PinField

    assert PinField().maxLength() == 6
    for wrong in ("123", "1234567", "12a4"):
        with owner.shop.office.writing(owner.window.actor) as desk, pytest.raises(Invalid) as refused:
            users.set_pin(desk, desk.actor.user, wrong)
        assert str(refused.value) == "รหัสต้องเป็นเลข 4 ถึง 6 ตัว"
    with owner.shop.office.writing(owner.window.actor) as desk:
        users.set_pin(desk, desk.actor.user, "๑๒๓๔๕๖")
    assert users.sign_in(owner.shop.office, "เจ้าของร้าน", "123456").user
