"""Whose bill it is: the sheet behind F3."""

from typing import TYPE_CHECKING

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.shop import customers
from shopdesk.shop.customers import Customer
from shopdesk.ui.pages.customers.picker import Picker
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

NOBODY = "nobody"


class ChooseSheet(Sheet):
    """Answers the customer, or NOBODY where the bill is to be without one again."""

    def __init__(self, window: "Window", title: str = "", *, named: bool = False) -> None:
        super().__init__(title or _("Whose bill is it?"), width=620, height=520)
        self.picker = Picker(window, self.strip.refuse)
        self.picker.chosen.connect(self.finish)
        self.body.addWidget(self.picker, 1)
        if named:
            self.buttons.addWidget(Button(_("Without a customer"), icon="x", on=lambda: self.finish(NOBODY)))
        self.first = self.picker.search.field

    def opened(self, window: "Window") -> None:
        """The list as it is now."""
        self.picker.look()

    def scanned(self, code: str) -> None:
        """A member's card."""
        person = of_card(self.window_, code)
        if person is None:
            super().scanned(code)
        else:
            self.finish(person)


def of_card(window: "Window | None", code: str) -> Customer | None:
    """Whose member number was scanned; None where it is nobody's."""
    if window is None or window.office is None:
        return None
    with window.office.reading(window.actor) as desk:
        try:
            return customers.of_member(desk, code)
        except ShopError:
            return None
