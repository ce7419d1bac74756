"""Undo returns what was there: every kind of change, in every section of every form."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from dropping import drop
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from screens_examples import NAMES, child, page_of
from screens_examples import box as child_box
from section_states import (
    CTRL,
    FORMS,
    HERE,
    KEY,
    boxes,
    choices,
    every_change,
    kept,
    opened,
    press,
    redo,
    state,
    tables,
    type_in,
    undo,
)

from desktop_app.records.meeting import Record, Row
from desktop_app.services.prepared import File, bring_in, compare
from desktop_app.ui.editors import text_changes
from desktop_app.ui.editors.notes import NotesBox
from desktop_app.ui.meeting_page import MeetingPage


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    made = opened("initial_ppm")
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("form", FORMS)
def test_all_is_undone_in_turn_and_done_again_in_every_section(qtbot: QtBot, form: str):
    page = opened(form)
    qtbot.addWidget(page)
    for place in range(len(page.sections.all)):
        page.go_to(place)
        there_and_back(page)


def there_and_back(page: MeetingPage) -> None:
    before, saved_before = state(page), kept(page)
    states = [before]
    for _ in every_change(page):
        now = state(page)
        assert now != states[-1], "a change that did not arrive"
        states.append(now)
    saved = kept(page)
    for earlier in reversed(states[:-1]):
        undo()
        assert state(page) == earlier
    assert kept(page) == saved_before
    undo()
    assert state(page) == before, "more was undone than there was"
    for later in states[1:]:
        redo()
        assert state(page) == later
    assert kept(page) == saved
    redo()
    assert state(page) == states[-1]


# how much one undo takes back


def notes(page: MeetingPage, key: str = "background") -> QPlainTextEdit:
    page.go_to_question(key)
    box = QApplication.focusWidget()
    assert isinstance(box, QPlainTextEdit)
    return box


def line(page: MeetingPage, key: str) -> QLineEdit:
    page.go_to_question(key)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    return box


def texts_on_the_way_back(box: QLineEdit | QPlainTextEdit) -> list[str]:
    """What stands in it after each undo, until it is empty."""
    seen: list[str] = []
    while text_of(box):
        undo()
        assert text_of(box) not in seen, "an undo that takes nothing back"
        seen.append(text_of(box))
    return seen


def text_of(box: QLineEdit | QPlainTextEdit) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def test_a_word_is_taken_back_at_a_time(page: MeetingPage):
    for box in (notes(page), line(page, "preferred_name")):
        type_in(box, "She came into care")
        assert texts_on_the_way_back(box) == ["She came into ", "She came ", "She ", ""]


def test_a_new_line_goes_with_the_word_before_it(page: MeetingPage):
    box = notes(page)
    type_in(box, "In May.")
    press(KEY.Key_Return)
    type_in(box, "then June")
    assert texts_on_the_way_back(box) == ["In May.\nthen ", "In May.\n", "In ", ""]


def test_what_was_deleted_comes_back_by_the_word(page: MeetingPage):
    for box in (notes(page), line(page, "preferred_name")):
        type_in(box, "one two three")
        for _ in range(9):
            press(KEY.Key_Backspace)
        assert text_of(box) == "one "
        undo()
        assert text_of(box) == "one two "[:7]
        undo()
        assert text_of(box) == "one two three"
        press(KEY.Key_Home)
        for _ in range(8):
            press(KEY.Key_Delete)
        assert text_of(box) == "three"
        undo()
        assert text_of(box) == "two three"
        undo()
        assert text_of(box) == "one two three"


def test_letters_without_end_are_not_one_step(page: MeetingPage):
    for box in (notes(page), line(page, "preferred_name")):
        type_in(box, "x" * 300)
        lengths = [300, *map(len, texts_on_the_way_back(box))]
        taken = [more - less for more, less in pairwise(lengths)]
        assert max(taken) <= text_changes.LONGEST


def test_a_pause_ends_a_step(page: MeetingPage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(text_changes, "PAUSE", 0)
    box = notes(page)
    type_in(box, "slow")
    assert texts_on_the_way_back(box) == ["slo", "sl", "s", ""]


def test_a_letter_typed_elsewhere_is_a_step_of_its_own(page: MeetingPage):
    box = notes(page)
    type_in(box, "ac")
    press(KEY.Key_Left)
    type_in(box, "b")
    assert texts_on_the_way_back(box) == ["ac", ""]


def test_text_of_every_field_is_undone_in_the_order_it_was_typed(page: MeetingPage):
    page.go_to_question("preferred_name")
    first, second = boxes(page)[:2]
    for box, word in ((first, "one "), (second, "two "), (first, "three "), (second, "four ")):
        type_in(box, word)
    seen: list[tuple[str, str]] = []
    for _ in range(4):
        undo()
        assert QApplication.focusWidget() is (second, first)[len(seen) % 2]
        seen.append((text_of(first), text_of(second)))
    assert seen == [("one three ", "two "), ("one ", "two "), ("one ", ""), ("", "")]


def test_letters_in_two_fields_are_never_one_step(page: MeetingPage):
    page.go_to_question("preferred_name")
    first, second = boxes(page)[:2]
    for box, letter in ((first, "a"), (second, "b"), (first, "c"), (second, "d")):
        box.setFocus()
        QTest.keyClicks(box, letter)
    for said in (("ac", "b"), ("a", "b"), ("a", ""), ("", "")):
        undo()
        assert (text_of(first), text_of(second)) == said


def test_what_is_typed_after_an_undo_leaves_nothing_to_do_again(page: MeetingPage):
    box = notes(page)
    type_in(box, "one two")
    undo()
    type_in(box, "three")
    redo()
    assert text_of(box) == "one three"
    undo()
    assert text_of(box) == "one "


# the kinds of change, one by one


def paste(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    QGuiApplication.clipboard().setMimeData(mime)
    press(KEY.Key_V, CTRL)


CHANGES: dict[str, Callable[[QPlainTextEdit], object]] = {
    "time stamp": lambda _: press(KEY.Key_F5),
    "paste": lambda _: paste("pasted 😀 words\nof two lines"),
    "cut": lambda box: (box.selectAll(), press(KEY.Key_X, CTRL)),
    "drop": lambda box: drop(box.viewport(), text="dropped words"),
    "word deleted": lambda _: press(KEY.Key_Backspace, CTRL),
    "dictated": lambda box: box.insertPlainText("spoken words "),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_is_one_step_between_what_is_typed_before_and_after(page: MeetingPage, change: str):
    box = notes(page)
    type_in(box, "before")
    CHANGES[change](box)
    changed = text_of(box)
    assert changed != "before"
    box.moveCursor(QTextCursor.MoveOperation.End)
    type_in(box, "after")
    whole = text_of(box)
    for earlier in (changed, "before", ""):
        undo()
        assert text_of(box) == earlier
    for later in ("before", changed, whole):
        redo()
        assert text_of(box) == later


def test_a_word_of_one_letter_that_was_mended_is_a_step_too(page: MeetingPage):
    box = notes(page)
    assert isinstance(box, NotesBox)
    type_in(box, "i")
    box.mend(0, "i", "I")
    type_in(box, "m")
    assert texts_on_the_way_back(box) == ["I", "i", ""]


def test_what_is_typed_over_comes_back_at_once(page: MeetingPage):
    box = notes(page)
    type_in(box, "before")
    box.selectAll()
    type_in(box, "after it")
    assert texts_on_the_way_back(box) == ["after ", "before", ""]


def test_several_choices_are_undone_box_by_box(page: MeetingPage):
    page.go_to_question("circumstances")
    ticks = [b for b in choices(page) if isinstance(b, QCheckBox)][:3]
    for box in ticks:
        box.setFocus()
        press(KEY.Key_Space)
    chosen = [[t.isChecked() for t in ticks]]
    for box in reversed(ticks):
        undo()
        assert QApplication.focusWidget() is box
        chosen.append([t.isChecked() for t in ticks])
    yes, no = True, False
    assert chosen == [[yes] * 3, [yes, yes, no], [yes, no, no], [no] * 3]


def test_not_discussed_and_its_reason_are_undone(page: MeetingPage):
    page.go_to_question("carers")
    before = state(page)
    tick = next(b for b in choices(page) if b.text().startswith("Not discussed"))
    tick.setFocus()
    press(KEY.Key_Space)
    press(KEY.Key_Tab)
    reason = QApplication.focusWidget()
    assert isinstance(reason, QLineEdit)
    type_in(reason, "No time")
    assert kept(page)["not_discussed.carers"] == "No time"
    for _ in range(3):
        undo()
    assert state(page) == before
    assert "not_discussed.carers" not in kept(page)
    assert not reason.isVisible()
    for _ in range(3):
        redo()
    assert kept(page)["not_discussed.carers"] == "No time"
    assert QApplication.focusWidget() is reason


def test_an_action_from_elsewhere_is_undone_where_actions_stand(page: MeetingPage):
    page.go_to_question("background")
    before = kept(page)
    press(KEY.Key_F9)
    action = QApplication.focusWidget()
    assert isinstance(action, QLineEdit)
    QTest.keyClicks(action, "@Pri call school +2w")
    press(KEY.Key_Return)
    undo()  # nothing was changed here
    added = kept(page)
    assert added != before
    page.go_to_question("actions")
    undo()
    assert kept(page) == before
    redo()
    assert kept(page) == added


def test_an_action_from_elsewhere_does_not_take_the_row_that_is_typed_in(page: MeetingPage):
    page.go_to_question("actions")
    box = QApplication.focusWidget()
    press(KEY.Key_F9)
    action = QApplication.focusWidget()
    assert isinstance(action, QLineEdit)
    QTest.keyClicks(action, "Call school")
    press(KEY.Key_Return)
    assert QApplication.focusWidget() is box
    assert len(tables(page)[0].cards()) == 2
    undo()
    assert QApplication.focusWidget() is box
    assert len(tables(page)[0].cards()) == 1


@pytest.mark.parametrize("by_hand", [True, False])
def test_choosing_through_assistive_technology_is_a_step_too(page: MeetingPage, by_hand: bool):
    """It changes the state of a button, and clicks nothing."""
    page.go_to_question("sibling_group")
    before = kept(page)
    button = next(b for b in choices(page) if isinstance(b, QRadioButton))
    if by_hand:
        button.click()
    else:
        button.toggle()
    assert kept(page)["sibling_group"] == button.text()
    undo()
    assert kept(page) == before


# what comes in from elsewhere


def last_time(page: MeetingPage) -> Record:
    said = {q.key: "Said last time" for q in page.meeting.form.questions() if not q.has_rows}
    return replace(page.meeting.record, answers=said)


def test_what_was_brought_in_goes_again_and_its_mark_with_it(page: MeetingPage, qtbot: QtBot):
    again = opened("initial_ppm", previous=last_time(page))
    qtbot.addWidget(again)
    box = notes(again, "life_story")
    before = kept(again)
    press(KEY.Key_F4)
    brought = kept(again)
    assert brought["brought.life_story"] == "last time 2026-11-21"
    type_in(box, " And more.")
    assert "brought.life_story" not in kept(again)
    undo()
    undo()
    assert kept(again) == brought
    undo()
    assert kept(again) == before
    redo()
    assert kept(again) == brought


def test_what_was_confirmed_is_unconfirmed_again(page: MeetingPage, qtbot: QtBot):
    again = opened("initial_ppm", previous=last_time(page))
    qtbot.addWidget(again)
    notes(again, "life_story")
    press(KEY.Key_F4)
    brought = kept(again)
    button(again, "It still holds").click()
    confirmed = kept(again)
    assert "brought.life_story" not in confirmed
    undo()
    assert kept(again) == brought
    assert button(again, "It still holds").isVisible()
    redo()
    assert kept(again) == confirmed


def button(page: MeetingPage, text: str) -> QAbstractButton:
    found = page.sections.current.findChildren(QAbstractButton)
    return next(b for b in found if b.isVisible() and b.text() == text)


PREPARED = {"life_story": "A box was begun.", "background": "In May.", "family_time": "Weekly."}


def bring_in_a_file(page: MeetingPage) -> None:
    """As the page for Word files does, with answers and a table."""
    rows = {"carers": (Row("r1", {"name": "Gran"}), Row("r2", {"name": "Uncle"}))}
    file = File("invented.docx", returned=True, answers=PREPARED, rows=rows, rest="")
    was = page.meeting.record
    before = replace(was, answers=dict(was.answers), tables=dict(was.tables))
    for found in compare(file, page.meeting, HERE.library.choices):
        bring_in(found, page.meeting)
    page.reload(before)


@pytest.mark.parametrize("seen_before", [True, False])
def test_answers_of_a_file_are_taken_back_where_they_stand(page: MeetingPage, seen_before: bool):
    """Whether the chair had been in that section or not."""
    if seen_before:
        type_in(notes(page, "background"), "Typed before. ")
        page.go_to_question("carers")
        type_in(boxes(page)[0], "Aunt ")
        tables(page)[0].add_row()
    page.go_to_question("plan_comment")
    before = kept(page)
    bring_in_a_file(page)
    after = kept(page)
    assert after != before
    for key in ("life_story", "background", "family_time", "carers"):
        page.go_to_question(key)
        undo()
    assert kept(page) == before
    if seen_before:
        page.go_to_question("carers")
        assert [row.values["name"] for row in tables(page)[0].standing()] == ["Aunt ", ""]
        undo()
        undo()
        assert "carers" not in kept(page)
        redo()
        redo()
    for key in ("life_story", "background", "family_time", "carers"):
        page.go_to_question(key)
        redo()
    assert kept(page) == after


@pytest.mark.parametrize("other", ["Quite another text", "one two more", "not one two", ""])
def test_older_steps_do_nothing_to_what_came_in_since(page: MeetingPage, other: str):
    """Where a step does not fit what stands there, it is passed over."""
    box = notes(page, "background")
    type_in(box, "one two")
    put_in(page, "background", other)
    undo()
    undo()
    assert text_of(box) == other
    box.moveCursor(QTextCursor.MoveOperation.End)
    type_in(box, "since")
    undo()
    undo()
    assert text_of(box) == other


def test_nor_does_an_answer_that_was_brought_in_and_replaced_since(page: MeetingPage, qtbot: QtBot):
    again = opened("initial_ppm", previous=last_time(page))
    qtbot.addWidget(again)
    box = notes(again, "life_story")
    press(KEY.Key_F4)
    put_in(again, "life_story", "Quite another text")
    undo()
    assert text_of(box) == "Quite another text"
    redo()
    assert text_of(box) == "Quite another text"


def put_in(page: MeetingPage, key: str, text: str) -> None:
    """As the program does, with no step of the chair's."""
    page.meeting.set_answer(key, text)
    page.sections.current.views[key].show_answer(page.meeting)


