"""Set ShopDesk up on this machine and do one job: `python3 tools/task.py JOB`. Linux and Windows; stdlib only.

Every job first makes sure that what it needs is there: the system libraries of Qt (Debian and its relatives, by
apt-get), the folder .venv, the packages of the lock file by their hashes, and ShopDesk itself. What is there already
is left alone.
"""

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
PROGRAMS = "Scripts" if WINDOWS else "bin"
PYTHON = VENV / PROGRAMS / ("python.exe" if WINDOWS else "python")
COMMAND = VENV / PROGRAMS / ("shopdesk.exe" if WINDOWS else "shopdesk")
OLDEST = (3, 11)
RUN_LOCK, DEV_LOCK = "requirements.lock", "requirements-dev.lock"
LOCK_TOOL = "uv==0.13.9"
# Ten minutes, and a tenth for a machine that is slower than most: no change is at fault for that.
TEST_BUDGET = 11 * 60
TEST_LIMIT = 20 * 60
# A night: what any one proof may take, and all of them.
PROOF_LIMIT = 30 * 60
NIGHT_LIMIT = 5 * 60 * 60

# What PySide6's wheels expect of the system: the file the loader looks for, and Debian's package that has it.
DRAWING = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
}
SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-image.so.0": "libxcb-image0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# The tests cut the power under a running sale by a small library of C; the long ones also lay out an empty Debian.
COMPILER: dict[str, Sequence[str]] = {"gcc": ("gcc", "libc6-dev")}
PACKER: dict[str, Sequence[str]] = {"objdump": ("binutils",)}
FRESH: dict[str, Sequence[str]] = {"debootstrap": ("debootstrap",), "Xvfb": ("xvfb",)}
# The shop server that some tests sell at.
SHOP_SERVER: dict[str, Sequence[str]] = {"node": ("nodejs",), "npm": ("npm",)}
SHOP_SERVER_HOME, NPM_LIMIT = "tests/vendure", 300
# A browser for the tests that buy in the shop window of the practice marketplace.
BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "chrome")
# Debian's own Python has no shared library beside it, and the packed program carries one.
PACKING = {"libpython{}.{}.so.1.0".format(*sys.version_info): "libpython{}.{}".format(*sys.version_info)}
# Qt asks it for Thai words where it is there; the long tests compare both.
THAI_WORDS = {"libthai.so.0": "libthai0"}


def say(text: str) -> None:
    """One line of what is going on, in order with what the started programs print."""
    print(text, flush=True)


def call(command: Sequence[str | Path], **more: str) -> int:
    """Run a program from the root of the checkout, with extra environment, and answer its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env={**os.environ, **more}).returncode


def must(command: Sequence[str | Path], **more: str) -> None:
    """Run a program and stop with its exit code when it fails."""
    code = call(command, **more)
    if code:
        raise SystemExit(code)


def loads(library: str) -> bool:
    """Whether the system's loader finds this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def as_root(command: Sequence[str]) -> list[str] | None:
    """The command with the rights to install; None where there is no way to get them."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return list(command)
    return ["sudo", *command] if shutil.which("sudo") else None


def apt_install(packages: Sequence[str], needed: bool = True) -> None:
    """Install Debian packages; where that cannot be done, say what is missing and go on. Unneeded ones may fail."""
    install = as_root(["apt-get", "install", "-y", "--no-install-recommends", *packages])
    if install is None or not shutil.which("apt-get"):
        say("Please install, then try again if something fails below: " + " ".join(packages))
        return
    say("Installing from this system's packages: " + " ".join(packages))
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    call([*install[: install.index("apt-get")], "apt-get", "update", "-q"], **quiet)
    (must if needed else call)(install, **quiet)


def system_needs(commands: dict[str, Sequence[str]], libraries: dict[str, str]) -> None:
    """Install the programs and libraries (by name, with their packages) that this Linux lacks, and Python's venv."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for command, packages in commands.items() if not shutil.which(command) for package in packages]
    missing += [package for library, package in libraries.items() if not loads(library)]
    if not importlib.util.find_spec("ensurepip") and not PYTHON.exists():
        missing.append("python3-venv")
    if missing:
        apt_install(missing)


def environment() -> None:
    """Make .venv, or make it anew where its Python no longer runs."""
    works = PYTHON.exists() and not subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True).returncode
    if not works:
        say("Making .venv")
        venv.create(VENV, clear=VENV.exists(), symlinks=not WINDOWS, with_pip=True)


def digest(*names: str) -> str:
    """What the named files hold, for this Python, as one short line."""
    seen = hashlib.sha256(sys.version.encode())
    for name in names:
        seen.update((ROOT / name).read_bytes())
    return seen.hexdigest()


