"""Serial scales that send their weight by themselves, in the lines of A&D, CAS, Mettler (SICS) and their copies.

ST,GS,+  1.350kg      ST stable, US moving, OL too heavy; GS gross, NT net
S S      1.350 kg     S stable, D moving; + or - alone: out of range
+  1.350 kg           no word on rest: two equal lines count as stable
"""

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_
from shopdesk.devices import printer, serialport

if TYPE_CHECKING:
    from serial import Serial

BAUD = 9600
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
    target = printer.parse(setting if "@" in setting else f"{setting}@{BAUD}")
    if target.kind != "serial":
        raise Invalid(N_("A scale needs a serial port."), hint=N_("Choose the scale in Settings again."))
    deadline = time.monotonic() + seconds
    with serialport.open_port(target.address, target.number) as port:
        try:
            return _at_rest(port, deadline)
        except OSError as error:
            raise _silent() from error


def _at_rest(port: "Serial", deadline: float) -> Reading:
    """The first still reading, or the first that comes twice running from a scale that does not tell."""
    port.reset_input_buffer()
    before: Reading | None = None
    line = bytearray()
    while time.monotonic() < deadline:
        for byte in port.read(max(1, min(port.in_waiting, 256))):
            if byte not in b"\r\n\x02\x03":
                line = line[-_LONGEST_LINE:] + bytes([byte])
                continue
            reading = parse(line.decode("latin-1"))
            line.clear()
            if reading and (reading.state == "still" or (reading.state == "unsaid" and reading == before)):
                return reading
            before = reading or before
    raise _moving() if before else _silent()


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
