"""Somebody whose goods the shop sells for the first time: name and telephone, no more."""

from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from shopdesk.shop.producers import Producer
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

LONGEST = 120


class MakerSheet(Sheet):
    """Answers the producer that was added."""

    def __init__(self, win: "Window") -> None:
        super().__init__(_("Somebody new"), width=560)
        self._win = win
        self.name = Field(name=_("Name"), longest=LONGEST, on_enter=self.enter)
        self.phone = Field(name=_("Telephone"), longest=LONGEST, on_enter=self.enter)
        self.name_row = Row(_("Name"), self.name)
        self.body.addWidget(self.name_row)
        self.body.addWidget(Row(_("Telephone"), self.phone, _("May be left empty.")))
        self.main = Button(_("Add, then ask for the consent"), "primary", icon="check", icon_color="on_primary",
                           key="Ctrl+S", on=self.enter)  # fmt: skip
        self.buttons.addWidget(self.main, 1)
        self.first = self.name

    def unkept(self) -> bool:
        """Whether something was typed."""
        return bool(self.name.value() or self.phone.value())

    def enter(self) -> None:
        """Add them."""
        self._win.attempt(self._add, self._added, self.name_row.refuse)

    def _add(self, approver: "Actor | None") -> "Producer":
        from shopdesk.shop import producers

        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            return producers.add(desk, self.name.value(), self.phone.value())

    def _added(self, made: "Producer") -> None:
        self._warned = True
        self.finish(made)
