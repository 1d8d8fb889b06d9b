"""One request on the wire: every read and write knows how much time is left in all, and is counted.

The libraries below end a wait that is silent; a peer that sends a byte now and then holds them for ever. So the time
left is set anew before each read, which costs nothing and needs no watching thread.
"""

import http.client
import io
import socket
import time
from contextvars import ContextVar
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_PIECE = 65_536
# What frames a body and heads it, beside the body itself.
_ROOM = 1_000_000


class TooLarge(OSError):
    """The other side sends more than anybody asked for."""


class Trip:
    """What one request may take and what it took: seconds in all, bytes each way, and whether anything was said yet."""

    def __init__(self, seconds: float, largest: int) -> None:
        self._end = time.monotonic() + seconds
        self._most = largest * 2 + _ROOM
        self.sent = self.received = 0

    @property
    def left(self) -> float:
        """Seconds that are left; raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time of this request is over")
        return left

    def came(self, count: int) -> None:
        """So many bytes arrived; raises TooLarge."""
        self.received += count
        if self.received > self._most:
            raise TooLarge("more than was asked for")

    def __enter__(self) -> "Trip":
        self._token = _current.set(self)
        return self

    def __exit__(self, *_raised: object) -> None:
        _current.reset(self._token)


_current: ContextVar[Trip] = ContextVar("trip")


class _Counted(io.RawIOBase):
    """The receiving side of a socket, read by one request."""

    def __init__(self, sock: socket.socket, raw: Any) -> None:
        self._socket, self._raw, self._trip = sock, raw, _current.get()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._socket.settimeout(self._trip.left)
        count: int | None = self._raw.readinto(buffer)
        self._trip.came(count or 0)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Side:
    """What an answer takes for its socket: only asked for a file to read."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Counted(self._socket, self._socket.makefile("rb", 0)))


class _Answer(http.client.HTTPResponse):
    def __init__(self, sock: Any, *args: Any, **more: Any) -> None:
        super().__init__(_Side(sock), *args, **more)  # type: ignore[arg-type]  # it asks for a file and nothing else


def _send(connection: Any, data: Any) -> None:
    trip = _current.get()
    if connection.sock is None:
        connection.connect()
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        trip.sent += len(piece)
        connection.sock.settimeout(trip.left)
        connection.sock.sendall(piece)


class _Plain(HTTPConnection):
    response_class = _Answer

    def send(self, data: Any) -> None:
        _send(self, data)


class _Safe(HTTPSConnection):
    response_class = _Answer

    def send(self, data: Any) -> None:
        _send(self, data)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SafePool(HTTPSConnectionPool):
    ConnectionCls = _Safe


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, **more)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SafePool}


def session() -> requests.Session:
    """A session that reads no settings of the machine (proxies, password files), keeps no cookies and tries once."""
    made = requests.Session()
    made.trust_env = False
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        made.mount(scheme, _Adapter(pool_connections=4, pool_maxsize=2, max_retries=0))
    return made
