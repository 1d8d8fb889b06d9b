"""Qt asks libthai for Thai words where a system has it; without it (Windows, a bare Debian) our own breaks suffice."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
# One line more is what a label may need where fewer breaks are known; its layout gives it that.
LINE = 27
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt knows no libthai")

# Every sentence of the catalogue as a wrapping label: the height it wants, and how far its widest line stands out.
MEASURE = """
import csv, json, sys
from pathlib import Path
from PySide6.QtGui import QTextLayout, QTextOption
from shopdesk import app
from shopdesk.base import paths
from shopdesk.ui.widgets.text import Plain, shown
application = app.make_application(Path(sys.argv[1]))
def overflow(text, font, width):
    layout = QTextLayout(shown(text), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    most = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        most = max(most, line.naturalTextWidth() - width)
    layout.endLayout()
    return most
rows = list(csv.reader(paths.resource("i18n", "th.csv").open(encoding="utf-8", newline="")))[1:]
told = {}
for source, text in rows[:: int(sys.argv[2])]:
    label = Plain(text, wrap=True)
    told[source] = [[label.heightForWidth(width), overflow(text, label.font(), width)] for width in (220, 420)]
print(json.dumps({"thai": "libthai" in Path("/proc/self/maps").read_text(), "told": told}))
"""


@pytest.fixture(scope="module")
def masked(tmp_path_factory: pytest.TempPathFactory) -> str:
    library = tmp_path_factory.mktemp("mask") / "mask.so"
    source = Path(__file__).with_name("mask.c")
    subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return str(library)


def _told(folder: Path, every: int, **more: str) -> dict[str, Any]:
    command = [sys.executable, "-c", MEASURE, str(folder), str(every)]
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", **more}
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", env=told, check=True)
    answer = json.loads(ended.stdout)
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.nightly)])
def test_every_sentence_fits_its_label(tmp_path: Path, masked: str, every: int) -> None:
    usual = _told(tmp_path, every)
    if not usual["thai"]:
        pytest.skip("this system has no libthai: every other test runs without it already")
    without = _told(tmp_path, every, LD_PRELOAD=masked)
    assert not without["thai"]
    assert len(without["told"]) > 50
    for text, sizes in without["told"].items():
        for (height, overflow), (usual_height, _usual) in zip(sizes, usual["told"][text], strict=True):
            assert overflow <= 0, text
            assert height <= usual_height + LINE, text


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_no_screen_clips_a_word(masked: str) -> None:
    """The checks of the screens once more, in a process that finds no libthai."""
    told = {**os.environ, "LD_PRELOAD": masked, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/ui/test_layout.py"]
    ended = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stdout[-4_000:]
