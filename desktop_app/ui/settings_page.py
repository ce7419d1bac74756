"""The settings: one column of parts, each saved by itself; what cannot be saved is said."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.storage.store import Store
from desktop_app.ui.backups_flow import BackupsFlow
from desktop_app.ui.courier import Courier
from desktop_app.ui.fields import say
from desktop_app.ui.passphrase_part import PassphrasePart
from desktop_app.ui.pieces import COLUMN, Column, button, card, in_a_row, stacked, words
from desktop_app.ui.recovery_flow import RecoveryFlow
from desktop_app.ui.sealing_flow import SealingFlow
from desktop_app.ui.settings_parts import AppearancePart, CouncilPart, MePart
from desktop_app.ui.step import step
from desktop_app.ui.theme import set_role, text_scale
from desktop_app.ui.word_base_flow import WordBaseFlow

BETWEEN_PARTS = 40  # pixels


class SettingsPage(QWidget):
    """`kept` carries settings once they are stored; the window itself keeps size and scheme."""

    kept = Signal(dict)
    scheme_wanted = Signal(str)
    size_wanted = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk, courier: Courier, settings: Mapping[str, str]) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._unsaved: dict[str, str] = {}  # handed over, and not stored yet
        self._failed = False
        self._me = MePart(settings)
        self._council = CouncilPart(desk.council, settings.get("council", ""), desk.places.data)
        self._word_base = WordBaseFlow(desk, courier)
        self._sealing = SealingFlow(desk, courier, settings)
        self._passphrase = PassphrasePart()
        self._recovery = RecoveryFlow(desk, courier)
        self.backups = BackupsFlow(desk, courier, settings)  # a backup goes on without the page
        for flow in (self._word_base, self._sealing, self._recovery):
            flow.setParent(self)  # none is told of anything once the page is gone
        self._appearance = AppearancePart(settings.get("scheme", ""))
        self._screens = QStackedWidget()  # the settings, and the page with a new recovery key
        self._column = Column()
        self._inside = QWidget()  # of the foot: as wide as the column
        self._state = words("Name, role and appearance are saved by themselves.")
        self._discard = button("Leave without saving", self._leave_without)
        self._lay_out()
        self._me.changed.connect(self._take)
        self._council.changed.connect(self._take)
        self._passphrase.wanted.connect(self._change_passphrase)
        self._recovery.page_wanted.connect(self._show_key)
        self._recovery.left.connect(self._let_key_go)
        self._appearance.scheme_wanted.connect(self.scheme_wanted)
        self._appearance.size_wanted.connect(self.size_wanted)
        QShortcut(QKeySequence("Escape"), self, self._back)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _lay_out(self) -> None:
        parts = (
            self._me,
            self._council,
            self._word_base.part,
            self._sealing.part,
            self._passphrase,
            self._recovery.part,
            self.backups.part,
            self._appearance,
        )
        inside = QWidget()
        inside.setLayout(stacked(*parts, gap=BETWEEN_PARTS))
        inside.setMinimumHeight(1)  # else what wrapped sentences hint at: twice their height
        self._column.content.addWidget(inside)
        self._column.end()
        layout = stacked(self._column, self._foot(), gap=0)
        layout.setStretch(0, 1)
        parts_and_foot = QWidget()
        parts_and_foot.setLayout(layout)
        self._screens.addWidget(parts_and_foot)
        self.setLayout(stacked(self._screens, gap=0))

    def _foot(self) -> QFrame:
        """Always in sight: going back, and how it stands with what was changed."""
        self._discard.hide()
        lines = stacked(self._discard, in_a_row(button("Back  (Esc)", self.left.emit), self._state))
        lines.setContentsMargins(16, 0, 16, 0)
        self._inside.setLayout(lines)
        self._fit()
        return card(in_a_row(self._inside), "foot", 8)

    def _fit(self) -> None:
        self._inside.setMaximumWidth(round(COLUMN * text_scale(self)))

    def start(self, *, at_recovery: bool = False) -> None:
        """The caret in the name, or where a new recovery sheet is asked for."""
        self.refresh()
        if at_recovery:
            self._recovery.part.take_focus()
        else:
            self._me.start()

    @property
    def stands_in_the_way(self) -> str:
        """What is lost when the window is closed now; empty when nothing is."""
        return self._recovery.stands_in_the_way

    def _show_key(self, page: QWidget) -> None:
        self._screens.addWidget(page)
        self._screens.setCurrentWidget(page)

    def _let_key_go(self, page: QWidget) -> None:
        self._screens.removeWidget(page)
        page.deleteLater()

    def _back(self) -> None:
        if self._screens.currentIndex():
            self._recovery.leave()
        else:
            self.left.emit()

    def refresh(self) -> None:
        """What may have changed since: the Word file in use, certificates, backups, the sheet."""
        self._recovery.refresh()
        self._word_base.refresh()
        self.backups.refresh()
        self._sealing.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """A larger text must not push out of sight the button that asked for it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
            self._focus_moved(None, self._column.focusWidget())

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A box that refuses what was typed says so in sight."""
        if new and self._column.isAncestorOf(new):
            QTimer.singleShot(0, self, lambda: self._column.ensureWidgetVisible(new))  # laid out

    # saving

    @property
    def has_unsaved(self) -> bool:
        return bool(self._unsaved) or self._me.has_news

    def keep(self) -> None:
        """Hands over what still stands in a box, and again what could not be stored."""
        if not self._me.keep() and self._failed:
            self._hand_over()

    def _take(self, news: dict[str, str]) -> None:
        self._unsaved |= news
        self._hand_over()

    def _hand_over(self) -> None:
        self._failed = False
        news = dict(self._unsaved)

        def work(store: Store) -> None:
            for key, text in news.items():
                store.set_setting(key, text)

        asked = self._desk.ask(work)
        self._courier.watch(self, asked, lambda _: self._say_kept(news), self._say_trouble)

    def _say_kept(self, news: dict[str, str]) -> None:
        waiting = self._unsaved.items()
        self._unsaved = {key: text for key, text in waiting if news.get(key) != text}
        self._discard.hide()
        set_role(self._state, "")
        self._state.setText(f"Saved {self._desk.now():%H:%M}")
        self.kept.emit(news)
        if "my_name" in news:  # the certificate may be in another
            self._sealing.refresh()

    def _say_trouble(self, trouble: CannotProceed) -> None:
        self._failed = True
        self._discard.show()
        set_role(self._state, "alert")
        say(self._state, str(trouble))

    def _leave_without(self) -> None:
        self._unsaved.clear()
        self.left.emit()

    @step
    def _change_passphrase(self, current: str, new: str) -> None:
        self._courier.send(
            self,
            self._desk.change_passphrase(current, new),
            lambda _: self._passphrase.done(),
            lambda trouble: self._passphrase.say_trouble(str(trouble)),
        )
