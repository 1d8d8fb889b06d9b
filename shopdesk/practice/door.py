"""The HTTP of the marketplace: it listens on this machine alone, reads whole requests, and can break the line."""

import socket
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from shopdesk.practice.wire import LARGEST_BODY, Answer, Request

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
WAITS = 30


class Doorway(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Practice", ""
    timeout = WAITS
    # Head and body go out as two pieces: the second would wait for a word from the other side.
    disable_nagle_algorithm = True
    server: "Listener"

    def _serve(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self.send(Answer(b"", 413, "text/plain"))
            return
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            self.close_connection = True
        elif not self.server.is_here(self.headers.get("Host", "")):
            # A page from elsewhere that had its name pointed at this machine.
            self.send(Answer(b"", 421, "text/plain"))
        else:
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            path = unquote(parts.path)
            self.server.serve(Request(self.command, path, parts.query, headers, body, self.server.address), self)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _serve  # noqa: N815 - the names the library looks for

    def send(self, answer: Answer, cut: bool = False) -> None:
        """Send an answer; `cut` only half of it, and then the line breaks."""
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        if cut:
            self.wfile.write(answer.body[: len(answer.body) // 2])
            self.drop()
        elif self.command != "HEAD":
            self.wfile.write(answer.body)

    def drop(self) -> None:
        """Break the line."""
        self.close_connection = True
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
        """Requests carry secrets: none is written down."""


class Listener(ThreadingHTTPServer):
    """Listens on the loopback address alone. When it closes, its connections end too."""

    daemon_threads = False
    # Two marketplaces on one port would each get some of the calls.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, port: int, serve: Callable[[Request, Doorway], None]) -> None:
        self.serve = serve
        self._open: set[socket.socket] = set()
        super().__init__((HOST, port), Doorway)
        self.address = f"http://{HOST}:{self.server_port}"

    def is_here(self, host: str) -> bool:
        """Whether a Host header names this machine; the port may be that of something that hands calls on."""
        name, colon, port = host.rpartition(":")
        return bool(colon) and port.isdecimal() and name in NAMES

    def process_request(self, request: Any, client_address: Any) -> None:
        """Take a connection, and know it until it ends."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """End a connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A line that breaks is nobody's fault; anything else is told."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        """Stop listening; whoever still waits on a connection sees it end."""
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        super().server_close()
