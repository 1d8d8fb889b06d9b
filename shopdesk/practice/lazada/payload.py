"""The payload of product calls: JSON or XML with the same tree, read strictly."""

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from shopdesk.practice.lazada.call import Call, Refusal
from shopdesk.practice.records import Data

DEEPEST = 12
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")


class Findings:
    """What is wrong with some goods: all of it is told at once, in `detail`."""

    def __init__(self) -> None:
        self.found: list[dict[str, str]] = []

    def add(self, code: str, message: str, field: str = "") -> None:
        """One more thing that is wrong."""
        self.found.append({"field": field, "code": code, "message": message})

    def stop(self, message: str = "Create product failed", code: str = "500") -> None:
        """Refuse where anything was found."""
        if self.found:
            raise Refusal(code, f"E{code}: {message}", "ISP", self.found)


def request(call: Call, name: str = "payload") -> Data:
    """The Request of a payload."""
    typed = call.text(name)
    tree = _xml(typed) if typed.lstrip().startswith("<") else _json(typed)
    found = tree.get("Request") if isinstance(tree, dict) else None
    if not isinstance(found, dict):
        raise Refusal("30", "E030: Empty Request")
    return found


def product(call: Call, name: str = "payload") -> Data:
    """The Product of a payload."""
    found = request(call, name).get("Product")
    if not isinstance(found, dict):
        raise Refusal("30", "E030: Empty Request")
    return found


def many(tree: Mapping[str, Any], outer: str, inner: str) -> list[Any]:
    """A list inside its wrapper: `Skus` holds one `Sku` or several. Absent and empty are both no members."""
    wrapper = tree.get(outer)
    found = wrapper.get(inner, []) if isinstance(wrapper, dict) else []
    return found if isinstance(found, list) else [found]


def members(tree: Mapping[str, Any], outer: str, inner: str) -> list[Data]:
    """Such a list where every member is a tree itself; raises Refusal."""
    found = many(tree, outer, inner)
    if not all(isinstance(one, dict) for one in found):
        raise Refusal("1001", f"E1001: {outer} is not readable")
    return found


def text(value: object) -> str:
    """A leaf as text; a number of JSON as its digits."""
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return ""
    return str(value).strip()


def satang(findings: Findings, value: object, field: str) -> int:
    """A price in satang; 0 where it is none, which is noted."""
    typed = text(value)
    if not _NUMBER.fullmatch(typed):
        findings.add("4107", f"BIZ_CHECK_NOT_NUMBER: {typed[:40]}", field)
        return 0
    whole, _, part = typed.partition(".")
    if len(part) > 2:
        findings.add("4104", f"BIZ_CHECK_PRICE_PRECISION: {typed[:40]}", field)
    found = int(whole) * 100 + int((part + "00")[:2])
    if not found:
        findings.add("4118", "BIZ_CHECK_PRICE_ZERO", field)
    return found


def pieces(findings: Findings, value: object, field: str, least: int = 0) -> int:
    """A whole number of pieces; `least` where it cannot be one, which is noted."""
    typed = text(value)
    if not re.fullmatch(r"-?[0-9]{1,7}", typed) or int(typed) < least:
        findings.add("4152", f"BIZ_CHECK_QUANTITY: {typed[:40]}", field)
        return least
    return int(typed)


def _json(typed: str) -> Any:
    try:
        # Numbers keep the digits they were sent with.
        return json.loads(typed, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise Refusal("1001", "E1001: The payload is not readable") from error


def _xml(typed: str) -> Data:
    if "<!" in typed.replace("<![CDATA[", ""):
        raise Refusal("5", "E005: Invalid Request Format")
    try:
        root = ET.fromstring(typed)  # noqa: S314 - nothing can be declared: every <! was refused above
    except ET.ParseError as error:
        raise Refusal("5", "E005: Invalid Request Format") from error
    return {root.tag: _node(root, 0)}


def _node(element: ET.Element, depth: int) -> Any:
    if depth > DEEPEST:
        raise Refusal("5", "E005: Invalid Request Format")
    if not len(element):
        return element.text or ""
    found: Data = {}
    for child in element:
        value = _node(child, depth + 1)
        if child.tag not in found:
            found[child.tag] = value
        elif isinstance(found[child.tag], list):
            found[child.tag].append(value)
        else:
            found[child.tag] = [found[child.tag], value]
    return found
