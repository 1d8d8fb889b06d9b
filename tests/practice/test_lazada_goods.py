"""Goods at Lazada: categories, photos, what is refused and why, prices, stock, and taking off."""

import copy
import json
from typing import Any

import pytest

from tests.practice.conftest import Lazada, picture


def leaves(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [leaf for node in nodes for leaf in ([node] if node["leaf"] else leaves(node["children"]))]


def test_the_tree_is_thai_and_its_leaves_ask_for_attributes(lazada: Lazada) -> None:
    lazada.token = ""
    tree = lazada.get("/category/tree/get", language_code="th_TH")["data"]
    found = leaves(tree)
    assert len(found) >= 40
    assert "ตะกร้า" in {leaf["name"] for leaf in found}
    asked = lazada.get("/category/attributes/get", primary_category_id="10002019", language_code="th_TH")["data"]
    assert {"name", "brand", "package_weight"} <= {one["name"] for one in asked if one["is_mandatory"]}
    assert {"size"} <= {one["name"] for one in asked if one["is_sale_prop"]}
    assert lazada.get("/category/attributes/get", primary_category_id="1")["code"] == "57"
    assert lazada.get("/category/attributes/get", primary_category_id="10002010")["code"] == "4227"
    brands = lazada.get("/category/brands/query", startRow="0", pageSize="200")
    assert "No Brand" in {one["name"] for one in brands["data"]["module"]}
    assert lazada.get("/category/brands/query", pageSize="201")["code"] == "19"


def test_a_name_suggests_a_category(lazada: Lazada) -> None:
    found = lazada.get("/product/category/suggestion/get", product_name="ตะกร้าหวาย")["data"]["categorySuggestions"]
    assert found[0]["categoryId"] == 10002019
    assert lazada.get("/product/category/suggestion/get", product_name="xyz")["code"] == "701"


def test_photos_are_looked_at(lazada: Lazada) -> None:
    assert lazada.upload(picture())["code"] == "0"
    assert lazada.upload(picture(kind="PNG"))["code"] == "0"
    assert lazada.upload(picture(329, 400))["code"] == "300"
    assert lazada.upload(picture(5001, 400))["code"] == "300"
    assert lazada.upload(picture(kind="GIF"))["code"] == "300"
    assert lazada.upload(picture()[:-300])["code"] == "300"
    assert lazada.upload(picture(900, 900, "PNG", noise=True))["code"] == "303"


def test_goods_are_made_and_read_back(lazada: Lazada) -> None:
    made = lazada.create("BSK-001", 9)
    item = lazada.get("/product/item/get", item_id=str(made["item_id"]))["data"]
    assert item["attributes"]["name"] == "ตะกร้าไม้ไผ่สาน"
    assert (item["skus"][0]["quantity"], item["skus"][0]["Available"], item["skus"][0]["price"]) == (9, 9, "250.00")
    assert json.loads(item["images"])[0].startswith(lazada.practice.address)
    found = lazada.get("/products/get", filter="live", sku_seller_list=["BSK-001"], options="1")["data"]
    assert found["total_products"] == 1
    assert found["products"][0]["skus"][0]["multiWarehouseInventories"][0]["sellableQuantity"] == 9
    assert lazada.get("/products/get", filter="live", sku_seller_list=["OTHER"])["data"]["total_products"] == 0
    assert lazada.get("/products/get", limit="51")["code"] == "19"


def wrong(lazada: Lazada, *path: Any, value: Any) -> set[str]:
    """The codes of the details when one field of good goods is replaced; None takes it out."""
    payload = copy.deepcopy(lazada.basket())
    at: Any = payload["Request"]["Product"]
    for step in path[:-1]:
        at = at[step]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    done = lazada.post("/product/create", payload=payload)
    assert done["code"] == "500"
    return {one["code"] for one in done["detail"]}


UNIT = ("Skus", "Sku", 0)


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("PrimaryCategory",), "5", "201"),
        (("PrimaryCategory",), "10002010", "4134"),
        (("PrimaryCategory",), "10003021", "4163"),
        (("PrimaryCategory",), "10000043", "4156"),
        (("PrimaryCategory",), "10000021", "4110"),
        (("Attributes", "name"), None, "4108"),
        (("Attributes", "name"), "ก" * 256, "4106"),
        (("Attributes", "brand_id"), None, "4108"),
        (("Attributes", "brand_id"), "5", "4142"),
        (("Attributes", "description"), "<img src='https://else.example/a.jpg'>", "4138"),
        (("Attributes", "description"), "x" * 25_001, "4120"),
        (("Attributes", "short_description"), "<script>x</script>", "4129"),
        (("Attributes", "warranty_type"), "For ever", "4115"),
        (("Images", "Image"), [], "4139"),
        (("Images", "Image"), ["https://else.example/a.jpg"], "4138"),
        (("Skus", "Sku"), [], "4150"),
        ((*UNIT, "price"), None, "4108"),
        ((*UNIT, "price"), "0", "4118"),
        ((*UNIT, "price"), "1.234", "4104"),
        ((*UNIT, "price"), "cheap", "4107"),
        ((*UNIT, "special_price"), "250.00", "4157"),
        ((*UNIT, "quantity"), "-1", "4152"),
        ((*UNIT, "package_weight"), None, "4110"),
        ((*UNIT, "package_weight"), "0.123", "4149"),
        ((*UNIT, "package_weight"), "400", "4164"),
        ((*UNIT, "package_length"), "301", "4165"),
        ((*UNIT, "saleProp"), {"smell": "good"}, "4112"),
    ],
)
def test_what_is_wrong_with_goods_is_told_by_its_code(lazada: Lazada, path: Any, value: Any, code: str) -> None:
    assert code in wrong(lazada, *path, value=value)
    assert "creates" not in lazada.practice.control.effects()


