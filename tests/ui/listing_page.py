"""Selling online in the words of who puts goods on sale: `seller.start("แยม").next().photos(3).next()`."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from shopdesk.shop import consents, listed, listings, producers
from shopdesk.ui.pages.listing.checking import CheckStep
from shopdesk.ui.pages.listing.goods import GoodsStep
from shopdesk.ui.pages.listing.naming import NamingStep, WordsStep
from shopdesk.ui.pages.listing.page import ListingPage
from shopdesk.ui.pages.listing.pictures import PicturesStep
from shopdesk.ui.pages.listing.pricing import PostageStep, PricingStep
from shopdesk.ui.pages.listing.sizing import SizingStep, WeightStep
from shopdesk.ui.pages.listing.step import PAGES
from shopdesk.ui.pages.listing.story import StoryStep
from shopdesk.ui.pages.listing.whose import WhoseStep
from shopdesk.ui.pages.listing.wizard import Wizard
from shopdesk.ui.widgets.buttons import Button
from tests.ui.sync_page import There


def picture(path: Path, *, ground: str = "#f2efe6", wide: int = 900, tall: int = 900, sharp: bool = True) -> Path:
    """A jar with a label on a sheet, as a phone takes it."""
    image = QImage(wide, tall, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground).darker(160))
    painter.drawRect(wide // 4, tall // 5, wide // 2, tall * 3 // 5)
    painter.setBrush(QColor("#202020"))
    for line in range(24 if sharp else 0):
        painter.drawRect(wide // 4 + 20, tall // 4 + line * 16, wide // 2 - 40, 8)
    painter.end()
    if not sharp:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(12, 12, mode=smooth).scaled(wide, tall, mode=smooth)
    image.save(str(path))
    return path


class Seller:
    """Somebody at the page of what is sold online."""

    def __init__(self, there: There, folder: Path) -> None:
        self.there, self.shop, self.window, self.folder = there, there.shop, there.window, folder
        self.taken = 0
        page = self.window.go("listing")
        assert isinstance(page, ListingPage)
        self.page = page

    @property
    def wizard(self) -> Wizard:
        assert self.page.wizard is not None
        return self.page.wizard

    def step(self, kind: type) -> Any:
        """The page of the wizard that is shown; fails where it is another one."""
        assert isinstance(self.wizard.step, kind), f"{type(self.wizard.step).__name__} is shown"
        return self.wizard.step

    def to(self, kind: type) -> "Seller":
        """On, question by question, until this one is asked."""
        for _page in PAGES:
            if isinstance(self.wizard.step, kind):
                return self
            self.next()
        raise AssertionError(f"{type(self.wizard.step).__name__}: {self.page.strip.said()}")

    def look(self) -> "Seller":
        """Something happened elsewhere."""
        self.page.look()
        self.there.settle()
        return self

    # What a person does

    def start(self, goods: str, whose: str = "") -> "Seller":
        self.page.new()
        self.step(GoodsStep).choose(goods)
        if whose:
            step = self.to(WhoseStep).step(WhoseStep)
            place = [step.whose.itemText(n) for n in range(step.whose.count())].index(whose)
            step.whose.setCurrentIndex(place)
        return self

    def agree(self) -> "Seller":
        """The maker signs in the frame."""
        self.step(WhoseStep).consent.click()
        sheet: Any = self.window.sheet
        self.window.grab()
        self.sign(sheet.pad)
        sheet.main.click()
        self.there.settle()
        assert self.window.sheet is None, sheet.strip.said()
        return self

    def sign(self, pad: Any) -> None:
        """Draw on the frame as a finger does."""
        spots = [QPoint(pad.width() * part // 10, pad.height() * (3 + part % 3) // 8) for part in range(2, 9)]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=spots[0])
        for spot in spots:
            QTest.mouseMove(pad, spot)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=spots[-1])

    def next(self) -> "Seller":
        self.wizard.go_on.click()
        self.there.settle()
        return self

    def esc(self) -> "Seller":
        self.window.back()
        return self

    def photos(self, count: int = 3, **how: Any) -> "Seller":
        step: PicturesStep = self.to(PicturesStep).step(PicturesStep)
        for _photo in range(count):
            self.taken += 1
            ground = QColor(242 - 6 * self.taken, 239, 230).name()
            step.put_files([picture(self.folder / f"{self.taken}.png", **{"ground": ground, **how})])
            self.there.settle()
        return self

    def called(self, title: str, words: str = "") -> "Seller":
        self.to(NamingStep).step(NamingStep).title.setText(title)
        self.to(WordsStep).step(WordsStep).field.setText(words)
        return self

    def category(self, typed: str = "") -> "Seller":
        """Choose it in the sheet that is open."""
        self.there.settle()
        sheet: Any = self.window.sheet
        sheet.search.field.setText(typed)
        sheet.enter()
        sheet.enter() if self.window.sheet is sheet else None
        self.there.settle()
        return self

    def measured(self, weight: str, *sides: str) -> "Seller":
        self.to(WeightStep).step(WeightStep).weight.setText(weight)
        step: SizingStep = self.to(SizingStep).step(SizingStep)
        for field, side in zip(step.sides, sides, strict=False):
            field.setText(side)
        return self

    def price(self, text: str, postage: str = "") -> "Seller":
        step: PricingStep = self.to(PricingStep).step(PricingStep)
        field = next(iter(step.asked.values())).field
        field.setText(text)
        field.textEdited.emit(text)
        if postage:
            self.to(PostageStep).step(PostageStep).postage.setText(postage)
            self.esc()
        return self

    def told(self, story: str) -> "Seller":
        self.to(StoryStep).step(StoryStep).story.setPlainText(story)
        return self

    def whole(self, goods: str) -> "Seller":
        """All pages but the last, answered well."""
        self.start(goods).photos(3).called("แยมมะม่วงบ้านโนน 200 ก.", "แยมม่วง").measured("350", "8", "8", "10")
        return self.price("120").told("กวนเองทุกเช้า").to(CheckStep)

    def sell(self) -> "Seller":
        """The green button of the last page."""
        self.step(CheckStep)
        assert self.wizard.go_on.said() == "ลงขาย"
        return self.next()

    def tap(self, words: str) -> "Seller":
        root = self.window.sheet or self.page
        QApplication.processEvents()
        found = [one for one in root.findChildren(Button) if one.said() == words and one.isVisibleTo(self.window)]
        assert found, f"no {words}"
        self.window.monotonic.wait(1)
        self.window.grab()
        found[0].click()
        self.there.settle()
        return self

    # What a person sees

    @property
    def count(self) -> str:
        return self.wizard.count.said()

    @property
    def price_words(self) -> str:
        return str(next(iter(self.step(PricingStep).asked.values())).said())

    @property
    def lacks(self) -> list[str]:
        """What the only account still asks for."""
        step: CheckStep = self.step(CheckStep)
        return [lack.page for one in step.outlooks.values() for lack in one.lacks]

    def shown(self) -> list[tuple[str, str, str]]:
        """Title, account and state of every row of the list."""
        self.there.settle()
        return [(row.title, row.account_name, self.page._state(row)[0]) for row in self.page.table.rows.rows()]

    def rows(self) -> list[listed.Listed]:
        with self.shop.office.reading() as desk:
            return listed.everything(desk)

    def maker(self, name: str, keeps: int = 2_000) -> None:
        """A producer of whose sales the shop keeps a share."""
        with self.shop.office.writing() as desk:
            made = producers.add(desk, name)
            producers.agree(desk, made.id, producers.Agreement("percent", keeps, "2026-01-01"))

    def word(self, name: str) -> Any:
        """What a producer said last."""
        with self.shop.office.reading() as desk:
            return consents.last(desk, next(one.id for one in producers.listing(desk) if one.name == name))

    def refused(self, why: str) -> None:
        """The platform refuses the only listing."""
        with self.shop.office.writing() as desk:
            listings.refused_there(desk, self.rows()[0].listing, why)
        self.look()
