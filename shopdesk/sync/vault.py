"""The secrets of the shop's accounts: keys and tokens, by the account's uid, encrypted in files beside the shop.

vault.change(uid, access="…", refresh="…")      whole or not at all, before anybody uses it

The key to the files lies in the system's own safe. Where there is none it is made from a secret file of this
installation, which keeps a vault that was carried away alone shut, and no more than that. A vault that this machine
cannot open counts as empty: the person signs in again. Backups hold the shop file and photos, never the vault.
"""

import base64
import contextlib
import json
import logging
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from shopdesk.base import files, log, machine
from shopdesk.base.i18n import N_
from shopdesk.shop.channels import NeedsLogin, Retry
from shopdesk.sync import locking

FOLDER, SECRET_FILE, SERVICE = "vault", "secret", "ShopDesk"
LARGEST = 1_000_000
# Shorter values are no secrets, but words that a log would lack.
SHORTEST = 8
_KEY_SIZE, _NONCE_SIZE = 32, 12
_FORM = b"SDV1"
_UID = re.compile(r"[0-9A-Za-z-]{1,64}")
# Argon2id as OWASP's password storage sheet has it for machines with little memory: 19 MiB, two rounds.
_ROUNDS, _MEMORY_KIB, _LANES = 2, 19_456, 1

_log = logging.getLogger(__name__)


class Safe(Protocol):
    """The system's own store of secrets, as the keyring package offers it."""

    def get_password(self, service: str, username: str) -> str | None:
        """What is stored under the name."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store it."""


class Vault:
    """Secrets by account. Nothing of them is in its words; every value it hands out is masked in logs from then on."""

    def __init__(self, folder: Path, installation: str, safe: Safe | None) -> None:
        self._folder, self._installation, self._safe = folder, installation, safe
        self._key: bytes | None = None

    def __repr__(self) -> str:
        return "Vault()"

    def get(self, uid: str) -> dict[str, str]:
        """All secrets of an account; empty where there are none or this machine cannot open them.

        Raises Retry where the folder or the safe cannot be read now.
        """
        try:
            sealed = files.read_bounded(self._file(uid), LARGEST)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise _unreadable(error) from None
        found = self._opened(uid, sealed)
        _hide(found)
        return found

    def put(self, uid: str, values: Mapping[str, str]) -> None:
        """Store all secrets of an account in the place of what was there. Raises Retry where it cannot be written."""
        with self.locked(uid, "write"):
            self._store(uid, values)

    def change(self, uid: str, **fields: str | None) -> dict[str, str]:
        """Store some secrets and answer all; None takes one away. Raises Retry where it cannot be written."""
        with self.locked(uid, "write"):
            values = {name: value for name, value in {**self.get(uid), **fields}.items() if value is not None}
            self._store(uid, values)
        return values

    def forget(self, uid: str) -> None:
        """Take all secrets of an account away."""
        with self.locked(uid, "write"), contextlib.suppress(FileNotFoundError):
            self._file(uid).unlink()

    @contextlib.contextmanager
    def locked(self, uid: str, purpose: str) -> Iterator[None]:
        """Alone over all programs with this purpose for this account; raises Retry when somebody holds it for long."""
        try:
            with locking.held(self._file(uid).with_suffix(f".{purpose}.lock")):
                yield
        except TimeoutError as error:
            raise _unreadable(error) from None

    def _file(self, uid: str) -> Path:
        assert _UID.fullmatch(uid), "an account has a uid"
        return self._folder / f"{uid}.bin"

    def _store(self, uid: str, values: Mapping[str, str]) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        _hide(values)
        nonce = os.urandom(_NONCE_SIZE)
        plain = json.dumps(dict(values), ensure_ascii=False).encode()
        sealed = _FORM + nonce + ChaCha20Poly1305(self._own_key()).encrypt(nonce, plain, self._bound_to(uid))
        try:
            _write_private(self._file(uid), sealed)
        except OSError as error:
            raise _unreadable(error) from None

    def _opened(self, uid: str, sealed: bytes) -> dict[str, str]:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        start = len(_FORM)
        nonce, rest = sealed[start : start + _NONCE_SIZE], sealed[start + _NONCE_SIZE :]
        try:
            plain = ChaCha20Poly1305(self._own_key()).decrypt(nonce, rest, self._bound_to(uid))
        except (InvalidTag, ValueError):
            _log.warning("the secrets of account %s cannot be opened on this machine", uid)
            return {}
        values: dict[str, str] = json.loads(plain)
        return values

    def _bound_to(self, uid: str) -> bytes:
        return b"%s|%s" % (_FORM, uid.encode())

    def _own_key(self) -> bytes:
        if self._key is None:
            with self.locked("key", "write"):
                self._key = _from_safe(self._safe, self._installation) if self._safe else self._from_file()
        return self._key

    def _from_file(self) -> bytes:
        from argon2.low_level import Type, hash_secret_raw

        path = self._folder / SECRET_FILE
        try:
            secret = files.read_bounded(path, 1_000) if path.exists() else b""
            if len(secret) < _KEY_SIZE:
                secret = os.urandom(_KEY_SIZE)
                _write_private(path, secret)
        except OSError as error:
            raise _unreadable(error) from None
        salt = self._installation.encode().ljust(16, b".")
        return hash_secret_raw(secret, salt, _ROUNDS, _MEMORY_KIB, _LANES, _KEY_SIZE, Type.ID)


def open_vault(data_dir: Path, safe: Safe | None = None) -> Vault:
    """The vault of the shop in this folder on this machine; `safe` stands in for the system's own."""
    return Vault(data_dir / FOLDER, machine.installation(data_dir), safe or system_safe())


def system_safe() -> Safe | None:
    """The system's own safe, or None where there is none, or only one that keeps its contents readable."""
    import keyring
    from keyring.backends import chainer, fail, null

    found = keyring.get_keyring()
    useless = isinstance(found, fail.Keyring | null.Keyring)
    if isinstance(found, chainer.ChainerBackend):
        useless = not found.backends
    if useless or type(found).__module__.startswith("keyrings.alt"):
        return None
    return found


def required(values: Mapping[str, str], *names: str) -> tuple[str, ...]:
    """These secrets; raises NeedsLogin where one is missing."""
    if not all(values.get(name) for name in names):
        raise NeedsLogin(N_("Nobody is signed in there."), fix=N_("Sign in at the platform again."))
    return tuple(values[name] for name in names)


def _from_safe(safe: Safe, installation: str) -> bytes:
    from keyring.errors import KeyringError

    try:
        kept = safe.get_password(SERVICE, installation)
        if kept is None:
            kept = base64.b64encode(secrets.token_bytes(_KEY_SIZE)).decode()
            safe.set_password(SERVICE, installation, kept)
        key = base64.b64decode(kept, validate=True)
    except (KeyringError, OSError, RuntimeError, ValueError) as error:
        raise _unreadable(error) from None
    if len(key) != _KEY_SIZE:
        raise _unreadable(ValueError("not our key"))
    log.hide(kept)
    return key


def _hide(values: Mapping[str, str]) -> None:
    for value in values.values():
        if len(value) >= SHORTEST:
            log.hide(value)
            log.hide(quote(value, safe=""))


def _private_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(0o700)


def _write_private(path: Path, content: bytes) -> None:
    _private_folder(path.parent)
    beside = path.with_suffix(".part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    files.replace(beside, path)
    files.sync_folder(path.parent)


def _unreadable(error: Exception) -> Retry:
    return Retry(
        N_("The safe for passwords of this computer cannot be used now."),
        fix=N_("Unlock it, or start the computer again."),
        detail=type(error).__name__,
    )
