"""Colours that can be read, type that is not clipped, text that is shown as it is, work in the background."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete, isValid

from shopdesk.base import i18n
from shopdesk.base.errors import Invalid
from shopdesk.core import thaitext
from shopdesk.ui import icons, theme
from shopdesk.ui.jobs import Always, Cancelled, Job, Jobs
from shopdesk.ui.scanner import Burst
from shopdesk.ui.tokens import DARK, LIGHT, Tokens
from shopdesk.ui.widgets import text
from shopdesk.ui.widgets.buttons import PayButton
from shopdesk.ui.widgets.fields import MoneyField, QuantityField
from shopdesk.ui.widgets.notes import given_with

TEXT_PAIRS = [
    ("text", "surface"), ("text", "app"), ("text2", "surface"), ("text2", "subtle"), ("muted", "surface"),
    ("muted", "app"), ("muted", "primary_soft"), ("on_primary", "primary"), ("on_primary", "primary_hover"),
    ("on_primary", "primary_pressed"),
    ("primary_soft_text", "primary_soft"), ("accent_text", "accent_soft"), ("danger", "surface"),
    ("danger_text", "danger_soft"), ("info", "surface"), ("info_text", "info_soft"), ("on_info", "info"),
    ("on_toast", "toast"), ("toast_act", "toast"), ("text", "key"), ("app", "text"), ("surface", "danger"),
]  # fmt: skip
EDGES = [("border_strong", "surface"), ("focus", "surface"), ("focus", "app")]


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read(tokens: Tokens) -> None:
    poor = [
        (ink, ground) for ink, ground in TEXT_PAIRS if contrast(getattr(tokens, ink), getattr(tokens, ground)) < 4.5
    ]
    assert poor == []
    assert [name for name, (ground, ink) in tokens.tints.items() if contrast(ink, ground) < 4.5] == []
    assert [pair for pair in EDGES if contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) < 3] == []


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
@pytest.mark.parametrize("pixels", [13, 16, 21, 46])
def test_marks_are_not_clipped(application: QApplication, weight: int, pixels: int) -> None:
    metrics = QFontMetricsF(theme.sized(pixels, weight))
    ink = metrics.tightBoundingRect("ปี๊กื๋ปั๊มฐูฎุผู้จี๊ด")
    assert -ink.top() <= metrics.ascent() + 1
    assert ink.bottom() <= metrics.descent() + 1


def test_digits_are_equally_wide(application: QApplication) -> None:
    metrics = QFontMetricsF(theme.font("strong"))
    assert len({round(metrics.horizontalAdvance(digit), 2) for digit in "0123456789"}) == 1


def test_a_label_shows_markup_letter_for_letter(application: QApplication) -> None:
    label = text.Plain("<b>ใหญ่</b> & <img src=x>", wrap=True)
    assert label.said() == "<b>ใหญ่</b> & <img src=x>"
    assert label.textFormat().name == "PlainText"


def test_thai_wraps_between_words_and_copies_without_marks(application: QApplication) -> None:
    label = text.Plain("กรุณาสแกนสินค้าก่อนเก็บเงินจากลูกค้าทุกครั้ง", wrap=True)
    assert thaitext.ZWSP in label.text()
    text.copy(label.text())
    assert QApplication.clipboard().text() == "กรุณาสแกนสินค้าก่อนเก็บเงินจากลูกค้าทุกครั้ง"


def test_a_label_takes_out_what_turns_the_direction_of_writing(application: QApplication) -> None:
    assert text.Plain("น้ำ\u202eปลา\n700").said() == "น้ำ ปลา 700"


def test_a_tip_shows_markup_letter_for_letter(application: QApplication) -> None:
    label = text.Plain("x")
    text.tip(label, "<u>x</u>")
    assert "&lt;u&gt;" in label.toolTip()


def test_fields_read_money_and_quantities(application: QApplication) -> None:
    field = MoneyField()
    field.setText("๑,๒๓๔.๕")
    assert field.satang() == 123_450
    field.setText("1e3")
    with pytest.raises(Invalid):
        field.satang()
    weight = QuantityField(1350)
    assert (weight.text(), weight.qty()) == ("1.35", 1350)


def test_an_unknown_icon_is_a_parcel(application: QApplication) -> None:
    assert (icons.known("egg"), icons.known("../i18n/th"), icons.known("ไข่")) == ("egg", "package", "package")


def test_notes_for_an_amount() -> None:
    assert given_with(52_000) == (500, 20)
    assert given_with(50_175) == ()


def type_fast(burst: Burst, code: str, gap: float, start: float = 0.0) -> str:
    at = start
    for sign in code:
        burst.typed(sign, at)
        at += gap
    return burst.ended(at)


def test_a_burst_is_a_scan_and_typing_is_not() -> None:
    assert type_fast(Burst(), "8850999320014", 0.005) == "8850999320014"
    assert type_fast(Burst(), "8850999320014", 0.090) == ""
    assert type_fast(Burst(), "500", 0.005) == ""


def test_a_burst_begins_anew_after_a_pause() -> None:
    burst = Burst()
    burst.typed("9", 0.0)
    assert type_fast(burst, "885099", 0.005, start=1.0) == "885099"


def test_a_job_answers_in_the_windows_thread(application: QApplication) -> None:
    jobs, answers = Jobs(), list[object]()
    jobs.run(
        lambda job: threading.current_thread().name, lambda name: answers.append((name, threading.current_thread()))
    )
    while jobs.busy():
        QTest.qWait(5)
    jobs.close()
    ((name, thread),) = answers  # type: ignore[misc]
    assert name != thread.name  # type: ignore[has-type]
    assert thread is threading.main_thread()  # type: ignore[has-type]


def test_a_refused_job_says_so_and_a_cancelled_one_says_nothing(application: QApplication) -> None:
    jobs, said = Jobs(), list[str]()
    started, go_on = threading.Event(), threading.Event()

    def refuse(_job: Job[None]) -> None:
        raise Invalid("such a thing is refused")

    def slow(job: Job[None]) -> None:
        started.set()
        go_on.wait(5)
        job.tell(1, 2)

    jobs.run(refuse, None, lambda error: said.append(str(error)))
    job = jobs.run(slow, lambda _answer: said.append("done"), lambda error: said.append("failed"))
    started.wait(5)
    job.cancel()
    go_on.set()
    while jobs.busy():
        QTest.qWait(5)
    jobs.close()
    assert said == ["such a thing is refused"]
    assert issubclass(Cancelled, Exception)


class Asking(QWidget):
    """A widget that asks in each way there is to ask."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.told = told

    def heard(self, *_said: object) -> None:
        self.told.append(self.objectName())

    def ways(self) -> dict[str, Callable[..., object]]:
        helper = Helper(self)

        def named(*said: object) -> None:
            self.heard(*said)

        return {
            "method": self.heard, "lambda": lambda *_said: self.heard(), "function": named,
            "partial": partial(self.heard, 1), "argument": partial(Asking.heard, self),
            "nested": lambda *_said: (lambda: partial(named, 1))()(), "default": lambda *_said, me=self: me.heard(),
            "helper": helper.heard, "lambda of a helper": lambda *_said: helper.heard(),
        }  # fmt: skip


