"""The window: one screen at a time, trouble said aloud, lock, text size, and closing safely."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QSessionManager,
    QShortcut,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed, Mistake, place_of
from desktop_app.records.numbers import whole_number
from desktop_app.ui.closing import may_close
from desktop_app.ui.courier import Courier
from desktop_app.ui.dropped_files import files_in, take
from desktop_app.ui.entrance import Entrance
from desktop_app.ui.file_dialogs import forget_folder
from desktop_app.ui.flow import Flow
from desktop_app.ui.idle import Idleness, longest
from desktop_app.ui.layers import Layers
from desktop_app.ui.notices import Banner, Foot
from desktop_app.ui.pieces import button, card, words
from desktop_app.ui.theme import STEP, Theme

if TYPE_CHECKING:  # what it needs loads while the chair types the passphrase
    from desktop_app.ui.screens import Screens
    from desktop_app.ui.unlock_page import UnlockPage

LOCK_AGAIN = 2_000  # milliseconds, while words cannot be saved
USUAL_SIZE = QSize(1180, 700)
SMALL_SCREEN = QSize(1400, 800)  # smaller ones are filled
_NOT_SAVED = "What you typed last is not saved."
_IN_SIGHT = "What you typed stays on the screen; Chairside keeps trying."
_HIDDEN = (
    "What you typed is kept behind this page; Chairside keeps trying. Do not switch the laptop off."
)


class Window(QWidget):
    """`Screens` exists while the store is open; locking lets it go, with all it showed.

    While words cannot be saved, locking covers the screens and keeps them.
    """

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._theme = theme
        self._courier, self._to_screens = Courier(), Courier()
        self._entrance = Entrance(desk, self._courier)
        self._screens: Screens | None = None
        self._covered: UnlockPage | None = None  # what lies in front of open screens
        self._closes_once_locked = False
        self._locking = QTimer(self)
        self._locking.timeout.connect(self._lock_once_saved)
        self.setWindowTitle("Chairside")
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._lay_out()
        self._keys()
        self.idle = Idleness(lambda: longest(in_meeting=self._in_meeting), monotonic)
        self.idle.passed.connect(self.lock)
        self._entrance.page_wanted.connect(self._show)
        self._entrance.opened.connect(self._opened)
        self._entrance.uncovered.connect(self._uncover_all)
        self._entrance.show()

    def fit(self, screen: QSize) -> None:
        """A usual size, or all of a small screen: what is off the screen cannot be read."""
        self.resize(USUAL_SIZE)
        if screen.width() < SMALL_SCREEN.width() or screen.height() < SMALL_SCREEN.height():
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def say_fault(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Our own mistake: told without a word of the minutes, and kept in the log."""
        from desktop_app import log

        fault = fault.with_traceback(trace)
        log.note(fault)
        mistake = Mistake(fault)
        if sys.stderr is not None:  # a program without a console has none
            sys.stderr.write(f"Chairside: {kind.__name__} at {place_of(fault)}\n")
        self.say(" ".join((mistake.happened, self._how_saved(), mistake.do)))

    def _how_saved(self) -> str:
        """No more than is known."""
        if self._screens is None or self._screens.is_saved:
            return "Everything you typed is saved."
        return "What you typed last is not saved yet; it is kept, and Chairside keeps trying."

    def _lay_out(self) -> None:
        self.banner, self.foot = Banner(), Foot()
        self._layers = Layers()
        self._bar = self._main_bar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.banner, self._bar, self._layers, self.foot):
            layout.addWidget(part)
        layout.setStretchFactor(self._layers, 1)

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
        self._bar.setVisible(self._shows_bar)
        self._layers.show_alone(page)

    @property
    def _in_meeting(self) -> bool:
        return self._screens is not None and self._screens.in_meeting

    @property
    def _shows_bar(self) -> bool:
        return self._open_screens is not None and not self._in_meeting

    @property
    def _open_screens(self) -> Screens | None:
        """None also while they are covered: no key or file reaches them then."""
        return None if self._covered else self._screens

    def say(self, sentence: str) -> None:
        """At the foot, for a while; not when locked: it may be about what is covered."""
        if not self._covered:
            self.foot.say(sentence)

    def _say_trouble(self, trouble: CannotProceed) -> None:
        self.say(str(trouble))

    # while the store is open

    def _opened(self) -> None:
        future = self._desk.ask(lambda store: store.settings())
        self._courier.send(self, future, self._begin, self._close_again)

    def _close_again(self, trouble: CannotProceed) -> None:
        """The store was opened, but nothing can be shown of it: the way in comes back."""
        self._let_go()
        locked = self._desk.lock()
        self._courier.send(
            self, locked, lambda _: self._entrance.show_again(trouble), self._say_trouble
        )

    def _begin(self, settings: dict[str, str]) -> None:
        try:
            self._begin_screens(settings)
        except BaseException as fault:
            self._close_again(Mistake(fault))
            raise

    def _begin_screens(self, settings: dict[str, str]) -> None:
        from desktop_app.ui.screens import Screens

        self._theme.resize(whole_number(settings.get("text_size", "")) or 100)
        if scheme := settings.get("scheme"):
            self._theme.choose(scheme)
        self.idle.restart()
        self._to_screens = Courier()
        self._screens = Screens(self._desk, self._to_screens, settings)
        self._screens.page_wanted.connect(self._show)
        self._screens.cover_wanted.connect(self._layers.cover)
        self._screens.uncovered.connect(self._layers.uncover)
        self._screens.told.connect(self.say)
        self._screens.saving_moved.connect(self._show_banner)
        self._screens.size_wanted.connect(self._resize)
        self._screens.scheme_wanted.connect(self._choose_scheme)
        self._screens.restore_wanted.connect(self._restore)
        self._screens.begin()

    def _to_meetings(self) -> None:
        if screens := self._open_screens:
            screens.show_home()

    def _to_children(self) -> None:
        if screens := self._open_screens:
            screens.child_screens.show_all()

    def _to_settings(self) -> None:
        if screens := self._open_screens:
            screens.show_settings()

    def _new_meeting(self) -> None:
        if screens := self._open_screens:
            screens.new_meeting()

    def show_keys(self) -> None:
        from desktop_app.ui.keys_help import KeysHelp

        KeysHelp(self).show()

    def _resize(self, percent: int) -> None:
        self._theme.resize(percent)
        if self._open_screens:
            self._keep_setting("text_size", str(self._theme.percent))

    def _choose_scheme(self, scheme: str) -> None:
        self._theme.choose(scheme)
        self._keep_setting("scheme", scheme)

    def _keep_setting(self, key: str, value: str) -> None:
        future = self._desk.ask(lambda store: store.set_setting(key, value))
        self._courier.watch(self, future, lambda _: None, self._say_trouble)

    def _show_banner(self) -> None:
        """Stands as long as words cannot be saved."""
        trouble = self._screens.trouble if self._screens else ""
        self.banner.say(f"{trouble} {_HIDDEN if self._covered else _IN_SIGHT}" if trouble else "")

    # files dropped; text boxes keep what is dropped on them

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._open_screens and files_in(event.mimeData()):
            take(event)

    def dropEvent(self, event: QDropEvent) -> None:
        screens = self._open_screens
        if screens and (files := files_in(event.mimeData())):
            take(event)
            screens.check_files(files)

    # locking and closing

    def lock(self) -> None:
        """At once nothing can be read; the store is closed as soon as every word is in it."""
        if not self._open_screens:
            return
        for other in self.findChildren(QWidget):
            if other.isWindow():  # dialogs, lists, guidance
                other.close()
        self._bar.hide()
        self.foot.clear()
        self._covered = self._entrance.cover()
        self._layers.lock(self._covered)
        forget_folder(self)
        self._covered.start()
        self._show_banner()
        self._lock_once_saved()
        self._locking.start(LOCK_AGAIN)

    def _lock_once_saved(self) -> None:
        if self._screens and self._covered:
            self._screens.leaving(self._lock_now)

    def _lock_now(self) -> None:
        """What lies in front stays, with what is typed in it by now."""
        if self._covered is None:
            return  # the passphrase was typed meanwhile
        self._covered = None
        self._let_go()
        self._layers.keep_lock_alone()
        self._entrance.end_cover()
        self._courier.watch(self, self._desk.lock(), lambda _: None, self._say_trouble)
        if self._closes_once_locked:
            QTimer.singleShot(0, self.close)

    def _uncover_all(self) -> None:
        """The passphrase was typed before all was saved: everything is as it was left."""
        self._covered, self._closes_once_locked = None, False
        self._locking.stop()
        self._entrance.end_cover()
        self._layers.unlock()
        self._bar.setVisible(self._shows_bar)
        self.idle.restart()
        self._show_banner()

    def _restore(self) -> None:
        """Saves, closes the store, and goes on to putting a backup back."""
        if self._screens:
            self._screens.leaving(self._leave_for_restore)

    def _leave_for_restore(self) -> None:
        self._let_go()
        locked = self._desk.lock()
        self._courier.send(self, locked, lambda _: self._entrance.show_restore(), self._say_trouble)

    @property
    def _stands_in_the_way(self) -> str:
        screens = self._screens
        return self._entrance.stands_in_the_way or (screens.stands_in_the_way if screens else "")

    def session_ends(self, session: QSessionManager) -> None:
        """The system asks before it ends everything: answered as closing the window is."""
        lost = self._stands_in_the_way
        if lost and session.allowsInteraction():
            if not may_close(self, lost):
                session.cancel()
            session.release()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closes when everything is saved; if that cannot be, only after being asked."""
        if (lost := self._stands_in_the_way) and not may_close(self, lost):
            event.ignore()
        elif self._screens is None:
            event.accept()
        elif not self._screens.trouble:
            event.ignore()
            self._closes_once_locked = self._covered is not None  # it is being left already
            if not self._covered:
                self._screens.leaving(self._close_now)
        elif may_close(self, f"{_NOT_SAVED} {self.banner.text}", "Close and lose it"):
            self._let_go()
            event.accept()
        else:
            event.ignore()

    def _let_go(self) -> None:
        """An answer still on its way must not bring a screen back."""
        self._locking.stop()
        if self._screens:
            self._to_screens.close()
            self._screens.page_wanted.disconnect(self._show)
            self._screens = None
        self._show_banner()

    def _close_now(self) -> None:
        self._let_go()
        QTimer.singleShot(0, self.close)  # not from within the first: Qt would ignore it
