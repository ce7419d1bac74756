"""What was brought in says so on the screen, and is confirmed by one key, which can be undone."""

import re
from dataclasses import replace

import pytest
from meeting_room import record
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from record_examples import everything
from section_states import ALT, CTRL, FORMS, HERE, kept, opened, press, redo, type_in, undo

from desktop_app.forms.model import Question
from desktop_app.records.brought import PASTED, mark_key
from desktop_app.records.freeze import Imprint
from desktop_app.records.meeting import Record, Row
from desktop_app.records.snapshot import Text
from desktop_app.services.carried_marks import carried_marks
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.rail import Rail

KEY = Qt.Key
HOLDS = "It still holds"
every_form = pytest.mark.parametrize("form", FORMS)


def carried_on(form: str) -> Record:
    """As the next meeting begins: everything is from the one before."""
    made = HERE.form(form, HERE.profile("calderdale"))
    said = everything(made)
    went_on = {q.key for q in made.questions() if q.carry == "previous"}
    answers = {key: text for key, text in said.answers.items() if key in went_on}
    tables = {key: rows for key, rows in said.tables.items() if key in went_on}
    marks = carried_marks(made, said, answers, tables, said.attendance)
    return replace(said, answers={**said.answers, **marks})


@pytest.fixture
def page(form: str, qtbot: QtBot) -> MeetingPage:
    page = opened(form, carried_on(form))
    qtbot.addWidget(page)
    return page


def marked_tables(page: MeetingPage) -> list[Question]:
    asked = page.meeting.form.questions()
    return [q for q in asked if q.has_rows and page.meeting.marks(q) and page.meeting.applies(q)]


def cards(page: MeetingPage, question: Question) -> list[Card]:
    page.go_to_question(question.key)
    QApplication.processEvents()
    rows = page.sections.current.views[question.key].rows_editor()
    assert rows is not None
    for card in rows.cards():
        card.build()
    page.follow()
    return list(rows.cards())


def holds(inside: Card) -> QAbstractButton | None:
    found = inside.findChildren(QAbstractButton)
    return next((b for b in found if b.text() == HOLDS and b.isVisibleTo(inside)), None)


def marks(page: MeetingPage, question: Question) -> set[str]:
    page.collect()
    return set(page.meeting.marks(question))


@every_form
def test_a_row_that_is_typed_in_is_todays_and_undo_gives_the_mark_back(page: MeetingPage):
    for question in marked_tables(page):
        first = cards(page, question)[0]
        before = marks(page, question)
        assert first.row_id in before
        assert holds(first), question.key
        boxes = [b for b in first.inputs() if isinstance(b, QLineEdit | QPlainTextEdit)]
        box = boxes[-1]
        assert isinstance(box, QLineEdit | QPlainTextEdit)
        box.setFocus()
        press(KEY.Key_End)
        type_in(box, "x")
        assert marks(page, question) == before - {first.row_id}
        page.follow()
        assert holds(first) is None
        box.setFocus()
        undo()
        assert marks(page, question) == before, question.key


@every_form
def test_one_press_confirms_a_row_and_another_the_table_and_both_are_undone(page: MeetingPage):
    for question in marked_tables(page):
        first = cards(page, question)[0]
        before, others = kept(page), marks(page, question) - {first.row_id}
        of_row = holds(first)
        assert of_row
        of_row.click()
        assert marks(page, question) == others
        undo()
        assert kept(page) == before
        first.focus_first()
        press(KEY.Key_H, CTRL)
        assert marks(page, question) == others
        undo()
        assert kept(page) == before
        first.focus_first()
        press(KEY.Key_H, ALT)
        assert marks(page, question) == set()
        undo()
        assert kept(page) == before
        redo()
        assert marks(page, question) == set()
        undo()


@every_form
def test_touched_confirmed_and_undone_in_any_order_the_marks_are_those_of_before(
    page: MeetingPage,
):
    """A row that was touched stays touched while another is confirmed, and gets its mark again."""
    for question in marked_tables(page):
        several = cards(page, question)
        before, others = kept(page), marks(page, question)
        boxes = [b for b in several[0].inputs() if isinstance(b, QLineEdit | QPlainTextEdit)]
        boxes[-1].setFocus()
        press(KEY.Key_End)
        type_in(boxes[-1], "x")
        page.collect()
        several[1].focus_first()
        press(KEY.Key_H, CTRL)
        assert marks(page, question) == others - {card.row_id for card in several[:2]}
        undo()
        undo()
        assert kept(page) == before, question.key


