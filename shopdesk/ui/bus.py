"""News that several pages may care about. Signals carry ids and small values, never rows of the database.

It lives in the window's thread; the engine's thread may emit, the slots run in the window's.
"""

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """Connect a method of the page, so that the connection dies with it."""

    data_ready = Signal()
    """The shop's file is open; `window.office` is there from now on."""
    sale_done = Signal(int)
    """A bill was paid: the sale's id."""
    sale_changed = Signal(int)
    """A bill was voided or goods came back: the sale's id."""
    goods_changed = Signal()
    """Products, prices or stock changed elsewhere than in a sale."""
    day_changed = Signal()
    """The day was opened or closed, or cash was put in or taken out."""
    user_changed = Signal()
    """Another person works at the window; `window.actor` says who."""
    settings_changed = Signal(str)
    """A setting changed: its key."""
    paper_changed = Signal()
    """The queue of the printer changed."""
    bill_shown = Signal(object)
    """What the customer may see changed: the open Cart, or None between bills."""
    payment_shown = Signal(object)
    """The PromptPay QR the customer may pay now (ui.display.faces.QrFace), or None when it is no longer asked for."""
    net_changed = Signal(str, int, int, str)
    """How the outside is reached, as `TopBar.show_net` takes it: state, how many wait, how many went, since when."""
