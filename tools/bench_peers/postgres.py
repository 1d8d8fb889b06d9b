"""A PostgreSQL server of our own for the time of a measurement, where Debian's package is installed."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

OWNERS = ("postgres", "nobody")


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl; the newest of Debian's, else what the path has."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _owner() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root. None stands for the person at work."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in OWNERS if name in names)


def _quietly(folder: Path, command: list[str]) -> None:
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)


@contextlib.contextmanager
def server() -> Iterator[str | None]:
    """The address of a fresh server on the loopback, ending in `/`; None where PostgreSQL is not installed."""
    programs = _programs()
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="peers-", ignore_cleanup_errors=True) as name:
        folder, owner = Path(name), _owner()
        as_owner = ["runuser", "-u", owner, "--"] if owner else []
        word = secrets.token_hex(16)
        secret = folder / "word"
        secret.write_text(word + "\n", encoding="ascii")
        if owner:
            shutil.chown(folder, owner)
            shutil.chown(secret, owner)
        data, port = str(folder / "data"), _free_port()
        users = ["-U", "peers", "-A", "scram-sha-256", f"--pwfile={secret}"]
        _quietly(folder, [*as_owner, str(programs / "initdb"), "-D", data, *users, "-E", "UTF8", "--locale=C.UTF-8"])
        control = [*as_owner, str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log")]
        _quietly(folder, [*control, "-o", f"-p {port} -k {folder} -c listen_addresses=127.0.0.1", "start"])
        try:
            yield f"postgresql://peers:{word}@127.0.0.1:{port}/"
        finally:
            _quietly(folder, [*control, "-m", "fast", "stop"])
