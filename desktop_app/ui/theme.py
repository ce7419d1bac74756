"""The look: one palette for light and one for dark, two type sizes, an 8-pixel grid that scales."""

from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.paths import RESOURCES

BODY_POINTS = 11.0
SMALLEST, LARGEST, STEP = 100, 200, 10  # text size in percent
WAITING = "waiting"  # a property that the sheet knows
BY_SYSTEM = "system"
SCHEMES = {BY_SYSTEM: "As the system", "light": "Light", "dark": "Dark"}  # as a setting says it
FAMILIES = ["Segoe UI", "Inter", "Open Sans", "Noto Sans", "DejaVu Sans"]

_LIGHT = {
    "window": "#f6f4f0",
    "base": "#ffffff",
    "text": "#1d2226",
    "muted": "#565d63",
    "line": "#dcd8d0",
    "border": "#7d848a",
    "accent": "#1b5e68",
    "on_accent": "#ffffff",
    "wash": "#e3edee",
    "alert": "#a3281c",
    "on_alert": "#ffffff",
    "good": "#2d6a3a",
    "tick": "tick.svg",
}
_DARK = {
    "window": "#1b1e20",
    "base": "#25292c",
    "text": "#eceae6",
    "muted": "#aab0b4",
    "line": "#3a4044",
    "border": "#868e94",
    "accent": "#7cc3ce",
    "on_accent": "#0d2226",
    "wash": "#2a3a3e",
    "alert": "#ff9c8f",
    "on_alert": "#2b0a06",
    "good": "#8fd19e",
    "tick": "tick-dark.svg",
}

_SHEET = Template("""
QWidget { color: $text; }
QMainWindow, QWidget#page, QScrollArea, QScrollArea > QWidget > QWidget { background: $window; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="large"] { font-size: ${large}pt; }
QLabel[role="label"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="alert"] { color: $alert; }
QLabel[role="good"] { color: $good; font-weight: 600; }
QLineEdit, QPlainTextEdit, QComboBox, QTextBrowser {
    background: $base; color: $text; border: 1px solid $border; border-radius: ${r}px;
    padding: ${p3}px ${p6}px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QTextBrowser:focus {
    border: 2px solid $accent; padding: ${p2}px ${p5}px; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $window; border: 1px solid $line; }
QLineEdit:disabled { background: $window; }
QLineEdit:read-only:focus, QPlainTextEdit:read-only:focus { border: 2px solid $accent; }
QPushButton, QToolButton {
    background: $base; border: 1px solid $border; border-radius: ${r}px;
    padding: ${p4}px ${p12}px; min-height: ${p16}px; }
QPushButton, QRadioButton, QCheckBox { outline: none; }
QPushButton:hover, QToolButton:hover { background: $wash; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: ${p3}px ${p11}px; }
QPushButton:disabled, QPushButton[waiting="true"], QToolButton:disabled, QLineEdit:disabled {
    color: $muted; border-color: $line; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled, QPushButton[role="primary"][waiting="true"] {
    background: $line; color: $muted; border-color: $line; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[role="quiet"]:hover { background: $wash; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; }
QPushButton[role="quiet"]:disabled, QPushButton[role="quiet"][waiting="true"],
QRadioButton:disabled, QCheckBox:disabled { color: $muted; }
QRadioButton, QCheckBox { spacing: ${p6}px; padding: ${p4}px ${p6}px ${p4}px ${p4}px;
    border: 2px solid transparent; border-radius: ${r}px; }
QRadioButton::indicator, QCheckBox::indicator {
    width: ${p14}px; height: ${p14}px; background: $base; border: 1px solid $border; }
QRadioButton::indicator { border-radius: ${round}px; }
QCheckBox::indicator { border-radius: ${p3}px; }
QRadioButton::indicator:checked { border-color: $accent; background: qradialgradient(
    cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 $accent, stop: 0.55 $accent, stop: 0.62 $base, stop: 1 $base); }
QCheckBox::indicator:checked { border-color: $accent; background: $accent; image: url($tick); }
QRadioButton:focus, QCheckBox:focus { border-color: $accent; }
QFrame[role="card"] { background: $base; border: 1px solid $line; border-radius: ${r2}px; }
QFrame[role="rule"] { background: $line; border: none; }
QFrame[role="bar"] { background: $base; border: none; border-bottom: 1px solid $line; }
QFrame[role="foot"] { background: $base; border: none; border-top: 1px solid $line; }
QFrame[role="side"] { background: $window; border: none; border-left: 1px solid $line; }
QFrame[role="banner"] { background: $alert; border: none; }
QFrame[role="banner"] QLabel { color: $on_alert; font-weight: 600; }
QListWidget { background: transparent; border: 2px solid transparent; outline: none; }
QListWidget:focus { border-color: $accent; border-radius: ${r}px; }
QListWidget::item { padding: ${p2}px ${p8}px; border-radius: ${r}px;
    border: 2px solid transparent; }
QListWidget::item:selected { background: $wash; color: $text; }
QListWidget::item:selected:focus { border-color: $accent; }
QListView#completions { background: $base; border: 1px solid $border; }
QListView#completions::item { padding: ${p4}px ${p8}px; }
QListView#completions::item:selected { background: $accent; color: $on_accent; }
QScrollArea { border: none; }
QScrollArea[role="reading"] { border: 2px solid transparent; }
QScrollArea[role="reading"]:focus { border-color: $accent; }
QScrollBar:vertical { background: transparent; width: ${p12}px; margin: 0; }
QScrollBar::handle:vertical { background: $border; border-radius: ${p3}px; min-height: ${p24}px;
    margin: ${p2}px ${p3}px; }
QScrollBar::handle:vertical:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: none; height: 0; width: 0; }
QScrollBar:horizontal { background: transparent; height: ${p12}px; }
QScrollBar::handle:horizontal { background: $border; border-radius: ${p3}px; margin: ${p3}px; }
QToolTip { background: $base; color: $text; border: 1px solid $border; padding: ${p4}px; }
QMenu { background: $base; border: 1px solid $border; }
QMenu::item { padding: ${p4}px ${p16}px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QSplitter::handle { background: $line; }
""")