def once(stamp: str, value: str, work: Callable[[], None], makes: Path = VENV) -> None:
    """Do the work unless it was done for this very value before and what it makes is there."""
    path = VENV / f"{stamp}.stamp"
    if not makes.exists() or not path.exists() or path.read_text(encoding="ascii") != value:
        work()
        path.write_text(value, encoding="ascii")


def pip(*arguments: str) -> None:
    """Run the environment's pip, quietly; its own configuration says where packages come from."""
    must([PYTHON, "-m", "pip", "-qq", "--no-input", "--disable-pip-version-check", *arguments])


def packages(lock: str) -> None:
    """Install exactly the releases of the lock file, each checked against its hashes."""
    say(f"Installing the packages of {lock} (once; a few minutes on a slow line)")
    pip("install", "--require-hashes", "--no-deps", "-r", lock)


def ourselves() -> None:
    """Put ShopDesk itself into .venv, as a link to this checkout, and with it the command `shopdesk`."""
    pip("install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", ".")


def shop_server(*, compiled: bool = False) -> None:
    """The Vendure server that some tests sell at: exactly the packages of its lock file, where npm is.

    Nothing of theirs is run while they are put there; `compiled` makes SQLite for this machine, which takes minutes.
    Without it the server keeps its goods by SQLite in WebAssembly.
    """
    npm, home = shutil.which("npm"), ROOT / SHOP_SERVER_HOME
    if npm is None:
        say("npm is not here: the tests sell at a stand-in of the shop server.")
        return
    given = digest(f"{SHOP_SERVER_HOME}/package-lock.json")

    def install() -> None:
        say("Installing the packages of the shop server (once; a minute)")
        command = [npm, "ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error", "--prefix", str(home)]
        subprocess.run(command, cwd=ROOT, check=True, timeout=NPM_LIMIT)

    once("vendure", given, install, makes=home / "node_modules")
    if compiled:
        made = home / "node_modules/better-sqlite3/build/Release/better_sqlite3.node"
        once("vendure-file", given, lambda: must([npm, "rebuild", "better-sqlite3", "--prefix", home]), makes=made)


def shop_server_or_stand_in() -> None:
    """The shop server where its packages come; a line that brings none holds nobody up for long."""
    try:
        shop_server()
    except (SystemExit, subprocess.SubprocessError):
        shutil.rmtree(ROOT / SHOP_SERVER_HOME / "node_modules", ignore_errors=True)
        say("The shop server's packages did not come: the tests sell at a stand-in.")


def browser() -> None:
    """A browser for the tests that need one, where this Linux has none."""
    if sys.platform.startswith("linux") and not any(shutil.which(name) for name in BROWSERS):
        apt_install(["chromium"], needed=False)


def set_up(
    *, developer: bool, commands: dict[str, Sequence[str]] | None = None, libraries: dict[str, str] | None = None
) -> None:
    """Everything a job needs: for developers the checking tools too, `commands` (program: packages) and `libraries`."""
    if sys.version_info < OLDEST:
        raise SystemExit("ShopDesk needs Python 3.11 or newer; this is " + sys.version.split()[0])
    system_needs(commands or {}, {**DRAWING, **SCREEN, **(libraries or {})})
    environment()
    run, dev = digest(RUN_LOCK), digest(DEV_LOCK)
    if developer:
        once("dev", dev, lambda: packages(DEV_LOCK))
        (VENV / "run.stamp").write_text(run, encoding="ascii")
    else:
        once("run", run, lambda: packages(RUN_LOCK))
    once("shopdesk", digest("pyproject.toml"), ourselves, makes=COMMAND)


