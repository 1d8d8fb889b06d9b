"""Value added tax: how the shop stands, and the dated rates with their sources."""

from datetime import date
from typing import TYPE_CHECKING, Any

from shopdesk.base import clock
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money, thaidate
from shopdesk.core.vat import VatRate
from shopdesk.ui.pages.settings import entries
from shopdesk.ui.pages.settings.changes import Change
from shopdesk.ui.pages.settings.rows import buttons_row
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.pages.settings.short_table import ShortTable
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, MoneyField, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.strip import Strip
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.desk import Desk


def percent(rate: int) -> str:
    """`7 %` for 700 basis points."""
    return f"{money.short(rate)} %"


class TaxSection(Section):
    """Registration first; the rates below."""

    def build(self) -> None:
        """The strip that asks, the settings, the rates."""
        self.check = Strip(reserve=False)
        self.column.addWidget(self.check)
        self.entries(entries.TAX)
        card = self.card(_("VAT rates"))
        why = _("After the last checked day the last rate holds; nothing changes by itself.")
        card.add(Plain(why, "sub", wrap=True))
        self.table: ShortTable[VatRate] = ShortTable(
            [
                Column(_("From"), lambda rate: thaidate.day(rate.first_day), width=140),
                Column(_("Rate"), lambda rate: percent(rate.rate), width=90, right=True, strong=True),
                Column(_("Checked to"), lambda rate: thaidate.day(rate.verified_to), width=140),
                Column(_("Source"), lambda rate: rate.source),
            ],
            _("VAT rates"),
            self.open,
        )
        card.add(self.table)
        card.add(buttons_row(Button(_("Add a rate"), icon="plus", on=lambda: self.open(None))))

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """Show the rates, and ask where the last one has run out."""
        from shopdesk.shop import rules

        rates = rules.vat_rates(desk)
        self.table.show_rows(rates)
        self.check.clear()
        if rules.vat_needs_check(desk):
            last = rates[-1]
            words = _("Is {rate} still right? Checked only to {day}.")
            said = words.format(rate=percent(last.rate), day=thaidate.day(last.verified_to))
            self.check.say(said, tone="accent", button=_("Look"), on=lambda: self.open(last))

    def open(self, rate: VatRate | None) -> None:
        """The sheet of a rate, or of a new one from today."""
        today = clock.calendar_date(self.win.clock())
        rows = self.table.rows.rows()
        fresh = VatRate(today, rows[-1].rate if rows else 0, "", today)
        sheet = self.win.open(RateSheet(rate or fresh, new=rate is None))
        sheet.done.connect(lambda answer: self._put(rate, answer) if answer else None)

    def _put(self, old: VatRate | None, new: VatRate) -> None:
        from shopdesk.shop import rules

        do = self.changes.by_desk(lambda desk: rules.put_vat_rate(desk, new))
        back = None if old is None else self.changes.by_desk(lambda desk: rules.put_vat_rate(desk, old))
        self.changes.make(Change(_("Changed: {setting}").format(setting=_("VAT rates")), do, back))


class DateField(Field):
    """A day as people write it, in either calendar."""

    def __init__(self, day: date, name: str) -> None:
        super().__init__(thaidate.day(day), name=name, longest=30)

    def day(self) -> date:
        """The day typed; raises Invalid."""
        return thaidate.parse(self.value())


class RateSheet(Sheet):
    """Answers a VatRate, or None."""

    def __init__(self, rate: VatRate, *, new: bool) -> None:
        super().__init__(_("A new VAT rate") if new else _("VAT rate"), width=560)
        self.starts = DateField(rate.first_day, _("From"))
        self.starts.setEnabled(new)
        self.rate = MoneyField(rate.rate, name=_("Rate"))
        self.checked = DateField(rate.verified_to, _("Checked to"))
        self.source = Field(rate.source, longest=200)
        self.body.addWidget(Row(_("From"), self.starts))
        self.body.addWidget(Row(_("Rate in %"), self.rate))
        self.body.addWidget(Row(_("Checked to"), self.checked, _("The last day its source speaks of.")))
        self.body.addWidget(Row(_("Source"), self.source, _("Royal decree or announcement.")))
        self.buttons.addStretch(1)
        self.buttons.addWidget(Button(_("Save"), "primary", icon="check", key="Ctrl+S", on=self.save))
        self.first = self.starts if new else self.checked

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+S saves."""
        return {"save": self.save}

    def save(self) -> None:
        """Answer the rate, or say what is wrong."""
        try:
            answer = VatRate(self.starts.day(), self.rate.satang(), self.source.value(), self.checked.day())
        except ShopError as error:
            self.strip.refuse(error)
            return
        self.finish(answer)