def test_a_row_that_was_begun_stays_under_the_caret(page: MeetingPage):
    page.go_to_question("attendance")
    press(KEY.Key_Return, CTRL)
    press(KEY.Key_Return, CTRL)
    box = QApplication.focusWidget()
    was = page.meeting.record
    page.meeting.set_rows(page.meeting.form.question("attendance"), was.attendance[:1])
    page.reload(was)
    assert QApplication.focusWidget() is box
    assert isinstance(box, QLineEdit)
    type_in(box, "Ann ")
    page.collect()
    assert [row.values["name"] for row in page.meeting.record.attendance] == [
        "Priya Invented",
        "Ann ",
    ]


def test_a_disagreement_typed_in_two_places_is_undone_letter_for_letter(page: MeetingPage):
    """Its card at the question and its row in the table stand in one section here."""
    page.go_to_question("participation")
    before = kept(page)
    press(KEY.Key_F3)
    who = QApplication.focusWidget()
    assert isinstance(who, QLineEdit)
    type_in(who, "Gran ")
    page.collect()
    called = "Who, Disagreement 1"
    in_table = next(b for b in boxes(page) if b.accessibleName() == called and b is not who)
    type_in(in_table, "and aunt ")
    page.collect()
    said = [text_of(who), text_of(in_table)]
    assert said[0] == said[1]
    for expected in ("and Gran ", "Gran "):
        undo()
        assert {text_of(who), text_of(in_table)} == {expected}
    undo()
    assert kept(page) == before
    for _ in range(3):
        redo()
    assert [text_of(who), text_of(in_table)] == said


