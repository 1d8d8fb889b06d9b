"""Pages 1 and 2: how the window speaks, and who the shop and its owner are."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.base import i18n
from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.ui import theme
from shopdesk.ui.pages.first_run.step import Step
from shopdesk.ui.pages.settings.place_choice import ask_backup
from shopdesk.ui.pages.settings.restoring import restore
from shopdesk.ui.pages.settings.rows import buttons_row
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.fields import Field, PinField, Row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shopdesk.shop.desk import Desk


class LanguageStep(Step):
    """Language and text size change at once; a shop from an old machine comes back here."""

    def build(self) -> None:
        """Two choices, one way back."""
        languages = Segments(list(i18n.NAMES.items()), i18n.language(), self._language)
        self.column.addWidget(Row("ภาษา · Language", languages))
        sizes = [(str(size), f"{size} %") for size in theme.SIZES]
        self.sizes = Segments(sizes, str(theme.scale()), self._size)
        self.column.addWidget(Row(_("Text size"), self.sizes, _("Can you read this easily? Else choose a larger one.")))
        self.old = Button(_("Moved from an old computer: restore a backup"), "link", icon="history", on=self._ask)
        self.column.addWidget(buttons_row(self.old))

    def _language(self, code: str) -> None:
        self._put(lambda: self.win.set_language(code))

    def _size(self, percent: str) -> None:
        self._put(lambda: self.win.set_text_size(int(percent)))

    def _put(self, deed: "Callable[[], object]") -> None:
        self.win.later(0, lambda: self.win.attempt(lambda _approver: deed(), refused=self.run.refuse))

    def _ask(self) -> None:
        file = ask_backup(self)
        if file is not None:
            self.restore(file)

    def restore(self, file: "Path") -> None:
        """Make the shop from a backup; the first run is over then."""
        restore(self.win, file, self.run.strip, self.run.refuse)


class ShopStep(Step):
    """The one page that cannot be skipped: a receipt needs a name on it."""

    asks = True

    def build(self) -> None:
        """Shop, person, PIN."""
        self.shop = Field(longest=60, hint=_("for example ร้านป้าสมศรี"))
        self.owner = Field(longest=60)
        self.pin = PinField()
        self.shop_row = Row(_("Name of the shop"), self.shop, _("Printed at the top of every receipt."))
        self.owner_row = Row(_("Your name"), self.owner, _("Shown on receipts as the cashier."))
        note = _("4 to 6 digits. Empty: anybody may use the till. It can be set later.")
        self.pin_row = Row(_("PIN (not needed)"), self.pin, note)
        for row in (self.shop_row, self.owner_row, self.pin_row):
            self.column.addWidget(row)
        self._name_stored = ""

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """What is known already."""
        self._name_stored = desk.actor.name
        self.shop.setText(self.shop.value() or values["shop.name"])
        self.owner.setText(self.owner.value() or desk.actor.name)

    def first(self) -> QWidget:
        """The shop's name."""
        return self.shop

    def store(self, desk: "Desk") -> None:
        """The names, and the PIN where one was typed."""
        from shopdesk.shop import settings, users

        settings.change(desk, "shop.name", self.shop.value())
        user = desk.actor.user
        if self.owner.value() != self._name_stored:
            users.rename(desk, user, self.owner.value())
        if self.pin.value():
            users.set_pin(desk, user, self.pin.value())

    def lacks(self, field: Field) -> bool:
        """Shop and owner have a name."""
        row = {self.shop: self.shop_row, self.owner: self.owner_row}.get(field)
        missing = row is not None and not field.value()
        if row is not None:
            row.refuse(Invalid(N_("Type a name.")) if missing else None)
        return missing

    def go_on(self) -> None:
        """Hold that both names are there; a PIN takes a moment, so it is done in the background."""
        for row in (self.shop_row, self.owner_row, self.pin_row):
            row.refuse(None)
        if self.lacks(self.shop) or self.lacks(self.owner):
            return
        self.run.write(self.store, lambda: self.run.signed_in(self.pin.value()), self._refused)

    def _refused(self, error: ShopError) -> None:
        """What the shop refuses here is the PIN or the name."""
        row = self.pin_row if self.pin.value() else self.owner_row
        row.refuse(error)
