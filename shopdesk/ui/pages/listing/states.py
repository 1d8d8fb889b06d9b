"""The states of the list of what is sold online, and of the seven pages of the wizard, for the tour."""

import math
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from shopdesk.shop import answers, listings, offers
from shopdesk.ui.pages.accounts import sample
from shopdesk.ui.pages.listing import looking
from shopdesk.ui.pages.listing.consent import ConsentSheet
from shopdesk.ui.pages.listing.page import ListingPage
from shopdesk.ui.pages.listing.signing import SignaturePad
from shopdesk.ui.pages.listing.step import PAGES
from shopdesk.ui.pages.listing.whose import WhoseStep
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said
    from shopdesk.shop.goods import Goods
    from shopdesk.ui.shell import Window

HONEY, SOAP = "น้ำผึ้งป่าเดือนห้า 750 มล.", "สบู่สมุนไพรขมิ้น"
STORY = "น้ำผึ้งป่าแท้จากดอยหลังบ้าน ลุงคำขึ้นไปเก็บเองปีละครั้ง ไม่อุ่น ไม่ผสมน้ำตาล เก็บได้สองปี"


def _page(window: "Window") -> ListingPage:
    page = window.go("listing")
    assert isinstance(page, ListingPage)
    settle(window)
    return page


def _goods(window: "Window", name: str) -> "Goods":
    from shopdesk.shop import goods

    assert window.office is not None
    with window.office.reading(window.actor) as desk:
        return goods.find(desk, name)[0]


def photo(window: "Window", color: str, *, dark: bool = False, wide: bool = False) -> str:
    """A picture of a jar on a sheet."""
    from shopdesk.shop import photos

    image = QImage(1200 if wide else 900, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("#181818" if dark else "#f4f0e6"))
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(300, 180, 300, 560, 60, 60)
    painter.setBrush(QColor("#2b2b2b"))
    for line in range(12):
        painter.drawRect(330, 380 + 16 * line, 240, 6)
    painter.end()
    assert window.office is not None
    return photos.keep(window.office, looking.as_png(image), window.actor, side=1_600)


def _maker(window: "Window") -> int:
    from shopdesk.shop import producers

    assert window.office is not None
    with window.office.writing(window.actor) as desk:
        made = producers.add(desk, "ลุงคำ", village="บ้านโนน")
        producers.agree(desk, made.id, producers.Agreement("percent", 2_000, "2026-01-01"))
    return made.id


def _said(window: "Window", page: str = PAGES[0], *, maker: int | None = None, where: tuple[int, ...] = ()) -> "Said":
    honey = _goods(window, HONEY)
    words = offers.Words(
        "น้ำผึ้งป่าเดือนห้า 750 มล. จากบ้านโนน", STORY, "Wild honey 750 ml", "น้ำเผิ้งป่า", weight=1_150,
        size=(90, 90, 260), photos=(photo(window, "#c7851b"), photo(window, "#a8620e"), photo(window, "#e0a83a")),
        producer=maker, consent=maker is not None,
    )  # fmt: skip
    places = {account: answers.Where(ticked=True, category="10100388", path=sample.TREE[1].path) for account in where}
    return answers.Said(honey.sale_unit, honey.product, HONEY, words, {honey.sale_unit: 32_000}, 0, places,
                        PAGES.index(page))  # fmt: skip


def _wizard(window: "Window", said: "Said") -> ListingPage:
    assert window.office is not None
    answers.keep(window.office, said)
    page = _page(window)
    page.go_on()
    settle(window)
    return page


def _curve(left: float, height: float) -> list[QPointF]:
    """A stroke of a signature, in parts of the frame."""
    return [
        QPointF(left + 0.16 * n / 40 + 0.03 * math.sin(n / 3), 0.45 + height * math.sin(n / 5) * math.cos(n / 9))
        for n in range(41)
    ]


def _accounts(window: "Window") -> list[int]:
    found = sample.accounts(window, "lazada", "shopee-file")
    sample.stands(window, found[0], timedelta(minutes=2))
    return found


@state("listing-none")
def none(window: "Window") -> None:
    """Nothing is sold online yet."""
    sample.install(window)
    _page(window)


