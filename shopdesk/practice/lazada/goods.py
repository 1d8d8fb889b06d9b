"""What Lazada looks at before goods stand in the shop: words, photos, brand, attributes, prices, parcels."""

import re
from datetime import datetime

from shopdesk.base import clock
from shopdesk.practice import photos, tree
from shopdesk.practice.lazada.payload import Findings, many, pieces, satang, text
from shopdesk.practice.records import Data, Sku
from shopdesk.practice.store import Store

LONGEST_NAME, LONGEST_DESCRIPTION, MOST_PHOTOS = 255, 25_000, 8
PACKAGE = ("package_weight", "package_length", "package_width", "package_height")
HEAVIEST, LONGEST_SIDE = 300, 300
_SRC = re.compile(r"<img[^>]*\ssrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_TAG = re.compile(r"</?\s*([a-zA-Z0-9]+)")


def category(findings: Findings, number: str) -> bool:
    """Whether goods may stand in a category."""
    node = tree.nodes().get(number)
    if node is None:
        findings.add("201", "BIZ_CHECK_CATEGORY_NOT_FOUND", "PrimaryCategory")
    elif not node.leaf:
        findings.add("4134", "BIZ_CHECK_CATEGORY_NOT_LEAF", "PrimaryCategory")
    elif number in tree.RESTRICTED:
        findings.add("4163", "BIZ_CHECK_CATEGORY_RESTRICTED", "PrimaryCategory")
    else:
        return True
    return False


def words(store: Store, findings: Findings, attributes: Data, new: bool) -> None:
    """Name, description and highlights."""
    name = text(attributes.get("name"))
    if not name and (new or "name" in attributes):
        findings.add("4108", "BIZ_CHECK_MANDATORY_ATTRIBUTE_MISSING: name", "name")
    if len(name) > LONGEST_NAME:
        findings.add("4106", "BIZ_CHECK_TEXT_TOO_LONG: name", "name")
    description = text(attributes.get("description"))
    if len(description) > LONGEST_DESCRIPTION:
        findings.add("4120", "BIZ_CHECK_TEXT_TOO_LONG: description", "description")
    if any(photos.known(store, url) is None for url in _SRC.findall(description)):
        findings.add("4138", "BIZ_CHECK_EXIST_OUTER_IMAGE", "description")
    if set(_TAG.findall(text(attributes.get("short_description")).lower())) - {"ul", "ol", "li"}:
        findings.add("4129", "BIZ_CHECK_FORBIDDEN_CHARACTER: short_description", "short_description")


def brand(findings: Findings, category_id: str, attributes: Data, new: bool) -> None:
    """The brand, by id or by name."""
    if not new and not {"brand", "brand_id"} & set(attributes):
        return
    by_id, by_name = text(attributes.get("brand_id")), text(attributes.get("brand"))
    if not by_id and not by_name:
        findings.add("4108", "BIZ_CHECK_MANDATORY_ATTRIBUTE_MISSING: brand", "brand")
        return
    found = [number for number, name, _ in tree.BRANDS if by_id == str(number) or (not by_id and by_name == name)]
    if not found:
        findings.add("4142", "BIZ_CHECK_BRAND_NOT_IN_CATEGORY", "brand")
    elif found[0] == tree.NO_BRAND and category_id in tree.BRANDED_ONLY:
        findings.add("4156", "BIZ_CHECK_NO_BRAND_FORBIDDEN", "brand")


def attributes(findings: Findings, category_id: str, given: Data, new: bool) -> None:
    """What the category asks for beyond words and brand."""
    for one in tree.attributes(category_id):
        if one in tree.COMMON[:4] or one.sku:
            continue
        value = text(given.get(one.name))
        if not value:
            if one.needed and (new or one.name in given):
                findings.add("4110", f"BIZ_CHECK_MANDATORY_ATTRIBUTE_MISSING: {one.name}", one.name)
        elif one.kind == "numeric" and not re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", value):
            findings.add("4107", f"BIZ_CHECK_NOT_NUMBER: {one.name}", one.name)
        elif one.options and one.kind.endswith("Select") and not _chosen(one, value):
            findings.add("4115", f"BIZ_CHECK_OPTION_NOT_FOUND: {one.name}", one.name)


def _chosen(one: tree.Attribute, value: str) -> bool:
    offered = {word for _, thai, english in one.options for word in (thai, english)}
    wanted = [part.strip() for part in value.split(",")] if one.kind == "multiSelect" else [value]
    return set(wanted) <= offered


def pictures(store: Store, findings: Findings, given: Data, field: str, needed: bool) -> list[str]:
    """A list of photos: held here, none twice, at most eight."""
    urls = [text(url) for url in many(given, "Images", "Image")]
    if not urls and needed:
        findings.add("4139", "BIZ_CHECK_MAIN_IMAGE_MISSING", field)
    if len(urls) > MOST_PHOTOS:
        findings.add("4169", "BIZ_CHECK_TOO_MANY_IMAGES", field)
    if len(set(urls)) != len(urls):
        findings.add("4116", "BIZ_CHECK_MAIN_IMAGE_REPEAT", field)
    if any(photos.known(store, url) is None for url in urls):
        findings.add("4138", "BIZ_CHECK_EXIST_OUTER_IMAGE", field)
    return urls


def package(findings: Findings, given: Data, field: str, new: bool) -> dict[str, str]:
    """Weight in kg and sides in cm, each with at most two decimals, all four of them."""
    found: dict[str, str] = {}
    for name in PACKAGE:
        value = text(given.get(name))
        most = HEAVIEST if name == "package_weight" else LONGEST_SIDE
        if not value:
            if new:
                findings.add("4110", f"BIZ_CHECK_MANDATORY_ATTRIBUTE_MISSING: {name}", field)
        elif not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,2})?", value):
            findings.add("4149", f"BIZ_CHECK_PACKAGE_DECIMALS: {name}", field)
        elif not value.strip("0.") or int(value.partition(".")[0]) > most:
            findings.add("4164" if name == "package_weight" else "4165", f"BIZ_CHECK_PACKAGE_LIMIT: {name}", field)
        else:
            found[name] = value
    if "package_content" in given:
        found["package_content"] = text(given["package_content"])
    return found


