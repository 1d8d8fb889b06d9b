"""What every tab of the pay sheet is, and the button that finishes it."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QBoxLayout, QWidget

from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import PayButton

if TYPE_CHECKING:
    from shopdesk.shop.settling import Paid, Standing
    from shopdesk.ui.pages.pay.bill import PayBill
    from shopdesk.ui.pages.pay.sheet import PaySheet

# Below this width, at 100 %, two columns stand one below the other.
NARROW = 560
# The digits are at least as wide as this at 100 %, so that a thumb finds them.
PAD = 216


class Tab(QWidget):
    """One way of taking the money. `sheet.changed()` is to be called whenever `payments` would answer otherwise.

    `done` are the words on the button once the money is enough; `waits` tells that the money comes from elsewhere, so
    that the bill can be put aside meanwhile.
    """

    name = ""
    done = N_("Done")
    waits = False

    def __init__(self, sheet: "PaySheet", bill: "PayBill") -> None:
        super().__init__()
        self.sheet, self.bill = sheet, bill

    def halves(self) -> tuple[QBoxLayout, QBoxLayout, QBoxLayout]:
        """The row of two columns, left and right; one column in a narrow window."""
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(20))
        left, right = (QBoxLayout(QBoxLayout.Direction.TopToBottom) for _side in range(2))
        for column in (left, right):
            column.setSpacing(theme.px(8))
        row.addLayout(left, 1)
        row.addLayout(right)
        return row, left, right

    def fit(self, width: int) -> None:
        """Lay out for a width."""
        row = self.layout()
        if isinstance(row, QBoxLayout):
            narrow = width < theme.px(NARROW)
            row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def show_bill(self, bill: "PayBill") -> None:
        """Another bill, or a part of it."""
        self.bill = bill

    def enter(self) -> None:
        """It is shown now: set the focus."""

    def leave(self) -> None:
        """Another tab is shown, or the sheet closes."""

    def done_words(self) -> str:
        """The words of `done`, in English; a tab may choose them by what was typed."""
        return self.done

    def can_pay(self) -> bool:
        """Whether there is anything to finish here."""
        return True

    def payments(self) -> "list[Paid]":
        """What was handed over; raises Invalid for what cannot be read."""
        raise NotImplementedError

    def show_standing(self, stands: "Standing | None") -> None:
        """Show where it stands; None while an amount cannot be read."""

    def take_slip(self, text: str) -> bool:
        """A slip was shown to the scanner, this is what its QR says; True where it belongs here."""
        return False

    def keep(self) -> dict[str, str]:
        """What was typed, to be there again when the sheet is opened again."""
        return {}

    def restore(self, kept: dict[str, str]) -> None:
        """Put it back."""


class FinishButton(PayButton):
    """Green when the money is enough; calm yellow, with what is missing on it, when not. It can always be pressed."""

    short = False

    def show_standing(self, done: str, stands: "Standing | None", *, tells_change: bool = False) -> None:
        """The words for where it stands; with `tells_change` the change too, where it is seen nowhere else."""
        short = stands is not None and bool(stands.missing or stands.over)
        if stands is not None and stands.missing:
            self.say(_("Still missing {amount}").format(amount=money.text(stands.missing)))
        elif stands is not None and stands.over:
            self.say(_("{amount} too much").format(amount=money.text(stands.change)))
        elif stands is not None and stands.change and tells_change:
            self.say(_("Done, change {amount}").format(amount=money.text(stands.change)))
        else:
            self.say(_(done))
        if short != self.short:
            self.short = short
            self.set_kind("pay", "short" if short else "")

    def ink(self) -> QColor:
        """The colour of what is drawn on it."""
        return theme.color("accent_text") if self.short else super().ink()
