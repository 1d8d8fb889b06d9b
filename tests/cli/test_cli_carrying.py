"""Everything out and in by command."""

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal


def test_everything_goes_out_and_into_a_new_shop(
    till: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert till("sell", "7*3", "--pay", "cash:20").code == 0
    out = till("export", "all", tmp_path / "out", "--json")
    assert out.code == 0, out.err
    assert out.json["rows"]["sale"] == 1
    assert till("export", "all", tmp_path / "out").code == 1
    refused = till("import", "all", tmp_path / "out")
    assert refused.code == 1
    assert "sold already" in refused.err
    new = Terminal(tmp_path / "new", capsys, monkeypatch, till.empty)
    assert new("import", "all", tmp_path / "nowhere").code == 1
    assert new("import", "all", tmp_path / "out", "--json").json["rows"] == out.json["rows"]
    assert new("check", "--json").json["ok"] is True
    assert new("till", "moved").code == 0
    assert new("export", "all", tmp_path / "again").code == 0
