"""Goods the law restricts: hours, days and age, in dated rows the owner keeps up to date."""

from typing import TYPE_CHECKING, Any

from shopdesk.base import clock
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import restricted, thaidate
from shopdesk.core.restricted import Rule
from shopdesk.ui.pages.settings.changes import Change
from shopdesk.ui.pages.settings.controls import Lines, number
from shopdesk.ui.pages.settings.rows import buttons_row
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.pages.settings.short_table import ShortTable
from shopdesk.ui.pages.settings.tax import DateField
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from shopdesk.shop.desk import Desk

Numbered = tuple[int, Rule]


class ControlledSection(Section):
    """The till reminds, the cashier decides."""

    def build(self) -> None:
        """The rules as a table."""
        card = self.card(_("Hours, days and age"))
        card.add(Plain(_("The till only reminds. The cashier decides, and it is written down."), "sub", wrap=True))
        self.table: ShortTable[Numbered] = ShortTable(
            [
                Column(_("Goods"), self._goods, width=186, strong=True, icon=self._sign),
                Column(_("Hours"), lambda row: restricted.hours_text(row[1].hours)),
                Column(_("From"), lambda row: thaidate.day(row[1].starts), width=150),
            ],
            _("Hours, days and age"),
            self.open,
        )
        card.add(self.table)
        card.add(buttons_row(Button(_("Add a rule"), icon="plus", on=lambda: self.open(None))))

    def _goods(self, row: Numbered) -> str:
        return f"{restricted.goods(row[1].restricted)} {row[1].age}+"

    def _sign(self, row: Numbered) -> str:
        asked = restricted.needs_check(row[1], clock.calendar_date(self.win.clock()))
        return "alert-triangle" if asked else "circle-check"

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """Show the rules."""
        from shopdesk.shop import rules

        self.table.show_rows(rules.restricted_rules(desk))

    def open(self, row: Numbered | None) -> None:
        """The sheet of a rule, or of a new one from today."""
        today = clock.calendar_date(self.win.clock())
        rule = row[1] if row else Rule("alcohol", today, verified_on=today)
        sheet = self.win.open(RuleSheet(rule, today, new=row is None))
        sheet.done.connect(lambda answer: self._put(row, answer) if answer else None)

    def _put(self, row: Numbered | None, new: Rule) -> None:
        from shopdesk.shop import rules

        do = self.changes.by_desk(lambda desk: rules.put_rule(desk, new, row[0] if row else None))
        back = None if row is None else self.changes.by_desk(lambda desk: rules.put_rule(desk, row[1], row[0]))
        self.changes.make(Change(_("Changed: {setting}").format(setting=restricted.goods(new.restricted)), do, back))


class RuleSheet(Sheet):
    """Answers a Rule that counts as looked at today, or None."""

    def __init__(self, rule: Rule, today: "date", *, new: bool) -> None:
        super().__init__(_("A new rule") if new else restricted.goods(rule.restricted), width=680)
        self._today = today
        choices: list[tuple[str, str]] = [(name, restricted.goods(name)) for name in restricted.CLASSES]
        self.goods = Segments(choices, rule.restricted, lambda _value: None)
        self.starts = DateField(rule.starts, _("From"))
        self.hours = Field(restricted.hours_text(rule.hours), longest=80)
        self.age = Field(str(rule.age), longest=2)
        self.days = Lines(lambda _value: None, _("Days without sale"))
        self.days.show_value("\n".join(thaidate.day(day) for day in rule.closed))
        self.source = Field(rule.source, longest=200)
        self.body.addWidget(Row(_("Goods"), self.goods))
        self.body.addWidget(Row(_("From"), self.starts))
        self.body.addWidget(Row(_("May be sold"), self.hours, _("Write them like 11:00-14:00, 17:00-24:00")))
        self.body.addWidget(Row(_("From what age"), self.age))
        self.body.addWidget(Row(_("Days without sale"), self.days, _("One day on each line.")))
        self.body.addWidget(Row(_("Source"), self.source, _("Royal decree or announcement.")))
        self.buttons.addWidget(Plain(_("Last checked {day}").format(day=thaidate.day(rule.verified_on)), "sub"))
        self.buttons.addStretch(1)
        ok = Button(_("Checked today, save"), "primary", icon="check", key="Ctrl+S", on=self.save)
        self.buttons.addWidget(ok)
        self.first = self.hours

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+S saves."""
        return {"save": self.save}

    def read(self) -> Rule:
        """The rule typed; raises Invalid."""
        return Rule(
            self.goods.value(),
            self.starts.day(),
            restricted.hours_from_text(self.hours.value()),
            tuple(thaidate.parse(line) for line in self.days.value().split("\n") if line),
            number(self.age.value()),
            self.source.value(),
            self._today,
        )

    def save(self) -> None:
        """Answer the rule, or say what is wrong."""
        try:
            answer = self.read()
        except ShopError as error:
            self.strip.refuse(error)
            return
        self.finish(answer)
