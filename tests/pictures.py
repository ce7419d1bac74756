"""Pictures of every screen with the demonstration store, into pictures/: `make pictures`."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent / "journeys"))

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.services.demo import PASSPHRASE, make_demo
from desktop_app.storage.slots import Cost
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.theme import Theme
from desktop_app.ui.window import Window

CHEAP = Cost(memory=64, passes=1, lanes=1)
OUT = Path(__file__).parent.parent / "pictures"
LOOKS = {
    "100-light": (100, Qt.ColorScheme.Light),
    "150-light": (150, Qt.ColorScheme.Light),
    "200-light": (200, Qt.ColorScheme.Light),
    "100-dark": (100, Qt.ColorScheme.Dark),
    "200-dark": (200, Qt.ColorScheme.Dark),
}


def main() -> None:
    """Names of looks or of screens may be given to take only those."""
    app = QApplication([])
    wanted = sys.argv[1:]
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder) / "store")
        make_demo(places, date.today(), CHEAP)  # noqa: DTZ011 - the reader's own day
        for look, (percent, scheme) in LOOKS.items():
            take(app, places, look, Theme(percent, scheme), wanted)


def take(app: QApplication, places: Places, look: str, theme: Theme, wanted: list[str]) -> None:
    def shoot(widget: QWidget, name: str) -> None:
        settle(app)
        if not wanted or look in wanted or name in wanted:
            widget.grab().save(str(OUT / f"{name}-{look}.png"))

    theme.apply()
    with open_window(Places(places.data.parent / "nothing"), theme) as window:
        shoot(window, "first-run")
    with open_window(places, theme) as window:
        shoot(window, "unlock")
        walk(app, window, theme, shoot)


@contextmanager
def open_window(places: Places, theme: Theme) -> Iterator[Window]:
    desk = Desk(places, CHEAP)
    window = Window(desk, theme)
    window.resize(1366, 728)  # a laptop's screen less the task bar
    window.show()
    window.activateWindow()
    yield window
    window.close()
    desk.close()


def walk(
    app: QApplication, window: Window, theme: Theme, shoot: Callable[[QWidget, str], None]
) -> None:
    percent = theme.percent
    desk = window._desk
    desk.unlock(PASSPHRASE).result()
    desk.ask(lambda store: store.set_setting("text_size", str(percent))).result()
    desk.ask(lambda store: store.set_setting("open_meeting", "")).result()
    window._opened()
    settle(app)
    shoot(window, "meetings")
    screens = window._screens
    assert screens is not None
    screens.new_meeting()
    shoot(window, "new-meeting")
    screens.show_children()
    shoot(window, "children")
    lines = desk.ask(lambda store: store.meetings()).result()
    drafts = [line for line in lines if line.meeting.state == "draft"]
    signed = next(line for line in lines if line.meeting.state == "signed")
    screens.show_child(signed.child.id)
    shoot(window, "child")
    longest = max(
        drafts,
        key=lambda d: len(desk.ask(lambda store: store.record(d.meeting.id).answers).result()),
    )
    screens.open_meeting(longest.meeting.id)
    settle(app)
    meeting(window, shoot)
    screens.open_meeting(signed.meeting.id)
    settle(app)
    shoot(window, "word-file")
    flow(window).show_preview()
    shoot(window, "signed-minutes")
    window.show_keys()
    settle(app)
    shoot(app.activeWindow() or window, "keys")


def flow(window: Window) -> MeetingFlow:
    for _ in range(100):
        if shown := [one for one in window.findChildren(MeetingFlow) if one.isVisible()]:
            return shown[0]
        time.sleep(0.05)
        QApplication.processEvents()
    raise SystemExit("the meeting did not open")


def meeting(window: Window, shoot: Callable[[QWidget, str], None]) -> None:
    here = flow(window)
    for name, key in (
        ("child-details", "child_name"),
        ("attendance", "attendance"),
        ("background", "background"),
        ("carers", "carers"),
        ("options", "options"),
        ("actions", "actions"),
        ("situation", "circumstances"),
    ):
        here.page.go_to_question(key)
        shoot(window, name)
    here.show_check()
    shoot(window, "check")
    here._start_signing()
    shoot(window, "sign")
    here.show_preview()
    shoot(window, "draft-preview")
    here.show_page()
    here._say_not_saved("Not saved: the disk is full. Everything saved before is safe.")
    shoot(window, "not-saved")
    here._say_saved(datetime.now(UTC))


def settle(app: QApplication) -> None:
    """Long enough for the storage thread's answers to be on the screen.

    QTest.qWait would keep the interpreter's lock, and the storage thread waiting.
    """
    for _ in range(16):
        time.sleep(0.025)
        app.processEvents()


if __name__ == "__main__":
    main()
