"""Which ShopDesk this is, where the shop lies, and whose work it is made of."""

import platform
from importlib import metadata

from shopdesk import __version__
from shopdesk.base import paths
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.settings.rows import SettingRow, buttons_row, fact
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Paragraphs, copy

# What is packed along, with its licence. Packages tell theirs; these are not packages.
OTHERS = (
    ("Qt, Qt for Python", "LGPL-3.0"),
    ("SQLite, SQLCipher", "public domain, BSD"),
    ("IBM Plex Sans Thai Looped", "OFL-1.1"),
    ("Tabler Icons", "MIT"),
    ("Python", "PSF"),
)
PACKAGES = (
    "SQLAlchemy",
    "sqlmodel",
    "alembic",
    "pydantic",
    "sqlcipher3",
    "argon2-cffi",
    "qrcode",
    "zxing-cpp",
    "pyserial",
    "pyusb",
    "openpyxl",
    "typer",
    "platformdirs",
    "budoux",
)


class AboutSection(Section):
    """Version, places, licences."""

    def build(self) -> None:
        """Facts to read and to copy."""
        card = self.card()
        facts = self._facts()
        for label, value in facts:
            card.add(fact(label, value))
        text = "\n".join(f"{label}: {value}" for label, value in facts)
        card.add(buttons_row(Button(_("Copy"), icon="copy", on=lambda: copy(text))))
        self.licences = Paragraphs(licences())
        self.licences.setMinimumHeight(theme.px(220))
        sentence = _("ShopDesk is free for everybody, under the MIT licence.")
        self.put(self.card(), SettingRow(_("Licences"), sentence, self.licences, below=True))

    def _facts(self) -> list[tuple[str, str]]:
        system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
        return [
            (_("Version"), f"ShopDesk {__version__}"),
            (_("Computer"), system),
            (_("The shop's folder"), str(self.win.data_dir)),
            (_("The log's folder"), str(paths.log_dir(self.win.data_dir))),
        ]


def licences() -> str:
    """One line for each work that is packed along."""
    packages = [(name, licence(name)) for name in PACKAGES]
    return "\n".join(f"{name}: {words}" for name, words in [*OTHERS, *packages])


def licence(package: str) -> str:
    """What a package says of itself, in one line."""
    try:
        told = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return "-"
    classified = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or [] if line.startswith("License")]
    whole = [*(told.get_all("License-Expression") or []), ", ".join(classified), *(told.get_all("License") or [])]
    return next((words.splitlines()[0] for words in whole if words), "-")
