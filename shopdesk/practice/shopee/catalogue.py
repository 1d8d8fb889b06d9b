"""Categories, attributes, brands, limits, channels and photos at Shopee. The tree is the marketplace's one."""

from shopdesk.practice import photos, tree
from shopdesk.practice.records import Data
from shopdesk.practice.shopee.call import Call, Refusal, Route

SPX, EMS, REGISTERED = 70_022, 70_016, 70_017
CHANNELS = {SPX: "SPX Express", EMS: "Thailand Post - EMS", REGISTERED: "Thailand Post - Registered"}
LARGEST, MOST_IMAGES = 10_000_000, 9
LONGEST_NAME, LONGEST_DESCRIPTION, MOST_MODELS = 120, 5_000, 50
INPUTS = {"singleSelect": 1, "multiSelect": 4, "text": 3, "numeric": 3, "richText": 3, "enumInput": 2}


def categories(call: Call) -> Data:
    """GET /product/get_category"""
    thai = call.query.get("language", "en") == "th"
    return {
        "category_list": [
            {
                "category_id": int(node.id), "parent_category_id": int(node.parent.id) if node.parent else 0,
                "original_category_name": node.english, "display_category_name": node.thai if thai else node.english,
                "has_children": not node.leaf,
            }
            for node in tree.nodes().values()
        ]
    }  # fmt: skip


def attribute_tree(call: Call) -> Data:
    """GET /product/get_attribute_tree"""
    wanted = [one for one in call.query.get("category_id_list", "").split(",") if one]
    if not 0 < len(wanted) <= 20:
        raise Refusal("error_param", "category_id_list has 1 to 20 ids.")
    return {"list": [_attributes(number) for number in wanted]}


def own_attributes(category: str) -> list[tree.Attribute]:
    """What a category asks for beyond what every item has."""
    common = {one.name for one in (*tree.COMMON, *tree.SKU_LEVEL)}
    return [one for one in tree.attributes(category) if one.name not in common and not one.sale]


def _attributes(number: str) -> Data:
    node = tree.nodes().get(number)
    if node is None or not node.leaf:
        return {
            "category_id": int(number) if number.isdecimal() else 0,
            "attribute_tree": [],
            "warning": "invalid category",
        }
    told = [
        {
            "attribute_id": one.id, "mandatory": one.needed, "name": one.english,
            "attribute_value_list": [{"value_id": number, "name": english} for number, _, english in one.options],
            "attribute_info": {"input_type": INPUTS[one.kind]}, "multi_lang": [{"language": "th", "value": one.thai}],
        }
        for one in own_attributes(number)
    ]  # fmt: skip
    return {"category_id": int(number), "attribute_tree": told, "warning": ""}


def brands(call: Call) -> Data:
    """GET /product/get_brand_list"""
    offset, size = call.number("offset", 0, 0, 10**6), call.number("page_size", 100, 1, 100)
    call.number("category_id", None, 1, 10**12)
    rows = [{"brand_id": number, "original_brand_name": name, "display_brand_name": name} for number, name, _ in BRANDS]
    more = offset + size < len(rows)
    return {
        "brand_list": rows[offset : offset + size], "has_next_page": more, "next_offset": offset + size if more else 0,
        "is_mandatory": True, "input_type": "DROP_DOWN",
    }  # fmt: skip


BRANDS = [(0, "NoBrand", "NoBrand"), *tree.BRANDS[1:]]


def item_limit(_call: Call) -> Data:
    """GET /product/get_item_limit"""

    def span(least: int, most: int) -> Data:
        return {"min_limit": least, "max_limit": most}

    return {
        "price_limit": span(1, 500_000), "stock_limit": span(0, 999_999),
        "item_name_length_limit": span(1, LONGEST_NAME),
        "item_image_count_limit": span(1, MOST_IMAGES), "item_description_length_limit": span(1, LONGEST_DESCRIPTION),
        "tier_variation_name_length_limit": span(1, 14), "tier_variation_option_length_limit": span(1, 20),
        "item_count_limit": {"max_limit": 10_000}, "dts_limit": {"days_to_ship_limit": span(7, 30)},
        "weight_limit": {"weight_mandatory": True}, "dimension_limit": {"dimension_mandatory": False},
    }  # fmt: skip


def channels(_call: Call) -> Data:
    """GET /logistics/get_channel_list"""
    rows = [
        {
            "logistics_channel_id": number, "logistics_channel_name": name, "enabled": True,
            "cod_enabled": number == SPX,
            "fee_type": "SIZE_INPUT", "weight_limit": {"item_max_weight": 20, "item_min_weight": 0},
            "item_max_dimension": {"height": 100, "width": 100, "length": 100, "unit": "cm"}, "mask_channel_id": 0,
        }
        for number, name in CHANNELS.items()
    ]  # fmt: skip
    return {"logistics_channel_list": rows}


def upload(call: Call) -> Data:
    """POST /media_space/upload_image, which the partner signs alone"""
    file = call.files.get("image")
    if file is None:
        raise Refusal("error_param", "image is required.")
    if len(file.body) > LARGEST:
        raise Refusal("error_param", "The image is larger than 10 MB.")
    try:
        photo = photos.keep(call.store, file.body)
    except photos.NoPhoto as error:
        raise Refusal("error_param", "The image is not JPG, JPEG or PNG.") from error
    url = {"image_url_region": "TH", "image_url": photos.address(call.address, photo)}
    info = {"image_id": photo.id, "image_url_list": [url]}
    return {"image_info": info, "image_info_list": [{"id": 0, "error": "", "message": "", "image_info": info}]}


ROUTES = {
    "/product/get_category": Route(categories),
    "/product/get_attribute_tree": Route(attribute_tree),
    "/product/get_brand_list": Route(brands),
    "/product/get_item_limit": Route(item_limit),
    "/logistics/get_channel_list": Route(channels),
    "/media_space/upload_image": Route(upload, "POST", shop=False),
}