@every_form
def test_one_key_confirms_the_section_in_sight_and_one_undo_takes_it_back(page: MeetingPage):
    for place, section in enumerate(page.sections.all):
        page.go_to(place)
        page.sections.current.take_focus()
        asked = [q for q in section.question if page.meeting.applies(q)]
        right = [q for q in asked if page.meeting.can_confirm(q)]
        if not right:
            continue
        before = kept(page)
        press(KEY.Key_H, CTRL | Qt.KeyboardModifier.ShiftModifier)
        assert not any(page.meeting.can_confirm(q) for q in asked), section.key
        others = [q for q in page.meeting.form.questions() if q not in asked]
        assert any(page.meeting.marks(q) for q in others)
        undo()
        assert kept(page) == before, section.key


@pytest.mark.parametrize("form", ["initial_ppm"])
def test_rows_that_were_pasted_are_marked_and_undo_and_redo_go_with_them(page: MeetingPage):
    question = page.meeting.form.question("actions")
    page.go_to_question("actions")
    QApplication.clipboard().setText("Ring the school\tPriya Invented\nBook a room\tSam Madeup")
    page.sections.current.views["actions"].rows_editor().input_widget().setFocus()
    before = kept(page)
    press(KEY.Key_V, CTRL)
    page.collect()
    assert list(page.meeting.marks(question).values()) == [PASTED, PASTED]
    pasted = kept(page)
    undo()
    assert kept(page) == before
    redo()
    assert kept(page) == pasted


# views of another day


def views(page: MeetingPage) -> list[Question]:
    asked = [q for q in page.meeting.form.questions() if page.meeting.applies(q)]
    return [q for q in asked if q.nature == "views" and not q.has_rows]


def no_new(page: MeetingPage) -> QLineEdit | None:
    lines = page.sections.current.findChildren(QLineEdit)
    named = (b for b in lines if b.accessibleName().startswith("No new views since"))
    return next((b for b in named if b.isVisible()), None)


@every_form
def test_nobody_confirms_views_of_another_day_and_a_reason_stands_in_for_new_ones(
    form: str, qtbot: QtBot
):
    last = carried_on(form)
    page = opened(form, replace(last, answers={"meeting_date": "18 December 2026"}), last)
    qtbot.addWidget(page)
    assert {q.key for q in views(page)} >= {"child_views", "parent_views", "iro_view"}
    for question in views(page):
        page.go_to_question(question.key)
        empty = kept(page)
        press(KEY.Key_F4)
        brought = kept(page)
        assert page.meeting.is_brought_in(question.key), question.key
        assert question.key in asked_for(page)
        buttons = page.sections.current.views[question.key].findChildren(QAbstractButton)
        assert not [b for b in buttons if b.isVisible() and HOLDS in b.text()]
        for key, modifier in ((KEY.Key_H, CTRL), (KEY.Key_H, ALT)):
            press(key, modifier)
        assert kept(page) == brought
        line = no_new(page)
        assert line is not None
        type_in(line, "she was not well")
        page.collect()
        assert question.key not in asked_for(page)
        said = printed(page, question.key)
        assert said.startswith("No new views since 20 November 2026, because she was not well.\n")
        while kept(page) != brought:  # a word at a time
            undo()
        undo()
        assert kept(page) == empty
        page.sections.current.views[question.key].take_focus()


@every_form
def test_a_reason_stands_in_for_new_views_in_a_table_too(form: str, qtbot: QtBot):
    """One for all of its old rows; they print as what they are."""
    asked = HERE.library.forms[form]
    for question in (q for q in asked.questions() if q.nature == "views" and q.has_rows):
        last = Row("r1", {question.columns[0].key: "Gran"})
        said = record(form, **{mark_key(question.key, "r1"): "last time 2026-11-20"})
        page = opened(form, replace(said, tables={question.key: (last,)}))
        qtbot.addWidget(page)
        page.go_to_question(question.key)
        assert question.key in asked_for(page)
        line = no_new(page)
        assert line is not None
        type_in(line, "she was not well")
        assert question.key not in asked_for(page)
        name = " ".join(question.words.split())
        section = asked.section_of(question.key).key
        assert printed(page, f"brought.{section}") == (
            f"Brought in from the meeting of 20 November 2026, not confirmed today: {name}"
        )
        said = printed(page, f"brought.why.{question.key}")
        assert said == "No new views since 20 November 2026, because she was not well."
        page.sections.current.views[question.key].rows_editor().add_row()
        type_in(QApplication.focusWidget(), "Aunt Sue")
        assert no_new(page) is line, "the old row still stands"
        undo()
        assert question.key not in asked_for(page)


