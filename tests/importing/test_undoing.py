"""An import is taken back whole, in one step, as long as nothing of it was sold or changed since."""

from pathlib import Path

import pytest

from shopdesk.base.errors import Conflict, NotAllowed, NotFound
from shopdesk.shop import goods, importing
from shopdesk.shop.importing import undoing
from shopdesk.shop.rights import CASHIER, Actor
from shopdesk.shop.selling import Paid
from tests.conftest import Shop
from tests.importing.helpers import bring_in, draft, many, shelf, write

COLUMNS = ["ชื่อสินค้า", "บาร์โค้ด", "ราคาขาย", "ต้นทุน", "คงเหลือ", "หมวด", "หมายเหตุ"]
FILE = [
    COLUMNS,
    ["ข้าวสาร", "8850000000030", "200", "150", "7", "ข้าว", "ถุงแดง"],
    ["เกลือ", "8850000000047", "12", "8", "5", "เครื่องปรุง", ""],
    ["กะปิ", "8850000000054", "45", "", "", "เครื่องปรุง", ""],
]


def _words(shop: Shop) -> dict[str, goods.Draft]:
    return {name: draft(shop.office, name) for name in shelf(shop.office)}


def _last(shop: Shop) -> importing.Imported | None:
    with shop.office.reading() as desk:
        return importing.last(desk)


def test_the_shop_is_as_it_was_before(shop: Shop, tmp_path: Path) -> None:
    shop.add("ข้าวสาร", 18500, stock=3000, cost=14000)
    before = _words(shop)
    with shop.office.reading() as desk:
        chips = goods.categories(desk)
    outcome = bring_in(shop.office, write(tmp_path / "a.csv", FILE), counted=True)
    assert (outcome.created, outcome.updated) == (2, 1)
    assert _words(shop) != before
    found = _last(shop)
    assert found is not None
    assert (found.batch, found.created, found.updated) == (outcome.batch, 2, 1)
    assert importing.take_back(shop.office, outcome.batch) == 3
    assert _words(shop) == before
    with shop.office.reading() as desk:
        assert goods.categories(desk) == chips
        assert [thing.name for thing in goods.find(desk, "ถุงแดง")] == []
        assert goods.scan(desk, "8850000000030")[1] == []
        assert [thing.name for thing in goods.find(desk, "ข้าวสาร")] == ["ข้าวสาร"]
    assert _last(shop) is None
    assert shop.check().ok


def test_the_same_file_comes_in_again_afterwards(shop: Shop, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", FILE)
    importing.take_back(shop.office, bring_in(shop.office, path).batch)
    assert bring_in(shop.office, path).created == 3
    with shop.office.reading() as desk:
        assert {"ข้าว", "เครื่องปรุง"} <= {category.name for category in goods.categories(desk)}
    assert draft(shop.office, "เกลือ").stock == 5000
    assert shop.check().ok


def test_what_was_sold_or_changed_since_is_not_lost(shop: Shop, tmp_path: Path) -> None:
    outcome = bring_in(shop.office, write(tmp_path / "a.csv", FILE))
    after = _words(shop)
    things = shelf(shop.office)
    with shop.office.writing() as desk:
        goods.set_price(desk, things["กะปิ"].sale_unit, 5000)
    with pytest.raises(Conflict):
        importing.take_back(shop.office, outcome.batch)
    second = bring_in(shop.office, write(tmp_path / "b.csv", [COLUMNS, ["น้ำปลา", "", "30", "", "4", "", ""]]))
    shop.sell((shelf(shop.office)["น้ำปลา"], 1000), paid=[Paid("cash", 3000)])
    with pytest.raises(Conflict):
        importing.take_back(shop.office, second.batch)
    assert {*after, "น้ำปลา"} == set(shelf(shop.office))
    assert draft(shop.office, "เกลือ") == after["เกลือ"]
    assert shop.check().ok


def test_a_large_one_goes_back_and_goes_on_where_it_was_cut(shop: Shop, tmp_path: Path) -> None:
    kept = shop.add("ไข่", 500, stock=10_000)
    outcome = bring_in(shop.office, many(tmp_path / "many.csv", 900))
    with shop.office.reading() as desk:
        deeds = undoing._open_deeds(desk, outcome.batch)
    assert len(deeds) > 2
    for deed in (deeds[0], deeds[0]):
        with shop.office.writing() as desk:
            undoing.undo_deed(desk, outcome.batch, deed)
    shop.sell((kept, 1000), paid=[Paid("cash", 500)])
    told: list[tuple[int, int]] = []
    assert importing.take_back(shop.office, outcome.batch, progress=lambda *done: told.append(done)) == 900
    assert told[-1] == (len(deeds) - 1, len(deeds) - 1)
    assert set(shelf(shop.office)) == {"ไข่"}
    assert shop.check().ok


def test_one_is_taken_back_once_and_by_who_may_change_goods(shop: Shop, tmp_path: Path) -> None:
    outcome = bring_in(shop.office, write(tmp_path / "a.csv", FILE))
    with shop.office.reading() as desk:
        owner = desk.actor
    cashier = Actor(owner.party, owner.user, "คนขาย", "cashier", CASHIER)
    with pytest.raises(NotAllowed):
        importing.take_back(shop.office, outcome.batch, actor=cashier)
    importing.take_back(shop.office, outcome.batch)
    for batch in (outcome.batch, "none"):
        with pytest.raises(NotFound):
            importing.take_back(shop.office, batch)
    assert shop.check().ok


def test_two_imports_are_taken_back_one_after_the_other(shop: Shop, tmp_path: Path) -> None:
    shop.add("ข้าวสาร", 18500, stock=3000, cost=14000)
    before = _words(shop)
    first = bring_in(shop.office, write(tmp_path / "a.csv", FILE), counted=True)
    dearer = [COLUMNS, ["เกลือ", "8850000000047", "15", "8", "9", "เครื่องปรุง", ""]]
    second = bring_in(shop.office, write(tmp_path / "b.csv", dearer), counted=True)
    with pytest.raises(Conflict):
        importing.take_back(shop.office, first.batch)
    for one in (second, first):
        importing.take_back(shop.office, one.batch)
    assert _words(shop) == before
    assert _last(shop) is None


def test_what_is_shown_is_taken_back_though_a_later_import_was_cut_half_way(shop: Shop, tmp_path: Path) -> None:
    def cut(done: int, total: int) -> None:
        if done * 10 > total * 6:
            raise KeyboardInterrupt

    earlier = bring_in(shop.office, write(tmp_path / "a.csv", [COLUMNS, ["น้ำปลา", "", "30", "", "4", "", ""]]))
    with pytest.raises(KeyboardInterrupt):
        importing.run(shop.office, importing.plan(many(tmp_path / "many.csv", 500)), progress=cut)
    shown = _last(shop)
    assert shown is not None
    assert (shown.batch, shown.created) == (earlier.batch, 1)
    assert importing.take_back(shop.office, shown.batch) == 1
    assert len(shelf(shop.office)) == 500
    rest = _last(shop)
    assert rest is not None
    assert importing.take_back(shop.office, rest.batch) == 500
    assert shelf(shop.office) == {}
    assert shop.check().ok
