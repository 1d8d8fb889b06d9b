"""A little server that answers as badly as it is told to: plain sockets, so that nothing on our side is polite."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

Act = Callable[[socket.socket, bytes], None]


class BadServer:
    """Listens on loopback; every request is read whole and kept, then `act` does with the socket what it likes.

    `blurts` is said before anybody asked.
    """

    def __init__(self, act: Act, tls: ssl.SSLContext | None = None, blurts: bytes = b"") -> None:
        self.act, self.tls, self.blurts = act, tls, blurts
        self.requests: list[bytes] = []
        self.over = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(0.05)
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    @property
    def base(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/"

    def _serve(self) -> None:
        while not self.over.is_set():
            with contextlib.suppress(TimeoutError):
                connection, _ = self.listener.accept()
                with connection, contextlib.suppress(OSError):
                    connection.settimeout(1)
                    connection.sendall(self.blurts)
                    self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        if self.tls:
            with self.tls.wrap_socket(connection, server_side=True) as safe:
                self._turns(safe)
        else:
            self._turns(connection)

    def _turns(self, connection: socket.socket) -> None:
        while not self.over.is_set():
            request = read_request(connection)
            if not request:
                return
            self.requests.append(request)
            self.act(connection, request)

    def close(self) -> None:
        self.over.set()
        self.thread.join(10)
        self.listener.close()


@contextlib.contextmanager
def serving(act: Act, tls: ssl.SSLContext | None = None, *, blurts: bytes = b"") -> Iterator[BadServer]:
    server = BadServer(act, tls, blurts)
    try:
        yield server
    finally:
        server.close()


def read_request(connection: socket.socket) -> bytes:
    """Headers and the body their length tells of."""
    got = b""
    while b"\r\n\r\n" not in got:
        part = connection.recv(65_536)
        if not part:
            return b""
        got += part
    head, _, body = got.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


def whole(body: bytes = b"{}", status: str = "200 OK", *headers: str, kind: str = "application/json") -> bytes:
    """A well-made answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def says(*pieces: bytes, pause: float = 0.0, then_hang_up: bool = True) -> Act:
    """Sends the pieces, with a pause between them, and hangs up."""

    def act(connection: socket.socket, _request: bytes) -> None:
        for piece in pieces:
            connection.sendall(piece)
            if pause:
                time.sleep(pause)
        if then_hang_up:
            connection.shutdown(socket.SHUT_RDWR)

    return act


def resets(*pieces: bytes) -> Act:
    """Sends the pieces and breaks the line, so that the other side sees a reset."""

    def act(connection: socket.socket, _request: bytes) -> None:
        for piece in pieces:
            connection.sendall(piece)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        connection.close()

    return act


def silent(seconds: float) -> Act:
    """Reads the request and says nothing."""
    return lambda _connection, _request: time.sleep(seconds)


def drips(head: bytes, byte: bytes = b" ", every: float = 0.05) -> Act:
    """Sends the head, then a byte now and then for as long as somebody listens."""

    def act(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(head)
        for _ in range(200):
            connection.sendall(byte)
            time.sleep(every)

    return act
