"""Goods brought in and given out by command."""

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal

FILE = "ชื่อสินค้า,ราคาขาย,บาร์โค้ด,คงเหลือ\nน้ำปลา,28,8850000000016,10\nเกลือ,สิบบาท,,5\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "สินค้า.csv"
    path.write_text(FILE, encoding="utf-8-sig")
    return path


def test_a_file_with_a_bad_row_is_taken_not_at_all_or_without_it(shopdesk: Terminal, file: Path) -> None:
    tried = shopdesk("import", "products", file, "--dry-run", "--json")
    assert tried.json["created"] == 1
    refused = shopdesk("import", "products", file, "--json")
    assert refused.code == 1
    assert (refused.json["created"], refused.json["stored"]) == (0, False)
    assert [bad["row"] for bad in refused.json["rejected"]] == [3]
    assert shopdesk("sell", "8850000000016", "--pay", "cash").code == 1
    taken = shopdesk("import", "products", file, "--skip-bad", "--json")
    assert (taken.code, taken.json["created"]) == (0, 1)
    assert shopdesk("sell", "8850000000016", "--pay", "cash", "--json").json["total"] == "28.00"
    again = shopdesk("import", "products", file, "--skip-bad", "--json").json
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 1)


def test_a_file_that_is_none_is_refused(shopdesk: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 broken")
    for path in (tmp_path / "a.csv", tmp_path / "b.xlsx", tmp_path / "none.csv", tmp_path):
        refused = shopdesk("import", "products", path, "--json")
        assert refused.code == 1
        assert refused.json["error"]


def test_the_rows_that_are_rejected_are_named(shopdesk: Terminal, file: Path) -> None:
    said = shopdesk("import", "products", file).out
    assert "Row 3" in said
    assert "--skip-bad" in said


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_given_out_comes_back_as_it_was(till: Terminal, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"ของ.{ending}"
    assert till("export", "products", out, "--json").json["count"] == 3
    again = till("import", "products", out, "--json").json
    assert (again["created"], again["updated"], again["unchanged"], again["rejected"]) == (0, 0, 3, [])
    till.data = till.data.with_name("อีกร้าน")
    assert till("import", "products", out, lang="th").code == 0
    assert till("sell", "7*2", "--pay", "cash", "--json").json["total"] == "9.00"


def test_a_catalogue_tells_names_and_no_prices(till: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "share.csv"
    assert till("export", "products", out, "--as-catalogue", "--json").json["count"] == 2
    text = out.read_text(encoding="utf-8-sig")
    assert "ไข่ไก่" in text
    assert "4.5" not in text
    till.data = till.data.with_name("อีกร้าน")
    assert till("import", "catalogue", out, "--json").json == {"known": 2}


def test_goods_go_only_into_a_file_we_can_write(till: Terminal, tmp_path: Path) -> None:
    assert till("export", "products", tmp_path / "goods.exe").code == 1
    assert till("export", "products", tmp_path / "no" / "goods.csv").code == 1
    assert list(tmp_path.glob("goods*")) == []


def test_the_last_import_is_taken_back(shopdesk: Terminal, file: Path) -> None:
    shopdesk("import", "products", file, "--skip-bad")
    assert shopdesk("import", "undo", "--json").json["taken_back"] == 1
    assert shopdesk("sell", "8850000000016", "--pay", "cash").code == 1
    again = shopdesk("import", "undo", "--json")
    assert (again.code, bool(again.json["error"])) == (1, True)
    shopdesk("import", "products", file, "--skip-bad")
    assert shopdesk("sell", "8850000000016", "--pay", "cash").code == 0
    assert shopdesk("import", "undo").code == 1
