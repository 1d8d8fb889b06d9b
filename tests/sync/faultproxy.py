"""A line that breaks on order: it stands between a program and a server on this machine, and needs no rights.

proxy.strike("portal", "after")     each answer is a Wi-Fi's sign-in page, though the server acted
proxy.heal()

Positions: `before` the server acted · `after` it acted, its answer lost · `middle`: a few calls go well, then each
second one is struck after the server acted.
"""

import contextlib
import re
import socket
import struct
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

POSITIONS = ("before", "after", "middle")
WELL_BEFORE_MIDDLE = 3
LONGEST_SILENCE = 5.0
_END = b"\r\n\r\n"
_FINE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n" + b'{"code": "0"}'

Deliver = Callable[["Proxy", socket.socket, bytes], None]


def _said(status: str, body: bytes = b"", *headers: str) -> Deliver:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    whole = "\r\n".join(lines).encode() + _END + body
    return lambda _proxy, there, _reply: there.sendall(whole)


def _page(body: bytes) -> Deliver:
    return _said("200 OK", body, "Content-Type: application/json")


def _reset(_proxy: "Proxy", there: socket.socket, _reply: bytes) -> None:
    there.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _nothing(_proxy: "Proxy", _there: socket.socket, _reply: bytes) -> None:
    return


def _silent(proxy: "Proxy", _there: socket.socket, _reply: bytes) -> None:
    proxy.healed.wait(LONGEST_SILENCE)


