"""The bills of a paper day are typed fast: goods, how many, Enter; an empty Enter keeps the bill."""

from typing import Any

import pytest

from shopdesk.shop import closing, day, history
from shopdesk.ui.pages.market.later import LaterPage
from tests.ui.till_page import Till


class Paper:
    """Somebody types a heap of paper bills."""

    def __init__(self, till: Till) -> None:
        self.till, self.shop = till, till.shop
        page = till.window.go("later")
        assert isinstance(page, LaterPage)
        self.page = page
        till.paint()

    def line(self, code: str, qty: str) -> "Paper":
        return self.type(code).press("Enter").type(qty).press("Enter")

    def press(self, *keys: str) -> "Paper":
        for key in keys:
            self.till.press(key).paint()
        return self

    def type(self, text: str) -> "Paper":
        self.till.type(text)
        self.till.paint()
        return self

    @property
    def bills(self) -> list[Any]:
        with self.shop.office.reading() as desk:
            return list(reversed(history.latest(desk).entries))


@pytest.fixture
def paper(shop: Any, till: Till) -> Paper:
    shop.add("ข้าวกล่อง", 4_000, codes=("8850000000019",))
    shop.add("น้ำแข็ง", None, codes=("8850000000026",))
    with shop.office.writing() as desk:
        day.open_day(desk, 0)
    return Paper(till)


def test_bills_are_typed_one_after_the_other_without_a_mouse(paper: Paper) -> None:
    paper.line("8850000000019", "2").press("Enter").line("8850000000019", "3").press("Enter")
    assert [(bill.total, bill.later is not None) for bill in paper.bills] == [(8_000, True), (12_000, True)]
    assert "2 ใบ" in paper.page.count.said()
    assert paper.page.cart.lines == ()


def test_goods_without_a_price_ask_for_the_one_on_the_paper(paper: Paper) -> None:
    paper.type("8850000000026").press("Enter").type("15").press("Enter", "Enter")
    assert [bill.total for bill in paper.bills] == [1_500]


def test_the_day_and_time_of_the_paper_are_kept_and_nonsense_is_refused(paper: Paper) -> None:
    paper.page.time.setText("25:99")
    paper.line("8850000000019", "1").press("Enter")
    assert paper.bills == []
    paper.page.time.setText("9.05")
    paper.page.date.setText("20/11/2569")
    paper.page.save()
    assert f"{paper.bills[0].later:%Y-%m-%d %H:%M}" == "2026-11-20 02:05"
    paper.page.date.setText("20/11/2599")
    paper.page.finder.focus()
    paper.line("8850000000019", "1").press("Enter")
    assert len(paper.bills) == 1


def test_a_closed_day_is_opened_by_one_press(paper: Paper) -> None:
    with paper.shop.office.writing() as desk:
        closing.close_day(desk, 0, kept=0)
    paper.line("8850000000019", "1").press("Enter")
    assert paper.bills == []
    paper.page.strip.press()
    assert [bill.total for bill in paper.bills] == [4_000]
