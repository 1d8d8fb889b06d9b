"""The program as its next version may be: two steps more, of every kind a step is made of, run by the real machinery.

next_version.py FOLDER      opens the shop there, which brings it to the next version
"""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

from alembic.operations import Operations
from sqlalchemy import Column, Integer, String

from shopdesk.db import migrations
from shopdesk.db.migrations import running
from shopdesk.shop import opening


def _columns(operations: Operations) -> None:
    """A column more, filled from what is there."""
    operations.add_column("product", Column("keeps_days", Integer))
    operations.execute("UPDATE product SET keeps_days = 30 + id % 7")
    operations.create_index("ix_product_keeps_days", "product", ["keeps_days"])


def _table_anew(operations: Operations) -> None:
    """A table that others point to, copied into a new shape."""
    with operations.batch_alter_table("sale_unit", recreate="always") as table:
        table.add_column(Column("colour", String, nullable=False, server_default=""))
    operations.execute("UPDATE sale_unit SET colour = 'c' || (id % 9)")


STEPS: tuple[Any, ...] = (SimpleNamespace(upgrade=_columns), SimpleNamespace(upgrade=_table_anew))
VERSION = migrations.VERSION + len(STEPS)


@contextmanager
def installed() -> Iterator[None]:
    """Within, this process is the next version."""
    with (
        mock.patch.object(running, "STEPS", (*running.STEPS, *STEPS)),
        mock.patch.object(migrations, "VERSION", VERSION),
    ):
        yield


if __name__ == "__main__":
    with installed():
        opening.open_office(Path(sys.argv[1]), random=random.Random(8)).close()
