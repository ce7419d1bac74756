"""Every form and every kind of question, all the way: typed, kept, shown again, printed, read."""

import html
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import get_args

import pytest
from at_the_desk import focus, press, type_into
from own_form import OWN_FORM
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from test_chair_minutes_an_initial_ppm import answered, words_of

from desktop_app.disk.whole_file import write
from desktop_app.forms.model import Column, ColumnKind, Form, Kind, Question
from desktop_app.minutes.html import to_html
from desktop_app.minutes.preparation.asked import Known, asked_before
from desktop_app.minutes.preparation.preparation import save_preparation
from desktop_app.minutes.preparation.question_list import print_questions
from desktop_app.minutes.read_back import read_back
from desktop_app.paths import Places
from desktop_app.records.answers import holds
from desktop_app.records.dates import in_words
from desktop_app.records.meeting import Child, Row
from desktop_app.records.snapshot import fingerprint
from desktop_app.services.council import Council, load_council
from desktop_app.services.exporting import export_minutes, printed_now
from desktop_app.services.meetings import new_meeting
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.ui.editors.choices import ChoiceEditor, ChoicesEditor
from desktop_app.ui.editors.editor import Editor
from desktop_app.ui.editors.rows import FixedRows, FreeRows
from desktop_app.ui.meeting_page import MeetingPage

# What no form of ours asks, a council may: whatever stands in the model is tried here.
COUNCILS_OWN = (
    OWN_FORM
    + """
[[section]]
key = "visits"
title = "Visits"
place = 3
part = "template"

[[section.question]]
key = "visits"
label = "Visits"
kind = "table"
columns = [
    { key = "what", label = "What" },
    { key = "more", label = "More", kind = "notes" },
    { key = "day", label = "Day", kind = "date" },
    { key = "began", label = "Began", kind = "time" },
    { key = "people", label = "People", kind = "number" },
    { key = "seen", label = "Seen", kind = "choice", choices = "yes_no" },
    { key = "who", label = "By Whom", kind = "person" },
]
"""
)
FIRST_DAY = date(2027, 1, 4)


@pytest.fixture
def council(tmp_path: Path) -> Council:
    places = Places(tmp_path / "places")
    places.forms.mkdir(parents=True)
    (places.forms / "own.toml").write_text(COUNCILS_OWN, encoding="utf-8")
    return load_council(places)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "store" / "chairside.db", bytes(32), create=True)
    yield store
    store.close()


