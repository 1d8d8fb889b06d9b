"""Build the packed program, let it prove itself in an empty folder, then make the Debian package from it.

dist/shopdesk/ is the program; dist/shopdesk_VERSION_ARCH.deb installs it. Run it as `make build`.
"""

import argparse
import importlib.metadata
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "installer"
DIST = ROOT / "dist"
PROGRAM = DIST / "shopdesk" / ("shopdesk.exe" if sys.platform == "win32" else "shopdesk")
ICON = ROOT / "resources" / "icons" / "shopdesk.svg"
NAME = "org.shopdesk.ShopDesk"
SELFTEST_SECONDS = 180
LICENCE = re.compile(r"licen[sc]e|copying|notice|authors", re.IGNORECASE)
# What the packed program still takes from the system; everything else is inside.
DEPENDS = "libgl1, libegl1, libfontconfig1, libdbus-1-3, libxkbcommon0, libxkbcommon-x11-0, libxcb-cursor0"

CONTROL = """\
Package: shopdesk
Version: {version}
Architecture: {architecture}
Maintainer: ShopDesk contributors <shopdesk@localhost>
Installed-Size: {kilobytes}
Depends: libc6 (>= {libc}), {depends}
Recommends: libcups2
Section: misc
Priority: optional
Description: point of sale for village shops, with or without a network
 ShopDesk sells, prints receipts, takes PromptPay and counts the drawer on an
 ordinary laptop. Thai first; every screen works by keyboard, touch and scanner.
"""


def pack() -> None:
    """Make dist/shopdesk with PyInstaller."""
    shutil.rmtree(DIST / "shopdesk", ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(DIST), "--workpath", str(ROOT / "build")]
    subprocess.run([*command, *places, str(HERE / "shopdesk.spec")], cwd=ROOT, check=True)


def notices(target: Path) -> None:
    """Lay the licences of everything packed beside the program, as most of them ask."""
    copy(HERE / "NOTICE.txt", target / "NOTICE.txt")
    copy(ROOT / "LICENSE", target / "LICENSE")
    for line in (ROOT / "requirements.lock").read_text(encoding="ascii").splitlines():
        name, pinned, _ = line.partition("==")
        if not pinned or not any(importlib.metadata.distributions(name=name)):
            continue
        files = importlib.metadata.distribution(name).files or []
        for file in (
            file for file in files if ".dist-info" in str(file) and LICENCE.search(str(file).partition(".dist-info")[2])
        ):
            copy(Path(str(file.locate())), target / name / file.name)


def prove(program: Path) -> None:
    """Run the built program's own test in an empty folder, with nothing of this checkout in its environment."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP") if key in os.environ}
        clean = {**kept, "HOME": folder, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
        command = [str(program), "--selftest"]
        subprocess.run(command, cwd=folder, env=clean, check=True, timeout=SELFTEST_SECONDS)


def version() -> str:
    """The version as the package declares it."""
    lines = (ROOT / "shopdesk" / "__init__.py").read_text(encoding="utf-8").splitlines()
    return next(line.split('"')[1] for line in lines if line.startswith("__version__"))


def size(folder: Path) -> int:
    """The bytes of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def copy(source: Path, target: Path) -> None:
    """Put one file of the package where it belongs, readable by everybody."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def stage(tree: Path) -> None:
    """Lay the package's files out as they will stand on the machine."""
    share = tree / "usr" / "share"
    shutil.copytree(DIST / "shopdesk", tree / "usr" / "lib" / "shopdesk", symlinks=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / "shopdesk").symlink_to("../lib/shopdesk/shopdesk")
    copy(HERE / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
    copy(HERE / f"{NAME}.metainfo.xml", share / "metainfo" / f"{NAME}.metainfo.xml")
    copy(ICON, share / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg")
    shutil.move(tree / "usr" / "lib" / "shopdesk" / "licences", share / "doc" / "shopdesk" / "licences")
    copy(HERE / "NOTICE.txt", share / "doc" / "shopdesk" / "copyright")


def debian() -> Path:
    """Make the Debian package and answer its path."""
    architecture = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    made = DIST / f"shopdesk_{version()}_{architecture.stdout.strip()}.deb"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "shopdesk"
        stage(tree)
        control = CONTROL.format(
            version=version(),
            architecture=architecture.stdout.strip(),
            kilobytes=size(tree) // 1024,
            libc=platform.libc_ver()[1],
            depends=DEPENDS,
        )
        (tree / "DEBIAN").mkdir()
        (tree / "DEBIAN" / "control").write_text(control, encoding="utf-8")
        for path in [tree, *(path for path in tree.rglob("*") if path.is_dir())]:
            path.chmod(0o755)
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(made)], check=True)
    return made


def main() -> int:
    """Build, prove, package; --no-package stops after the proof."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-package", action="store_true", help="only the program and its proof")
    given = parser.parse_args()
    pack()
    notices(PROGRAM.parent / "licences")
    prove(PROGRAM)
    print(f"{PROGRAM.parent.relative_to(ROOT)}: {size(PROGRAM.parent) / 2**20:.0f} MiB, its own test passed")
    if not given.no_package and shutil.which("dpkg-deb"):
        made = debian()
        print(f"{made.relative_to(ROOT)}: {made.stat().st_size / 2**20:.0f} MiB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
