"""Bring a file to the shape this program knows: every step and the stamp in one transaction, or nothing.

`PRAGMA user_version` is the only stamp. A file of a newer program is refused. Steps are plain modules in STEPS, so that
a packed program finds them like any other import.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine

from shopdesk.base.errors import DatabaseProblem
from shopdesk.base.i18n import N_
from shopdesk.db import engine as opening

VERSION = 3
Verify = Callable[[Connection], None]


def version_of(engine: Engine) -> int:
    """The file's stamp; 0 for a file that was just made."""
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(engine: Engine, *, before: Callable[[], None], verify: Verify) -> int:
    """Run the missing steps; answers how many. `before` makes the backup, `verify` raises where the result is wrong.

    Raises DatabaseProblem for a newer file, unchanged.
    """
    found = version_of(engine)
    if found > VERSION:
        raise DatabaseProblem(
            N_("This shop file was made by a newer ShopDesk."), hint=N_("Update ShopDesk, then open it again.")
        )
    if found == VERSION:
        return 0
    if found:
        before()
    from shopdesk.db.migrations import running

    with engine.connect() as connection:
        running.run(connection, found, verify)
    return VERSION - found


def ensure(path: Path, engine: Engine, *, before: Callable[[], None], verify: Verify) -> None:
    """The file is there and has the right shape; a folder that is missing is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    migrate(engine, before=before, verify=verify)


__all__ = ["VERSION", "ensure", "migrate", "opening", "version_of"]
