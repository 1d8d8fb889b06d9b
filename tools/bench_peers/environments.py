"""An environment for each peer, made once from its lock file."""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
FOLDER = ROOT / ".peers"
PROGRAMS = "Scripts" if sys.platform == "win32" else "bin"


def python_of(peer: str) -> Path:
    """The interpreter of a peer with its packages; made anew where its lock file or this Python is another."""
    folder, lock = FOLDER / peer, HERE / f"{peer}.lock"
    python = folder / PROGRAMS / ("python.exe" if sys.platform == "win32" else "python")
    wanted = hashlib.sha256(sys.version.encode() + lock.read_bytes()).hexdigest()
    stamp = folder / "made.stamp"
    if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
        print(f"Making the environment of {peer} (once)", file=sys.stderr, flush=True)
        venv.create(folder, clear=folder.exists(), symlinks=sys.platform != "win32", with_pip=True)
        pip = [str(python), "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check"]
        install = [*pip, "install", "--require-hashes", "--no-deps", "-r", str(lock)]
        subprocess.run(install, check=True, stdout=sys.stderr)
        stamp.write_text(wanted, encoding="ascii")
    return python


def release(peer: str, package: str) -> str:
    """The release of a package that the lock file of a peer names."""
    lines = (HERE / f"{peer}.lock").read_text(encoding="utf-8").splitlines()
    return next(line.split("==")[1].split(" ")[0] for line in lines if line.startswith(f"{package}=="))
