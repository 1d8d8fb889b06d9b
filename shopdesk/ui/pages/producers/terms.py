"""Terms from a day on: percent or fixed, for all goods or one, who bears what, and the paper an agent needs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout

from shopdesk.base import files
from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, thaidate
from shopdesk.core.digits import arabic
from shopdesk.core.producer_papers import AgreementPaper
from shopdesk.shop import photos, producers, settings, statements
from shopdesk.shop.producers import Agreement, Heap, Producer
from shopdesk.ui import theme
from shopdesk.ui.pages.receipt import saving
from shopdesk.ui.pages.settings.tick import Tick
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

ALL = "0"


class TermsSheet(Sheet):
    """Answers True once the terms are kept."""

    keeps_typing = True

    def __init__(self, win: "Window", person: Producer, heaps: Sequence[Heap]) -> None:
        super().__init__(_("New terms · {name}").format(name=person.name), width=820, height=600)
        self._win, self._person, self.paper = win, person, ""
        self.ask_where = saving.ask_where
        self._fill_price(heaps)
        self._fill_rules()
        self._fill_agent()
        self.main = Button(_("Keep the terms"), "primary", icon="check", key="Ctrl+S", on=self.enter)
        self.buttons.addWidget(Button(_("Cancel"), key="Esc", on=lambda: self.finish(None)), 1)
        self.buttons.addWidget(self.main, 1)
        self.first = self.typed
        self._turn()

    def _fill_price(self, heaps: Sequence[Heap]) -> None:
        kinds = [("percent", _("Shop keeps percent")), ("fixed", _("Fixed price each"))]
        self.kind = Segments(kinds, "percent", lambda _kind: self._turn())
        self.body.addWidget(self.kind)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        self.typed, self.day = Field(on_enter=self.enter), Field(on_enter=self.enter)
        self.value = Row(_("How much"), self.typed)
        assert self._win.office is not None
        with self._win.office.reading(self._win.actor) as desk:
            today = settings.today(desk)
        self.day.setText(thaidate.day(today))
        self.starts = Row(_("From"), self.day)
        self.goods = Choice(_("For which goods"), free=False)
        named = {str(heap.item): heap.name for heap in heaps}
        self.goods.offer([(ALL, _("All goods")), *named.items()])
        self.goods.show_value(ALL)
        for place, row in enumerate((self.value, self.starts, Row(_("For which goods"), self.goods))):
            grid.addWidget(row, 0, place)
        self.body.addLayout(grid)

    def _fill_rules(self) -> None:
        self.waste = Segments([("shop", _("Shop")), ("producer", _("Producer"))], "shop", lambda _who: None)
        rules = [("return", _("Taken home")), ("buy", _("Shop buys it")), ("share", _("Half each"))]
        self.unsold = Segments(rules, "return", lambda _rule: None)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        for words, segments in (
            (_("Who pays for goods that spoil?"), self.waste),
            (_("What is not sold"), self.unsold),
        ):
            column = QVBoxLayout()
            column.setSpacing(theme.px(4))
            column.addWidget(Plain(words, "label"))
            column.addWidget(segments)
            row.addLayout(column, 1)
        self.body.addLayout(row)

    def _fill_agent(self) -> None:
        self.agent = Tick(_("The shop sells as their agent"))
        self.agent.toggled.connect(self._turn)
        self.body.addWidget(self.agent)
        self.needs = Plain(
            _("An agent needs the signed paper on file. The receipt names the producer; the share is taxed."), "sub",
            wrap=True,
        )  # fmt: skip
        self.body.addWidget(self.needs)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self.to_print = Button(_("Make the paper (A4)"), icon="file-text", key="Ctrl+P", on=self.print_)
        self.chooser = Button(_("Photo of the signed paper"), icon="photo", on=self.choose)
        self.filed = Elided("", "cap")
        row.addWidget(self.to_print)
        row.addWidget(self.chooser)
        row.addWidget(self.filed, 1)
        self.body.addLayout(row)

    def _turn(self, _on: bool = False) -> None:
        percent = self.kind.value() == "percent"
        self.value.refuse(None)
        self.typed.setPlaceholderText(_("Percent, as 20") if percent else _("Baht for each, as 90"))
        agent = self.agent.isChecked()
        for widget in (self.needs, self.chooser, self.filed):
            widget.setVisible(agent)

    def deeds(self) -> dict[str, Any]:
        """Ctrl+S keeps, Ctrl+P makes the paper."""
        return {"save": self.enter, "print": self.print_}

    def terms(self) -> Agreement:
        """What is written; raises Invalid."""
        kind = self.kind.value()
        value = money.parse(arabic(self.typed.value()))
        if kind == "percent" and value > producers.WHOLE:
            raise Invalid(N_("The shop's share is from 0 to 100 percent."))
        starts = thaidate.parse(self.day.value()).isoformat()
        item = int(self.goods.value() or ALL) or None
        return Agreement(
            "percent" if kind == "percent" else "fixed", value, starts, item, self.agent.isChecked(), self.paper,
            self.waste.value(), self.unsold.value(),  # type: ignore[arg-type]
        )  # fmt: skip

    def _checked(self) -> Agreement | None:
        for row in (self.value, self.starts):
            row.refuse(None)
        try:
            thaidate.parse(self.day.value())
        except Invalid as error:
            self.starts.refuse(error)
            return None
        try:
            return self.terms()
        except Invalid as error:
            self.value.refuse(error)
            return None

    def enter(self) -> None:
        """Keep them."""
        terms = self._checked()
        if terms is not None:
            self._win.attempt(lambda approver: self._keep(terms, approver), self.finish, self.strip.refuse)

    def _keep(self, terms: Agreement, approver: "Actor | None") -> bool:
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            producers.agree(desk, self._person.id, terms)
        return True

    # The paper

    def print_(self) -> None:
        """The agreement as a PDF of A4 pages, to print and sign."""
        terms = self._checked()
        if terms is not None:
            self._win.attempt(lambda approver: self._paper(terms, approver), self._save, self.strip.refuse)

    def _paper(self, terms: Agreement, approver: "Actor | None") -> AgreementPaper:
        assert self._win.office is not None
        with self._win.office.reading(approver or self._win.actor) as desk:
            return statements.agreement(desk, self._person.id, terms)

    def _save(self, paper: AgreementPaper) -> None:
        from shopdesk.paper import render

        place = self.ask_where(self, f"{paper.number}.pdf")
        if place is not None:
            files.write_whole(place, render.a4(paper))
            self.strip.say(_("Kept as {name}").format(name=place.name), tone="primary")

    def choose(self) -> None:
        """Ask for the photo of the signed paper."""
        pictures = _("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Photo of the signed paper"), "", pictures)
        if name:
            self.put_file(Path(name))

    def put_file(self, path: Path) -> None:
        """Keep the photo, large enough to read."""
        office, actor = self._win.office, self._win.actor
        if office is not None:
            keep = lambda _job: photos.keep_file(office, path, actor, side=photos.PAPER_SIDE)  # noqa: E731
            self._win.jobs.run(keep, self._put, self._failed)

    def _put(self, name: str) -> None:
        self.paper = name
        self.filed.show_text(_("The signed paper is on file."))
        self.filed.set_tone("primary")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self.strip.refuse(error)
