"""The packing sheet: items are scanned into the parcel or put in by hand; a wrong one is heard and stands in red."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QStandardPaths, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem

from shopdesk.base.errors import Conflict, ShopError
from shopdesk.base.i18n import _
from shopdesk.core import quantity
from shopdesk.ui import theme
from shopdesk.ui.pages.orders import entries, leaving
from shopdesk.ui.pages.orders.doing import read, write
from shopdesk.ui.pages.till.pictures import picture
from shopdesk.ui.widgets import swatch
from shopdesk.ui.widgets.buttons import Button, PayButton, fit_words
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.sheet import EDGE, Sheet
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.db import models
    from shopdesk.shop.channels import Rules
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.online.board import Picture, Whole
    from shopdesk.shop.online.packing import Put
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

# The side of a picture at 100 %.
PICTURE = 44


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the order, or (without a line) something wrong that was scanned."""

    line: int
    name: str
    packed: int
    wanted: int

    @property
    def full(self) -> bool:
        """Whether all of it is in the parcel."""
        return bool(self.line) and self.packed >= self.wanted


class PackingSheet(Sheet):
    """Answers the parcel once everything is in it."""

    def __init__(self, win: "Window", order: int) -> None:
        self._win, self.order = win, order
        self.whole: Whole = read(win, self._looked)
        self._looks = read(win, self._seen)
        self.wrong = ""
        super().__init__(_("Pack order {number}").format(number=self.whole.card.number), width=860, height=640)
        self.photo = ""
        self.ask_file: Callable[[Sheet], Path | None] = ask_file
        # Beside the title: a low window has no line for it.
        self.box = Plain("", "strong")
        self.head.insertWidget(1, self.box)
        self.lack = Plain("", "strong", tone="danger", wrap=True)
        self.body.addWidget(self.lack)
        if self.whole.order.note:
            self.body.addWidget(Plain(_("Note: {note}").format(note=self.whole.order.note), "strong", wrap=True))
        self.field = Field(hint=_("Scan each item into the parcel"), name=_("Barcode"), on_enter=self._typed)
        self.body.addWidget(self.field)
        self.table: Table[Item] = Table(
            [
                Column("", _sign, width=44, strong=True, tone=_tone, ground=_ground),
                Column("", lambda _row: "", width=PICTURE + 12, ground=_ground),
                Column(_("Goods"), lambda row: row.name, strong=True, tone=_tone, ground=_ground),
                Column(_("In the parcel"), _count, right=True, width=190, strong=True, tone=_tone, ground=_ground),
            ],
            _("Goods of the order"),
        )
        self.table.setMinimumHeight(theme.px(132))
        self.table.verticalHeader().setDefaultSectionSize(theme.px(PICTURE + 10))
        self.table.setItemDelegateForColumn(1, Pictured(self.table, win, self._looks))
        self.table.opened.connect(lambda _row: self.put(1))
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self._by_hand())
        self.part = Button(_("Close this box, the rest follows"), icon="package", on=self.pack_part)
        self.part.setMinimumHeight(theme.px(64))
        self.main = PayButton(_("All is in, close the parcel"), icon="package", key="Ctrl+S", on=self.pack)
        self.buttons.addWidget(self.part, 2)
        self.buttons.addWidget(self.main, 3)
        self._ask_parts()
        self.first = self.field
        self._show()

    def _by_hand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.one = Button(_("One in"), icon="plus", on=lambda: self.put(1))
        self.out = Button(_("One out"), icon="minus", on=lambda: self.put(-1))
        self.all = Button(_("All in"), icon="check", on=lambda: self.put(0))
        self.missing = Button(_("Not there"), icon="ban", on=self.cannot)
        self.camera = Button(_("Photo"), icon="camera", on=self.photograph, name=_("Photo"))
        for button in (self.one, self.out, self.all, self.missing, self.camera):
            row.addWidget(button)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With large text the camera is a picture alone."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        row = (self.camera, self.missing, self.one, self.out, self.all)
        fit_words(row, self.width() - theme.px(2 * EDGE), theme.px(8))

    def _looked(self, desk: "Desk") -> "Whole":
        from shopdesk.shop.online import board

        return board.one(desk, self.order)

    def _seen(self, desk: "Desk") -> "Mapping[int, Picture]":
        from shopdesk.shop.online import board

        return board.pictures(desk, self.order)

    def opened(self, window: "Window") -> None:
        """Read it anew, also after something was cancelled."""
        self.whole = read(self._win, self._looked)
        if self.whole.card.state == "cancelled":
            window.later(0, lambda: self.finish(None))
            return
        self._show()

    def items(self) -> list[Item]:
        """The lines that are packed here, a wrong scan above them."""
        from shopdesk.shop.online import elsewhere

        ours = elsewhere.ours(self.whole.order, self.whole.lines)
        lines = [line for line in ours if line.qty > line.cancelled]
        found = [Item(line.id or 0, line.name, line.packed, line.qty - line.cancelled) for line in lines]
        return [*([Item(0, self.wrong, 0, 0)] if self.wrong else []), *found]

    def _ask_parts(self) -> None:
        """A platform that makes the parcels itself takes one of an order."""
        card, online = self.whole.card, self._win.online
        self.parts = online is None or online.outside is None
        self.part.setVisible(self.parts)
        if online is not None:
            online.ask_rules(lambda known: self._allow([one for one in known if one.name == card.channel]))

    def _allow(self, known: "Sequence[Rules]") -> None:
        from shopdesk.shop import accounts

        account = read(self._win, lambda desk: accounts.one(desk, self.whole.card.account, put_away=True))
        self.parts = bool(account.options.get("by_file")) or not any(one.packs for one in known)
        self.part.setVisible(self.parts)

    def _show(self, line: int = 0) -> None:
        from shopdesk.shop.online import contents

        items = self.items()
        self.table.show_rows(items)
        places = [place for place, item in enumerate(items) if item.line == line and line]
        open_ = [place for place, item in enumerate(items) if item.line and not item.full]
        self.table.selectRow((places or open_ or [len(items) - 1])[0])
        full = all(item.full for item in items if item.line)
        self.main.setEnabled(full)
        self.part.setEnabled(not full and bool(contents.loose(self.whole.parcels, self.whole.lines)))
        closed, until = len(self.whole.parcels), leaving.clock_words(self.whole.card.leaving, self._win.clock())
        box = _("Box {number}, before it {count} closed").format(number=closed + 1, count=closed) if closed else ""
        fresh = leaving.waiting(self.whole.card.leaving)[0]
        self.box.show_text(" · ".join(filter(None, (box, until, fresh))))
        self.box.setVisible(bool(self.box.said()))
        names = ", ".join(one.name for one in self.whole.lines if one.id in self.whole.short)
        lack = entries.short_words(sum(self.whole.short.values()))
        self.lack.show_text(f"{lack} · {names}" if lack else "")
        self.lack.setVisible(bool(lack))

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Ctrl+S closes the parcel."""
        return {"save": self.pack}

    def _typed(self) -> None:
        typed = self.field.value()
        self.field.clear()
        if typed:
            self.scanned(typed)

    def scanned(self, code: str) -> None:
        """An item goes into the parcel."""
        from shopdesk.shop.online import packing

        self.field.clear()
        write(
            self._win,
            lambda desk: packing.scan_in(desk, self.order, code),
            self._put,
            lambda error: self._refused(error, code),
        )

    def _put(self, put: "Put") -> None:
        self.wrong = ""
        self.strip.clear()
        self._win.sounds.play("scan")
        self.whole = read(self._win, self._looked)
        self._show(0 if put.full else put.line)
        if self.main.isEnabled():
            self.strip.say(_("All is in the parcel."), tone="primary")

    def _refused(self, error: ShopError, code: str) -> None:
        self._win.sounds.play("unknown")
        if isinstance(error, Conflict):
            self.wrong = f"{self._named(code)} — {error}"
            self._show()
        unknown = [line for line in self.whole.lines if line.sale_unit is None and line.qty > line.cancelled]
        if unknown and isinstance(error, Conflict):
            words = _("Say which goods these are")
            self.strip.say(str(error), tone="accent", button=words, on=partial(self.match, unknown[0]))
        else:
            self.strip.refuse(error)

    def match(self, line: "models.OnlineLine") -> None:
        """Goods nobody knew are in the hand: say which they are."""
        from shopdesk.ui.pages.orders.matching import MatchSheet

        self._win.open(MatchSheet(self._win, line.id or 0, line.name))

    def _named(self, code: str) -> str:
        """The goods of a code in the shop's words, else the code."""
        from shopdesk.shop import goods

        _scan, found = read(self._win, lambda desk: goods.scan(desk, code))
        return found[0].name if found else code

    def put(self, by: int) -> None:
        """By hand: one more, one fewer, or (0) all of the marked line."""
        from shopdesk.shop.online import packing

        row = self.table.current()
        if row is None or not row.line:
            return
        qty = row.wanted if by == 0 else max(0, min(row.wanted, row.packed + by * quantity.ONE))
        write(self._win, lambda desk: packing.put_in(desk, row.line, qty), self._put)

    def cannot(self) -> None:
        """What is not there is cancelled, with words for the buyer."""
        from shopdesk.ui.pages.orders.cancelling import CancelSheet

        missing = {item.line: item.wanted - item.packed for item in self.items() if item.line and not item.full}
        self._win.open(CancelSheet(self._win, self.whole, missing or None))

    def photograph(self) -> None:
        """Keep a photo of what is in the box, against claims; it goes with the box once that is closed."""
        from shopdesk.shop import photos
        from shopdesk.shop.rights import Right

        path, office, actor = self.ask_file(self), self._win.office, self._win.actor
        if path is None or office is None:
            return

        def keep(_job: "Job[str]") -> str:
            return photos.keep_file(office, path, actor, side=photos.PAPER_SIDE, right=Right.PACK)

        self._win.jobs.run(keep, self._photographed, self._no_photo)

    def _photographed(self, name: str) -> None:
        self.photo = name
        self.camera.say(f"{_('Photo')} ✓")
        self._fit()
        self.strip.say(_("The photo is kept with this box."), tone="primary")

    def _no_photo(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self.strip.refuse(error)

    def pack(self) -> None:
        """All is in: the parcel is closed."""
        if self.main.isEnabled() and self.ready():
            write(self._win, lambda desk: self._close(desk, part=False), self._closed)

    def pack_part(self) -> None:
        """What is in goes as a box of its own; the rest follows in another."""
        if self.part.isEnabled() and self.ready():
            write(self._win, lambda desk: self._close(desk, part=True), self._next_box)

    def _close(self, desk: "Desk", *, part: bool) -> int:
        from shopdesk.shop.online import packing

        parcel = packing.packed(desk, self.order, part=part)
        if self.photo:
            packing.photographed(desk, parcel, self.photo)
        return parcel

    def _closed(self, parcel: int) -> None:
        self._win.bus.goods_changed.emit()
        self.finish(parcel)

    def _next_box(self, parcel: int) -> None:
        from shopdesk.shop.online import papers

        self._win.bus.goods_changed.emit()
        self.photo = ""
        self.camera.say(_("Photo"))
        self._fit()
        self.whole = read(self._win, self._looked)
        self._show()
        words = _("{box} is closed. Now pack what follows.").format(box=papers.box(self.whole, parcel))
        on = partial(self._label, parcel)
        self.strip.say(words, tone="primary", button=_("Print the label"), on=on)

    def _label(self, parcel: int) -> None:
        from shopdesk.ui.pages.orders.labels import open_label

        try:
            open_label(self._win, self.whole, parcel)
        except ShopError as error:
            self.strip.refuse(error)


def ask_file(parent: Sheet) -> Path | None:
    """Which photo."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    pictures = _("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp)"
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Choose a photo"), folder, pictures)
    return Path(chosen) if chosen else None


class Pictured(QStyledItemDelegate):
    """Draws what the goods of a row look like."""

    def __init__(self, table: Table[Item], win: "Window", looks: "Mapping[int, Picture]") -> None:
        super().__init__(table)
        self._table, self._photos, self._looks = table, win.photos, looks
        self._photos.came.connect(table.viewport().update)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell, and on it the photo or the symbol of the category."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)  # type: ignore[attr-defined]
        super().paint(painter, option, index)
        look = self._looks.get(self._table.rows.row(index.row()).line)
        if look is None:
            return
        box = QRectF(0, 0, theme.px(PICTURE), theme.px(PICTURE))
        box.moveCenter(QRectF(option.rect).center())  # type: ignore[attr-defined]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        swatch.paint(painter, box, self._photos.get(look.photo), picture(look.name, look.icon, look.tint))


def _sign(row: Item) -> str:
    if not row.line:
        return "✗"
    return "✓" if row.full else ""


def _ground(row: Item) -> str:
    return "" if row.line else "danger_soft"


def _tone(row: Item) -> str:
    if not row.line:
        return "danger_text"
    return "primary_soft_text" if row.full else ""


def _count(row: Item) -> str:
    if not row.line:
        return ""
    return _("{packed} of {wanted}").format(packed=quantity.text(row.packed), wanted=quantity.text(row.wanted))
