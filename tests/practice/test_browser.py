"""The shop window in a real browser, where there is one: it stands on a phone without a bar to scroll sideways."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.practice.conftest import Lazada

NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "chrome", "msedge")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")
def test_a_browser_shows_the_goods_in_thai(lazada: Lazada, tmp_path: Path) -> None:
    made = lazada.create("BSK-001", 3)
    command = [
        str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
        "--window-size=360,740", "--dump-dom", f"{lazada.practice.address}/shop/{made['item_id']}",
    ]  # fmt: skip
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert "ตะกร้าไม้ไผ่สาน" in shown
    assert "<form" in shown
