"""Every trigger and search table of the file, declared once; migrations drop and install them anew."""

import re

from sqlalchemy import Connection

from shopdesk.db.guards.derived import DERIVED
from shopdesk.db.guards.facts import fact_triggers
from shopdesk.db.guards.marking import MARKING
from shopdesk.db.guards.searching import SEARCH_TABLES, SEARCH_TRIGGERS


def triggers() -> dict[str, str]:
    """The declared triggers: name to statement."""
    statements = [*fact_triggers(), *(sql for table in DERIVED for sql in table.triggers), *MARKING, *SEARCH_TRIGGERS]
    found = {}
    for statement in statements:
        named = re.match(r"CREATE TRIGGER (\w+)", statement)
        assert named is not None, statement
        found[named.group(1)] = statement
    return found


def install(connection: Connection) -> None:
    """Drop every trigger and search table and make the declared ones; call within the migration's transaction."""
    for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for name, (create, fill) in SEARCH_TABLES.items():
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
        connection.exec_driver_sql(create)
        connection.exec_driver_sql(fill)
    for statement in triggers().values():
        connection.exec_driver_sql(statement)


def installed(connection: Connection) -> dict[str, str]:
    """The triggers that the file really has: name to statement."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {str(row.name): str(row.sql) for row in rows}
