# ruff: noqa: E501 - a rule of the sheet stays on its line
"""The one style sheet of the window, made from the tokens. Widgets choose a look by the dynamic property `kind`.

Qt gives no shadow, line height or letter spacing here, and ignores a radius larger than half the smaller side.
"""

from collections.abc import Callable

from shopdesk.ui.tokens import Tokens

Pixels = Callable[[float], int]


def build(t: Tokens, px: Pixels) -> str:
    """The style sheet for these colours, with lengths through `px`."""
    return "\n".join(
        part(t, px) for part in (_base, _text, _frames, _buttons, _choices, _tills, _fields, _lists, _bars)
    )


def _base(t: Tokens, px: Pixels) -> str:
    return f"""
* {{ font-family: "IBM Plex Sans Thai Looped"; font-size: {px(16)}px; color: {t.text}; }}
QMainWindow, QWidget[kind="page"] {{ background: {t.app}; }}
QToolTip {{ background: {t.toast}; color: {t.on_toast}; border: 0; padding: {px(6)}px {px(10)}px; font-size: {px(14)}px; }}
"""


def _text(t: Tokens, px: Pixels) -> str:
    return f"""
QLabel {{ background: transparent; }}
QLabel[role="display"] {{ font-size: {px(28)}px; font-weight: 700; }}
QLabel[role="title"] {{ font-size: {px(22)}px; font-weight: 700; }}
QLabel[role="h"] {{ font-size: {px(18)}px; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="sub"] {{ font-size: {px(15)}px; color: {t.text2}; }}
QLabel[role="label"] {{ font-size: {px(14)}px; font-weight: 500; color: {t.text2}; }}
QLabel[role="cap"] {{ font-size: {px(13)}px; color: {t.muted}; }}
QLabel[tone="danger"] {{ color: {t.danger_text}; }}
QLabel[tone="accent"] {{ color: {t.accent_text}; }}
QLabel[tone="primary"] {{ color: {t.primary_soft_text}; }}
QLabel[tone="info"] {{ color: {t.info_text}; }}
QLabel[tone="muted"] {{ color: {t.muted}; }}
QLabel[tone="toast"] {{ color: {t.on_toast}; }}
"""


def _frames(t: Tokens, px: Pixels) -> str:
    return f"""
QFrame[kind="card"] {{ background: {t.surface}; border: 1px solid {t.border}; border-radius: {px(14)}px; }}
QFrame[kind="sheet"] {{ background: {t.surface}; border: 1px solid {t.border}; border-radius: {px(18)}px; }}
QFrame[kind="side"] {{ background: {t.surface}; border: 0; border-left: 1px solid {t.border}; }}
QFrame[kind="rail"] {{ background: {t.surface}; border: 0; border-right: 1px solid {t.border}; }}
QFrame[kind="well"] {{ background: {t.subtle}; border: 0; border-top: 1px solid {t.border}; }}
QFrame[kind="head"] {{ background: {t.surface}; border: 0; border-bottom: 1px solid {t.border}; }}
QFrame[kind="plain"] {{ background: transparent; border: 0; }}
QFrame[kind="rule"] {{ background: {t.border}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame[kind="toast"] {{ background: {t.toast}; border: 0; border-radius: {px(12)}px; }}
QFrame[kind="strip"] {{ background: {t.info_soft}; border: 0; border-radius: {px(12)}px; }}
QFrame[kind="strip"][tone="accent"] {{ background: {t.accent_soft}; }}
QFrame[kind="strip"][tone="danger"] {{ background: {t.danger_soft}; }}
QFrame[kind="strip"][tone="primary"] {{ background: {t.primary_soft}; }}
QScrollArea {{ background: transparent; border: 0; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
"""


