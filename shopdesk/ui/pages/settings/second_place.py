"""Where backups may go: sticks and drives that are plugged in, a folder of the person's choice, what to beware of."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

FOLDER = "ShopDesk Backup"
# Folders that a program copies to the internet: a half-copied file looks whole, and it leaves the house.
_CLOUD = ("onedrive", "google drive", "googledrive", "dropbox", "icloud", "my drive", "ไดรฟ์ของฉัน")
_WHERE_STICKS_ARE = ("/media/", "/run/media/", "/mnt/")


@dataclass(frozen=True, slots=True)
class Place:
    """A drive that is there now: the folder for backups on it, and its name."""

    folder: str
    name: str


def offered(data_dir: Path) -> list[Place]:
    """Drives other than the one the shop lies on, sticks and cards above all."""
    home = QStorageInfo(str(data_dir)).device()
    drives = (drive for drive in QStorageInfo.mountedVolumes() if drive.device() != home and usable(drive))
    return [Place(within(drive.rootPath()), f"{drive.displayName()} ({drive.rootPath()})") for drive in drives]


def usable(drive: QStorageInfo) -> bool:
    """Whether a person may have plugged it in and it can be written."""
    if not drive.isReady() or drive.isReadOnly():
        return False
    return sys.platform == "win32" or drive.rootPath().startswith(_WHERE_STICKS_ARE)


def within(chosen: str) -> str:
    """Our own folder inside a chosen one, so that a stick that is pulled out is known by its absence."""
    path = Path(chosen)
    return str(path if path.name == FOLDER else path / FOLDER)


def is_cloud(folder: str, known: Iterable[str] = _CLOUD) -> bool:
    """Whether a program copies this folder to the internet, as far as its name tells."""
    parts = [part.casefold() for part in Path(folder).parts]
    return any(part.startswith(name) for part in parts for name in known)
