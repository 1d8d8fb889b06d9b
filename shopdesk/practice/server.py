"""The practice marketplace as a server on this machine: one door for all platforms, the shop window and the control.

with running(port=0) as practice:
    requests.get(f"{practice.address}/rest/seller/get", ...)
    practice.control.buy("BSK-001", 2)
"""

import contextlib
import http
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.practice.control import Control
from shopdesk.practice.door import Doorway, Listener
from shopdesk.practice.faults import PORTAL, Fault, Faults, Speaker
from shopdesk.practice.lazada.door import Lazada
from shopdesk.practice.pages import Forms, show
from shopdesk.practice.shopee.door import Shopee
from shopdesk.practice.signin import SignIn
from shopdesk.practice.store import Store
from shopdesk.practice.tiktok.door import TikTok
from shopdesk.practice.window import Window
from shopdesk.practice.wire import Answer, BadRequest, Request, as_json
from shopdesk.practice.woocommerce.door import WooCommerce


class Practice:
    """The running marketplace: its `address`, its `control`, and the calls it counted by platform path."""

    def __init__(self, folder: Path | None = None, port: int = 0, now: clock.Clock = clock.system_clock) -> None:
        # The port first: where another marketplace answers already, its file is left alone.
        self._listener = Listener(port, self.serve)
        try:
            self.store = Store(folder, now)
        except BaseException:
            self._listener.server_close()
            raise
        self.faults = Faults()
        self.calls: Counter[str] = Counter()
        self.speakers: tuple[Speaker, ...] = (
            Lazada(self.store),
            WooCommerce(self.store),
            Shopee(self.store),
            TikTok(self.store),
        )
        self.address = self._listener.address
        self.control = Control(self.store, self.faults, self.calls, self.address)
        forms = Forms()
        self._signin, self._window = SignIn(self.store, forms), Window(self.store, forms)
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.05,), name="practice", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End all calls and let go of the file."""
        self._listener.shutdown()
        self._listener.server_close()
        self._thread.join()
        self.store.close()

    def serve(self, request: Request, door: Doorway) -> None:
        """Answer one request, with the trouble that was ordered for it."""
        speaker = next((one for one in self.speakers if one.owns(request.path)), None)
        if speaker is None:
            door.send(self._at_home(request))
            return
        with self.store.lock:
            self.calls[request.path] += 1
            fault = self.faults.next(request.path)
        if fault is None:
            door.send(self._done(speaker, request))
        else:
            self._struck(speaker, request, fault, door)

    def _struck(self, speaker: Speaker, request: Request, fault: Fault, door: Doorway) -> None:
        match fault.kind:
            case "throttle":
                door.send(speaker.throttled())
            case "code":
                door.send(speaker.trouble(fault.code, fault.message))
            case "status":
                door.send(Answer(http.HTTPStatus(fault.status).phrase.encode(), fault.status, "text/plain"))
            case "html":
                door.send(Answer(PORTAL, 200, "text/html"))
            case "drop_before":
                door.drop()
            case "drop_after":
                self._done(speaker, request)
                door.drop()
            case "cut":
                door.send(self._done(speaker, request), cut=True)
            case _:
                time.sleep(fault.seconds)
                door.send(self._done(speaker, request))

    def _done(self, speaker: Speaker, request: Request) -> Answer:
        with self.store.lock:
            try:
                return speaker.answer(request)
            except BadRequest as problem:
                return Answer(str(problem).encode(), 400, "text/plain")
            finally:
                self.store.save()

    def _at_home(self, request: Request) -> Answer:
        """The shop window, the photos, the sign-in pages and the control."""
        with self.store.lock:
            try:
                if request.path.startswith("/practice/"):
                    return self.control.answer(request)
                return self._signin.answer(request) or self._window.answer(request)
            except BadRequest as problem:
                if request.path.startswith("/practice/"):
                    return as_json({"error": str(problem)}, 400)
                return show(_("This page is too old. Open the goods again."), "", 400)
            finally:
                self.store.save()


@contextlib.contextmanager
def running(port: int = 0, folder: Path | None = None, now: clock.Clock = clock.system_clock) -> Iterator[Practice]:
    """The marketplace on this machine while the block lasts. Port 0 takes any free one; raises OSError.

    Raises Conflict where another one has the folder, or it cannot be used.

    With a folder its records outlive it, also when it is killed. The platforms' time is `now` plus the control's.
    """
    practice = Practice(folder, port, now)
    try:
        yield practice
    finally:
        practice.close()
