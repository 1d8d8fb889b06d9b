"""Where the marketplace keeps its records: in memory, and with a folder also in a file that outlives a kill."""

import json
import secrets
import sqlite3
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol, TypeVar

from shopdesk.base import clock
from shopdesk.base.errors import Conflict
from shopdesk.base.i18n import N_
from shopdesk.practice.records import KINDS

FILE = "practice.db"
WAITS = 0.5
FIRST_IDS = {
    "Seller": 1_001, "Product": 3_069_252_900, "Sku": 15_298_395_900, "Order": 491_253_082_180_001,
    "Unit": 560_694_402_292_001, "Reverse": 700_100_200_300, "MoneyRow": 81_000_001, "Statement": 501,
    "Package": 134_731_496_217_001, "Tracking": 3_400_000_001, "Small": 10,
}  # fmt: skip


KEEP = "INSERT INTO kept (kind, id, body) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body"
PARENTS = {"Unit": "order", "Sku": "product", "MoneyRow": "order"}


class Record(Protocol):
    """Anything that has an id."""

    @property
    def id(self) -> Any:
        """What it is found by."""


R = TypeVar("R")


class Store:
    """All records by kind and id. Hold `lock` while reading or changing them; `save` makes changes last.

    `offset` milliseconds stand between the machine's time and the marketplace's.
    """

    def __init__(self, folder: Path | None, now: clock.Clock = clock.system_clock) -> None:
        self.lock = threading.RLock()
        self.effects: Counter[str] = Counter()
        self._now = now
        self._all: dict[str, dict[Any, Any]] = {kind.__name__: {} for kind in KINDS}
        self._under: defaultdict[tuple[str, int], dict[Any, Any]] = defaultdict(dict)
        self._changed: dict[tuple[str, str], Any] = {}
        self.values: dict[str, int] = {}
        self._file = _open(folder)
        self._load()

    def now(self) -> int:
        """The marketplace's time in milliseconds."""
        return clock.to_ms(self._now()) + self.values.get("offset", 0)

    def next(self, kind: str) -> int:
        """A new number of this kind; numbers never come back."""
        number = self.values.get(kind, FIRST_IDS[kind])
        self.remember(kind, number + 1)
        return number

    def remember(self, name: str, value: int) -> None:
        """Keep one number by its name."""
        self.values[name] = value
        self._changed[("", name)] = value

    def put(self, record: Record) -> None:
        """Add a record, or say that it changed."""
        self._hold(record)
        self._changed[(type(record).__name__, str(record.id))] = record

    def get(self, kind: type[R], key: object) -> R | None:
        """The record of this kind with this id; None also for what can be no id."""
        found: R | None = self._all[kind.__name__].get(key) if isinstance(key, int | str) else None
        return found

    def all(self, kind: type[R]) -> Iterator[R]:
        """Every record of a kind, oldest first."""
        return iter(tuple(self._all[kind.__name__].values()))

    def under(self, kind: type[R], parent: int) -> list[R]:
        """The pieces of an order, the SKUs of a product; oldest first."""
        return list(self._under.get((kind.__name__, parent), {}).values())

    def count(self, effect: str, by: int = 1) -> None:
        """Count something that happened: what tests ask for afterwards."""
        self.effects[effect] += by

    def save(self) -> None:
        """Write what changed in one piece."""
        changed, self._changed = self._changed, {}
        if self._file is None or not changed:
            return
        rows = [(kind, key, _text(value)) for (kind, key), value in changed.items()]
        with self._file:
            self._file.executemany(KEEP, rows)

    def close(self) -> None:
        """Let go of the file."""
        with self.lock:
            self.save()
            if self._file is not None:
                self._file.close()
                self._file = None

    def _hold(self, record: Any) -> None:
        kind = type(record).__name__
        if kind in PARENTS:
            self._under[(kind, getattr(record, PARENTS[kind]))][record.id] = record
        self._all[kind][record.id] = record

    def _load(self) -> None:
        if self._file is None:
            return
        kinds = {kind.__name__: kind for kind in KINDS}
        for kind, key, body in self._file.execute("SELECT kind, id, body FROM kept ORDER BY rowid"):
            if kind:
                self._hold(kinds[kind](**json.loads(body)))
            else:
                self.values[key] = json.loads(body)


def token(length: int = 16) -> str:
    """Letters and digits nobody can guess, twice as many as `length`."""
    return secrets.token_hex(length)


def _text(value: Any) -> str:
    return json.dumps(value if isinstance(value, int) else asdict(value), ensure_ascii=False)


def _open(folder: Path | None) -> sqlite3.Connection | None:
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(folder / FILE, check_same_thread=False, timeout=WAITS)
        try:
            _take(file)
        except sqlite3.Error:
            file.close()
            raise
    except (OSError, sqlite3.Error) as error:
        busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
        raise _refused(folder, busy=busy) from error
    return file


def _take(file: sqlite3.Connection) -> None:
    """Make the file ours alone until it is closed or we are killed: two would each know half of it."""
    file.execute("PRAGMA locking_mode = EXCLUSIVE")
    file.execute("PRAGMA journal_mode = WAL")
    file.execute("PRAGMA synchronous = NORMAL")
    file.execute("BEGIN IMMEDIATE")
    file.execute("CREATE TABLE IF NOT EXISTS kept (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id))")
    file.commit()


def _refused(folder: Path, *, busy: bool) -> Conflict:
    if busy:
        return Conflict(
            N_("Another practice marketplace has {folder} open."), hint=N_("Use that one, or close it."), folder=folder
        )
    return Conflict(
        N_("The folder {folder} cannot be used."),
        hint=N_("Free some space or check the folder's rights, then do it again."),
        folder=folder,
    )
