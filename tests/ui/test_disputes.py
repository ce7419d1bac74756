"""Somebody disagrees: recorded at the question with one key, and the same row in the table."""

from dataclasses import replace

import pytest
from meeting_room import council, open_meeting, record
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from test_typing_in_a_meeting import ALT, CTRL, KEY, SHIFT, focus, press, rows

from desktop_app.records.disagreements import begun_at
from desktop_app.records.meeting import RAISED_AT, Record, Row
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.disputes import Disputes
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.question_view import QuestionView


def shown(qtbot: QtBot, meeting: OpenMeeting) -> MeetingPage:
    made = MeetingPage(meeting, council().library.choices)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    return shown(qtbot, open_meeting())


def view(page: MeetingPage, key: str) -> QuestionView:
    return page.sections.view_of(page.meeting.form.question(key))


def cards(page: MeetingPage, key: str) -> list[Card]:
    """Those in which somebody disagrees with that question, as far as they can be seen."""
    found = view(page, key).findChildren(Disputes)
    return [c for one in found for c in one.findChildren(Card) if c.isVisibleTo(view(page, key))]


def words(card: Card) -> dict[str, str]:
    return {key: text for key, text in card.row().values.items() if text and key != RAISED_AT}


def kept(page: MeetingPage) -> tuple[Row, ...]:
    page.collect()
    assert page.meeting.disagreements
    return page.meeting.rows(page.meeting.disagreements)


def dispute(qtbot: QtBot, page: MeetingPage, key: str, who: str, their_view: str) -> None:
    page.go_to_question(key)
    press(qtbot, KEY.Key_F3)
    type_card(qtbot, who, their_view)


def type_card(qtbot: QtBot, who: str, their_view: str) -> None:
    """In the card with the caret in its first line."""
    line = focus()
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, who)
    QApplication.processEvents()
    line.window().activateWindow()  # offscreen, a list of names stays active when it goes
    press(qtbot, KEY.Key_Tab)
    qtbot.keyClicks(focus(), their_view)


def button(inside: QWidget, text: str) -> QPushButton:
    found = (b for b in inside.findChildren(QPushButton) if b.isVisibleTo(inside))
    return next(b for b in found if b.text().startswith(text))


def take_away(qtbot: QtBot, card: Card) -> None:
    card.focus_first()
    QApplication.processEvents()
    button(card, "Remove").setFocus()
    press(qtbot, KEY.Key_Space)


def test_one_key_records_who_disagrees_where_the_caret_is(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    with qtbot.waitSignal(page.changed):
        dispute(qtbot, page, "background", "Priya Invented", "It was not like that.")
    press(qtbot, KEY.Key_Tab)
    qtbot.keyClicks(focus(), "The team manager")
    press(qtbot, KEY.Key_Tab)
    qtbot.keyClicks(focus(), "+2w")
    [row] = kept(page)
    assert row.values == {
        **begun_at(page.meeting.form.question("background")),
        "who": "Priya Invented",
        "view": "It was not like that.",
        "step": "The team manager",
        "by_when": "+2w",
    }
    assert page.meeting.take_unsaved().tables == {"disagreements": (row,)}


def test_it_opens_in_sight_with_those_present_on_offer(page: MeetingPage, qtbot: QtBot):
    page.resize(1366, 420)
    page.go_to_question("child_views")
    press(qtbot, KEY.Key_F3)
    [card] = cards(page, "child_views")
    line = focus()
    assert isinstance(line, QLineEdit)
    assert line.accessibleName() == "Who, Disagreement 1"
    model = line.completer().model()
    assert isinstance(model, QStringListModel)
    assert model.stringList() == ["Priya Invented", "Sam Madeup"]
    qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())
    qtbot.waitUntil(lambda: card.visibleRegion().boundingRect() == card.rect())


