"""Every key in the table does what the table says; nothing else is promised by help."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopdesk.base import i18n, paths
from shopdesk.base.errors import DatabaseProblem
from shopdesk.ui import keys, theme
from shopdesk.ui.help import HelpPanel
from shopdesk.ui.palette import Palette
from shopdesk.ui.shell import Window
from shopdesk.ui.widgets.buttons import Button
from tests.ui.till_page import RICE, WATER, Till


def test_no_key_means_two_things_on_one_page() -> None:
    for page in {key.where for key in keys.KEYS}:
        sequences = [key.sequence for key in keys.of(page)]
        assert len(sequences) == len(set(sequences)), page


def pressed(till: Till, key: keys.Key) -> list[str]:
    """The deeds the window was asked to do when this key was pressed."""
    asked: list[str] = []
    till.window.perform = lambda deed: bool(asked.append(deed)) or True  # type: ignore[method-assign]
    till.press(key.sequence)
    del till.window.perform
    return asked


def test_each_key_reaches_its_deed(till: Till) -> None:
    till.scan(RICE)
    wanted = {key.sequence: [key.deed] for key in keys.of("till") if not key.typed}
    assert {key.sequence: pressed(till, key) for key in keys.of("till") if not key.typed} == wanted


def test_every_deed_of_the_till_is_understood(till: Till) -> None:
    till.window.open_drawer = lambda why: None
    here = {*till.page.deeds(), *till.window._own_deeds()}
    elsewhere = {"new", "save", "bills", *(f"place-{n}" for n in range(1, 9)), *(f"tab-{n}" for n in range(1, 8))}
    asked = {key.deed for key in keys.of("till") if not key.typed}
    assert asked - here - elsewhere == set()


def test_f2_goes_to_the_field_from_anywhere(till: Till) -> None:
    till.page.grid.setFocus()
    till.press("F2")
    assert till.focus() is till.page.field.input


def test_ctrl_f6_walks_through_the_parts_of_the_till(till: Till) -> None:
    till.scan(RICE)
    seen = []
    for _n in range(6):
        till.press("Ctrl+F6")
        seen.append(till.focus())
    assert len(set(seen)) == 6


def test_esc_never_ends_the_program(till: Till) -> None:
    till.scan(RICE).type("abc").press("Esc")
    assert till.page.field.input.text() == ""
    till.press("Esc", "Esc", "Esc")
    assert till.window.isVisible()
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก."]


def test_f1_opens_help_with_the_keys_of_the_page(till: Till) -> None:
    till.press("F1")
    panel = till.window.help_panel
    assert isinstance(panel, HelpPanel)
    till.press("Esc")
    assert till.window.help_panel is None
    assert till.focus() is till.page.field.input


def test_text_grows_and_shrinks(till: Till) -> None:
    till.press("Ctrl+=", "Ctrl+=")
    assert theme.scale() == 130
    till.press("Ctrl+-")
    assert theme.scale() == 115
    till.press("Ctrl+0")
    assert theme.scale() == 100


def test_a_size_that_cannot_be_kept_is_refused_in_words(till: Till) -> None:
    kept = till.window.data_dir / paths.MACHINE_FILE
    kept.unlink()
    kept.mkdir()
    till.press("Ctrl+=")
    assert "เขียนลงโฟลเดอร์ร้านไม่ได้" in till.window.page.strip.said()
    assert theme.scale() == 100
    with pytest.raises(DatabaseProblem):
        till.window.set_language("en")
    assert i18n.language() == "th"


def test_the_palette_finds_a_deed_by_a_word(till: Till) -> None:
    till.scan(RICE).scan(WATER).press("Ctrl+K")
    assert isinstance(till.window.sheet, Palette)
    till.type("ลบรายการ").press("Enter")
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก."]


def test_alt_shows_the_keys_on_the_buttons(till: Till) -> None:
    till.scan(RICE)
    QTest.keyPress(till.focus(), Qt.Key.Key_Alt)
    shown = till.window.watch.caps.shown()
    assert {"F5", "F9", "F12", "Enter", "F1", "Ctrl+1"} <= set(shown)
    QTest.keyRelease(till.focus(), Qt.Key.Key_Alt)
    assert till.window.watch.caps.shown() == []


def test_the_ring_shows_for_the_keyboard_only(till: Till) -> None:
    till.scan(RICE).press("Tab")
    assert till.window.watch.ring.widget() is till.focus()
    QTest.mouseClick(till.page.money.mixed, Qt.MouseButton.LeftButton)
    assert till.window.watch.ring.widget() is None


def test_the_ring_outlives_a_sheet_whose_buttons_scroll(till: Till) -> None:
    till.scan(RICE).press("F12").paint()
    assert till.window.sheet is not None
    scrolled = next(b for b in till.window.sheet.findChildren(Button) if b.isVisible() and b.said() == "ที่เหลือ")
    till.press("Tab")
    scrolled.setFocus(Qt.FocusReason.TabFocusReason)
    assert till.window.watch.ring.widget() is scrolled
    till.press("Esc", "Esc")
    QTest.qWait(20)
    till.press("Tab", "Tab").press("Ctrl+0")
    assert till.window.watch.ring.widget() is not scrolled


def test_inside_a_button_nothing_changes_when_the_keyboard_reaches_it(till: Till) -> None:
    till.scan(RICE).press("Tab").paint()
    button = till.page.money.mixed
    QTest.mouseMove(till.page)
    before = button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    till.paint()
    assert button.hasFocus()
    assert button.grab().toImage() == before


def test_every_button_says_what_it_is_and_is_large_enough(till: Till) -> None:
    till.scan(RICE).paint()
    buttons = [button for button in till.window.findChildren(Button) if button.isVisible()]
    assert [button for button in buttons if not button.accessibleName()] == []
    targets = [b for b in buttons if b.focusPolicy() != Qt.FocusPolicy.NoFocus and b.property("kind") != "pill"]
    assert [(b.said(), b.width(), b.height()) for b in targets if min(b.width(), b.height()) < 44] == []


def test_a_fault_is_shown_and_the_bill_is_kept(till: Till) -> None:
    from shopdesk.ui import crash

    till.scan(RICE)
    caught = crash.hook(till.window.open)
    try:
        raise ZeroDivisionError("0812345678")
    except ZeroDivisionError as error:
        caught(type(error), error, error.__traceback__)
    sheet = till.window.sheet
    assert isinstance(sheet, crash.CrashSheet)
    assert "ZeroDivisionError" in sheet.report.toPlainText()
    assert "0812345678" not in sheet.report.toPlainText()
    till.press("Enter")
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก."]


def test_the_text_of_the_window_is_large_enough(window: Window) -> None:
    assert min(pixels for pixels, _weight in theme.ROLES.values()) >= 13