def _buttons(t: Tokens, px: Pixels) -> str:
    radius, tall = px(12), px(50)
    return f"""
QPushButton {{ background: {t.surface}; border: 1px solid {t.border_strong}; border-radius: {radius}px; min-height: {tall}px;
  padding: 0 {px(16)}px; font-weight: 600; outline: 0; }}
QPushButton[tight="true"] {{ padding: 0 {px(9)}px; }}
QPushButton:hover {{ background: {t.subtle}; border-color: {t.text2}; }}
QPushButton:pressed {{ background: {t.sunken}; }}
QPushButton:disabled {{ color: {t.muted}; border-color: {t.border}; }}
QPushButton[kind="primary"] {{ background: {t.primary}; color: {t.on_primary}; border: 0; min-height: {px(52)}px; }}
QPushButton[kind="primary"]:hover {{ background: {t.primary_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {t.primary_pressed}; }}
QPushButton[kind="primary"]:disabled, QPushButton[kind="pay"]:disabled {{ background: {t.sunken}; color: {t.muted}; }}
QPushButton[kind="danger"] {{ color: {t.danger_text}; border-color: {t.danger}; }}
QPushButton[kind="danger"]:hover {{ background: {t.danger_soft}; }}
QPushButton[kind="quiet"] {{ background: transparent; border: 0; min-height: {px(44)}px; padding: 0 {px(10)}px;
  font-weight: 400; color: {t.text2}; }}
QPushButton[kind="quiet"]:hover {{ background: {t.subtle}; color: {t.text}; }}
QPushButton[kind="link"] {{ background: transparent; border: 0; min-height: {px(44)}px; padding: 0 {px(8)}px; color: {t.info}; }}
QPushButton[kind="link"][begins="left"] {{ text-align: left; }}
QPushButton[kind="link"]:hover {{ background: {t.info_soft}; }}
QPushButton[kind="round"] {{ min-width: {px(44)}px; max-width: {px(44)}px; min-height: {px(44)}px; max-height: {px(44)}px;
  border: 1px solid {t.border}; border-radius: {px(44) // 2}px; padding: 0; }}
QPushButton[kind="icon"] {{ min-width: {px(44)}px; max-width: {px(44)}px; min-height: {px(44)}px; border: 0; background: transparent;
  padding: 0; }}
QPushButton[kind="icon"]:hover {{ background: {t.subtle}; }}
QPushButton[kind="toast"] {{ background: transparent; border: 0; color: {t.toast_act}; min-height: {px(44)}px; padding: 0 {px(10)}px; }}
QPushButton[kind="toast"]:hover {{ background: rgba(255, 255, 255, 24); }}
QPushButton[kind="strip"] {{ min-height: {px(42)}px; max-height: {px(42)}px; background: transparent; border: 1px solid {t.border_strong};
  border-radius: {px(10)}px; padding: 0 {px(14)}px; }}
QPushButton[kind="strip"]:hover {{ background: {t.surface}; }}
"""


def _choices(t: Tokens, px: Pixels) -> str:
    """Buttons of which one or several are chosen."""
    radius = px(12)
    return f"""
QPushButton[kind="chip"] {{ min-height: {px(42)}px; max-height: {px(42)}px; border: 1px solid {t.border};
  border-radius: {px(21)}px; padding: 0 {px(18)}px; font-weight: 500; }}
QPushButton[kind="chip"]:hover {{ border-color: {t.border_strong}; }}
QPushButton[kind="chip"]:checked {{ background: {t.text}; color: {t.app}; border-color: {t.text}; font-weight: 600; }}
QPushButton[kind="choice"] {{ border: 1px solid {t.border}; text-align: left; font-weight: 500; }}
QPushButton[kind="choice"]:hover {{ border-color: {t.border_strong}; }}
QPushButton[kind="choice"]:checked {{ background: {t.primary_soft}; color: {t.primary_soft_text}; border: 2px solid {t.primary};
  padding: 0 {px(16) - 1}px; font-weight: 600; min-height: {px(50) - 2}px; }}
QPushButton[kind="segment"] {{ border: 0; background: transparent; min-height: {px(44)}px; border-radius: {px(10)}px; font-weight: 500; }}
QPushButton[kind="segment"]:hover {{ background: {t.subtle}; }}
QPushButton[kind="segment"]:checked {{ background: {t.surface}; border: 1px solid {t.border_strong}; font-weight: 600; }}
QPushButton[kind="tab"] {{ border: 0; background: transparent; min-height: {px(44)}px; max-height: {px(44)}px; padding: 0 {px(12)}px;
  color: {t.text2}; font-weight: 500; }}
QPushButton[kind="tab"]:hover {{ background: {t.subtle}; color: {t.text}; }}
QPushButton[kind="tab"]:checked {{ background: {t.primary_soft}; color: {t.primary_soft_text}; font-weight: 600; }}
QFrame[kind="segments"] {{ background: {t.sunken}; border: 0; border-radius: {radius}px; }}
"""


def _tills(t: Tokens, px: Pixels) -> str:
    return f"""
QPushButton[kind="nav"] {{ background: transparent; border: 0; border-radius: {px(12)}px; padding: 0; font-weight: 500;
  min-height: {px(64)}px; max-height: {px(64)}px; }}
QPushButton[kind="nav"]:hover {{ background: {t.subtle}; }}
QPushButton[kind="nav"]:checked {{ background: {t.primary_soft}; }}
QPushButton[kind="pay"] {{ background: {t.primary}; border: 0; border-radius: {px(14)}px; min-height: {px(64)}px; max-height: {px(64)}px;
  padding: 0; }}
QPushButton[kind="pay"]:hover {{ background: {t.primary_hover}; }}
QPushButton[kind="pay"]:pressed {{ background: {t.primary_pressed}; }}
QPushButton[kind="pay"][tone="short"] {{ background: {t.accent_soft}; }}
QPushButton[kind="cash"] {{ border-radius: {px(12)}px; padding: 0; min-height: {px(60)}px; max-height: {px(60)}px; }}
QPushButton[kind="cash"][tall="true"] {{ min-height: {px(76)}px; max-height: {px(76)}px; }}
QPushButton[kind="keycap"] {{ background: {t.key}; border: 1px solid {t.border}; border-bottom: 2px solid {t.border}; border-radius: {px(6)}px;
  min-height: {px(24)}px; max-height: {px(24)}px; min-width: {px(28)}px; padding: 0; font-size: {px(13)}px; color: {t.text2}; }}
QPushButton[kind="digit"] {{ min-height: {px(56)}px; font-size: {px(22)}px; border: 1px solid {t.border}; padding: 0; }}
QPushButton[kind="digit"]:hover {{ border-color: {t.border_strong}; }}
QPushButton[kind="pill"] {{ min-height: {px(42)}px; max-height: {px(42)}px; border-radius: {px(42) // 2}px; padding: 0 {px(12)}px;
  border: 1px solid {t.border}; font-size: {px(14)}px; font-weight: 500; color: {t.text2}; }}
QPushButton[kind="pill"][tone="accent"] {{ background: {t.accent_soft}; border-color: {t.accent_soft}; color: {t.accent_text};
  font-weight: 600; }}
QPushButton[kind="pill"][tone="danger"] {{ background: {t.danger_soft}; border-color: {t.danger}; color: {t.danger_text};
  font-weight: 600; }}
"""


