"""The one opener of the shop's file, and the only place that names the driver.

WAL with synchronous=FULL: what was committed survives a power cut. Writers take their lock at once (BEGIN IMMEDIATE),
so that nothing is read before the lock is held and no sale is counted twice.
"""

import functools
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, exc
from sqlcipher3 import dbapi2 as driver

from shopdesk.base import log
from shopdesk.base.errors import DatabaseProblem, Invalid
from shopdesk.base.i18n import N_

APPLICATION_REAL = 0x53484F50
APPLICATION_PRACTICE = 0x53485052
APPLICATION_BACKUP = 0x5348424B
APPLICATIONS = (APPLICATION_REAL, APPLICATION_PRACTICE, APPLICATION_BACKUP)
BUSY_MS = 5_000
# The driver keeps 100 places for prepared statements and uses a third of them; a sale alone has 30 statements, and all
# of them were prepared anew for each sale, which took as long as running them.
STATEMENTS = 512
_LOOK_AGAIN = 0.001

# The WAL-reset race of SQLite 3.7.0 to 3.51.2 may corrupt a file that two connections write; two backports are free.
_FIRST_SAFE = (3, 51, 3)
_BACKPORTS = (((3, 44, 6), (3, 45, 0)), ((3, 50, 7), (3, 51, 0)))


