"""The Lazada channel against the practice marketplace over real HTTP: sign-in, listings, stock, prices, trouble."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from shopdesk.practice.server import Practice
from shopdesk.shop.channels import NeedsLogin, Offline, Rejected, Retry, Unknown
from shopdesk.sync.channels.lazada import channel, client
from tests.sync.lazada_shop import LONG_AGO, UID, Line
from tests.sync.market import BACK, draft, photo


@pytest.fixture
def line(practice: Practice, tmp_path: Path) -> Line:
    return Line(practice, tmp_path)


def test_a_person_signs_in_with_a_browser_and_pastes_the_address(practice: Practice, tmp_path: Path) -> None:
    line = Line(practice, tmp_path, signed_in=False)
    with pytest.raises(NeedsLogin):
        line.channel.seller()
    wish = line.channel.sign_in(BACK, "s-42")
    asked = parse_qs(urlsplit(wish.page).query)
    assert asked["redirect_uri"] == [BACK]
    assert asked["state"] == ["s-42"] == [wish.state]
    seller = line.channel.finish_sign_in(f"  {line.agreed('s-42')}\n", "s-42")
    assert (seller.shop, seller.place, seller.active) == (str(line.control.seller()["seller"]), "th", True)
    kept = line.vault.get(UID)
    assert kept["country"] == "th"
    assert kept["access"]
    assert kept["refresh"]


def test_an_address_of_another_sign_in_or_without_one_is_refused(practice: Practice, tmp_path: Path) -> None:
    line = Line(practice, tmp_path, signed_in=False)
    address = line.agreed("mine")
    for bad in (
        "",
        "https://shop.example.com/back",
        f"{BACK}?code=a&code=b",
        "http://[",
        address.replace("mine", "his"),
    ):
        with pytest.raises(Rejected):
            line.channel.finish_sign_in(bad, "mine")
    assert practice.store.effects.get("tokens made", 0) == 0
    line.channel.finish_sign_in(address, "mine")


def test_a_code_used_twice_is_told_plainly_and_the_first_sign_in_stays(practice: Practice, tmp_path: Path) -> None:
    line = Line(practice, tmp_path, signed_in=False)
    address = line.agreed("s")
    line.channel.finish_sign_in(address, "s")
    with pytest.raises(NeedsLogin, match="used already"):
        line.channel.finish_sign_in(address, "s")
    assert line.channel.seller().active


def test_a_platform_that_sends_no_state_back_is_signed_in_all_the_same(practice: Practice, tmp_path: Path) -> None:
    line = Line(practice, tmp_path, signed_in=False)
    assert line.channel.finish_sign_in(f"{BACK}?code={line.control.code()}", "s").active


def test_another_shop_is_refused_and_the_own_tokens_stay(line: Line) -> None:
    own = line.channel.seller()
    before = line.vault.get(UID)
    line.account = replace(line.account, shop=own.shop)
    line.channel = channel.open(line.account, line.vault, line.door, line.now)
    other = int(line.control.new_seller()["seller"])
    with pytest.raises(Rejected, match="another shop"):
        line.channel.finish_sign_in(f"{BACK}?code={line.control.code(other)}", "s")
    assert line.vault.get(UID) == before
    assert line.channel.finish_sign_in(line.agreed("s"), "s") == own


def test_a_token_that_ends_between_two_calls_is_renewed_once(line: Line) -> None:
    first = line.vault.get(UID)
    line.control.expire_token()
    assert line.channel.seller().active
    kept = line.vault.get(UID)
    assert kept["access"] != first["access"]
    assert kept["refresh"] != first["refresh"]
    assert line.practice.store.effects["tokens refreshed"] == 1


def test_tokens_are_renewed_at_half_their_life(line: Line) -> None:
    line.ahead = timedelta(days=16)
    line.control.clock(16 * 86_400)
    assert line.channel.seller().active
    assert line.practice.store.effects["tokens refreshed"] == 1


def test_a_sign_in_that_was_taken_back_needs_a_person(line: Line) -> None:
    line.control.revoke()
    with pytest.raises(NeedsLogin):
        line.channel.orders(LONG_AGO, "")
    line.sign_in()
    assert line.channel.orders(LONG_AGO, "").orders == ()


def test_a_wrong_secret_and_a_wrong_clock_say_what_to_do(line: Line) -> None:
    line.ahead = timedelta(hours=3)
    with pytest.raises(Retry, match="clock"):
        line.channel.seller()
    line.ahead = timedelta(0)
    line.vault.change(UID, secret="another secret")
    with pytest.raises(Rejected, match="secret") as told:
        line.channel.seller()
    assert told.value.fix == "Copy both again."


def test_a_shop_that_was_closed_needs_a_person(line: Line) -> None:
    line.control.seller_status("INACTIVE")
    with pytest.raises(NeedsLogin, match="closed"):
        line.channel.seller()


def test_throttling_names_the_time_to_wait(line: Line) -> None:
    line.control.fault("throttle", "/seller/get")
    with pytest.raises(Retry) as told:
        line.channel.seller()
    assert told.value.after == timedelta(seconds=1)
    assert line.channel.seller().active


def test_categories_are_leaves_in_thai_and_a_title_suggests_some(line: Line) -> None:
    told = {one.id: one.path for one in line.channel.categories("th")}
    assert told["10002019"] == "บ้านและงานฝีมือ > เครื่องจักสาน > ตะกร้า"
    assert "10002010" not in told
    assert [one.id for one in line.channel.suggest("ตะกร้าไม้ไผ่")] == ["10002019"]
    assert line.channel.suggest("zzz") == []
    with pytest.raises(Rejected, match="category"):
        line.channel.attributes("10002010", "th")


def test_a_category_asks_only_for_what_the_draft_does_not_say(line: Line) -> None:
    told = {one.id: one for one in line.channel.attributes("10000021", "th")}
    assert told["shelf_life"].required
    assert told["shelf_life"].kind == "number"
    assert told["storage"].options == (("Room Temperature", "อุณหภูมิห้อง"), ("Chilled", "แช่เย็น"))
    assert told["net_weight"].for_variants
    assert not told["brand"].required
    assert not {"name", "price", "SellerSku", "package_weight"} & set(told)


def test_a_listing_is_made_found_changed_paused_resumed_and_removed(line: Line) -> None:
    made = line.offer("BSK-001")
    assert (made.live, made.state) == (True, "Active")
    assert made.link.endswith(f"/shop/{made.remote}")
    unit = line.channel.find(["BSK-001", "NONE"])[0]
    assert (unit.listing, unit.remote, unit.price, unit.stock) == (made.remote, made.units["BSK-001"], 25_000, 9)
    own = draft("BSK-001", remote=made.remote, title="ตะกร้าใหม่", photos=[line.channel.upload_photo(photo(90))])
    own = replace(own, units=[replace(own.units[0], price=99_900, weight=700, remote=made.units["BSK-001"])])
    line.channel.update(own)
    assert line.control.products()[0]["name"] == "ตะกร้าใหม่"
    assert line.channel.find(["BSK-001"])[0].price == 25_000
    line.channel.pause(made.remote, [])
    line.channel.pause(made.remote, list(made.units.values()))
    assert line.control.products()[0]["status"] == "InActive"
    line.channel.resume(made.remote, list(made.units.values()))
    assert line.control.products()[0]["status"] == "Active"
    for _twice in range(2):
        line.channel.remove(made.remote, list(made.units.values()))
    assert line.channel.find(["BSK-001"]) == []


def test_sizes_are_told_apart_by_what_the_category_offers_for_it(line: Line) -> None:
    made = line.offer("BSK-S", "BSK-M", "BSK-L")
    assert set(made.units) == {"BSK-S", "BSK-M", "BSK-L"}
    assert len(line.channel.find(list(made.units))) == 3
    line.channel.remove(made.remote, [made.units["BSK-S"], made.units["BSK-M"]])
    line.channel.remove(made.remote, [made.units["BSK-M"], made.units["BSK-L"]])
    assert line.channel.find(list(made.units)) == []


@pytest.mark.parametrize("first", [("BSK-S",), ("BSK-S", "BSK-M")])
def test_a_size_that_comes_later_is_put_beside_the_others_once(line: Line, first: tuple[str, ...]) -> None:
    made = line.offer(*first)
    own = draft("BSK-S", "BSK-M", "BSK-L", remote=made.remote, photos=[line.channel.upload_photo(photo())])
    own = replace(own, units=[replace(one, remote=made.units.get(one.seller_sku, "")) for one in own.units])
    told = line.channel.update(own)
    assert set(told.units) == {"BSK-S", "BSK-M", "BSK-L"}
    assert line.channel.update(own).units == told.units
    assert len(line.control.products()[0]["skus"]) == 3


def test_a_refused_listing_says_why_in_plain_words(line: Line) -> None:
    with pytest.raises(Rejected) as told:
        line.channel.create(draft("BSK-001"))
    assert (told.value.why, told.value.fix) == ("The main photo is missing.", "Add a photo.")
    with pytest.raises(Rejected, match="category asks for is missing") as told:
        line.offer("NAM-1", category="10000021")
    assert "shelf_life" in told.value.detail
    line.offer("NAM-1", category="10000021", attributes={"shelf_life": 90})


def test_the_lost_answer_to_a_new_listing_is_looked_for_and_nothing_is_made_twice(line: Line) -> None:
    line.control.fault("drop_after", "/product/create")
    with pytest.raises(Unknown):
        line.offer("BSK-001")
    assert [one.seller_sku for one in line.channel.find(["BSK-001"])] == ["BSK-001"]
    assert line.practice.store.effects["creates"] == 1


def test_stock_is_what_a_buyer_can_buy_beside_what_is_promised(line: Line) -> None:
    made = line.offer("BSK-001", stock=9)
    line.control.buy("BSK-001", 4)
    assert [one.problem for one in line.channel.set_stock([line.write(made, "BSK-001", 3)])] == [None]
    assert line.control.stock("BSK-001")["sellable"] == 3
    assert line.control.stock("BSK-001")["real"] == 7
    assert line.channel.find(["BSK-001"])[0].stock == 3
    line.channel.set_price([line.write(made, "BSK-001", 19_950)])
    assert line.control.stock("BSK-001")["price"] == 19_950


def test_a_batch_that_fails_in_part_ends_one_by_one(line: Line) -> None:
    a, b, c = line.offer("A"), line.offer("B"), line.offer("C")
    line.control.freeze("B", "11.11")
    gone = type(line.write(a, "A", 1))("999", "998", "GONE", 4)
    told = line.channel.set_stock([line.write(a, "A", 1), line.write(b, "B", 2), line.write(c, "C", 3), gone])
    problems = {one.seller_sku: one.problem for one in told}
    assert problems["A"] is None
    assert problems["C"] is None
    assert isinstance(problems["B"], Rejected)
    assert problems["B"].why == "A campaign holds the stock for now."
    assert isinstance(problems["GONE"], Rejected)
    assert [line.control.stock(sku)["sellable"] for sku in "ABC"] == [1, 9, 3]
    again = line.channel.set_stock([line.write(b, "B", 9), gone])
    assert again[0].problem is None


@pytest.mark.parametrize("kind", ["drop_after", "cut", "html"])
def test_a_write_whose_answer_is_lost_is_in_doubt_and_said_again(line: Line, kind: str) -> None:
    made = line.offer("A")
    line.control.fault(kind, "/stock/sellable/update")
    with pytest.raises(Offline if kind == "html" else Unknown):
        line.channel.set_stock([line.write(made, "A", 2)])
    line.channel.set_stock([line.write(made, "A", 2)])
    assert line.control.stock("A")["sellable"] == 2


@pytest.mark.parametrize("code", ["ServiceTimeout", "6", "513", "1000", "4159"])
def test_trouble_behind_the_gateway_is_tried_again(line: Line, code: str) -> None:
    line.control.fault("code", "/seller/get", code=code)
    with pytest.raises(Retry):
        line.channel.seller()
    line.control.fault("code", "/product/create", code=code)
    with pytest.raises(Unknown):
        line.offer("A")


def test_a_code_nobody_knows_is_a_refusal_with_the_platforms_word(line: Line) -> None:
    line.control.fault("code", "/seller/get", code="NewThing", message="Something new")
    with pytest.raises(Rejected, match="refuses") as told:
        line.channel.seller()
    assert told.value.detail == "NewThing Something new"
    assert told.value.fix


def test_a_brand_is_sent_by_its_number_and_where_that_is_unknown_by_its_name(line: Line) -> None:
    line.offer("A", attributes={"brand": "Doi Kham"})
    with pytest.raises(Rejected, match="brand"):
        line.offer("B", attributes={"brand": "Nobody Knows"})
    line.channel = channel.open(line.account, line.vault, line.door, line.now)
    line.control.fault("code", "/brands/query", code="InsufficientPermission")
    line.offer("C", attributes={"brand": "ดอยคำ"})


def test_each_country_with_a_host_can_be_tried_and_has_its_money() -> None:
    spoken = {*channel.RULES.places, *dict(channel.RULES.elsewhere)}
    assert spoken == set(client.HOSTS) == set(client.MONEY)
