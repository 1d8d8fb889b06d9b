"""Orders of a WooCommerce shop as strangers' plugins leave them: odd members are kept aside and the others go on."""

import copy
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.shop.channels import Offline, OrderPage, Rejected, RemoteOrder, Retry
from shopdesk.sync.channels import answers
from shopdesk.sync.channels.woocommerce import mapping
from shopdesk.sync.channels.woocommerce.mapping import Place, Strange
from shopdesk.sync.channels.woocommerce.provinces import PROVINCES, province
from tests.sync.woo_shop import ANY, LONG_AGO, Line, Say, recorded, shop

ORDERS = "/wp-json/wc/v3/orders"
PLAIN: dict[str, Any] = recorded("order_set_processing")["json"]
NO_REFUND = {**PLAIN, "refunds": []}


@pytest.fixture(autouse=True)
def _no_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)


def changed(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    row: dict[str, Any] = copy.deepcopy(NO_REFUND)
    change(row)
    return row


def read(row: Any, *refunds: Any) -> RemoteOrder:
    return mapping.order(mapping.row_of(row), refunds)


def page(answer: Any, folder: Path, **headers: str) -> OrderPage:
    told = {"X-WP-Total": "9", "X-WP-TotalPages": "1", **headers}
    with shop([Say("GET", ORDERS, ANY, answer=answer, headers=told)]) as server:
        return Line(server.base, folder).channel.orders(LONG_AGO, "")


ODD: dict[str, Any] = {
    "no object": 7, "nothing": None, "a list": [], "an empty object": {},
    "an id of text": changed(lambda row: row.update(id="abc")),
    "an id below nothing": changed(lambda row: row.update(id=-3)),
    "an endless id": changed(lambda row: row.update(id=10**30)),
    "an id that is true": changed(lambda row: row.update(id=True)),
    "a total of words": changed(lambda row: row.update(total="much")),
    "a total beyond all": changed(lambda row: row.update(total="9" * 30)),
    "a total of a power": changed(lambda row: row.update(total="1e9")),
    "a total that is a list": changed(lambda row: row.update(total=["870.00"])),
    "no total": changed(lambda row: row.pop("total")),
    "a time of words": changed(lambda row: row.update(date_created_gmt="yesterday")),
    "a thirteenth month": changed(lambda row: row.update(date_modified_gmt="2026-13-01T00:00:00")),
    "no time": changed(lambda row: row.update(date_modified_gmt=None, date_created_gmt=None)),
    "lines that are text": changed(lambda row: row.update(line_items="none")),
    "a line that is text": changed(lambda row: row["line_items"].append("x")),
    "half a piece": changed(lambda row: row["line_items"][0].update(quantity=Decimal("0.5"))),
    "less than a piece": changed(lambda row: row["line_items"][0].update(quantity=-2)),
    "no piece": changed(lambda row: row["line_items"][0].update(quantity=0)),
    "a line without id": changed(lambda row: row["line_items"][0].pop("id")),
    "a line that gives money": changed(lambda row: row["line_items"][0].update(subtotal="-5.00", total="-5.00")),
    "a product of text": changed(lambda row: row["line_items"][0].update(product_id="x", variation_id="y")),
    "refunds of text": changed(lambda row: row.update(refunds="ten")),
}  # fmt: skip


def plain_json(value: Any) -> Any:
    """What JSON can say of it: a Decimal as a number with a point."""
    if isinstance(value, dict):
        return {key: plain_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain_json(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("name", ODD)
def test_one_odd_order_is_kept_aside_and_the_others_go_on(name: str, tmp_path: Path) -> None:
    told = page([plain_json(ODD[name]), {**NO_REFUND, "id": 23}], tmp_path)
    assert [order.remote for order in told.orders] == ["23"]
    (odd,) = told.unread
    assert odd.key
    assert odd.fix
    assert odd.why.format(**odd.values)
    assert len(odd.body) <= answers.LONGEST_BODY


def test_odd_orders_without_an_id_are_kept_apart(tmp_path: Path) -> None:
    keys = [one.key for one in page([1, 2, {"a": 1}], tmp_path).unread]
    assert len(set(keys)) == 3


HARMLESS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "words in the place of people": lambda row: row.update(billing="x", shipping=[]),
    "numbers in the place of words": lambda row: row.update(customer_note=5, payment_method=None),
    "nothing in the place of lists": lambda row: row.update(fee_lines=None, meta_data=None, refunds=None),
    "odd notes of plugins": lambda row: row.update(meta_data=[{"key": "_tracking_number", "value": {"a": 1}}]),
    "members nobody knows": lambda row: row.update(wonder={"deep": [[[1]]]}),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_odd_beside_the_order_hurts_nobody(name: str, tmp_path: Path) -> None:
    told = page([changed(HARMLESS[name])], tmp_path)
    assert ([one.remote for one in told.orders], told.unread) == (["22"], ())


@pytest.mark.parametrize("body", [b"{}", b'"x"', b"null", b"7", b'{"code": 5}'])
def test_an_answer_that_is_no_list_is_asked_for_again(body: bytes, tmp_path: Path) -> None:
    with pytest.raises(Retry, match="not what was asked"):
        page(body, tmp_path)


@pytest.mark.parametrize("body", [b'[{"id": 1, "id": 2}]', b"[", b"[NaN]", b"[" * 99, b"Error establishing", b"\xff"])
def test_a_text_that_is_no_json_is_asked_for_again(body: bytes, tmp_path: Path) -> None:
    with pytest.raises(Retry):
        page(body, tmp_path)


def test_a_page_in_place_of_the_list_is_somebody_else(tmp_path: Path) -> None:
    for body in (b"<!DOCTYPE html><html>Maintenance</html>", b"<br />\n<b>Warning</b>: foo in bar.php<br />[]"):
        with pytest.raises(Offline):
            page(body, tmp_path)


TOTALS = ("-1", "many", "9" * 400, "๑", "")


@pytest.mark.parametrize("pages", TOTALS)
def test_pages_nobody_counted_end_with_a_page_that_is_not_full(pages: str, tmp_path: Path) -> None:
    header = pages if pages.isascii() else "x"
    assert page([NO_REFUND], tmp_path, **{"X-WP-TotalPages": header}).next.startswith("trash|")


def at(second: int, number: int) -> dict[str, Any]:
    return {"id": number, "date_modified_gmt": f"2026-11-22T10:00:{second:02d}"}


def test_reading_goes_on_from_the_last_change_while_pages_slide() -> None:
    start = Place("any", "2026-11-22T09:00:00")
    onward = start.next([at(1, 1), at(5, 2)], 3, start.after)
    assert onward == Place("any", "2026-11-22T10:00:04")
    assert Place.read(onward.cursor) == onward


def test_within_one_second_it_goes_on_by_page() -> None:
    place = Place("any", "2026-11-22T10:00:04")
    onward = place.next([at(5, 1), at(5, 2)], 3, "x")
    assert onward == Place("any", "2026-11-22T10:00:04", 2)
    assert onward.next([at(5, 3)], 3, "x") == Place("any", "2026-11-22T10:00:04", 3)


def test_a_list_out_of_order_is_read_by_page() -> None:
    place = Place("any", "2026-11-22T09:00:00")
    for rows in ([at(9, 1), at(3, 2)], [at(1, 1), {"id": 2}], [at(1, 1), 7]):
        assert place.next(rows, 2, "x") == Place("any", "2026-11-22T09:00:00", 2)


def test_after_the_last_page_comes_the_trash_and_then_the_end() -> None:
    since = "2026-11-22T09:00:00"
    assert Place("any", "2026-11-22T10:00:00").next([at(1, 1)], 1, since) == Place("trash", since)
    assert Place("any", since).next([], 5, since) == Place("trash", since)
    assert Place("trash", since).next([at(1, 1)], 1, since) is None


@pytest.mark.parametrize("cursor", ["x", "any|now|1", "any|2026-11-22T09:00:00|0", "all|2026-11-22T09:00:00|1"])
def test_a_place_nobody_gave_is_refused(cursor: str, tmp_path: Path) -> None:
    with pytest.raises(Rejected):
        Line("http://127.0.0.1:9", tmp_path).channel.orders(LONG_AGO, cursor)


def test_an_order_told_twice_in_one_reading_is_taken_once(tmp_path: Path) -> None:
    rows = [NO_REFUND, NO_REFUND, changed(lambda row: row.update(date_modified_gmt="2026-11-22T19:00:00"))]
    assert len(page(rows, tmp_path).orders) == 2


def test_a_page_that_could_not_be_stored_is_told_again_whole(tmp_path: Path) -> None:
    headers = {"X-WP-TotalPages": "2"}
    answers = [Say("GET", ORDERS, ANY, answer=[NO_REFUND], headers=headers) for _twice in range(2)]
    with shop(answers) as server:
        own = Line(server.base, tmp_path).channel
        cursor = "any|2026-11-22T10:00:00|1"
        assert own.orders(LONG_AGO, cursor) == own.orders(LONG_AGO, cursor)


def test_a_failed_payment_that_may_be_tried_again_is_not_the_shops_yet() -> None:
    card = changed(lambda row: row.update(status="failed", payment_method="omise_promptpay", date_paid_gmt=None))
    assert mapping.is_not_yet(card)
    for change in ({"date_paid_gmt": "2026-11-22T19:00:00"}, {"payment_method": "bacs"}):
        assert not mapping.is_not_yet({**card, **change})
    assert read(card).state == "cancelled"


def test_what_was_sent_once_stays_sent_when_money_goes_back_or_it_is_thrown_away() -> None:
    sent = {"date_completed_gmt": "2026-11-22T19:00:00"}
    assert read({**NO_REFUND, **sent, "status": "refunded"}).state == "returned"
    assert read({**NO_REFUND, **sent, "status": "trash"}).state == "completed"


def line(**more: Any) -> dict[str, Any]:
    plain = {"id": 6, "name": "ไข่", "product_id": 19, "variation_id": 0, "quantity": 3, "subtotal": "100.00",
             "subtotal_tax": "0.00", "total": "100.00", "total_tax": "0.00", "sku": "EGG", "taxes": []}  # fmt: skip
    return {**plain, **more}


def order(*lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**NO_REFUND, "line_items": list(lines), "shipping_total": "0.00", "total": "100.00", **more}


def pays(told: RemoteOrder) -> int:
    """What the buyer pays for the goods that are sent."""
    return sum(one.price * (one.quantity - one.cancelled) for one in told.lines) - told.discount


def test_three_for_a_hundred_baht_come_to_a_hundred_baht() -> None:
    told = read(order(line()))
    assert (told.lines[0].price, told.goods, told.discount, pays(told)) == (3_334, 10_002, 2, 10_000)


def test_tax_on_top_and_coupons_are_in_what_the_buyer_pays() -> None:
    told = read(order(line(subtotal="100.00", subtotal_tax="7.00", total="80.00", total_tax="5.60"), total="85.60"))
    assert (pays(told), told.goods - told.discount) == (8_560, 8_560)
    assert told.total == 8_560


def test_fees_are_beside_the_goods_and_gifts_are_a_discount() -> None:
    fees = [{"total": "20.00", "total_tax": "0.00"}, {"total": "-15.00", "total_tax": "0.00"}]
    told = read(order(line(), fee_lines=fees, shipping_total="40.00", shipping_tax="2.80", total="147.80"))
    assert (told.shipping, pays(told)) == (6_280, 8_500)
    assert told.goods - told.discount + told.shipping == told.total


def back(amount: str, pieces: int = 0, **more: Any) -> dict[str, Any]:
    gone = {"id": 9, "quantity": -pieces, "total": f"-{amount}",
            "meta_data": [{"key": "_refunded_item_id", "value": "6"}]}  # fmt: skip
    return {"id": 23, "amount": amount, "line_items": [gone] if pieces else [], **more}


def test_pieces_that_went_back_are_cancelled_and_their_money_is_not_paid() -> None:
    row = order(line(quantity=4, subtotal="100.00"), refunds=[{"id": 23}])
    told = read(row, back("25.00", 1), back("10.00"))
    assert (told.lines[0].cancelled, pays(told), told.total) == (1, 6_500, 6_500)


def test_more_that_went_back_than_there_was_never_turns_the_money_round() -> None:
    told = read(order(line(), refunds=[{"id": 1}]), back("900.00", 9))
    assert (told.lines[0].cancelled, told.discount, told.total) == (3, 0, 0)


def test_postage_that_went_back_is_no_discount_on_the_goods() -> None:
    row = order(line(), shipping_total="40.00", total="140.00", refunds=[{"id": 1}])
    shipping = {"shipping_lines": [{"total": "-40.00", "total_tax": "0.00"}]}
    assert pays(read(row, back("40.00", **shipping))) == 10_000


def test_refunds_are_read_before_an_order_is(tmp_path: Path) -> None:
    row = order(line(quantity=4), refunds=[{"id": 23, "total": "-25.00"}])
    script = [
        Say("GET", ORDERS, ANY, answer=[row], headers={"X-WP-TotalPages": "1"}),
        Say("GET", f"{ORDERS}/22/refunds", [("per_page", "100"), ("page", "1")], answer=[back("25.00", 1)]),
    ]
    with shop(script) as server:
        (told,) = Line(server.base, tmp_path).channel.orders(LONG_AGO, "").orders
    assert told.lines[0].cancelled == 1


def test_pieces_are_given_back_with_their_tax_and_nothing_else_moves(tmp_path: Path) -> None:
    row = order(line(quantity=4, subtotal="400.00", total="400.00", taxes=[{"id": 3, "total": "28.00"}]))
    gone = {
        "amount": "107.00", "reason": "ขายหมดแล้ว", "api_refund": False, "api_restock": False,
        "line_items": [{"id": 6, "quantity": 1, "refund_total": 100.0, "refund_tax": [{"id": 3, "refund_total": 7.0}]}],
    }  # fmt: skip
    script = [Say("GET", f"{ORDERS}/22", answer=row), Say("POST", f"{ORDERS}/22/refunds", body=gone, answer={})]
    with shop(script) as server:
        own = read(row).lines[0]
        one = type(own)(own.ids, own.sku, own.name, 1, own.price)
        Line(server.base, tmp_path).channel.cancel("22", [one], "out_of_stock")


def test_a_person_is_read_from_either_address() -> None:
    told = read(changed(lambda row: row.update(shipping={})))
    assert (told.buyer, told.phone, told.address["province"]) == ("สมหญิง ใจดี", "0812345678", "เชียงใหม่")
    shop_of = {"first_name": "", "last_name": "", "company": "ร้านใจดี", "address_1": "1", "address_2": "ตำบลสุเทพ"}
    other = read(changed(lambda row: row.update(shipping=shop_of))).address
    assert (other["name"], other["subdistrict"], other["street"]) == ("ร้านใจดี", "ตำบลสุเทพ", "1")


def test_every_province_has_its_name() -> None:
    assert len(PROVINCES) == len(set(PROVINCES.values())) == 77
    assert [province(code) for code in ("TH-10", "th-38", "TH-96", "Vientiane", "")] == [
        "กรุงเทพมหานคร", "บึงกาฬ", "นราธิวาส", "Vientiane", "",
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["1,000.00", "๑๐", "1.", ".5", "+5", " 5", "NaN", "0x10", "5e2", True, None, []])
def test_money_is_read_as_the_shop_writes_it_and_no_other_way(value: Any) -> None:
    with pytest.raises(Strange):
        mapping.satang(value, "total")


MONEY = {"260.00": 26_000, "260": 26_000, "0.005": 1, "0.004": 0, "-10.00": -1_000, "": 0, 300: 30_000}


@pytest.mark.parametrize(("told", "satang"), MONEY.items())
def test_money_is_exact(told: Any, satang: int) -> None:
    assert mapping.satang(told, "total") == satang
