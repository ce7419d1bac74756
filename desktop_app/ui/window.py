"""The window: which screen is shown, the way between them, lock, text size, trouble said aloud."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.ui.courier import Courier
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, card, words
from desktop_app.ui.theme import STEP, Theme
from desktop_app.ui.unlock_page import UnlockPage

if TYPE_CHECKING:  # what these need loads while the chair types the passphrase
    from desktop_app.forms.model import Form
    from desktop_app.policy.profile import Profile
    from desktop_app.records.meeting import Child, MeetingLine, Record
    from desktop_app.storage.store import Store
    from desktop_app.ui.first_run import FirstRun
    from desktop_app.ui.meeting_flow import MeetingFlow

T = TypeVar("T")
IDLE, IDLE_IN_MEETING = 10 * 60_000, 20 * 60_000  # milliseconds until the window locks itself
SENTENCE_STAYS = 8_000  # milliseconds
ACTIVITY = (QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress)


class Window(QWidget):
    """Joins the screens; each gets plain data and says by signals what the chair wants."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._theme = theme
        self._courier = Courier()
        self._settings: dict[str, str] = {}
        self._flow: MeetingFlow | None = None
        self._unsaved = False
        self.setWindowTitle("Chairside")
        self.setObjectName("page")
        self._lay_out()
        self._keys()
        self._watch_idling()
        self.start()

    def _lay_out(self) -> None:
        self._banner_words = words("")
        self._banner = card(_only(self._banner_words), "alert", 8)
        self._banner.hide()
        self._sentence = words("")
        self._sentence_bar = card(_only(self._sentence), "bar", 8)
        self._sentence_bar.hide()
        self._sentence_timer = QTimer(self)
        self._sentence_timer.setSingleShot(True)
        self._sentence_timer.timeout.connect(self._sentence_bar.hide)
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._banner)
        self._bar = self._main_bar()
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._sentence_bar)

    def _main_bar(self) -> QWidget:
        bar = Flow()
        name = words("Chairside", "label")
        name.setWordWrap(False)
        bar.addWidget(name)
        bar.addWidget(button("Meetings", self.show_home, "quiet"))
        bar.addWidget(button("Children", self.show_children, "quiet"))
        bar.addWidget(button("Keys  (Ctrl+/)", self.show_keys, "quiet"))
        bar.addWidget(button("Lock  (Ctrl+L)", self.lock, "quiet"))
        return card(bar, "bar", 8)

    def _keys(self) -> None:
        for keys, act in {
            "Ctrl+L": self.lock,
            "Ctrl+N": self.new_meeting,
            "Ctrl+/": self.show_keys,
            "Ctrl++": lambda: self._resize(self._theme.percent + STEP),
            "Ctrl+=": lambda: self._resize(self._theme.percent + STEP),
            "Ctrl+-": lambda: self._resize(self._theme.percent - STEP),
            "Ctrl+0": lambda: self._resize(100),
        }.items():
            QShortcut(QKeySequence(keys), self, act)

    # asking the storage thread

    def _ask(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        self._courier.send(self._desk.ask(work), then, self._say_trouble)

    def _say_trouble(self, trouble: CannotProceed) -> None:
        self.say(str(trouble))

    def say(self, sentence: str) -> None:
        """Shows a sentence at the foot for a while, and tells screen readers."""
        from desktop_app.ui.announce import announce

        self._sentence.setText(sentence)
        self._sentence_bar.show()
        self._sentence_timer.start(SENTENCE_STAYS)
        announce(self._sentence, sentence)

    def _show(self, page: QWidget, *, bar: bool = True) -> None:
        """Only one screen is kept: what is left is let go, with everything it showed."""
        while old := self._stack.currentWidget():
            self._stack.removeWidget(old)
            old.deleteLater()
        self._bar.setVisible(bar)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    # unlocking and first run

    def start(self) -> None:
        """The unlock screen, or the first run where nothing is set up yet."""
        if self._desk.is_set_up:
            self._show_unlock()
        else:
            self._show_first_run()

    def _show_unlock(self) -> None:
        page = UnlockPage()
        page.unlock_wanted.connect(partial(self._unlock, page))
        page.recover_wanted.connect(partial(self._recover, page))
        self._show(page, bar=False)
        page.start()

    def _unlock(self, page: UnlockPage, passphrase: str) -> None:
        page.busy()
        self._courier.send(
            self._desk.unlock(passphrase),
            lambda _: self._opened(),
            lambda trouble: self._say_locked(page, trouble),
        )

    def _recover(self, page: UnlockPage, key: str, new: str) -> None:
        page.busy()
        self._courier.send(
            self._desk.recover(key, new),
            lambda _: self._opened(),
            lambda trouble: self._say_locked(page, trouble),
        )

    def _say_locked(self, page: UnlockPage, trouble: CannotProceed) -> None:
        page.say_trouble(str(trouble))
        if seconds := getattr(trouble, "seconds", 0):
            page.hold_back(seconds)

    def _show_first_run(self) -> None:
        from desktop_app.ui.first_run import FirstRun

        profiles = [(one.key, one.name) for one in self._desk.council.profiles.values()]
        page = FirstRun(profiles)
        page.wanted.connect(partial(self._set_up, page))
        page.finished.connect(self._opened)
        self._show(page, bar=False)
        page.start()

    def _set_up(self, page: FirstRun, wanted: dict[str, str]) -> None:
        passphrase = wanted.pop("passphrase")
        self._courier.send(
            self._desk.set_up(passphrase, wanted),
            page.show_recovery_key,
            lambda trouble: page.say_trouble(str(trouble)),
        )

    def _opened(self) -> None:
        self._ask(lambda store: store.settings(), self._begin)

    def _begin(self, settings: dict[str, str]) -> None:
        self._settings = settings
        self._theme.resize(int(settings.get("text_size", "100")))
        self._idle.restart()
        if resume := settings.get("open_meeting", ""):
            self.open_meeting(resume)
        else:
            self.show_home()

    # meetings and children

    def _names(self) -> dict[str, str]:
        return {key: form.name for key, form in self._desk.council.library.forms.items()}

    def _profile(self) -> Profile:
        return self._desk.council.profile(self._settings.get("council", ""))

    def _offered(self) -> list[Form]:
        return self._desk.council.offered(self._profile())

    def show_home(self) -> None:
        self._leaving_meeting(lambda: self._ask(lambda store: store.meetings(), self._show_home))

    def _show_home(self, lines: list[MeetingLine]) -> None:
        from desktop_app.ui.home_page import HomePage

        page = HomePage()
        page.meeting_chosen.connect(self.open_meeting)
        page.new_wanted.connect(self.new_meeting)
        page.child_chosen.connect(self.show_child)
        page.show_meetings(lines, self._names(), self._desk.council.mistakes)
        self._show(page)
        page.start()

    def new_meeting(self) -> None:
        if self._settings:
            self._leaving_meeting(
                lambda: self._ask(lambda store: store.children(), self._show_new_meeting)
            )

    def _show_new_meeting(self, children: list[Child]) -> None:
        from desktop_app.ui.new_meeting import NewMeeting

        page = NewMeeting()
        try:
            offered = [(form.key, form.name) for form in self._offered()]
        except CannotProceed as trouble:
            self._say_trouble(trouble)
            return
        page.wanted.connect(self._start_meeting)
        page.left.connect(self.show_home)
        self._show(page)
        page.offer(children, offered)

    def _start_meeting(self, form_key: str, child_id: str, name: str, number: str) -> None:
        from desktop_app.services.meetings import child_to_meet, start_meeting

        form = self._desk.council.form(form_key, self._profile())
        settings = self._settings

        def work(store: Store) -> str:
            child = child_to_meet(store, child_id, name, number)
            return start_meeting(store, form, child, settings).id

        self._ask(work, self.open_meeting)

    def open_meeting(self, meeting_id: str) -> None:
        def work(store: Store) -> Record:
            store.set_setting("open_meeting", meeting_id)
            return store.record(meeting_id)

        self._ask(work, self._show_meeting)

    def _show_meeting(self, record: Record) -> None:
        from desktop_app.ui.meeting_flow import MeetingFlow

        try:
            flow = MeetingFlow(self._desk, self._courier, record, self._settings)
        except CannotProceed as trouble:
            self._say_trouble(trouble)
            return
        flow.left.connect(self.show_home)
        flow.told.connect(self.say)
        flow.signed.connect(self.open_meeting)
        flow.saved.connect(lambda: self._show_banner(""))
        flow.not_saved.connect(self._show_banner)
        self._show(flow, bar=False)
        self._flow = flow
        flow.page.go_to_question(record.meeting.place)

    def show_children(self) -> None:
        self._ask(lambda store: store.children(), self._show_children)

    def _show_children(self, children: list[Child]) -> None:
        from desktop_app.ui.children_page import ChildrenPage

        page = ChildrenPage()
        page.show_children(children)
        page.child_chosen.connect(self.show_child)
        page.new_wanted.connect(lambda: self.show_child(""))
        self._show(page)
        page.start()

    def show_child(self, child_id: str) -> None:
        def work(store: Store) -> tuple[Child | None, list[MeetingLine]]:
            lines = [line for line in store.meetings() if line.child.id == child_id]
            return next((c for c in store.children() if c.id == child_id), None), lines

        self._ask(work, lambda found: self._show_child(*found))

    def _show_child(self, child: Child | None, lines: list[MeetingLine]) -> None:
        from desktop_app.ui.child_page import ChildPage

        page = ChildPage(self._desk.council.library)
        page.show_child(child, lines, self._names())
        page.saved.connect(self._keep_child)
        page.meeting_wanted.connect(self._start_for)
        page.meeting_chosen.connect(self.open_meeting)
        page.left.connect(self.show_children)
        self._show(page)

    def _keep_child(self, child: Child) -> None:
        self._ask(lambda store: store.save_child(child), self._kept)

    def _kept(self, _: None) -> None:
        self.say("The child's details are saved.")

    def _start_for(self, child_id: str) -> None:
        offered = self._offered()
        if len(offered) == 1:
            self._start_meeting(offered[0].key, child_id, "", "")
        else:
            self.new_meeting()

    # leaving, locking, closing

    def _leaving_meeting(self, then: Callable[[], object]) -> None:
        """Saves what is typed before anything else is shown."""
        if self._flow:
            self._flow.flush(lambda: self._left_meeting(then))
        else:
            then()

    def _left_meeting(self, then: Callable[[], object]) -> None:
        self._flow = None
        self._ask(lambda store: store.set_setting("open_meeting", ""), lambda _: then())

    def lock(self) -> None:
        """Saves, closes the store, and lets go of everything that was shown."""
        if not self._settings:
            return
        if self._flow:
            self._flow.flush(self._lock_now)
        else:
            self._lock_now()

    def _lock_now(self) -> None:
        self._flow = None
        self._settings = {}
        self._courier.send(self._desk.lock(), lambda _: self._show_unlock(), self._say_trouble)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closes when everything is saved; if that cannot be, only after being asked."""
        if self._flow is None or (self._unsaved and self._may_lose()):
            event.accept()
            return
        event.ignore()
        self._flow.flush(self._close_now)

    def _close_now(self) -> None:
        self._flow = None
        self.close()

    def _may_lose(self) -> bool:
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setText("What you typed last is not saved.")
        question.setInformativeText(self._banner_words.text())
        stay = question.addButton("Keep Chairside open", QMessageBox.ButtonRole.RejectRole)
        lose = question.addButton("Close and lose it", QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(stay)
        question.exec()
        return question.clickedButton() is lose

    def _watch_idling(self) -> None:
        self._idle = QElapsedTimer()
        self._idle.start()
        self._idle_timer = QTimer(self)
        self._idle_timer.timeout.connect(self._lock_if_idle)
        self._idle_timer.start(15_000)
        app = QApplication.instance()
        if app:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in ACTIVITY:
            self._idle.restart()
        return super().eventFilter(watched, event)

    def _lock_if_idle(self) -> None:
        if self._idle.elapsed() > (IDLE_IN_MEETING if self._flow else IDLE):
            self.lock()

    def _show_banner(self, sentence: str) -> None:
        from desktop_app.ui.announce import announce

        self._unsaved = bool(sentence)
        if sentence and sentence != self._banner_words.text():
            announce(self._banner, sentence)
        more = " What you typed stays on the screen; Chairside keeps trying." if sentence else ""
        self._banner_words.setText(sentence + more)
        self._banner.setVisible(bool(sentence))

    def _resize(self, percent: int) -> None:
        self._theme.resize(percent)
        if self._settings:
            size = str(self._theme.percent)
            self._ask(lambda store: store.set_setting("text_size", size), _drop)

    def show_keys(self) -> None:
        from desktop_app.ui.keys_help import KeysHelp

        KeysHelp(self).show()


def _only(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.addWidget(widget)
    return layout


def _drop(_: object) -> None:
    """For work whose answer nobody waits for."""
