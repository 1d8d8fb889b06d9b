"""The small sheets of a credit book: a payment, an amount with its reason, consents, and what is done less often."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.shop import credit, customers
from shopdesk.shop.customers import Customer
from shopdesk.ui import theme
from shopdesk.ui.pages.till.asking import AmountSheet
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.fields import Field, MoneyField, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain


class RepaySheet(AmountSheet):
    """Money that comes in for a debt: `pay(satang, how it came)` does it. Finished with what is open after it."""

    def __init__(self, person: Customer, pay: Callable[[int, str], object]) -> None:
        super().__init__(_("{name} pays").format(name=person.name), _("Amount"), _("Take the payment"))
        self._person, self._pay = person, pay
        open_ = Plain(_("Open: {amount}").format(amount=money.text(max(person.balance, 0))), "strong")
        self.left.insertWidget(0, open_)
        ways = [(way, credit.means(way)) for way in ("drawer", "transfer")]
        self.way = Segments(ways, "drawer", lambda _way: self.field.setFocus())
        self.left.insertWidget(2, self.way)
        self.words = Plain("", "sub", wrap=True)
        self.left.insertWidget(3, self.words)
        if person.balance > 0:
            everything = _("All of it: {amount}").format(amount=money.text(person.balance))
            self.left.insertWidget(4, Button(everything, icon="check", on=self._all))
        self.field.textChanged.connect(self._typed)

    def _all(self) -> None:
        assert isinstance(self.field, MoneyField)
        self.field.show_amount(self._person.balance)
        self.field.setFocus()

    def _typed(self, _text: str) -> None:
        assert isinstance(self.field, MoneyField)
        try:
            left = self._person.balance - (self.field.or_none() or 0)
        except Invalid:
            self.words.show_text("")
            return
        words = _("Then owed: {amount}") if left >= 0 else _("Then paid ahead: {amount}")
        self.words.show_text(words.format(amount=money.text(abs(left))))

    def enter(self) -> None:
        """Take it, or say what is wrong; the sheet stays until it is done."""
        try:
            amount = self.read()
        except Invalid as error:
            self.strip.refuse(error)
            return
        self._pay(amount, self.way.value())


class NotedSheet(AmountSheet):
    """An amount with a few words. Answers (satang, words)."""

    def __init__(self, title: str, done: str, words: str, satang: int | None = None) -> None:
        super().__init__(title, _("Amount"), done, satang)
        self.note = Field(name=words, longest=credit.LONGEST_NOTE, on_enter=self.enter)
        self.left.insertWidget(1, Row(words, self.note))

    def read(self) -> tuple[int, str]:  # type: ignore[override]  # with its words
        """The amount and the words; raises Invalid."""
        return super().read(), self.note.value()


class MoreSheet(Sheet):
    """What is done less often. Answers its place in the list."""

    def __init__(self, deeds: Sequence[tuple[str, str]]) -> None:
        super().__init__(_("More"), width=460)
        for place, (words, icon) in enumerate(deeds):
            self.body.addWidget(Button(words, icon=icon, on=lambda place=place: self.finish(place)))  # type: ignore[misc]


class ConsentSheet(Sheet):
    """What a person agreed to. Answers the purposes whose word changed."""

    def __init__(self, known: dict[str, bool]) -> None:
        super().__init__(_("What this person agreed to"), width=620)
        self._known = known
        self.body.addWidget(Plain(_("Ask first. Each yes can be taken back at any time."), "sub", wrap=True))
        answers = [("yes", _("Agrees")), ("no", _("Does not agree")), ("", _("Not asked"))]
        self.choices: dict[str, Segments] = {}
        for purpose in customers.PURPOSES:
            row = QHBoxLayout()
            row.setSpacing(theme.px(12))
            row.addWidget(Plain(customers.purpose_words(purpose), wrap=True), 1)
            choice = Segments(answers, self._said(purpose), _nothing)
            self.choices[purpose] = choice
            row.addWidget(choice)
            self.body.addLayout(row)
        keep = Button(_("Keep"), "primary", key="Enter", on=self.enter)
        self.buttons.addWidget(keep)
        self.first = keep

    def _said(self, purpose: str) -> str:
        if purpose not in self._known:
            return ""
        return "yes" if self._known[purpose] else "no"

    def enter(self) -> None:
        """Only what changed is written down."""
        said = {purpose: choice.value() for purpose, choice in self.choices.items()}
        changed = {purpose: word == "yes" for purpose, word in said.items() if word and word != self._said(purpose)}
        self.finish(changed)


def _nothing(_value: str) -> None:
    """A choice alone does nothing yet."""


class EraseSheet(Sheet):
    """Asks once more before a person is erased; `told` is what goes and what stays. Answers True."""

    def __init__(self, name: str, *told: str) -> None:
        super().__init__(_("Erase {name}?").format(name=name), width=560)
        usual = (
            _("Name, telephone, house and notes are gone for good."),
            _("Bills and sums stay, without a name."),
            _("A backup put back later does not bring the person back."),
            _("Words typed as a note on a paid bill stay on that bill."),
        )
        for words in told or usual:
            self.body.addWidget(Plain(words, wrap=True))
        keep = Button(_("Keep this person"), key="Esc", on=lambda: self.finish(None))
        self.buttons.addWidget(keep, 1)
        erase = Button(_("Erase"), "danger", icon="trash", icon_color="danger_text", on=lambda: self.finish(True))
        self.buttons.addWidget(erase, 1)
        self.first = keep
