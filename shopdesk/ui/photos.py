"""Photos of goods for lists and tiles: read and made small in the background, drawn when they are there."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

if TYPE_CHECKING:
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

MOST_KEPT = 400
# Enough for a swatch of 64 at 150 % on a screen of twice the dots.
SIDE = 192


class Photos(QObject):
    """One per window: `get` answers the photo that is there and fetches one that is not; `came` says to draw anew."""

    came = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._wanted: set[str] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)

    def get(self, name: str) -> QPixmap | None:
        """The photo of this name, square; None where there is none, or not yet."""
        if not name:
            return None
        if name in self._kept:
            self._kept.move_to_end(name)
            return self._kept[name]
        self.want([name])
        return None

    def want(self, names: Iterable[str]) -> None:
        """Fetch these, as far as they are not there."""
        self._wanted.update(name for name in names if name and name not in self._kept)
        if self._wanted and not self._soon.isActive():
            self._soon.start()

    def _fetch(self) -> None:
        office, names = self._window.office, sorted(self._wanted)
        if office is None or not names:
            return
        self._wanted.clear()

        def read(_job: "Job[dict[str, QImage]]") -> dict[str, QImage]:
            from shopdesk.shop import photos

            return {name: square(data) for name, data in photos.read(office, names).items()}

        self._kept.update(dict.fromkeys(names))
        self._window.jobs.run(read, self._arrived)

    def _arrived(self, images: dict[str, QImage]) -> None:
        made = {name: QPixmap.fromImage(image) for name, image in images.items() if not image.isNull()}
        self._kept.update(made)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        if made:
            self.came.emit()


def square(data: bytes) -> QImage:
    """The middle of a picture as a small square; an empty image where it cannot be read. Safe in any thread."""
    image = QImage.fromData(data)
    if image.isNull():
        return image
    side = min(image.width(), image.height())
    middle = image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)
    return middle.scaled(SIDE, SIDE, mode=Qt.TransformationMode.SmoothTransformation)
