"""Opening a review with twenty meetings and two hundred actions behind it, against an empty one."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from large_record import prose
from measuring import Result, middle, milliseconds, rounds, size, tell
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from stores import SETTINGS, new_store
from the_window import Painted, unlock, unlock_screen

from desktop_app.forms.model import Form
from desktop_app.paths import Places
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Child, Meeting, Record, Row, new_id
from desktop_app.records.snapshot import fingerprint, to_json
from desktop_app.services.council import load_council
from desktop_app.services.meetings import new_meeting
from desktop_app.services.next_meeting import start_next
from desktop_app.storage.store import Store
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.window import Window

RUNS, MEETINGS, ACTIONS_EACH, WORDS = size(3, 1), size(20, 2), size(10, 2), 60


def fill(folder: Path) -> tuple[str, str]:
    """The ids of an empty review, and of one that follows twenty signed meetings."""
    council = load_council(Places(folder))
    form = council.form("review_ppm", council.profile(SETTINGS["council"]))
    closed = council.library.closing_statuses(form)
    store = new_store(folder)
    new = Child("new", {"child_name": "Casey Example", "case_number": "100201"})
    known = Child("known", {"child_name": "Robin Example", "case_number": "100200"})
    store.save_child(new)
    store.save_child(known)
    empty = new_meeting(store, form, new, SETTINGS).id
    last = [_signed(store, form, known, number) for number in range(MEETINGS)][-1]
    full = start_next(store, form, last, SETTINGS, closed).id
    carried = len(store.record(full).carried)
    assert carried == MEETINGS * ACTIONS_EACH, carried
    store.close()
    return empty, full


def _signed(store: Store, form: Form, child: Child, number: int) -> Record:
    day = f"{number + 1} September 2026"
    answers = {q.key: prose(WORDS) for q in form.questions() if q.kind == "notes"}
    actions = tuple(
        Row(new_id(), {"text": prose(20), "owner": "Joseph Pretend", "target": day})
        for _ in range(ACTIONS_EACH)
    )
    at = f"2026-09-{number + 1:02}T10:00:00+00:00"
    meeting = Meeting(new_id(), f"PRPM-{number}", child.id, form.key, created_at=at)
    store.start_meeting(meeting, {**answers, "meeting_date": day}, {}, (), actions)
    record = store.record(meeting.id)
    printed = freeze(form, record, Imprint("Example Council", "OFFICIAL"))
    store.sign(meeting.id, to_json(printed), fingerprint(printed), "", at, b"")
    return store.record(meeting.id)


def opening(window: Window, meeting_id: str) -> float:
    """Milliseconds from choosing it on the list to its first painting; then back to the list."""
    stack = window.findChild(QStackedWidget, "", Qt.FindChildOption.FindDirectChildrenOnly)
    assert stack
    home = stack.currentWidget()
    assert isinstance(home, HomePage)
    took = milliseconds(lambda: _open(stack, lambda: home.meeting_chosen.emit(meeting_id)))
    flow = stack.currentWidget()
    assert isinstance(flow, MeetingFlow)
    _next_screen(stack, flow.leave)
    return took


def _open(stack: QStackedWidget, choose: Callable[[], object]) -> None:
    flow = _next_screen(stack, choose)
    assert isinstance(flow, MeetingFlow)
    Painted(flow.page).after(0)


def _next_screen(stack: QStackedWidget, act: Callable[[], object]) -> QWidget | None:
    """The event loop, rather than turning it by hand, lets the storage thread work."""
    loop = QEventLoop()
    stack.currentChanged.connect(loop.quit)
    act()
    loop.exec()
    stack.currentChanged.disconnect(loop.quit)
    return stack.currentWidget()


def main() -> None:
    with TemporaryDirectory() as folder:
        empty, full = fill(Path(folder))
        with unlock_screen(Path(folder)) as window:
            unlock(window, HomePage)
            floor, ours = middle(
                rounds(RUNS, lambda: opening(window, empty), lambda: opening(window, full))
            )
    what = "opening a review, 20 meetings and 200 actions before it (floor: nothing before it)"
    tell(Result(what, "ms", floor, ours, more=300))


if __name__ == "__main__":
    main()
