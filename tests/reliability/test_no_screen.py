"""Without a screen the program says what to do and ends; it does not leave that to Qt, which aborts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")


@pytest.mark.parametrize("display", ["", ":77"])
@pytest.mark.parametrize(("language", "words"), [("th", "ไม่มีจอ"), ("en", "no screen")])
def test_without_a_screen_it_says_so_in_words(tmp_path: Path, display: str, language: str, words: str) -> None:
    told = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-m", "shopdesk", "--data", str(tmp_path / "shop"), "--lang", language]
    ended = subprocess.run(
        command, cwd=ROOT, env={**told, "DISPLAY": display, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8"
    )
    assert ended.returncode == 1
    assert words in ended.stderr
    assert "qt.qpa" not in ended.stderr
    assert "shopdesk --help" in ended.stderr
    assert list(tmp_path.iterdir()) == []
