"""Ways of paying, the owner's own words for them, and what each may not pay for."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import restricted
from shopdesk.core.tender import Tender
from shopdesk.ui import theme
from shopdesk.ui.pages.settings.changes import Change
from shopdesk.ui.pages.settings.rows import buttons_row
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.pages.settings.short_table import ShortTable
from shopdesk.ui.pages.settings.tick import Tick
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.desk import Desk

ABREAST = 2
ICONS = {"qr": "qrcode", "bank": "building-store", "card": "credit-card", "phone": "device-mobile"}


def _side_by_side(boxes: "list[Tick]") -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(theme.px(8))
    for at, box in enumerate(boxes):
        grid.addWidget(box, at // ABREAST, at % ABREAST)
    return grid


class TendersSection(Section):
    """The list; cash stays, everything else can be renamed, added and put away."""

    def build(self) -> None:
        """The table and the button that adds one."""
        self._categories: list[tuple[int, str]] = []
        card = self.card()
        card.add(Plain(_("As they stand on the pay sheet. Touch one to change it."), "sub", wrap=True))
        self.table: ShortTable[Tender] = ShortTable(
            [
                Column(_("Name"), lambda way: way.label(), icon=lambda way: ICONS.get(way.icon, way.icon), strong=True),
                Column(_("May not pay for"), self._barred, width=190),
                Column(_("Digits"), lambda way: str(way.digits or ""), width=84, right=True),
            ],
            _("Ways of paying"),
            self.open,
        )
        card.add(self.table)
        card.add(buttons_row(Button(_("Add a way of paying"), icon="plus", on=lambda: self.open(None))))

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """Show them."""
        from shopdesk.shop import goods, selling

        self._categories = [(info.id, info.name) for info in goods.categories(desk)]
        self.table.show_rows(selling.tenders(desk))

    def _barred(self, way: Tender) -> str:
        named = [name for number, name in self._categories if number in way.categories]
        return ", ".join([*map(restricted.goods, way.bars), *named])

    def open(self, way: Tender | None) -> None:
        """The sheet of one of them, or of a new one; cash has nothing to set."""
        if way is not None and way.kind == "cash":
            return
        fresh = Tender(f"own-{self.win.random.randrange(10**9):09d}", "named", "", icon="phone")
        sheet = self.win.open(TenderSheet(way or fresh, self._categories, new=way is None))
        sheet.done.connect(lambda answer: self._answered(way, answer))

    def _answered(self, way: Tender | None, answer: Tender | str | None) -> None:
        from shopdesk.shop import payments

        place = self.table.rows.rows().index(way) if way is not None else self.table.count()
        if isinstance(answer, Tender):
            self._put(way, answer, place)
        elif answer == "remove" and way is not None:
            drop = self.changes.by_desk(lambda desk: payments.drop_tender(desk, way.code))
            back = self.changes.by_desk(lambda desk: payments.put_tender(desk, way, place))
            self.changes.make(Change(_("Removed: {name}").format(name=way.label()), drop, back))

    def _put(self, old: Tender | None, new: Tender, place: int) -> None:
        from shopdesk.shop import payments

        do = self.changes.by_desk(lambda desk: payments.put_tender(desk, new, place))
        if old is None:
            back = self.changes.by_desk(lambda desk: payments.drop_tender(desk, new.code))
        else:
            back = self.changes.by_desk(lambda desk: payments.put_tender(desk, old, place))
        self.changes.make(Change(_("Changed: {setting}").format(setting=new.name), do, back))


class TenderSheet(Sheet):
    """Answers a Tender, "remove", or None."""

    def __init__(self, way: Tender, categories: "list[tuple[int, str]]", *, new: bool) -> None:
        super().__init__(_("A new way of paying") if new else way.label(), width=640)
        self._way = way
        self.name = Field(way.name, longest=60, on_enter=self.save)
        self.english = Field(way.english, longest=60, on_enter=self.save)
        self.name_row = Row(_("Name"), self.name, _("As you call it, for example ถุงเงิน."))
        self.body.addWidget(self.name_row)
        self.body.addWidget(Row(_("Name in English"), self.english, _("May stay empty.")))
        digits = [("0", _("none")), ("4", "4"), ("6", "6")]
        chosen = str(way.digits) if str(way.digits) in dict(digits) else "0"
        self.digits = Segments(digits, chosen, lambda _value: None)
        asked = _("The cashier types the last digits of the other app's reference.")
        self.body.addWidget(Row(_("Last digits to type"), self.digits, asked))
        self.bars = {name: Tick(restricted.goods(name), on=name in way.bars) for name in restricted.CLASSES}
        self.categories = {number: Tick(name, on=number in way.categories) for number, name in categories}
        self.body.addWidget(Plain(_("May not pay for"), "label"))
        self.body.addLayout(_side_by_side([*self.bars.values(), *self.categories.values()]))
        self.change = Tick(_("Give change in cash for what is paid above the bill"), on=way.gives_change)
        self.body.addWidget(self.change)
        self._put_buttons(new or way.kind != "named")
        self.first = self.name

    def _put_buttons(self, keep: bool) -> None:
        if not keep:
            self.remove = Button(_("Put away"), "danger", icon="archive", on=lambda: self.finish("remove"))
            self.buttons.addWidget(self.remove)
        self.buttons.addStretch(1)
        self.buttons.addWidget(Button(_("Save"), "primary", icon="check", key="Ctrl+S", on=self.save))

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+S saves."""
        return {"save": self.save}

    def save(self) -> None:
        """Answer what was typed, or say that the name is missing."""
        if not self.name.value():
            self.name_row.refuse(Invalid(N_("Type a name.")))
            return
        barred = tuple(name for name, box in self.bars.items() if box.isChecked())
        way = self._way
        self.finish(
            Tender(
                way.code,
                way.kind,
                self.name.value(),
                self.english.value(),
                way.icon,
                barred,
                int(self.digits.value()),
                self.change.isChecked(),
                self._barred_categories(),
            )
        )

    def _barred_categories(self) -> tuple[int, ...]:
        """The ticked ones, and those that were put away meanwhile: their goods may still be here."""
        gone = [number for number in self._way.categories if number not in self.categories]
        return (*gone, *(number for number, box in self.categories.items() if box.isChecked()))