@state("listing-list")
def listed(window: "Window") -> None:
    """One is on sale, one was refused, one waits for its file; another lies half answered."""
    lazada, shopee = _accounts(window)
    assert window.office is not None
    soap = _goods(window, SOAP)
    honey = _said(window, where=(lazada, shopee))
    other = replace(
        honey, sale_unit=soap.sale_unit, product=soap.product, prices={soap.sale_unit: 4_500},
        words=replace(honey.words, title="สบู่ขมิ้นทำมือ 100 ก."), where={lazada: answers.Where(ticked=True)},
    )  # fmt: skip
    with window.office.writing(window.actor) as desk:
        drawn = answers.store(desk, honey)
        refused = answers.store(desk, other)[lazada]
        for listing in (*drawn.values(), refused):
            listings.publish(desk, listing)
        listings.set_state(desk, drawn[lazada], "live")
        listings.refused_there(desk, refused, "Choose a narrower category. (LEAF_ONLY 201)")
    answers.keep(window.office, replace(honey, goods="กล้วยตากน้ำผึ้ง 250 ก.", page=PAGES.index("price")))
    page = _page(window)
    page.table.selectRow(2)


@state("listing-filled")
def filled(window: "Window") -> None:
    """Sold by files: a file was filled of which nobody said that it was uploaded."""
    sample.carried(window, filled=True)
    _page(window)


@state("listing-left")
def left(window: "Window") -> None:
    """What a filled file lacks, and where its photos lie."""
    from pathlib import Path

    from shopdesk.shop.byfile import Left
    from shopdesk.ui.pages.listing.filing import LeftSheet

    sample.carried(window, filled=True)
    _page(window)
    photos_ = "{columns}: put the photos beside the file up on the platform's page."
    draft = "It is a draft: put it on sale first, then fill the file again."
    lacks = (Left(HONEY, photos_, {"columns": "ภาพปก"}, 7), Left(SOAP, draft, {}))
    window.open(LeftSheet(lacks, Path("shopee-รูป")))


@state("listing-1-whose")
def whose(window: "Window") -> None:
    """Whose it is, and whether we may."""
    _wizard(window, _said(window, "whose", maker=_maker(window)))


@state("listing-1-consent")
def consent(window: "Window") -> None:
    """The maker signs on the screen."""
    page = _wizard(window, _said(window, "whose", maker=_maker(window)))
    assert page.wizard is not None
    step = page.wizard.step
    assert isinstance(step, WhoseStep)
    step.ask_consent()
    sheet = window.sheet
    assert isinstance(sheet, ConsentSheet)
    sheet.pad.strokes = [_curve(0.30, 0.34), _curve(0.46, 0.26), _curve(0.60, 0.38)]
    sheet.pad.changed.emit()


@state("listing-1-agreed")
def agreed(window: "Window") -> None:
    """The word that was given, on the page and in its sheet."""
    from shopdesk.shop import consents, photos

    maker = _maker(window)
    pad = SignaturePad()
    pad.strokes = [_curve(0.30, 0.34), _curve(0.46, 0.26), _curve(0.60, 0.38)]
    assert window.office is not None
    kept = photos.keep(window.office, pad.picture(), window.actor)
    with window.office.writing(window.actor) as desk:
        consents.give(desk, maker, "screen", kept)
    page = _wizard(window, _said(window, "whose", maker=maker))
    assert page.wizard is not None
    step = page.wizard.step
    assert isinstance(step, WhoseStep)
    step.ask_consent()
    settle(window)


@state("listing-1-refused")
def refused(window: "Window") -> None:
    """What no platform takes."""
    page = _wizard(window, _said(window))
    assert page.wizard is not None
    page.wizard.step.choose("สาโทข้าวเหนียวดำ")  # type: ignore[attr-defined]  # the first page has it


@state("listing-2-photos")
def photos(window: "Window") -> None:
    """Photos, one of them dark and not square."""
    said = _said(window, "photos")
    dark = photo(window, "#54380f", dark=True, wide=True)
    _wizard(window, replace(said, words=replace(said.words, photos=(said.words.photos[0], dark))))


