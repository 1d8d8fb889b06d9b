"""The independent vectors beside the tests: made by other programs and by hand, never by ShopDesk."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "data" / "vectors"


def load(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def satang(baht: str) -> int:
    whole, _point, part = baht.partition(".")
    return int(whole) * 100 + int((part or "0").ljust(2, "0"))
