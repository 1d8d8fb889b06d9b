"""A file comes in whole or not at all, changes only what differs, and lets the till sell meanwhile."""

import gc
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from shopdesk.base import uid
from shopdesk.base.errors import NotAllowed
from shopdesk.db import check
from shopdesk.shop import goods, importing, opening, selling
from shopdesk.shop.desk import Office
from shopdesk.shop.importing import staging
from shopdesk.shop.rights import CASHIER, Actor
from tests.conftest import Shop
from tests.importing.helpers import FILES, HEADINGS, bring_in, draft, many, shelf, write

ROOT = Path(__file__).resolve().parents[2]

IMPORTER = """
import sys
from pathlib import Path
from shopdesk.shop import importing, opening
office = opening.open_office(Path(sys.argv[1]))
plan = importing.plan(Path(sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
told = lambda done, total: print(done * 100 // total, flush=True)
print("made", importing.run(office, plan, progress=told).created, flush=True)
"""


@contextmanager
def importer(shop_dir: Path, file: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that waits for a line, then imports the file."""
    program = [sys.executable, "-c", IMPORTER, str(shop_dir), str(file)]
    process = subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert _heard(process) == "ready"
        yield process
    finally:
        process.kill()
        process.communicate()


def _heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_preview_counts_and_stores_nothing(shop: Shop) -> None:
    outcome = importing.preview(shop.office, importing.plan(FILES / "general-cp874.csv"))
    assert (outcome.created, outcome.updated, outcome.stored) == (4, 0, False)
    assert shelf(shop.office) == {}


def test_the_same_file_again_changes_nothing(shop: Shop) -> None:
    bring_in(shop.office, FILES / "general-cp874.csv")
    with shop.office.engine.connect() as connection:
        before = connection.exec_driver_sql("SELECT max(id) FROM journal").scalar_one()
        again = bring_in(shop.office, FILES / "general-cp874.csv")
        assert (again.created, again.updated, again.unchanged) == (0, 0, 4)
        assert connection.exec_driver_sql("SELECT max(id) FROM journal").scalar_one() == before


@pytest.mark.parametrize("name", ["loyverse.csv", "shopify-old.csv", "shopify-new.csv", "woocommerce.csv"])
def test_other_programs_files_twice_make_no_twins(shop: Shop, name: str) -> None:
    created = bring_in(shop.office, FILES / name).created
    assert bring_in(shop.office, FILES / name).unchanged == created


def test_only_what_differs_is_changed_and_empty_cells_are_silent(shop: Shop, tmp_path: Path) -> None:
    first = [[*HEADINGS[:4], "หมวด"], ["ปลาทู", "P1", "8850000000013", "50", "ปลา"], ["หมึก", "P2", "", "80", "ปลา"]]
    bring_in(shop.office, write(tmp_path / "a.csv", first))
    second = [[*HEADINGS[:4], "หมวด"], ["ปลาทูแม่กลอง", "p 1", "8850000000020", "55", ""], ["หมึก", "P2", "", "", ""]]
    outcome = bring_in(shop.office, write(tmp_path / "b.csv", second))
    assert (outcome.updated, outcome.unchanged) == (1, 1)
    fish = draft(shop.office, "ปลาทูแม่กลอง")
    assert (fish.price, fish.category, fish.codes) == (5500, "ปลา", ("8850000000013", "8850000000020"))
    assert fish.sku == "P1", "spaces and case make no other item code"
    assert draft(shop.office, "หมึก").price == 8000
    with shop.office.reading() as desk:
        assert [thing.name for thing in goods.find(desk, "แม่กลอง")] == ["ปลาทูแม่กลอง"]


def test_new_barcode_and_price_change_are_on_the_record(shop: Shop, tmp_path: Path) -> None:
    bring_in(shop.office, many(tmp_path / "a.csv", 3))
    bring_in(shop.office, many(tmp_path / "b.csv", 3, price=20))
    with shop.office.engine.connect() as connection:
        changed = connection.exec_driver_sql("SELECT old, new FROM change WHERE field = 'price' ORDER BY id").fetchall()
        events = connection.exec_driver_sql("SELECT detail FROM event WHERE kind = 'import'").fetchall()
    assert [tuple(row) for row in changed] == [("1025", "2025"), ("1125", "2125"), ("1225", "2225")]
    assert len(events) == 2


def test_stock_of_goods_already_there_is_left_unless_the_file_is_a_count(shop: Shop, tmp_path: Path) -> None:
    bring_in(shop.office, many(tmp_path / "a.csv", 8))
    thing = shelf(shop.office)["สินค้าทดลอง 5"]
    shop.sell((thing, 2000))
    again = bring_in(shop.office, many(tmp_path / "a.csv", 8))
    assert (again.unchanged, again.stock_left) == (8, 1)
    assert draft(shop.office, thing.name).stock == 3000
    counted = bring_in(shop.office, many(tmp_path / "a.csv", 8), counted=True)
    assert (counted.updated, counted.unchanged) == (1, 7)
    assert draft(shop.office, thing.name).stock == 5000


def test_a_file_may_bring_the_first_stock_later_and_count_to_nothing(shop: Shop, tmp_path: Path) -> None:
    bring_in(shop.office, write(tmp_path / "a.csv", [HEADINGS[:4], ["ปลา", "P1", "", "10"]]))
    bring_in(shop.office, write(tmp_path / "b.csv", [HEADINGS, ["ปลา", "P1", "", "10", "7.5"]]))
    assert draft(shop.office, "ปลา").stock == 7500
    bring_in(shop.office, write(tmp_path / "c.csv", [HEADINGS, ["ปลา", "P1", "", "10", "0"]]), counted=True)
    assert draft(shop.office, "ปลา").stock == 0


def test_goods_of_one_name_with_other_barcodes_stay_apart(shop: Shop, tmp_path: Path) -> None:
    shop.add("โค้ก", 1500, codes=("8850000000013",))
    outcome = bring_in(shop.office, write(tmp_path / "a.csv", [HEADINGS, ["โค้ก", "", "8850000000020", "25", ""]]))
    assert outcome.created == 1


def test_two_rows_about_the_same_goods_are_refused(shop: Shop, tmp_path: Path) -> None:
    shop.add("โค้ก", 1500, codes=("8850000000013",), sku="C1")
    rows = [HEADINGS, ["โค้ก", "", "8850000000013", "15", ""], ["โค้กใหญ่", "c1", "", "15", ""]]
    outcome = bring_in(shop.office, write(tmp_path / "a.csv", rows))
    assert not outcome.stored
    assert [bad.row for bad in outcome.rejected] == [3]


def test_who_may_not_change_goods_may_not_import(shop: Shop) -> None:
    cashier = Actor(1, 1, "ลูกจ้าง", "cashier", CASHIER)
    with pytest.raises(NotAllowed):
        importing.run(shop.office, importing.plan(FILES / "loyverse.csv"), actor=cashier)


def test_stopped_before_it_counts_it_leaves_nothing(shop: Shop, tmp_path: Path) -> None:
    plan = importing.plan(many(tmp_path / "a.csv", 3000))
    seen: list[tuple[int, int]] = []
    outcome = importing.run(
        shop.office, plan, progress=lambda done, total: seen.append((done, total)), cancelled=lambda: len(seen) > 4
    )
    assert outcome.cancelled
    assert not outcome.stored
    assert shelf(shop.office) == {}
    with shop.office.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM import_row").scalar_one() == 0


def test_progress_only_grows_and_ends_full(shop: Shop, tmp_path: Path) -> None:
    seen: list[int] = []
    plan = importing.plan(many(tmp_path / "a.csv", 1200))
    importing.run(shop.office, plan, progress=lambda done, total: seen.append(done * 100 // total))
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_goods_changed_by_somebody_meanwhile_are_met_as_they_are_then(shop: Shop, tmp_path: Path) -> None:
    def meddle(done: int, total: int) -> None:
        if done > total // 2 and "มาแทรก" not in met:
            met.append("มาแทรก")
            shop.add("ขายหน้าร้าน", 999, codes=("8850000000299",))

    met: list[str] = []
    importing.run(shop.office, importing.plan(many(tmp_path / "a.csv", 300)), progress=meddle)
    found = shelf(shop.office)
    assert len(found) == 300, "the last row of the file met the goods made at the till meanwhile"
    assert found["สินค้าทดลอง 299"].price == 3925
    assert "ขายหน้าร้าน" not in found


def test_an_import_cut_after_it_counts_is_brought_to_its_end_at_the_next_start(tmp_path: Path) -> None:
    office = opening.open_office(tmp_path / "shop")
    plan = importing.plan(many(tmp_path / "a.csv", 500))

    def cut(done: int, total: int) -> None:
        if done > 600:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.run(office, plan, progress=cut)
    office.close()
    office = opening.open_office(tmp_path / "shop")
    assert len(shelf(office)) == 500
    _sound(office)
    with office.reading() as desk:
        assert staging.signed(desk.session) == []
    office.close()


def test_what_another_program_left_is_ended_when_nobody_writes(shop: Shop, tmp_path: Path) -> None:
    def cut_at(percent: int) -> Callable[[int, int], None]:
        def told(done: int, total: int) -> None:
            if done * 100 > percent * total:
                raise KeyboardInterrupt

        return told

    signed = importing.plan(many(tmp_path / "a.csv", 500))
    with pytest.raises(KeyboardInterrupt):
        importing.run(shop.office, signed, progress=cut_at(60))
    with shop.office.writing() as desk:
        staging.put(desk, [{"batch": "never-signed", "row": 1, "goods": {}}])
        old = uid.uuid7(desk.now - timedelta(hours=7), desk.random)
        staging.put(desk, [{"batch": old, "row": 1, "goods": {}}])
    importing.tidy(shop.office)
    assert len(shelf(shop.office)) == 500
    with shop.office.reading() as desk:
        assert staging.signed(desk.session) == []
        assert staging.numbers(desk.session, old) == set()
        assert staging.numbers(desk.session, "never-signed") == {1}
    _sound(shop.office)


@pytest.mark.parametrize("reached", [16, 33, 50, 51, 75, 95])
def test_killed_at_any_moment_all_or_nothing(tmp_path: Path, reached: int) -> None:
    opening.open_office(tmp_path / "shop").close()
    file = many(tmp_path / "a.csv", 1500)
    with importer(tmp_path / "shop", file) as process:
        _begin(process)
        while int(_heard(process)) < reached:
            pass
        process.kill()
        process.wait()
    office = opening.open_office(tmp_path / "shop")
    found = len(shelf(office))
    assert found in ((0,) if reached < 50 else (0, 1500) if reached == 50 else (1500,))
    _sound(office)
    assert bring_in(office, file).created == 1500 - found
    office.close()


def test_selling_goes_on_while_another_process_imports(shop: Shop, tmp_path: Path) -> None:
    thing = shop.add("น้ำเปล่า", 700, stock=1_000_000)
    sold = 0
    with importer(shop.office.data_dir, many(tmp_path / "a.csv", 3000)) as process:
        _begin(process)
        told = threading.Thread(target=lambda: [*iter(lambda: _heard(process), "made 3000")])
        told.start()
        while told.is_alive():
            shop.sell((thing, 1000))
            sold += 1
        told.join()
    assert sold > 0
    assert draft(shop.office, "น้ำเปล่า").stock == 1_000_000 - sold * 1000
    assert len(shelf(shop.office)) == 3001


def test_two_imports_at_once_both_come_in(shop: Shop, tmp_path: Path) -> None:
    other = write(tmp_path / "b.csv", [HEADINGS, *[[f"อื่น {n}", f"X{n}", "", "5", ""] for n in range(800)]])
    with importer(shop.office.data_dir, many(tmp_path / "a.csv", 800)) as process:
        _begin(process)
        assert bring_in(shop.office, other).created == 800
        assert "made 800" in iter(lambda: _heard(process), "")
    assert len(shelf(shop.office)) == 1600


def test_two_that_overlap_leave_the_turns_of_the_program_as_they_were(shop: Shop, tmp_path: Path) -> None:
    plan = importing.plan(many(tmp_path / "a.csv", 20))
    before, inside = sys.getswitchinterval(), [threading.Event(), threading.Event()]

    def first() -> bool:
        inside[0].set()
        inside[1].wait(20)
        return True

    def second() -> bool:
        inside[1].set()
        one.join(20)
        return True

    one = threading.Thread(target=importing.run, args=(shop.office, plan), kwargs={"cancelled": first})
    one.start()
    assert inside[0].wait(20)
    assert importing.run(shop.office, plan, cancelled=second).cancelled
    assert not one.is_alive()
    assert (sys.getswitchinterval(), gc.isenabled()) == (before, True)


def test_paid_goods_of_an_import_can_be_sold_at_once(shop: Shop, tmp_path: Path) -> None:
    bring_in(shop.office, many(tmp_path / "a.csv", 20))
    with shop.office.reading() as desk:
        _read, found = goods.scan(desk, "8850000000007")
    assert [thing.name for thing in found] == ["สินค้าทดลอง 7"]
    sold = shop.sell((found[0], 1000))
    assert isinstance(sold, selling.Sold)


def _sound(office: Office) -> None:
    with office.engine.connect() as connection:
        result = check.check(connection)
    assert result.ok, result.first_error
