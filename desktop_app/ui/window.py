"""The window: one screen at a time, trouble said aloud, lock, text size, and closing safely."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.ui.announce import announce
from desktop_app.ui.courier import Courier
from desktop_app.ui.dropped_files import files_in, take
from desktop_app.ui.entrance import Entrance
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, card, stacked, words
from desktop_app.ui.theme import STEP, Theme

if TYPE_CHECKING:  # what it needs loads while the chair types the passphrase
    from desktop_app.ui.screens import Screens

IDLE, IDLE_IN_MEETING = 10 * 60_000, 20 * 60_000  # milliseconds until the window locks itself
LOOK_EVERY = 15_000  # milliseconds
SENTENCE_STAYS = 8_000  # milliseconds
USUAL_SIZE = QSize(1180, 700)
SMALL_SCREEN = QSize(1400, 800)  # smaller ones are filled
ACTIVITY = (QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress)


class Window(QWidget):
    """`Screens` exists while the store is open; locking lets it go, with all it showed."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._theme = theme
        self._courier, self._to_screens = Courier(), Courier()
        self._entrance = Entrance(desk, self._courier)
        self._screens: Screens | None = None
        self._unsaved = False
        self.setWindowTitle("Chairside")
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._lay_out()
        self._keys()
        self._watch_idling()
        self._entrance.page_wanted.connect(self._show)
        self._entrance.opened.connect(self._opened)
        self._entrance.show()

    def fit(self, screen: QSize) -> None:
        """A usual size, or all of a small screen: what is off the screen cannot be read."""
        self.resize(USUAL_SIZE)
        if screen.width() < SMALL_SCREEN.width() or screen.height() < SMALL_SCREEN.height():
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def say_fault(
        self, kind: type[BaseException], _fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Our own mistake: where it lies goes to standard error, without a word of the minutes."""
        from traceback import extract_tb

        place = extract_tb(trace)[-1] if trace else None
        where = f"{Path(place.filename).name}:{place.lineno}" if place else "unknown"
        sys.stderr.write(f"Chairside: {kind.__name__} at {where}\n")
        self.say(
            "Chairside made a mistake and could not do that. What you typed is being saved as "
            f"before. Please tell IT: {kind.__name__} at {where}."
        )

    def _lay_out(self) -> None:
        self._banner_words = words("")
        self._banner = card(stacked(self._banner_words), "banner", 8)
        self._banner.hide()
        self._sentence = words("")
        self._sentence_bar = card(stacked(self._sentence), "bar", 8)
        self._sentence_bar.hide()
        self._sentence_timer = QTimer(self)
        self._sentence_timer.setSingleShot(True)
        self._sentence_timer.timeout.connect(self._sentence_bar.hide)
        self._stack = QStackedWidget()
        self._bar = self._main_bar()
        parts = (self._banner, self._bar, self._stack, self._sentence_bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in parts:
            layout.addWidget(part)
        layout.setStretchFactor(self._stack, 1)

    def _main_bar(self) -> QWidget:
        bar = Flow(bar=True)
        name = words("Chairside", "label")
        name.setWordWrap(False)
        bar.addWidget(name)
        bar.addWidget(button("Meetings", self._to_meetings, "quiet"))
        bar.addWidget(button("Children", self._to_children, "quiet"))
        bar.addWidget(button("Settings  (Ctrl+,)", self._to_settings, "quiet"))
        bar.addWidget(button("Keys  (Ctrl+/)", self.show_keys, "quiet"))
        bar.addWidget(button("Lock  (Ctrl+L)", self.lock, "quiet"))
        return card(bar, "bar", 8)

    def _keys(self) -> None:
        for keys, act in {
            "Ctrl+L": self.lock,
            "Ctrl+N": self._new_meeting,
            "Ctrl+M": self._to_meetings,
            "Ctrl+,": self._to_settings,
            "Ctrl+/": self.show_keys,
            "Ctrl++": lambda: self._resize(self._theme.percent + STEP),
            "Ctrl+=": lambda: self._resize(self._theme.percent + STEP),
            "Ctrl+-": lambda: self._resize(self._theme.percent - STEP),
            "Ctrl+0": lambda: self._resize(100),
        }.items():
            QShortcut(QKeySequence(keys), self, act)

    def _show(self, page: QWidget) -> None:
        """Only one screen is kept: what is left is let go, with everything it showed."""
        while old := self._stack.currentWidget():
            self._stack.removeWidget(old)
            old.deleteLater()
        self._bar.setVisible(self._screens is not None and not self._screens.in_meeting)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _cover(self, page: QWidget) -> None:
        """Over the screen, which is kept beneath with its caret."""
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _uncover(self, page: QWidget) -> None:
        self._stack.setCurrentIndex(0)  # first: the focus then goes back to where it was
        self._stack.removeWidget(page)
        page.deleteLater()

    def say(self, sentence: str) -> None:
        """Shows a sentence at the foot for a while, and tells screen readers."""
        self._sentence.setText(sentence)
        self._sentence_bar.show()
        self._sentence_timer.start(SENTENCE_STAYS)
        announce(self._sentence, sentence)

    def _say_trouble(self, trouble: CannotProceed) -> None:
        self.say(str(trouble))

    # while the store is open

    def _opened(self) -> None:
        future = self._desk.ask(lambda store: store.settings())
        self._courier.send(self, future, self._begin, self._say_trouble)

    def _begin(self, settings: dict[str, str]) -> None:
        from desktop_app.ui.screens import Screens

        self._theme.resize(int(settings.get("text_size", "100")))
        if scheme := settings.get("scheme"):
            self._theme.choose(scheme)
        self._idle.restart()
        if handle := self.windowHandle():  # one event a key; at the application it sees thousands
            handle.installEventFilter(self)
        self._to_screens = Courier()
        self._screens = Screens(self._desk, self._to_screens, settings)
        self._screens.page_wanted.connect(self._show)
        self._screens.cover_wanted.connect(self._cover)
        self._screens.uncovered.connect(self._uncover)
        self._screens.told.connect(self.say)
        self._screens.banner.connect(self._show_banner)
        self._screens.size_wanted.connect(self._resize)
        self._screens.scheme_wanted.connect(self._choose_scheme)
        self._screens.restore_wanted.connect(lambda: self._lock_for(self._entrance.show_restore))
        self._screens.begin()

    def _to_meetings(self) -> None:
        if self._screens:
            self._screens.show_home()

    def _to_children(self) -> None:
        if self._screens:
            self._screens.child_screens.show_all()

    def _to_settings(self) -> None:
        if self._screens:
            self._screens.show_settings()

    def _new_meeting(self) -> None:
        if self._screens:
            self._screens.new_meeting()

    def show_keys(self) -> None:
        from desktop_app.ui.keys_help import KeysHelp

        KeysHelp(self).show()

    def _resize(self, percent: int) -> None:
        self._theme.resize(percent)
        if self._screens:
            self._keep_setting("text_size", str(self._theme.percent))

    def _choose_scheme(self, scheme: str) -> None:
        self._theme.choose(scheme)
        self._keep_setting("scheme", scheme)

    def _keep_setting(self, key: str, value: str) -> None:
        future = self._desk.ask(lambda store: store.set_setting(key, value))
        self._courier.send(self, future, lambda _: None, self._say_trouble)

    def _show_banner(self, sentence: str) -> None:
        """The standing banner; an empty sentence takes it away."""
        self._unsaved = bool(sentence)
        more = " What you typed stays on the screen; Chairside keeps trying."
        said = sentence + more if sentence else ""
        if said and said != self._banner_words.text():
            announce(self._banner, said)
        self._banner_words.setText(said)
        self._banner.setVisible(bool(said))

    # files dropped; text boxes keep what is dropped on them

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._screens and files_in(event.mimeData()):
            take(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if self._screens and (files := files_in(event.mimeData())):
            take(event)
            self._screens.check_files(files)

    # locking and closing

    def lock(self) -> None:
        self._lock_for(self._entrance.show)

    def _lock_for(self, then: Callable[[], object]) -> None:
        """Saves, closes the store, and lets go of everything that was shown."""
        if self._unsaved:
            self.say("Not locked: what you typed is not saved yet, and stands only here.")
        elif self._screens:
            self._screens.leaving(lambda: self._lock_now(then))

    def _lock_now(self, then: Callable[[], object]) -> None:
        self._let_go()
        self._courier.send(self, self._desk.lock(), lambda _: then(), self._say_trouble)

    def _watch_idling(self) -> None:
        self._idle = QElapsedTimer()
        self._idle.start()
        timer = QTimer(self)
        timer.timeout.connect(self._lock_if_idle)
        timer.start(LOOK_EVERY)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys and mouse as they reach the window, whatever in it takes them."""
        if event.type() in ACTIVITY:
            self._idle.restart()
        return super().eventFilter(watched, event)

    def _lock_if_idle(self) -> None:
        in_meeting = self._screens is not None and self._screens.in_meeting
        if self._idle.elapsed() > (IDLE_IN_MEETING if in_meeting else IDLE):
            self.lock()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closes when everything is saved; if that cannot be, only after being asked."""
        if self._screens is None or (self._unsaved and self._may_lose()):
            event.accept()
            return
        event.ignore()
        self._screens.leaving(self._close_now)

    def _let_go(self) -> None:
        """An answer still on its way must not bring a screen back."""
        if self._screens:
            self._to_screens.close()
            self._screens.page_wanted.disconnect(self._show)
            self._screens = None

    def _close_now(self) -> None:
        self._let_go()
        QTimer.singleShot(0, self.close)  # not from within the first: Qt would ignore it

    def _may_lose(self) -> bool:
        from PySide6.QtWidgets import QMessageBox

        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setText("What you typed last is not saved.")
        question.setInformativeText(self._banner_words.text())
        stay = question.addButton("Keep Chairside open", QMessageBox.ButtonRole.RejectRole)
        lose = question.addButton("Close and lose it", QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(stay)
        question.exec()
        return question.clickedButton() is lose
