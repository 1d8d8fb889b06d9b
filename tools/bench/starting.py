"""How long until something is painted, beside a bare label; how much memory it takes."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tools.bench import shops

STARTS = 7


def _start(kind: str, folder: Path) -> dict[str, Any]:
    script = Path(__file__).with_name("first_paint.py")
    root = Path(__file__).parents[2]
    command = [sys.executable, str(script), kind, str(folder), repr(time.time())]
    done = subprocess.run(command, cwd=root, env=_environment(root, folder), capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _environment(root: Path, folder: Path) -> dict[str, str]:
    """As installed: with its bytecode, kept beside the measured shop and not among the sources."""
    ours = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    compiled = str(folder.parent / "bytecode")
    return {**ours, "PYTHONPATH": str(root), "PYTHONPYCACHEPREFIX": compiled, "QT_QPA_PLATFORM": "offscreen"}


def _medians(starts: list[dict[str, Any]]) -> dict[str, float]:
    return {key: round(statistics.median(start[key] for start in starts), 1) for key in starts[0]}


def run(folder: Path) -> dict[str, Any]:
    """Warm starts of the label and of the program on a shop of 100,000 goods; medians."""
    from shopdesk.shop import settings

    office = shops.open_shop(folder / "shop")
    with office.writing() as desk:
        settings.change(desk, "shop.started", True)
    office.close()
    large = shops.open_shop(folder / "large")
    shops.add_goods(large, 100_000)
    with large.writing() as desk:
        settings.change(desk, "shop.started", True)
    large.close()
    _start("label", folder / "label")
    _start("shopdesk", folder / "shop")
    # In turns, so that whatever else the machine does falls on both.
    starts = [(_start("label", folder / "label"), _start("shopdesk", folder / "shop")) for _ in range(STARTS)]
    label, ours = _medians([first for first, _second in starts]), _medians([second for _first, second in starts])
    full = _medians([_start("shopdesk", folder / "large") for _ in range(3)])
    return {
        "label": {"unit": "ms, MiB", **label},
        "shopdesk": {"unit": "ms, MiB", **ours, "aim_first_paint": 250, "aim_data_ready": 1000, "aim_stall": 50},
        "shopdesk_100k": {"unit": "ms, MiB", **full, "aim_memory": 170},
        "first_paint_to_label": {"ratio": round(ours["first_paint"] / label["first_paint"], 2), "aim": 1.6},
    }
