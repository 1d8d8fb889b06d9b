"""Categories, what they ask for, brands, and which category a name suggests."""

from shopdesk.practice import tree
from shopdesk.practice.lazada.call import Call, Refusal, Route
from shopdesk.practice.records import Data, Product

ITEM_LIMIT = 10_000
WORDS = (
    ("ตะกร้า", "10002019"), ("กระติบ", "10002012"), ("เสื่อ", "10002013"), ("น้ำพริก", "10000021"), ("พริกแกง", "10000021"),
    ("ข้าวแต๋น", "10000033"), ("ข้าว", "10000011"), ("กล้วย", "10000032"), ("น้ำผึ้ง", "10000023"), ("กาแฟ", "10000041"),
    ("ชา", "10000042"), ("ผ้าซิ่น", "10001022"), ("ผ้าคลุม", "10001013"), ("ไหม", "10001012"), ("ผ้า", "10001011"),
    ("สบู่", "10003011"), ("ปลา", "10000051"), ("กระเป๋า", "10001032"), ("หมวก", "10001033"), ("ไข่เค็ม", "10000053"),
)  # fmt: skip


def category_tree(call: Call) -> Data:
    """GET /category/tree/get"""
    thai = call.params.get("language_code", "en_US") == "th_TH"
    return {"data": [_node(node, thai) for node in tree.nodes().values() if node.parent is None]}


def _node(node: tree.Node, thai: bool) -> Data:
    told: Data = {
        "category_id": int(node.id), "name": node.thai if thai else node.english, "leaf": node.leaf, "var": node.leaf,
    }  # fmt: skip
    return told if node.leaf else told | {"children": [_node(child, thai) for child in node.children]}


def attributes(call: Call) -> Data:
    """GET /category/attributes/get"""
    node = tree.nodes().get(call.text("primary_category_id"))
    if node is None:
        raise Refusal("57", "E057: No attribute sets linked to that category")
    if not node.leaf:
        raise Refusal("4227", "E4227: The category is not a leaf", "ISP")
    thai = call.params.get("language_code", "en_US") == "th_TH"
    return {"data": [_attribute(one, thai) for one in tree.attributes(node.id)]}


def _attribute(one: tree.Attribute, thai: bool) -> Data:
    options = [{"id": number, "name": t if thai else e, "en_name": e} for number, t, e in one.options]
    return {
        "id": one.id, "name": one.name, "label": one.thai if thai else one.english, "is_mandatory": int(one.needed),
        "is_sale_prop": int(one.sale), "attribute_type": "sku" if one.sku else "normal", "input_type": one.kind,
        "options": options, "advanced": {"is_key_prop": int(one.needed)},
    }  # fmt: skip


def brands(call: Call) -> Data:
    """GET /category/brands/query"""
    start = call.number("startRow", 0, 0, 1_000_000, "14")
    size = call.number("pageSize", 40, 1, 200, "19")
    module = [
        {"brand_id": number, "name": name, "name_en": english, "global_identifier": english.lower().replace(" ", "_")}
        for number, name, english in tree.BRANDS[start : start + size]
    ]
    paging = {"total_record": len(tree.BRANDS), "page_index": start // size, "start_row": start, "page_size": size}
    return {"data": {"module": module, **paging}, "success": True, "error_code": None, "error_msg": None}


def suggestion(call: Call) -> Data:
    """GET /product/category/suggestion/get"""
    name = call.text("product_name")
    found = list(dict.fromkeys(category for word, category in WORDS if word in name))
    if not found:
        raise Refusal("701", "E701: No category suggestion")
    known = [tree.nodes()[one] for one in found]
    told = [{"categoryId": int(one.id), "categoryName": one.thai, "categoryPath": one.path} for one in known]
    return {"data": {"categorySuggestions": told}}


def item_limit(call: Call) -> Data:
    """GET /product/seller/item/limit"""
    mine = [one for one in call.store.all(Product) if one.seller == call.seller.id and one.status == "Active"]
    return {"data": {"onlineItemCount": len(mine), "itemLimit": ITEM_LIMIT, "payItemCnt": 0, "payByrCnt": 0}}


ROUTES = {
    "/category/tree/get": Route(category_tree, token=False),
    "/category/attributes/get": Route(attributes, token=False),
    "/category/brands/query": Route(brands, token=False),
    "/product/category/suggestion/get": Route(suggestion),
    "/product/seller/item/limit": Route(item_limit),
}
