"""How the program starts: quickly, once, and into the window or a command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from shopdesk import app
from shopdesk.__main__ import wants_window
from shopdesk.base import paths
from shopdesk.ui import tour
from shopdesk.ui.shell import Window

SLOW = ["sqlmodel", "sqlalchemy", "requests", "openpyxl", "argon2", "qrcode", "PIL", "keyring", "typer", "budoux"]
UNSEEN = [f"shopdesk.ui.pages.till.{part}" for part in ("tiles", "lines", "unknown")] + ["shopdesk.core.pricing"]
FIRST_PAINT = f"""
import sys
from pathlib import Path
from shopdesk import app
application = app.make_application(Path(sys.argv[1]))
window = app.build(Path(sys.argv[1]))
app.start_size(window)
window.show()
application.processEvents()
assert not window.grab().isNull()
print([name for name in {SLOW + UNSEEN} if name in sys.modules])
"""
WINDOW = """
import sys
from PySide6.QtCore import QTimer
from shopdesk import app
before = app.after_first_paint
def loaded(window):
    before(window)
    window.bus.data_ready.connect(lambda: print("ready", flush=True))
    QTimer.singleShot(60_000, window.close)
app.after_first_paint = loaded
raise SystemExit(app.main(sys.argv[1:]))
"""


def run(code: str, *arguments: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(app.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_the_first_paint_loads_neither_the_database_nor_what_it_does_not_show(tmp_path: Path) -> None:
    out, error = run(FIRST_PAINT, str(tmp_path)).communicate(timeout=60)
    assert (out.strip(), error) == ("[]", "")


def test_the_window_has_room_to_sell_in_even_where_nobody_places_it(closed_window: Window) -> None:
    closed_window.hide()
    closed_window.resize(closed_window.minimumSize())
    app.start_size(closed_window)
    free = closed_window.screen().availableGeometry()
    own = closed_window.normalGeometry()
    assert (own.width(), own.height()) == (min(1366, free.width()), min(768, free.height()))


def test_a_second_window_on_the_same_shop_says_so_and_ends(tmp_path: Path) -> None:
    shown = paths.shown_dir(tmp_path)
    shown.mkdir()
    (shown / "label.pdf").write_bytes(b"%PDF name and address")
    first = run(WINDOW, "--data", str(tmp_path))
    try:
        assert first.stdout is not None
        assert first.stdout.readline().strip() == "ready"
        assert not shown.exists()
        out, error = run(WINDOW, "--data", str(tmp_path), "--lang=en").communicate(timeout=60)
        assert out == ""
        assert error.strip() == "ShopDesk is already open for this shop."
        assert first.poll() is None
    finally:
        first.kill()
        first.communicate()


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--data", "x"], True),
        (["--data=x", "--lang", "en"], True),
        (["--data", "x", "check"], False),
        (["sell", "885"], False),
        (["--help"], False),
        (["--data"], False),
    ],
)
def test_words_after_the_program_decide_for_a_command(arguments: list[str], window: bool) -> None:
    assert wants_window(arguments) is window


def test_the_tour_draws_what_it_is_asked_for(application: QApplication, tmp_path: Path) -> None:
    wanted = {"till", "till-weight", "till-change", "till-help", "crash"}
    assert wanted < set(tour.states())
    files = tour.run_tour(tmp_path / "pictures", (1093, 614), "dark", "en", names=wanted)
    assert {file.stem for file in files} == wanted
    assert [file for file in files if file.stat().st_size < 5_000] == []


@pytest.mark.nightly
@pytest.mark.timeout(900)
@pytest.mark.parametrize("percent", [100, 150])
def test_the_tour_draws_every_state_without_a_warning(application: QApplication, tmp_path: Path, percent: int) -> None:
    files = tour.run_tour(tmp_path / "pictures", (1024, 600), "light", "th", percent)
    assert {file.stem for file in files} == set(tour.states())
    assert [file for file in files if file.stat().st_size < 5_000] == []