class OneMeeting:
    """One meeting at one page, and every word that was typed into it."""

    def __init__(self, qtbot: QtBot, store: Store, council: Council, meeting_id: str) -> None:
        self.qtbot = qtbot
        self.terms = council.library.choices
        self.store = store
        record = store.record(meeting_id)
        form = council.form(record.meeting.form, council.profile("calderdale"))
        self.meeting = OpenMeeting(form, record)
        self.page = MeetingPage(self.meeting, self.terms)
        qtbot.addWidget(self.page)
        self.page.resize(1366, 740)
        self.page.show()
        self.page.activateWindow()
        QApplication.processEvents()
        self._numbers = count(1)
        self.typed: dict[str, str] = {}  # an answer, or the cells of a row, as they will print

    def save(self) -> None:
        self.page.collect()
        self.store.save(self.meeting.record.meeting.id, self.meeting.take_unsaved())

    def answer_all(self) -> None:
        asked = (q for section in self.meeting.form.in_the_room() for q in section.question)
        for question in sorted(asked, key=_turn):
            if question.kind != "calculated":
                self._answer(question)

    def _answer(self, question: Question) -> None:
        self._make_it_apply(question)
        self.page.go_to_question(question.key)
        view = self.page.sections.current.views[question.key]
        assert view.isVisibleTo(self.page), f"{question.key} cannot be seen"
        rows = view.rows_editor()
        if isinstance(rows, FixedRows):
            for card, fixed in zip(rows._cards, question.rows, strict=True):
                self._cells(f"{question.key}.{fixed.key}", question.columns, card._editors)
        elif isinstance(rows, FreeRows):
            if rows.value():
                rows._cards[-1].focus_first()
                press(self.qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            rows._cards[-1].unfold()
            self._cells(question.key, question.columns, rows._cards[-1]._editors)
        else:
            assert view._editor is not None
            said, prints = self._new_words(question)
            self._say(view._editor, said)
            self.typed[question.key] = prints

    def _cells(self, row: str, columns: tuple[Column, ...], editors: dict[str, Editor]) -> None:
        for column in columns:
            if column.key in editors:
                said, prints = self._new_words(column)
                self._say(editors[column.key], said)
                if column.printed:
                    self.typed[f"{row}.{column.key}"] = prints

    def _make_it_apply(self, question: Question) -> None:
        """Chooses what shows it; several choices, dates and names have been answered before."""
        for condition in question.shown_if:
            key = condition.question.partition(".")[0]
            asked = self.meeting.form.question(key)
            if asked.kind == "choice" and not holds([condition], self.meeting.record):
                self.page.go_to_question(key)
                view = self.page.sections.current.views[key]
                assert view._editor is not None
                others = (term for term in self.terms(asked) if term != condition.is_not)
                wanted = condition.is_ or next(iter(condition.any_of), "") or next(others)
                self._say(view._editor, wanted)
                self.typed[key] = wanted
                self.page.collect()
        if question.shown_if:
            self.page.collect()
            self.page.follow()

    def _new_words(self, asked: Question | Column) -> tuple[str, str]:
        """What is typed, and what prints of it; no two alike where the kind leaves room."""
        number = next(self._numbers)
        day = FIRST_DAY + timedelta(days=number)
        written: dict[str, tuple[str, str]] = {
            "line": (f"Said {number}.", f"Said {number}."),
            "person": (f"Person {number}.", f"Person {number}."),
            "notes": (f"Said {number}.\nAnd more.", f"Said {number}.\nAnd more."),
            "date": (f"{day:%d/%m/%Y}", in_words(day)),
            "time": (f"9.{number % 50 + 10}", f"09:{number % 50 + 10}"),
            "number": (str(1000 + number), str(1000 + number)),
        }
        terms = self.terms(asked)
        if asked.kind == "choice":
            return terms[0], terms[0]
        if asked.kind == "choices":
            return "\n".join(terms), "\n".join(terms)
        return written[asked.kind]

    def _say(self, editor: Editor, text: str) -> None:
        if isinstance(editor, ChoiceEditor):
            chosen = next(button for button in editor._buttons if button.text() == text)
            chosen.setFocus()
            self.qtbot.keyClick(chosen, Qt.Key.Key_Space)
        elif isinstance(editor, ChoicesEditor):
            for box in (box for box in editor._boxes if not box.isChecked()):
                box.setFocus()
                self.qtbot.keyClick(box, Qt.Key.Key_Space)
        else:
            self._type(editor, text)
        assert editor.value() == text

    def _type(self, editor: Editor, text: str) -> None:
        line = editor.input_widget()
        assert isinstance(line, QLineEdit | QPlainTextEdit)
        line.selectAll()
        line_one, *others = text.split("\n")
        type_into(self.qtbot, line, line_one)
        for more in others:
            self.qtbot.keyClick(line, Qt.Key.Key_Return)
            type_into(self.qtbot, line, more)
        QApplication.processEvents()
        self.page.activateWindow()  # offscreen, a list of terms stays active when it goes

    def disagree(self, key: str) -> None:
        """Somebody sees it otherwise, where the form keeps that."""
        if not self.page.sections.takes_disputes:
            return
        self.page.go_to_question(key)
        press(self.qtbot, Qt.Key.Key_F3)
        line = focus()
        assert isinstance(line, QLineEdit)
        type_into(self.qtbot, line, "Gloria Fictional")
        self.typed[f"disagreement.{key}"] = "Gloria Fictional"

    def in_sight(self) -> dict[str, str | tuple[Row, ...]]:
        """What stands in the editors, of every question."""
        found: dict[str, str | tuple[Row, ...]] = {}
        for place in range(len(self.page.sections.all)):
            for key, view in self.page.sections.page(place).views.items():
                if rows := view.rows_editor():
                    found[key] = rows.value()
                elif view._editor:
                    found[key] = view._editor.value()
                else:
                    assert view._calculated is not None
                    found[key] = view._calculated.text()
        return found


def _turn(question: Question) -> int:
    """What shows other questions comes first; one that waits for an empty one, before that one."""
    if any(condition.answered is False for condition in question.shown_if):
        return 1
    return 0 if question.kind == "choices" else 3 if question.shown_if else 2


def kinds(forms: Iterable[Form]) -> set[str]:
    return {question.kind for form in forms for question in form.questions()}


def column_kinds(forms: Iterable[Form]) -> set[str]:
    questions = (question for form in forms for question in form.questions())
    return {column.kind for question in questions for column in question.columns}


FORMS = ("initial_ppm", "review_ppm", "selection", "disruption", "stability", "own")


def test_no_form_and_no_kind_of_question_is_left_out(council: Council):
    assert council.mistakes == ()
    assert sorted(council.library.forms) == sorted(FORMS)
    forms = council.library.forms.values()
    assert kinds(forms) == set(get_args(Kind))
    assert column_kinds(forms) == set(get_args(ColumnKind))


@pytest.mark.parametrize("key", FORMS)
def test_every_answer_is_kept_shown_printed_and_read_again(
    key: str, council: Council, store: Store, qtbot: QtBot, tmp_path: Path
):
    profile = council.profile("calderdale")
    form = council.form(key, profile)
    child = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
    store.save_child(child)
    meeting_id = new_meeting(store, form, child, {}).id
    first = OneMeeting(qtbot, store, council, meeting_id)
    first.answer_all()
    first.disagree("chair")
    first.save()

    again = OneMeeting(qtbot, store, council, meeting_id)
    assert again.in_sight() == first.in_sight()

    printed = printed_now(store, store.record(meeting_id), council, profile)
    preview = to_html(printed)
    file = export_minutes(store, meeting_id, printed, tmp_path)
    read = read_back(file)
    assert fingerprint(read) == fingerprint(printed)
    under = answered(read)
    for about, said in first.typed.items():
        entry = about if about in under else about.partition(".")[0]
        not_asked_now = under.get(f"was.{entry}", "")  # an answer given later hides it
        assert said in (not_asked_now or under[entry]), about
        for line in said.split("\n"):
            assert html.escape(line) in preview, about


@pytest.mark.parametrize("key", FORMS)
def test_every_form_prints_its_questions_and_its_preparation(
    key: str, council: Council, tmp_path: Path
):
    profile = council.profile("calderdale")
    form = council.form(key, profile)
    questions = print_questions(form, council.library, profile.name, tmp_path)
    in_file = html.unescape(words_of(questions))
    assert [q.words for q in form.questions() if q.words not in in_file] == []
    preparation = save_preparation(form, council.library.choices, tmp_path, write)
    in_file = html.unescape(words_of(preparation))
    asked = [q for _, several in asked_before(form, Known()) for q in several]
    assert asked
    assert [q.words for q in asked if q.words not in in_file] == []
