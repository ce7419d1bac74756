"""Pictures of every screen with the demonstration store, into pictures/: `make pictures`."""

import os
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent / "journeys"))
sys.path.insert(0, str(Path(__file__).parent / "minutes"))
sys.path.insert(0, str(Path(__file__).parent / "storage"))
sys.path.insert(0, str(Path(__file__).parent / "ui"))

from base_examples import with_letterhead
from pictures_after import after_the_meeting
from pictures_backups import all_about_backups
from pictures_from_file import from_files
from pictures_numbers import shared_numbers
from pictures_window import CHEAP, Shoot, flow, open_window, settle, unlock, until
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QScrollArea, QWidget
from seal_examples import council, countersigned, minutes, sealed
from tampered import CASES
from test_bad_luck_at_the_desk import no_file_longer_than
from word_packages import altered

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.services.demo import PASSPHRASE, make_demo
from desktop_app.services.sealing import make_own
from desktop_app.services.trust import trust
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.settings_page import SettingsPage
from desktop_app.ui.sign_page import SignPage
from desktop_app.ui.theme import Theme
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.verify_page import VerifyPage
from desktop_app.ui.window import Window

RESEALED = "a word, and sealed by a stranger of the chair's name"
OUT = Path(__file__).parent.parent / "pictures"
LOOKS = {
    "100-light": (100, Qt.ColorScheme.Light),
    "150-light": (150, Qt.ColorScheme.Light),
    "200-light": (200, Qt.ColorScheme.Light),
    "100-dark": (100, Qt.ColorScheme.Dark),
    "200-dark": (200, Qt.ColorScheme.Dark),
}


def main() -> None:
    """Names of looks, or how names of screens begin, may be given to take only those."""
    app = QApplication([])
    wanted = sys.argv[1:]
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder) / "store")
        make_demo(places, date.today(), CHEAP)  # noqa: DTZ011 - the reader's own day
        set_up_sealing(places)
        looks = [look for look in LOOKS if look in wanted] or LOOKS
        for look in looks:
            percent, scheme = LOOKS[look]
            take(app, places, look, Theme(percent, scheme), wanted)


def set_up_sealing(places: Places) -> None:
    """A certificate that soon ends, one that is trusted, and a council's own letterhead."""
    places.word_base.parent.mkdir()
    places.word_base.write_bytes(with_letterhead())
    made = datetime.now(UTC) - timedelta(days=3 * 365 - 40)
    desk = Desk(places, CHEAP)
    desk.unlock(PASSPHRASE).result()
    desk.ask(lambda store: make_own(store, "Helen Pretend", "Example Council", made)).result()
    desk.ask(lambda store: trust(store, council().certificate)).result()
    desk.close()


def take(app: QApplication, places: Places, look: str, theme: Theme, wanted: list[str]) -> None:
    def shoot(widget: QWidget, name: str) -> None:
        settle(app)
        begins = any(name.startswith(one) for one in wanted)
        if not wanted or look in wanted or begins:
            widget.grab().save(str(OUT / f"{name}-{look}.png"))

    theme.apply()
    with open_window(Places(places.data.parent / "nothing"), theme) as window:
        shoot(window, "first-run")
    with open_window(places, theme) as window:
        shoot(window, "unlock")
        walk(app, window, theme, shoot)
    after_the_meeting(places, theme, shoot)
    from_files(places, theme, shoot)
    all_about_backups(places, theme, shoot)
    shared_numbers(theme, shoot)


def walk(app: QApplication, window: Window, theme: Theme, shoot: Shoot) -> None:
    unlock(window, theme.percent)
    desk = window._desk
    shoot(window, "meetings")
    screens = window._screens
    assert screens is not None
    screens.new_meeting()
    shoot(window, "new-meeting")
    screens.child_screens.show_all()
    shoot(window, "children")
    lines = desk.ask(lambda store: store.meetings()).result()
    drafts = [line for line in lines if line.meeting.state == "draft"]
    signed = next(line for line in lines if line.meeting.state == "signed")
    screens.child_screens.show_one(signed.child.id)
    shoot(window, "child")
    screens.show_settings()
    settle(app)
    settings(window, shoot)
    signed_files(window, shoot)
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


def settings(window: Window, shoot: Shoot) -> None:
    """From the top, then the parts that come below."""
    shoot(window, "settings")
    [page] = window.findChildren(SettingsPage)
    bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
    for place in range(1, 6):
        bar.setValue(bar.maximum() * place // 5)
        shoot(window, f"settings-{place}")


def signed_files(window: Window, shoot: Shoot) -> None:
    """One of each kind, from the top to the end; then the step of trusting a signer."""
    screens = window._screens
    assert screens is not None
    folder = window._desk.places.data.parent
    files = {
        "PPM-4F7KQ2_signed.docx": sealed(),
        "PPM-4F7KQ2_countersigned.docx": countersigned(),
        "PPM-4F7KQ2_changed.docx": altered(sealed(), "word/document.xml", b"Robin", b"Rubin"),
        "PPM-4F7KQ2_resealed.docx": CASES[RESEALED].make(),
        "PPM-4F7KQ2_another.docx": CASES["signed in another's name"].make(),
        "PPM-4F7KQ2_visible.docx": minutes(),
        "PPM-4F7KQ2_draft.docx": CASES["a draft, sealed"].make(),
        "letter.docx": b"These are no minutes.",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    screens.check_files([folder / name for name in files])
    [page] = window.findChildren(VerifyPage)
    for _ in range(100):
        settle(QApplication)
        if not page._waiting and not page._under_way:
            break
    bar = page.verticalScrollBar()
    for place in range(6):
        bar.setValue(bar.maximum() * place // 5)
        shoot(window, f"signed-files-{place}")
    bar.setValue(0)
    next(iter(page._cards.values())).steps[0].open()
    shoot(window, "trust")


def meeting(window: Window, shoot: Shoot) -> None:
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
    here.check.sign_wanted.emit()
    while not any(one.isVisible() for one in here.findChildren(SignPage)):
        settle(QApplication)
    shoot(window, "sign")
    here.show_preview()
    shoot(window, "draft-preview")
    here.show_page()
    on_a_full_disk(window, here, shoot)


def on_a_full_disk(window: Window, here: MeetingFlow, shoot: Shoot) -> None:
    """What was typed, and the lock in front of it."""
    here.page.go_to_question("background")
    box = QApplication.focusWidget()
    assert isinstance(box, QPlainTextEdit)
    with no_file_longer_than(1024):
        box.insertPlainText(" He said so himself.")
        until(lambda: bool(here.saver.trouble), "saving does not fail")
        settle(QApplication)
        seen = window.grab()
        window.lock()
        settle(QApplication)
        locked = window.grab()
        [lock] = window.findChildren(UnlockPage)
        lock.unlock_wanted.emit(PASSPHRASE)
        until(here.isVisible, "the passphrase does not open")
    until(lambda: here.saver.is_saved, "saving does not go on")
    for name, picture in (("not-saved", seen), ("locked-not-saved", locked)):
        frame = QLabel(pixmap=picture)  # no picture can be kept while the disk is full
        frame.setFixedSize(picture.size())
        shoot(frame, name)


if __name__ == "__main__":
    main()
