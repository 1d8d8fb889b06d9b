"""A WooCommerce shop from end to end, at the practice marketplace: signing in, listing, stock, orders, parcels."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shopdesk.practice.server import Practice
from shopdesk.shop.channels import (
    Account,
    Channel,
    NeedsLogin,
    Package,
    Rejected,
    RemoteLine,
    RemoteListing,
    RemoteOrder,
    Unknown,
    Write,
)
from shopdesk.sync import channels
from shopdesk.sync.channels.woocommerce import channel
from shopdesk.sync.channels.woocommerce.client import Client
from shopdesk.sync.http import Door
from shopdesk.sync.vault import Vault, open_vault
from tests.practice.conftest import picture
from tests.sync.woo_shop import LONG_AGO, UID, draft

WC = "/wp-json/wc/v3"


class Shop:
    """One account at the practice marketplace, signed in with pasted keys."""

    def __init__(self, practice: Practice, folder: Path, *, photos: bool = True, may: str = "read_write") -> None:
        self.practice, self.control = practice, practice.control
        told = practice.control.seller("woocommerce")
        keys = practice.control.new_app("woocommerce", seller=told["seller"], may=may)
        self.pasted = f"{keys['app_key']} {keys['secret']}"
        if photos:
            self.pasted += f"\nadmin {told['application_password']}"
        self.vault: Vault = open_vault(folder)
        self.account = Account(1, UID, "woocommerce", "ร้าน", practice.address, "", "")
        self.door = Door(base=practice.address, deadline=5.0)

    def open(self) -> Channel:
        return channel.open(self.account, self.vault, self.door, lambda: datetime.now(UTC))

    def signed_in(self) -> Channel:
        self.open().finish_sign_in(self.pasted, "s")
        return self.open()


@pytest.fixture
def shop(practice: Practice, tmp_path: Path) -> Shop:
    return Shop(practice, tmp_path)


@pytest.fixture
def woo(shop: Shop) -> Channel:
    return shop.signed_in()


def write(listing: RemoteListing, sku: str, value: int) -> Write:
    return Write(listing.remote, listing.units[sku], sku, value)


def every(woo: Channel) -> list[RemoteOrder]:
    found, cursor = list[RemoteOrder](), ""
    while True:
        page = woo.orders(LONG_AGO, cursor)
        assert not page.unread
        found += page.orders
        cursor = page.next
        if not cursor:
            return found


def test_the_registry_opens_it(shop: Shop) -> None:
    rules = channels.rules("woocommerce")
    assert (rules.label, rules.packs, rules.settles, rules.needs_address, rules.fewest_photos) == (
        "WooCommerce", False, False, True, 0,
    )  # fmt: skip
    assert channels.opener(shop.vault)(shop.account).channel.rules.name == "woocommerce"


def test_pasted_keys_sign_the_shop_in(shop: Shop) -> None:
    seller = shop.open().finish_sign_in(shop.pasted, "s")
    assert (seller.name, seller.place) == ("ร้านฝึกขาย", f"{shop.practice.address}/wp-json/")
    assert shop.open().seller() == seller


def test_a_key_that_may_only_read_is_told_at_once(practice: Practice, tmp_path: Path) -> None:
    reader = Shop(practice, tmp_path, may="read")
    with pytest.raises(NeedsLogin, match="may not"):
        reader.open().finish_sign_in(reader.pasted, "s")
    assert reader.vault.get(UID) == {}


def test_the_shops_own_categories_take_goods(woo: Channel) -> None:
    assert [(one.id, one.path, one.leaf) for one in woo.categories("th")][1] == ("16", "งานจักสาน", True)
    assert (woo.suggest("ตะกร้า"), woo.attributes("16", "th")) == ((), ())


def test_one_product_is_made_found_and_brought_up_to_date(shop: Shop, woo: Channel) -> None:
    made = woo.create(draft("BSK-1"))
    assert (made.live, made.state, made.units) == (True, "publish", {"BSK-1": made.remote})
    (unit,) = woo.find(["BSK-1", "NO-SUCH"])
    assert (unit.listing, unit.remote, unit.price, unit.stock) == (made.remote, made.remote, 25_000, 9)
    again = woo.update(draft("BSK-1", remote=made.remote, title="ตะกร้าใบใหญ่", price=26_050, stock=3))
    assert again == made
    (unit,) = woo.find(["BSK-1"])
    assert (unit.price, unit.stock) == (26_050, 9)
    (product,) = shop.control.products(shop.control.seller("woocommerce")["seller"])
    assert product["name"] == "ตะกร้าใบใหญ่"


def test_what_carries_the_code_already_is_taken_over(shop: Shop, woo: Channel) -> None:
    first = woo.create(draft("BSK-1", key="another"))
    second = woo.create(draft("BSK-1", price=30_000))
    assert second.remote == first.remote
    assert [unit.price for unit in woo.find(["BSK-1"])] == [30_000]
    assert shop.control.effects()["creates"] == 1


def test_several_sizes_are_variations_of_one_product(woo: Channel) -> None:
    made = woo.create(draft("SIN-S", "SIN-M"))
    assert set(made.units) == {"SIN-S", "SIN-M"}
    assert made.remote not in made.units.values()
    units = {unit.seller_sku: unit for unit in woo.find(["SIN-S", "SIN-M"])}
    assert {(unit.listing, unit.stock) for unit in units.values()} == {(made.remote, 9)}
    assert {sku: unit.remote for sku, unit in units.items()} == made.units


def test_a_size_more_and_a_size_less_are_told(woo: Channel) -> None:
    made = woo.create(draft("SIN-S", "SIN-M"))
    more = woo.update(draft("SIN-S", "SIN-L", remote=made.remote))
    assert more.units["SIN-S"] == made.units["SIN-S"]
    states = {unit.seller_sku: unit.state for unit in woo.find(["SIN-S", "SIN-M", "SIN-L"])}
    assert states == {"SIN-S": "publish", "SIN-M": "private", "SIN-L": "publish"}


def test_what_is_left_of_several_sizes_keeps_its_product(woo: Channel) -> None:
    made = woo.create(draft("SIN-S", "SIN-M"))
    (unit,) = draft("SIN-M").units
    left = draft("SIN-M", remote=made.remote, units=(replace(unit, remote=made.units["SIN-M"]),))
    assert woo.update(left).units == {"SIN-M": made.units["SIN-M"]}
    assert {one.seller_sku: one.state for one in woo.find(["SIN-S", "SIN-M"])} == {
        "SIN-S": "private", "SIN-M": "publish",
    }  # fmt: skip


def test_a_product_its_owner_made_by_hand_is_not_turned_inside_out(shop: Shop, woo: Channel) -> None:
    program = Client(shop.account, shop.vault, shop.door, lambda: datetime.now(UTC))
    choice = {"name": "สี", "visible": True, "variation": True, "options": ["แดง", "ดำ"]}
    own = program.call("POST", "/products", body={"name": "ผ้าของฉัน", "type": "variable", "attributes": [choice]})
    red = {"sku": "RED", "regular_price": "90.00", "attributes": [{"name": "สี", "option": "แดง"}]}
    variation = program.call("POST", f"/products/{own['id']}/variations", body=red)
    listing = woo.create(draft("RED", price=12_000))
    assert (listing.remote, listing.units) == (str(own["id"]), {"RED": str(variation["id"])})
    after = program.call("GET", f"/products/{own['id']}")
    assert (after["name"], after["attributes"]) == (own["name"], own["attributes"])
    assert woo.find(["RED"])[0].price == 12_000
    with pytest.raises(Rejected, match="product of its own"):
        woo.update(draft("RED", "BLUE", remote=listing.remote))


def test_stock_and_price_are_said_in_batches_and_each_has_its_own_outcome(woo: Channel) -> None:
    one, several = woo.create(draft("BSK-1")), woo.create(draft("SIN-S", "SIN-M", key="p-2"))
    gone = Write("999999", "999999", "GONE", 1)
    told = woo.set_stock([write(one, "BSK-1", 4), gone, write(several, "SIN-M", 0)])
    problems = {outcome.seller_sku: outcome.problem for outcome in told}
    assert problems["BSK-1"] is None
    assert problems["SIN-M"] is None
    assert isinstance(problems["GONE"], Rejected)
    stock = {unit.seller_sku: unit.stock for unit in woo.find(["BSK-1", "SIN-S", "SIN-M"])}
    assert stock == {"BSK-1": 4, "SIN-S": 9, "SIN-M": 0}
    assert [one.problem for one in woo.set_price([write(several, "SIN-S", 12_345)])] == [None]
    assert woo.find(["SIN-S"])[0].price == 12_345


def test_many_units_go_a_hundred_at_a_time(shop: Shop, woo: Channel) -> None:
    made = [woo.create(draft(f"K-{n}", key=f"k-{n}")) for n in range(102)]
    writes = [write(one, sku, 5) for one in made for sku in one.units]
    assert [outcome.problem for outcome in woo.set_stock(writes)] == [None] * 102
    assert shop.control.calls()[f"{WC}/products/batch"] == 3  # one tried the key
    assert {unit.stock for unit in woo.find([one.seller_sku for one in writes])} == {5}


def test_a_listing_is_taken_down_put_back_and_away(woo: Channel) -> None:
    made = woo.create(draft("BSK-1"))
    woo.pause(made.remote, [made.remote])
    assert woo.find(["BSK-1"])[0].state == "draft"
    woo.resume(made.remote, [made.remote])
    assert woo.find(["BSK-1"])[0].state == "publish"
    for _twice in range(2):
        woo.remove(made.remote, [made.remote])
    assert woo.find(["BSK-1"]) == []
    woo.pause(made.remote, [made.remote])
    with pytest.raises(Rejected, match="no longer"):
        woo.resume(made.remote, [made.remote])


def test_photos_go_to_the_library_where_a_password_opens_it(shop: Shop, woo: Channel) -> None:
    assert woo.rules.most_photos > 0
    assert woo.seller().photos
    name = woo.upload_photo(picture())
    assert name.isdecimal()
    assert woo.create(draft("BSK-1", photos=[name])).live
    program = Client(shop.account, shop.vault, shop.door, lambda: datetime.now(UTC))
    (row,) = program.call("GET", "/products", [("sku", "BSK-1")])
    assert [str(image["id"]) for image in row["images"]] == [name]


def test_without_a_password_a_listing_goes_without_photos(practice: Practice, tmp_path: Path) -> None:
    woo = Shop(practice, tmp_path, photos=False).signed_in()
    assert woo.rules.most_photos == 0
    assert woo.rules.photoless
    assert not woo.seller().photos
    assert woo.upload_photo(picture()) == ""
    assert woo.create(draft("BSK-1", photos=[""])).live


def test_a_password_that_is_over_stops_the_photo_and_not_the_account(shop: Shop) -> None:
    shop.signed_in()
    shop.vault.change(UID, password="0000 0000 0000 0000 0000 0000")
    with pytest.raises(Rejected, match="application password"):
        shop.open().upload_photo(picture())


def test_an_order_comes_home_and_falls_stock_there(shop: Shop, woo: Channel) -> None:
    made = woo.create(draft("BSK-1"))
    number = shop.control.buy("BSK-1", 2, payment="cod")
    (order,) = every(woo)
    assert (order.remote, order.state, order.cod) == (number, "new", True)
    (line,) = order.lines
    assert (line.sku, line.quantity, line.price, line.remote_unit) == ("BSK-1", 2, 25_000, made.remote)
    assert order.goods - order.discount + order.shipping == order.total
    assert order.address["province"]
    assert woo.order(number) == order
    assert woo.find(["BSK-1"])[0].stock == 7


def test_buyers_at_the_payment_page_are_nobodys_work_yet(shop: Shop, woo: Channel) -> None:
    woo.create(draft("BSK-1"))
    number = shop.control.buy("BSK-1", 1, payment="unpaid")
    shop.control.woo_status(number, "pending")
    assert every(woo) == []
    assert woo.order(number).state == "unpaid"


STATES = {"on-hold": "unpaid", "processing": "new", "completed": "completed", "cancelled": "cancelled",
          "refunded": "cancelled", "wait-for-rain": "attention"}  # fmt: skip


@pytest.mark.parametrize(("status", "state"), STATES.items())
def test_a_status_is_read(status: str, state: str, shop: Shop, woo: Channel) -> None:
    woo.create(draft("BSK-1"))
    number = shop.control.buy("BSK-1", 1)
    shop.control.woo_status(number, status)
    (order,) = every(woo)
    assert (order.state, order.raw) == (state, status)


def test_an_order_that_was_thrown_away_is_cancelled(shop: Shop, woo: Channel) -> None:
    woo.create(draft("BSK-1"))
    number = shop.control.buy("BSK-1", 1)
    program = Client(shop.account, shop.vault, shop.door, lambda: datetime.now(UTC))
    program.call("DELETE", f"/orders/{number}")
    (order,) = every(woo)
    assert (order.remote, order.state, order.raw) == (number, "cancelled", "trash")


def test_all_orders_are_told_over_several_pages(shop: Shop, woo: Channel) -> None:
    woo.create(draft("BSK-1", stock=500))
    numbers = [shop.control.buy("BSK-1", 1) for _ in range(120)]
    told = [order.remote for order in every(woo)]
    assert set(told) == set(numbers)
    # What changed within the same second is asked for twice, and no more.
    assert len(told) <= 2 * len(numbers)


def test_a_parcel_is_told_with_one_note(shop: Shop, woo: Channel) -> None:
    woo.create(draft("BSK-1"))
    number = shop.control.buy("BSK-1", 1)
    package = Package("", (), "EF582568151TH", "EMS")
    for _told_and_the_answer_lost in range(2):
        shop.control.woo_status(number, "processing")
        woo.ship(number, package)
    order = woo.order(number)
    assert (order.state, order.tracking, order.carrier) == ("completed", "EF582568151TH", "EMS")
    assert shop.control.effects()["notes"] == 1


def test_an_order_is_cancelled_whole(shop: Shop, woo: Channel) -> None:
    woo.create(draft("BSK-1"))
    number = shop.control.buy("BSK-1", 2)
    woo.cancel(number, woo.order(number).lines, "out_of_stock")
    assert woo.order(number).state == "cancelled"
    assert woo.find(["BSK-1"])[0].stock == 9


def test_some_pieces_are_given_back(shop: Shop, woo: Channel) -> None:
    woo.create(draft("BSK-1"))
    number = shop.control.buy("BSK-1", 3)
    before = woo.order(number)
    (line,) = before.lines
    woo.cancel(number, [RemoteLine(line.ids, line.sku, line.name, 1, line.price)], "out_of_stock")
    after = woo.order(number)
    assert after.state == "new"
    assert before.total - after.total == 25_000
    assert shop.control.effects()["refunds"] == 1


def test_a_write_that_was_cut_is_in_doubt(shop: Shop, woo: Channel) -> None:
    made = woo.create(draft("BSK-1"))
    shop.control.fault("cut", f"{WC}/products/batch")
    (told,) = woo.set_stock([write(made, "BSK-1", 4)])
    assert isinstance(told.problem, Unknown)


def test_what_a_shop_of_ones_own_never_tells(woo: Channel) -> None:
    assert woo.pack("1", []) == ()
    assert woo.label("1") is None
    assert woo.money("2026-11-01", "2026-11-30", "").lines == ()
    with pytest.raises(Rejected):
        woo.answer("1", "return", True, {})
    for strange in ("", "../products", "๑", "1/notes"):
        with pytest.raises(Rejected):
            woo.order(strange)
    with pytest.raises(Rejected):
        woo.orders(LONG_AGO, "page 2")
