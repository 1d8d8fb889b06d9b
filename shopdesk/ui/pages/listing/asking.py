"""What a category asks for at a platform: one field each, those it insists on first."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from shopdesk.shop.channels import Attribute

MOST = 40


class AttributesSheet(Sheet):
    """Answers the attributes by their id; of several choices the ids stand in a list."""

    def __init__(self, asked: "Sequence[Attribute]", before: Mapping[str, object]) -> None:
        super().__init__(_("What the category asks"), width=640)
        self._before = before
        first = sorted(asked, key=lambda one: not one.required)[:MOST]
        self.rows: list[tuple[Attribute, Row, Field | Choice]] = []
        for one in (one for one in first if not one.for_variants):
            field = self._field(one)
            unit = f" ({one.unit})" if one.unit else ""
            row = Row(f"{one.label}{unit}{' *' if one.required else ''}", field)
            self.rows.append((one, row, field))
            self.body.addWidget(row)
        self.main = Button(_("Save"), "primary", icon="check", icon_color="on_primary", key="Ctrl+S", on=self.enter)
        self.buttons.addWidget(self.main, 1)

    def _field(self, one: "Attribute") -> Field | Choice:
        told = self._before.get(one.id, "")
        value = str(told[0] if isinstance(told, list) and told else told)
        if one.kind in ("choice", "choices") and one.options:
            choice = Choice(one.label, free=False)
            choice.offer([("", ""), *one.options])
            choice.show_value(value)
            return choice
        return Field(value, name=one.label)

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+S saves."""
        return {"save": self.enter}

    def enter(self) -> None:
        """Take the answers; what the platform insists on is asked for."""
        found: dict[str, object] = dict(self._before)
        missing = None
        for one, row, field in self.rows:
            value = field.value()
            row.refuse(None)
            if not value and one.required:
                missing = missing or row
            found.pop(one.id, None)
            if value:
                found[one.id] = [value] if one.kind == "choices" else value
        if missing is not None:
            missing.refuse(Invalid(N_("The platform insists on this.")))
            return
        self.finish(found)
