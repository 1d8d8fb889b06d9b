"""The customer's monitor: shown by itself when a second one is there and the owner wants it, gone when it is gone."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen

from shopdesk.base.i18n import _
from shopdesk.core import pricing
from shopdesk.core.cart import Cart
from shopdesk.core.vat import VatPolicy
from shopdesk.ui.display import faces
from shopdesk.ui.display.faces import ChangeFace, Face, IdleFace, QrFace
from shopdesk.ui.display.view import FaceView

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

CHANGE_SECONDS = 20
SETTINGS = ("display.customer", "shop.name", "vat.registered")


def install(window: "Window") -> "SecondScreen":
    """Give a window its customer's monitor, once; it waits for the shop's file, and for a second monitor."""
    return window.findChild(SecondScreen) or SecondScreen(window)


class SecondScreen(QObject):
    """One per window. `view` is the customer's window while there is one."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._win = window
        self.view: FaceView | None = None
        self._screen: QScreen | None = None
        self._wanted, self._name, self._policy = False, "", VatPolicy(registered=False, rate=0)
        self._cart: Cart | None = None
        self._face: Face = IdleFace("")
        self._quiet = QTimer(self, singleShot=True, interval=CHANGE_SECONDS * 1000)
        self._quiet.timeout.connect(self._idle)
        bus = window.bus
        bus.data_ready.connect(self._arrived)
        bus.settings_changed.connect(self._setting_changed)
        bus.bill_shown.connect(self._bill_shown)
        bus.payment_shown.connect(self._payment_shown)
        bus.sale_done.connect(self._sale_done)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._look)
        app.screenRemoved.connect(self._removed)
        window.installEventFilter(self)
        self._read()

    def _setting_changed(self, key: str) -> None:
        if key in SETTINGS:
            self._read()

    def _arrived(self) -> None:
        """The shop's file is open: at the start, and again after a backup took its place, which knows no old change."""
        if isinstance(self._face, ChangeFace | QrFace):
            self._quiet.stop()
            self._face = IdleFace(self._name)
        self._read()

    def _read(self) -> None:
        """What the owner has set; before the shop's file is open nobody knows, and its code is not loaded for it."""
        if self._win.office is None:
            return
        from shopdesk.shop import selling, settings

        with self._win.office.reading(self._win.actor) as desk:
            self._wanted = settings.get(desk, "display.customer")
            self._name = settings.get(desk, "shop.name")
            self._policy = selling.policy(desk)
        if isinstance(self._face, IdleFace):
            self._show(IdleFace(self._name))
        self._look()

    @property
    def face(self) -> Face:
        """What the customer sees, or would see."""
        return self._face

    # The monitor

    def _look(self, _added: QScreen | None = None) -> None:
        """Open, move or close the customer's window for the monitors of the moment."""
        found = self._other() if self._wanted and self._win.isVisible() else None
        if found is None:
            self._close()
        elif found is not self._screen or self.view is None:
            self._open(found)

    def _other(self) -> QScreen | None:
        """A monitor that shows something else than the till's; one that mirrors it counts as none."""
        own = self._win.screen()
        return next(
            (s for s in QGuiApplication.screens() if s is not own and not own.geometry().intersects(s.geometry())), None
        )

    def _open(self, screen: QScreen) -> None:
        self._close()
        self._screen = screen
        view = FaceView(self._face)
        view.setWindowTitle(_("For the customer"))
        view.setWindowFlags(
            Qt.WindowType.FramelessWindowHint | Qt.WindowType.Tool | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        view.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        view.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        view.setScreen(screen)
        view.setGeometry(screen.geometry())
        view.setWindowState(Qt.WindowState.WindowFullScreen)
        view.setVisible(True)
        self.view = view

    def _close(self) -> None:
        if self.view is not None:
            self.view.hide()
            self.view.deleteLater()
        self.view, self._screen = None, None

    def _removed(self, screen: QScreen) -> None:
        if screen is self._screen:
            self._close()
            self._win.later(0, self._look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The customer's window goes with the till's, and leaves a monitor the till's was moved to."""
        if watched is self._win and event.type() == QEvent.Type.Close:
            self._close()
        elif watched is self._win and event.type() in (QEvent.Type.Show, QEvent.Type.Move):
            self._look()
        return super().eventFilter(watched, event)

    # The face

    def _show(self, face: Face) -> None:
        self._face = face
        if self.view is not None:
            self.view.show_face(face)

    def _idle(self) -> None:
        self._show(IdleFace(self._name))

    def _bill_shown(self, cart: Cart | None) -> None:
        """The bill changed. Between bills the change of the last one stays until its time is over."""
        before, self._cart = self._cart, cart
        if cart is not None and cart.lines:
            self._quiet.stop()
            totals = pricing.totals(cart, self._policy)
            self._show(faces.of_bill(self._name, cart, totals, before))
        elif not self._quiet.isActive():
            self._idle()

    def _payment_shown(self, face: QrFace | None) -> None:
        if face is not None:
            self._show(face)
        elif isinstance(self._face, QrFace):
            self._bill_shown(self._cart)

    def _sale_done(self, sale: int) -> None:
        from shopdesk.shop import documents

        if self._win.office is None:
            return
        with self._win.office.reading(self._win.actor) as desk:
            receipt = documents.receipt(desk, sale)
        self._show(ChangeFace(self._name, receipt.total + (receipt.rounding or 0), receipt.change or 0))
        self._quiet.start()
