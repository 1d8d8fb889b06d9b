"""What each part of the program may pull in, seen from outside: in a process of its own. The imports themselves are
held by import-linter; this holds what they cost."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "openpyxl",
    "escpos",
    "qrcode",
    "argon2",
    "requests",
    "keyring",
    "zxingcpp",
)

IMPORT_ALL = """
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for found in pkgutil.walk_packages(package.__path__, name + "."):
        importlib.import_module(found.name)
"""

PAINT = """
import sys
from pathlib import Path
from shopdesk import __main__, app
application = app.make_application(Path(sys.argv[1]))
window = app.build(Path(sys.argv[1]))
window.show()
assert not window.grab().isNull()
"""


def loaded_after(program: str, *arguments: str) -> set[str]:
    """The top-level packages a fresh process holds after running a program."""
    told = f"{program}\nprint('LOADED', *sorted({{name.partition('.')[0] for name in sys.modules}}))"
    ended = subprocess.run(
        [sys.executable, "-c", told, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return set(ended.stdout.rpartition("LOADED ")[2].split())


@pytest.mark.parametrize("package", ["base", "core", "db", "shop", "sync"])
def test_selling_needs_no_window(package: str) -> None:
    assert "PySide6" not in loaded_after(IMPORT_ALL, f"shopdesk.{package}")


def test_values_and_rules_need_no_database() -> None:
    assert not {"sqlalchemy", "sqlmodel", "sqlcipher3"} & loaded_after(IMPORT_ALL, "shopdesk.base", "shopdesk.core")


def test_the_window_is_painted_before_anything_heavy_loads(tmp_path: Path) -> None:
    loaded = loaded_after(PAINT, str(tmp_path))
    assert "PySide6" in loaded
    assert not loaded & set(HEAVY)


def test_deciding_between_window_and_command_imports_neither() -> None:
    assert not loaded_after("import sys, shopdesk.__main__") & {"PySide6", "typer", *HEAVY}


def test_a_command_starts_without_the_window() -> None:
    assert "PySide6" not in loaded_after("import sys, shopdesk.cli")