def test_variants_have_skus_and_choices_of_their_own(lazada: Lazada) -> None:
    one = lazada.basket()["Request"]["Product"]["Skus"]["Sku"][0]

    def skus(*given: tuple[str, str]) -> dict[str, Any]:
        return {"Sku": [one | {"SellerSku": name, "saleProp": {"size": size}} for name, size in given]}

    def codes(given: dict[str, Any]) -> set[str]:
        return {part["code"] for part in lazada.post("/product/create", payload=lazada.basket(Skus=given))["detail"]}

    assert codes(skus(("A", "S"), ("A", "M"))) == {"4105"}
    assert codes(skus(("A", "S"), ("B", "S"))) == {"4113"}
    assert "4109" in codes({"Sku": [one, one | {"SellerSku": "B"}]})
    made = lazada.create(Skus=skus(("A", "S"), ("B", "M")))
    assert [sku["seller_sku"] for sku in made["sku_list"]] == ["A", "B"]
    item = lazada.get("/product/item/get", item_id=str(made["item_id"]))["data"]
    assert item["variation"]["Variation1"]["options"] == ["S", "M"]
    more = lazada.basket(Skus=skus(("C", "L")), AssociatedSku=str(made["sku_list"][0]["sku_id"]))
    assert lazada.post("/product/create", payload=more)["data"]["item_id"] == made["item_id"]


def test_xml_says_the_same_as_json(lazada: Lazada) -> None:
    url = lazada.upload(picture())["data"]["image"]["url"]
    xml = (
        "<Request><Product><PrimaryCategory>10002019</PrimaryCategory><Images><Image>" + url + "</Image></Images>"
        "<Attributes><name>ตะกร้า</name><brand>No Brand</brand>"
        "<description><![CDATA[<p>ดี</p>]]></description></Attributes>"
        "<Skus><Sku><SellerSku>X-1</SellerSku><quantity>3</quantity><price>10</price><package_height>1</package_height>"
        "<package_length>1</package_length><package_width>1</package_width><package_weight>0.1</package_weight></Sku></Skus>"
        "</Product></Request>"
    )
    assert lazada.post("/product/create", payload=xml)["code"] == "0"
    bomb = '<!DOCTYPE r [<!ENTITY a "aa">]><Request><Product>&a;</Product></Request>'
    assert lazada.post("/product/create", payload=bomb)["code"] == "5"
    assert lazada.post("/product/create", payload="<Request>")["code"] == "5"
    assert lazada.post("/product/create", payload="{}")["code"] == "30"
    assert lazada.post("/product/create", payload="[" * 5_000)["code"] == "1001"


def stock_xml(made: dict[str, Any], **fields: str) -> str:
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    sku = f"<ItemId>{made['item_id']}</ItemId><SkuId>{made['sku_list'][0]['sku_id']}</SkuId>"
    return f"<Request><Product><Skus><Sku>{sku}{inner}</Sku></Skus></Product></Request>"


def test_whole_stock_may_not_fall_below_what_is_promised_and_sellable_comes_on_top(lazada: Lazada) -> None:
    made, control = lazada.create("BSK-001", 9), lazada.practice.control
    control.buy("BSK-001", 3)
    control.buy("BSK-001", 2, payment="unpaid")
    assert control.stock("BSK-001") == {"real": 9, "withheld": 2, "occupied": 3, "sellable": 4, "price": 25_000}
    low = lazada.post("/product/price_quantity/update", payload=stock_xml(made, Quantity="4"))
    assert (low["code"], low["detail"][0]["code"]) == ("501", "4152")
    assert lazada.post("/product/price_quantity/update", payload=stock_xml(made, Quantity="5"))["code"] == "0"
    assert control.stock("BSK-001")["sellable"] == 0
    assert lazada.post("/product/stock/sellable/update", payload=stock_xml(made, SellableQuantity="7"))["code"] == "0"
    assert control.stock("BSK-001")["real"] == 12
    assert lazada.post("/product/stock/sellable/adjust", payload=stock_xml(made, SellableQuantity="-3"))["code"] == "0"
    assert control.stock("BSK-001")["sellable"] == 4
    under = lazada.post("/product/stock/sellable/adjust", payload=stock_xml(made, SellableQuantity="-5"))
    assert under["detail"][0]["code"] == "212"


