"""Categories that a platform tells as a flat list, each with the number of the one above it."""

from collections.abc import Mapping
from typing import NamedTuple

from shopdesk.shop.channels import Category

DEEPEST = 20


class Node(NamedTuple):
    """A category of the list; `above` is "" for a root."""

    name: str
    above: str
    leaf: bool


def leaves(nodes: Mapping[str, Node]) -> list[Category]:
    """The leaves with their path from the root; what never comes to a root is left out."""
    return [Category(number, path) for number, one in nodes.items() if one.leaf and (path := _path(number, nodes))]


def _path(number: str, nodes: Mapping[str, Node]) -> str:
    """The names from the root; "" where they never come to one."""
    names: list[str] = []
    while number and len(names) < DEEPEST:
        one = nodes.get(number)
        if one is None:
            return ""
        names.append(one.name)
        number = one.above
    return "" if number or not all(names) else " > ".join(reversed(names))
