"""The foot of a meeting: saved when, how long it has run, what is left, which keys."""

from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel

from desktop_app.ui.flow import Flow
from desktop_app.ui.theme import set_role

GAP = 24
_ALL_SAVED = "Everything is saved"


class StatusLine(QFrame):
    """Told by the page; tells nobody."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "foot")
        self._saved = QLabel(_ALL_SAVED)
        self._elapsed = QLabel("00:00 elapsed")
        self._to_do = QLabel()
        self._keys = QLabel("F9 add action    F8 questions alone    F1 guidance    Ctrl+/ keys")
        set_role(self._keys, "muted")
        flow = Flow(gap=GAP, bar=True)
        flow.setContentsMargins(16, 6, 16, 6)
        for label in (self._saved, self._elapsed, self._to_do, self._keys):
            flow.addWidget(label)
        self.setLayout(flow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The keys give way when they would cost a second line; Ctrl+/ still lists them."""
        shown = (self._saved, self._elapsed, self._to_do, self._keys)
        needed = sum(label.sizeHint().width() + GAP for label in shown) + GAP
        self._keys.setVisible(needed <= self.width())

    def show_saved(self, at: datetime | None) -> None:
        """Without a time where nothing has been typed yet."""
        self._say(f"Saved {at:%H:%M:%S}" if at else _ALL_SAVED, "good")

    def show_saving(self) -> None:
        self._say("Saving…", "muted")

    def show_not_saved(self) -> None:
        self._say("Not saved", "alert")

    def show_signed(self) -> None:
        self._say("Signed: this record can be read and exported, not changed", "good")

    def _say(self, text: str, role: str) -> None:
        set_role(self._saved, role)
        self._saved.setText(text)
        self._fit()

    def show_elapsed(self, milliseconds: int) -> None:
        minutes = milliseconds // 60_000
        self._elapsed.setText(f"{minutes // 60:02}:{minutes % 60:02} elapsed")

    def show_to_do(self, left: str, brought: int) -> None:
        """What is left, in words; `brought` are answers and tables that would print as not
        confirmed today."""
        said = f"Before signing: {left}" if left else "Ready to sign"
        self._to_do.setText(f"{said}, {brought} not confirmed" if brought else said)
        self._fit()
