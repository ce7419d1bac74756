"""A small window around one aside, on a real desk, saved like every meeting."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from patience import PATIENCE
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.policy.profile import Profile
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.slots import Cost
from desktop_app.ui.aside import Aside
from desktop_app.ui.courier import Courier
from desktop_app.ui.saver import Saver

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC).astimezone()  # of its clock, all the time
CHILD = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
SAID = {
    **CHILD.details,
    "meeting_date": "21 November 2026",
    "next_meeting": "12 January 2027",
    "background": "There was neglect.",
}
ACTIONS = (
    Row("a", {"text": "Write to Robin’s school", "owner": "Priya Invented", "target": "+2w"}),
    Row("b", {"text": "Book the medical", "owner": "", "target": ""}),
)
PEOPLE = (Row("p", {"name": "Priya Invented", "relation": "Social worker"}),)


@contextmanager
def a_desk(folder: Path) -> Iterator[Desk]:
    """A new store, with one draft about an invented child."""
    desk = Desk(Places(folder / "store"), Cost(memory=64, passes=1, lanes=1), lambda: NOON)
    desk.set_up("a long invented passphrase", {"council": "calderdale"}).result()
    meeting = Meeting("m1", "PPM-TEST22", "c", "initial_ppm")
    desk.ask(lambda store: store.save_child(CHILD)).result()
    desk.ask(lambda s: s.start_meeting(meeting, SAID, {}, PEOPLE, ACTIONS)).result()
    yield desk
    desk.close()
    QApplication.processEvents()


class Host(QMainWindow):
    """`said` is what the aside told the chair, `backs` how often it was left."""

    def __init__(self, desk: Desk, made: type[Aside], profile: Profile) -> None:
        super().__init__()
        self.desk = desk
        self.courier = Courier()
        form = desk.council.form("initial_ppm", profile)
        checks = checks_for(form, profile, None, (CHILD,), ())
        self.meeting = OpenMeeting(form, self.record(), checks)
        self.aside = made(desk, self.courier, self.meeting, profile, {})
        self.said: list[str] = []
        self.backs = 0
        self.aside.told.connect(self.said.append)
        self.aside.left.connect(self._left)
        self.saver = Saver(self.meeting, lambda: False, lambda: None, self._save, self.courier)
        self.aside.changed.connect(self.saver.something_changed)
        self.setCentralWidget(self.aside.page)
        self.resize(1366, 720)

    def _left(self) -> None:
        self.backs += 1

    def _save(self, changes):  # noqa: ANN001, ANN202 - what Saver hands over
        return self.desk.ask(lambda store: store.save("m1", changes))

    def record(self) -> Record:
        """As the store holds it."""
        return self.desk.ask(lambda store: store.record("m1")).result()

    def events(self) -> list[tuple[str, dict[str, str]]]:
        found = self.desk.ask(lambda store: store.events("m1")).result()
        return [(event.act, dict(event.detail)) for event in found]

    def saved(self, qtbot: QtBot) -> None:
        """Waits until everything typed is in the store."""
        done: list[bool] = []
        self.saver.flush(lambda: done.append(True))
        qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)


def host(qtbot: QtBot, desk: Desk, made: type[Aside], profile: Profile) -> Host:
    """Shown, and begun as the window begins an aside."""
    window = Host(desk, made, profile)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    window.aside.start()
    return window
