"""Categories, attributes, rules, brands, warehouses and photos at TikTok Shop. The tree is the marketplace's one."""

from shopdesk.practice import photos, tree
from shopdesk.practice.records import Data
from shopdesk.practice.tiktok.call import WAREHOUSE, Call, Refusal, Route

LARGEST, SMALLEST_SIDE, LONGEST_SIDE = 10_000_000, 100, 20_000
USES = ("MAIN_IMAGE", "ATTRIBUTE_IMAGE", "DESCRIPTION_IMAGE", "CERTIFICATION_IMAGE", "SIZE_CHART_IMAGE")


def categories(call: Call) -> Data:
    """GET /product/202309/categories"""
    thai = call.query.get("locale", "en-US") == "th-TH"
    rows = [
        {
            "id": node.id, "parent_id": node.parent.id if node.parent else "0", "is_leaf": node.leaf,
            "local_name": node.thai if thai else node.english, "permission_statuses": ["AVAILABLE"],
        }
        for node in tree.nodes().values()
    ]  # fmt: skip
    return {"categories": rows}


def recommend(call: Call) -> Data:
    """POST /product/202309/categories/recommend: the leaf whose Thai name stands in the title."""
    title = str(call.need("product_title"))
    if not 25 <= len(title) <= 255:
        raise Refusal(12052051, "The product name exceed max limit characters")
    found = next((node for node in tree.nodes().values() if node.leaf and node.thai in title), None)
    if found is None:
        raise Refusal(12019064, "No matching categories.")
    above: list[tree.Node] = []
    node: tree.Node | None = found
    while node is not None:
        above.insert(0, node)
        node = node.parent
    rows = [{"id": one.id, "name": one.thai, "level": at, "is_leaf": one.leaf} for at, one in enumerate(above, 1)]
    return {"leaf_category_id": found.id, "categories": rows}


def leaf(number: object) -> tree.Node:
    """A category that takes goods; raises Refusal."""
    node = tree.nodes().get(str(number))
    if node is None:
        raise Refusal(12052023, "Category does not exist")
    if not node.leaf:
        raise Refusal(12052024, "Category is not final category")
    return node


def own_attributes(category: str) -> list[tree.Attribute]:
    """What a category asks for beyond what every product has."""
    common = {one.name for one in (*tree.COMMON, *tree.SKU_LEVEL)}
    return [one for one in tree.attributes(category) if one.name not in common]


def attributes(call: Call) -> Data:
    """GET /product/202309/categories/{id}/attributes"""
    thai = call.query.get("locale") == "th-TH"
    rows = [
        {
            "id": str(100_000 + one.id), "name": one.thai if thai else one.english, "is_requried": one.needed,
            "type": "SALES_PROPERTY" if one.sale else "PRODUCT_PROPERTY", "is_customizable": not one.options,
            "is_multiple_selection": one.kind == "multiSelect",
            "values": [
                {"id": str(1_000_000 + number), "name": own if thai else english}
                for number, own, english in one.options
            ],
        }
        for one in own_attributes(leaf(call.ids[0]).id)
    ]  # fmt: skip
    return {"attributes": rows}


def rules(call: Call) -> Data:
    """GET /product/202309/categories/{id}/rules"""
    leaf(call.ids[0])
    return {
        "product_certifications": [], "size_chart": {"is_supported": False, "is_required": False},
        "cod": {"is_supported": True}, "package_dimension": {"is_required": False},
    }  # fmt: skip


def brands(call: Call) -> Data:
    """GET /product/202309/brands"""
    size, at = call.page()
    rows = [{"id": f"70{number}", "name": name} for number, name, _ in tree.BRANDS[1:]]
    token = f"p{at + size}" if at + size < len(rows) else ""
    return {"brands": rows[at : at + size], "next_page_token": token, "total_count": len(rows)}


def warehouses(_call: Call) -> Data:
    """GET /logistics/202309/warehouses"""
    one = {"id": WAREHOUSE, "name": "ร้าน", "type": "SALES_WAREHOUSE", "effect_status": "ENABLED", "is_default": True}
    return {"warehouses": [one | {"sub_type": "DOMESTIC_WAREHOUSE"}]}


def upload(call: Call) -> Data:
    """POST /product/202309/images/upload, without a shop"""
    file = call.files.get("data")
    if file is None:
        raise Refusal(12038002, "The image is empty")
    if len(file.body) > LARGEST:
        raise Refusal(12038004, "The image is larger than 10 MB")
    use = call.body.get("use_case", "MAIN_IMAGE")
    if use not in USES:
        raise Refusal(12038014, "use_case is invalid")
    try:
        _kind, width, height = photos.look(file.body)
    except photos.NoPhoto as error:
        raise Refusal(12038005, "The image format is not supported") from error
    if min(width, height) < SMALLEST_SIDE or max(width, height) > LONGEST_SIDE:
        raise Refusal(12038015, "The image has too few or too many pixels")
    photo = photos.keep(call.store, file.body)
    url = photos.address(call.address, photo)
    return {"uri": f"tos-alisg-i-{photo.id}", "url": url, "width": width, "height": height, "use_case": use}


ROUTES = (
    Route("GET", "/product/202309/categories", categories),
    Route("POST", "/product/202309/categories/recommend", recommend),
    Route("GET", "/product/202309/categories/([0-9]+)/attributes", attributes),
    Route("GET", "/product/202309/categories/([0-9]+)/rules", rules),
    Route("GET", "/product/202309/brands", brands),
    Route("GET", "/logistics/202309/warehouses", warehouses),
    Route("POST", "/product/202309/images/upload", upload, cipher=False),
)
