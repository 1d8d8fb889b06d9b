"""A print is done when the printer has all of it, and only then; else the cashier reads what to do."""

import os
import select
import socket
import stat
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shopdesk.base import i18n
from shopdesk.base.errors import Invalid, NotFound, ShopError
from shopdesk.devices import escpos, printer, status, usblp

JOB = escpos.job(bytes(range(256)) * 3 * 72, 576)


@pytest.fixture(autouse=True)
def thai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "th")


class NetworkPrinter:
    """A listener on this machine that treats its one caller as `treat` says, and keeps what it took."""

    def __init__(self, treat: Callable[[socket.socket, "NetworkPrinter"], None]) -> None:
        self.taken = b""
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._door.settimeout(10)
        self.target = printer.Target("tcp", "127.0.0.1", self._door.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, args=(treat,))
        self._thread.start()

    def _serve(self, treat: Callable[[socket.socket, "NetworkPrinter"], None]) -> None:
        caller, _address = self._door.accept()
        with caller:
            caller.settimeout(10)
            treat(caller, self)

    def read(self, caller: socket.socket, count: int) -> bool:
        part = caller.recv(count)
        self.taken += part
        return bool(part)

    def close(self) -> None:
        self._thread.join(10)
        self._door.close()


@pytest.fixture
def network() -> Iterator[Callable[[Callable[[socket.socket, NetworkPrinter], None]], NetworkPrinter]]:
    made: list[NetworkPrinter] = []

    def start(treat: Callable[[socket.socket, NetworkPrinter], None]) -> NetworkPrinter:
        made.append(NetworkPrinter(treat))
        return made[-1]

    yield start
    for one in made:
        one.close()


Start = Callable[[Callable[[socket.socket, NetworkPrinter], None]], NetworkPrinter]


def takes_all(caller: socket.socket, there: NetworkPrinter) -> None:
    while there.read(caller, 4096):
        pass


def test_a_network_printer_gets_every_byte(network: Start) -> None:
    there = network(takes_all)
    printer.hand_over(JOB, there.target)
    there.close()
    assert there.taken == status.QUESTION + JOB


def test_a_slow_network_printer_is_waited_for(network: Start) -> None:
    def slowly(caller: socket.socket, there: NetworkPrinter) -> None:
        while there.read(caller, 2048):
            time.sleep(0.02)

    there = network(slowly)
    printer.hand_over(JOB, there.target)
    there.close()
    assert there.taken.endswith(JOB)


def test_a_printer_that_stays_on_the_line_is_done_all_the_same(network: Start) -> None:
    over = threading.Event()

    def stays(caller: socket.socket, there: NetworkPrinter) -> None:
        while there.read(caller, 4096):
            pass
        over.wait(10)

    there = network(stays)
    printer.hand_over(JOB, there.target)
    over.set()
    there.close()
    assert there.taken.endswith(JOB)


def test_a_printer_that_hangs_up_in_the_middle_has_not_printed(network: Start) -> None:
    def hangs_up(caller: socket.socket, there: NetworkPrinter) -> None:
        while len(there.taken) < 20_000:
            there.read(caller, 2000)

    there = network(hangs_up)
    with pytest.raises(ShopError, match="หยุดกลางคัน") as refused:
        printer.hand_over(JOB, there.target)
    assert "กดพิมพ์อีกครั้ง" in refused.value.hint


@pytest.mark.parametrize("missing", [1, 100, 4000])
def test_not_even_the_last_bytes_may_be_missing(network: Start, missing: int) -> None:
    def almost(caller: socket.socket, there: NetworkPrinter) -> None:
        wanted = len(status.QUESTION) + len(JOB) - missing
        while len(there.taken) < wanted:
            there.read(caller, min(4096, wanted - len(there.taken)))

    there = network(almost)
    with pytest.raises(ShopError, match="หยุดกลางคัน"):
        printer.hand_over(JOB, there.target)


def test_a_reset_line_is_no_print(network: Start) -> None:
    def resets(caller: socket.socket, there: NetworkPrinter) -> None:
        there.read(caller, 1000)
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    there = network(resets)
    with pytest.raises(ShopError, match="หยุดกลางคัน"):
        printer.hand_over(JOB, there.target)


