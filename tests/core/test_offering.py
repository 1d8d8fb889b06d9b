"""What no platform takes is told from words, and nothing else is: goods of real villages."""

import csv
from pathlib import Path

import pytest

from shopdesk.core import offering

GOODS = Path(__file__).parents[1] / "data" / "offering" / "goods.csv"


def goods() -> list[tuple[str, str]]:
    with GOODS.open(encoding="utf-8", newline="") as file:
        return [(row["goods"], row["refused"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("name", "refused"), goods())
def test_goods_of_villages_are_refused_or_not(name: str, refused: str) -> None:
    assert offering.refused_class("", name) == refused
