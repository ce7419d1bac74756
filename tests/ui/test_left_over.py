"""Words that are not asked now, on the section's page and before signing: one key each."""

from dataclasses import replace

import pytest
from meeting_room import council, record
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from screens_examples import sentences

from desktop_app.forms.model import Question
from desktop_app.records.meeting import Record, Row
from desktop_app.records.renamed import put_rows
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.left_over_card import LeftOverCard
from desktop_app.ui.meeting_page import MeetingPage

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
FORMS = ("initial_ppm", "review_ppm", "selection", "disruption", "stability")
SAID = "Words that nobody may lose."


def shown(qtbot: QtBot, here: Record) -> MeetingPage:
    form = council().form(here.meeting.form, council().profile("calderdale"))
    page = MeetingPage(OpenMeeting(form, here), council().library.choices)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


def answered(here: Record, question: Question) -> Record:
    if not question.has_rows:
        return replace(here, answers={**here.answers, question.key: SAID})
    keys = [row.key for row in question.rows] or ["1"]
    cells = {column.key: SAID for column in question.columns}
    return here.changed_by(put_rows(question, tuple(Row(key, cells) for key in keys)))


def siblings(qtbot: QtBot) -> MeetingPage:
    """One answer that is not asked, for there are no brothers and sisters."""
    page = shown(qtbot, record(sibling_group="No", siblings_apart="2"))
    page.go_to_question("sibling_group")
    QApplication.processEvents()
    return page


def cards(inside: QWidget) -> list[LeftOverCard]:
    return [one for one in inside.findChildren(LeftOverCard) if one.isVisibleTo(inside)]


def way(card: QWidget, words: str) -> QPushButton:
    buttons = (one for one in card.findChildren(QPushButton) if one.isVisibleTo(card))
    return next(one for one in buttons if one.text().startswith(words))


def press(qtbot: QtBot, button: QPushButton) -> None:
    """By the one key that the chair needs."""
    button.setFocus()
    qtbot.keyClick(button, KEY.Key_Space)
    QApplication.processEvents()