def library_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite may write in WAL mode without the WAL-reset race."""
    return version >= _FIRST_SAFE or any(low <= version < high for low, high in _BACKPORTS)


def _prepare(connection: Any, key: str | None, checkpoints: bool) -> None:
    cursor = connection.cursor()
    if key is not None:
        if not re.fullmatch(r"[0-9a-f]{64}", key):
            raise ValueError("the key is 64 hexadecimal digits")
        cursor.execute(f"PRAGMA key = \"x'{key}'\"")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    for pragma in (
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "cache_size = -16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    if not checkpoints:
        cursor.execute("PRAGMA wal_autocheckpoint = 0")
    cursor.close()


def open_engine(path: Path, key: str | None = None, *, checkpoints: bool = True) -> Engine:
    """An engine on the file (made when absent), its schema untouched; raises DatabaseProblem on an unsafe SQLite.

    Without `checkpoints` a checkpoint never lands on a sale: whoever opens so calls `checkpoint` when idle.
    """
    _refuse_unsafe()
    if key is not None:
        log.hide(key)
    # A refused statement is told without its values: they are names, telephone numbers, the hash of a PIN.
    engine = create_engine(
        f"sqlite:///{path.as_posix()}",
        module=driver,
        hide_parameters=True,
        connect_args={
            "isolation_level": None,
            "timeout": BUSY_MS / 1000,
            "check_same_thread": False,
            "cached_statements": STATEMENTS,
        },
    )
    _listen(engine, key, checkpoints)
    return _speak_alike(engine)


def _speak_alike(engine: Engine) -> Engine:
    """Let the engine use what was compiled for others: all files are of one kind, and compiling takes longer than most
    statements."""
    language = _language()
    engine.dialect, engine._compiled_cache = language.dialect, language._compiled_cache
    return engine


@functools.cache
def _language() -> Engine:
    """An engine on no file, for its dialect (which learns the library's ways at the first connection) and its cache."""
    engine = create_engine("sqlite://", module=driver)
    event.listen(engine, "handle_error", _in_plain_words)
    engine.connect().close()
    engine.dispose()
    return engine


def _listen(engine: Engine, key: str | None, checkpoints: bool) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        with _closed_when_wrong(connection):
            _prepare(connection, key, checkpoints)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver would begin late and deferred; a writer must hold the lock before its first read.
        if connection.get_execution_options().get("writes", False):
            _take_lock(connection)
        else:
            connection.exec_driver_sql("BEGIN")


@contextmanager
def _closed_when_wrong(connection: Any) -> Iterator[None]:
    """Whoever puts a damaged file aside must not find it held."""
    try:
        yield
    except driver.Error:
        connection.close()
        raise


def _refuse_unsafe() -> None:
    if not library_is_safe(tuple(driver.sqlite_version_info)):
        raise DatabaseProblem(
            N_("This SQLite ({version}) can damage a shop file."),
            hint=N_("Install ShopDesk again from its own setup."),
            version=driver.sqlite_version,
        )


def _prepare_reading(connection: Any, key: str | None) -> None:
    if key is not None:
        log.hide(key)
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
    for pragma in (
        "query_only = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "cache_size = -64000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def open_reader(path: Path, key: str | None = None) -> Engine:
    """An engine that can only look at the file and leaves nothing beside it, so that any copy can be examined.

    A file whose log lies beside it may be in use and is read with its log; one without a log is read as it stands.
    """
    mode = "mode=ro" if path.with_name(path.name + "-wal").exists() else "immutable=1"

    def connect() -> Any:
        connection = driver.connect(
            f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None, check_same_thread=False
        )
        with _closed_when_wrong(connection):
            _prepare_reading(connection, key)
        return connection

    engine = create_engine("sqlite://", module=driver, creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return _speak_alike(engine)


def _take_lock(connection: Connection) -> None:
    """Begin with the write lock, looking every millisecond whether it is free.

    SQLite's own waiting sleeps up to 100 ms at a time and so misses the gaps that long work leaves for the till.
    """
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 0")
    end = time.monotonic() + BUSY_MS / 1000
    try:
        while True:
            try:
                cursor.execute("BEGIN IMMEDIATE")
                return
            except driver.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > end:
                    raise known(error) or error from error
            time.sleep(_LOOK_AGAIN)
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        cursor.close()


def stepping_aside(engine: Engine, aside: Callable[[], None]) -> Engine:
    """The same engine for long work beside other threads: `aside` is called before each statement, except where the
    write lock is held, which others wait for."""
    own = engine.execution_options(aside=True)

    @event.listens_for(own, "before_cursor_execute")
    def _before(connection: Connection, *_statement: object) -> None:
        if not connection.get_execution_options().get("writes", False):
            aside()

    return own


def writer(engine: Engine) -> Engine:
    """The same engine for writing: its transactions begin with the write lock held."""
    return engine.execution_options(writes=True)


def checkpoint(engine: Engine, *, truncate: bool = False) -> None:
    """Move the log into the file; PASSIVE waits for nobody, TRUNCATE also empties the log (at close).

    Raises DatabaseProblem; nothing is lost then, the log stays.
    """
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)" if truncate else "PRAGMA wal_checkpoint(PASSIVE)")
    except driver.Error as error:
        raise known(error) or error from error
    finally:
        connection.close()


_KNOWN = (
    ("full", N_("The disk is full. Nothing was stored."), N_("Free some space, then do it again.")),
    ("locked", N_("The shop file is busy."), N_("Wait a moment, then do it again.")),
    ("readonly", N_("The shop folder cannot be written to."), N_("Check the folder's rights or choose another one.")),
    ("disk i/o", N_("The disk did not answer. Nothing was stored."), N_("Check the disk, then do it again.")),
    ("malformed", N_("The shop file is damaged."), N_("Stop selling on it and restore the last backup.")),
    ("not a database", N_("This is not a shop file of ShopDesk."), N_("Choose another file, or restore a backup.")),
    ("unable to open", N_("The shop file cannot be opened."), N_("Check the folder and the disk.")),
)


def known(error: BaseException) -> DatabaseProblem | None:
    """The plain words for a trouble of the surroundings; None where the fault is ours."""
    words = str(error).lower()
    for part, text, hint in _KNOWN:
        if part in words:
            return DatabaseProblem(text, hint=hint)
    return None


@contextmanager
def keepable() -> Iterator[None]:
    """Within, a half of a character (as broken files and odd programs hold them) is refused as Invalid."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise Invalid(
            N_("This text holds a sign that cannot be kept."), hint=N_("Type it again without that sign.")
        ) from error


def _in_plain_words(context: Any) -> None:
    if isinstance(context.original_exception, UnicodeEncodeError):
        with keepable():
            raise context.original_exception
    problem = known(context.original_exception)
    if problem is not None and isinstance(context.sqlalchemy_exception, exc.DBAPIError):
        raise problem from context.original_exception
