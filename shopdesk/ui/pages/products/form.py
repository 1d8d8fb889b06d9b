"""The fields of goods: three cards, the last of them folded. Texts go in and out; the shop decides what is right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import quantity, unit
from shopdesk.ui import theme
from shopdesk.ui.pages.products.codes_box import CodesBox
from shopdesk.ui.pages.products.facets import Facets
from shopdesk.ui.pages.products.photo_box import PhotoBox
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, MoneyField, Row
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.goods import Draft
    from shopdesk.ui.shell import Window

VAT = (("standard", N_("With VAT")), ("zero", N_("VAT 0 %")), ("exempt", N_("Exempt")), ("none", N_("No VAT")))
RESTRICTED = (("", N_("Not restricted")), ("alcohol", N_("Alcohol")), ("tobacco", N_("Tobacco")))

# Where the rows of the last card stand: row, column, how many rows and columns.
PLACES = ((0, 0), (0, 1), (1, 0, 1, 2), (2, 0, 1, 2), (3, 0), (3, 1), (4, 0, 1, 2))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form calls back: something changed, a code came in, a code is wanted, a photo was refused."""

    changed: Callable[[], object]
    added: Callable[[str], object]
    make: Callable[[], object]
    refused: Callable[[ShopError], object]


def yes_no(yes: str, no: str, changed: Callable[[], object]) -> Segments:
    """Two words, one of which is on."""
    return Segments([("yes", yes), ("no", no)], "yes", lambda _value: changed())


