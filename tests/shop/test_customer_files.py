"""Customers go out as a file and come back whole, households and limits too."""

import random
from pathlib import Path

import pytest

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.shop import credit, customer_files, customers, exporting, prices
from shopdesk.shop.opening import open_office
from tests.conftest import Shop, TestClock


@pytest.fixture
def village(shop: Shop) -> Shop:
    with shop.office.writing() as desk:
        group = prices.add_group(desk, "สมาชิก")
        head = customers.add(desk, customers.Card("สมศักดิ์", "ตู่", "12", "081", "007", group, None, 50_000, "month_end"))
        customers.add(desk, customers.Card("=cmd()", house="12", tab=head.id, note="@ลูกชาย\tคนโต"))
        customers.add(desk, customers.Card("ป้าแดง", limit=0, address="หมู่ 3"))
        credit.carry_in(desk, head.id, 10_000)
    return shop


def _written(shop: Shop, path: Path) -> list[list[str]]:
    with shop.office.reading() as desk:
        table, now = customer_files.table(desk), desk.now
    if path.suffix == ".csv":
        exporting.write_csv(path, table)
    else:
        exporting.write_xlsx(path, table, now)
    return table


@pytest.mark.parametrize("name", ["c.csv", "c.xlsx"])
def test_customers_come_back_whole_and_a_second_time_change_nothing(village: Shop, tmp_path: Path, name: str) -> None:
    table = _written(village, tmp_path / name)
    new = Shop(open_office(tmp_path / "new", now=TestClock(), random=random.Random(5)), TestClock())
    with new.office.writing() as desk:
        assert customer_files.bring_in(desk, tmp_path / name) == (3, 0)
    with new.office.reading() as desk:
        heads_first = sorted(table[1:], key=lambda row: bool(row[10]))
        assert sorted(row[1:10] for row in customer_files.table(desk)[1:]) == sorted(row[1:10] for row in heads_first)
        son = next(one for one in customers.find(desk, "") if one.name == "=cmd()")
        assert customers.one(desk, son.tab or 0).name == "สมศักดิ์"
    with new.office.writing() as desk:
        assert customer_files.bring_in(desk, tmp_path / name) == (0, 0)
    new.office.close()


def test_a_row_that_cannot_be_taken_leaves_nothing(village: Shop, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("name,member number\nก,1\n,2\n", encoding="utf-8")
    with pytest.raises(Invalid, match="3"), village.office.writing() as desk:
        customer_files.bring_in(desk, path)
    with village.office.reading() as desk, pytest.raises(NotFound):
        customers.of_member(desk, "1")
    path.write_text("ราคา\n5\n", encoding="utf-8")
    with pytest.raises(Invalid), village.office.writing() as desk:
        customer_files.bring_in(desk, path)