def test_a_printer_that_takes_nothing_is_given_up_in_time(network: Start) -> None:
    over = threading.Event()
    there = network(lambda _caller, _there: over.wait(10) and None)
    began = time.monotonic()
    with pytest.raises(ShopError, match="หยุดกลางคัน"):
        printer.hand_over(JOB * 40, there.target, seconds=1.0)
    assert time.monotonic() - began < 3
    over.set()


def test_nobody_at_the_address_is_told_as_such() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    for target in (printer.Target("tcp", "127.0.0.1", port), printer.Target("tcp", "no-such-printer.invalid", 9100)):
        with pytest.raises(NotFound, match="หาเครื่องพิมพ์ไม่เจอ"):
            printer.hand_over(JOB, target, seconds=2)


@pytest.mark.parametrize(
    ("answer", "words"),
    [(b"\x12\x72", "กระดาษหมด"), (b"\x16\x12", "ฝาเครื่องพิมพ์เปิดอยู่"), (b"\x32\x12", "กระดาษหมด")],
)
def test_a_printer_that_can_tell_is_believed_before_anything_is_printed(
    network: Start, answer: bytes, words: str
) -> None:
    def tells(caller: socket.socket, there: NetworkPrinter) -> None:
        there.read(caller, len(status.QUESTION))
        caller.sendall(answer)
        takes_all(caller, there)

    there = network(tells)
    with pytest.raises(ShopError, match=words):
        printer.hand_over(JOB, there.target)
    there.close()
    assert there.taken == status.QUESTION


@pytest.mark.parametrize("answer", [b"\x12\x12", b"\xff\xff", b"\x12", b"HT"])
def test_a_ready_or_unclear_answer_stops_no_print(network: Start, answer: bytes) -> None:
    def tells(caller: socket.socket, there: NetworkPrinter) -> None:
        there.read(caller, len(status.QUESTION))
        caller.sendall(answer)
        takes_all(caller, there)

    there = network(tells)
    printer.hand_over(JOB, there.target)
    there.close()
    assert there.taken == status.QUESTION + JOB


class Terminal:
    """A pair of terminals: a device path for the program, and the other end read by a thread."""

    def __init__(self, *, limit: int = 1 << 30) -> None:
        import tty

        self._far, near = os.openpty()
        tty.setraw(near)
        tty.setraw(self._far)
        self.path = os.ttyname(near)
        self._near, self.taken, self._limit = near, b"", limit
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        while not self._over.is_set():
            if len(self.taken) < self._limit and select.select([self._far], [], [], 0.02)[0]:
                self.taken += os.read(self._far, 4096)
            else:
                time.sleep(0.005)

    def wait_for(self, count: int) -> None:
        until = time.monotonic() + 10
        while len(self.taken) < count and time.monotonic() < until:
            time.sleep(0.01)

    def close(self) -> None:
        self._over.set()
        self._thread.join(10)
        os.close(self._near)
        os.close(self._far)


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    made: list[Terminal] = []

    def start(*, limit: int = 1 << 30) -> Terminal:
        made.append(Terminal(limit=limit))
        return made[-1]

    yield start
    for one in made:
        one.close()


@pytest.mark.parametrize("kind", ["serial", "usblp"])
def test_a_wired_printer_gets_every_byte(terminal: Callable[..., Terminal], kind: printer.Kind) -> None:
    there = terminal()
    printer.hand_over(JOB, printer.Target(kind, there.path, 115_200))
    there.wait_for(len(status.QUESTION) + len(JOB))
    assert there.taken == status.QUESTION + JOB


@pytest.mark.parametrize("kind", ["serial", "usblp"])
def test_a_wired_printer_that_stops_has_not_printed(terminal: Callable[..., Terminal], kind: printer.Kind) -> None:
    there = terminal(limit=5000)
    with pytest.raises(ShopError, match="หยุดกลางคัน"):
        printer.hand_over(JOB, printer.Target(kind, there.path, 4_000_000), seconds=0.5)


@pytest.mark.parametrize("setting", ["serial:/dev/no-such-port", "usblp:/dev/usb/no-such", "usb:ffff:fffe"])
def test_a_missing_device_is_told_as_such(setting: str) -> None:
    with pytest.raises(NotFound, match="หาเครื่องพิมพ์ไม่เจอ"):
        printer.hand_over(JOB, printer.parse(setting))


def test_a_file_keeps_the_last_print_whole(tmp_path: Path) -> None:
    path = tmp_path / "ใบเสร็จ.bin"
    for data in (JOB, JOB[:100]):
        printer.hand_over(data, printer.parse(f"file:{path}"))
        assert path.read_bytes() == data
    with pytest.raises(NotFound):
        printer.hand_over(JOB, printer.parse(f"file:{tmp_path / 'missing' / 'x'}"))


