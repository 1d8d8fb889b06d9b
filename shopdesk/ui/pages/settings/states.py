"""The states of the settings page for the tour."""

from typing import TYPE_CHECKING

from shopdesk.core import restricted
from shopdesk.devices.scale import Reading
from shopdesk.shop import backups, settings, users
from shopdesk.ui.pages import people
from shopdesk.ui.pages.people import persons
from shopdesk.ui.pages.settings.backup import RestoreSheet
from shopdesk.ui.pages.settings.page import SettingsPage
from shopdesk.ui.pages.settings.printer import PrinterSection
from shopdesk.ui.pages.settings.scanner import ScannerSection
from shopdesk.ui.pages.settings.tax import TaxSection
from shopdesk.ui.pages.settings.users import UsersSection
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


def settings_at(window: "Window", section: str) -> SettingsPage:
    """The page, on one of its groups."""
    people.install(window)
    if window.actor is None:
        persons.refresh(window)
    page = window.go("settings")
    assert isinstance(page, SettingsPage)
    page.open_at(section)
    settle(window)
    return page


def staff(window: "Window") -> None:
    """An owner and a cashier, both with a PIN; the owner works."""
    persons.refresh(window)
    assert window.office is not None
    assert window.actor is not None
    with window.office.writing(window.actor) as desk:
        users.rename(desk, window.actor.user, "ป้าสมศรี")
        users.set_pin(desk, window.actor.user, "1234")
        users.add(desk, "น้องแนน", "cashier", "2222")
        users.add(desk, "ลุงคำ", "manager", "")
    persons.become(window, users.sign_in(window.office, "ป้าสมศรี", "1234"))


@state("settings-shop")
def shop(window: "Window") -> None:
    """Name, address, receipt."""
    settings_at(window, "shop")


@state("settings-people")
def persons_listed(window: "Window") -> None:
    """Three people."""
    staff(window)
    settings_at(window, "people")


@state("settings-person")
def person(window: "Window") -> None:
    """The rights of a cashier."""
    staff(window)
    section = settings_at(window, "people").section
    assert isinstance(section, UsersSection)
    section.open(section.table.rows.row(1))


@state("settings-person-new")
def new_person(window: "Window") -> None:
    """Nobody yet."""
    section = settings_at(window, "people").section
    assert isinstance(section, UsersSection)
    section.open(None)


@state("settings-selling")
def selling(window: "Window") -> None:
    """Just changed: it can be taken back."""
    page = settings_at(window, "selling")
    page.changes.setting("cash.rounding", "down25", "none")


@state("settings-promptpay")
def promptpay(window: "Window") -> None:
    """A number that was changed today, and its test code."""
    page = settings_at(window, "promptpay")
    page.changes.setting("promptpay.id", "0898765432", "0812345678")


@state("settings-promptpay-none")
def promptpay_none(window: "Window") -> None:
    """No number yet."""
    page = settings_at(window, "promptpay")
    page.changes.setting("promptpay.id", "", "0812345678")
    page.toast.clear()


@state("settings-promptpay-wrong")
def promptpay_wrong(window: "Window") -> None:
    """A number that cannot receive."""
    page = settings_at(window, "promptpay")
    field = page.section.rows[0].field
    field.setFocus()
    field.setText("1234")  # type: ignore[attr-defined]  # it is a field
    field.editingFinished.emit()  # type: ignore[attr-defined]


@state("settings-tenders")
def tenders(window: "Window") -> None:
    """The ready-made ways of paying."""
    settings_at(window, "tenders")


@state("settings-tender")
def tender(window: "Window") -> None:
    """The state welfare card."""
    section = settings_at(window, "tenders").section
    section.open(section.table.rows.row(5))  # type: ignore[attr-defined]


@state("settings-printer")
def printer(window: "Window") -> None:
    """Two printers found, one chosen."""
    section = settings_at(window, "printer").section
    assert isinstance(section, PrinterSection)
    section.choice._found([("os:POS-58", "POS-58"), ("usblp:/dev/usb/lp0", "XP-80C")])
    section.changes.setting("printer.target", "os:POS-58", "")


@state("settings-printer-none")
def printer_none(window: "Window") -> None:
    """Nothing plugged in."""
    section = settings_at(window, "printer").section
    assert isinstance(section, PrinterSection)
    section.choice._found([])


@state("settings-scanner")
def scanner(window: "Window") -> None:
    """A scan through the Thai layout was read back."""
    section = settings_at(window, "scanner").section
    assert isinstance(section, ScannerSection)
    section.test.field._times = [0.002 * n for n in range(13)]
    section.scanned("คคถจตตต-/จจๅภ")


@state("settings-scale")
def scale(window: "Window") -> None:
    """A scale that was tried."""
    page = settings_at(window, "scanner")
    section = page.section
    assert isinstance(section, ScannerSection)
    section.scale._found([("serial:COM4@9600", "COM4 USB-SERIAL CH340")])
    section.changes.setting("scale.target", "serial:COM4@9600", "")
    section.scale._weighed(Reading(1350, "still"))
    settle(window)
    page.view.ensureWidgetVisible(section.scale.without)


@state("settings-display")
def display(window: "Window") -> None:
    """One setting."""
    settings_at(window, "display")


@state("settings-look")
def look(window: "Window") -> None:
    """Language, size, colours."""
    settings_at(window, "look")


@state("settings-sound")
def sound(window: "Window") -> None:
    """On, and five to listen to."""
    settings_at(window, "sound")


@state("settings-tax")
def tax(window: "Window") -> None:
    """A registered shop whose rate has to be looked at."""
    page = settings_at(window, "tax")
    page.changes.setting("vat.registered", True, False)
    page.toast.clear()


@state("settings-tax-rate")
def tax_rate(window: "Window") -> None:
    """One rate."""
    section = settings_at(window, "tax").section
    assert isinstance(section, TaxSection)
    section.open(section.table.rows.row(0))


@state("settings-controlled")
def controlled(window: "Window") -> None:
    """Alcohol and tobacco."""
    settings_at(window, "controlled")


@state("settings-controlled-rule")
def controlled_rule(window: "Window") -> None:
    """One rule."""
    section = settings_at(window, "controlled").section
    section.open((1, restricted.RULES[0]))  # type: ignore[attr-defined]


@state("settings-backup")
def backup(window: "Window") -> None:
    """A copy in the second place."""
    persons.refresh(window)
    assert window.office is not None
    stick = window.data_dir / "STICK" / "ShopDesk Backup"
    stick.parent.mkdir(exist_ok=True)
    with window.office.writing(window.actor) as desk:
        settings.change(desk, "backup.folder", str(stick))
    backups.make(window.office, window.actor)
    settings_at(window, "backup")


@state("settings-backup-none")
def backup_none(window: "Window") -> None:
    """No second place yet."""
    settings_at(window, "backup")


@state("settings-restore")
def restore(window: "Window") -> None:
    """The last question."""
    persons.refresh(window)
    assert window.office is not None
    copy = backups.make(window.office, window.actor)
    settings_at(window, "backup")
    window.open(RestoreSheet(copy.path))


@state("settings-about")
def about(window: "Window") -> None:
    """Version and licences."""
    settings_at(window, "about")


@state("settings-search")
def search(window: "Window") -> None:
    """A word that occurs in several groups."""
    page = settings_at(window, "shop")
    page.search.field.setText("PIN")
    page._search("PIN")


@state("settings-search-nothing")
def search_nothing(window: "Window") -> None:
    """A word that occurs nowhere."""
    page = settings_at(window, "shop")
    page.search.field.setText("xyz")
    page._search("xyz")
