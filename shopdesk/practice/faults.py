"""Trouble on order: what a platform or the line to it does wrong, as often as was asked for."""

from dataclasses import dataclass
from typing import Protocol

from shopdesk.practice.wire import Answer, Request

KINDS = frozenset({"throttle", "code", "status", "html", "cut", "drop_before", "drop_after", "slow"})
PORTAL = (
    b"<!doctype html><html><head><title>Wi-Fi</title></head><body><form action='/login'>Sign in</form></body></html>"
)


@dataclass(slots=True)
class Fault:
    """One kind of trouble for the next `times` calls whose path holds `path`.

    throttle: too many calls · code: the platform's own error `code` · status: an HTTP status · html: a Wi-Fi's sign-in
    page · cut: half an answer · drop_before, drop_after: the line breaks before or after the deed · slow: `seconds`.
    """

    kind: str
    path: str = ""
    times: int = 1
    code: str = ""
    message: str = ""
    status: int = 503
    seconds: int = 1


class Speaker(Protocol):
    """One platform: which paths are its own, and how it answers."""

    def owns(self, path: str) -> bool:
        """Whether a path is this platform's."""

    def answer(self, request: Request) -> Answer:
        """Do what was asked."""

    def throttled(self) -> Answer:
        """How it says that there were too many calls."""

    def trouble(self, code: str, message: str) -> Answer:
        """How it says that something went wrong."""


class Faults:
    """The trouble that was ordered and has not come yet."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Order some; raises ValueError for a kind that does not exist."""
        if fault.kind not in KINDS:
            raise ValueError(fault.kind)
        self.waiting.append(fault)

    def next(self, path: str) -> Fault | None:
        """What strikes this call."""
        for fault in self.waiting:
            if fault.path in path:
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None
