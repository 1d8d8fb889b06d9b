"""The two commands of the README and the packed program, on an empty Debian. Takes a quarter of an hour: nightly."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FRESH = ROOT / "tools" / "fresh_machine.py"

pytestmark = pytest.mark.nightly
needs_debian = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0 or not shutil.which("debootstrap"), reason="needs root and debootstrap"
)


@pytest.fixture(scope="module")
def package() -> Path:
    """The Debian package, built from this checkout; the built program has passed its own test."""
    subprocess.run([sys.executable, "installer/build.py"], cwd=ROOT, check=True)
    return next((ROOT / "dist").glob("shopdesk_*.deb"))


@needs_debian
@pytest.mark.timeout(3600)
def test_an_empty_debian_runs_and_tests_shopdesk_by_its_two_commands() -> None:
    assert subprocess.run([sys.executable, FRESH, "run", "test"], cwd=ROOT).returncode == 0


@needs_debian
@pytest.mark.timeout(1800)
def test_the_package_installs_starts_and_leaves_without_a_trace(package: Path) -> None:
    assert subprocess.run([sys.executable, FRESH, "package", package], cwd=ROOT).returncode == 0
