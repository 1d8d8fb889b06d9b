"""What the owner's PIN allows on a bill is all named on the sheet that asks for it, and marked on the bill before."""

import pytest
from PySide6.QtCore import Qt

from shopdesk.ui.pages.till import line_deeds
from tests.conftest import Shop
from tests.ui.conftest import Ticks
from tests.ui.settings_page import Owner
from tests.ui.till_page import RICE, WATER, Till


@pytest.fixture
def owner(till: Till, shop: Shop, ticks: Ticks) -> Owner:
    made = Owner(till.window, shop, ticks)
    made.staff().as_person("น้องแนน", "2222")
    till.window.go("till")
    return made


def cut_price(till: Till, baht: str) -> None:
    line = till.page.counter.bill.line()
    assert line is not None
    line_deeds.price(till.page, line)
    till.press("Ctrl+A").type(baht).press("Enter")


def words(till: Till, row: int) -> str:
    model = till.page.lines.lines
    return str(model.data(model.index(row), Qt.ItemDataRole.DisplayRole))


def test_a_price_and_a_discount_that_wait_for_the_owner_are_marked_and_told_at_once(till: Till, owner: Owner) -> None:
    till.scan(WATER).scan(RICE)
    cut_price(till, "150")
    assert "รอเจ้าของร้าน" in words(till, 1)
    assert "รอเจ้าของร้าน" not in words(till, 0)
    assert till.news == "ตอนเก็บเงินต้องใส่รหัสเจ้าของร้าน"
    till.press("Ctrl+Z")
    assert "รอเจ้าของร้าน" not in words(till, 1)


def test_the_sheet_names_every_price_and_discount_its_pin_allows(till: Till, owner: Owner) -> None:
    till.scan(WATER).scan(RICE)
    cut_price(till, "150")
    till.press("Ctrl+D").type("50").press("Enter", "F5")
    assert owner.asks
    assert owner.reads("ราคา ข้าวหอมมะลิ 5 กก.: 185.00 → 150.00")
    assert owner.reads("ส่วนลดทั้งบิล: 157.00 → 107.00")
    owner.enter_pin("1234")
    assert till.sales == 1


def test_the_pay_sheet_names_them_too(till: Till, owner: Owner) -> None:
    till.scan(RICE)
    cut_price(till, "1")
    till.pay_cash("20")
    assert owner.reads("ราคา ข้าวหอมมะลิ 5 กก.: 185.00 → 1.00")
    owner.press("Esc")
    assert till.sales == 0


def test_nothing_in_the_stored_bill_can_say_that_somebody_allowed_it(till: Till, owner: Owner) -> None:
    till.scan(RICE)
    cut_price(till, "1")
    till.press("F5")
    owner.press("Esc")
    till.press("F5")
    assert owner.reads("ราคา ข้าวหอมมะลิ 5 กก.: 185.00 → 1.00")
    till.press("Esc")
    assert till.sales == 0
