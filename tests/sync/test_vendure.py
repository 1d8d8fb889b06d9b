"""The Vendure channel at a real server: signing in, goods, photos, stock, orders, parcels, cancellations."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail
from PIL import Image

from shopdesk.shop.channels import Account, Draft, DraftUnit, NeedsLogin, Package, Rejected, RemoteListing, Write
from shopdesk.sync.channels.vendure import channel
from shopdesk.sync.http import Door
from shopdesk.sync.vault import open_vault
from tests.sync import vendure_shop
from tests.sync.vendure_shop import PASSWORD, Keys, Server

pytestmark = [pytest.mark.vendure, pytest.mark.nightly]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
UID = "vendure-1"


class Line:
    """An account of a new shop at the server, opened as the program opens it."""

    def __init__(self, server: Server, keys: Keys, folder: Path) -> None:
        self.server, self.keys = server, keys
        self.vault = open_vault(folder)
        account = Account(1, UID, "vendure", "ร้าน", server.address, "", "")
        self.door = Door(base=server.address)
        self.channel = channel.open(account, self.vault, self.door, lambda: datetime.now(UTC))

    def put(self, *skus: str, **more: Any) -> RemoteListing:
        self.channel.finish_sign_in(self.keys.pasted, "")
        return self.channel.create(draft(*skus, **more))

    def stock(self, listing: RemoteListing, sku: str, value: int) -> Write:
        return Write(listing.remote, listing.units[sku], sku, value)

    def there(self, sku: str) -> dict[str, Any]:
        return self.server.variant(self.keys, sku)


def draft(*skus: str, price: int = 25_000, stock: int = 9, **more: Any) -> Draft:
    several = len(skus) > 1
    units = tuple(
        DraftUnit(sku, price, stock, 500, (300, 200, 205), {"choice": f"แบบ {n}"} if several else {})
        for n, sku in enumerate(skus)
    )
    return replace(Draft("ตะกร้าไม้ไผ่", "สานด้วยมือ\nสีธรรมชาติ & ทน", "-", {}, (), units, f"K-{skus[0]}"), **more)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 400), (200, 120, 40)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def line(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Line:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    return Line(server, server.open_shop(), tmp_path)


def test_a_name_and_a_password_open_the_shop(line: Line) -> None:
    seller = line.channel.finish_sign_in(line.keys.pasted, "")
    assert seller.name == f"ร้าน {line.keys.code}"
    assert seller.shop.endswith(f"/{line.keys.code}")
    assert seller.place == f"{line.server.address}/admin-api"
    assert line.channel.seller() == seller


def test_a_wrong_password_is_told_and_keeps_nothing(line: Line) -> None:
    with pytest.raises(NeedsLogin, match="name and password"):
        line.channel.finish_sign_in(f"{line.keys.user} wrong-password", "")
    assert line.vault.get(UID) == {}


def test_a_sign_in_that_is_over_is_renewed_without_a_person(line: Line) -> None:
    line.put("END-1")
    before = line.vault.get(UID)["access"]
    line.server.ask("admin-api", "mutation { logout { success } }", before, line.keys.token)
    assert [unit.seller_sku for unit in line.channel.find(["END-1"])] == ["END-1"]
    assert line.vault.get(UID)["access"] != before


def test_a_changed_password_needs_a_person(line: Line) -> None:
    line.channel.finish_sign_in(line.keys.pasted, "")
    line.vault.change(UID, refresh="an old password", access="over")
    with pytest.raises(NeedsLogin):
        line.channel.find(["X"])


def test_what_this_user_may_not_do_is_no_reason_to_sign_in_again(server: Server, line: Line, tmp_path: Path) -> None:
    keys = server.open_shop(rights=["ReadCatalog", "ReadOrder"])
    other = Line(server, keys, tmp_path / "other")
    other.channel.finish_sign_in(keys.pasted, "")
    with pytest.raises(Rejected, match="may not do that"):
        other.channel.create(draft("NO-1"))
    assert other.channel.orders(LONG_AGO, "").orders == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"defaultCurrencyCode": "USD", "availableCurrencyCodes": ["USD"]}, "currency"),
        ({"pricesIncludeTax": False}, "vat"),
    ],
)
def test_a_shop_that_keeps_other_prices_is_refused(
    server: Server, line: Line, tmp_path: Path, changes: dict[str, Any], code: str
) -> None:
    keys = server.open_shop(**changes)
    with pytest.raises(Rejected) as refused:
        Line(server, keys, tmp_path / "other").channel.finish_sign_in(keys.pasted, "")
    assert refused.value.code == code


def test_who_serves_several_shops_says_which(server: Server, line: Line) -> None:
    second = server.open_shop()
    both = server.person(f"both-{second.code}", [line.keys.channel, second.channel], vendure_shop.RIGHTS)
    with pytest.raises(Rejected) as refused:
        line.channel.finish_sign_in(f"{both} {PASSWORD}", "")
    assert refused.value.code == "channel"
    assert line.channel.finish_sign_in(f"{both}\n{PASSWORD}\n{second.code}", "").shop.endswith(second.code)


def test_goods_are_put_there_with_their_photo_price_and_stock(line: Line) -> None:
    line.channel.finish_sign_in(line.keys.pasted, "")
    name = line.channel.upload_photo(photo())
    assert line.channel.upload_photo(photo()) == name
    made = line.channel.create(draft("BSK-1", photos=(name,)))
    seen = line.there("BSK-1")
    assert (made.live, made.units) == (True, {"BSK-1": seen["id"]})
    assert (seen["priceWithTax"], seen["sellable"]) == (25_000, 9)
    product = seen["product"]
    assert (product["name"], product["enabled"]) == ("ตะกร้าไม้ไผ่", True)
    assert product["description"] == "<p>สานด้วยมือ<br />สีธรรมชาติ &amp; ทน</p>"
    assert product["featuredAsset"]["name"].startswith("sd-")
    (unit,) = line.channel.find(["BSK-1", "none"])
    assert (unit.listing, unit.remote, unit.price, unit.stock) == (made.remote, seen["id"], 25_000, 9)


def test_the_same_goods_are_never_made_twice(line: Line) -> None:
    first = line.put("ONE-1")
    again = line.channel.create(draft("ONE-1", title="ใหม่"))
    assert (again.remote, again.units) == (first.remote, first.units)
    assert line.there("ONE-1")["product"]["name"] == "ใหม่"


def test_a_listing_cut_short_before_its_goods_is_gone_on_with(line: Line) -> None:
    line.channel.finish_sign_in(line.keys.pasted, "")
    deed = "mutation($i: CreateProductInput!) { createProduct(input: $i) { id } }"
    words = {"languageCode": "th", "name": "x", "slug": "sd-k-cut-1", "description": ""}
    begun = line.server.operate(deed, line.keys.token, i={"translations": [words]})["createProduct"]["id"]
    assert line.channel.create(draft("CUT-1")).remote == begun


def test_sizes_are_variants_and_come_and_go(line: Line) -> None:
    first = line.put("A-1", "A-2")
    assert len(set(first.units.values())) == 2
    wide = line.channel.update(replace(draft("A-1", "A-2", "A-3"), remote=first.remote))
    assert wide.units | first.units == wide.units
    line.channel.update(replace(draft("A-1", "A-3"), remote=first.remote, key="K-A-1"))
    assert [line.there(sku)["enabled"] for sku in ("A-1", "A-2", "A-3")] == [True, False, True]


def test_goods_without_a_choice_get_one_later(line: Line) -> None:
    first = line.put("S-1")
    wide = line.channel.update(replace(draft("S-1", "S-2"), remote=first.remote))
    assert wide.units["S-1"] == first.units["S-1"]
    assert line.there("S-2")["sellable"] == 9


def test_paused_goods_are_hidden_and_come_back_and_removed_ones_are_gone(line: Line) -> None:
    made = line.put("P-1")
    line.channel.pause(made.remote, [])
    assert line.there("P-1")["product"]["enabled"] is False
    line.channel.resume(made.remote, [])
    assert line.there("P-1")["product"]["enabled"] is True
    for _ in range(2):
        line.channel.remove(made.remote, [])
    assert line.channel.find(["P-1"]) == []
    with pytest.raises(Rejected, match="no longer in the shop"):
        line.channel.update(replace(draft("P-1"), remote=made.remote))


def test_one_unit_that_is_gone_spoils_no_other(line: Line) -> None:
    made = line.put("W-1")
    writes = [line.stock(made, "W-1", 4), Write(made.remote, "99999", "GONE", 3)]
    assert [one.problem is None for one in line.channel.set_stock(writes)] == [True, False]
    assert [one.problem is None for one in line.channel.set_price([replace(one, value=31_000) for one in writes])] == [
        True, False,
    ]  # fmt: skip
    assert (line.there("W-1")["sellable"], line.there("W-1")["priceWithTax"]) == (4, 31_000)


def test_stock_is_what_a_buyer_can_buy_whatever_is_promised(line: Line) -> None:
    made = line.put("T-1")
    line.server.buy(line.keys, T_1=3)
    line.channel.orders(LONG_AGO, "")
    assert line.channel.set_stock([line.stock(made, "T-1", 5)])[0].problem is None
    seen = line.there("T-1")
    assert (seen["sellable"], seen["stockAllocated"]) == (5, 3)
    assert line.channel.find(["T-1"])[0].stock == 5


def test_an_order_that_nobody_has_read_yet_is_not_sold_a_second_time(line: Line) -> None:
    made = line.put("R-1", stock=5)
    line.channel.orders(LONG_AGO, "")
    line.server.buy(line.keys, R_1=3)
    line.channel.set_stock([line.stock(made, "R-1", 5)])
    assert line.there("R-1")["sellable"] == 2


def test_an_order_is_told_whole(line: Line) -> None:
    line.put("O-1", "O-2")
    code = line.server.buy(line.keys, O_1=2, O_2=1)
    line.server.basket(line.keys, O_1=1)
    (order,) = line.channel.orders(LONG_AGO, "").orders
    assert (order.number, order.state, order.raw) == (code, "new", "PaymentSettled")
    assert [(one.sku, one.quantity, one.price) for one in order.lines] == [("O-1", 2, 25_000), ("O-2", 1, 25_000)]
    assert (order.goods, order.shipping, order.discount, order.total) == (75_000, 5_000, 0, 80_000)
    assert (order.buyer, order.phone) == ("สมหญิง ใจดี", "0810000000")
    assert order.address["subdistrict"] == "ต.สุเทพ"
    assert order.address["postcode"] == "50200"
    assert line.channel.order(order.remote) == order


def test_orders_come_page_by_page_and_each_is_told(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "AT_ONCE", 2)
    monkeypatch.setattr("shopdesk.sync.channels.vendure.mapping.AT_ONCE", 2)
    line.put("G-1")
    bought = {line.server.buy(line.keys, G_1=1) for _ in range(5)}
    told, cursor = set(), ""
    for _turn in range(20):
        page = line.channel.orders(LONG_AGO, cursor)
        told |= {one.number for one in page.orders}
        cursor = page.next
        if not cursor:
            break
    assert told == bought
    assert cursor == ""


def test_a_parcel_is_made_and_sent_once(line: Line) -> None:
    line.put("H-1")
    code = line.server.buy(line.keys, H_1=2)
    (order,) = line.channel.orders(LONG_AGO, "").orders
    package = Package("", order.lines[0].ids, "EF582568151TH", "EMS")
    for _ in range(2):
        line.channel.ship(order.remote, package)
    seen = line.server.order(line.keys, code)
    assert seen["state"] == "Shipped"
    (parcel,) = seen["fulfillments"]
    assert (parcel["trackingCode"], parcel["method"], parcel["lines"]) == ("EF582568151TH", "EMS", [{"quantity": 2}])
    told = line.channel.order(order.remote)
    assert (told.state, told.tracking, told.carrier) == ("shipped", "EF582568151TH", "EMS")


def test_a_parcel_that_was_made_but_not_sent_is_only_sent(line: Line) -> None:
    line.put("J-1")
    code = line.server.buy(line.keys, J_1=1)
    (order,) = line.channel.orders(LONG_AGO, "").orders
    deed = "mutation($i: FulfillOrderInput!) { addFulfillmentToOrder(input: $i) { __typename } }"
    told = {"method": "EMS", "trackingCode": "EF582568151TH"}
    line.server.operate(deed, line.keys.token, i={
        "lines": [{"orderLineId": order.lines[0].ids[0], "quantity": 1}],
        "handler": {"code": "manual-fulfillment", "arguments": [{"name": k, "value": v} for k, v in told.items()]},
    })  # fmt: skip
    line.channel.ship(order.remote, Package("", order.lines[0].ids, "EF582568151TH", "EMS"))
    seen = line.server.order(line.keys, code)
    assert (seen["state"], len(seen["fulfillments"])) == ("Shipped", 1)


def test_pieces_are_cancelled_and_then_the_whole_order(line: Line) -> None:
    line.put("C-1", "C-2")
    code = line.server.buy(line.keys, C_1=2, C_2=1)
    (order,) = line.channel.orders(LONG_AGO, "").orders
    line.channel.cancel(order.remote, [replace(order.lines[0], quantity=1)], "out_of_stock")
    told = line.channel.order(order.remote)
    assert (told.state, [(one.quantity, one.cancelled) for one in told.lines]) == ("new", [(2, 1), (1, 0)])
    rest = [replace(one, quantity=one.quantity - one.cancelled) for one in told.lines]
    line.channel.cancel(order.remote, rest, "out_of_stock")
    told = line.channel.order(order.remote)
    assert (told.state, [one.cancelled for one in told.lines]) == ("cancelled", [2, 1])
    assert line.server.order(line.keys, code)["state"] == "Cancelled"


def test_nothing_of_another_shop_is_seen_or_changed(server: Server, line: Line, tmp_path: Path) -> None:
    line.put("MINE-1")
    line.server.buy(line.keys, MINE_1=1)
    (order,) = line.channel.orders(LONG_AGO, "").orders
    keys = server.open_shop()
    other = Line(server, keys, tmp_path / "other")
    other.channel.finish_sign_in(keys.pasted, "")
    assert other.channel.orders(LONG_AGO, "").orders == ()
    assert other.channel.find(["MINE-1"]) == []
    with pytest.raises(Rejected):
        other.channel.order(order.remote)
    with pytest.raises(Rejected):
        other.channel.cancel(order.remote, order.lines, "buyer")
    assert line.channel.order(order.remote).state == "new"


def test_the_words_goods_are_sorted_by_are_the_categories(line: Line) -> None:
    line.channel.finish_sign_in(line.keys.pasted, "")
    assert [one.id for one in line.channel.categories("th")] == ["-"]
    deed = "mutation($i: CreateFacetInput!) { createFacet(input: $i) { values { id } } }"
    named = {"languageCode": "th", "name": "หมวด"}
    value = {"code": "craft", "translations": [{"languageCode": "th", "name": "งานสาน"}]}
    made = line.server.operate(
        deed, line.keys.token,
        i={"code": f"kind-{line.keys.code}", "isPrivate": False, "translations": [named], "values": [value]},
    )["createFacet"]["values"][0]["id"]  # fmt: skip
    (found,) = line.channel.categories("th")
    assert (found.id, found.path) == (made, "หมวด > งานสาน")
    assert line.put("F-1", category=made).live