def _fields(t: Tokens, px: Pixels) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDateEdit {{ background: {t.surface}; border: 1px solid {t.border_strong};
  border-radius: {px(10)}px; padding: 0 {px(12)}px; min-height: {px(46)}px; selection-background-color: {t.primary};
  selection-color: {t.on_primary}; }}
QPlainTextEdit {{ padding: {px(8)}px {px(12)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus {{ border: 2px solid {t.primary}; padding: 0 {px(12) - 1}px; }}
QLineEdit[wrong="true"] {{ border: 2px solid {t.danger}; }}
QLineEdit:disabled {{ background: {t.subtle}; color: {t.muted}; border-color: {t.border}; }}
QLineEdit[kind="bare"] {{ background: transparent; border: 0; padding: 0; font-size: {px(17)}px; min-height: {px(44)}px; }}
QLineEdit[kind="amount"] {{ font-size: {px(28)}px; font-weight: 700; min-height: {px(56)}px; }}
QLineEdit[kind="cell"], QLineEdit[kind="cell"]:focus {{ border: 2px solid {t.primary}; min-height: 0; padding: 0 {px(8)}px; }}
QLineEdit[kind="cell"][wrong="true"] {{ border-color: {t.danger}; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: 0; padding: 0; min-height: {px(40)}px; background: transparent; }}
QFrame[kind="scan"] {{ background: {t.surface}; border: 2px solid {t.primary}; border-radius: {px(12)}px; }}
QFrame[kind="scan"][idle="true"] {{ border: 2px solid {t.border_strong}; }}
QComboBox::drop-down {{ border: 0; width: {px(44)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.border_strong}; outline: 0; }}
QComboBox QAbstractItemView::item {{ min-height: {px(44)}px; padding: 0 {px(12)}px; }}
QCheckBox, QRadioButton {{ spacing: {px(12)}px; min-height: {px(44)}px; background: transparent; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {px(24)}px; height: {px(24)}px; }}
"""


def _lists(t: Tokens, px: Pixels) -> str:
    return f"""
QAbstractItemView {{ background: transparent; border: 0; outline: 0; selection-background-color: {t.primary_soft};
  selection-color: {t.text}; }}
QTableView {{ background: {t.surface}; gridline-color: {t.border}; border: 1px solid {t.border}; border-radius: {px(12)}px; }}
QTableView::item, QListView[kind="rows"]::item {{ padding: 0 {px(12)}px; border-bottom: 1px solid {t.border}; }}
QTableView::item:selected, QListView[kind="rows"]::item:selected {{ background: {t.primary_soft}; color: {t.text}; }}
QHeaderView {{ background: transparent; }}
QHeaderView::section {{ background: {t.subtle}; color: {t.text2}; border: 0; border-bottom: 1px solid {t.border};
  padding: 0 {px(12)}px; min-height: {px(40)}px; font-size: {px(14)}px; font-weight: 500; }}
"""


def _bars(t: Tokens, px: Pixels) -> str:
    thick = px(12)
    return f"""
QScrollBar:vertical {{ background: transparent; width: {thick}px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: {thick}px; margin: 2px; }}
QScrollBar::handle {{ background: {t.border_strong}; border-radius: {(thick - 4) // 2}px; min-height: {px(44)}px; min-width: {px(44)}px; }}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; width: 0; height: 0; }}
QProgressBar {{ background: {t.sunken}; border: 0; border-radius: {px(6)}px; min-height: {px(12)}px; max-height: {px(12)}px; }}
QProgressBar::chunk {{ background: {t.primary}; border-radius: {px(6)}px; }}
QMenu {{ background: {t.surface}; border: 1px solid {t.border_strong}; padding: {px(6)}px; }}
QMenu::item {{ min-height: {px(40)}px; padding: 0 {px(16)}px; border-radius: {px(8)}px; }}
QMenu::item:selected {{ background: {t.primary_soft}; }}
"""
