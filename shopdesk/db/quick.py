"""The short way to SQLite, for what every sale asks and writes.

SQLAlchemy's own work for a statement takes several times longer than SQLite's. Here statements go to the driver, within
the transaction SQLAlchemy began and with the same plain words for troubles; values go and come as SQLite knows them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, exc
from sqlcipher3 import dbapi2 as driver

from shopdesk.db.engine import known

_NONE: Mapping[str, Any] = {}


def rows(connection: Connection, statement: str, values: Mapping[str, Any] = _NONE) -> list[Any]:
    """Run one statement with `:name` values and answer its rows as tuples; raises DatabaseProblem, and what SQLAlchemy
    raises for what the file refuses."""
    try:
        answer: list[Any] = _driver(connection).execute(statement, values).fetchall()
    except driver.Error as error:
        raise _told(statement, error) from error
    return answer


def first(connection: Connection, statement: str, values: Mapping[str, Any] = _NONE) -> Any:
    """The first row of an answer as a tuple, None where there is none; raises DatabaseProblem."""
    answer = rows(connection, statement, values)
    return answer[0] if answer else None


def many(connection: Connection, statement: str, values: Sequence[Sequence[Any]]) -> None:
    """Run one statement with `?` values for each of some rows; raises as `rows` does."""
    try:
        _driver(connection).executemany(statement, values)
    except driver.Error as error:
        raise _told(statement, error) from error


def numbers(ids: Sequence[int]) -> str:
    """Row ids as one value: `IN (SELECT value FROM json_each(:ids))` is one statement however many there are."""
    return f"[{','.join(map(str, ids))}]"


def _told(statement: str, error: driver.Error) -> Exception:
    """A fault as the rest of the program knows it, without its values: whoever holds off one bad thing catches it."""
    return known(error) or exc.DBAPIError.instance(statement, None, error, driver.Error, hide_parameters=True)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