def has_display() -> bool:
    """Whether a window can be shown here."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(more: Sequence[str]) -> int:
    """Open ShopDesk; without a display, play a few market days in the terminal"""
    set_up(developer=False)
    if not more and not has_display():
        say("There is no display here, so no window: playing market days on a sample shop in the terminal instead.")
        more = ["demo"]
    return call([PYTHON, "-m", "shopdesk", *more], PYTHONUTF8="1")


def checks() -> int:
    """Style, types, imports and words; all of them, so that one run tells everything."""
    failed = []
    commands: dict[str, Sequence[str | Path]] = {
        "ruff check": [PYTHON, "-m", "ruff", "check", "."],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "mypy": [PYTHON, "-m", "mypy"],
        "lint-imports": [VENV / PROGRAMS / "lint-imports", "--no-logo"],
        "catalogue": [PYTHON, "tools/catalogue.py", "missing"],
    }
    for name, command in commands.items():
        say(f"== {name}")
        if call(command, PYTHONUTF8="1"):
            failed.append(name)
    if failed:
        say("Not yet right: " + ", ".join(failed))
    return 1 if failed else 0


def check(more: Sequence[str]) -> int:
    """Style, types, import rules and missing Thai sentences"""
    set_up(developer=True)
    return checks()


def pytest(arguments: Sequence[str]) -> int:
    """The test runner, without a screen."""
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    return call([PYTHON, "-m", "pytest", *arguments], **offscreen)


def test(more: Sequence[str]) -> int:
    """Everything a change must pass: the checks, then the tests, within ten minutes"""
    set_up(developer=True, commands=COMPILER)
    # The packages come over the line while the checks reckon.
    beside = threading.Thread(target=shop_server_or_stand_in)
    beside.start()
    wrong = checks()
    beside.join()
    begun = time.monotonic()
    # One more than there are processors: tests wait for windows, servers and other processes.
    side_by_side = ["-n", str(min((os.cpu_count() or 1) + 1, 4)), "--dist", "worksteal"]
    limits = ["-m", "not nightly", "--budget", "--durations=10", f"--session-timeout={TEST_LIMIT}"]
    failed = pytest([*limits, *side_by_side, *more])
    took = time.monotonic() - begun
    if took > TEST_BUDGET and not more:
        say(f"The tests took {took:.0f} s; they may take {TEST_BUDGET} s. The slowest are listed above.")
        return 1
    if wrong:
        say("The checks before the tests found something: see above.")
    return failed or wrong


def nightly(more: Sequence[str]) -> int:
    """The long proofs: power cuts, a fresh machine, the built program, a real shop server"""
    programs = {**COMPILER, **PACKER, **FRESH, **SHOP_SERVER}
    set_up(developer=True, commands=programs, libraries={**PACKING, **THAI_WORDS})
    browser()
    shop_server(compiled=True)
    limits = [f"--timeout={PROOF_LIMIT}", f"--session-timeout={NIGHT_LIMIT}", "--durations=20"]
    # Elsewhere some proofs do not apply; on Linux each has what it needs, or the night has failed.
    limits += [] if WINDOWS else ["--nothing-skipped"]
    return pytest(["-m", "nightly or vendure or browser", *limits, *more])


def bench(more: Sequence[str]) -> int:
    """Measure, and print JSON"""
    set_up(developer=True)
    return call([PYTHON, "-m", "tools.bench", *more], PYTHONUTF8="1", QT_QPA_PLATFORM="offscreen")


def bench_peers(more: Sequence[str]) -> int:
    """Measure beside other programs for shops, each in its own environment"""
    set_up(developer=True)
    return call([PYTHON, "-m", "tools.bench_peers", *more], PYTHONUTF8="1")


def build(more: Sequence[str]) -> int:
    """Make the packed program, let it test itself, and make the Debian package"""
    set_up(developer=True, commands=PACKER, libraries=PACKING)
    return call([PYTHON, "installer/build.py", *more], PYTHONUTF8="1")


def lock(more: Sequence[str]) -> int:
    """Write the lock files anew; add --upgrade to take newer releases"""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, symlinks=not WINDOWS, with_pip=True)
        tool = Path(folder) / PROGRAMS
        must([tool / "python", "-m", "pip", "install", "--quiet", LOCK_TOOL])
        plain = ["--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--generate-hashes"]
        compiled = [
            str(tool / "uv"),
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--python-version",
            "3.11",
            *plain,
            *more,
        ]
        compiled += ["pyproject.toml", "--extra", "link"]
        must([*compiled, "--output-file", RUN_LOCK])
        must([*compiled, "--extra", "dev", "--constraint", RUN_LOCK, "--output-file", DEV_LOCK])
    return 0


def setup(more: Sequence[str]) -> int:
    """Only the set-up: everything the tests need"""
    set_up(developer=True, commands=COMPILER)
    return 0


JOBS = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "bench-peers": bench_peers,
    "nightly": nightly,
    "build": build,
    "lock": lock,
    "setup": setup,
}


def main() -> int:
    """Read the job from the command line and do it; what follows the job goes to the program it starts."""
    listing = "\n".join(f"  {name:12} {job.__doc__}" for name, job in JOBS.items())
    parser = argparse.ArgumentParser(description=listing, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", choices=JOBS)
    parser.add_argument("more", nargs=argparse.REMAINDER, help="handed on to what the job starts")
    given = parser.parse_args()
    return JOBS[given.job]([part for part in given.more if part != "--"])


if __name__ == "__main__":
    raise SystemExit(main())
