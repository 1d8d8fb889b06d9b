"""The customer's slip: scanned, read from a picture, or the last six signs of its reference typed.

A slip tells a new one from one used before. It is never proof that the money came, and nothing here says "paid".
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import NotFound, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import keyboard, slip
from shopdesk.core.slip import Slip
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.ui.pages.pay.sheet import PaySheet
    from shopdesk.ui.shell import Window


def text_of(scanned: str) -> str | None:
    """What a slip's QR says behind what a scanner typed, on an English or a Thai keyboard; None where it is no slip."""
    layouts = [keyboard.typed_on(layout, scanned) for layout in keyboard.LAYOUTS]
    return next((text for text in (scanned, *layouts) if text and slip.looks_like(text)), None)


def from_picture(path: Path) -> str:
    """What the slip's QR on a picture says; raises Invalid for what is no picture, NotFound where it shows no slip."""
    from shopdesk.devices import pictures

    found = next((text for text in pictures.read_qr(path) if slip.looks_like(text)), None)
    if found is None:
        raise NotFound(
            N_("There is no slip's QR on {name}."), hint=N_("Choose the picture of the slip."), name=path.name
        )
    return found


class SlipRow(QWidget):
    """A field for the last six signs, a button for a picture, and what is known of the slip.

    A `small` one keeps silent until there is something to say.
    """

    def __init__(self, sheet: "PaySheet", win: "Window", *, small: bool = False) -> None:
        super().__init__()
        self._sheet, self._win, self._small = sheet, win, small
        self.slip: Slip | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.field = Field(hint=_("Slip: last 6 signs"), name=_("Last 6 signs of the slip's reference"), longest=40)
        self.field.textEdited.connect(self._typed)
        row.addWidget(self.field, 1)
        self.picture = Button("", "round", icon="photo", name=_("Slip from a picture"), on=self.choose_picture)
        row.addWidget(self.picture)
        column.addLayout(row)
        self.words = Elided("", "cap")
        self.words.setMinimumHeight(theme.px(22))
        column.addWidget(self.words)
        self.clear()

    def clear(self) -> None:
        """No slip."""
        self.slip = None
        self.field.clear()
        self._say(_("Scan the slip's small QR, or type it. A slip may be left out."), "muted")
        self.words.setHidden(self._small)

    def _say(self, words: str, tone: str) -> None:
        self.words.show_text(words)
        self.words.set_tone(tone)
        self.words.show()

    def _typed(self, _text: str) -> None:
        self.slip = None
        self._say(_("A slip is not money. Wait for the bank's sound."), "muted")

    def show_slip(self, text: str) -> None:
        """A slip's QR was read: show it, unless the slip was used before."""
        self._win.attempt(lambda _approver: self._checked(text), lambda seen: self._new(*seen), self._used)

    def _checked(self, text: str) -> tuple[Slip, str | None]:
        from shopdesk.shop import payments

        assert self._win.office is not None
        with self._win.office.reading(self._win.actor) as desk:
            found = payments.check_slip(desk, text)
            return found, payments.voided_with(desk, found.bank, found.reference)

    def _new(self, found: Slip, voided: str | None) -> None:
        self.slip = found
        self.field.setText(found.tail)
        words = _("{bank} …{tail}: not used here before. Still wait for the money.")
        if voided is not None:
            words = _("{bank} …{tail}: it was on bill {number}, which was taken back. Look for the money.")
        self._say(words.format(bank=found.bank_name(), tail=found.tail, number=voided), "accent" if voided else "info")

    def _used(self, error: ShopError) -> None:
        self.clear()
        self._sheet.strip.say(str(error), error.hint, tone="danger")

    def choose_picture(self) -> None:
        """Ask for the picture of a slip."""
        pictures = _("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Slip from a picture"), "", pictures)
        if name:
            self.read_picture(Path(name))

    def read_picture(self, path: Path) -> None:
        """Read the slip on a picture in the background."""
        self._win.jobs.run(lambda _job: from_picture(path), self.show_slip, self._unreadable)

    def _unreadable(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self._sheet.strip.refuse(error)

    def reference(self) -> tuple[str, str]:
        """(bank, reference) for the payment; both empty without a slip. Raises Invalid, Conflict for a typed one."""
        if self.slip is not None:
            return self.slip.bank, self.slip.reference
        typed = self.field.value()
        return ("", slip.typed_tail(typed)) if typed else ("", "")
