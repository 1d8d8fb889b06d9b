"""Prove ShopDesk on an empty Debian 12: `fresh_machine.py [run] [test] [package FILE.deb]`, as root, on Debian.

A minimal Debian is laid into a temporary folder; the committed state of this checkout goes in, and the commands of the
README run there by chroot. Package sources, certificates and pip's configuration are those of this machine; nothing
else of it is seen.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = "/home/shop"
APT_INSTALL = "apt-get install -y --no-install-recommends"
# What tells this machine's programs where packages come from; the files named are taken along.
NETWORK_FILES = ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf")
NETWORK_SETTINGS = ("pip_", "http_proxy", "https_proxy", "no_proxy")
# Kept beside Debian's own bundle, which is written anew whenever ca-certificates is installed.
BUNDLE, BUNDLE_THERE = "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/of-this-machine.crt"


def take_along(machine: Path, name: str, place: str = "") -> None:
    """Copy one file of this machine there, where it exists; to the same place when none is named."""
    if Path(name).is_file():
        target = machine / (place or name).lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        shutil.copyfile(name, target)


def lay_system(machine: Path) -> None:
    """A Debian 12 with nothing but what every Debian has."""
    command = ["debootstrap", "--variant=minbase", "bookworm", str(machine)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for name in NETWORK_FILES:
        take_along(machine, name)
    take_along(machine, BUNDLE, BUNDLE_THERE)
    for path in sorted(Path("/etc/apt/apt.conf.d").glob("99*")):
        take_along(machine, str(path))


def lay_checkout(machine: Path) -> None:
    """The committed state of this checkout, as somebody who fetched it would have it."""
    target = machine / HOME.lstrip("/") / "shopdesk"
    target.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", str(target)], input=archive.stdout, check=True)


@contextmanager
def fresh_machine() -> Iterator[Path]:
    """An empty Debian with the checkout in it, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="shopdesk-fresh-") as folder:
        machine = Path(folder) / "root"
        lay_system(machine)
        lay_checkout(machine)
        yield machine


def inside(machine: Path, command: str) -> int:
    """Run a shell command there; its mounts and processes end with it."""
    kept = {name: value for name, value in os.environ.items() if name.lower().startswith(NETWORK_SETTINGS)}
    clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": HOME, "LANG": "C.UTF-8", "TERM": "dumb", **kept}
    mounts = f"mount -t proc proc {machine}/proc && mount --rbind /dev {machine}/dev"
    entered = f"exec chroot {machine} /bin/sh -c {shlex.quote(command)}"
    isolated = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", f"{mounts} && {entered}"]
    clean["DEBIAN_FRONTEND"] = "noninteractive"
    if (machine / BUNDLE_THERE.lstrip("/")).exists():
        clean |= dict.fromkeys(("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"), BUNDLE_THERE)
    return subprocess.run(isolated, env=clean, stdin=subprocess.DEVNULL).returncode


def told(machine: Path, title: str, command: str) -> int:
    """Run a command there and say how it went and how long it took."""
    begun = time.monotonic()
    print(f"== {title}", flush=True)
    code = inside(machine, command)
    print(f"== {title}: exit {code} after {time.monotonic() - begun:.0f} s", flush=True)
    return code


def from_checkout(machine: Path, jobs: Sequence[str]) -> int:
    """Install make, as the README asks, then run its commands."""
    code = told(machine, "apt-get install make", f"apt-get update -q && {APT_INSTALL} -q make")
    for job in jobs:
        code = code or told(machine, f"make {job}", f"cd {HOME}/shopdesk && CI=true make {job}")
    return code


def package(machine: Path, file: Path) -> int:
    """Install the Debian package with what it asks for, start the program, and remove it without a trace."""
    shutil.copyfile(file, machine / "tmp" / file.name)
    steps = {
        "install": f"apt-get update -q && {APT_INSTALL} -q /tmp/{file.name}",
        "start": "cd /tmp && QT_QPA_PLATFORM=offscreen shopdesk --selftest",
        "remove": "apt-get purge -y -q shopdesk && test ! -e /usr/lib/shopdesk && test ! -e /usr/bin/shopdesk",
    }
    return next((code for title, step in steps.items() if (code := told(machine, title, step))), 0)


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks; without a word, `run` and `test`."""
    if sys.platform == "win32" or os.geteuid() != 0 or not shutil.which("debootstrap"):
        print("This needs Linux, root and debootstrap (apt-get install debootstrap).")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with fresh_machine() as machine:
        if arguments and arguments[0] == "package":
            return package(machine, Path(arguments[1]))
        return from_checkout(machine, arguments or ["run", "test"])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
