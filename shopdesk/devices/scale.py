"""Serial scales that send their weight by themselves, in the lines of A&D, CAS, Mettler (SICS) and their copies.

ST,GS,+  1.350kg      ST stable, US moving, OL too heavy; GS gross, NT net
S S      1.350 kg     S stable, D moving; + or - alone: out of range
+  1.350 kg           no word on rest: two equal lines count as stable
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_
from shopdesk.devices import printer, serialport

if TYPE_CHECKING:
    from serial import Serial

BAUD = 9600
# A scale that says nothing for this long is told to be silent, one that is missing for this long to be missing.
SILENCE, PATIENCE = 3.0, 0.7
HEAVIEST = 999_999
_LONGEST_LINE = 40

_NUMBER = r"(?P<sign>[+-]?) {0,8}(?P<whole>[0-9]{1,6})(?:\.(?P<part>[0-9]{1,4}))? {0,3}(?P<unit>kg|g)"
_SHAPES = tuple(
    re.compile(shape + _NUMBER + r" {0,4}", re.IGNORECASE)
    for shape in (r"(?P<state>ST|US|OL),(?P<kind>GS|NT|TR),? {0,4}", r"S (?P<state>[SD]) {1,10}", r" {0,8}")
)
_TOO_HEAVY = re.compile(r"OL[,+ -].{0,30}|S \+", re.IGNORECASE)
_STATES: dict[str, Literal["still", "moving"]] = {"ST": "still", "S": "still", "US": "moving", "D": "moving"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a scale said: grams (negative when something was taken off a zeroed pan), and whether the pan is at rest."""

    grams: int
    state: Literal["still", "moving", "unsaid"]
    net: bool = False


def parse(line: str) -> Reading | None:
    """The reading in one line; None for anything that is not letter for letter one of the formats.

    Raises ShopError where the scale says that the load is too heavy for it.
    """
    if len(line) > _LONGEST_LINE or not line.isascii():
        return None
    if _TOO_HEAVY.fullmatch(line.strip()):
        raise ShopError(N_("This is too heavy for the scale."), hint=N_("Weigh it in parts."))
    for shape in _SHAPES:
        found = shape.fullmatch(line)
        grams = _grams(found) if found else None
        if found and grams is not None:
            words = found.groupdict()
            return Reading(grams, _STATES.get((words.get("state") or "").upper(), "unsaid"), words.get("kind") == "NT")
    return None


def weigh(setting: str, seconds: float = 3.0) -> Reading:
    """The next weight at rest from the scale at `serial:COM4@9600`.

    Raises ShopError where nothing readable comes within `seconds`, or the pan does not come to rest.
    """
    address, baud = target(setting)
    deadline, moved = time.monotonic() + seconds, False
    with serialport.open_port(address, baud) as port:
        try:
            for said in _heard(port, lambda: time.monotonic() >= deadline):
                if isinstance(said, ShopError):
                    raise said
                if said is not None and said.state == "still":
                    return said
                moved = moved or said is not None
        except OSError as error:
            raise _silent() from error
    raise _moving() if moved else _silent()


def watch(setting: str, told: Callable[[Reading | ShopError], object], over: Callable[[], bool]) -> None:
    """Tell every weight the scale says, at rest ("still") or not ("moving"), until `over()`; for a background thread.

    A scale that is missing, silent or unplugged is told once as a ShopError, and looked for again every half second.
    Raises Invalid for a setting that names no serial port.
    """
    address, baud = target(setting)
    missing_since: float | None = None
    while not over():
        try:
            with serialport.open_port(address, baud) as port:
                missing_since = None
                _follow(port, told, over)
        except (ShopError, OSError) as error:
            now = time.monotonic()
            # Whoever weighed before may hold the port for a moment more.
            if missing_since is not None and now - missing_since > PATIENCE:
                told(error if isinstance(error, ShopError) else _silent())
                missing_since = float("inf")
            missing_since = missing_since or now
            _sleep(0.5, over)


def _follow(port: "Serial", told: Callable[[Reading | ShopError], object], over: Callable[[], bool]) -> None:
    """Tell what a port says until `over()`, and once that it says nothing; raises OSError where it was unplugged."""
    heard = time.monotonic()
    for said in _heard(port, over):
        if said is not None:
            heard = time.monotonic()
            told(said)
        elif time.monotonic() - heard > SILENCE:
            heard = float("inf")
            told(_silent())


def _sleep(seconds: float, over: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not over():
        time.sleep(0.05)


def target(setting: str) -> tuple[str, int]:
    """Port and speed of `serial:COM4@9600`; raises Invalid for anything that is no serial port."""
    found = printer.parse(setting if "@" in setting else f"{setting}@{BAUD}")
    if found.kind != "serial":
        raise Invalid(N_("A scale needs a serial port."), hint=N_("Choose the scale in Settings again."))
    return found.address, found.number


def discover() -> list[tuple[str, str]]:
    """Port and name of every serial port that has a device behind it."""
    return serialport.ports()


def _heard(port: "Serial", over: Callable[[], bool]) -> Iterator[Reading | ShopError | None]:
    """Each reading until `over()`, and None whenever nothing came for a moment.

    From a scale that does not tell, the same weight twice running counts as at rest.
    """
    port.reset_input_buffer()
    before: Reading | None = None
    line = bytearray()
    while not over():
        come = port.read(max(1, min(port.in_waiting, 256)))
        for byte in come:
            if byte not in b"\r\n\x02\x03":
                line = line[-_LONGEST_LINE:] + bytes([byte])
                continue
            said = _parsed(line)
            line.clear()
            if isinstance(said, Reading):
                before, said = said, _told_rest(said, before)
            if said is not None:
                yield said
        if not come:
            yield None


def _parsed(line: bytearray) -> Reading | ShopError | None:
    try:
        return parse(line.decode("latin-1"))
    except ShopError as too_heavy:
        return too_heavy


def _told_rest(reading: Reading, before: Reading | None) -> Reading:
    if reading.state != "unsaid":
        return reading
    return replace(reading, state="still" if reading == before else "moving")


def _grams(found: re.Match[str]) -> int | None:
    """Whole grams, half up, from kilograms or grams; None above what a till takes."""
    tenths_of_milligrams = int(found["whole"] + (found["part"] or "").ljust(4, "0"))
    grams = (tenths_of_milligrams * (1000 if found["unit"].lower() == "kg" else 1) + 5000) // 10_000
    if grams > HEAVIEST:
        return None
    return -grams if found["sign"] == "-" else grams


def _silent() -> ShopError:
    return ShopError(N_("The scale does not answer."), hint=N_("Look at its cable and switch, or type the weight."))


def _moving() -> ShopError:
    return ShopError(N_("The scale is still moving."), hint=N_("Take your hand off, then weigh again."))
