"""How values of ours stand in columns, exact and in one form only."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.types import TypeDecorator

from shopdesk.base import clock


class Utc(TypeDecorator[datetime]):
    """An instant as BIGINT milliseconds since 1970 in UTC; a time without a zone is refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Milliseconds; raises ValueError for a naive time."""
        return None if value is None else clock.to_ms(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The instant in UTC."""
        return None if value is None else clock.from_ms(value)


class Whole(TypeDecorator[int]):
    """A whole number of 64 bits: satang, thousandths, basis points. Anything else (a float, a bool) is refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """The number itself; raises TypeError where it is not a plain int."""
        if value is not None and type(value) is not int:
            raise TypeError(f"a whole number is needed, not {type(value).__name__}")
        return value


class Json(TypeDecorator[Any]):
    """A small JSON value, stored in one canonical form."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Canonical text; None stays NULL."""
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value."""
        return None if value is None else json.loads(value)


def _plain(value: Any) -> int:
    if isinstance(value, datetime):
        return clock.to_ms(value)
    raise TypeError(f"{type(value).__name__} has no canonical text")


_STRICT = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_plain
)


def _encoder(made: Callable[..., Callable[[Any, int], Iterable[str]]] | None) -> Callable[[Any], str]:
    """The text of values by CPython's own encoder, else by the documented one, which says the same.

    A JSONEncoder makes one anew for each value: that takes as long as a small value itself, and an import has 30,000.
    """
    if made is None:
        return _STRICT.encode
    # No check for circles, ensure_ascii=False, sort_keys=True, skipkeys=False, allow_nan=False.
    encoded = made(None, _plain, json.encoder.encode_basestring, None, ":", ",", True, False, False)
    return lambda value: "".join(encoded(value, 0))


_text = _encoder(getattr(json.encoder, "c_make_encoder", None))


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, no NaN, an instant as its milliseconds."""
    return _text(value)
