"""Goods at a WooCommerce shop: said in its own units and words, taken over, refused, and answered strangely."""

from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.shop.channels import Outcome, Rejected, Retry, Unknown, Write
from shopdesk.sync.channels.woocommerce import goods
from tests.sync.woo_shop import ANY, Line, Say, draft, recorded, shop


@pytest.fixture(autouse=True)
def _no_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)


UNITS = {
    ("kg", "cm"): ("0.5", "30"), ("g", "mm"): ("500", "300"), ("lbs", "in"): ("1.1023", "11.811"),
    ("oz", "m"): ("17.637", "0.3"), ("stone", "ell"): ("0.5", "30"),
}  # fmt: skip


@pytest.mark.parametrize(("told", "wanted"), UNITS.items())
def test_size_and_weight_are_said_in_the_shops_own_units(told: tuple[str, str], wanted: tuple[str, str]) -> None:
    settings = [
        {"id": "woocommerce_weight_unit", "value": told[0]},
        {"id": "woocommerce_dimension_unit", "value": told[1]},
        7,
    ]
    body = goods.product(draft("A"), goods.measures(settings))
    assert (body["weight"], body["dimensions"]["length"]) == wanted


def test_words_are_shown_as_they_were_written() -> None:
    body = goods.product(draft("A", description="1 < 2 & 3\nไข่\n\n<script>"), goods.Measures())
    assert body["description"] == "<p>1 &lt; 2 &amp; 3<br />ไข่</p><p>&lt;script&gt;</p>"
    assert "images" not in body
    assert goods.product(draft("A", preorder_days=20), goods.Measures())["short_description"].count("20") == 1


def test_a_tree_of_categories_is_walked_even_where_it_bites_its_tail() -> None:
    rows = [
        {"id": 1, "name": "ของกิน &amp; ของใช้", "parent": 0}, {"id": 2, "name": "ไข่", "parent": 1},
        {"id": 3, "name": "a", "parent": 4}, {"id": 4, "name": "b", "parent": 3}, {"id": "x"}, 7, None,
    ]  # fmt: skip
    told = {one.id: one.path for one in goods.categories(rows)}
    assert (told["1"], told["2"]) == ("ของกิน & ของใช้", "ของกิน & ของใช้ > ไข่")
    assert set(told) == {"1", "2", "3", "4"}


PRODUCTS = "/wp-json/wc/v3/products"
STRANGE_GOODS = [7, {"id": "x", "sku": "A"}, {"id": 5, "sku": "A", "regular_price": "much"}, {"id": 6, "sku": "B"}]


def test_goods_that_cannot_be_read_are_passed_over(tmp_path: Path) -> None:
    rows = [*STRANGE_GOODS, {"id": 7, "sku": "A", "regular_price": "", "manage_stock": "parent", "stock_quantity": 3}]
    with shop([Say("GET", PRODUCTS, [("sku", "A"), ("per_page", "100"), ("page", "1")], answer=rows)]) as server:
        (unit,) = Line(server.base, tmp_path).channel.find(["A"])
    assert (unit.remote, unit.price, unit.stock) == ("7", None, None)


def asked(skus: str, *found: str) -> Say:
    rows = [{"id": n + 1, "sku": sku, "regular_price": "5"} for n, sku in enumerate(found)]
    return Say("GET", PRODUCTS, [("sku", skus), ("per_page", "100"), ("page", "1")], answer=rows)


def test_codes_are_asked_for_together_and_one_by_one_where_a_shop_takes_no_list(tmp_path: Path) -> None:
    with shop([asked("A,B", "B", "A")]) as server:
        assert [one.seller_sku for one in Line(server.base, tmp_path).channel.find(["A", "B", "A"])] == ["A", "B"]
    with shop([asked("A,B"), asked("A"), asked("B", "B")]) as server:
        assert [one.seller_sku for one in Line(server.base, tmp_path).channel.find(["A", "B"])] == ["B"]
    with shop([asked("A,1", "A,1")]) as server:
        assert len(Line(server.base, tmp_path).channel.find(["A,1"])) == 1


