"""Settings as an owner changes them: at once, undoable, guarded where money is concerned."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from shiboken6 import isValid

from shopdesk.core import labels, promptpay
from shopdesk.devices import escpos
from shopdesk.shop import backups, logo, selling, settings
from shopdesk.shop import users as people
from shopdesk.ui.pages.settings import groups, second_place
from shopdesk.ui.pages.settings.place_choice import PlaceChoice
from shopdesk.ui.printing import Printing
from shopdesk.ui.shell import Window
from shopdesk.ui.widgets.buttons import Button
from tests.ui.pay_page import read_qr
from tests.ui.settings_page import Owner, moved


@pytest.fixture
def owner(window: Window, shop: Any, ticks: Any) -> Owner:
    return Owner(window, shop, ticks)


def test_a_change_counts_at_once_and_ctrl_z_takes_it_back(owner: Owner) -> None:
    owner.open_settings().fill_in("ชื่อร้าน", "Pa Somsri")
    assert owner.stored("shop.name") == "Pa Somsri"
    owner.press("Ctrl+Z")
    assert owner.stored("shop.name") == ""
    owner.press("Ctrl+Y")
    assert owner.stored("shop.name") == "Pa Somsri"


def test_ctrl_z_while_typing_takes_back_letters_not_settings(owner: Owner) -> None:
    owner.open_settings().fill_in("ชื่อร้าน", "Somsri")
    owner.type("xx").press("Ctrl+Z")
    assert owner.stored("shop.name") == "Somsri"


def test_what_cannot_be_used_is_said_beside_the_field(owner: Owner) -> None:
    owner.open_settings("promptpay").fill_in("เลขพร้อมเพย์", "1234")
    assert "1234" in owner.row("เลขพร้อมเพย์").said()
    assert owner.stored("promptpay.id") == ""
    owner.fill_in("เลขพร้อมเพย์", "0812345678")
    assert owner.stored("promptpay.id") == "0812345678"
    assert owner.reads("08x-xxx-5678")


def test_numbers_keep_their_meaning(owner: Owner) -> None:
    owner.open_settings("selling").fill_in("คนขายลดได้มากที่สุด", "12.5")
    assert owner.stored("discount.limit") == 1250
    owner.open_settings("people").fill_in(owner.settings.section.rows[0].title, "12")
    assert owner.stored("lock.minutes") == 12


def test_the_promptpay_number_asks_for_the_owners_pin_and_stays_visible(owner: Owner) -> None:
    owner.open_settings("promptpay").fill_in("เลขพร้อมเพย์", "0812345678")
    owner.staff().as_person("น้องแนน", "2222").open_settings("promptpay")
    owner.fill_in("เลขพร้อมเพย์", "0898765432")
    assert owner.asks == "รหัสเจ้าของร้าน"
    assert owner.stored("promptpay.id") == "0812345678"
    owner.enter_pin("9999")
    assert owner.asks
    owner.enter_pin("1234")
    assert not owner.asks
    assert owner.stored("promptpay.id") == "0898765432"
    assert owner.reads("0812345678 → 0898765432")


def test_leaving_the_approval_changes_nothing(owner: Owner) -> None:
    owner.open_settings("promptpay").fill_in("เลขพร้อมเพย์", "0812345678")
    owner.staff().open_settings("promptpay").fill_in("เลขพร้อมเพย์", "0898765432")
    owner.press("Esc")
    assert not owner.asks
    assert owner.stored("promptpay.id") == "0812345678"


def test_a_word_finds_its_group(owner: Owner) -> None:
    owner.open_settings()
    for typed, group in (("PIN", "people"), ("ภาษา", "look"), ("VAT", "tax"), ("สแกน", "scanner")):
        assert group in owner.search(typed)
    owner.press("Esc")
    assert len(owner.settings.list.rows.rows()) == len(groups.GROUPS)


def test_each_group_opens_and_everything_in_it_can_be_touched(owner: Owner) -> None:
    for group in groups.GROUPS:
        owner.open_settings(group.name).settle()
        buttons = [button for button in owner.settings.section.findChildren(Button) if button.isVisible()]
        assert [button.said() for button in buttons if button.height() < 44] == [], group.name
        assert all(row.field.accessibleName() for row in owner.settings.section.rows), group.name


def test_language_changes_live_and_can_be_taken_back(owner: Owner) -> None:
    owner.open_settings("look").switch("ภาษา", "English").settle()
    assert owner.settings.section.rows[0].title == "Language"
    owner.press("Ctrl+Z").settle()
    assert owner.settings.section.rows[0].title == "ภาษา"


def test_a_way_of_paying_of_the_owners_own(owner: Owner) -> None:
    owner.open_settings("tenders").click("เพิ่มช่องทางรับเงิน").type("Krathong").click("บุหรี่").click("บันทึก")

    def named() -> list[tuple[str, tuple[str, ...]]]:
        with owner.shop.office.reading(owner.window.actor) as desk:
            return [(way.name, way.bars) for way in selling.tenders(desk)]

    assert named()[-1] == ("Krathong", ("tobacco",))
    owner.press("Ctrl+Z")
    assert "Krathong" not in dict(named())


def test_a_way_of_paying_bars_categories_the_owner_ticks(owner: Owner) -> None:
    owner.shop.add("เทียนหอม", 6000, category="ของฝาก")
    owner.open_settings("tenders")
    table = owner.settings.section.table  # type: ignore[attr-defined]
    owner.settings.section.open(table.rows.rows()[-2])  # type: ignore[attr-defined]
    owner.click("บุหรี่").click("ของฝาก").click("บันทึก").settle()
    assert table.rows.data(table.rows.index(table.count() - 2, 1)) == "เหล้าเบียร์, ของฝาก"
    owner.settings.section.open(table.rows.rows()[-2])  # type: ignore[attr-defined]
    owner.click("ของฝาก").click("บันทึก").settle()
    with owner.shop.office.reading(owner.window.actor) as desk:
        scheme = next(way for way in selling.tenders(desk) if way.code == "scheme")
        assert (scheme.bars, scheme.categories) == (("alcohol",), ())


def test_single_rights_are_given_and_taken(owner: Owner) -> None:
    owner.staff().open_settings("people")
    owner.settings.section.open(owner.settings.section.table.rows.row(1))  # type: ignore[attr-defined]
    owner.click("คืนเงินลูกค้า").click("เปิดลิ้นชัก").click("บันทึก").settle()
    rights = next(person.single_rights for person in people.listed(owner.shop.office) if person.role == "cashier")
    assert rights == {"refund": True, "drawer": False}
    owner.press("Ctrl+Z").settle()
    assert not next(person.single_rights for person in people.listed(owner.shop.office) if person.role == "cashier")


def test_a_scan_through_the_thai_layout_is_read_back(owner: Owner) -> None:
    owner.open_settings("scanner").scan("คคถจตตต-/จจๅภ").settle()
    assert owner.reads("สแกนเนอร์ใช้ได้")
    assert owner.reads("8850999320014")
    assert owner.window.page is owner.settings


def test_a_tax_number_whose_last_digit_is_wrong_is_refused_beside_it(owner: Owner) -> None:
    owner.open_settings("tax").fill_in("เลขผู้เสียภาษี (13 หลัก)", "1101700230709")
    assert "1101700230709" in owner.row("เลขผู้เสียภาษี (13 หลัก)").said()
    assert owner.stored("vat.tax_id") == ""
    owner.fill_in("เลขผู้เสียภาษี (13 หลัก)", "1-1017-00230-70-8")
    assert owner.stored("vat.tax_id") == "1-1017-00230-70-8"


def test_label_rules_are_data(owner: Owner) -> None:
    section: Any = owner.open_settings("scanner").settings.section
    section.pattern.setText("22.....{NNDDD}")
    owner.click("เพิ่ม")
    rules = labels.rules_from_data(owner.stored("barcode.rules"))
    assert [rule.pattern for rule in rules][-1] == "22.....{NNDDD}"
    section.pattern.setText("nonsense")
    owner.click("เพิ่ม")
    assert "nonsense" in owner.row("ป้ายจากตาชั่ง").said()


def test_an_empty_printer_is_asked_for_in_plain_words(owner: Owner) -> None:
    owner.open_settings("printer").settle().fill_in("พิมพ์เอง", "")
    assert owner.reads("ยังไม่ได้พิมพ์อะไร")
    owner.fill_in("พิมพ์เอง", "tcp:192.168.1.50").settle()
    assert not owner.reads("ไม่พบเครื่องพิมพ์")


def test_a_test_page_goes_to_the_printer_typed_in(owner: Owner, tmp_path: Path) -> None:
    paper = tmp_path / "paper.bin"
    owner.open_settings("printer").settle().fill_in("พิมพ์เอง", f"file:{paper}")
    assert owner.stored("printer.target") == f"file:{paper}"
    owner.click("พิมพ์หน้าทดสอบ").settle()
    assert paper.read_bytes().startswith(b"\x1b@")


def test_backup_now_goes_to_the_second_place_and_is_tested(owner: Owner) -> None:
    place = moved(owner.window)
    owner.open_settings("backup")
    owner.settings.section.findChild(PlaceChoice)._told(str(place))
    assert owner.stored("backup.folder") == str(place)
    owner.click("สำรองตอนนี้").settle()
    copies = list(place.glob("*.shopdesk-backup"))
    assert len(copies) == 1
    section: Any = owner.settings.section
    section.test(copies[0])
    owner.settle()
    assert owner.reads("สมบูรณ์")
    copies[0].write_bytes(b"not a backup")
    section.test(copies[0])
    owner.settle()
    assert not owner.reads("สมบูรณ์")


def test_a_restored_shop_goes_on_in_a_new_letter(owner: Owner, shop: Any) -> None:
    place = moved(owner.window)
    rice = shop.add("ข้าว", 4000)
    shop.sell((rice, 1000))
    owner.open_settings("backup").settings.changes.setting("backup.folder", str(place), "")
    owner.click("สำรองตอนนี้").settle()
    section: Any = owner.settings.section
    section.restore(next(place.glob("*.shopdesk-backup")))
    owner.settle()
    assert owner.window.office is not None
    shop.office = owner.window.office
    assert shop.sell((rice, 1000)).number == "1B-000001"


@pytest.mark.parametrize("whole", [True, False])
def test_the_shop_opens_again_though_the_page_was_built_anew_while_it_was_restored(
    owner: Owner, shop: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    anew, restores = Event(), backups.restore

    def waits(*given: Any, **named: Any) -> Any:
        anew.wait(5)
        return restores(*given, **named)

    monkeypatch.setattr(backups, "restore", waits)
    kept = backups.make(shop.office, owner.window.actor, tmp_path / "stick").path
    if not whole:
        kept.write_bytes(b"no backup")
    section: Any = owner.open_settings("backup").settings.section
    section.restore(kept)
    owner.window.set_text_size(115)
    QTest.qWait(20)
    assert not isValid(section)
    anew.set()
    owner.settle()
    assert owner.window.office is not None
    shop.office = owner.window.office
    words = "กู้ข้อมูลแล้ว" if whole else "ไฟล์นี้ไม่ใช่ข้อมูลร้านของ ShopDesk"
    assert owner.window.page.strip.said().startswith(words)


def test_a_vat_rate_is_kept_with_its_source(owner: Owner) -> None:
    owner.open_settings("tax").click("เพิ่มอัตรา")
    sheet: Any = owner.window.sheet
    sheet.rate.setText("8")
    sheet.source.setText("Royal decree")
    owner.click("บันทึก")
    last = owner.settings.section.table.rows.rows()[-1]  # type: ignore[attr-defined]
    assert (last.rate, last.source) == (800, "Royal decree")


def test_folders_copied_to_the_internet_are_known() -> None:
    assert second_place.is_cloud("C:/Users/Somsri/OneDrive - Personal/ShopDesk Backup")
    assert second_place.is_cloud("/home/somsri/Dropbox")
    assert not second_place.is_cloud("/media/somsri/STICK/ShopDesk Backup")
    assert second_place.within("E:/") == str(Path("E:/") / second_place.FOLDER)
    assert second_place.within(second_place.within("E:/")) == second_place.within("E:/")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_after_a_change_a_telephone_reads_a_code_for_one_baht_to_the_new_number(owner: Owner, mode: str) -> None:
    owner.window.set_theme(mode)
    owner.open_settings("promptpay").settle()
    owner.fill_in("เลขพร้อมเพย์", "0812345678").settle().fill_in("เลขพร้อมเพย์", "0898765432").settle()
    section: Any = owner.settings.section
    owner.window.grab()
    (text,) = read_qr(section.test_code.code.grab().toImage())
    asked = promptpay.parse(text)
    assert (asked.amount, asked.to) == (100, promptpay.target("0898765432"))
    assert owner.reads("0812345678 → 0898765432")


def test_the_drawer_opens_on_the_wire_that_was_chosen_and_can_be_tried(owner: Owner, tmp_path: Path) -> None:
    Printing(owner.window)
    owner.open_settings("selling")
    tried = owner.row("ลองเปิดลิ้นชัก").field
    assert not tried.isEnabled()
    with owner.shop.office.writing() as desk:
        settings.change(desk, "printer.target", f"file:{tmp_path / 'out'}")
    owner.open_settings("selling").switch("สายลิ้นชัก", "เส้นที่สอง (5)").click("เปิดลิ้นชัก").settle()
    assert (tmp_path / "out").read_bytes() == escpos.INIT + b"\x1bp\x01\x32\x32"
    with owner.shop.office.reading() as desk:
        events = desk.session.connection().exec_driver_sql("SELECT subject FROM event WHERE kind = 'drawer.opened'")
        assert [subject for (subject,) in events] == ["ลองเปิดลิ้นชัก"]


def test_a_picture_from_a_file_stands_on_the_receipt_and_can_be_taken_away(owner: Owner, tmp_path: Path) -> None:
    big = QImage(3000, 2000, QImage.Format.Format_RGB32)
    big.fill(0x808080)
    assert big.save(str(tmp_path / "shop.jpg"))
    section: Any = owner.open_settings("shop").settings.section
    section.logo.put_file(tmp_path / "shop.jpg")
    owner.settle()
    stored = owner.stored("receipt.logo")
    dots = QImage.fromData(logo.png(stored))
    assert (dots.width(), dots.height(), dots.depth()) == (192, 128, 1)
    assert section.logo.picture.isVisible()
    (tmp_path / "wrong.jpg").write_text("no picture")
    section.logo.put_file(tmp_path / "wrong.jpg")
    owner.settle()
    assert "PNG" in section.logo_row.said()
    assert owner.stored("receipt.logo") == stored
    owner.press("Ctrl+Z")
    assert owner.stored("receipt.logo") == ""


def test_a_restore_asks_for_file_and_pin_warns_and_tells_of_the_new_letter(
    owner: Owner, shop: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rice = shop.add("ข้าว", 4000)
    with shop.office.writing() as desk:
        settings.change(desk, "shop.started", True)
    shop.sell((rice, 1000))
    owner.staff()
    kept = backups.make(shop.office, owner.window.actor, tmp_path / "stick").path
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_asked: (str(kept), "")))
    owner.as_person("น้องแนน", "2222").open_settings("backup").click("กู้ข้อมูล…")
    assert owner.reads("บิลหลังจากนั้นจะไม่อยู่ในร้าน")
    owner.click("กู้ข้อมูล").settle()
    assert owner.asks == "รหัสเจ้าของร้าน"
    owner.enter_pin("1234", "ป้าสมศรี").settle()
    owner.enter_pin("1234", "ป้าสมศรี").settle()
    assert owner.window.page is owner.window.page_of("till")
    assert owner.window.page.strip.said() == "กู้ข้อมูลแล้ว เลขใบเสร็จต่อด้วยอักษรใหม่"
    assert owner.window.office is not None
    shop.office = owner.window.office
    with shop.office.writing(owner.window.actor) as desk:
        assert selling.checkout(desk, shop.cart((rice, 1000)), [selling.Paid("cash", 4000)]).number == "1B-000001"


def test_the_ring_is_whole_around_whatever_tab_reaches_and_scrolls_to(owner: Owner) -> None:
    owner.window.resize(1024, 600)
    owner.open_settings("shop").settle()
    owner.row("ชื่อร้าน").field.setFocus()
    reached = []
    for _press in range(14):
        owner.press("Tab").settle()
        now, ring = QApplication.focusWidget(), owner.window.watch.ring
        if isinstance(now, Button) and owner.settings.section.isAncestorOf(now):
            reached.append(now.said())
            assert ring.isVisible()
            assert ring.parentWidget().rect().contains(ring.geometry())
    assert {"เลือกรูป", "เปิดหน้าเริ่มใช้งานอีกครั้ง"} <= set(reached)
