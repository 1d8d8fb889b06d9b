"""A buyer's phone: headless Chromium, driven over its debugging pipe.

That is two pipes; each message is JSON and ends with a zero byte.
"""

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "chrome")
# Windows hands no pipes on by number.
FOUND = next((found for name in NAMES if (found := shutil.which(name))), None) if os.name == "posix" else None
WIDTH, HEIGHT = 360, 740
PATIENCE = 60.0
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--remote-debugging-pipe",
)  # fmt: skip
# Puts the two ends where the browser looks for them; one of them may stand in the other's place before.
STARTER = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD_CLOEXEC, 10) for end in sys.argv[1:3]]
for end in sys.argv[1:3]:
    os.close(int(end))
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Phone:
    """One page. What is touched has to be seen and reached, as by a finger."""

    def __init__(self, reads: int, writes: int) -> None:
        self._reads, self._writes, self._rest, self._number = reads, writes, b"", 0
        self._session, self._loaded = "", 0
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._call("Page.enable")
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 2, "mobile": True}
        self._call("Emulation.setDeviceMetricsOverride", **size)

    def open(self, address: str) -> None:
        """Go to an address and wait until it is shown with its photos."""
        before = self._loaded
        self._call("Page.navigate", url=address)
        self._wait_for_page(before)

    def reload(self) -> None:
        """Ask for the page once more."""
        before = self._loaded
        self._call("Page.reload")
        self._wait_for_page(before)

    def back(self) -> None:
        """To the page before, as it was left."""
        before, seen = self._loaded, self._call("Page.getNavigationHistory")
        self._call("Page.navigateToHistoryEntry", entryId=seen["entries"][seen["currentIndex"] - 1]["id"])
        self._wait_for_page(before)

    def ask(self, script: str) -> Any:
        """What an expression comes to on the page; the page's own policy does not hold for it."""
        told = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def text(self) -> str:
        """What can be read."""
        return str(self.ask("document.body.innerText"))

    def width(self) -> int:
        """How wide the page lies: more than the phone means a bar to scroll sideways."""
        return int(self.ask("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"))

    def photos(self) -> list[int]:
        """The widths of the photos that came, in their own pixels: 0 for one that did not."""
        return list(self.ask("[...document.images].map(one => one.complete ? one.naturalWidth : 0)"))

    def touch(self, css: str, times: int = 1) -> None:
        """Bring something into view and touch it in its middle; twice for a nervous finger."""
        middle = self.ask(
            f"(() => {{const one = document.querySelector({json.dumps(css)}); one.scrollIntoView({{block: 'center'}});"
            " const box = one.getBoundingClientRect(); const x = box.x + box.width / 2, y = box.y + box.height / 2;"
            " const there = document.elementFromPoint(x, y);"
            " return one.contains(there) ? [x, y] : null})()"
        )
        assert middle, f"{css} cannot be touched"
        at = {"x": middle[0], "y": middle[1], "button": "left"}
        for count in range(1, times + 1):
            self._call("Input.dispatchMouseEvent", type="mousePressed", clickCount=count, **at)
            self._call("Input.dispatchMouseEvent", type="mouseReleased", clickCount=count, **at)

    def type(self, css: str, words: str) -> None:
        """Touch a field and type over what stands there."""
        self.touch(css)
        self.ask(f"document.querySelector({json.dumps(css)}).select()")
        self._call("Input.insertText", text=words)

    def choose(self, css: str, shown: str) -> None:
        """Pick the entry of a list that shows these words."""
        script = f"""(() => {{
            const one = document.querySelector({json.dumps(css)});
            const found = [...one.options].findIndex(entry => entry.text.includes({json.dumps(shown)}));
            one.selectedIndex = found; one.dispatchEvent(new Event("change", {{bubbles: true}}));
            return found}})()"""
        assert self.ask(script) >= 0, f"{css} does not offer {shown}"

    def touch_and_go(self, css: str, times: int = 1) -> None:
        """Touch what leads to another page, and wait for it."""
        before = self._loaded
        self.touch(css, times)
        self._wait_for_page(before)

    def _wait_for_page(self, before: int) -> None:
        end = time.monotonic() + PATIENCE
        while self._loaded == before:
            self._heard(end)

    def _call(self, method: str, **params: Any) -> Any:
        self._number += 1
        asked = {"id": self._number, "method": method, "params": params}
        told = asked | ({"sessionId": self._session} if self._session else {})
        os.write(self._writes, json.dumps(told).encode() + b"\0")
        end = time.monotonic() + PATIENCE
        while True:
            answer = self._heard(end)
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def _heard(self, end: float) -> dict[str, Any]:
        """The next message; a page that is shown, anew or as it was left, is counted."""
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._reads], [], [], max(0.0, end - time.monotonic()))
            assert ready, "the browser says nothing"
            piece = os.read(self._reads, 1 << 20)
            assert piece, "the browser ended"
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        restored = told.get("params", {}).get("type") == "BackForwardCacheRestore"
        self._loaded += told.get("method") == "Page.loadEventFired" or restored
        return told


@contextmanager
def phone(profile: Path) -> Iterator[Phone]:
    """A browser with a profile of its own while the block lasts. It reads commands at 3 and answers at 4."""
    assert FOUND is not None
    theirs, writes = os.pipe()
    reads, theirs_too = os.pipe()
    command = [sys.executable, "-c", STARTER, str(theirs), str(theirs_too), FOUND, *FLAGS, f"--user-data-dir={profile}"]
    browser = subprocess.Popen(
        command, pass_fds=(theirs, theirs_too), start_new_session=True, stderr=subprocess.DEVNULL
    )
    os.close(theirs)
    os.close(theirs_too)
    try:
        yield Phone(reads, writes)
    finally:
        os.close(writes)
        browser.terminate()
        browser.wait(PATIENCE)
        os.close(reads)
