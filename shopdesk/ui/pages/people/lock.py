"""The locked window: nothing can be read, the bill stays, and a PIN opens it. Also the way to change person."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from shopdesk.base.i18n import _
from shopdesk.core import thaidate
from shopdesk.ui import theme
from shopdesk.ui.pages.people import persons
from shopdesk.ui.pages.people.pinpad import PinSheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

WHOLE, WIDTH = 4000, 820


class LockSheet(PinSheet):
    """Covers the window. Esc does not open it, and a scan is not taken. Answers the actor who entered the PIN."""

    def __init__(self, window: "Window", office: "Office") -> None:
        from shopdesk.shop import users

        name = window.actor.name if window.actor is not None else users.last_here(office)
        super().__init__(office, _("Locked"), _("Unlock"), persons.listed(office), name, width=WHOLE)
        self.wanted = (WHOLE, WHOLE)
        whole = self.layout()
        assert whole is not None
        whole.setContentsMargins(*[theme.px(6)] * 4)
        self.heading.hide()
        self._closer.hide()
        self.frame.setMaximumWidth(theme.px(WIDTH))
        self.body.removeWidget(self.frame)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.frame, 100)
        middle.addStretch(1)
        self.body.addStretch(1)
        self.body.addLayout(middle)
        self.body.addStretch(1)
        self.left.addWidget(Plain(users.shop_name(office) or "ShopDesk", "display", wrap=True))
        self.left.addWidget(Plain(thaidate.moment(window.clock()), "sub"))
        if window.actor is not None:
            self.left.addWidget(Plain(_("The open bill is kept."), tone="primary"))
        self.left.addSpacing(theme.px(12))
        self.left.addWidget(Plain(_("Who works now?"), "h"))
        self.left.addWidget(self.who)
        self.left.addStretch(1)

    def finish(self, result: object) -> None:
        """Only a person opens it."""
        if result is not None:
            super().finish(result)

    def scanned(self, code: str) -> None:
        """A locked till sells nothing."""
        self.asked.show_text(_("The till is locked. Unlock it first."))
        self.asked.set_tone("danger")


class SwitchSheet(PinSheet):
    """Another person goes on, in a shop without PINs; Esc leaves everything as it is."""

    def __init__(self, window: "Window", office: "Office") -> None:
        name = window.actor.name if window.actor is not None else ""
        super().__init__(office, _("Who works now?"), _("Go on"), persons.listed(office), name)
        self.left.addWidget(self.who)
        self.left.addStretch(1)


def lock(window: "Window") -> None:
    """Lock where somebody has a PIN; else let another person go on; nothing in a shop of one."""
    office = window.office
    if office is None or isinstance(window.sheet, LockSheet):
        return
    if persons.have_pins(office):
        window.open(LockSheet(window, office)).done.connect(lambda actor: _took_over(window, actor))
    elif len(persons.listed(office)) > 1:
        window.open(SwitchSheet(window, office)).done.connect(lambda actor: _took_over(window, actor))


def left_alone(window: "Window") -> None:
    """Nobody touched the window for a while: lock it where somebody has a PIN, over whatever sheet is open."""
    if persons.have_pins(window.office):
        lock(window)


def _took_over(window: "Window", actor: "Actor | None") -> None:
    if actor is not None:
        persons.become(window, actor)
