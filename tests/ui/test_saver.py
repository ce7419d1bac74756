"""What is typed is saved without another key, and never called saved before it is."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Event

import pytest
from aside_host import a_desk
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop_app.assemble import Desk
from desktop_app.disk.why import FULL
from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.forms.model import Question
from desktop_app.records.answers import rows_of
from desktop_app.records.meeting import Changes, Record, Row
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.trouble import NotSaved
from desktop_app.ui.courier import Courier
from desktop_app.ui.saver import Saver
from desktop_app.ui.step import Step

PATIENCE = 10_000  # milliseconds


class Typing:
    """Words typed into a real open meeting, and a Saver on a real store that may be held back."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        form = desk.council.form("review_ppm", desk.council.profile("calderdale"))
        self.meeting = OpenMeeting(form, self.record())
        self.news: dict[str, str] = {}
        self.unreadable: set[str] = set()  # keys that cannot be collected
        self.troubles: list[BaseException] = []  # each spoils one batch
        self.batches: list[Changes] = []
        self.saver = Saver(
            self.meeting, lambda: bool(self.news), self._collect, self._save, Courier()
        )

    def type(self, key: str, text: str) -> None:
        self.news[key] = text
        self.saver.something_changed()

    def _collect(self) -> None:
        for key, text in sorted(self.news.items()):
            if key in self.unreadable:
                raise RecursionError(key)
            self.meeting.set_answer(key, text)
            del self.news[key]

    def _save(self, changes: Changes) -> Future[str]:
        self.batches.append(changes)
        if self.troubles:
            trouble = self.troubles.pop(0)
            if isinstance(trouble, GeneratorExit):  # stands for: not even handed over
                raise ProgramFault("closed")
            return self.desk.ask(lambda _: _raise(trouble))
        return self.desk.ask(lambda store: store.save("m1", changes))

    def record(self) -> Record:
        return self.desk.ask(lambda store: store.record("m1")).result()

    def hold_back(self) -> Callable[[], None]:
        """The storage thread does nothing until what is given back is called."""
        go_on = Event()
        self.desk.ask(lambda _: go_on.wait(PATIENCE / 1000))
        return go_on.set


