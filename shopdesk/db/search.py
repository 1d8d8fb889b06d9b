"""Finding goods by name, best sellers first, at any length.

From three characters the FTS5 trigram table answers; one and two characters are looked for in one string of all keys,
since a trigram has nothing to say about them and LIKE takes ten times a frame at 100,000 names.
"""

import re
import weakref
from array import array
from bisect import bisect_right
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text
from sqlmodel import Session

from shopdesk.core import thaitext

TRIGRAM = 3
_STAMP = text("SELECT coalesce(max(id), 0) FROM change")
# What goods are found by does not depend on these fields, so a price may change without reading every name again.
_OTHERWISE = text(
    "SELECT EXISTS (SELECT 1 FROM change WHERE id > :since AND record IN ('product', 'item', 'sale_unit', 'category') "
    "AND field NOT IN ('price', 'cost', 'vat_class', 'vat_note', 'restricted', 'tracked', 'photo', 'by_weight'))"
)
# Hands learn where a picture is, so what is sold today moves nothing before tomorrow.
_KEYS = text(
    "SELECT u.id, u.search_key, coalesce(p.category, 0), coalesce(sum(y.net), 0) - coalesce(max(d.net), 0) AS sold "
    "FROM sale_unit u JOIN item i ON i.id = u.item JOIN product p ON p.id = i.product "
    "LEFT JOIN sold_year y ON y.item = u.item "
    "LEFT JOIN (SELECT item, sum(net) AS net FROM sold_day WHERE business_date >= :day GROUP BY item) d "
    "ON d.item = u.item WHERE u.archived_at IS NULL GROUP BY u.id ORDER BY sold DESC, u.position, u.id"
)
_MATCH = text("SELECT rowid FROM goods_search WHERE search_key MATCH :query LIMIT :most")
_MOST_MATCHES = 2_000
_WRITTEN_BEFORE = re.compile("([เแโใไ])([ก-ฮ])")


@dataclass(slots=True)
class Keys:
    """The keys of all sale units in one string, best sellers first, as of one state of the file."""

    stamp: int
    ids: "array[int]"
    categories: "array[int]"
    starts: "array[int]"
    # The place of each sale unit by its id; -1 where the id is none of these.
    rank: "array[int]"
    blob: str
    ordered: "array[int] | None" = None


_keys: "weakref.WeakKeyDictionary[Engine, Keys]" = weakref.WeakKeyDictionary()


def warm(session: Session, day: str) -> Keys:
    """The keys as the file has them now; reads all of them only where goods changed since. Slow the first time.

    Best sellers are those of the days before `day` (a business date), as long as no goods change.
    """
    connection = session.connection()
    stamp = int(connection.execute(_STAMP).scalar_one())
    engine = _root(connection)
    known = _keys.get(engine)
    if known is not None and not connection.execute(_OTHERWISE, {"since": known.stamp}).scalar_one():
        known.stamp = stamp
    if known is None or known.stamp != stamp:
        known = _read(connection, stamp, day)
        _keys[engine] = known
    return known


def find(session: Session, typed: str, category: int | None, limit: int, day: str) -> list[int]:
    """The ids of sale units whose key holds what was typed, best sellers before `day` first, at most `limit`."""
    # A query ends at a NUL, in the middle of its quotes.
    wanted = thaitext.fold(typed.replace("\0", " "))
    keys = warm(session, day)
    if not wanted:
        return _top(keys, category, limit)
    if len(wanted) < TRIGRAM:
        return _scan(keys, wanted, category, limit)
    query = '"' + wanted.replace('"', '""') + '"'
    found = session.connection().execute(_MATCH, {"query": query, "most": _MOST_MATCHES}).scalars()
    ranked = sorted(keys.rank[number] for number in found if number < len(keys.rank) and keys.rank[number] >= 0)
    return [keys.ids[n] for n in ranked if category is None or keys.categories[n] == category][:limit]


def in_order(session: Session, day: str) -> "array[int]":
    """The ids of all sale units in the order of a Thai dictionary.

    A vowel written before its letter counts after it, and tone marks do not count (they are not in the keys), as the
    dictionary of the Royal Society orders words.
    """
    keys = warm(session, day)
    if keys.ordered is None:
        words = _WRITTEN_BEFORE.sub(r"\2\1", keys.blob).split("\n")
        keys.ordered = array("q", (keys.ids[n] for n in sorted(range(len(keys.ids)), key=words.__getitem__)))
    return keys.ordered


def _top(keys: Keys, category: int | None, limit: int) -> list[int]:
    if category is None:
        return keys.ids[:limit].tolist()
    found = []
    for number, own in zip(keys.ids, keys.categories, strict=True):
        if own == category:
            found.append(number)
            if len(found) == limit:
                break
    return found


def _scan(keys: Keys, wanted: str, category: int | None, limit: int) -> list[int]:
    found: list[int] = []
    at = keys.blob.find(wanted)
    while at >= 0 and len(found) < limit:
        n = bisect_right(keys.starts, at) - 1
        if category is None or keys.categories[n] == category:
            found.append(keys.ids[n])
        following = keys.starts[n + 1] if n + 1 < len(keys.starts) else len(keys.blob)
        at = keys.blob.find(wanted, following)
    return found


def _read(connection: Connection, stamp: int, day: str) -> Keys:
    ids, categories, starts = array("q"), array("q"), array("q")
    parts, at = [], 0
    for number, key, category, _sold in connection.execution_options(yield_per=1000).execute(_KEYS, {"day": day}):
        ids.append(number)
        categories.append(category)
        starts.append(at)
        parts.append(key)
        at += len(key) + 1
    rank = array("i", [-1]) * (max(ids, default=0) + 1)
    for place, number in enumerate(ids):
        rank[number] = place
    return Keys(stamp, ids, categories, starts, rank, "\n".join(parts))


def _root(connection: Connection) -> Engine:
    # The writing engine is an option-carrying twin of the reading one; both share the pool.
    return getattr(connection.engine, "_proxied", connection.engine)