LOST = {"field": "LOST", "code": "4136", "message": "BIZ_CHECK_SKU_NOT_FOUND"}


def test_a_batch_does_what_it_can_and_names_the_rest(lazada: Lazada) -> None:
    made = lazada.create("BSK-001", 9)
    good = {"ItemId": made["item_id"], "SkuId": made["sku_list"][0]["sku_id"], "SellableQuantity": 2}

    def sent(skus: list[dict[str, Any]]) -> dict[str, Any]:
        return lazada.post("/product/stock/sellable/update", payload={"Request": {"Product": {"Skus": {"Sku": skus}}}})

    told = sent([good | {"SkuId": 5, "SellerSku": "LOST"}, good])
    assert (told["code"], told["detail"]) == (
        "501",
        [LOST],
    )
    assert lazada.practice.control.stock("BSK-001")["sellable"] == 2
    assert sent([good] * 50)["code"] == "0"
    assert sent([good] * 51)["code"] == "4171"
    lazada.practice.control.freeze("BSK-001", "2026-11-11 to 2026-11-12")
    assert sent([good])["detail"][0]["code"] == "4170"


def test_prices_change_and_a_special_price_lies_below(lazada: Lazada) -> None:
    made, control = lazada.create("BSK-001", 9), lazada.practice.control
    where = "/product/price_quantity/update"
    assert lazada.post(where, payload=stock_xml(made, Price="260.00", SalePrice="240.00"))["code"] == "0"
    assert control.stock("BSK-001")["price"] == 24_000
    assert lazada.post(where, payload=stock_xml(made, SalePrice="270.00"))["detail"][0]["code"] == "4157"
    ended = stock_xml(made, SalePrice="230", SaleStartDate="2020-01-01", SaleEndDate="2020-01-31")
    assert lazada.post(where, payload=ended)["code"] == "0"
    assert control.stock("BSK-001")["price"] == 26_000


def test_goods_come_off_the_shelf_and_back_and_go(lazada: Lazada) -> None:
    made, control = lazada.create("BSK-001", 9), lazada.practice.control
    body = f"<Request><Product><ItemId>{made['item_id']}</ItemId></Product></Request>"
    assert lazada.post("/product/deactivate", payload=body)["code"] == "MissingParameter"
    assert lazada.post("/product/deactivate", apiRequestBody=body)["code"] == "0"
    assert lazada.post("/product/deactivate", apiRequestBody=body)["code"] == "E0004"
    assert lazada.get("/products/get", filter="inactive")["data"]["total_products"] == 1
    sku = made["sku_list"][0]["sku_id"]
    active = {
        "Request": {"Product": {"ItemId": made["item_id"], "Skus": {"Sku": [{"SkuId": sku, "Status": "active"}]}}}
    }
    assert lazada.post("/product/update", payload=active)["data"]["item_status"] == "Active"
    assert control.products()[0]["status"] == "Active"
    gone = [f"SkuId_{made['item_id']}_{sku}"]
    assert lazada.post("/product/remove", sku_id_list=gone)["code"] == "0"
    assert lazada.post("/product/remove", sku_id_list=gone)["code"] == "503"
    assert lazada.get("/product/item/get", item_id=str(made["item_id"]))["code"] == "208"


def test_an_update_changes_only_what_it_names(lazada: Lazada) -> None:
    made = lazada.create("BSK-001", 9)
    change = {"Request": {"Product": {"ItemId": made["item_id"], "Attributes": {"name": "ตะกร้าใบใหญ่"}}}}
    assert lazada.post("/product/update", payload=change)["code"] == "0"
    item = lazada.get("/product/item/get", item_id=str(made["item_id"]))["data"]
    assert item["attributes"]["name"] == "ตะกร้าใบใหญ่"
    assert item["attributes"]["description"] == "<p>สานด้วยมือ</p>"
    other = {"Request": {"Product": {"ItemId": 5, "Attributes": {"name": "x"}}}}
    assert lazada.post("/product/update", payload=other)["code"] == "4137"


def test_goods_may_have_to_wait_and_be_turned_back(lazada: Lazada) -> None:
    control = lazada.practice.control
    control.manual_qc()
    made = lazada.create("BSK-001", 9)
    assert made["item_status"] == "Pending QC"
    control.judge(made["item_id"], approve=False, reason="รูปมัว")
    found = lazada.get("/products/get", filter="rejected")["data"]["products"]
    assert found[0]["rejectReason"][0]["suggestion"] == "รูปมัว"


def test_another_shops_goods_are_not_ours(lazada: Lazada) -> None:
    made = lazada.create("BSK-001", 9)
    other = lazada.practice.control.new_seller(name="ร้านอื่น")
    lazada.token = lazada.practice.control.sign_in(seller=other["seller"])["access_token"]
    assert lazada.get("/product/item/get", item_id=str(made["item_id"]))["code"] == "EDIT_ITEM_NOT_BELONG_SELLER"
    assert lazada.post("/product/stock/sellable/update", payload=stock_xml(made, SellableQuantity="1"))["code"] == "501"
