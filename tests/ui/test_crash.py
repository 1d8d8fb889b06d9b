"""A fault of ours reaches the person through Python's own hook, whatever else is broken at that moment."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

# The program as it runs: its own hook, faults out of its own timers, its own loop.
PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from shopdesk import app
from shopdesk.base import log
data, broken = Path(sys.argv[1]), sys.argv[2] == "broken"
application = app.make_application(data)
window = app.build(data)
log.start(data)
window.show()
if broken:
    def no_sheet(sheet):
        raise RuntimeError("the sheet is broken as well")
    window.open = no_sheet
def fault(n):
    raise ZeroDivisionError(f"fault {n}: 0812345678")
for n in range(3):
    window.later(1 + 20 * n, lambda n=n: fault(n))
told = {}
def look():
    bare = [w for w in QApplication.topLevelWidgets() if type(w) is QPlainTextEdit and w.isVisible()]
    told.update(sheet=window.sheet.report.toPlainText() if window.sheet else "", bare=[w.toPlainText() for w in bare])
    if window.sheet:
        window.sheet.finish(None)
        window.later(400, lambda: fault(9))
    window.later(600, again)
def again():
    told["again"] = window.sheet.report.toPlainText() if window.sheet else ""
    application.quit()
window.later(100, look)
application.exec()
told["log"] = (data / "logs" / "shopdesk.log").read_text(encoding="utf-8")
print(json.dumps(told))
"""


def _told(folder: Path, how: str) -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), how], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60
    )
    assert (ended.returncode, ended.stderr.replace("This plugin does not support propagateSizeHints()\n", "")) == (
        0,
        "",
    )
    told = json.loads(ended.stdout)
    assert isinstance(told, dict)
    return told


def test_faults_in_a_row_open_one_sheet_and_are_all_in_the_log(tmp_path: Path) -> None:
    told = _told(tmp_path, "whole")
    assert "ZeroDivisionError: fault 0" in told["sheet"]
    assert "fault 1" not in told["sheet"]
    assert told["log"].count("ZeroDivisionError") == 4
    assert "fault 0" not in told["log"], "its words may be a buyer's"
    assert "fault 9" in told["again"], "a fault after the sheet was closed is shown again"
    assert told["bare"] == []
    assert "0812345678" not in json.dumps(told)


def test_where_the_sheet_itself_fails_a_bare_window_tells_the_first_fault(tmp_path: Path) -> None:
    told = _told(tmp_path, "broken")
    assert told["sheet"] == ""
    (bare,) = told["bare"]
    assert "ZeroDivisionError: fault 0" in bare
    assert "บิลยังอยู่ครบ" in bare
    assert "the sheet: RuntimeError < ui/crash.py:" in told["log"]
    assert "0812345678" not in json.dumps(told)
