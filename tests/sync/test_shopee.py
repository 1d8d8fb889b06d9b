"""The Shopee channel against the practice marketplace over real HTTP: sign-in, listings, stock, prices, trouble."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from shopdesk.base import clock
from shopdesk.practice.server import Practice
from shopdesk.shop.channels import NeedsLogin, Offline, Rejected, Retry, Unknown, Write
from shopdesk.sync import tokens
from shopdesk.sync.acting import NotYet
from tests.sync.market import BACK, draft, photo
from tests.sync.shopee_shop import UID, Line


@pytest.fixture
def line(practice: Practice, tmp_path: Path) -> Line:
    return Line(practice, tmp_path)


def test_a_person_signs_in_with_a_browser_and_pastes_the_address(practice: Practice, tmp_path: Path) -> None:
    line = Line(practice, tmp_path, signed_in=False)
    with pytest.raises(NeedsLogin):
        line.channel.seller()
    wish = line.channel.sign_in(BACK, "s-42")
    assert parse_qs(urlsplit(wish.page).query)["redirect"] == [f"{BACK}?state=s-42"]
    seller = line.channel.finish_sign_in(f"  {line.agreed('s-42')}\n", "s-42")
    assert (seller.shop, seller.place, seller.active) == (str(line.seller), "th", True)
    kept = line.vault.get(UID)
    assert kept["shop"] == str(line.seller)
    assert kept["access"]
    assert kept["refresh"]
    assert abs(int(kept["until"]) - int(kept["from"]) - 4 * 3_600_000) < 1_000
    assert abs(int(kept["refresh_until"]) - int(kept["from"]) - 30 * 86_400_000) < 1_000


def test_an_address_of_another_sign_in_or_without_one_is_refused(practice: Practice, tmp_path: Path) -> None:
    line = Line(practice, tmp_path, signed_in=False)
    address = line.agreed("mine")
    for bad in (
        "", BACK, f"{BACK}?code=a", f"{BACK}?code=a&shop_id=x", f"{BACK}?code=a&code=b&shop_id=1", "http://[",
        f"{BACK}?code=a&main_account_id=7", address.replace("mine", "his"),
    ):  # fmt: skip
        with pytest.raises(Rejected):
            line.channel.finish_sign_in(bad, "mine")
    assert practice.store.effects.get("tokens made", 0) == 0
    line.channel.finish_sign_in(address, "mine")
    with pytest.raises(NeedsLogin, match="used already"):
        line.channel.finish_sign_in(address, "mine")
    assert line.channel.seller().active


def test_another_shop_is_refused_and_the_own_tokens_stay(line: Line) -> None:
    line.account = replace(line.account, shop=str(line.seller))
    line.open()
    before = line.vault.get(UID)
    other = int(line.control.new_seller("shopee")["seller"])
    with pytest.raises(Rejected, match="another shop"):
        line.channel.finish_sign_in(line.pasted(other), "s")
    assert line.vault.get(UID) == before
    assert line.channel.finish_sign_in(line.pasted(), "s").shop == str(line.seller)


def test_a_token_that_ends_between_two_calls_is_renewed_once(line: Line) -> None:
    first = line.vault.get(UID)
    line.control.expire_token()
    assert line.channel.seller().active
    kept = line.vault.get(UID)
    assert kept["access"] != first["access"]
    assert kept["refresh"] != first["refresh"]
    assert kept["shop"] == first["shop"]
    assert line.practice.store.effects["tokens refreshed"] == 1


def test_tokens_are_renewed_at_half_their_life(line: Line) -> None:
    line.ahead = timedelta(hours=2, minutes=1)
    line.control.clock(2 * 3_600 + 60)
    assert line.channel.seller().active
    assert line.practice.store.effects["tokens refreshed"] == 1


def test_the_leave_of_a_year_ends_though_tokens_are_renewed(line: Line) -> None:
    assert tokens.login_until(line.vault, UID) == clock.from_ms(int(line.vault.get(UID)["refresh_until"]))
    line.ahead = timedelta(days=350)
    line.vault.change(UID, refresh_until=str(clock.to_ms(line.now() + timedelta(days=30))))
    ends = tokens.login_until(line.vault, UID)
    assert ends is not None
    assert timedelta(days=13) < ends - line.now() < timedelta(days=15)


def test_a_sign_in_that_was_taken_back_needs_a_person(line: Line) -> None:
    line.control.revoke()
    with pytest.raises(NeedsLogin):
        line.orders()
    line.sign_in()
    assert line.orders() == []


def test_a_wrong_secret_and_a_wrong_clock_say_what_to_do(line: Line) -> None:
    line.ahead = timedelta(minutes=7)
    with pytest.raises(Retry, match="clock"):
        line.channel.seller()
    line.ahead = timedelta(0)
    line.vault.change(UID, secret="another secret")
    with pytest.raises(Rejected, match="secret") as told:
        line.channel.seller()
    assert told.value.fix == "Copy both again."


def test_a_line_whose_address_was_not_named_is_told_with_the_ways_out(line: Line) -> None:
    line.control.fault("code", "/shop/get_shop_info", code="source_ip_undeclared", message="Source IP is undeclared.")
    with pytest.raises(Rejected, match="internet address of this line") as told:
        line.channel.seller()
    assert told.value.fix == "Empty the app's IP list at Shopee, or use a line with a fixed address."


def test_a_shop_that_was_banned_needs_a_person(line: Line) -> None:
    line.control.seller_status("DELETED", line.seller)
    with pytest.raises(NeedsLogin, match="closed"):
        line.channel.seller()


def test_throttling_and_a_limit_for_the_day_name_the_time_to_wait(line: Line) -> None:
    line.control.fault("throttle", "/shop/get_shop_info")
    with pytest.raises(Retry):
        line.channel.seller()
    line.control.fault("code", "/shop/get_shop_info", code="error_rate_limit")
    with pytest.raises(Retry) as told:
        line.channel.seller()
    assert told.value.after == timedelta(minutes=1)
    line.control.fault("code", "/shop/get_shop_info", code="error_limit", message="daily limit")
    with pytest.raises(Retry) as told:
        line.channel.seller()
    assert told.value.after is not None
    assert timedelta(0) < told.value.after <= timedelta(days=1)
    assert line.channel.seller().active


def test_categories_are_leaves_in_thai(line: Line) -> None:
    told = {one.id: one.path for one in line.channel.categories("th")}
    assert told["10002019"] == "บ้านและงานฝีมือ > เครื่องจักสาน > ตะกร้า"
    assert "10002010" not in told
    assert line.channel.suggest("ตะกร้าไม้ไผ่") == []
    with pytest.raises(Rejected, match="category"):
        line.channel.attributes("10002010", "th")


def test_a_category_asks_for_what_it_needs_by_numbers_of_choices(line: Line) -> None:
    told = {one.label: one for one in line.channel.attributes("10000021", "th")}
    assert told["เก็บได้กี่วัน"].required
    assert told["วิธีเก็บ"].kind == "choice"
    assert [key for key, _name in told["วิธีเก็บ"].options] == ["31", "32"]
    with pytest.raises(Rejected, match="category asks for is missing"):
        line.offer("NAM-1", category="10000021")
    given = {told["เก็บได้กี่วัน"].id: 90, told["วิธีเก็บ"].id: "32"}
    assert line.offer("NAM-1", category="10000021", attributes=given).live


def test_a_listing_is_made_found_changed_paused_resumed_and_removed(line: Line) -> None:
    made = line.offer("BSK-001")
    assert (made.live, made.state) == (True, "NORMAL")
    unit = line.channel.find(["BSK-001", "NONE"])[0]
    assert (unit.listing, unit.remote, unit.price, unit.stock) == (made.remote, f"{made.remote}:0", 25_000, 9)
    own = draft("BSK-001", remote=made.remote, title="ตะกร้าใหม่", photos=[line.channel.upload_photo(photo(90))])
    own = replace(own, units=[replace(own.units[0], price=99_900, stock=1, weight=700, remote=unit.remote)])
    assert line.channel.update(own).units == made.units
    assert line.control.products()[0]["name"] == "ตะกร้าใหม่"
    assert (line.channel.find(["BSK-001"])[0].price, line.channel.find(["BSK-001"])[0].stock) == (25_000, 9)
    line.channel.pause(made.remote, [])
    line.channel.pause(made.remote, list(made.units.values()))
    assert line.control.products()[0]["status"] == "InActive"
    assert line.channel.find(["BSK-001"])[0].state == "UNLIST"
    line.channel.resume(made.remote, [])
    assert line.control.products()[0]["status"] == "Active"
    for _twice in range(2):
        line.channel.remove(made.remote, [])
    assert line.channel.find(["BSK-001"]) == []
    with pytest.raises(Rejected, match="does not know this listing"):
        line.channel.pause(made.remote, [])


def test_sizes_are_put_into_a_listing_that_sells_nothing_until_they_are(line: Line) -> None:
    made = line.offer("BSK-S", "BSK-M", "BSK-L", stock=4)
    assert set(made.units) == {"BSK-S", "BSK-M", "BSK-L"}
    found = {one.seller_sku: one for one in line.channel.find(list(made.units))}
    assert {sku: one.remote for sku, one in found.items()} == made.units
    assert {one.stock for one in found.values()} == {4}


def test_sizes_whose_making_was_lost_are_found_and_made_once(line: Line) -> None:
    line.control.fault("drop_before", "/product/init_tier_variation")
    with pytest.raises(Unknown):
        line.offer("BSK-S", "BSK-M", stock=4)
    half = line.channel.find(["BSK-S", "BSK-M"])
    assert [(one.seller_sku, one.stock) for one in half] == [("BSK-S", 0)]
    own = draft("BSK-S", "BSK-M", stock=4, remote=half[0].listing, photos=[line.channel.upload_photo(photo())])
    told = line.channel.update(own)
    assert set(told.units) == {"BSK-S", "BSK-M"}
    assert line.channel.update(own).units == told.units
    assert line.practice.store.effects["creates"] == 1
    assert {one.stock for one in line.channel.find(["BSK-S", "BSK-M"])} == {4}


def test_a_listing_the_platform_does_not_show_yet_waits_for_its_sizes(line: Line) -> None:
    line.control.fault("code", "/product/init_tier_variation", code="product.error_item_not_found")
    with pytest.raises(NotYet, match="does not show the new listing yet"):
        line.offer("BSK-S", "BSK-M")


def test_a_size_the_listing_has_no_place_for_is_told_plainly(line: Line) -> None:
    made = line.offer("BSK-S", "BSK-M")
    own = draft("BSK-S", "BSK-M", "BSK-L", remote=made.remote, photos=[line.channel.upload_photo(photo())])
    with pytest.raises(Rejected, match="new size cannot be put"):
        line.channel.update(own)


def test_a_listing_that_gets_its_second_size_later_names_both_anew(line: Line) -> None:
    made = line.offer("BSK-S")
    own = draft("BSK-S", "BSK-M", remote=made.remote, photos=[line.channel.upload_photo(photo())])
    told = line.channel.update(own)
    assert set(told.units) == {"BSK-S", "BSK-M"}
    assert made.units["BSK-S"] not in told.units.values()


def test_a_refused_listing_says_why_in_plain_words(line: Line) -> None:
    with pytest.raises(Rejected, match="photo"):
        line.channel.create(draft("BSK-001", photos=["x"]))
    with pytest.raises(Rejected, match="brand"):
        line.offer("BSK-001", attributes={"brand": "Nobody Knows"})
    assert line.offer("BSK-001", attributes={"brand": "ดอยคำ"}).live


def test_the_lost_answer_to_a_new_listing_is_looked_for_and_nothing_is_made_twice(line: Line) -> None:
    assert line.channel.find(["BSK-001"]) == []
    line.control.fault("drop_after", "/product/add_item")
    with pytest.raises(Unknown):
        line.offer("BSK-001")
    assert [one.seller_sku for one in line.channel.find(["BSK-001"])] == ["BSK-001"]
    assert line.practice.store.effects["creates"] == 1


def test_goods_are_read_whole_once_and_then_only_where_they_are_wanted(line: Line) -> None:
    for sku in ("A", "B", "C"):
        line.offer(sku)
    line.channel.find(["A"])
    before = line.control.calls().get("/api/v2/product/get_item_list", 0)
    for sku in ("A", "B", "C", "A"):
        assert [one.seller_sku for one in line.channel.find([sku])] == [sku]
    assert line.control.calls().get("/api/v2/product/get_item_list", 0) == before


def test_stock_is_what_a_buyer_can_buy_beside_what_is_promised(line: Line) -> None:
    made = line.offer("BSK-001", stock=9)
    line.control.buy("BSK-001", 4)
    assert [one.problem for one in line.channel.set_stock([line.write(made, "BSK-001", 3)])] == [None]
    assert line.control.stock("BSK-001")["sellable"] == 3
    assert line.channel.find(["BSK-001"])[0].stock == 3


def test_prices_are_rounded_to_the_baht_as_it_was_shown_before(line: Line) -> None:
    made = line.offer("A", "B")
    told = line.channel.set_price([line.write(made, "A", 19_950), line.write(made, "B", 20_049)])
    assert [one.problem for one in told] == [None, None]
    assert [line.control.stock(sku)["price"] for sku in "AB"] == [20_000, 20_000]
    assert [line.channel.rules.price(price) for price in (19_950, 20_049)] == [20_000, 20_000]


def test_a_batch_that_fails_in_part_ends_one_by_one(line: Line) -> None:
    sizes, c = line.offer("A", "B"), line.offer("C")
    line.control.freeze("B", "11.11")
    gone = Write("999", "999:0", "GONE", 4)
    told = line.channel.set_stock(
        [line.write(sizes, "A", 1), line.write(sizes, "B", 2), line.write(c, "C", 3), gone]
    )  # fmt: skip
    problems = {one.seller_sku: one.problem for one in told}
    assert problems["A"] is None
    assert problems["C"] is None
    assert isinstance(problems["B"], Rejected)
    assert problems["B"].why == "A campaign holds these goods for now."
    assert isinstance(problems["GONE"], Rejected)
    assert [line.control.stock(sku)["sellable"] for sku in "ABC"] == [1, 9, 3]


@pytest.mark.parametrize("kind", ["drop_after", "cut", "html"])
def test_a_write_whose_answer_is_lost_is_in_doubt_and_said_again(line: Line, kind: str) -> None:
    made = line.offer("A")
    line.control.fault(kind, "/product/update_stock")
    with pytest.raises(Offline if kind == "html" else Unknown):
        line.channel.set_stock([line.write(made, "A", 2)])
    line.channel.set_stock([line.write(made, "A", 2)])
    assert line.control.stock("A")["sellable"] == 2


@pytest.mark.parametrize("code", ["error_server", "common.error_inner", "error_network", "product.error_system_busy"])
def test_trouble_behind_the_gateway_is_tried_again(line: Line, code: str) -> None:
    line.control.fault("code", "/shop/get_shop_info", code=code)
    with pytest.raises(Retry):
        line.channel.seller()
    line.control.fault("code", "/product/add_item", code=code)
    with pytest.raises(Unknown):
        line.offer("A")


def test_an_error_nobody_knows_is_a_refusal_with_the_platforms_word(line: Line) -> None:
    line.control.fault("code", "/shop/get_shop_info", code="new.thing", message="Something new")
    with pytest.raises(Rejected, match="refuses") as told:
        line.channel.seller()
    assert (told.value.code, told.value.detail) == ("thing", "new.thing Something new")
    assert told.value.fix
