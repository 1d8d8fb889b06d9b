"""Backup, restore, check, the sample days and the program's own test."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from shopdesk.cli import market
from tests.cli.conftest import Terminal, started


def test_a_lost_shop_comes_back_and_goes_on_in_a_new_letter(till: Terminal, data: Path, tmp_path: Path) -> None:
    till("sell", "7", "--pay", "cash")
    copy = till("backup", tmp_path / "stick", "--json").json["file"]
    till("sell", "7", "--pay", "cash")
    shutil.rmtree(data)
    assert till("restore", copy, "--json").json == {"restored": copy, "aside": None}
    assert till("report", "day", "--json").json["sales"] == 1
    assert till("sell", "7", "--pay", "cash", "--json").json["number"] == "1B-000001"
    assert till("check", copy, "--json").json["ok"] is True


def test_a_shop_that_is_there_is_kept_aside(till: Terminal, tmp_path: Path) -> None:
    copy = till("backup", tmp_path, "--json").json["file"]
    till("sell", "7", "--pay", "cash")
    aside = till("restore", copy, "--json").json["aside"]
    assert till("check", aside).code == 0
    assert till("report", "day", "--json").json["sales"] == 0


def test_restoring_over_a_shop_with_a_pin_wants_the_pin(till: Terminal, tmp_path: Path) -> None:
    copy = till("backup", tmp_path, "--json").json["file"]
    till.set_pin("4711")
    assert till("restore", copy).code == 1
    assert till("restore", copy, "--user", "เจ้าของร้าน", stdin="4711\n").code == 0


def test_a_file_that_is_no_backup_changes_nothing(till: Terminal, tmp_path: Path) -> None:
    till("sell", "7", "--pay", "cash")
    for name, content in (("a.shopdesk-backup", b"hello"), ("b.shopdesk-backup", b"")):
        (tmp_path / name).write_bytes(content)
        assert till("restore", tmp_path / name).code == 1
    assert till("restore", tmp_path / "nowhere").code == 1
    assert till("report", "day", "--json").json["sales"] == 1


def test_a_damaged_shop_is_put_aside_and_asks_for_no_pin(till: Terminal, data: Path, tmp_path: Path) -> None:
    till.set_pin("4711")
    copy = till("backup", tmp_path, "--user", "เจ้าของร้าน", "--json", stdin="4711\n").json["file"]
    (data / "shop.db").write_bytes(b"\x00broken" * 4000)
    for beside in data.glob("shop.db-*"):
        beside.unlink()
    aside = till("restore", copy, "--json").json["aside"]
    assert Path(aside).read_bytes().startswith(b"\x00broken")
    assert till("check").code == 0


def tampered(source: Path, target: Path, statement: str) -> Path:
    """A copy in which somebody changed a fact and put the guards back as they were."""
    shutil.copyfile(source, target)
    connection = driver.connect(str(target), isolation_level=None)
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in guards:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute(statement)
    for _name, sql in guards:
        connection.execute(sql)
    connection.close()
    return target


def test_check_names_the_first_wrong_row_and_leaves_the_file_alone(till: Terminal, tmp_path: Path) -> None:
    till("sell", "7", "--pay", "cash")
    copy = Path(till("backup", tmp_path / "copies", "--json").json["file"])
    alone = tmp_path / "alone"
    alone.mkdir()
    wrong = tampered(copy, alone / "wrong.db", "UPDATE sale_line SET net = net + 100")
    before = wrong.read_bytes()
    found = till("check", wrong, "--json")
    assert found.code == 1
    assert found.json["ok"] is False
    assert "1A-000001" in found.json["first_error"] or "sold" in found.json["first_error"]
    assert found.json["first_error"] in till("check", wrong).out
    assert wrong.read_bytes() == before
    assert [path.name for path in alone.iterdir()] == ["wrong.db"]


def test_check_reads_a_shop_that_is_open_elsewhere(till: Terminal, data: Path) -> None:
    office = till.office()
    till("sell", "7", "--pay", "cash")
    assert (data / "shop.db-wal").exists()
    assert till("check", data / "shop.db", "--json").json["ok"] is True
    office.close()


def test_check_refuses_what_is_no_shop_file(shopdesk: Terminal, tmp_path: Path) -> None:
    text, empty, other, shop = (tmp_path / name for name in ("a.txt", "b.db", "c.db", "d.db"))
    text.write_text("hello " * 500)
    empty.touch()
    sqlite3.connect(other).execute("CREATE TABLE sale (total)").connection.close()
    connection = sqlite3.connect(shop)
    connection.execute("PRAGMA application_id = 0x53484F50")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for path in (text, empty, other, shop, tmp_path / "none.db", tmp_path):
        refused = shopdesk("check", path, "--json")
        assert refused.code == 1
        assert set(refused.json) == {"error", "hint"}


def test_the_sample_days_are_the_same_for_the_same_seed_and_add_up(
    shopdesk: Terminal, data: Path, tmp_path: Path
) -> None:
    first = shopdesk("demo", "--days", "2", "--seed", "7", "--json").json
    assert first["check"] is True
    assert len(first["days"]) == 2
    assert sum(day["sales"] for day in first["days"]) > 20
    shopdesk.data = tmp_path / "again"
    again = shopdesk("demo", "--days", "2", "--seed", "7", "--json").json
    shopdesk.data = tmp_path / "other"
    other = shopdesk("demo", "--days", "2", "--seed", "8", "--json").json
    assert again["days"] == first["days"] != other["days"]
    shopdesk.data = data
    date = first["days"][0]["date"]
    assert shopdesk("report", "day", "--date", date, "--json").json["total"] == first["days"][0]["total"]
    assert shopdesk("demo").code == 1


@pytest.mark.parametrize(("lang", "word"), [("th", "ปิดร้าน"), ("en", "Close of day")])
def test_the_sample_days_scroll_by_in_the_language_asked_for(shopdesk: Terminal, lang: str, word: str) -> None:
    said = shopdesk("demo", "--days", "1", lang=lang).out
    assert word in said
    assert said.count("#0001") == 1


def test_the_sample_goods_have_right_codes_and_prices() -> None:
    rows = market.sample_rows()
    assert len(rows) > 40
    assert len({row["name"] for row in rows}) == len(rows)
    codes = [row["code"] or row["plu"] for row in rows]
    assert len(set(codes)) == len(codes)


def test_the_program_tests_itself_and_leaves_nothing(tmp_path: Path) -> None:
    ended = started(tmp_path / "unused", "--selftest")
    assert ended.code == 0, ended.err
    assert ended.out.count("✓") == 7
    assert list(tmp_path.iterdir()) == []


def test_the_version_is_told(shopdesk: Terminal) -> None:
    from shopdesk import __version__

    assert shopdesk("--version").out == f"ShopDesk {__version__}\n"
    assert shopdesk("--version", "--json").json == {"version": __version__}
