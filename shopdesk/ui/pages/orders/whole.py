"""One order of a channel with everything there is to see of it, and all that can be done with it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money, orderstate, quantity
from shopdesk.ui import theme
from shopdesk.ui.pages.orders import entries
from shopdesk.ui.pages.orders.chatting import ChatSheet
from shopdesk.ui.pages.orders.doing import read, write
from shopdesk.ui.pages.orders.erasing import erase
from shopdesk.ui.pages.orders.packed import Boxes, apart
from shopdesk.ui.pages.orders.packing import ask_file
from shopdesk.ui.pages.stock.panes import plain
from shopdesk.ui.pages.till.pictures import picture
from shopdesk.ui.widgets import swatch
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain, tip

if TYPE_CHECKING:
    from shopdesk.db import models
    from shopdesk.shop.online.board import Picture, Whole
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

# Narrower than this at 100 %, goods and buyer stand under one another.
BESIDE, SIDE = 700, 48
LEFT = ("shipped", "delivered", "completed", "problem")
# The number of a parcel can be put right from the hand-over until it arrived.
NUMBERED = ("shipped", "problem")
PACKABLE = ("new", "packing", "attention")


class Look(QWidget):
    """What goods look like."""

    def __init__(self, win: "Window", look: "Picture") -> None:
        super().__init__()
        self._photos, self._look = win.photos, look
        self.setFixedSize(theme.px(SIDE), theme.px(SIDE))
        self._photos.came.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The photo, else the symbol of its category."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        one = self._look
        swatch.paint(painter, QRectF(self.rect()), self._photos.get(one.photo), picture(one.name, one.icon, one.tint))
        painter.end()


class OrderSheet(Sheet):
    """Answers the deed that is next: "pack" or "ship"; the rest opens over it."""

    def __init__(self, win: "Window", order: int) -> None:
        self._win, self.order = win, order
        self.whole: Whole = read(win, self._looked)
        card = self.whole.card
        super().__init__(_("Order {number}").format(number=card.number), width=900)
        self.ask_file = ask_file
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(theme.px(20))
        self.body.addLayout(self._halves)
        self.main = PayButton("", icon="package", on=self.enter)
        self.close_ = Button(_("Close"), key="Esc", on=lambda: self.finish(None))
        self.close_.setMinimumHeight(theme.px(64))
        self.no = Button(_("Refuse"), "danger", icon="x", icon_color="danger_text", on=lambda: self.answer(agree=False))
        self.no.setMinimumHeight(theme.px(64))
        self.buttons.addWidget(self.close_, 1)
        self.buttons.addWidget(self.no, 1)
        self.buttons.addWidget(self.main, 2)
        self.first = self.close_

    def _looked(self, desk: object) -> "Whole":
        from shopdesk.shop.online import board

        return board.one(desk, self.order)  # type: ignore[arg-type]

    def opened(self, window: "Window") -> None:
        """Read it anew, also when a sheet above it was closed."""
        self.show_order()

    def show_order(self) -> None:
        """Show the order as it is now."""
        self.whole = read(self._win, self._looked)
        while self._halves.count():
            widget = self._halves.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for half, share in ((self._goods(), 3), (self._facts(), 2)):
            self._halves.addWidget(half, share)
            # A layout counts only what is shown, and the sheet takes its height from it now.
            half.show()
        words, _act = self._main()
        self.main.say(words)
        self.main.setVisible(bool(words))
        self.no.setVisible(bool(self.whole.card.wants))
        # Nobody agrees with a buyer by an Enter too many.
        self.first = self.main if words and not self.whole.card.wants else self.close_
        self.main.set_key("" if self.whole.card.wants else "Enter")
        self.refit()

    def _main(self) -> tuple[str, Callable[[], object]]:
        """The one green button: an answer the buyer waits for, what came back, what to unpack, else the next step."""
        if self.whole.card.wants:
            return _("Agree with the buyer"), partial(self.answer, agree=True)
        if self.whole.card.look in orderstate.ASKED:
            return _("Say what came back"), self.came_back
        if self.whole.card.look and any(parcel.id not in self.whole.left for parcel in self.whole.parcels):
            return _("The parcel is unpacked"), self.unpack
        coming = self.whole.card.next
        return {"pack": _("Pack"), "ship": _("Hand over to the carrier")}.get(coming, ""), lambda: self.finish(coming)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(BESIDE)
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    # What is seen

    def _goods(self) -> QFrame:
        from shopdesk.shop.online import board

        frame, column = plain(6)
        looks = read(self._win, lambda desk: board.pictures(desk, self.order))
        for line in self.whole.lines:
            self._line(column, line, looks.get(line.id or 0))
        if apart(self.whole):
            column.addWidget(Boxes(self._win, self, self.whole, self._changed))
        card, row = self.whole.card, self.whole.order
        for words, amount in ((_("Postage"), row.shipping), (_("Discount"), -row.discount)):
            if amount:
                column.addWidget(Plain(f"{words} {money.text(amount)}", "sub"))
        # Of goods kept for a phone order it is known only what they come to as they are listed.
        words = _("Together about {amount}") if card.estimated else _("Together {amount}")
        column.addWidget(Plain(words.format(amount=money.text(card.total)), "h"))
        if card.was:
            column.addWidget(Plain(_("Was {amount}").format(amount=money.text(card.was)), "sub", tone="muted"))
        column.addLayout(self._deeds())
        column.addStretch(1)
        return frame

    def _line(self, column: QVBoxLayout, line: "models.OnlineLine", look: "Picture | None") -> None:
        left = line.qty - line.cancelled
        words = f"{quantity.text(left)} × {money.text(line.price)}"
        if line.cancelled:
            words = f"{words} · {_('cancelled {count}').format(count=quantity.text(line.cancelled))}"
        row, texts = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(theme.px(10))
        if look is not None:
            row.addWidget(Look(self._win, look), 0, Qt.AlignmentFlag.AlignTop)
        texts.setSpacing(0)
        texts.addWidget(Plain(line.name or (look.name if look is not None else ""), "strong", wrap=True))
        texts.addWidget(Plain(words, "sub"))
        missing = entries.short_words(self.whole.short.get(line.id or 0, 0))
        if missing:
            texts.addWidget(Plain(missing, "strong", tone="danger", wrap=True))
        row.addLayout(texts, 1)
        column.addLayout(row)
        if line.sale_unit is None and left:
            button = Button(_("Say which goods these are"), "danger", icon="search", icon_color="danger_text",
                            on=partial(self.match, line.id or 0, line.name))  # fmt: skip
            column.addWidget(button)

    def _facts(self) -> QFrame:
        frame, column = plain(6)
        now = self._win.clock()
        entry = entries.of_card(self.whole.card)
        for words, tone in entries.badges(entry, now):
            column.addWidget(Plain(words, "strong", tone=tone, wrap=True))
        for words, role in self._buyer():
            column.addWidget(Plain(words, role, wrap=True))
        column.addWidget(Plain(_("Steps"), "label"))
        for at, state, raw in self.whole.steps:
            step = Plain(f"{entries.when(at, now)}  {orderstate.label(state)}", "sub", wrap=True)
            if raw and raw != state:
                # The platform's own word is for a helper.
                tip(step, raw)
            column.addWidget(step)
        column.addWidget(Plain(entries.news(entry, now), "cap"))
        column.addStretch(1)
        return frame

    def _buyer(self) -> list[tuple[str, str]]:
        from shopdesk.shop.online import papers

        card, row = self.whole.card, self.whole.order
        found = [(card.account_name, "label"), (row.address.get("name") or row.buyer, "h")]
        phone = row.address.get("phone") or row.phone
        found.append((_("Tel. {phone}").format(phone=phone) if phone else "", ""))
        found += [(line, "") for line in papers.address_lines(row.address)]
        found.append((_("Who bought is erased.") if self.erased else "", "sub"))
        found.append((_("Note: {note}").format(note=row.note) if row.note else "", "strong"))
        if row.cod:
            found.append((_("Collect {amount} baht").format(amount=money.text(card.total)), "strong"))
        for parcel in self.whole.parcels:
            where = " ".join(filter(None, (parcel.carrier, parcel.tracking)))
            found.append((_("Parcel {number}").format(number=where) if where else "", ""))
            found.append((_("A photo of the parcel is kept.") if parcel.photo else "", "sub"))
        return [(words, role) for words, role in found if words]

    # What can be done

    def _deeds(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        for place, (words, icon, act) in enumerate(self.can()):
            grid.addWidget(Button(words, icon=icon, on=act), place // 2, place % 2)
        return grid

    def can(self) -> list[tuple[str, str, Callable[[], object]]]:
        """What is possible now: words, picture, deed."""
        card, short = self.whole.card, bool(self.whole.short)
        state = "" if card.theirs and card.state not in LEFT else card.state
        here, ready, phone = state in (*PACKABLE, "ready"), state == "ready", state == "promised"
        offered: tuple[tuple[bool, str, str, Callable[[], object]], ...] = (
            (bool(card.wants and card.next), _("Pack"), "package", partial(self.finish, card.next)),
            (short, _("Cancel what is missing"), "ban", self.cancel_missing),
            (short, _("Goods came in"), "truck-delivery", self.receive),
            (phone, _("Keep the goods on"), "clock", self.keep_on),
            (phone, _("Let the goods go"), "x", self.let_go),
            (here, _("Address label"), "tag", self.label),
            (here, _("Packing slip"), "clipboard-list", self.slip),
            (ready, _("Photo of the parcel"), "camera", self.photograph),
            (ready, _("Open the parcel again"), "package", self.unpack),
            (not phone, _("Chat with the buyer"), "message", self.chat),
            (here or state == "unpaid", _("Cannot send it"), "ban", self.cancel),
            (state in NUMBERED and bool(self.whole.parcels), _("Change the parcel number"), "edit", self.renumber),
            (state in LEFT or card.look in orderstate.ASKED, _("It came back"), "arrow-back-up", self.came_back),
            (card.state not in orderstate.HOLDING and not self.erased, _("Erase the buyer"), "trash",
             partial(erase, self)),
        )  # fmt: skip
        return [(words, icon, act) for possible, words, icon, act in offered if possible]

    @property
    def erased(self) -> bool:
        """Whether nothing says any more who bought."""
        return orderstate.ERASED in self.whole.order.more

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Ctrl+P prints the label."""
        return {"print": self.label}

    def scanned(self, code: str) -> None:
        """A scan packs."""
        self.strip.say(_("Press Pack, then scan the goods."), tone="info", seconds=6)

    def enter(self) -> None:
        """The next step."""
        words, act = self._main()
        if words and self.ready():
            act()

    def _write(self, deed: "Callable[..., object]", *args: object, **kwargs: object) -> None:
        write(self._win, lambda desk: deed(desk, *args, **kwargs), lambda _done: self._changed())

    def _changed(self) -> None:
        self._win.bus.goods_changed.emit()
        self.show_order()

    def match(self, line: int, name: str) -> None:
        """Say which goods of the shop a line is."""
        from shopdesk.ui.pages.orders.matching import MatchSheet

        self._win.open(MatchSheet(self._win, line, name))

    def answer(self, *, agree: bool) -> None:
        """Answer what the buyer asks."""
        from shopdesk.shop.online import packing

        self._write(packing.answer, self.order, agree=agree)

    def keep_on(self) -> None:
        """The order of the telephone may still come."""
        from shopdesk.shop.online import intake

        self._write(intake.keep_on, self.order)

    def let_go(self) -> None:
        """It never came: the goods are free."""
        from shopdesk.shop.online import intake

        self._write(intake.let_go, self.order)

    def unpack(self) -> None:
        """Take the parcel apart again."""
        from shopdesk.shop.online import packing

        self._write(packing.unpack, self.order)

    def cancel(self) -> None:
        """All of it, or what is missing."""
        from shopdesk.ui.pages.orders.cancelling import CancelSheet

        self._win.open(CancelSheet(self._win, self.whole))

    def cancel_missing(self) -> None:
        """What is not there, with words for the buyer."""
        from shopdesk.ui.pages.orders.cancelling import CancelSheet

        self._win.open(CancelSheet(self._win, self.whole, dict(self.whole.short)))

    def receive(self) -> None:
        """To where goods come in: they were made or bought meanwhile."""
        self.finish(None)
        self._win.go("receive")

    def chat(self) -> None:
        """Speak with the buyer on the platform's page."""
        self._win.open(ChatSheet(self._win, self.whole.card))

    def renumber(self, parcel: int = 0) -> None:
        """The number that was written is wrong."""
        from shopdesk.ui.pages.orders.handing import NumberSheet

        self._win.open(NumberSheet(self._win, self.whole, parcel))

    def came_back(self) -> None:
        """Whole or spoiled."""
        from shopdesk.ui.pages.orders.cancelling import ReturnedSheet

        self._win.open(ReturnedSheet(self._win, self.whole))

    def label(self) -> None:
        """The label of the parcel: the platform's own where there is one, else ours."""
        from shopdesk.ui.pages.orders.labels import open_label

        try:
            open_label(self._win, self.whole)
        except ShopError as error:
            self.strip.refuse(error)

    def slip(self) -> None:
        """What belongs into the parcel, on paper."""
        from shopdesk.ui.pages.orders.labels import open_slip

        open_slip(self._win, self.order)

    def photograph(self) -> None:
        """Keep a photo of the parcel, against claims."""
        from shopdesk.shop import photos
        from shopdesk.shop.rights import Right

        path, office, actor = self.ask_file(self), self._win.office, self._win.actor
        if path is None or office is None:
            return

        def keep(_job: "Job[str]") -> str:
            return photos.keep_file(office, path, actor, side=photos.PAPER_SIDE, right=Right.PACK)

        self._win.jobs.run(keep, self._kept, self._no_photo)

    def _kept(self, name: str) -> None:
        from shopdesk.shop.online import packing

        for parcel in self.whole.parcels:
            self._write(packing.photographed, parcel.id, name)

    def _no_photo(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self.strip.refuse(error)