def test_a_card_that_was_emptied_and_let_go_of_comes_back_with_its_words(page: MeetingPage):
    notes(page, "background")
    press(KEY.Key_F3)
    who = QApplication.focusWidget()
    assert isinstance(who, QLineEdit)
    type_in(who, "Gran ")
    disputed = kept(page)
    undo()
    page.go_to_question("plan_comment")
    page.go_to_question("background")
    assert not who.isVisible()
    redo()
    assert kept(page) == disputed
    assert who.isVisible()
    assert QApplication.focusWidget() is who


def test_the_other_way_round_too(page: MeetingPage):
    """A row of the table that makes way for what is typed at a question, and was typed in."""
    page.go_to_question("disagreements")
    in_table = QApplication.focusWidget()
    assert isinstance(in_table, QLineEdit)
    type_in(in_table, "Aunt ")
    typed = kept(page)
    press(KEY.Key_Backspace, CTRL)
    page.go_to_question("participation")
    press(KEY.Key_F3)
    who = QApplication.focusWidget()
    assert isinstance(who, QLineEdit)
    type_in(who, "Gran ")
    page.collect()
    assert not in_table.isVisible()
    undo()
    undo()
    assert kept(page) == typed
    assert in_table.isVisible()
    undo()
    assert "disagreements" not in kept(page)


