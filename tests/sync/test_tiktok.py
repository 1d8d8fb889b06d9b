"""The TikTok Shop channel against the practice marketplace over real HTTP: sign-in, listings, stock and prices."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from shopdesk.practice.server import Practice
from shopdesk.shop.channels import NeedsLogin, Offline, Rejected, Retry, Unknown, Write
from shopdesk.sync.acting import NotYet
from tests.sync.market import BACK, draft, photo
from tests.sync.tiktok_shop import TITLE, UID, Line

CREATE = "/product/202309/products"
STOCK, PRICES = "/inventory/update", "/prices/update"
SHOPS = "/authorization/202309/shops"


@pytest.fixture
def line(practice: Practice, tmp_path: Path) -> Line:
    return Line(practice, tmp_path)


def test_a_person_signs_in_with_a_browser_and_pastes_the_address(practice: Practice, tmp_path: Path) -> None:
    line = Line(practice, tmp_path, signed_in=False)
    with pytest.raises(NeedsLogin):
        line.channel.seller()
    wish = line.channel.sign_in(BACK, "s-42")
    asked = parse_qs(urlsplit(wish.page).query)
    assert (asked["service_id"], asked["state"]) == ([line.app["app_key"]], ["s-42"])
    seller = line.channel.finish_sign_in(f"  {line.agreed('s-42')}\n", "s-42")
    assert (seller.shop, seller.place, seller.active) == (str(line.seller), "th", True)
    kept = line.vault.get(UID)
    assert kept["shop"] == str(line.seller)
    assert kept["cipher"] == line.control.seller("tiktok")["cipher"]
    assert abs(int(kept["until"]) - int(kept["from"]) - 7 * 86_400_000) < 5_000
    assert "brought" not in kept


@pytest.mark.parametrize("typed", ["7172", " https://services.tiktokshop.com/open/authorize?service_id=7172 "])
def test_the_page_of_the_sign_in_names_the_service_and_goes_to_the_platform(line: Line, typed: str) -> None:
    line.account = replace(line.account, options={"service": typed})
    line.open()
    assert line.channel.sign_in(BACK, "s 1").page == (
        "https://services.tiktokshop.com/open/authorize?service_id=7172&state=s+1"
    )


def test_an_address_of_another_sign_in_or_without_one_is_refused(practice: Practice, tmp_path: Path) -> None:
    line = Line(practice, tmp_path, signed_in=False)
    address = line.agreed("mine")
    for bad in ("", BACK, f"{BACK}?code=a&code=b", "http://[", address.replace("mine", "his"), f"{BACK}?code=a"):
        with pytest.raises(Rejected):
            line.channel.finish_sign_in(bad, "mine")
    assert practice.store.effects.get("tokens made", 0) == 0
    line.channel.finish_sign_in(address, "mine")
    with pytest.raises(NeedsLogin, match="used already"):
        line.channel.finish_sign_in(address, "mine")
    assert line.channel.seller().shop == str(line.seller)


def test_a_line_that_breaks_while_signing_in_costs_no_second_sign_in(practice: Practice, tmp_path: Path) -> None:
    line = Line(practice, tmp_path, signed_in=False)
    address = line.pasted()
    line.control.fault("drop_before", SHOPS)
    with pytest.raises(Retry):
        line.channel.finish_sign_in(address, "s")
    assert "access" not in line.vault.get(UID)
    assert line.channel.finish_sign_in(address, "s").shop == str(line.seller)
    assert practice.store.effects["tokens made"] == 1


def test_another_shop_is_refused_and_the_own_tokens_stay(line: Line) -> None:
    line.account = replace(line.account, shop=str(line.seller))
    line.open()
    before = line.vault.get(UID)
    other = int(line.control.new_seller("tiktok")["seller"])
    with pytest.raises(Rejected, match="another shop"):
        line.channel.finish_sign_in(line.pasted(other), "s")
    assert line.vault.get(UID)["access"] == before["access"]
    assert line.channel.finish_sign_in(line.pasted(), "s").shop == str(line.seller)


def test_a_token_that_ends_between_two_calls_is_renewed_once(line: Line) -> None:
    first = line.vault.get(UID)
    line.control.expire_token()
    assert line.channel.seller().active
    kept = line.vault.get(UID)
    assert kept["access"] != first["access"]
    assert (kept["shop"], kept["cipher"]) == (first["shop"], first["cipher"])
    assert line.practice.store.effects["tokens refreshed"] == 1


def test_tokens_are_renewed_at_half_their_life(line: Line) -> None:
    line.ahead = timedelta(days=3, hours=13)
    line.control.clock(int(line.ahead.total_seconds()))
    assert line.channel.seller().active
    assert line.practice.store.effects["tokens refreshed"] == 1


def test_a_sign_in_that_was_taken_back_needs_a_person(line: Line) -> None:
    line.control.revoke()
    with pytest.raises(NeedsLogin):
        line.orders()
    line.sign_in()
    assert line.orders() == []


@pytest.mark.parametrize("seconds", [-150, 120])
def test_a_clock_that_is_a_little_off_does_no_harm(line: Line, seconds: int) -> None:
    line.ahead = timedelta(seconds=seconds)
    assert line.channel.seller().active


@pytest.mark.parametrize("minutes", [-9, 7])
def test_a_wrong_clock_and_a_wrong_secret_say_what_to_do(line: Line, minutes: int) -> None:
    line.ahead = timedelta(minutes=minutes)
    with pytest.raises(Retry, match="clock"):
        line.channel.seller()
    line.ahead = timedelta(0)
    line.vault.change(UID, secret="another secret")
    with pytest.raises(Rejected, match="secret") as told:
        line.channel.seller()
    assert told.value.fix == "Copy both again."


def test_a_line_whose_address_was_not_named_is_told_with_the_ways_out(line: Line) -> None:
    line.control.fault("code", SHOPS, code="36009033", message="IP not allowed")
    with pytest.raises(Rejected, match="internet address of this line") as told:
        line.channel.seller()
    assert told.value.fix == "Empty the app's IP list at TikTok Shop, or use a line with a fixed address."


@pytest.mark.parametrize("code", ["105005", "101000", "106013", "12052700"])
def test_what_only_a_person_can_mend_there_needs_one(line: Line, code: str) -> None:
    line.control.fault("code", "/orders/search", code=code)
    with pytest.raises(NeedsLogin) as told:
        line.orders()
    assert told.value.fix


def test_throttling_is_waited_for(line: Line) -> None:
    for kind, code in (("throttle", ""), ("code", "36009002"), ("status", "")):
        line.control.fault(kind, SHOPS, code=code)
        with pytest.raises(Retry):
            line.channel.seller()
    assert line.channel.seller().active


def test_categories_are_leaves_the_shop_may_use_in_thai(line: Line) -> None:
    told = {one.id: one.path for one in line.channel.categories("th")}
    assert told["10002019"] == "บ้านและงานฝีมือ > เครื่องจักสาน > ตะกร้า"
    assert "10002010" not in told
    assert [(one.id, one.path) for one in line.channel.suggest(TITLE)] == [("10002019", told["10002019"])]
    assert line.channel.suggest("สั้นไป") == []
    assert line.channel.suggest("x" * 30) == []
    for bad in ("10002010", "1", "../x"):
        with pytest.raises(Rejected, match="category"):
            line.channel.attributes(bad, "th")


def test_a_category_asks_for_what_it_needs_by_numbers_of_choices(line: Line) -> None:
    told = {one.label: one for one in line.channel.attributes("10000021", "th")}
    assert told["เก็บได้กี่วัน"].required
    assert told["วิธีเก็บ"].kind == "choice"
    assert "น้ำหนักสุทธิ" not in told
    with pytest.raises(Rejected, match="category asks for is missing"):
        line.offer("NAM-1", category="10000021")
    given = {told["เก็บได้กี่วัน"].id: 90, told["วิธีเก็บ"].id: told["วิธีเก็บ"].options[1][0]}
    assert line.offer("NAM-1", category="10000021", attributes=given).live


def test_a_listing_is_made_found_changed_paused_resumed_and_removed(line: Line) -> None:
    made = line.offer("BSK-001")
    assert (made.live, made.state) == (True, "ACTIVATE")
    unit = line.channel.find(["BSK-001", "NONE"])[0]
    assert (unit.listing, unit.remote, unit.price, unit.stock) == (made.remote, made.units["BSK-001"], 25_000, 9)
    own = draft("BSK-001", remote=made.remote, title=TITLE + " ใหม่", photos=[line.channel.upload_photo(photo(90))])
    own = replace(own, units=[replace(own.units[0], price=99_900, stock=1, weight=700, remote=unit.remote)])
    assert line.channel.update(own).units == made.units
    assert line.control.products()[0]["name"] == TITLE + " ใหม่"
    assert (line.channel.find(["BSK-001"])[0].price, line.channel.find(["BSK-001"])[0].stock) == (25_000, 9)
    for _twice in range(2):
        line.channel.pause(made.remote, [])
    assert line.channel.find(["BSK-001"])[0].state == "SELLER_DEACTIVATED"
    line.channel.resume(made.remote, [])
    assert line.channel.find(["BSK-001"])[0].state == "ACTIVATE"
    for _twice in range(2):
        line.channel.remove(made.remote, [])
    assert line.channel.find(["BSK-001"]) == []
    with pytest.raises(Rejected, match="does not know this listing"):
        line.channel.pause(made.remote, [])
    with pytest.raises(Rejected, match="does not know this listing"):
        line.channel.update(own)


def test_goods_that_were_off_the_shelf_come_back_with_what_there_is_now(line: Line) -> None:
    made = line.offer("BSK-001", stock=9)
    line.channel.pause(made.remote, [])
    told = line.channel.set_stock([line.write(made, "BSK-001", 2)])
    assert isinstance(told[0].problem, NotYet)
    line.channel.update(
        draft("BSK-001", stock=2, remote=made.remote, title=TITLE, photos=[line.channel.upload_photo(photo())])
    )
    line.channel.resume(made.remote, [])
    assert line.control.stock("BSK-001")["sellable"] == 2


def test_sizes_are_one_listing_and_a_new_one_is_put_beside_them(line: Line) -> None:
    made = line.offer("BSK-S", "BSK-M", stock=4)
    assert set(made.units) == {"BSK-S", "BSK-M"}
    own = draft(
        "BSK-S", "BSK-M", "BSK-L", stock=4, remote=made.remote, title=TITLE, photos=[line.channel.upload_photo(photo())]
    )
    told = line.channel.update(own)
    assert {sku: told.units[sku] for sku in made.units} == made.units
    assert {one.seller_sku: one.stock for one in line.channel.find(["BSK-S", "BSK-M", "BSK-L"])} == {
        "BSK-S": 4, "BSK-M": 4, "BSK-L": 4,
    }  # fmt: skip
    assert line.practice.store.effects["creates"] == 1


def test_a_size_of_which_there_are_none_waits_and_goods_of_which_there_are_none_are_not_put_up(line: Line) -> None:
    several = draft("BSK-S", "BSK-M", title=TITLE, photos=[line.channel.upload_photo(photo())])
    several = replace(several, units=[several.units[0], replace(several.units[1], stock=0)])
    assert set(line.channel.create(several).units) == {"BSK-S"}
    with pytest.raises(Rejected, match="nothing of it to sell yet"):
        line.offer("BSK-X", stock=0, key="key-2")


def test_sizes_called_the_same_are_told_apart_first(line: Line) -> None:
    own = draft("BSK-S", "BSK-M", title=TITLE)
    alike = replace(own, units=[replace(one, choice={"choice": "แดง"}) for one in own.units])
    with pytest.raises(Rejected, match="not told apart"):
        line.channel.create(alike)


def test_a_refused_listing_says_why_in_plain_words(line: Line) -> None:
    with pytest.raises(Rejected, match="photo"):
        line.channel.create(draft("BSK-001", title=TITLE, photos=["x"]))
    with pytest.raises(Rejected, match="title"):
        line.offer("BSK-001", title="สั้นไป")
    with pytest.raises(Rejected, match="price"):
        line.offer("BSK-001", price=2_900)
    with pytest.raises(Rejected, match="brand"):
        line.offer("BSK-001", attributes={"brand": "Nobody Knows"})
    assert line.offer("BSK-001", attributes={"brand": "ดอยคำ"}).live


def test_the_lost_answer_to_a_new_listing_makes_no_second_one(line: Line) -> None:
    line.control.fault("drop_after", CREATE)
    names = [line.channel.upload_photo(photo())]
    with pytest.raises(Unknown):
        line.channel.create(draft("BSK-001", title=TITLE, photos=names))
    assert [one.seller_sku for one in line.channel.find(["BSK-001"])] == ["BSK-001"]
    assert line.channel.create(draft("BSK-001", title=TITLE, photos=names)).live
    assert line.practice.store.effects["creates"] == 1


def test_what_was_deleted_can_be_put_up_again(line: Line) -> None:
    first = line.offer("BSK-001")
    line.channel.remove(first.remote, [])
    again = line.offer("BSK-001")
    assert again.remote != first.remote
    assert again.live


def test_goods_wait_for_the_check_and_a_refusal_says_the_platforms_reason(line: Line) -> None:
    line.control.manual_qc()
    made = line.offer("BSK-001")
    assert (made.live, made.state) == (False, "PENDING")
    told = line.channel.set_stock([line.write(made, "BSK-001", 3)])[0].problem
    assert isinstance(told, NotYet)
    assert told.why == "The platform still checks this listing."
    line.control.judge(int(made.remote), approve=False, reason="รูปไม่ชัด")
    told = line.channel.set_stock([line.write(made, "BSK-001", 3)])[0].problem
    assert isinstance(told, Rejected)
    assert (told.why, told.detail) == ("The platform turned this listing back.", "รูปไม่ชัด")
    line.channel.update(draft("BSK-001", remote=made.remote, title=TITLE, photos=[line.channel.upload_photo(photo(9))]))
    assert line.channel.find(["BSK-001"])[0].state == "PENDING"
    line.control.judge(int(made.remote))
    assert line.channel.set_stock([line.write(made, "BSK-001", 3)])[0].problem is None
    assert line.control.stock("BSK-001")["sellable"] == 3


def test_stock_is_what_a_buyer_can_buy_beside_what_is_promised(line: Line) -> None:
    made = line.offer("BSK-001", stock=9)
    line.control.buy("BSK-001", 4)
    assert [one.problem for one in line.channel.set_stock([line.write(made, "BSK-001", 3)])] == [None]
    assert line.control.stock("BSK-001")["sellable"] == 3
    assert line.channel.find(["BSK-001"])[0].stock == 3
    assert [one.problem for one in line.channel.set_stock([line.write(made, "BSK-001", 0)])] == [None]
    assert line.control.stock("BSK-001")["sellable"] == 0


def test_where_none_is_no_number_goods_leave_the_shelf_until_there_are_some(line: Line) -> None:
    made = line.offer("BSK-001", stock=9)
    line.control.fault("code", STOCK, code="12052055", message="quantity")
    assert line.channel.set_stock([line.write(made, "BSK-001", 0)])[0].problem is None
    assert line.control.products()[0]["status"] == "InActive"
    line.open()
    assert line.channel.set_stock([line.write(made, "BSK-001", 5)])[0].problem is None
    assert line.control.products()[0]["status"] == "Active"
    assert line.control.stock("BSK-001")["sellable"] == 5
    assert "sold_out" not in line.vault.get(UID)


def test_a_batch_that_fails_in_part_ends_one_by_one(line: Line) -> None:
    sizes, c = line.offer("A", "B"), line.offer("C", key="key-2")
    line.control.freeze("B", "11.11")
    gone = Write("999", "999", "GONE", 4)
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
    told = line.channel.set_price([line.write(sizes, "A", 19_950), line.write(sizes, "B", 20_000), gone])
    problems = {one.seller_sku: one.problem for one in told}
    assert problems["A"] is None
    assert [type(problems[sku]) for sku in ("B", "GONE")] == [Rejected, Rejected]
    assert [line.control.stock(sku)["price"] for sku in "AB"] == [19_950, 25_000]


@pytest.mark.parametrize("kind", ["drop_after", "cut", "html"])
def test_a_write_whose_answer_is_lost_is_in_doubt_and_said_again(line: Line, kind: str) -> None:
    made = line.offer("A")
    line.control.fault(kind, STOCK)
    with pytest.raises(Offline if kind == "html" else Unknown):
        line.channel.set_stock([line.write(made, "A", 2)])
    line.channel.set_stock([line.write(made, "A", 2)])
    assert line.control.stock("A")["sellable"] == 2


@pytest.mark.parametrize("code", ["36009003", "36009007", "12001000", "11001031"])
def test_trouble_behind_the_gateway_is_tried_again(line: Line, code: str) -> None:
    line.control.fault("code", SHOPS, code=code)
    with pytest.raises(Retry):
        line.channel.seller()
    line.control.fault("code", PRICES, code=code)
    made = line.offer("A")
    with pytest.raises(Unknown):
        line.channel.set_price([line.write(made, "A", 30_000)])


def test_an_error_nobody_knows_is_a_refusal_with_the_platforms_word(line: Line) -> None:
    line.control.fault("code", SHOPS, code="12999999", message="Something new")
    with pytest.raises(Rejected, match="refuses") as told:
        line.channel.seller()
    assert (told.value.code, told.value.detail) == ("12999999", "12999999 Something new")
    assert told.value.fix
