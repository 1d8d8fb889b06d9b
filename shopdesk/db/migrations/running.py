"""How the steps are run: Alembic's operations over a list of modules. Imported only when a file needs a step."""

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection

from shopdesk.db import engine as opening
from shopdesk.db import guards
from shopdesk.db.migrations import Verify, m0001_start, m0002_behind_the_counter, m0003_selling_online

STEPS = (m0001_start, m0002_behind_the_counter, m0003_selling_online)


def run(connection: Connection, found: int, verify: Verify) -> None:
    """All steps after `found`, the guards, the check and the stamp in one transaction; foreign keys rest meanwhile."""
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.execution_options(writes=True).begin():
            operations = Operations(MigrationContext.configure(connection))
            for step in STEPS[found:]:
                step.upgrade(operations)
            guards.install(connection)
            wrong = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
            if wrong is not None:
                raise ValueError(f"a row of {wrong[0]} points nowhere")
            verify(connection)
            if not found:
                connection.exec_driver_sql(f"PRAGMA application_id = {opening.APPLICATION_REAL}")
            connection.exec_driver_sql(f"PRAGMA user_version = {len(STEPS)}")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")
