"""Printers installed in CUPS, through its own commands: `lp` with `-o raw` passes the bytes by every driver."""

import os
import shutil
import subprocess

from shopdesk.base.errors import ShopError
from shopdesk.devices import trouble

_LIST_SECONDS = 5.0


def send(data: bytes, name: str, seconds: float) -> None:
    """Hand the bytes to the spooler, which keeps them over a restart. Raises ShopError where it does not take them."""
    command = shutil.which("lp")
    if command is None:
        raise trouble.not_found()
    arguments = [command, "-d", name, "-o", "raw", "-t", "ShopDesk", "-"]
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the name is one argument and begins with no hyphen
            arguments, input=data, capture_output=True, timeout=seconds, env=_plain_words(), check=False
        )
    except subprocess.TimeoutExpired as error:
        raise trouble.busy() from error
    except OSError as error:
        raise trouble.not_found() from error
    if done.returncode:
        raise _refusal(done.stderr)


def names() -> list[str]:
    """The printers CUPS knows; none where CUPS is not installed or does not answer."""
    command = shutil.which("lpstat")
    if command is None:
        return []
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            [command, "-e"], capture_output=True, timeout=_LIST_SECONDS, env=_plain_words(), check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return []
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("-")]


def _refusal(words: bytes) -> ShopError:
    return trouble.busy() if b"not accepting" in words.lower() else trouble.not_found()


def _plain_words() -> dict[str, str]:
    """The surroundings with English answers, and without the libraries a packed program brings along."""
    around = {**os.environ, "LC_ALL": "C"}
    if "LD_LIBRARY_PATH_ORIG" in around:
        around["LD_LIBRARY_PATH"] = around["LD_LIBRARY_PATH_ORIG"]
    return around
