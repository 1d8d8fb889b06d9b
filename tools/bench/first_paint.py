"""One start, timed from the moment the process was asked for: `first_paint.py label|shopdesk FOLDER SPAWNED`.

Prints JSON: first paint, data ready, the longest stall of the window while its data load, memory in MiB.
"""

import gc
import itertools
import json
import sys
import time
from pathlib import Path
from typing import Any

SPAWNED = float(sys.argv[3])
STALL_EVERY_MS = 5


def since() -> float:
    """Milliseconds since the process was asked for."""
    return round((time.time() - SPAWNED) * 1000, 1)


def memory() -> float:
    """Resident memory in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * 4096 / 2**20, 1)


def label() -> None:
    """The control: a bare label window."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel

    app = QApplication([])
    seen = QLabel("ShopDesk")
    seen.resize(1366, 768)
    seen.show()
    app.processEvents()
    print(json.dumps({"first_paint": since(), "memory": memory()}))
    QTimer.singleShot(0, app.quit)
    app.exec()


def shopdesk(folder: Path) -> None:
    """The program as `shopdesk` starts it."""
    gc.disable()
    from PySide6.QtCore import QTimer

    from shopdesk import app as root

    app = root.make_application(folder)
    lock = root.only_window(folder)
    window = root.build(folder)
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    told: dict[str, Any] = {"first_paint": since(), "memory": memory()}
    ticks = [time.perf_counter()]
    timer = QTimer(window)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))

    def ready() -> None:
        told["data_ready"] = since()
        QTimer.singleShot(500, window, done)

    def done() -> None:
        gaps = [(b - a) * 1000 - STALL_EVERY_MS for a, b in itertools.pairwise(ticks)]
        told["longest_stall"] = round(max(gaps), 1)
        told["memory_with_data"] = memory()
        print(json.dumps(told))
        app.quit()

    window.bus.data_ready.connect(ready)
    timer.start(STALL_EVERY_MS)
    QTimer.singleShot(root.LOAD_AFTER_MS, window, lambda: root.after_first_paint(window))
    app.exec()
    window.jobs.close()
    if lock is not None:
        lock.unlock()


if __name__ == "__main__":
    if sys.argv[1] == "label":
        label()
    else:
        shopdesk(Path(sys.argv[2]))
