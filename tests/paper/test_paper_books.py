"""The credit book on paper says what the book says."""

import dataclasses
import re

import pytest

from shopdesk.core.documents import COPY
from shopdesk.paper import layout
from shopdesk.paper.blocks import Banner, Row, Text
from tests.paper import samples


def words(document: layout.Document) -> list[str]:
    """Every word on the paper, a row as its two sides."""
    found: list[str] = []
    for block in layout.page(document):
        if isinstance(block, Row):
            found += [block.left, block.right]
        elif isinstance(block, (Text, Banner)):
            found.append(block.text)
    return found


def test_a_statement_has_each_line_with_what_was_open_after_it() -> None:
    said = words(samples.STATEMENT)
    assert "9 พ.ย. 2569 · บิล #0142 · เซ็นไว้ 185.50" in said
    assert "20 พ.ย. 2569 · จ่าย 100.00" in said
    assert said[said.index("9 พ.ย. 2569 · บิล #0142 · เซ็นไว้ 185.50") + 1] == "505.50"
    assert said[said.index("ค้าง") + 1] == "405.50"
    assert said[said.index("นัดจ่าย") + 1] == "30 พ.ย. 2569"


def test_money_paid_ahead_is_no_debt() -> None:
    said = words(dataclasses.replace(samples.STATEMENT, balance=-5000, overdue=0, due_on=""))
    assert said[said.index("จ่ายล่วงหน้า") + 1] == "50.00"
    assert "ค้าง" not in said


def test_the_receipt_of_a_payment_says_before_paid_and_after() -> None:
    said = words(samples.REPAYMENT)
    assert "฿100.00" in said
    assert said[said.index("ค้างเดิม") + 1] == "505.50"
    assert said[said.index("คงค้าง") + 1] == "405.50"
    assert COPY in words(dataclasses.replace(samples.REPAYMENT, copy=True))


def test_the_list_of_who_owes_ends_with_its_sum() -> None:
    said = words(samples.WHO_OWES)
    assert said[-1] == "405.50"
    assert any("เกินนัด 220.00" in line for line in said)


@pytest.mark.parametrize("paper", samples.BOOKS, ids=["statement", "receipt", "who-owes"])
def test_on_a4_it_is_one_page_where_it_fits(qapp: object, paper: layout.Document) -> None:
    from shopdesk.paper import render

    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)", render.a4(paper))
    assert [(round(float(width)), round(float(height))) for width, height in boxes] == [(595, 842)]