class Helper:
    """What a page does, without Qt; it keeps the page."""

    def __init__(self, page: Asking) -> None:
        self._page = page

    def heard(self, *_said: object) -> None:
        self._page.heard()


WAYS = ("method", "lambda", "function", "partial", "argument", "nested", "default", "helper", "lambda of a helper")


@pytest.mark.parametrize("way", WAYS)
def test_whatever_leads_to_a_widget_that_was_closed_is_not_called(application: QApplication, way: str) -> None:
    jobs, told, go_on = Jobs(), list[str](), threading.Event()

    def refuse(_job: Job[None]) -> None:
        go_on.wait(5)
        raise Invalid("such a thing is refused")

    def answer(job: Job[None]) -> None:
        go_on.wait(5)
        job.tell(1, 2)

    asking, stays = [Asking(told) for _work in range(2)], Asking(told)
    stays.setObjectName("open")
    for work, closed in zip((answer, refuse), asking, strict=True):
        for one in (closed, stays):
            asks = one.ways()[way]
            jobs.run(work, asks, asks, asks)
        delete(closed)
    go_on.set()
    while jobs.busy():
        QTest.qWait(5)
    jobs.close()
    assert told == ["open"] * 3, "what is open is told, what was closed is not"


def test_what_must_be_heard_is_heard_without_the_widget_too(application: QApplication) -> None:
    jobs, told, asking = Jobs(), list[str](), Asking([])
    jobs.run(lambda _job: "kept", Always(lambda answer: told.append(f"{answer} {isValid(asking)}")))
    delete(asking)
    while jobs.busy():
        QTest.qWait(5)
    jobs.close()
    assert told == ["kept False"]


def test_an_import_and_a_scale_leave_room_for_the_rest(application: QApplication) -> None:
    jobs, go_on, told = Jobs(), threading.Event(), list[str]()
    for _long in range(2):
        jobs.run(lambda _job: go_on.wait(5), lambda _answer: told.append("long"))
    jobs.run(lambda _job: None, lambda _answer: (told.append("short"), go_on.set()))
    while jobs.busy():
        QTest.qWait(5)
    jobs.close()
    assert told == ["short", "long", "long"]


def test_progress_is_told_in_order(application: QApplication) -> None:
    jobs, told = Jobs(), list[int]()

    def work(job: Job[int]) -> int:
        for n in range(5):
            job.tell(n, 5)
        return 5

    jobs.run(work, told.append, progress=lambda done, _of: told.append(done))
    while jobs.busy():
        QTest.qWait(5)
    jobs.close()
    assert told == [0, 1, 2, 3, 4, 5]


def test_ten_thousand_jobs_end(application: QApplication) -> None:
    jobs, total = Jobs(), [0]

    def add(number: int) -> None:
        total[0] += number

    for _n in range(10_000):
        jobs.run(lambda _job: 1, add)
    while jobs.busy():
        QTest.qWait(5)
    jobs.close()
    assert total == [10_000]


def test_a_wide_amount_shrinks_into_its_box(application: QApplication) -> None:
    from shopdesk.ui.widgets.amounts import fitting

    assert fitting(99_999_999_999, 46, 200).width() <= 200
    assert QRectF(0, 0, 1, 1).isValid()


def test_the_default_language_is_thai(application: QApplication) -> None:
    assert i18n.language() == "th"


def test_a_key_is_left_away_where_the_words_need_its_place(application: QApplication) -> None:
    button = PayButton("All is in, close the parcel", key="Ctrl+S")
    button.resize(1_000, 64)
    wide = button.grab().toImage()
    button.resize(330, 64)
    narrow = button.grab().toImage()
    bare = PayButton("All is in, close the parcel", key="")
    bare.resize(330, 64)
    assert narrow == bare.grab().toImage()
    button.set_key("")
    button.resize(1_000, 64)
    assert wide != button.grab().toImage()
