"""The shop of a folder is opened: made where there is none, brought to today's shape, what was cut brought to its end.

office = opening.open_office(folder)
"""

from pathlib import Path
from random import Random, SystemRandom

from shopdesk.base import clock, machine, paths
from shopdesk.base.clock import Clock
from shopdesk.db import check, engine, migrations
from shopdesk.shop import starting
from shopdesk.shop.desk import Office


def open_office(
    data_dir: Path,
    *,
    now: Clock = clock.system_clock,
    random: Random | None = None,
    key: str | None = None,
    checkpoints: bool = True,
) -> Office:
    """Open the shop in a folder, made on the spot when there is none, brought to today's shape when it is older.

    Raises DatabaseProblem for a newer or damaged file.
    """
    random = random or SystemRandom()
    path = paths.shop_file(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    opened = engine.open_engine(path, key, checkpoints=checkpoints)
    migrations.ensure(
        path, opened, before=lambda: starting.backup_before_migration(opened, data_dir, now()), verify=check.verify
    )
    installation = machine.installation(data_dir)
    till, question = starting.settle(opened, installation, now(), random)
    starting.remember_letters(opened, data_dir)
    office = Office(data_dir, opened, now, random, till, question)
    if not question:
        _finish_imports(office)
    return office


def _finish_imports(office: Office) -> None:
    """An import that was cut after it counted is brought to its end before anybody sees the goods."""
    with office.engine.connect() as connection:
        cut = connection.exec_driver_sql('SELECT 1 FROM import_row WHERE "row" = 0 LIMIT 1').first()
    if cut:
        from shopdesk.shop.importing import applying

        applying.finish(office)
