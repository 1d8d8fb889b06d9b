"""Commands as a person types them: in this process for the many small things, in one of their own for the main path."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shopdesk.base import i18n
from shopdesk.cli import main
from shopdesk.shop import goods, users
from shopdesk.shop.desk import Office
from shopdesk.shop.opening import open_office
from tests.conftest import begin

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _no_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    """The safe of the machine the tests run on is not ours; nor is it that of the programs they start."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


@dataclass
class Terminal:
    """Types commands for the shop in one folder, in English unless said otherwise."""

    data: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    empty: Path

    def __call__(self, *words: object, stdin: str = "", lang: str = "en") -> Ended:
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        self.capsys.readouterr()
        code = main(["--data", str(self.data), "--lang", lang, *map(str, words)])
        said = self.capsys.readouterr()
        return Ended(code, said.out, said.err)

    def office(self) -> Office:
        begin(self.data, self.empty)
        return open_office(self.data)

    def stock(self, *drafts: goods.Draft) -> None:
        office = self.office()
        with office.writing() as desk:
            for draft in drafts:
                goods.create(desk, draft)
        office.engine.dispose()

    def set_pin(self, pin: str) -> None:
        office = self.office()
        with office.writing() as desk:
            users.set_pin(desk, desk.actor.user, pin)
        office.engine.dispose()


def started(data: Path, *words: object, stdin: str = "", lang: str = "en") -> Ended:
    """The real program in a process of its own."""
    command = [sys.executable, "-m", "shopdesk", "--data", str(data), "--lang", lang, *map(str, words)]
    told = {**os.environ, "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, encoding="utf-8", env=told, check=False)
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder for a shop."""
    return tmp_path / "ร้าน"


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    before = i18n.language()
    yield
    i18n.set_language(before)


@pytest.fixture
def shopdesk(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, empty_file: Path
) -> Terminal:
    return Terminal(data, capsys, monkeypatch, empty_file)


@pytest.fixture
def till(shopdesk: Terminal) -> Terminal:
    """A shop with eggs, rice by weight and beer."""
    shopdesk.stock(
        goods.Draft("ไข่ไก่", 450, "egg", codes=("20000011",), plu="7", stock=100_000),
        goods.Draft("ข้าวหอม", 3_800, "kg", True, plu="8", vat_class="exempt"),
        goods.Draft("เบียร์", 3_800, "can", codes=("8850999320014",), restricted="alcohol"),
    )
    return shopdesk


Start = Callable[..., Ended]
__all__ = ["Ended", "Start", "Terminal", "started"]