def card(title: str, hint: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A card with its heading."""
    frame = QFrame()
    frame.setProperty("kind", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
    column.setSpacing(theme.px(8))
    head = QHBoxLayout()
    head.addWidget(Plain(title, "h"))
    head.addWidget(Plain(hint, "cap"))
    head.addStretch(1)
    column.addLayout(head)
    return frame, column


class Form(QWidget):
    """`show_draft` fills it, `read` answers the draft and what cannot be understood, field by field."""

    def __init__(self, window: "Window", asked: Asked) -> None:
        super().__init__()
        self._asked = asked
        self._stock_before = ""
        self.rows: dict[str, Row] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self._needed())
        column.addWidget(self._good(window))
        column.addWidget(self._more())
        self.facets = Facets(window)
        self.facets.hide()
        column.addWidget(self.facets)
        column.addStretch(1)

    # Building

    def _row(self, name: str, title: str, field: QWidget, note: str = "") -> Row:
        self.rows[name] = Row(title, field, note)
        if isinstance(field, Field):
            field.textChanged.connect(lambda _text: self._typed(name))
        elif isinstance(field, Choice):
            field.currentTextChanged.connect(lambda _text: self._typed(name))
        return self.rows[name]

    def _typed(self, name: str) -> None:
        self.rows[name].refuse(None)
        self._asked.changed()

    def _needed(self) -> QFrame:
        frame, column = card(_("Needed"))
        self.name = Field(hint=_("What people call it"))
        self.price = MoneyField(hint=_("Empty: asked at the till"))
        self.unit = Choice(_("Unit"))
        self.unit.offer([(code, unit.name(code)) for code in unit.UNITS])
        self.unit.currentTextChanged.connect(self._unit_changed)
        column.addWidget(self._row("name", _("Name"), self.name))
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(16))
        pair.addWidget(self._row("price", _("Price for one unit (baht)"), self.price), 1)
        pair.addWidget(self._row("unit", _("Unit"), self.unit, _("piece, kg, pack …")), 1)
        column.addLayout(pair)
        return frame

    def _good(self, window: "Window") -> QFrame:
        frame, column = card(_("Good to have"))
        sides = QHBoxLayout()
        sides.setSpacing(theme.px(20))
        self.photo = PhotoBox(window, self._asked.changed, self._asked.refused)
        sides.addWidget(self.photo)
        right = QVBoxLayout()
        right.setSpacing(theme.px(6))
        self.codes = CodesBox(self._asked.added, self._asked.changed, self._asked.make)
        right.addWidget(self.codes)
        self.category, self.cost, self.stock = Choice(_("Category")), MoneyField(), Field(longest=14)
        self.stock.setAlignment(Qt.AlignmentFlag.AlignRight)
        right.addWidget(self._row("category", _("Category"), self.category))
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(16))
        pair.addWidget(self._row("cost", _("Cost of one unit (baht)"), self.cost), 1)
        pair.addWidget(self._row("stock", _("In stock now"), self.stock), 1)
        right.addLayout(pair)
        right.addStretch(1)
        sides.addLayout(right, 1)
        column.addLayout(sides)
        return frame

    def _more(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(theme.px(10), theme.px(6), theme.px(20), theme.px(6))
        self.folder = Button(_("More"), "quiet", icon="chevron-right", on=self.unfold)
        self.folder.setCheckable(True)
        column.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignLeft)
        self.folded = QWidget()
        grid = QGridLayout(self.folded)
        grid.setContentsMargins(theme.px(10), 0, 0, theme.px(6))
        grid.setHorizontalSpacing(theme.px(16))
        for number, row in enumerate(self._more_rows()):
            grid.addWidget(row, *PLACES[number])
        column.addWidget(self.folded)
        self.folded.hide()
        return frame

    def _more_rows(self) -> list[Row]:
        changed = self._asked.changed
        self.plu, self.note, self.vat_note = Field(longest=6), Field(), Field()
        self.by_weight = yes_no(_("Weighed"), _("Counted"), changed)
        self.tracked = yes_no(_("Count the stock"), _("No stock"), changed)
        self.vat = Segments([(value, _(words)) for value, words in VAT], "standard", lambda _value: changed())
        self.restricted = Segments([(value, _(words)) for value, words in RESTRICTED], "", lambda _value: changed())
        return [
            self._row("by_weight", _("How it is sold"), self.by_weight),
            self._row("tracked", _("Stock"), self.tracked, _("Cooked food and services keep no stock.")),
            self._row("restricted", _("Restricted goods"), self.restricted, _("The till reminds of hours and age.")),
            self._row("vat_class", _("VAT"), self.vat),
            self._row("vat_note", _("Why this VAT"), self.vat_note, _("For the accountant")),
            self._row("plu", _("Short number for the till"), self.plu, _("1 to 6 digits, for loose goods")),
            self._row("note", _("Note"), self.note, _("Who made it, or another name people look for")),
        ]

    def unfold(self) -> None:
        """Show or hide the last card."""
        self.folded.setVisible(self.folder.isChecked())
        self.facets.setVisible(self.folder.isChecked() and bool(self.facets.sale_unit))
        self.folder.set_icon("chevron-down" if self.folder.isChecked() else "chevron-right", "text2")

    def _unit_changed(self, _text: str) -> None:
        self.by_weight.choose("yes" if unit.measured(self.unit.value()) else "no")

    # In and out

    def offer_categories(self, names: list[str]) -> None:
        """The categories there are."""
        self.category.offer([("", ""), *((name, name) for name in names)])

    def show_vat(self, registered: bool) -> None:
        """Ask for VAT only in a shop that is registered for it."""
        for name in ("vat_class", "vat_note"):
            self.rows[name].setVisible(registered)

    def show_draft(self, draft: "Draft") -> None:
        """Fill the fields."""
        self.name.setText(draft.name)
        self.price.clear() if draft.price is None else self.price.show_amount(draft.price)
        self.unit.show_value(draft.unit)
        self.photo.show_photo(draft.photo)
        self.codes.show_codes(draft.codes)
        self.category.show_value(draft.category)
        self.cost.clear() if draft.cost is None else self.cost.show_amount(draft.cost)
        self._stock_before = "" if draft.stock is None else quantity.plain(draft.stock)
        self.stock.setText(self._stock_before)
        self.plu.setText(draft.plu)
        self.note.setText(draft.note)
        self.vat_note.setText(draft.vat_note)
        self.by_weight.choose("yes" if draft.by_weight else "no")
        self.tracked.choose("yes" if draft.tracked else "no")
        self.vat.choose(draft.vat_class)
        self.restricted.choose(draft.restricted)
        self.show_problems({})

    def read(self, base: "Draft") -> "tuple[Draft, dict[str, Invalid]]":
        """The draft over `base` (for what the form does not show), and what cannot be understood."""
        wrong: dict[str, Invalid] = {}
        draft = replace(
            base,
            name=self.name.value(),
            price=_number(self.price.or_none, "price", wrong),
            unit=unit.find(self.unit.value()) or self.unit.value(),
            photo=self.photo.name(),
            codes=self.codes.codes(),
            category=self.category.value(),
            cost=_number(self.cost.or_none, "cost", wrong),
            stock=_number(self._stock, "stock", wrong),
            plu=self.plu.value(),
            note=self.note.value(),
            by_weight=self.by_weight.value() == "yes",
            tracked=self.tracked.value() == "yes",
            vat_class=self.vat.value(),
            vat_note=self.vat_note.value(),
            restricted=self.restricted.value(),
        )
        return draft, wrong

    def _stock(self) -> int | None:
        """What was counted; None where nobody touched it."""
        text = self.stock.value()
        return None if text == self._stock_before or not text else quantity.counted(text)

    def show_problems(self, problems: "Mapping[str, ShopError]") -> bool:
        """Say beside each field what is wrong with it, go to the first; answers whether there is any."""
        for name, row in self.rows.items():
            if name not in problems:
                row.refuse(None)
        codes = problems.get("codes")
        self.codes.say(f"{codes} {codes.hint}".strip() if codes else self.codes.note.said(), "danger" if codes else "")
        shown = [name for name in self.rows if name in problems]
        if any(self.folded.isAncestorOf(self.rows[name]) for name in shown) and not self.folder.isChecked():
            self.folder.setChecked(True)
            self.unfold()
        for name in reversed(shown):
            self.rows[name].refuse(problems[name])
        if codes and not shown:
            self.codes.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(problems)


def _number(read: Callable[[], int | None], name: str, wrong: dict[str, Invalid]) -> int | None:
    try:
        return read()
    except Invalid as error:
        wrong[name] = error
        return None