def prices(findings: Findings, sku: Sku, given: Data, names: tuple[str, str, str, str]) -> None:
    """Price, special price and its days into a SKU; `names` as this call spells them."""
    field, (plain, special, starts, ends) = sku.seller_sku, names
    if plain in given:
        sku.price = satang(findings, given[plain], field)
    if text(given.get(special)):
        sku.special = satang(findings, given[special], field)
        sku.special_from, sku.special_until = day(given.get(starts)), day(given.get(ends), end=True)
    elif special in given:
        sku.special = sku.special_from = sku.special_until = 0
    if sku.special and sku.special >= sku.price:
        findings.add("4157", "BIZ_CHECK_SPECIAL_PRICE", field)
    if sku.special_until and sku.special_until < sku.special_from:
        findings.add("4117", "BIZ_CHECK_SPECIAL_DATES", field)


def day(value: object, end: bool = False) -> int:
    """`2026-11-30` or `2026-11-30 23:59:59` of Bangkok in milliseconds; 0 where none is given."""
    typed = text(value)
    if not typed:
        return 0
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        return 0
    if end and len(typed) == len("2026-11-30"):
        at = at.replace(hour=23, minute=59, second=59)
    return clock.to_ms(at if at.tzinfo else at.replace(tzinfo=clock.BANGKOK))


def stock(findings: Findings, given: Data, field: str) -> int:
    """The quantity of new goods."""
    return pieces(findings, given.get("quantity", "0"), field)


def choices(findings: Findings, category_id: str, skus: list[Sku]) -> None:
    """What tells variants apart: needed once there are two, and no two alike."""
    known = {one.name for one in tree.attributes(category_id) if one.sale}
    for sku in skus:
        if set(sku.choice) - known:
            findings.add("4112", "BIZ_CHECK_SALE_PROP_UNKNOWN", sku.seller_sku)
        if len(skus) > 1 and not sku.choice:
            findings.add("4109", "BIZ_CHECK_SALE_PROP_MISSING", sku.seller_sku)
    told = [tuple(sorted(sku.choice.items())) for sku in skus if sku.choice]
    if len(set(told)) != len(told):
        findings.add("4113", "BIZ_CHECK_SALE_PROP_REPEAT", "Skus")
    if len({frozenset(sku.choice) for sku in skus}) > 1:
        findings.add("4143", "BIZ_CHECK_SALE_PROP_DIFFERENT", "Skus")