def asked_for(page: MeetingPage) -> set[str]:
    """What is still asked for, or said to be of another day."""
    page.collect()
    found = page.meeting.findings()
    return {f.question for f in found if f.key in (f.question, f"{f.question}.brought")}


def printed(page: MeetingPage, key: str) -> str:
    snapshot = page.meeting.freeze(Imprint("Nowhere", "OFFICIAL"))
    both = (*snapshot.template, *snapshot.additional)
    entries = (entry for section in both for group in section.groups for entry in group)
    return next(entry.text for entry in entries if entry.key == key and isinstance(entry, Text))


@pytest.mark.parametrize("form", ["review_ppm"])
def test_last_times_views_never_meet_what_blocks_signing(page: MeetingPage):
    page.meeting.bring_in("child_views", "I want to stay.", "last time 2026-11-20")
    blocking = {f.question for f in page.meeting.findings() if f.weight == "blocks"}
    assert "child_views" in blocking
    page.meeting.confirm("child_views")
    page.meeting.set_answer("read.child_views.brought", "yes")
    assert "child_views" in {f.question for f in page.meeting.findings() if f.weight == "blocks"}
    page.meeting.set_answer("child_views", "I want to stay, and see Gran.")
    blocking = {f.question for f in page.meeting.findings() if f.weight == "blocks"}
    assert "child_views" not in blocking


# before signing


@pytest.fixture
def check(form: str, qtbot: QtBot) -> CheckPage:
    made = HERE.form(form, HERE.profile("calderdale"))
    said = carried_on(form)
    bare = {q.key: "" for q in made.questions() if q.advised}  # much to be looked at
    kept = replace(said, answers={**said.answers, **bare}, attendance=())
    check = CheckPage(OpenMeeting(made, kept))
    qtbot.addWidget(check)
    check.resize(900, 600)
    check.show()
    check.refresh()
    QApplication.processEvents()
    return check


def settled(check: CheckPage, *, brought: bool) -> list[bool]:
    found = check.meeting.findings()
    return [f.settled for f in found if f.brought == brought and f.weight == "warning"]


def press_button(check: CheckPage, text: str) -> None:
    found = check.findChildren(QAbstractButton)
    next(b for b in found if b.text() == text and b.isVisibleTo(check)).click()
    QApplication.processEvents()


@every_form
def test_reading_all_settles_what_was_in_sight_and_nothing_that_was_brought_in(check: CheckPage):
    assert len(settled(check, brought=True)) > 5
    assert len(settled(check, brought=False)) > 8
    press_button(check, "I have read all of these")
    assert not all(settled(check, brought=False))  # the list is longer than the window
    for _ in settled(check, brought=False):
        press_button(check, "I have read all of these")
    assert all(settled(check, brought=False))
    assert not any(settled(check, brought=True))


@every_form
def test_what_still_holds_is_said_there_too(check: CheckPage):
    wanted: list[str] = []
    check.confirmed.connect(wanted.append)
    first = next(f for f in check.meeting.findings() if f.brought)
    press_button(check, HOLDS)
    assert wanted == [first.question]


@every_form
def test_the_rail_ticks_no_section_with_something_unconfirmed_in_it(page: MeetingPage):
    rail = page.findChild(Rail)
    assert rail is not None
    for place, section in enumerate(page.sections.all):
        asked = [q for q in section.question if page.meeting.applies(q)]
        marked = any(page.meeting.marks(question) for question in asked)
        said = str(rail.item(place).data(Qt.ItemDataRole.AccessibleTextRole))
        assert said.endswith("not confirmed") == marked, said
        assert not (marked and said.endswith("complete"))


@every_form
def test_the_foot_says_how_much_is_not_confirmed(page: MeetingPage):
    def said() -> str:
        shown = " ".join(label.text() for label in page.status.findChildren(QLabel))
        return next(iter(re.findall(r"(\d+) not confirmed", shown)), "none")

    brought = {f.question for f in page.meeting.findings() if f.brought}
    assert said() == str(len(brought))
    for key in brought:
        page.confirm(key)
    assert said() == "none"


@pytest.mark.parametrize("form", ["review_ppm"])
def test_signed_minutes_offer_nothing_to_confirm(form: str, qtbot: QtBot):
    said = carried_on(form)
    page = opened(form, replace(said, meeting=replace(said.meeting, state="signed")))
    qtbot.addWidget(page)
    for place, _ in enumerate(page.sections.all):
        page.go_to(place)
        found = page.sections.current.findChildren(QAbstractButton)
        assert not [b for b in found if b.isVisible() and HOLDS in b.text()]
        before = kept(page)
        page.confirm("")
        assert kept(page) == before
