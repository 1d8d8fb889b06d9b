"""What belongs to this machine and not to the shop: one JSON file, readable before any database is opened."""

import json
from pathlib import Path
from typing import Any

from shopdesk.base import files, paths
from shopdesk.base.errors import DatabaseProblem
from shopdesk.base.i18n import N_

LIMIT = 1_000_000


def read(data_dir: Path) -> dict[str, Any]:
    """The machine's settings; an absent or damaged file counts as empty, since the shop must open all the same."""
    try:
        data = json.loads(files.read_bounded(data_dir / paths.MACHINE_FILE, LIMIT))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def write(data_dir: Path, **changes: object) -> dict[str, Any]:
    """Change some of the machine's settings and answer all of them; None removes one.

    Raises DatabaseProblem where the folder cannot be written to.
    """
    data = {**read(data_dir), **changes}
    data = {key: value for key, value in data.items() if value is not None}
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        files.write_whole(data_dir / paths.MACHINE_FILE, text.encode())
    except OSError as error:
        raise DatabaseProblem(
            N_("The shop folder cannot be written to."),
            hint=N_("Free some space or check the folder's rights, then do it again."),
        ) from error
    return data


def installation(data_dir: Path) -> str:
    """The id of this folder on this machine; a folder that came from elsewhere gets a new one.

    Where it differs from the till's, the shop was moved or copied, and the person is asked which.
    """
    # Asked when the file is opened; the first paint need not pay for what only this takes.
    import hashlib
    import platform
    import uuid

    place = hashlib.sha256(f"{platform.node()}|{data_dir.resolve()}".encode()).hexdigest()[:16]
    data = read(data_dir)
    if data.get("place") != place or not isinstance(data.get("installation"), str):
        data = write(data_dir, installation=str(uuid.uuid4()), place=place)
    return str(data["installation"])
