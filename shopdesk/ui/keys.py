"""Every key of the window, in one table: the shortcuts are made from it, help shows it, a test presses each of them."""

from collections.abc import Collection
from dataclasses import dataclass

from shopdesk.base.i18n import N_, _

EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Key:
    """`deed` is looked up in the open sheet, then the page, then the window. `sequence` as Qt writes it.

    `typed` keys are no shortcuts: the field the keyboard is in understands them itself.
    """

    deed: str
    sequence: str
    words: str
    where: str = EVERYWHERE
    typed: bool = False
    repeats: bool = False

    @property
    def label(self) -> str:
        """The key as it is printed on a keycap."""
        return self.sequence.replace("Return", "Enter").replace("Up", "↑").replace("Down", "↓")


KEYS: tuple[Key, ...] = (
    Key("help", "F1", N_("Help for this screen")),
    Key("search", "F2", N_("To the scan and search field")),
    Key("back", "Esc", N_("One step back")),
    Key("palette", "Ctrl+K", N_("Type what you want to do")),
    Key("undo", "Ctrl+Z", N_("Undo")),
    Key("redo", "Ctrl+Y", N_("Do again what was undone")),
    *(Key(f"place-{n}", f"Ctrl+{n}", N_("Screens of the left edge")) for n in range(1, 9)),
    *(Key(f"tab-{n}", f"Alt+{n}", N_("Tabs at the top of the screen")) for n in range(1, 8)),
    Key("new", "Ctrl+N", N_("New")),
    Key("save", "Ctrl+S", N_("Save")),
    Key("find", "Ctrl+F", N_("Find")),
    Key("print", "Ctrl+P", N_("Print")),
    Key("lock", "Ctrl+L", N_("Lock, or change person")),
    Key("larger", "Ctrl+=", N_("Larger text")),
    Key("smaller", "Ctrl+-", N_("Smaller text")),
    Key("usual-size", "Ctrl+0", N_("Usual text size")),
    Key("full-screen", "F11", N_("Full screen")),
    Key("region", "F6", N_("Next part of the screen")),
    Key("region", "Ctrl+F6", N_("Next part of the screen"), "till"),
    Key("pay", "Return", N_("Take the money (when the field is empty)"), "till", typed=True),
    *(Key(f"cash-{n}", f"F{n + 4}", N_("Quick cash, finishes the sale"), "till") for n in range(1, 5)),
    Key("customer", "F3", N_("Whose bill it is"), "till"),
    Key("credit", "F4", N_("Write it in the customer's book"), "till"),
    Key("promptpay", "F9", N_("PromptPay QR"), "till"),
    Key("mixed", "F12", N_("Pay in several ways"), "till"),
    Key("quantity", "3 *", N_("Quantity 3 for the next scan"), "till", typed=True),
    Key("more", "+", N_("One more of the chosen line"), "till", typed=True),
    Key("fewer", "-", N_("One less of the chosen line"), "till", typed=True),
    Key("line-up", "Up", N_("Choose the line above"), "till", repeats=True),
    Key("line-down", "Down", N_("Choose the line below"), "till", repeats=True),
    Key("remove", "Del", N_("Remove the chosen line"), "till"),
    Key("hold", "Ctrl+H", N_("Hold this bill"), "till"),
    Key("recall", "Ctrl+R", N_("Bring back a held bill"), "till"),
    Key("discount", "Ctrl+D", N_("Discount on line or bill"), "till"),
    Key("empties", "Ctrl+E", N_("Containers come back"), "till"),
    Key("bills", "Ctrl+B", N_("Bills: print again, give money back"), "till"),
    Key("drawer", "Ctrl+O", N_("Open the drawer"), "till"),
    Key("refund", "R", N_("Give money back for the chosen bill"), "bills", typed=True),
    Key("order-down", "J", N_("Next order, or the one before"), "orders", typed=True),
    Key("order-up", "K", N_("Next order, or the one before"), "orders", typed=True),
    Key("order-open", "Enter", N_("Open the order"), "orders", typed=True),
    Key("order-next", "Space", N_("Next step: pack, hand over, sell"), "orders", typed=True),
    Key("order-label", "P", N_("Label of the order"), "orders", typed=True),
    Key("edit", "F2", N_("Change the price or stock of the chosen line"), "products"),
    Key("remove", "Del", N_("Take the goods off the list"), "products"),
    Key("next-tab", "Ctrl+Tab", N_("Next way of paying"), "pay"),
    Key("tab-before", "Ctrl+Shift+Tab", N_("Way of paying before"), "pay"),
    Key("credit", "F4", N_("Write it in the customer's book"), "pay"),
    Key("turn", "F9", N_("PromptPay, then turn the screen to the customer"), "pay"),
    Key("agree", "F8", N_("Do what the strip offers"), "pay"),
    Key("mixed", "F12", N_("Pay in several ways"), "pay"),
    Key("hold", "Ctrl+H", N_("Hold this bill"), "pay"),
)


def of(where: str) -> list[Key]:
    """The keys that work on a page, its own first."""
    own = [key for key in KEYS if key.where == where]
    taken = {key.sequence for key in own}
    return own + [key for key in KEYS if key.where == EVERYWHERE and key.sequence not in taken]


def rows(where: str, deeds: Collection[str]) -> list[tuple[str, str]]:
    """The keys of a page for help: (keycaps, what they do), those that do the same on one row.

    `deeds`: what page and window do. A key that holds everywhere is left out where nobody does its deed.
    """
    grouped: dict[str, list[str]] = {}
    for key in (key for key in of(where) if key.where == where or key.deed in deeds):
        grouped.setdefault(key.words, []).append(key.label)
    return [(_range(labels), _(words)) for words, labels in grouped.items()]


def _range(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{labels[0]} … {labels[-1]}"


def label(deed: str, where: str = EVERYWHERE) -> str:
    """The keycap of a deed; empty where it has none."""
    return next((key.label for key in of(where) if key.deed == deed), "")
