"""A field for a day, as people here write it."""

from collections.abc import Callable
from datetime import date

from shopdesk.core import thaidate
from shopdesk.ui.widgets.fields import Field

EXAMPLE = date(2026, 11, 22)


class DateField(Field):
    """`iso()` is the day as 2026-11-22, "" where nothing is typed; raises Invalid for what is no day."""

    def __init__(
        self, iso: str = "", *, name: str = "", hint: str = "", on_enter: Callable[[], object] | None = None
    ) -> None:
        super().__init__(written(iso), hint=hint or thaidate.typed(EXAMPLE), name=name, longest=24, on_enter=on_enter)

    def iso(self) -> str:
        """The day that was typed."""
        return thaidate.parse(self.value()).isoformat() if self.value() else ""

    def show_iso(self, iso: str) -> None:
        """Put a day in the field."""
        self.setText(written(iso))


def written(iso: str) -> str:
    """A stored day as one types it here: `22/11/2569`."""
    return thaidate.typed(date.fromisoformat(iso)) if iso else ""


def short(iso: str) -> str:
    """A stored day as one reads it: `22 พ.ย. 2569`."""
    return thaidate.day(date.fromisoformat(iso)) if iso else ""
