"""A market day by keyboard: goods go out, come home, and what is missing is sold."""

from typing import Any

import pytest

from shopdesk.shop import day, market, stock
from shopdesk.ui.pages.market import drafts
from shopdesk.ui.pages.market.coming import Coming
from shopdesk.ui.pages.market.page import MarketPage
from shopdesk.ui.pages.market.taking import Taking
from tests.ui.till_page import Till


class Stall:
    """What a seller does with the page of the market."""

    def __init__(self, till: Till) -> None:
        self.till, self.shop = till, till.shop
        page = till.window.go("market")
        assert isinstance(page, MarketPage)
        self.page = page
        till.paint()

    def press(self, *keys: str) -> "Stall":
        for key in keys:
            self.till.press(key).paint()
        return self

    def type(self, text: str) -> "Stall":
        self.till.type(text)
        self.till.paint()
        return self

    @property
    def taking(self) -> Taking:
        assert isinstance(self.page.pane, Taking)
        return self.page.pane

    @property
    def coming(self) -> Coming:
        assert isinstance(self.page.pane, Coming)
        return self.page.pane

    def balance(self, item: int) -> int:
        with self.shop.office.reading() as desk:
            return stock.balance(desk, item)


@pytest.fixture
def rice(shop: Any) -> Any:
    return shop.add("ข้าวกล่อง", 4_000, stock=30_000, codes=("8850000000019",))


@pytest.fixture
def stall(rice: Any, till: Till) -> Stall:
    return Stall(till)


def test_goods_go_out_and_come_home_by_keyboard_alone(stall: Stall, rice: Any) -> None:
    stall.press("Ctrl+S").type("8850000000019").press("Enter").type("20").press("Ctrl+S")
    with stall.shop.office.reading() as desk:
        (away,) = market.trips(desk)
    assert away.went == {rice.item: 20_000}
    with stall.shop.office.writing() as desk:
        day.open_day(desk, 50_000)
    stall.press("Ctrl+S").type("4").press("Enter").type("630")
    assert stall.coming.sums.said() == "ขายได้ 640.00 · เงินขาด 10.00"
    stall.press("Ctrl+S")
    assert stall.page.pane is None
    assert "เงินขาด 10.00" in stall.page.strip.said()
    assert stall.balance(rice.item) == 14_000


def test_a_closed_day_is_opened_by_one_press_and_the_trip_is_booked(stall: Stall, rice: Any) -> None:
    stall.press("Ctrl+S").type("8850000000019").press("Enter").type("2").press("Ctrl+S")
    stall.press("Ctrl+S").press("Enter").type("80").press("Ctrl+S")
    assert "ยังไม่ได้เปิดร้าน" in stall.page.strip.said()
    stall.page.strip.press()
    assert stall.balance(rice.item) == 28_000
    with stall.shop.office.reading() as desk:
        assert [away.state for away in market.trips(desk, "home")] == ["home"]


def test_the_last_trip_is_a_template_as_far_as_goods_are_there(stall: Stall, rice: Any) -> None:
    stall.press("Ctrl+S").type("8850000000019").press("Enter").type("25").press("Ctrl+S")
    stall.page.take_out()
    stall.taking.as_before()
    assert [(piece.goods.name, piece.went) for piece in stall.taking.pieces] == [("ข้าวกล่อง", 5_000)]


def test_more_than_went_out_is_said_at_once_and_cannot_be_booked(stall: Stall) -> None:
    stall.press("Ctrl+S").type("8850000000019").press("Enter").type("2").press("Ctrl+S")
    stall.press("Ctrl+S").type("3")
    assert not stall.coming.main.isEnabled()
    assert stall.coming.sums.said() == "ของกลับมากกว่าที่เอาออกไป"
    stall.press("Esc")
    assert stall.page.pane is None


def test_esc_keeps_the_list_that_was_typed_and_so_does_the_next_start(stall: Stall, rice: Any) -> None:
    stall.press("Ctrl+S").type("8850000000019").press("Enter").type("7").press("Enter", "Esc")
    assert stall.page.pane is None
    window = stall.till.window
    assert [piece.went for piece in drafts.kept(window).pieces] == [7_000]  # type: ignore[union-attr]
    stall.press("Ctrl+S")
    assert [piece.went for piece in stall.taking.pieces] == [7_000]
    stall.press("Ctrl+S")
    assert stall.balance(rice.item) == 30_000
    with stall.shop.office.reading() as desk:
        assert [away.went for away in market.trips(desk)] == [{rice.item: 7_000}]
    assert drafts.kept(window) is None


def test_a_list_that_nobody_wants_any_more_is_begun_anew(stall: Stall) -> None:
    stall.press("Ctrl+S").type("8850000000019").press("Enter").type("7").press("Enter", "Esc", "Ctrl+S")
    stall.page.strip.press()
    assert stall.taking.pieces == []


def test_what_came_home_is_still_typed_after_a_look_at_the_trips(stall: Stall) -> None:
    stall.press("Ctrl+S").type("8850000000019").press("Enter").type("7").press("Ctrl+S")
    stall.press("Ctrl+S").type("4").press("Esc")
    assert stall.page.pane is None
    stall.press("Ctrl+S")
    assert stall.coming.fields["back"].text() == "4"


def test_what_was_typed_survives_another_language(stall: Stall) -> None:
    stall.press("Ctrl+S").type("8850000000019").press("Enter").type("7")
    stall.till.window.set_language("en")
    page = stall.till.window.page
    assert isinstance(page, MarketPage)
    assert isinstance(page.pane, Taking)
    assert [piece.went for piece in page.pane.pieces] == [7_000]
