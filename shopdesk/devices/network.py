"""A printer on the network: raw bytes to a port, usually 9100."""

import contextlib
import socket
import time

from shopdesk.devices import status, trouble

# The system must not take the whole print into its own memory: what is sent then counts as taken by the printer.
_SMALL_BUFFER = 4096
_CHUNK = 4096
_GOODBYE = 1.5
_LATE_REFUSAL = 0.05


def send(data: bytes, host: str, port: int, seconds: float) -> None:
    """Give all bytes to the printer at host:port before `seconds` are over, connecting included.

    A printer that hangs up before everything was sent, or resets the line, has not taken the print: ShopError.
    """
    deadline = time.monotonic() + seconds
    try:
        line = _connect(host, port, seconds)
    except (TimeoutError, OSError, UnicodeError) as error:
        raise trouble.not_found() from error
    with line:
        try:
            status.ask(line.sendall, lambda count, wait: _listen(line, count, wait))
            _send_all(line, data, deadline)
            _part(line, deadline)
        except TimeoutError as error:
            raise trouble.stopped() from error
        except OSError as error:
            raise trouble.stopped() from error


def _connect(host: str, port: int, seconds: float) -> socket.socket:
    """The first address of the host that answers, within a total time."""
    deadline = time.monotonic() + seconds
    last: OSError = OSError("no address")
    for family, kind, protocol, _name, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        line = socket.socket(family, kind, protocol)
        try:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SMALL_BUFFER)
            line.settimeout(max(0.05, deadline - time.monotonic()))
            line.connect(address)
            return line
        except OSError as error:
            line.close()
            last = error
    raise last


def _listen(line: socket.socket, count: int, seconds: float) -> bytes:
    """Up to `count` bytes within `seconds`; raises ConnectionError where the printer hung up."""
    heard, deadline = b"", time.monotonic() + seconds
    while len(heard) < count and (left := deadline - time.monotonic()) > 0:
        line.settimeout(left)
        with contextlib.suppress(TimeoutError):
            heard += _heard(line, count - len(heard))
    return heard


def _heard(line: socket.socket, count: int) -> bytes:
    data = line.recv(count)
    if not data:
        raise ConnectionResetError("hung up")
    return data


def _send_all(line: socket.socket, data: bytes, deadline: float) -> None:
    view = memoryview(data)
    while view:
        line.settimeout(max(0.001, deadline - time.monotonic()))
        view = view[line.send(view[:_CHUNK]) :]
        _still_there(line)


def _still_there(line: socket.socket) -> None:
    """Raise where the printer hung up; what it says meanwhile is of no interest."""
    line.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        _heard(line, 256)


def _part(line: socket.socket, deadline: float) -> None:
    """Say that everything was sent and wait a moment for the printer to agree; one that stays silent has agreed."""
    line.shutdown(socket.SHUT_WR)
    until = min(deadline, time.monotonic() + _GOODBYE)
    with contextlib.suppress(TimeoutError):
        while True:
            line.settimeout(max(0.001, until - time.monotonic()))
            if not line.recv(256):
                break
    # A hang-up that crossed the last bytes is followed by a reset at once.
    time.sleep(_LATE_REFUSAL)
    late = line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if late:
        raise ConnectionResetError(late, "reset")
