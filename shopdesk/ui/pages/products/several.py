"""Several goods at once: category, price, VAT, off the list, or two that are one."""

from typing import TYPE_CHECKING

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.shop.bulk import Edit
from shopdesk.ui.pages.products.form import VAT
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shopdesk.ui.pages.products.page import ProductsPage

PAIR = 2


class SeveralSheet(Sheet):
    """Answers an Edit, or "merge" for two goods that are one."""

    def __init__(self, names: "Sequence[str]", categories: "Sequence[str]", *, vat: bool) -> None:
        super().__init__(_("Change {count} goods").format(count=len(names)), width=620)
        self.body.addWidget(Plain(" · ".join(names[:6]), "sub", wrap=True))
        self.category, self.vat = Choice(_("Category")), Choice(_("VAT"), free=False)
        self.category.offer([("", ""), *((name, name) for name in categories)])
        self.vat.offer([("", ""), *((value, _(words)) for value, words in VAT)])
        self.percent = Field(name=_("Price up or down (%)"), longest=7, hint="5, -10")
        self.body.addWidget(Row(_("Category"), self.category, _("Empty: as they are")))
        self.body.addWidget(Row(_("Price up or down (%)"), self.percent, _("Prices come to whole 25 satang.")))
        row = Row(_("VAT"), self.vat)
        self.body.addWidget(row)
        row.setVisible(vat)
        away = Button(_("Take off"), "danger", icon="trash", icon_color="danger_text", on=self._away)
        self.buttons.addWidget(away)
        if len(names) == PAIR:
            self.merger = Button(_("They are the same"), icon="arrows-split-2", on=lambda: self.finish("merge"))
            self.buttons.addWidget(self.merger)
        self.buttons.addStretch(1)
        self.buttons.addWidget(
            Button(_("Change them"), "primary", icon="check", icon_color="on_primary", key="Ctrl+S", on=self.enter)
        )
        self.first = self.category

    def _away(self) -> None:
        self.finish(Edit(away=True))

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+S changes them."""
        return {"save": self.enter}

    def enter(self) -> None:
        """Answer what to change, or say what is wrong."""
        try:
            percent = _percent(self.percent.value())
        except ShopError:
            self.strip.refuse(Invalid(N_("Say by how many percent."), hint=N_("For example 5, or -10.")))
            return
        edit = Edit(self.category.value() or None, percent, self.vat.value() or None)
        if edit == Edit():
            self.strip.refuse(Invalid(N_("Nothing would change."), hint=N_("Choose a category, or type a percent.")))
            return
        self.finish(edit)


def _percent(typed: str) -> int | None:
    """Percent in basis points: `5`, `-10`, `+2.5 %`; None for nothing. Raises Invalid."""
    text = typed.replace("%", "").replace("−", "-").strip()
    if not text:
        return None
    return money.parse(text.lstrip("+-")) * (-1 if text.startswith("-") else 1)


def change_several(page: "ProductsPage") -> None:
    """Ask what to change about the marked goods, then do it; Ctrl+Z puts it back."""
    from shopdesk.shop import bulk, settings, shelf

    marked = page.list.view.marked()
    if not marked or page.win.office is None:
        return
    with page.win.office.reading(page.win.actor) as desk:
        rows = shelf.page(desk, marked)
        categories, vat = shelf.category_names(desk), settings.get(desk, "vat.registered")
    sheet = SeveralSheet([row.name for row in rows], categories, vat=vat)
    page.win.open(sheet)

    def answered(edit: Edit | str) -> None:
        if not isinstance(edit, Edit):
            merge(page, marked[0], marked[1])
            return
        before: list[bulk.Before] = []
        words = _("{count} goods are changed.").format(count=len(marked))
        page.do(
            lambda desk: before.extend(bulk.change(desk, marked, edit)), words,
            lambda: page.do(lambda desk: bulk.restore(desk, before)),
        )  # fmt: skip
        page.list.view.unmark()

    sheet.answered(answered)


class MergeSheet(Sheet):
    """Answers which of two stays: its sale unit first."""

    def __init__(self, names: "Sequence[tuple[int, str]]") -> None:
        super().__init__(_("Which one stays?"), width=560)
        hint = _("Barcodes and stock of the other go over to it.")
        self.body.addWidget(Plain(hint, "sub", wrap=True))
        for place, (unit, name) in enumerate(names):
            other = names[1 - place][0]
            button = Button(name, icon="package", on=lambda unit=unit, other=other: self.finish((unit, other)))  # type: ignore[misc]
            self.body.addWidget(button)


def merge(page: "ProductsPage", one: int, other: int) -> None:
    """Ask which of two goods stays, then make them one; Ctrl+Z makes them two again while nothing of them moved."""
    from shopdesk.shop import merging, shelf

    assert page.win.office is not None
    with page.win.office.reading(page.win.actor) as desk:
        rows = shelf.page(desk, [one, other])
    sheet = MergeSheet([(row.sale_unit, row.name) for row in rows])
    page.win.open(sheet)

    def chosen(pair: tuple[int, int]) -> None:
        page.show_list(pair[0])
        page.do(
            lambda desk: merging.merge(desk, *pair), _("They are merged."),
            lambda: page.do(lambda desk: merging.bring_back(desk, pair[1])),
        )  # fmt: skip
        page.list.view.unmark()

    sheet.answered(chosen)


def warn_of_certificates(page: "ProductsPage") -> None:
    """Say which certificates have ended or end within 30 days."""
    from shopdesk.shop import certificates
    from shopdesk.ui.pages.products.made import until

    assert page.win.office is not None
    with page.win.office.reading(page.win.actor) as desk:
        ending = certificates.ending(desk)
    if ending:
        words = _("{count} certificates end soon.").format(count=len(ending))
        why = " · ".join(f"{one.of}: {one.words} {until(one)}" for one in ending[:3])
        page.strip.say(words, why, tone="accent", seconds=12)
        page.strip.raise_()