# where the caret is then


@pytest.mark.parametrize("form", FORMS)
def test_what_changes_comes_into_sight_with_the_caret(qtbot: QtBot, form: str):
    page = opened(form)
    qtbot.addWidget(page)
    for place in range(len(page.sections.all)):
        page.go_to(place)
        if not (there := boxes(page)):
            continue
        behind: list[int] = []
        for box in (there[0], there[-1]):
            type_in(box, "word ")
            behind.append(caret(box))
            box.clearFocus()
        for box in (there[-1], there[0]):
            page.setFocus()
            page.sections.undo()
            QApplication.processEvents()
            assert QApplication.focusWidget() is box
            assert not box.visibleRegion().isEmpty()
        page.sections.redo()
        QApplication.processEvents()
        assert QApplication.focusWidget() is there[0]
        assert caret(there[0]) == behind[0]
        page.sections.undo()


def caret(box: QLineEdit | QPlainTextEdit) -> int:
    return box.cursorPosition() if isinstance(box, QLineEdit) else box.textCursor().position()


def test_a_list_of_terms_closes_when_its_line_is_undone(page: MeetingPage):
    page.go_to_question("legal_status")
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    QTest.keyClick(box, "i")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, KEY.Key_Z, CTRL)
    assert QApplication.activePopupWidget() is None
    assert box.text() == ""


