"""The states of the goods' pages for the tour."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from shopdesk.shop import goods
from shopdesk.ui import sample
from shopdesk.ui.pages.products import several
from shopdesk.ui.pages.products.made import MarkdownsSheet
from shopdesk.ui.pages.products.page import ProductsPage
from shopdesk.ui.pages.products.shelf_model import LEFT, PRICE
from shopdesk.ui.tour import settle, state, strike

if TYPE_CHECKING:
    from shopdesk.ui.pages.products.listed import ListedSheet
    from shopdesk.ui.pages.products.made import CertificatesSheet, ContainerSheet, PartsSheet
    from shopdesk.ui.pages.products.ways import PricesSheet, UnitsSheet
    from shopdesk.ui.shell import Window


def products(window: "Window") -> ProductsPage:
    """The list, shown."""
    page = window.go("products")
    assert isinstance(page, ProductsPage)
    settle(window)
    return page


def photo(window: "Window") -> str:
    """A photo for the pictures: hills at dawn, drawn here."""
    from PySide6.QtCore import QBuffer, QIODevice, QPointF
    from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPolygonF

    from shopdesk.shop import photos

    image = QImage(400, 400, QImage.Format.Format_RGB32)
    sky = QLinearGradient(0, 0, 0, 400)
    sky.setColorAt(0, QColor("#f6c66b"))
    sky.setColorAt(1, QColor("#fbeccb"))
    painter = QPainter(image)
    painter.fillRect(image.rect(), sky)
    for top, color in ((190, "#7fa37a"), (260, "#4f7d56"), (330, "#2f5a3a")):
        painter.setBrush(QColor(color))
        hill = [QPointF(0, top + 40), QPointF(120, top), QPointF(260, top + 50), QPointF(400, top + 10)]
        painter.drawPolygon(QPolygonF([*hill, QPointF(400, 400), QPointF(0, 400)]))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    assert window.office is not None
    return photos.keep(window.office, bytes(buffer.data().data()))


@state("products")
def listed(window: "Window") -> None:
    """The list; one of the goods has a photo."""
    name = photo(window)
    assert window.office is not None
    with window.office.writing() as desk:
        found = goods.find(desk, sample.GOODS[7][0])[0]
        draft = goods.draft_of(desk, found.sale_unit)
        goods.change(desk, found.sale_unit, replace(draft, photo=name, stock=None))
    page = products(window)
    page.list.view.go_to(3)


@state("products-low")
def low(window: "Window") -> None:
    """What runs low."""
    products(window).list.choose("low")


@state("products-typing")
def typing(window: "Window") -> None:
    """A price being typed over."""
    page = products(window)
    page.list.view.go_to(2, PRICE)
    page.list.view.edit_current()


@state("products-refused")
def refused(window: "Window") -> None:
    """A count that is none."""
    from shopdesk.ui.widgets.fields import Field

    page = products(window)
    page.list.view.go_to(2, LEFT)
    page.list.view.edit_current()
    field = cast("list[Field]", page.list.view.findChildren(Field))[0]
    strike(field, "abc\r")


@state("products-taken-off")
def taken_off(window: "Window") -> None:
    """Goods just taken off the list."""
    products(window).remove()


@state("products-not-found")
def not_found(window: "Window") -> None:
    """A word nothing has."""
    page = products(window)
    page.list.search.field.setText("ทุเรียน")
    page.list.reload()


@state("products-empty")
def empty(window: "Window") -> None:
    """A shop without goods."""
    assert window.office is not None
    with window.office.writing() as desk:
        for found in goods.find(desk, "", limit=100):
            goods.put_away(desk, found.sale_unit)
    products(window)


@state("product-new")
def new(window: "Window") -> None:
    """New goods."""
    products(window).open_new("8850999320014")


@state("product")
def opened(window: "Window") -> None:
    """Goods of the shop, with their photo."""
    page = products(window)
    page.open_goods(page.list.lines.numbers[2])
    page.editor.form.photo.show_photo(photo(window))
    page.editor.look()


@state("product-more")
def more(window: "Window") -> None:
    """The last card unfolded."""
    opened(window)
    page = window.page
    assert isinstance(page, ProductsPage)
    page.editor.form.folder.setChecked(True)
    page.editor.form.unfold()
    settle(window)
    page.editor.area.verticalScrollBar().setValue(10_000)


@state("product-wrong")
def wrong(window: "Window") -> None:
    """What is wrong stands beside the fields; a barcode is on other goods too."""
    page = products(window)
    page.open_new()
    page.editor.form.price.setText("12,5")
    page.editor.form.cost.setText("-3")
    page.editor.save()
    page.editor.form.codes.add(sample.code(0))


def _sheet(window: "Window", name: str) -> "ListedSheet":
    """One of the sheets of what more there is of goods."""
    opened(window)
    page = window.page
    assert isinstance(page, ProductsPage)
    page.editor.form.folder.setChecked(True)
    page.editor.form.unfold()
    settle(window)
    return page.editor.form.facets.open(name)


@state("product-units")
def units(window: "Window") -> None:
    """A second unit being added."""
    sheet = cast("UnitsSheet", _sheet(window, "units"))
    sheet.unit.show_value("pack")
    sheet.ratio.setText("6")
    sheet.price.setText("55")
    sheet.enter()


@state("product-prices")
def other_prices(window: "Window") -> None:
    """A price from a quantity on."""
    sheet = cast("PricesSheet", _sheet(window, "prices"))
    sheet.from_qty.setText("12")
    sheet.price.setText("9.50")
    sheet.enter()


@state("product-parts")
def parts(window: "Window") -> None:
    """What a set is made of; a name that nothing has."""
    sheet = cast("PartsSheet", _sheet(window, "parts"))
    sheet.part.setText("ทุเรียน")
    sheet.enter()


@state("product-certificates")
def papers(window: "Window") -> None:
    """The certificates of goods."""
    sheet = cast("CertificatesSheet", _sheet(window, "certificates"))
    sheet.kind.show_value("gap")
    sheet.number.setText("กษ 03-9001-12345")
    sheet.valid_to.setText("1/12/2569")
    sheet.enter()


@state("product-container")
def container(window: "Window") -> None:
    """A container with a deposit."""
    sheet = cast("ContainerSheet", _sheet(window, "container"))
    sheet.container.setEditText("ถังน้ำ 20 ลิตร")
    sheet.deposit.setText("50")
    sheet.enter()


@state("product-variants")
def sizes(window: "Window") -> None:
    """Sizes and colours."""
    _sheet(window, "variants")


@state("products-marked")
def marked(window: "Window") -> None:
    """Two goods are marked."""
    page = products(window)
    for place in (1, 3):
        page.list.view.go_to(place)
        page.list.view.mark()


@state("products-several")
def several_goods(window: "Window") -> None:
    """What to change about the marked goods; what was typed is no percent."""
    marked(window)
    page = window.page
    assert isinstance(page, ProductsPage)
    several.change_several(page)
    sheet = cast("several.SeveralSheet", window.sheet)
    sheet.percent.setText("x")
    sheet.enter()


@state("products-merge")
def merging_goods(window: "Window") -> None:
    """Which of two goods stays."""
    marked(window)
    page = window.page
    assert isinstance(page, ProductsPage)
    several.merge(page, *page.list.view.marked())


@state("products-certificate")
def ending(window: "Window") -> None:
    """A certificate ends soon."""
    from shopdesk.shop import certificates

    assert window.office is not None
    with window.office.writing() as desk:
        found = goods.find(desk, sample.GOODS[7][0])[0]
        certificates.add(desk, certificates.Paper("otop", "", 4, "2026-12-01"), product=found.product)
    products(window)


@state("products-markdowns")
def markdowns(window: "Window") -> None:
    """Less before the last day."""
    sheet = MarkdownsSheet(window)
    products(window)
    window.open(sheet)
    sheet.days.setText("3")
    sheet.percent.setText("30")
    sheet.enter()


@state("products-away")
def away(window: "Window") -> None:
    """What was taken off the list, to be sold again."""
    taken_off(window)
    page = window.page
    assert isinstance(page, ProductsPage)
    settle(window)
    page.list.choose("away")


@state("product-duplicate")
def duplicate(window: "Window") -> None:
    """A barcode that is on other goods too: open them, or make them one."""
    opened(window)
    page = window.page
    assert isinstance(page, ProductsPage)
    page.editor.form.codes.add(sample.code(4))
    settle(window)
    page.editor.area.verticalScrollBar().setValue(300)
