"""Short sounds that go along with what is seen. Never the only sign, and never waited for."""

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.base import paths

if TYPE_CHECKING:
    import subprocess

NAMES = ("scan", "unknown", "sale", "attention", "order")


@cache
def _player() -> list[str] | None:
    """The command that plays a file here, as a list of words; None where there is none."""
    import shutil

    for words in (["pw-play"], ["paplay"], ["aplay", "-q"]):
        found = shutil.which(words[0])
        if found:
            return [found, *words[1:]]
    return None


class Sounds:
    """Plays by name while `on`."""

    def __init__(self, *, on: bool = True) -> None:
        self.on = on
        self._running: list[subprocess.Popen[bytes]] = []

    def play(self, name: str) -> None:
        """Begin to play one of NAMES; silent where the machine cannot."""
        if self.on:
            self._begin(paths.resource("sounds", f"{name}.wav"))

    def _begin(self, file: Path) -> None:
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
            return
        self._running = [process for process in self._running if process.poll() is None]
        player = _player()
        if player is None or len(self._running) > 3:
            return
        import subprocess

        quiet = subprocess.DEVNULL
        # The words are our own list and the file is ours; nothing a person typed gets here.
        self._running.append(subprocess.Popen([*player, str(file)], stdin=quiet, stdout=quiet, stderr=quiet))  # noqa: S603