def test_esc_goes_back_to_the_text_and_loses_nothing(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    qtbot.keyClicks(focus(), "In May.")
    box = focus()
    dispute(qtbot, page, "background", "Gran", "No.")
    press(qtbot, KEY.Key_Escape)
    assert focus() is box
    qtbot.keyClicks(focus(), " Then June.")
    [row] = kept(page)
    assert (row.values["who"], row.values["view"]) == ("Gran", "No.")
    assert page.meeting.answer("background") == "In May. Then June."
    assert len(cards(page, "background")) == 1


def test_esc_goes_back_to_the_very_cell_of_a_table(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "attendance")
    cell = editor._cards[1]._editors["relation"].input_widget()
    cell.setFocus()
    press(qtbot, KEY.Key_F3)
    press(qtbot, KEY.Key_F3)
    press(qtbot, KEY.Key_Escape)
    assert focus() is cell


def test_an_empty_one_disappears(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    press(qtbot, KEY.Key_F3)
    press(qtbot, KEY.Key_F3)
    assert len(cards(page, "background")) == 1
    press(qtbot, KEY.Key_Escape)
    assert cards(page, "background") == []
    press(qtbot, KEY.Key_F3)
    press(qtbot, KEY.Key_Tab, SHIFT)  # to its own Remove, or back to the text: not left yet
    page.go_to_question("plan")
    page.go_to_question("background")
    assert cards(page, "background") == []
    dispute(qtbot, page, "background", "G", "x")
    press(qtbot, KEY.Key_Backspace)
    cards(page, "background")[0].focus_first()
    press(qtbot, KEY.Key_Backspace)
    assert kept(page) == ()
    press(qtbot, KEY.Key_Escape)
    assert cards(page, "background") == []


def test_several_people_may_disagree_with_one_answer(page: MeetingPage, qtbot: QtBot):
    dispute(qtbot, page, "plan", "Gran", "Too early.")
    press(qtbot, KEY.Key_F3)
    type_card(qtbot, "Dad", "Too late.")
    press(qtbot, KEY.Key_Return, CTRL)
    type_card(qtbot, "The guardian", "Not at all.")
    assert [row.values["who"] for row in kept(page)] == ["Gran", "Dad", "The guardian"]
    press(qtbot, KEY.Key_Up, ALT)
    assert [row.values["who"] for row in kept(page)] == ["Gran", "The guardian", "Dad"]
    assert {row.values[RAISED_AT] for row in kept(page)} == {"plan"}


def test_the_card_at_the_question_and_the_row_in_the_table_are_the_same(
    page: MeetingPage, qtbot: QtBot
):
    dispute(qtbot, page, "background", "Gran", "No.")
    table = rows(page, "disagreements")  # built now: straight from the keyboard, nothing waits
    [card] = table._cards
    assert words(card)["view"] == "No."
    assert "Brief background history" in words(card)["about"]
    box = card._editors["view"].input_widget()
    box.setFocus()
    qtbot.keyClicks(box, " Never.")
    page.go_to_question("background")
    [there] = cards(page, "background")
    assert words(there)["view"] == "No. Never."
    box = there._editors["view"].input_widget()
    box.setFocus()
    qtbot.keyClicks(box, " Not once.")
    dispute(qtbot, page, "plan", "Dad", "Too late.")
    page.go_to_question("disagreements")
    assert [words(card)["view"] for card in table._cards] == ["No. Never. Not once.", "Too late."]


def test_they_are_the_same_on_one_page_too(page: MeetingPage, qtbot: QtBot):
    table = rows(page, "disagreements")
    dispute(qtbot, page, "participation", "Gran", "She was not asked.")
    page.collect()
    [card] = table._cards
    assert words(card)["view"] == "She was not asked."
    take_away(qtbot, card)
    page.collect()
    assert cards(page, "participation") == []
    press(qtbot, KEY.Key_Z, CTRL)
    page.collect()
    assert [words(card)["who"] for card in cards(page, "participation")] == ["Gran"]
    assert len(kept(page)) == 1


def test_what_is_about_can_be_said_better_in_the_table_and_stays_with_its_question(
    page: MeetingPage, qtbot: QtBot
):
    dispute(qtbot, page, "background", "Gran", "No.")
    table = rows(page, "disagreements")
    about = table._cards[0]._editors["about"].input_widget()
    assert isinstance(about, QLineEdit)
    about.setFocus()
    about.selectAll()
    qtbot.keyClicks(about, "The summer of 2024")
    page.go_to_question("background")
    box = cards(page, "background")[0]._editors["view"].input_widget()
    box.setFocus()
    qtbot.keyClicks(box, "!")
    [row] = kept(page)
    assert row.values["about"] == "The summer of 2024"
    assert row.values[RAISED_AT] == "background"
    assert row.values["view"] == "No.!"


def test_what_was_said_in_the_table_alone_is_kept_when_another_is_typed_at_the_question(
    page: MeetingPage, qtbot: QtBot
):
    dispute(qtbot, page, "background", "G", "x")
    table = rows(page, "disagreements")
    for key, text in (("who", ""), ("view", ""), ("about", "The summer")):
        box = table._cards[0]._editors[key].input_widget()
        assert isinstance(box, QLineEdit | QPlainTextEdit)
        box.setFocus()
        box.selectAll()
        press(qtbot, KEY.Key_Delete)
        qtbot.keyClicks(box, text)
    dispute(qtbot, page, "background", "Dad", "Too late.")
    said = {row.values["about"] for row in kept(page)}
    assert "The summer" in said


def test_a_removed_one_comes_back_with_one_undo_in_both_places(page: MeetingPage, qtbot: QtBot):
    table = rows(page, "disagreements")
    dispute(qtbot, page, "background", "Gran", "No.")
    [card] = cards(page, "background")
    with qtbot.waitSignal(page.told) as told:
        take_away(qtbot, card)
    assert told.args == ["Disagreement 1 was removed. Ctrl+Z in “Background” brings it back."]
    assert kept(page) == ()
    assert [words(card) for card in table._cards] == [{}]
    press(qtbot, KEY.Key_Z, CTRL)
    assert [row.values["view"] for row in kept(page)] == ["No."]
    assert words(table._cards[0])["view"] == "No."
    press(qtbot, KEY.Key_Y, CTRL)
    assert kept(page) == ()


def test_what_was_moved_in_the_table_is_undone_there_whatever_was_typed_at_a_question_since(
    page: MeetingPage, qtbot: QtBot
):
    dispute(qtbot, page, "background", "Gran", "No.")
    dispute(qtbot, page, "plan", "Dad", "Too late.")
    table = rows(page, "disagreements")
    table._cards[1].focus_first()
    press(qtbot, KEY.Key_Up, ALT)
    dispute(qtbot, page, "child_views", "The guardian", "Ask her again.")
    page.go_to_question("disagreements")
    press(qtbot, KEY.Key_Z, CTRL)
    said = [row.values["who"] for row in kept(page)]
    assert said == ["Gran", "Dad", "The guardian"]


def test_undo_in_the_table_never_trips_over_what_changed_at_a_question(
    page: MeetingPage, qtbot: QtBot
):
    dispute(qtbot, page, "background", "Gran", "No.")
    dispute(qtbot, page, "plan", "Dad", "Too late.")
    table = rows(page, "disagreements")
    table._cards[1].focus_first()
    press(qtbot, KEY.Key_Up, ALT)  # Dad before Gran
    assert [row.values["who"] for row in kept(page)] == ["Dad", "Gran"]
    page.go_to_question("plan")
    take_away(qtbot, cards(page, "plan")[0])
    assert [row.values["who"] for row in kept(page)] == ["Gran"]
    page.go_to_question("disagreements")
    for _ in range(5):
        press(qtbot, KEY.Key_Z, CTRL)
        assert [row.values["who"] for row in kept(page)] == ["Gran"]
    take_away(qtbot, table._cards[0])
    assert kept(page) == ()
    assert cards(page, "background") == []
    press(qtbot, KEY.Key_Z, CTRL)
    assert [row.values["who"] for row in kept(page)] == ["Gran"]
    assert len(cards(page, "background")) == 1
    page.go_to_question("plan")
    press(qtbot, KEY.Key_Z, CTRL)
    assert {row.values["who"] for row in kept(page)} == {"Gran", "Dad"}
    assert len({row.id for row in kept(page)}) == 2


def test_an_empty_row_of_the_table_may_be_gone_when_its_adding_is_undone(
    page: MeetingPage, qtbot: QtBot
):
    dispute(qtbot, page, "background", "Gran", "No.")
    rows(page, "disagreements")
    press(qtbot, KEY.Key_Return, CTRL)
    dispute(qtbot, page, "plan", "Dad", "Too late.")
    page.go_to_question("disagreements")
    press(qtbot, KEY.Key_Z, CTRL)
    assert [row.values["who"] for row in kept(page)] == ["Gran", "Dad"]


def test_the_same_one_never_comes_back_twice(page: MeetingPage, qtbot: QtBot):
    table = rows(page, "disagreements")
    dispute(qtbot, page, "background", "Gran", "No.")
    take_away(qtbot, cards(page, "background")[0])
    press(qtbot, KEY.Key_Z, CTRL)
    page.go_to_question("disagreements")
    take_away(qtbot, table._cards[0])
    page.go_to_question("background")
    press(qtbot, KEY.Key_Y, CTRL)
    press(qtbot, KEY.Key_Z, CTRL)
    assert kept(page) == ()  # it was taken out in the table: there it comes back
    page.go_to_question("disagreements")
    press(qtbot, KEY.Key_Z, CTRL)
    assert len(kept(page)) == 1
    assert len(table._cards) == 1


def test_rows_can_still_be_undone_after_the_page_was_filled_again(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "attendance")
    before = [row.values["name"] for row in editor.value()]
    take_away(qtbot, editor._cards[0])
    page.reload(page.meeting.record)
    press(qtbot, KEY.Key_Z, CTRL)
    assert [row.values["name"] for row in editor.value()] == before


def test_in_the_table_itself_the_key_adds_a_row(page: MeetingPage, qtbot: QtBot):
    table = rows(page, "disagreements")
    qtbot.keyClicks(focus(), "Gran")
    press(qtbot, KEY.Key_F3)
    qtbot.keyClicks(focus(), "Dad")
    assert [row.values["who"] for row in table.value()] == ["Gran", "Dad"]
    assert not any(row.values.get(RAISED_AT) for row in kept(page))


def test_the_button_beside_the_question_does_the_same(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    box = focus()
    button(page._side, "Somebody disagrees").click()
    QApplication.processEvents()
    assert focus().accessibleName() == "Who, Disagreement 1"
    press(qtbot, KEY.Key_Escape)
    assert focus() is box


@pytest.mark.parametrize("key", ["background", "sibling_group", "carers", "next_meeting"])
def test_tab_goes_from_the_answer_through_the_card_to_the_next_question(
    page: MeetingPage, qtbot: QtBot, key: str
):
    page.go_to_question(key)
    start = focus()
    press(qtbot, KEY.Key_F3)
    [card] = cards(page, key)
    qtbot.keyClicks(focus(), "x")
    card.window().activateWindow()
    start.setFocus()
    seen: list[QWidget] = []
    while view(page, key).isAncestorOf(focus()) and len(seen) < 40:
        seen.append(focus())
        press(qtbot, KEY.Key_Tab)
    inside = [card.isAncestorOf(widget) for widget in seen]
    assert any(inside)
    assert inside == sorted(inside[:-1]) + inside[-1:]  # the answer first; one button may follow


def test_every_input_of_a_card_has_a_name(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    press(qtbot, KEY.Key_F3)
    [card] = cards(page, "background")
    for kind in (QLineEdit, QPlainTextEdit, QAbstractButton):
        for widget in card.findChildren(kind):
            assert widget.accessibleName() or getattr(widget, "text", lambda: "")()


def disputed(state: str) -> Record:
    form = open_meeting().form
    row = Row("d", {**begun_at(form.question("background")), "who": "Gran", "view": "No."})
    base = record()
    meeting = replace(base.meeting, state="signed" if state == "signed" else "draft")
    return replace(base, meeting=meeting, tables={"disagreements": (row,)})


def test_a_signed_meeting_shows_them_and_takes_no_more(qtbot: QtBot):
    page = shown(qtbot, OpenMeeting(open_meeting().form, disputed("signed")))
    page.go_to_question("background")
    [card] = cards(page, "background")
    assert words(card)["view"] == "No."
    boxes = [*card.findChildren(QLineEdit), *card.findChildren(QPlainTextEdit)]
    assert all(box.isReadOnly() for box in boxes)
    press(qtbot, KEY.Key_F3)
    assert len(cards(page, "background")) == 1
    assert not [
        b
        for b in page._side.findChildren(QPushButton)
        if b.text().startswith("Somebody") and b.isVisible()
    ]


def test_what_was_stored_stands_at_its_question_again(qtbot: QtBot):
    page = shown(qtbot, OpenMeeting(open_meeting().form, disputed("draft")))
    page.go_to_question("background")
    [card] = cards(page, "background")
    assert words(card)["who"] == "Gran"
    press(qtbot, KEY.Key_F3)
    type_card(qtbot, "Dad", "Nor I.")
    assert [row.values["who"] for row in kept(page)] == ["Gran", "Dad"]