def test_a_duplicate_is_taken_over_by_its_number(tmp_path: Path) -> None:
    dup = recorded("err_dup_sku")["json"]
    mine = {"id": 19, "sku": "A", "type": "simple", "status": "publish", "regular_price": "5", "permalink": "http://x/"}
    plain = draft("A", description="")
    script = [
        Say("GET", "/wp-json/wc/v3/settings/products", answer=[]),
        Say("POST", PRODUCTS, body=ANY, answer=dup, status=400),
        Say("GET", PRODUCTS, ANY, answer=[mine]),
        Say("GET", f"{PRODUCTS}/19", answer={**mine, "status": "draft", "type": "bundle"}),
        Say("PUT", f"{PRODUCTS}/19", body={
            "name": plain.title, "description": "", "meta_data": [{"key": "_coop_uid", "value": "p-0001"}],
            "categories": [{"id": 15}], "sku": "A", "regular_price": "250.00", "manage_stock": True, "backorders": "no",
            "weight": "0.5", "dimensions": {"length": "30", "width": "20", "height": "20.5"}, "status": "publish",
        }, answer=mine),
    ]  # fmt: skip
    with shop(script) as server:
        made = Line(server.base, tmp_path).channel.create(plain)
    assert (made.remote, made.units, made.link) == ("19", {"A": "19"}, "http://x/")


def test_what_its_owner_hid_is_not_shown_by_new_words(tmp_path: Path) -> None:
    hidden = {"id": 19, "type": "simple", "status": "draft", "meta_data": [{"key": "_coop_uid", "value": "p-0001"}]}
    script = [
        Say("GET", f"{PRODUCTS}/19", answer=hidden),
        Say("GET", "/wp-json/wc/v3/settings/products", answer=[]),
        Say("PUT", f"{PRODUCTS}/19", body=ANY, answer=hidden),
    ]
    with shop(script) as server:
        told = Line(server.base, tmp_path).channel.update(draft("A", remote="19"))
    assert (told.live, told.state) == (False, "draft")


def test_what_its_owner_threw_away_is_told_as_gone(tmp_path: Path) -> None:
    thrown = Say("GET", f"{PRODUCTS}/19", answer={"id": 19, "status": "trash"})
    with shop([thrown]) as server, pytest.raises(Rejected, match="no longer"):
        Line(server.base, tmp_path).channel.update(draft("A", remote="19"))


@pytest.mark.parametrize(("base", "photos"), [("https://shop.example", True), ("http://shop.example:80", False)])
def test_an_application_password_never_goes_over_an_open_line(base: str, photos: bool, tmp_path: Path) -> None:
    own = Line(base, tmp_path, user="admin", password="abcd EFGH 1234 ijkl MNOP 6789").channel
    assert (own.rules.most_photos > 0) == photos
    if not photos:
        assert own.upload_photo(b"\xff\xd8\xff") == ""


def stock_answer(answer: Any, folder: Path) -> list[Outcome]:
    body = {"update": [{"id": 19, "manage_stock": True, "stock_quantity": 4}]}
    with shop([Say("POST", f"{PRODUCTS}/batch", body=body, answer=answer)]) as server:
        return list(Line(server.base, folder).channel.set_stock([Write("19", "19", "A", 4)]))


def test_what_a_batch_leaves_out_has_no_outcome(tmp_path: Path) -> None:
    assert stock_answer({"update": []}, tmp_path) == []
    assert stock_answer({"update": [{"id": 20}, 7, {"id": 19, "stock_quantity": 4}]}, tmp_path) == [Outcome("A")]


@pytest.mark.parametrize("error", [{}, "no", {"code": 5, "message": []}, {"code": "x", "data": {"params": {"a": 1}}}])
def test_a_member_that_was_refused_strangely_is_refused(error: Any, tmp_path: Path) -> None:
    (told,) = stock_answer({"update": [{"id": 19, "error": error}]}, tmp_path)
    assert isinstance(told.problem, Rejected)


@pytest.mark.parametrize("answer", [[], {}, {"update": {}}, None, b"<html>"])
def test_a_batch_that_answers_something_else_is_in_doubt(answer: Any, tmp_path: Path) -> None:
    try:
        told = stock_answer(answer, tmp_path)
    except Retry:
        return
    assert [type(one.problem) for one in told] == [Unknown]


def test_a_unit_without_a_number_is_not_asked_about(tmp_path: Path) -> None:
    (told,) = Line("http://127.0.0.1:9", tmp_path).channel.set_price([Write("x", "../y", "A", 4)])
    assert isinstance(told.problem, Rejected)


def test_made_goods_whose_answer_names_no_number_are_in_doubt(tmp_path: Path) -> None:
    script = [Say("GET", "/wp-json/wc/v3/settings/products", answer={}), Say("POST", PRODUCTS, body=ANY, answer=[])]
    with shop(script) as server, pytest.raises(Unknown):
        Line(server.base, tmp_path).channel.create(draft("A"))
