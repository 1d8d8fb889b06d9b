"""Serial ports, and the USB ones that look like them: for printers and scales."""

import time
from typing import TYPE_CHECKING, Any

from shopdesk.devices import status, trouble

if TYPE_CHECKING:
    from serial import Serial

_CHUNK = 1024
_BITS_PER_BYTE = 10


def send(data: bytes, path: str, baud: int, seconds: float) -> None:
    """Write all bytes and wait until they left the port; slow ports get the time their bytes need beside `seconds`."""
    import serial

    deadline = time.monotonic() + seconds + len(data) * _BITS_PER_BYTE / baud
    with open_port(path, baud) as port:
        try:
            status.ask(port.write, lambda count, wait: _listen(port, count, wait))
            for start in range(0, len(data), _CHUNK):
                port.write_timeout = max(0.001, deadline - time.monotonic())
                port.write(data[start : start + _CHUNK])
            _drain(port, deadline)
        except (serial.SerialException, OSError) as error:
            raise trouble.stopped() from error


def open_port(path: str, baud: int) -> "Serial":
    """The port, open for this program alone, 8 data bits and no parity; raises ShopError where it cannot be had."""
    import serial

    try:
        return serial.Serial(path, baud, timeout=0.2, write_timeout=5, xonxoff=True, exclusive=True)
    except (serial.SerialException, OSError, ValueError) as error:
        raise trouble.from_os(_cause(error)) from error


def ports() -> list[tuple[str, str]]:
    """Path and name of each serial port that has a device behind it."""
    from serial.tools import list_ports

    return [
        (port.device, f"{port.device} {_named(port)}".strip())
        for port in sorted(list_ports.comports())
        if port.hwid != "n/a"
    ]


def _named(port: Any) -> str:
    return str(port.product or port.description or "").replace(port.device, "").strip(" ()")


def _cause(error: Exception) -> OSError:
    """pyserial tells the system's error number but not its class."""
    number = getattr(error, "errno", None)
    if number is None:
        return PermissionError() if "PermissionError" in str(error) else FileNotFoundError()
    return OSError(number, str(error))


def _listen(port: "Serial", count: int, seconds: float) -> bytes:
    port.timeout = seconds
    return bytes(port.read(count))


def _drain(port: "Serial", deadline: float) -> None:
    """Wait for the port's own buffer; `flush` would wait for ever where the printer stopped the line."""
    while port.out_waiting:
        if time.monotonic() > deadline:
            raise trouble.stopped()
        time.sleep(0.01)