def key(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    focus = QApplication.focusWidget()
    assert focus
    qtbot.keyClick(focus, key, modifier)
    QApplication.processEvents()


def left(page: MeetingPage) -> list[str]:
    page.collect()
    return [one.key for one in page.meeting.left_over()]


@pytest.mark.parametrize("form", FORMS)
def test_a_section_shows_each_answer_or_why_it_is_not_asked_and_nothing_twice(
    form: str, qtbot: QtBot
):
    here = record(form)
    questions = council().library.forms[form].questions()
    conditional = [q for q in questions if q.shown_if and q.kind != "calculated"]
    for question in conditional:
        here = answered(here, question)
    page = shown(qtbot, here)
    there = {one.key for one in page.meeting.left_over()}
    assert there
    for place, section in enumerate(page.sections.all):
        page.go_to(place)
        QApplication.processEvents()
        on_page = page.sections.current
        told = {card.one.key: card for card in cards(on_page)}
        for question in section.question:
            view = on_page.views[question.key]
            assert view.isVisibleTo(on_page) == (question.key not in told), question.key
            assert (question.key in told) == (question.key in there), question.key
        for card in told.values():
            assert SAID in sentences(card)
            assert "Recorded, but asked only when" in sentences(card)


def test_it_appears_when_another_answer_changes_and_goes_when_it_changes_back(qtbot: QtBot):
    page = shown(qtbot, record(sibling_group="Yes", siblings_apart="2"))
    page.go_to_question("sibling_group")
    assert cards(page) == []
    view = page.sections.current.views["sibling_group"]
    for answer, expected in (("No", ["siblings_apart"]), ("Yes", [])):
        choice = next(b for b in view.findChildren(QWidget) if getattr(b, "text", str)() == answer)
        choice.setFocus()
        qtbot.keyClick(choice, KEY.Key_Space)
        page.collect()  # as the saver does
        qtbot.waitUntil(lambda want=expected: [c.one.key for c in cards(page)] == want)


def test_taking_out_is_one_key_and_undo_brings_it_back(qtbot: QtBot):
    page = siblings(qtbot)
    press(qtbot, way(cards(page)[0], "Take out"))
    assert left(page) == []
    assert cards(page) == []
    assert page.meeting.take_unsaved().answers["siblings_apart"] == ""
    key(qtbot, KEY.Key_Z)
    assert left(page) == ["siblings_apart"]
    assert [card.one.text for card in cards(page)] == ["2"]
    key(qtbot, KEY.Key_Y)
    assert left(page) == []


def test_moving_is_one_key_to_the_place_that_the_button_names(qtbot: QtBot):
    page = siblings(qtbot)
    press(qtbot, way(cards(page)[0], "Move to “"))
    assert left(page) == []
    moved = [k for k, text in page.meeting.record.answers.items() if text.endswith(": 2")]
    assert len(moved) == 1
    view = page.sections.current.views[moved[0]]
    focus = QApplication.focusWidget()
    assert focus
    assert view.isAncestorOf(focus)
    qtbot.keyClicks(focus, " More.")
    page.collect()
    assert page.meeting.answer(moved[0]).endswith(": 2 More.")
    key(qtbot, KEY.Key_Z)
    key(qtbot, KEY.Key_Z)
    assert left(page) == ["siblings_apart"]
    assert page.meeting.answer(moved[0]) == ""


def test_keeping_as_a_note_is_one_key_and_settles_it(qtbot: QtBot):
    page = siblings(qtbot)
    press(qtbot, way(cards(page)[0], "Keep as a note"))
    [told] = [one for one in page.meeting.findings() if one.left_over]
    assert told.settled
    assert "Kept as a note" in sentences(cards(page)[0])
    key(qtbot, KEY.Key_Z)
    assert [one.settled for one in page.meeting.findings() if one.left_over] == [False]


def test_a_signed_meeting_shows_it_and_changes_nothing(qtbot: QtBot):
    here = record(sibling_group="No", siblings_apart="2")
    page = shown(qtbot, replace(here, meeting=replace(here.meeting, state="signed")))
    page.go_to_question("sibling_group")
    [card] = cards(page)
    assert card.stops == []


@pytest.fixture
def check(qtbot: QtBot) -> tuple[MeetingPage, CheckPage]:
    """With an answer that belongs to no question of the form, and one that is not asked."""
    page = shown(qtbot, record(sibling_group="No", siblings_apart="2", old_concern=SAID))
    made = CheckPage(page.meeting)
    qtbot.addWidget(made)

    def handled(changes: object) -> None:
        page.sections.handle(changes)  # type: ignore[arg-type]
        made.refresh()

    made.handled.connect(handled)
    for signal, act in (
        (made.undo_wanted, page.sections.handled.undo),
        (made.redo_wanted, page.sections.handled.redo),
    ):
        signal.connect(act)
        signal.connect(made.refresh)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    made.refresh()
    QApplication.processEvents()
    return page, made


def test_before_you_sign_lists_them_once_with_their_words(check: tuple[MeetingPage, CheckPage]):
    _, made = check
    assert [(card.one.about, card.one.text) for card in cards(made)] == [
        ("Number of siblings placed apart from child", "2"),
        ("Old concern", SAID),
    ]
    assert sentences(made).count(SAID) == 1
    assert "Recorded under earlier headings" in sentences(made)
    assert "Some words belong to no question of the form now" in sentences(made)


def test_before_you_sign_takes_out_and_brings_back(
    check: tuple[MeetingPage, CheckPage], qtbot: QtBot
):
    page, made = check
    press(qtbot, way(cards(made)[1], "Take out"))
    press(qtbot, way(cards(made)[0], "Take out"))
    assert left(page) == []
    key(qtbot, KEY.Key_Z)
    key(qtbot, KEY.Key_Z)
    assert left(page) == ["siblings_apart", "old_concern"]
    assert len(cards(made)) == 2
    key(qtbot, KEY.Key_Y)
    assert left(page) == ["siblings_apart"]


def test_before_you_sign_moves_to_any_question_that_can_hold_it(
    check: tuple[MeetingPage, CheckPage], qtbot: QtBot
):
    page, made = check
    menu = way(cards(made)[1], "Move elsewhere").menu()
    words = page.meeting.form.question("background").words
    next(one for one in menu.actions() if one.text() == words).trigger()
    QApplication.processEvents()
    assert page.meeting.answer("background") == SAID
    assert left(page) == ["siblings_apart"]
    page.go_to_question("background")
    view = page.sections.current.views["background"]
    assert [box.toPlainText() for box in view.findChildren(QPlainTextEdit)] == [SAID]
    page.collect()
    assert page.meeting.answer("background") == SAID
