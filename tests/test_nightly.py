"""The long proofs as a whole: none is left out in silence, and none hangs for a night."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TWO = "import pytest\n\ndef test_a() -> None:\n    pass\n\ndef test_b() -> None:\n    pytest.skip('no server')\n"


def test_a_proof_that_was_not_made_is_a_failure_at_night(tmp_path: Path) -> None:
    (tmp_path / "test_two.py").write_text(TWO, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-ra", "-p", "tests.conftest", "--nothing-skipped", "test_two.py"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "1 passed, 1 skipped" in ended.stdout
    assert "no server" in ended.stdout
    assert "1 skipped, which is a failure here" in ended.stdout
