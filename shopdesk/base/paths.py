"""Where things are: what we ship, and the folder of one shop. The only place that knows of frozen programs."""

import functools
import sys
from pathlib import Path

SHOP_FILE = "shop.db"
MEDIA_FILE = "media.db"
MACHINE_FILE = "machine.json"


def resource(*parts: str) -> Path:
    """A file or folder of resources/, in a checkout as in the packed program."""
    return _resources().joinpath(*parts)


@functools.cache
def _resources() -> Path:
    packed = getattr(sys, "_MEIPASS", None)
    return (Path(packed) if packed else Path(__file__).resolve().parents[2]) / "resources"


def default_data_dir() -> Path:
    """The folder of the shop on this machine when none is named: the user's own data folder."""
    import platformdirs

    return Path(platformdirs.user_data_dir("ShopDesk", appauthor=False))


def shop_file(data_dir: Path) -> Path:
    """The shop's database in its folder."""
    return data_dir / SHOP_FILE


def shown_dir(data_dir: Path) -> Path:
    """Files another program was asked to show, with names and addresses in them: gone when the window opens again."""
    return data_dir / "shown"


def log_dir(data_dir: Path) -> Path:
    """The folder of the rotating log."""
    return data_dir / "logs"
