"""What the till asks with digits beside it: a weight, an amount, how many, a discount."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import barcode, money, unit
from shopdesk.core.line import Discount, Line
from shopdesk.ui import theme
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button, PayButton, Segments
from shopdesk.ui.widgets.fields import Field, MoneyField, QuantityField, Row
from shopdesk.ui.widgets.numpad import Numpad
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.ui.pages.till.live_weight import LiveWeight
    from shopdesk.ui.shell import Window


class _Asking(Sheet):
    """A sheet with fields at the left, digits at the right, and one green button."""

    def __init__(self, title: str, done: str, field: Field, *, width: int = 680) -> None:
        super().__init__(title, width=width)
        self.field = field
        halves = QHBoxLayout()
        halves.setSpacing(theme.px(20))
        self.left = QVBoxLayout()
        self.left.setSpacing(theme.px(8))
        halves.addLayout(self.left, 1)
        self.pad = Numpad(field)
        self.pad.setFixedWidth(theme.px(260))
        halves.addWidget(self.pad)
        self.body.addLayout(halves)
        self.ok = PayButton(done, icon="check", on=self.enter)
        self.buttons.addWidget(self.ok)
        self.first = field

    def enter(self) -> None:
        """Finish with what was typed, or say what is wrong with it."""
        try:
            result = self.read()
        except ShopError as error:
            self.strip.refuse(error)
            self.field.selectAll()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.finish(result)

    def read(self) -> object:
        """What was typed; raises Invalid."""
        raise NotImplementedError

    def chosen(self, _value: str) -> None:
        """Another choice was made: what was typed is read anew, and typing goes on in the field."""
        self._shown()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self, _text: str = "") -> None:
        raise NotImplementedError


class WeightSheet(_Asking):
    """How much of weighed goods: a weight, less the container, or a sum of money (`50บ`). Answers the line."""

    def __init__(self, line: Line, scale: str = "") -> None:
        """`scale` is the setting of a scale that is read live; empty where the weight is typed."""
        super().__init__(_("Weigh {name}").format(name=line.name), _("Put on the bill"), QuantityField(big=True))
        self._line = line
        self.live: LiveWeight | None = None
        self._put_fields()
        for field in (self.field, self.tare):
            field.installEventFilter(self)
            field.textChanged.connect(self._shown)
            field.returnPressed.connect(self.enter)
        if scale:
            self.show_scale(scale)
        self._shown()

    def _put_fields(self) -> None:
        line, per = self._line, unit.name(self._line.unit)
        self.left.addWidget(
            Plain(_("{price} baht for 1 {unit}").format(price=money.short(line.price), unit=per), "sub")
        )
        self.mode = Segments([("weight", _("By weight")), ("money", _("By money"))], "weight", self.chosen)
        self.left.addWidget(self.mode)
        self._asked = Row(_("Weight ({unit})").format(unit=per), self.field, _("Or type 50บ for 50 baht of it"))
        self.left.addWidget(self._asked)
        self.tare = QuantityField(name=_("Container weighs"), hint="0")
        self._tare_row = Row(_("Container weighs ({unit})").format(unit=per), self.tare)
        self.left.addWidget(self._tare_row)
        self.sum = Amount(40)
        self.left.addWidget(self.sum)
        self.words = Plain("", "sub")
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.left.addWidget(self.words)

    def show_scale(self, scale: str) -> "LiveWeight":
        """Put what a scale says over the fields; it is listened to while the sheet is open."""
        from shopdesk.ui.pages.till.live_weight import LiveWeight

        self.live = LiveWeight(scale, self._line.ratio, self._shown, self._take, self._tared)
        self.body.insertWidget(0, self.live)
        # The green button says what it comes to; the fields keep their place in a low window.
        self.sum.hide()
        self.words.hide()
        return self.live

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The digits go into the field that has the keyboard."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, Field):
            self.pad.aim(watched)
        return super().eventFilter(watched, event)

    def opened(self, window: "Window") -> None:
        """The scale is listened to from here on."""
        if self.live is not None:
            self.live.listen(window.jobs)

    def finish(self, result: object) -> None:
        """The scale is let go."""
        if self.live is not None:
            self.live.stop()
        super().finish(result)

    def _take(self) -> None:
        """What lies on the pan counts, whatever was typed."""
        self.field.clear()
        self.mode.choose("weight")
        self.enter()

    def _tared(self, text: str) -> None:
        self.tare.setText(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> Line:
        """The line as weighed or typed; what was typed goes before the scale. Raises Invalid."""
        typed = self.field.value()
        if not typed and self.live is not None:
            return self._line.weighed(self.live.qty(), self._tare())
        scan = barcode.parse(typed)
        if scan.kind == "money" and scan.money is not None:
            return self._line.for_money(scan.money)
        if self.mode.value() == "money":
            return self._line.for_money(money.parse(typed))
        assert isinstance(self.field, QuantityField)
        return self._line.weighed(self.field.qty(), self._tare())

    def _tare(self) -> int:
        return self.tare.qty() if self.tare.value() not in ("", "0") else 0

    def _shown(self, _text: str = "") -> None:
        self._tare_row.setEnabled(self.mode.value() == "weight")
        try:
            line = self.read()
        except ShopError:
            self.sum.set_amount(0)
            self.ok.set_amount(0)
            self.words.show_text("")
            return
        self.sum.set_amount(line.gross)
        self.ok.set_amount(line.gross if self.live is not None else 0)
        self.words.show_text(unit.quantity_text(line.qty, line.unit))


class AmountSheet(_Asking):
    """Asks one amount, as the price of goods without one. Answers satang."""

    def __init__(self, title: str, label: str, done: str, satang: int | None = None) -> None:
        field = MoneyField(satang, big=True)
        super().__init__(title, done, field)
        self.left.addWidget(Row(label, field))
        self.left.addStretch(1)
        field.returnPressed.connect(self.enter)
        field.selectAll()

    def read(self) -> int:
        """The amount; raises Invalid."""
        assert isinstance(self.field, MoneyField)
        return self.field.satang()


class QuantitySheet(_Asking):
    """Asks how many. Answers thousandths."""

    def __init__(self, line: Line) -> None:
        field = QuantityField(line.qty, big=True)
        super().__init__(_("How many {name}").format(name=line.name), _("Change it"), field)
        self.left.addWidget(Row(_("Quantity ({unit})").format(unit=unit.name(line.unit)), field))
        self.left.addStretch(1)
        field.returnPressed.connect(self.enter)
        field.selectAll()

    def read(self) -> int:
        """The quantity; raises Invalid."""
        assert isinstance(self.field, QuantityField)
        return self.field.qty()


class DiscountSheet(_Asking):
    """A discount on the chosen line or the bill, in percent or baht. Answers ("line" or "bill", Discount | None)."""

    def __init__(self, line: Line | None, bill: int) -> None:
        field = MoneyField(big=True, hint="0")
        super().__init__(_("Discount"), _("Give the discount"), field)
        self._bill, self._line = bill, line
        places = [("line", line.name)] if line is not None else []
        self.place = Segments([*places, ("bill", _("Whole bill"))], "bill", self.chosen)
        self.kind = Segments([("amount", _("baht")), ("percent", "%")], "amount", self.chosen)
        self.left.addWidget(self.place)
        self.left.addWidget(self.kind)
        self.left.addWidget(Row(_("Discount"), field))
        self.words = Plain("", "sub")
        self.left.addWidget(self.words)
        field.returnPressed.connect(self.enter)
        field.textChanged.connect(self._shown)
        clear = Button(_("No discount"), icon="x", on=lambda: self.finish((self.place.value(), None)))
        self.buttons.insertWidget(0, clear)
        self._shown()

    def _amount(self) -> int:
        return self._line.gross if self.place.value() == "line" and self._line is not None else self._bill

    def discount(self) -> Discount:
        """What was typed; raises Invalid."""
        assert isinstance(self.field, MoneyField)
        kind = self.kind.value()
        made = Discount("percent" if kind == "percent" else "amount", self.field.satang())
        if made.kind == "amount" and made.value > self._amount():
            raise Invalid(
                N_("The discount is more than the price."),
                hint=N_("Give at most {most}"),
                most=money.text(self._amount()),
            )
        return made

    def read(self) -> tuple[str, Discount]:
        """Where, and how much; raises Invalid."""
        return self.place.value(), self.discount()

    def _shown(self, _text: str = "") -> None:
        typed = self.field.text()
        if "%" in typed:
            self.kind.choose("percent")
            # Setting it comes back here without the sign.
            self.field.setText(typed.replace("%", ""))
            return
        try:
            off = self.discount().of(self._amount())
        except ShopError:
            self.words.show_text("")
            return
        before, after = money.text(self._amount()), money.text(self._amount() - off)
        self.words.show_text(_("{before} − {off} = {after}").format(before=before, off=money.text(off), after=after))