def _half(_proxy: "Proxy", there: socket.socket, reply: bytes) -> None:
    start = reply.index(_END) + len(_END)
    there.sendall(reply[: start + max(1, (len(reply) - start) // 2)])


def _half_reset(proxy: "Proxy", there: socket.socket, reply: bytes) -> None:
    _half(proxy, there, reply)
    _reset(proxy, there, reply)


def _drips(proxy: "Proxy", there: socket.socket, reply: bytes) -> None:
    start = reply.index(_END) + len(_END)
    there.sendall(reply[:start])
    for at in range(start, len(reply)):
        if proxy.healed.wait(0.2):
            return
        there.sendall(reply[at : at + 1])


def _endless(proxy: "Proxy", there: socket.socket, _reply: bytes) -> None:
    there.sendall(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"a": "')
    while not proxy.healed.is_set():
        there.sendall(b"x" * 65_536)


def _slow(proxy: "Proxy", there: socket.socket, reply: bytes) -> None:
    proxy.healed.wait(0.1)
    there.sendall(reply)


def _plain(_proxy: "Proxy", there: socket.socket, reply: bytes) -> None:
    there.sendall(reply)


def _repeated(proxy: "Proxy", there: socket.socket, reply: bytes) -> None:
    """The answer that was given first to this path, though it was asked something else."""
    with proxy.lock:
        first = proxy.first.setdefault(proxy.path, reply)
    there.sendall(first)


def _always_more(proxy: "Proxy", there: socket.socket, reply: bytes) -> None:
    """The answer given first to this path again and again, each saying that there is one more page."""
    with proxy.lock:
        first = proxy.first.setdefault(proxy.path, reply)
    head, _, body = first.partition(_END)
    for before, after in MORE:
        head, body = re.sub(before, after, head), re.sub(before, after, body)
    head = re.sub(rb"(?i)(content-length: ?)\d+", rb"\g<1>%d" % len(body), head)
    there.sendall(head + _END + body)


MORE = (
    (rb'"(more|has_next_page)":( ?)false', rb'"\1":\2true'),
    (rb'"(next_page_token|next_cursor)":( ?)""', rb'"\1":\2"again"'),
    (rb'"countTotal":( ?)\d+', rb'"countTotal":\g<1>999'),
    (rb"(?i)(x-wp-totalpages: ?)\d+", rb"\g<1>999"),
)
HTML = b"<!doctype html><html><title>Wi-Fi</title><form action='/login'>Sign in</form></html>"
FAULTS: dict[str, Deliver] = {
    "no answer": _silent,
    "reset": _reset,
    "closed": _nothing,
    "closed in the body": _half,
    "reset in the body": _half_reset,
    "drips": _drips,
    "endless": _endless,
    "bad chunk": lambda _proxy, there, _reply: there.sendall(
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"co\r\nZZ\r\n'
    ),
    "not HTTP": lambda _proxy, there, _reply: there.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "200 kB of headers": lambda _proxy, there, _reply: there.sendall(
        b"HTTP/1.1 200 OK\r\n" + b"X-Long: y\r\n" * 20_000 + b"\r\n"
    ),
    "portal": _said("200 OK", HTML, "Content-Type: text/html"),
    "portal as JSON": _page(HTML),
    "redirect inside": _said("302 Found", b"", "Location: http://169.254.169.254/latest/"),
    "redirect to a file": _said("302 Found", b"", "Location: file:///etc/passwd"),
    "redirect for ever": _said("302 Found", b"", "Location: /again"),
    "429 for years": _said("429 Too Many Requests", b"", "Retry-After: 99999999"),
    "429 until 2099": _said("429 Too Many Requests", b"", "Retry-After: Thu, 01 Jan 2099 00:00:00 GMT"),
    "500": _said("500 Internal Server Error"),
    "502": _said("502 Bad Gateway", HTML, "Content-Type: text/html"),
    "503": _said("503 Service Unavailable"),
    "400": _said("400 Bad Request", b'{"code": "odd", "message": "no"}'),
    "409": _said("409 Conflict", b'{"code": "odd", "message": "no"}'),
    "422": _said("422 Unprocessable Entity", b'{"code": "odd", "message": "no"}'),
    "empty": _page(b""),
    "a key twice": _page(b'{"code": "0", "code": "1"}'),
    "200,000 deep": _page(b"[" * 200_000),
    "no number": _page(b'{"code": "0", "data": NaN}'),
    "slow": _slow,
    "said twice": _plain,
    "old answer": _repeated,
}
# A list that never ends is no fault of the line: it has a test of its own.
ODD: dict[str, Deliver] = {"always more": _always_more}


class Proxy:
    """The line to one server. `calls` counts what was asked, `struck` what was spoiled."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._to = (parts.hostname or "", parts.port or 0)
        self.lock, self.healed, self.first = threading.Lock(), threading.Event(), dict[str, bytes]()
        self.path, self.calls, self.struck = "", 0, 0
        self.before: Callable[[], object] | None = None
        self._fault, self._position, self._seen = "", "", 0
        self._ends = False
        self.port = 0
        self._listen()

    @property
    def address(self) -> str:
        """Where the program calls."""
        return f"http://127.0.0.1:{self.port}"

    def _listen(self) -> None:
        self._door = socket.create_server(("127.0.0.1", self.port), backlog=50)
        self.port = self._door.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, args=(self._door,), daemon=True)
        self._thread.start()

    def _shut(self) -> None:
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def close(self) -> None:
        """No more calls."""
        self._ends = True
        self.healed.set()
        self._shut()

    def strike(self, fault: str, position: str) -> None:
        """From now on every call has this fault; "refused": nobody listens any more."""
        self.healed.clear()
        self.first.clear()
        self._fault, self._position, self._seen = fault, position, 0
        if fault == "refused" and position == "before":
            self._shut()

    def heal(self) -> None:
        """The line is well again."""
        refused = self._fault == "refused"
        self._fault = ""
        self.healed.set()
        if refused:
            self._shut()
            self._thread.join(5)
            self._listen()

    def _accept(self, door: socket.socket) -> None:
        while not self._ends:
            try:
                there, _ = door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(there,), daemon=True).start()

    def _serve(self, there: socket.socket) -> None:
        with there, contextlib.suppress(OSError, ValueError):
            there.settimeout(20)
            request = _read(there)
            if not request:
                return
            fault, position = self._next(request)
            if not fault:
                there.sendall(self._forwarded(request))
                return
            if fault == "refused":
                self._shut()
                _reset(self, there, b"")
                return
            if self.before is not None:
                self.before()
            reply = _FINE if position == "before" else self._forwarded(request)
            if fault == "said twice":
                reply = self._forwarded(request)
            (FAULTS | ODD)[fault](self, there, reply)

    def _next(self, request: bytes) -> tuple[str, str]:
        with self.lock:
            self.calls += 1
            self._seen += 1
            self.path = request.split(b" ", 2)[1].split(b"?")[0].decode()
            well = self._position == "middle" and (self._seen <= WELL_BEFORE_MIDDLE or self._seen % 2)
            if not self._fault or well:
                return "", ""
            self.struck += 1
            return self._fault, self._position

    def _forwarded(self, request: bytes) -> bytes:
        head, _, body = request.partition(_END)
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        with socket.create_connection(self._to, 20) as server:
            server.sendall(b"\r\n".join([*lines, b"Connection: close"]) + _END + body)
            first, _, rest = _until_closed(server).partition(b"\r\n")
        # The program is not to use this connection again.
        return first + b"\r\nConnection: close\r\n" + rest


def _read(there: socket.socket) -> bytes:
    """One request with its body."""
    got = b""
    while _END not in got:
        part = there.recv(65_536)
        if not part:
            return b""
        got += part
    head, _, body = got.partition(_END)
    size = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            size = int(value)
    while len(body) < size:
        part = there.recv(65_536)
        if not part:
            return b""
        body += part
    return head + _END + body


def _until_closed(server: socket.socket) -> bytes:
    parts = []
    while part := server.recv(65_536):
        parts.append(part)
    return b"".join(parts)