# pages that are one section


def test_a_childs_page_is_undone_whatever_has_the_focus(qtbot: QtBot):
    page = page_of(qtbot, child())
    type_in(child_box(page, "Preferred name"), "Annie ")
    type_in(child_box(page, "Religion"), "None ")
    chosen = next(
        b for b in page.findChildren(QRadioButton) if b.accessibleName().startswith("Date of birth")
    )
    chosen.click()
    chosen.setFocus()
    for _ in range(3):
        undo()
    assert page.child() == child()
    assert not page.findChildren(QMenu)
    redo()
    assert child_box(page, "Preferred name").text() == "Annie "


def test_another_child_has_nothing_to_undo(qtbot: QtBot):
    page = page_of(qtbot, child())
    type_in(child_box(page, "Preferred name"), "Annie ")
    type_in(child_box(page, "Religion"), "Secret ")
    undo()
    page.say_saved()
    page.keep()
    page.show_child(child("Bo Plum", "100002"), [], NAMES)
    child_box(page, "Religion").setFocus()
    undo()
    redo()
    assert page.child() == child("Bo Plum", "100002")


# names that stayed blank


def test_names_typed_row_by_row_all_come_back(page: MeetingPage):
    """As it was done at the desk: three people with Ctrl+Enter, all undone, all done again."""
    page.go_to_question("attendance")
    table = tables(page)[0]
    states = [state(page)]
    for name in ("Ann", "Ben", "Cat"):
        table.add_row()
        states.append(state(page))
        box = QApplication.focusWidget()
        assert isinstance(box, QLineEdit)
        type_in(box, name)
        states.append(state(page))
    for earlier in reversed(states[:-1]):
        undo()
        assert state(page) == earlier
    for later in states[1:]:
        redo()
        assert state(page) == later
    named = [row.values["name"] for row in table.value()]
    assert named == ["Priya Invented", "Sam Madeup", "Ann", "Ben", "Cat"]


