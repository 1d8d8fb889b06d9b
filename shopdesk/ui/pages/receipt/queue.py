"""What waits for paper, with what the printer said: print it all, or let single papers go."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.shop.printing import Job
    from shopdesk.ui.printing import Printing


class QueueSheet(Sheet):
    """The papers in line, the oldest first."""

    def __init__(self, worker: "Printing") -> None:
        super().__init__(_("Waiting to be printed"), width=620)
        self._worker = worker
        self.drops: list[Button] = []
        for job in worker.waiting:
            self.body.addWidget(self._row(job))
        self.body.addStretch(1)
        self.none = Button(_("Print none of them"), icon="trash", on=self.drop_all)
        self.main = PayButton(_("Print all"), icon="printer", on=self.enter)
        self.buttons.addWidget(self.none, 1)
        self.buttons.addWidget(self.main, 1)
        self.first = self.main

    def _row(self, job: "Job") -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "plain")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Elided(_named(job), "strong"))
        texts.addWidget(Elided(job.why or _state(job.state), "sub"))
        row.addLayout(texts, 1)
        drop = Button(_("Do not print"), "quiet", icon="trash", on=lambda: self._drop(job, frame))
        self.drops.append(drop)
        row.addWidget(drop)
        row.setSpacing(theme.px(12))
        return frame

    def enter(self) -> None:
        """Print them all."""
        self._worker.send_waiting()
        self.finish("printed")

    def drop_all(self) -> None:
        """Nobody wants any of them."""
        self._worker.drop([job.id for job in self._worker.waiting])
        self.finish("dropped")

    def _drop(self, job: "Job", row: QFrame) -> None:
        self._worker.drop([job.id])
        row.setEnabled(False)
        row.hide()


def _named(job: "Job") -> str:
    words = {
        "receipt": _("Receipt {number}"),
        "report": _("Close of day {number}"),
        "count": _("Count of the drawer {number}"),
        "so_far": _("The day so far"),
        "hold": _("Bill on hold {number}"),
        "payment_code": _("PromptPay QR"),
    }
    return words[job.kind].format(number=job.title)


def _state(state: str) -> str:
    return {
        "waiting": _("not printed yet"),
        "sending": _("broken off while printing; look in the tray first"),
    }.get(state, "")
