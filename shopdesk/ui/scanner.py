"""A barcode scanner types like a person, only faster. This tells the two apart, by time alone.

A burst is six or more characters less than 60 ms apart, ended by Enter or Tab within the same time. Enter of a burst is
always swallowed, known code or not: a bad scan must never open the pay sheet.
"""

from dataclasses import dataclass, field

SHORTEST = 6
GAP = 0.060


@dataclass(slots=True)
class Burst:
    """What came in fast so far. Times are seconds of any clock that only goes forward."""

    text: str = ""
    last: float = field(default=float("-inf"))

    def typed(self, text: str, at: float) -> bool:
        """One more character; True where it begins a new burst, so that the field's state can be kept."""
        begins = not self.text or at - self.last >= GAP
        self.text = text if begins else self.text + text
        self.last = at
        return begins

    def ended(self, at: float) -> str:
        """At Enter or Tab: the scanned text, or an empty one where a person typed."""
        text = self.text if len(self.text) >= SHORTEST and at - self.last < GAP else ""
        self.text = ""
        return text

    def broken(self) -> None:
        """Another key came between."""
        self.text = ""
