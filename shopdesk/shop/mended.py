"""Which texts nobody could read a person took in hand, so that the platform's next word of the same is not held again.

mended.remember(connection, account, kind, key, body)     before the text is changed, taken in or thrown away
mended.told_again(connection, account, kind, key, body)   when it comes again

Kept beside the cursors of the account by the digest of the text as it came; another text is news, and forgets it.
"""

import hashlib

from sqlalchemy import Connection

from shopdesk.shop import cursors

LONGEST = 100_000
MOST = 300
NAME = "mended"
# What has no text of its own is like every other of its kind.
_NOTHING = frozenset({"", "{}", "[]", "null"})


def remember(connection: Connection, account: int, kind: str, key: str, body: str) -> None:
    """A person deals with this text; of one that was changed before the first text counts."""
    kept = cursors.cursor(connection, account, NAME)
    if body not in _NOTHING and _name(kind, key) not in kept:
        latest = [*kept.items(), (_name(kind, key), _digest(body))][-MOST:]
        cursors.moved(connection, account, NAME, dict(latest))


def forget(connection: Connection, account: int, kind: str, key: str) -> None:
    """From now on it is held whenever it comes."""
    kept = cursors.cursor(connection, account, NAME)
    if kept.pop(_name(kind, key), None) is not None:
        cursors.moved(connection, account, NAME, kept)


def told_again(connection: Connection, account: int, kind: str, key: str, body: str) -> bool:
    """Whether a person dealt with this very text already; another one under its name is held like the first."""
    known = cursors.cursor(connection, account, NAME).get(_name(kind, key))
    if known is not None and known != _digest(body):
        forget(connection, account, kind, key)
        return False
    return known is not None


def _name(kind: str, key: str) -> str:
    return f"{kind}:{key[:200]}"


def _digest(body: str) -> str:
    return hashlib.sha256(body[:LONGEST].encode()).hexdigest()[:20]
