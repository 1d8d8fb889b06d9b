"""The vault: what is put in comes out, here and nowhere else, and is readable in no file and no word."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backends import chainer, fail
from keyring.errors import KeyringLocked

from shopdesk.base import log, machine
from shopdesk.shop import backups
from shopdesk.shop.channels import NeedsLogin, Retry
from shopdesk.sync import vault as vaults
from shopdesk.sync.vault import Vault, open_vault
from tests.conftest import Shop

ROOT = Path(__file__).resolve().parents[2]
UID = "0193-account"
SECRET = "tok-7fb1e0c2-ลับ"


class Drawer:
    """A safe of the system, as a desktop has one."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.shut = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.shut:
            raise KeyringLocked("no")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture(autouse=True)
def _no_system_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)


def filed(folder: Path) -> Vault:
    return open_vault(folder)


@pytest.fixture(params=["safe", "file"])
def safe(request: pytest.FixtureRequest) -> Drawer | None:
    return Drawer() if request.param == "safe" else None


def test_what_is_put_in_comes_out_after_a_new_start(tmp_path: Path, safe: Drawer | None) -> None:
    vault = open_vault(tmp_path, safe)
    assert vault.get(UID) == {}
    vault.put(UID, {"access": SECRET, "refresh": "r1"})
    assert vault.change(UID, refresh="r2", more="x" * 20_000) == {
        "access": SECRET, "refresh": "r2", "more": "x" * 20_000,
    }  # fmt: skip
    vault.change(UID, more=None)
    again = open_vault(tmp_path, safe)
    assert again.get(UID) == {"access": SECRET, "refresh": "r2"}
    assert again.get("another") == {}
    again.forget(UID)
    again.forget(UID)
    assert open_vault(tmp_path, safe).get(UID) == {}


def test_no_file_and_no_word_holds_it(tmp_path: Path, safe: Drawer | None) -> None:
    vault = open_vault(tmp_path, safe)
    vault.put(UID, {"access": SECRET})
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes()
            assert b"access" not in path.read_bytes()
    assert SECRET not in repr(vault) + str(vars(vault))
    assert SECRET not in log.clean(f"refused {SECRET}")


def test_what_another_start_reads_is_masked_too(tmp_path: Path) -> None:
    filed(tmp_path).put(UID, {"access": "only-read-91c0"})
    log._secrets.discard("only-read-91c0")
    filed(tmp_path).get(UID)
    assert "only-read-91c0" not in log.clean("only-read-91c0")


@pytest.mark.skipif(os.name != "posix", reason="rights of files are told otherwise here")
def test_nobody_else_may_read_the_files(tmp_path: Path) -> None:
    filed(tmp_path).put(UID, {"access": SECRET})
    assert (tmp_path / "vault").stat().st_mode & 0o777 == 0o700
    kept = [path for path in (tmp_path / "vault").iterdir() if path.suffix != ".lock"]
    assert {path.name for path in kept} == {"secret", f"{UID}.bin"}
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}


def test_a_vault_of_another_machine_is_empty_and_asks_to_sign_in(tmp_path: Path, safe: Drawer | None) -> None:
    open_vault(tmp_path, safe).put(UID, {"access": SECRET})
    machine.write(tmp_path, installation="copied-elsewhere")
    there = open_vault(tmp_path, safe)
    assert there.get(UID) == {}
    with pytest.raises(NeedsLogin):
        vaults.required(there.get(UID), "access")
    there.put(UID, {"access": "new"})
    assert vaults.required(there.get(UID), "access") == ("new",)


@pytest.mark.parametrize("damage", [b"", b"SDV1", b"SDV1" + b"0" * 60, b"{}" * 200])
def test_a_damaged_file_is_empty(tmp_path: Path, damage: bytes) -> None:
    vault = filed(tmp_path)
    vault.put(UID, {"access": SECRET})
    (tmp_path / "vault" / f"{UID}.bin").write_bytes(damage)
    assert vault.get(UID) == {}


def test_secrets_of_one_account_do_not_open_as_anothers(tmp_path: Path) -> None:
    vault = filed(tmp_path)
    vault.put(UID, {"access": SECRET})
    (tmp_path / "vault" / "other.bin").write_bytes((tmp_path / "vault" / f"{UID}.bin").read_bytes())
    assert vault.get("other") == {}


def test_a_safe_that_is_shut_is_waited_for(tmp_path: Path) -> None:
    drawer = Drawer()
    open_vault(tmp_path, drawer).put(UID, {"access": SECRET})
    drawer.shut = True
    with pytest.raises(Retry, match="safe for passwords") as told:
        open_vault(tmp_path, drawer).get(UID)
    assert not isinstance(told.value, NeedsLogin)
    drawer.shut = False
    assert open_vault(tmp_path, drawer).get(UID) == {"access": SECRET}


def test_a_system_without_a_real_safe_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert vaults.system_safe() is None
    chain = chainer.ChainerBackend()
    monkeypatch.setattr("keyring.get_keyring", lambda: chain)
    assert vaults.system_safe() is (chain if chain.backends else None)
    drawer = Drawer()
    monkeypatch.setattr("keyring.get_keyring", lambda: drawer)
    assert vaults.system_safe() is drawer


COUNTING = f"""
import sys
from pathlib import Path
from shopdesk.sync.vault import open_vault
vault = open_vault(Path(sys.argv[1]))
for _ in range(20):
    with vault.locked("{UID}", "count"):
        vault.change("{UID}", n=str(int(vault.get("{UID}").get("n", "0")) + 1))
"""


def test_two_programs_do_not_write_over_each_other(tmp_path: Path) -> None:
    machine.installation(tmp_path)
    alone = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    programs = [
        subprocess.Popen([sys.executable, "-c", COUNTING, str(tmp_path)], cwd=ROOT, env=alone) for _ in range(2)
    ]
    assert [program.wait(60) for program in programs] == [0, 0]
    assert filed(tmp_path).get(UID) == {"n": "40"}


def test_a_backup_holds_nothing_of_the_vault(shop: Shop) -> None:
    folder = shop.office.data_dir
    filed(folder).put(UID, {"access": SECRET})
    sealed = (folder / "vault" / f"{UID}.bin").read_bytes()
    secret = (folder / "vault" / "secret").read_bytes()
    made = backups.make(shop.office)
    copies = [path for path in made.path.parent.rglob("*") if path.is_file()]
    assert copies
    for path in copies:
        assert sealed not in path.read_bytes()
        assert secret not in path.read_bytes()