class Theme:
    """The text size in percent, and the sheet that follows from it and from light or dark.

    `scheme` goes before the system's: the chair may choose one, and pictures ask for both.
    """

    def __init__(self, percent: int = 100, scheme: Qt.ColorScheme | None = None) -> None:
        self.percent = percent
        self._scheme = scheme

    @property
    def scale(self) -> float:
        return self.percent / 100

    def px(self, pixels: int) -> int:
        """A length of the grid at this text size."""
        return round(pixels * self.scale)

    def resize(self, percent: int) -> None:
        self.percent = max(SMALLEST, min(LARGEST, percent))
        self.apply()

    def choose(self, scheme: str) -> None:
        """One of SCHEMES."""
        chosen = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._scheme = chosen.get(scheme)
        self.apply()

    def apply(self) -> None:
        """Sets palette, font and sheet; follows the system's light, dark, high contrast."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - Qt has one by now
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPointSizeF(BODY_POINTS * self.scale)
        app.setFont(font)
        colours = _colours(self._scheme)
        app.setPalette(_palette(colours))
        if app.styleSheet() != (sheet := self._sheet(colours)):  # which costs 35 ms
            app.setStyleSheet(sheet)

    def _sheet(self, colours: dict[str, str]) -> str:
        lengths = {f"p{n}": str(self.px(n)) for n in (2, 3, 4, 5, 6, 8, 11, 12, 14, 16, 24)}
        return _SHEET.substitute(
            {**colours, **lengths},
            round=(self.px(14) + 2) // 2,  # half of box and border: Qt squares what is more
            r=self.px(4),
            r2=self.px(6),
            tick=(RESOURCES / colours["tick"]).as_posix(),
            title=BODY_POINTS * self.scale * 1.45,
            large=BODY_POINTS * self.scale * 1.8,
        )


def _colours(scheme: Qt.ColorScheme | None) -> dict[str, str]:
    hints = QGuiApplication.styleHints()  # kept: PySide6 drops it while its child is read
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return _system_colours()
    dark = (scheme or hints.colorScheme()) == Qt.ColorScheme.Dark
    return _DARK if dark else _LIGHT


def _system_colours() -> dict[str, str]:
    """The high-contrast theme that the user chose, role by role."""
    palette = QGuiApplication.palette()
    role = QPalette.ColorRole
    ours = {
        "window": role.Window,
        "base": role.Base,
        "text": role.WindowText,
        "muted": role.WindowText,
        "line": role.WindowText,
        "border": role.WindowText,
        "accent": role.Highlight,
        "on_accent": role.HighlightedText,
        "wash": role.Button,
        "alert": role.WindowText,
        "on_alert": role.Window,
        "good": role.WindowText,
    }
    return {name: palette.color(one).name() for name, one in ours.items()} | {"tick": "tick.svg"}


def _palette(colours: dict[str, str]) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(colours["window"]))
    for ours, theirs in (
        ("window", [role.Window, role.Button]),
        ("base", [role.Base, role.ToolTipBase]),
        ("text", [role.WindowText, role.Text, role.ButtonText, role.ToolTipText]),
        ("wash", [role.AlternateBase]),
        ("muted", [role.PlaceholderText]),
        ("border", [role.Mid, role.Dark]),
        ("accent", [role.Highlight, role.Link, role.Accent]),
        ("on_accent", [role.HighlightedText]),
        ("alert", [role.BrightText]),
    ):
        for one in theirs:
            palette.setColor(one, QColor(colours[ours]))
    return palette


def text_scale(widget: QWidget) -> float:
    """How much larger than usual the chair reads: 1.0 to 2.0."""
    return widget.font().pointSizeF() / BODY_POINTS


def set_role(widget: QWidget, role: str) -> None:
    """Gives a widget its part in the sheet, also after it was first shown."""
    _set(widget, "role", role)


def set_waiting(widget: QWidget, *, waiting: bool) -> None:
    """Gives a button the look of one that cannot be pressed, for a while."""
    _set(widget, WAITING, waiting)


def _set(widget: QWidget, name: str, value: object) -> None:
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
