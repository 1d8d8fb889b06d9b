"""Who it is, and their PIN: the part that signing in and approving have in common."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.people import persons
from shopdesk.ui.pages.people.persons import Persons
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import PinField
from shopdesk.ui.widgets.numpad import Numpad
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.users import UserInfo


DEAF_AFTER_PIN = 0.7


class PinSheet(Sheet):
    """People at the left, digits at the right. `passed(actor)` is called after the right PIN; without one, at once."""

    def __init__(
        self, office: "Office", title: str, ok: str, people: "Sequence[UserInfo]", chosen: str, *, width: int = 760
    ) -> None:
        super().__init__(title, width=width)
        self.office = office
        self.frame = QWidget()
        halves = QHBoxLayout(self.frame)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(theme.px(28))
        self.left, right = QVBoxLayout(), QVBoxLayout()
        self.left.setSpacing(theme.px(10))
        right.setSpacing(theme.px(6))
        halves.addLayout(self.left, 1)
        halves.addLayout(right)
        self.body.addWidget(self.frame)
        self.who = Persons(people, chosen, self.choose)
        self.pin = PinField(name=_("PIN"), on_enter=self.enter)
        self.pin.setPlaceholderText("••••")
        self.pad = Numpad(self.pin, point=False, double_zero=False)
        self.asked = Plain("", "label", wrap=True)
        for part in (self.asked, self.pin, self.pad):
            part.setFixedWidth(theme.px(272))
            right.addWidget(part)
        self.ok = self._put_ok(right, ok, any(person.has_pin for person in people))
        right.addStretch(1)
        self._ask()

    def _put_ok(self, right: QVBoxLayout, words: str, pins: bool) -> Button:
        """The green key stands among the digits, so that it is in reach with the largest text; alone without PINs."""
        grid = self.pad.layout()
        if pins and isinstance(grid, QGridLayout):
            ok = Button(_("OK"), "primary", key="Enter", on=self.enter, name=words)
            grid.addWidget(ok, 3, 1)
            self.first = self.pin
            return ok
        ok = Button(words, "primary", icon="lock-open", key="Enter", on=self.enter)
        right.addWidget(ok)
        for part in (self.asked, self.pin, self.pad):
            part.hide()
        self.first = ok
        return ok

    def choose(self, person: "UserInfo") -> None:
        """Another person is going to type; one without a PIN is let in at once."""
        self.pin.clear()
        self._ask()
        if not person.has_pin:
            self.enter()
        else:
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        person = self.who.chosen()
        self.asked.show_text(_("PIN of {name}").format(name=person.name) if person else _("Choose who you are"))
        self.asked.set_tone("")

    def enter(self) -> None:
        """Check the PIN typed."""
        person = self.who.chosen()
        if person is None or not self.ok.isEnabled():
            return
        assert self.window_ is not None
        self._wait(True)
        self.asked.show_text(_("Checking…"))
        self.asked.set_tone("")
        typed = self.pin.value()
        self.pin.clear()  # What is typed while it is checked is the next try.
        persons.check_pin(self.window_, self.office, person.name, typed, self._right, self.refused)

    def _right(self, actor: "Actor") -> None:
        self._wait(False)
        # Who does not see yet that the PIN was right may be typing it once more: no field behind gets it.
        if self.window_ is not None:
            self.window_.watch.deafen(DEAF_AFTER_PIN)
        self.passed(actor)

    def refused(self, error: ShopError) -> None:
        """Say that it was wrong, and let them try again; nobody typed a name here."""
        from shopdesk.shop import users

        self._wait(False)
        words = _("The PIN is wrong.") if error.text == users.WRONG else str(error)
        self.asked.show_text(f"{words} {error.hint}")
        self.asked.set_tone("danger")
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, waiting: bool) -> None:
        self.ok.setEnabled(not waiting)

    def passed(self, actor: "Actor") -> None:
        """The PIN was right."""
        self.finish(actor)
