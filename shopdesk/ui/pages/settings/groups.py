"""The groups of the settings page, in the order of the list, with the words the search finds them by."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from shopdesk.base.i18n import N_, _
from shopdesk.core import thaitext
from shopdesk.ui.pages.settings import entries
from shopdesk.ui.pages.settings.entries import Entry

if TYPE_CHECKING:
    from shopdesk.ui.pages.settings.section import Section

Maker = Callable[..., "Section"]


@dataclass(frozen=True, slots=True)
class Group:
    """One group: `place` is the module and class that makes it; `more` are names of rows that are no plain setting."""

    name: str
    words: str
    icon: str
    place: str
    entries: tuple[Entry, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The group in the language of the moment."""
        return _(self.words)

    def maker(self) -> Maker:
        """What makes it; loaded when it is first opened."""
        module, _dot, made = self.place.partition(":")
        maker: Maker = getattr(import_module(f"shopdesk.ui.pages.settings.{module}"), made)
        return maker

    def found(self, typed: str) -> list[str] | None:
        """The names of its rows that hold every typed word; none where only the group itself does, None for neither."""
        from shopdesk.shop import settings

        wanted = thaitext.fold(typed).split()
        rows = [(settings.SETTINGS[entry.key].title, f"{entry.key} {_(entry.sentence)}") for entry in self.entries]
        rows += [(_(words), words) for words in self.more]
        names = [title for title, more in rows if _holds(f"{title} {more}", wanted)]
        return names if names or _holds(f"{self.title} {self.words}", wanted) else None


def _holds(text: str, wanted: list[str]) -> bool:
    folded = thaitext.fold(text)
    return all(word in folded for word in wanted)


GROUPS = (
    Group(
        "shop",
        N_("Shop and receipt"),
        "building-store",
        "plain:ShopSection",
        entries.SHOP + entries.RECEIPT,
        (N_("Picture on receipts"),),
    ),
    Group(
        "people",
        N_("People and PINs"),
        "users",
        "users:UsersSection",
        entries.LOCK,
        (N_("Who works here"), N_("Add a person"), N_("PIN")),
    ),
    Group(
        "selling",
        N_("Selling"),
        "cash-register",
        "plain:SellingSection",
        entries.SELLING + entries.DRAWER + entries.DAY,
        (N_("Try the drawer"),),
    ),
    Group(
        "promptpay",
        N_("PromptPay"),
        "qrcode",
        "promptpay:PromptPaySection",
        entries.PROMPTPAY,
        (N_("Try it with 1 baht"),),
    ),
    Group("tenders", N_("Ways of paying"), "wallet", "tenders:TendersSection", (), (N_("Add a way of paying"),)),
    Group(
        "printer",
        N_("Printer"),
        "printer",
        "printer:PrinterSection",
        entries.PRINTER,
        (N_("Which printer"), N_("Print a test page")),
    ),
    Group(
        "scanner",
        N_("Scanner and scale"),
        "barcode",
        "scanner:ScannerSection",
        (),
        (N_("Try the scanner"), N_("Scale at the till"), N_("Labels of a scale")),
    ),
    Group("display", N_("Customer's screen"), "device-desktop", "plain:DisplaySection", entries.DISPLAY),
    Group(
        "look",
        N_("Language, text, colours"),
        "typography",
        "look:LookSection",
        (),
        (N_("Language"), N_("Text size"), N_("Colours")),
    ),
    Group("sound", N_("Sounds"), "volume", "look:SoundSection", (), (N_("Short sounds"), N_("Listen"))),
    Group("tax", N_("Tax"), "percentage", "tax:TaxSection", entries.TAX, (N_("VAT rates"),)),
    Group(
        "controlled",
        N_("Alcohol and tobacco"),
        "beer",
        "controlled:ControlledSection",
        (),
        (N_("Hours, days and age"),),
    ),
    Group(
        "online",
        N_("Selling online"),
        "cloud",
        "online:OnlineSection",
        entries.LINE,
        (N_("Online shops"), N_("Orders"), N_("Sell online"), N_("Send and receive")),
    ),
    Group(
        "backup",
        N_("Backup"),
        "device-usb",
        "backup:BackupSection",
        (),
        (N_("Second place"), N_("Back up now"), N_("Restore a backup")),
    ),
    Group("about", N_("About ShopDesk"), "info-circle", "about:AboutSection", (), (N_("Version"), N_("Licences"))),
)


def matching(typed: str) -> list[tuple[Group, list[str]]]:
    """The groups where something fits what was typed, with the names of the rows that do."""
    found = [(group, group.found(typed)) for group in GROUPS]
    return [(group, names) for group, names in found if names is not None]
