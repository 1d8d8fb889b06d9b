"""What a printer says about itself when it can: DLE EOT, the real-time status of ESC/POS. Silence means nothing."""

from collections.abc import Callable

from shopdesk.devices import trouble

# n = 2: why it is off line; n = 4: its paper.
QUESTION = b"\x10\x04\x02\x10\x04\x04"
ANSWERS = 2
SECONDS = 0.25

_FIXED_BITS, _FIXED = 0x93, 0x12
_LID_OPEN = 0x04
_PAPER_END_STOP = 0x20
_PAPER_END = 0x60


def refuse(answer: bytes) -> None:
    """Raise the trouble two status bytes tell of; fewer bytes, or bytes of another kind, tell nothing."""
    if len(answer) != ANSWERS or any(byte & _FIXED_BITS != _FIXED for byte in answer):
        return
    why, paper = answer
    if why & _LID_OPEN:
        raise trouble.lid_open()
    if paper & _PAPER_END == _PAPER_END or why & _PAPER_END_STOP:
        raise trouble.no_paper()


def ask(write: Callable[[bytes], object], read: Callable[[int, float], bytes]) -> None:
    """Ask before printing; `read(count, seconds)` answers what came, perhaps nothing. Raises what `refuse` does."""
    write(QUESTION)
    refuse(read(ANSWERS, SECONDS))