def _raise(trouble: BaseException) -> str:
    raise trouble


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is tried again at once; the usual two seconds have a test of their own."""
    monkeypatch.setattr("desktop_app.ui.saver.TRY_AGAIN", 20)


@pytest.fixture
def typing(qtbot: QtBot, tmp_path: Path) -> Iterator[Typing]:
    with a_desk(tmp_path) as desk:
        made = Typing(desk)
        yield made
        delete(made.saver)  # it would try on, in the tests after this one


def settled(qtbot: QtBot, typing: Typing) -> None:
    qtbot.waitUntil(lambda: typing.saver.is_saved, timeout=PATIENCE)


def test_what_falls_due_while_a_batch_is_under_way_goes_on_when_it_ends(
    qtbot: QtBot, typing: Typing
):
    go_on = typing.hold_back()
    typing.type("background", "First.")
    qtbot.waitUntil(lambda: len(typing.batches) == 1, timeout=PATIENCE)
    typing.type("background", "First. NOT safe there")
    typing.type("life_story", "Well.")
    qtbot.waitUntil(lambda: not typing.saver.is_waiting_to_look, timeout=PATIENCE)
    assert len(typing.batches) == 1
    assert not typing.saver.is_saved
    go_on()
    settled(qtbot, typing)
    answers = typing.record().answers
    assert (answers["background"], answers["life_story"]) == ("First. NOT safe there", "Well.")


def test_words_are_not_saved_while_their_batch_is_on_its_way(qtbot: QtBot, typing: Typing):
    go_on = typing.hold_back()
    typing.type("background", "On the way")
    qtbot.waitUntil(lambda: bool(typing.batches), timeout=PATIENCE)
    assert not typing.meeting.has_unsaved
    assert not typing.news
    assert not typing.saver.is_saved
    go_on()
    settled(qtbot, typing)
    assert typing.saver.at is not None


def test_going_elsewhere_makes_nothing_unsaved_and_is_kept_before_leaving(
    qtbot: QtBot, typing: Typing
):
    typing.type("background", "Words.")
    settled(qtbot, typing)
    typing.meeting.set_place("life_story")
    assert typing.saver.is_saved
    left: list[str] = []
    typing.saver.flush(lambda: left.append(typing.record().meeting.place))
    qtbot.waitUntil(lambda: bool(left), timeout=PATIENCE)
    assert left == ["life_story"]


def test_a_disk_that_cannot_keep_where_the_chair_is_keeps_nobody(qtbot: QtBot, typing: Typing):
    typing.meeting.set_place("life_story")
    typing.troubles = [NotSaved(FULL)]
    left: list[str] = []
    typing.saver.flush(lambda: left.append("left"))
    qtbot.waitUntil(lambda: bool(left), timeout=PATIENCE)
    assert typing.saver.trouble == ""
    qtbot.waitUntil(lambda: typing.record().meeting.place == "life_story", timeout=PATIENCE)


def test_keys_that_never_pause_do_not_put_saving_off(qtbot: QtBot, typing: Typing):
    text: list[str] = []

    def a_key_comes() -> bool:
        text.append("a")
        typing.type("background", "".join(text))
        return len(typing.batches) > 1

    qtbot.waitUntil(a_key_comes, timeout=PATIENCE)
    settled(qtbot, typing)
    assert typing.record().answers["background"] == "".join(text)


TROUBLES = [
    NotSaved(FULL),
    CannotProceed("Not saved: something else.", "All is safe."),
    MemoryError(),
    KeyError("ours"),
    ProgramFault("ours"),
    RecursionError(),
    SystemError("ours"),
    GeneratorExit(),
]


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: type(one).__name__)
def test_whatever_goes_wrong_the_batch_is_tried_again_without_another_key(
    qtbot: QtBot, typing: Typing, trouble: BaseException
):
    """A failed batch of rows comes back as one of answers does."""
    typing.troubles = [trouble, trouble]
    rows = everything(typing.meeting)
    with qtbot.capture_exceptions() as faults:
        typing.type("background", "Words.")
        qtbot.waitUntil(lambda: bool(typing.saver.trouble), timeout=PATIENCE)
        assert not typing.saver.is_saved
        settled(qtbot, typing)
    assert bool(faults) is not isinstance(trouble, CannotProceed)  # ours are told besides
    assert typing.saver.trouble == ""
    record = typing.record()
    assert record.answers["background"] == "Words."
    assert record.meeting.place == "background"
    for question, put in rows:
        assert rows_of(record, question) == put


def everything(meeting: OpenMeeting) -> list[tuple[Question, tuple[Row, ...]]]:
    """A row in every kind of table, all unsaved."""
    meeting.set_place("background")
    tables = [question for question in meeting.form.questions() if question.has_rows]
    put: list[tuple[Question, tuple[Row, ...]]] = []
    for question in tables:
        first = next(column.key for column in question.columns if not column.read_only)
        name = question.rows[0].key if question.rows else f"new-{question.key}"
        rows = (Row(name, {first: "Said."}),)
        meeting.set_rows(question, rows)
        put.append((question, rows))
    assert {q.kind for q in tables} >= {"attendance", "actions", "carried_actions", "table"}
    return put


def test_a_retry_carries_what_was_typed_meanwhile(qtbot: QtBot, typing: Typing):
    typing.troubles = [NotSaved(FULL)]
    typing.type("background", "First.")
    qtbot.waitUntil(lambda: bool(typing.saver.trouble), timeout=PATIENCE)
    typing.type("background", "First. Second.")
    settled(qtbot, typing)
    assert typing.record().answers["background"] == "First. Second."


def test_what_waits_for_saving_comes_after_it(qtbot: QtBot, typing: Typing):
    stored: list[str] = []
    typing.type("background", "Last words.")
    typing.saver.flush(lambda: stored.append(typing.record().answers["background"]))
    qtbot.waitUntil(lambda: bool(stored), timeout=PATIENCE)
    assert stored == ["Last words."]


@pytest.mark.usefixtures("soon")
def test_what_waits_is_refused_when_saving_fails_and_does_not_come_later(
    qtbot: QtBot, typing: Typing
):
    done: list[str] = []
    typing.troubles = [NotSaved(FULL)]
    typing.type("background", "Last words.")
    with qtbot.waitSignal(typing.saver.refused):
        typing.saver.flush(lambda: done.append("left"))
    settled(qtbot, typing)
    assert done == []


def test_a_step_that_waits_for_saving_is_under_way_until_it_is_done_or_refused(
    qtbot: QtBot, typing: Typing
):
    go_on = typing.hold_back()
    step, done = Step(), list[str]()
    typing.type("background", "Last words.")
    for _ in range(2):
        step.take(lambda: typing.saver.flush(lambda: done.append("left")))
    qtbot.waitUntil(lambda: bool(typing.batches), timeout=PATIENCE)
    assert step.is_under_way
    go_on()
    qtbot.waitUntil(lambda: not step.is_under_way, timeout=PATIENCE)
    assert done == ["left"]
    typing.troubles = [NotSaved(FULL)]
    typing.type("background", "More.")
    step.take(lambda: typing.saver.flush(lambda: done.append("left")))
    qtbot.waitUntil(lambda: not step.is_under_way, timeout=PATIENCE)
    assert done == ["left"]


@pytest.mark.usefixtures("soon")
def test_what_cannot_be_collected_keeps_nothing_else_from_the_store(qtbot: QtBot, typing: Typing):
    typing.unreadable = {"life_story"}
    with qtbot.capture_exceptions() as faults:
        typing.type("background", "Whole.")
        typing.type("life_story", "Not to be had.")
        qtbot.waitUntil(lambda: bool(typing.saver.trouble), timeout=PATIENCE)
    assert faults
    assert typing.record().answers["background"] == "Whole."
    assert not typing.saver.is_saved
    assert typing.news == {"life_story": "Not to be had."}
    assert typing.saver.is_waiting_to_look
    typing.unreadable.clear()
    settled(qtbot, typing)
    assert typing.saver.trouble == ""
    assert typing.record().answers["life_story"] == "Not to be had."