def test_going_on_to_a_row_that_is_there_takes_no_name_away(page: MeetingPage):
    page.go_to_question("attendance")
    press(KEY.Key_Return, CTRL)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    assert not box.hasSelectedText()
    type_in(box, "-Smith")
    assert box.text() == "Sam Madeup-Smith"


def test_a_row_that_was_removed_comes_back_with_what_was_typed_and_goes_on_from_there(
    page: MeetingPage,
):
    page.go_to_question("actions")
    box = QApplication.focusWidget()
    assert isinstance(box, QPlainTextEdit)
    type_in(box, "Book it")
    remove = next(b for b in tables(page)[0].findChildren(QAbstractButton) if b.text() == "Remove")
    remove.click()
    undo()
    assert text_of(box) == "Book it"
    assert texts_on_the_way_back(box) == ["Book ", ""]
    for _ in range(3):
        redo()
    assert tables(page)[0].value() == ()


# what is promised


def promise(page: MeetingPage, qtbot: QtBot, act: Callable[[], object]) -> str:
    with qtbot.waitSignal(page.told) as told:
        act()
    return str(told.args[0])


def remove_a_person(page: MeetingPage) -> None:
    page.go_to_question("attendance")
    buttons = page.sections.current.findChildren(QAbstractButton)
    next(b for b in buttons if b.text() == "Remove").click()


def paste_a_table(page: MeetingPage) -> None:
    page.go_to_question("carers")
    paste("One\tfirst\nTwo\tsecond\n")


@pytest.mark.parametrize("act", [remove_a_person, paste_a_table])
def test_what_is_promised_holds_after_other_sections_too(
    page: MeetingPage, qtbot: QtBot, act: Callable[[MeetingPage], None]
):
    before = kept(page)
    said = promise(page, qtbot, lambda: act(page))
    section = page.sections.current.section
    assert f"Ctrl+Z in “{section.title}” " in said
    changed, here = kept(page), page.sections.place
    assert changed != before
    type_in(notes(page, "background"), "elsewhere ")
    undo()
    undo()  # once too often
    assert kept(page) == changed
    page.go_to(here)
    undo()
    assert kept(page) == before


# the menu


@pytest.mark.parametrize("key", ["background", "preferred_name"])
def test_the_menu_of_a_box_undoes_what_the_keys_do(page: MeetingPage, key: str):
    page.go_to_question(key)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit | QPlainTextEdit)
    assert not from_the_menu(box, "Undo")
    type_in(box, "one two")
    assert from_the_menu(box, "Undo")
    assert text_of(box) == "one "
    assert from_the_menu(box, "Redo")
    assert text_of(box) == "one two"


def from_the_menu(box: QWidget, name: str) -> bool:
    """Whether it can be chosen; it is then."""
    middle = box.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, box.mapToGlobal(middle))
    QApplication.sendEvent(box.viewport() if isinstance(box, QPlainTextEdit) else box, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [one for one in menu.actions() if one.text().replace("&", "").startswith(name)]
    can = action.isEnabled()
    action.trigger()
    menu.close()
    QApplication.processEvents()
    return can