def command(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def spooler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder first on PATH where a test puts its own `lp`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


unix = pytest.mark.skipif(os.name == "nt", reason="CUPS")


@unix
def test_cups_gets_the_bytes_raw_for_the_named_printer(spooler: Path) -> None:
    command(spooler, "lp", f'printf "%s\\n" "$@" > "{spooler}/asked"; cat > "{spooler}/got"')
    printer.hand_over(JOB, printer.parse("os:POS 58; touch x"))
    assert (spooler / "got").read_bytes() == JOB
    asked = (spooler / "asked").read_text().split("\n")
    assert asked[:4] == ["-d", "POS 58; touch x", "-o", "raw"]


@unix
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo 'lp: Error - The printer or class does not exist.' >&2; exit 1", "หาเครื่องพิมพ์ไม่เจอ"),
        ("echo 'lp: Destination \"POS\" is not accepting jobs.' >&2; exit 1", "เครื่องพิมพ์ไม่ว่าง"),
        ("exec sleep 20", "เครื่องพิมพ์ไม่ว่าง"),
    ],
)
def test_what_cups_refuses_is_told_in_plain_words(spooler: Path, script: str, words: str) -> None:
    command(spooler, "lp", script)
    with pytest.raises(ShopError, match=words):
        printer.hand_over(JOB, printer.parse("os:POS"), seconds=0.5)


@unix
def test_printers_of_the_system_are_found_by_name(spooler: Path) -> None:
    command(spooler, "lpstat", 'test "$1" = -e && printf "POS-58\\nเครื่องหน้าร้าน\\n"')
    found = [one for one in printer.discover() if one.setting.startswith("os:")]
    assert [(one.setting, one.name) for one in found] == [
        ("os:POS-58", "POS-58"),
        ("os:เครื่องหน้าร้าน", "เครื่องหน้าร้าน"),
    ]


def test_usb_printers_are_found_with_their_model(tmp_path: Path) -> None:
    for name, told in (("lp0", "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20;CLS:PRINTER;"), ("lp1", None)):
        (tmp_path / name).touch()
        if told:
            (tmp_path / "sys" / name / "device").mkdir(parents=True)
            (tmp_path / "sys" / name / "device" / "ieee1284_id").write_text(told)
    found = usblp.devices(tmp_path, tmp_path / "sys")
    assert found == [(str(tmp_path / "lp0"), "TM-T20"), (str(tmp_path / "lp1"), "")]


@pytest.mark.parametrize(
    ("setting", "kind", "address", "number"),
    [
        ("os:POS-58 (สำเนา)", "os", "POS-58 (สำเนา)", 0),
        ("usblp:/dev/usb/lp0", "usblp", "/dev/usb/lp0", 0),
        ("tcp:192.168.1.50", "tcp", "192.168.1.50", 9100),
        ("tcp:printer.local:9101", "tcp", "printer.local", 9101),
        ("tcp:[fe80::1]:9100", "tcp", "fe80::1", 9100),
        ("serial:COM3@9600", "serial", "COM3", 9600),
        ("serial:/dev/ttyUSB0", "serial", "/dev/ttyUSB0", 115_200),
        ("usb:04b8:0202", "usb", "04b8:0202", 0),
        (r"file:C:\Users\x\out.bin", "file", r"C:\Users\x\out.bin", 0),
    ],
)
def test_a_setting_names_a_place_and_can_be_written_back(setting: str, kind: str, address: str, number: int) -> None:
    target = printer.parse(setting)
    assert (target.kind, target.address, target.number) == (kind, address, number)
    assert printer.parse(str(target)) == target


@pytest.mark.parametrize(
    "setting",
    [
        "", "os:", "POS-58", "ftp:host", "os:-o", "tcp:host:0", "tcp:host:70000", "tcp:a b", "tcp:http://x/",
        "serial:COM3@", "serial:COM3@x", "serial:@9600", "serial:COM3@0", "serial:COM3@๙", "usb:4b8:202",
        "usb:04B8:zzzz",
        "os:a\nb",
    ],
)  # fmt: skip
def test_anything_else_is_no_printer(setting: str) -> None:
    with pytest.raises(Invalid, match="ไม่ใช่เครื่องพิมพ์"):
        printer.parse(setting)