@state("listing-3-name")
def name(window: "Window") -> None:
    """What it is called."""
    accounts = _accounts(window)
    _wizard(window, _said(window, "name", maker=_maker(window), where=(accounts[0],)))


@state("listing-3-category")
def category(window: "Window") -> None:
    """Which category."""
    accounts = _accounts(window)
    page = _wizard(window, _said(window, "category", where=(accounts[0],)))
    page.choose_category(accounts[0], lambda _found: None)
    settle(window)


@state("listing-4-size")
def size(window: "Window") -> None:
    """How heavy, how large."""
    _wizard(window, _said(window, "size"))


@state("listing-5-price")
def price(window: "Window") -> None:
    """Who gets what."""
    _accounts(window)
    _wizard(window, replace(_said(window, "price", maker=_maker(window)), postage=1_500))


@state("listing-5-below")
def below(window: "Window") -> None:
    """Below what it cost."""
    _accounts(window)
    said = _said(window, "price")
    _wizard(window, replace(said, prices=dict.fromkeys(said.prices, 19_000)))


@state("listing-1-goods")
def goods_page(window: "Window") -> None:
    """What it is."""
    _wizard(window, _said(window, "goods"))


@state("listing-3-words")
def words_page(window: "Window") -> None:
    """The local name."""
    _wizard(window, _said(window, "words"))


@state("listing-3-english")
def english_page(window: "Window") -> None:
    """In English."""
    _wizard(window, _said(window, "english"))


@state("listing-3-categories")
def categories_page(window: "Window") -> None:
    """Category at each shop."""
    _accounts(window)
    _wizard(window, _said(window, "category"))


@state("listing-4-weight")
def weight_page(window: "Window") -> None:
    """How heavy."""
    _wizard(window, _said(window, "weight"))


@state("listing-5-postage")
def postage_page(window: "Window") -> None:
    """Who pays for sending."""
    _wizard(window, _said(window, "postage"))


@state("listing-6-story")
def story_page(window: "Window") -> None:
    """The story."""
    _wizard(window, _said(window, "story"))


@state("listing-6-papers")
def papers_page(window: "Window") -> None:
    """Papers, and who refuses without them."""
    _accounts(window)
    _wizard(window, _said(window, "papers"))


@state("listing-6-season")
def season_page(window: "Window") -> None:
    """From when until when."""
    said = _said(window, "season")
    _wizard(window, replace(said, words=replace(said.words, season_until="2027-04-30")))


@state("listing-6-harvest")
def harvest_page(window: "Window") -> None:
    """When it was harvested."""
    _wizard(window, _said(window, "harvest"))


@state("listing-6-boxes")
def boxes_page(window: "Window") -> None:
    """How many there are."""
    _wizard(window, _said(window, "boxes"))


@state("listing-6-sending")
def sending_page(window: "Window") -> None:
    """How soon it is sent."""
    _wizard(window, _said(window, "sending"))


@state("listing-6-making")
def making_page(window: "Window") -> None:
    """What a buyer must know."""
    _wizard(window, _said(window, "making"))


@state("listing-7-where")
def where_page(window: "Window") -> None:
    """Where to sell."""
    _accounts(window)
    _wizard(window, _said(window, "where"))


@state("listing-1-maker")
def maker_sheet(window: "Window") -> None:
    """Somebody the shop does not know yet."""
    page = _wizard(window, _said(window, "whose"))
    assert page.wizard is not None
    step = page.wizard.step
    assert isinstance(step, WhoseStep)
    step.ask_maker()


@state("listing-7-check")
def check(window: "Window") -> None:
    """Where; one platform still asks something."""
    accounts = _accounts(window)
    said = _said(window, "check", where=tuple(accounts))
    bare = {**said.where, accounts[1]: answers.Where(ticked=True)}
    _wizard(window, replace(said, where=bare))


@state("listing-7-asks")
def asks(window: "Window") -> None:
    """What the category asks."""
    accounts = _accounts(window)
    page = _wizard(window, _said(window, "check", where=(accounts[0],)))
    assert page.wizard is not None
    page.wizard.placing.ask(accounts[0])


@state("listing-7-nowhere")
def nowhere(window: "Window") -> None:
    """No online shop yet."""
    sample.install(window)
    _wizard(window, _said(window, "check"))
