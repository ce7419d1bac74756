"""What the chair reads beside a question: the option in hand, factors, contradictions, sources."""

from collections.abc import Callable

import pytest
from meeting_room import council, record
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.services.guide import guide_for
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.glance import MoreGuidance
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.theme import Theme

Room = Callable[..., MeetingPage]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    def made(key: str = "calderdale", form: str = "initial_ppm") -> MeetingPage:
        here = council()
        profile = here.profile(key)
        asked = here.form(form, profile)
        meeting = OpenMeeting(asked, record(form))
        page = MeetingPage(meeting, here.library.choices, None, guide_for(profile, form))
        qtbot.addWidget(page)
        page.resize(1366, 700)
        page.show()
        page.activateWindow()
        QApplication.processEvents()
        return page

    return made


def labels(page: MeetingPage) -> list[QLabel]:
    """Those in sight, from the top."""
    for _ in range(3):  # a layout asks the one around it, and that one the next
        QApplication.processEvents()
    shown = [one for one in page._side.findChildren(QLabel) if one.isVisibleTo(page._side)]
    return sorted(shown, key=lambda one: one.mapTo(page._side, QPoint(0, 0)).y())


def plain(text: str) -> str:
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def said(page: MeetingPage) -> str:
    """Everything that stands on the side, without marks of bold or lists."""
    rich = Qt.TextFormat.RichText
    return "\n".join(
        plain(one.text()) if one.textFormat() == rich else one.text() for one in labels(page)
    )


def go_to_row(page: MeetingPage, row: str) -> Card:
    page.go_to_question("options")
    cards = page.sections.current.findChildren(Card)
    card = next(card for card in cards if card.row_id == row)
    card.focus_first()
    QApplication.processEvents()
    return card


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def window(page: MeetingPage) -> MoreGuidance:
    return page._side.findChildren(MoreGuidance)[0]


def test_the_option_in_hand_stands_first_and_alone(room: Room):
    page = room()
    go_to_row(page, "adoption")
    assert said(page).startswith("Adoption\n")
    assert "Parental responsibility: With the adopters alone." in said(page)
    assert "Long-term fostering" not in said(page)
    assert "Weigh every option for this child" in said(page)
    go_to_row(page, "long_term_fostering")
    assert said(page).startswith("Long-term fostering\n")
    assert "With the adopters alone" not in said(page)


def test_both_orders_of_one_row_stand_there(room: Room):
    page = room()
    go_to_row(page, "cao_sgo")
    assert "Special guardianship (SGO)" in said(page)
    assert "Child arrangements order (CAO)" in said(page)


def test_the_side_is_built_anew_only_for_another_question_or_row(room: Room, qtbot: QtBot):
    page = room()
    card = go_to_row(page, "adoption")
    before = labels(page)
    comment = card.findChildren(QPlainTextEdit)[0]
    comment.setFocus()
    qtbot.keyClicks(comment, "Some words")
    page.collect()
    assert [one for one in before if "adopters alone" in one.text()] == [
        one for one in labels(page) if "adopters alone" in one.text()
    ]
    go_to_row(page, "reunification")
    assert not set(before) & {one for one in labels(page) if "goes home" in one.text()}


def test_a_key_opens_all_options_and_does_not_stand_in_the_way(room: Room, qtbot: QtBot):
    page = room()
    card = go_to_row(page, "adoption")
    qtbot.keyClick(focus(), Qt.Key.Key_F1, SHIFT)
    open_now = window(page)
    assert open_now.isVisible()
    assert not open_now.isModal()
    qtbot.waitUntil(open_now.page.hasFocus)
    shown = open_now.page.toPlainText()
    for option in ("Early permanence", "Reunification", "Residential care", "Private fostering"):
        assert shown.count(option) >= 10
    page.activateWindow()
    comment = card.findChildren(QPlainTextEdit)[0]
    comment.setFocus()
    qtbot.keyClicks(comment, "Still typing")
    assert comment.toPlainText() == "Still typing"
    assert open_now.isVisible()
    qtbot.keyClick(open_now, Qt.Key.Key_Escape)
    assert not open_now.isVisible()


def test_it_opens_by_its_button_too_and_leads_to_a_comparison_by_link(room: Room, qtbot: QtBot):
    page = room()
    go_to_row(page, "adoption")
    buttons = [one for one in page._side.findChildren(QPushButton) if one.isVisible()]
    (all_options,) = [one for one in buttons if one.text().startswith("All options")]
    all_options.click()
    text = window(page).page
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert text.textCursor().block().text() == "Parental responsibility"


@pytest.mark.parametrize("percent", [100, 200])
def test_the_comparison_needs_no_scrolling_sideways(room: Room, percent: int):
    Theme(percent).apply()
    page = room()
    go_to_row(page, "adoption")
    page._side.open_window()
    QApplication.processEvents()
    text = window(page).page
    assert window(page).width() <= 1366
    assert text.document().size().width() <= text.viewport().width()


def test_family_time_has_what_helps_and_what_harms_beside_it(room: Room):
    page = room()
    page.go_to_question("family_time")
    assert "It can do good when the adult" in said(page)
    assert "comes when promised, and on time" in said(page)
    assert "It can do harm when the child" in said(page)
    assert "not a list to count" in said(page)


def test_a_contradiction_stands_beside_its_question_with_both_papers(room: Room):
    page = room("lambeth")
    page.go_to_question("chair")
    beside = said(page)
    assert "Your council’s documents say two things" in beside
    assert "Lambeth Protocol, paragraphs 1.4 and 4.10 (2021): the team manager" in beside
    assert "the Early Permanency Team from 1 October 2024" in beside
    assert "Chairside does not choose between them." in beside
    page.go_to_question("minute_taker")
    assert "say two things" not in said(page)


def test_with_the_guidance_hidden_the_question_itself_says_that_papers_disagree(room: Room):
    page = room("lambeth")
    page._sides.toggle_guidance()
    page.go_to_question("chair")
    assert "documents disagree about this: Shift+F1" in focus().accessibleDescription()
    view = page.sections.current.views["chair"]
    assert any("disagree about this" in one.text() for one in view.findChildren(QLabel))
    page.go_to_question("minute_taker")
    assert "disagree" not in focus().accessibleDescription()


def test_another_councils_contradictions_stay_away(room: Room):
    page = room("lancashire")
    page.go_to_question("chair")
    assert "say two things" not in said(page)


def test_those_that_concern_no_question_are_in_the_window(room: Room):
    page = room("lambeth")
    page.go_to_question("child_name")
    page._side.open_window()
    shown = window(page).page.toPlainText()
    assert "Where else your council’s documents disagree" in shown
    assert "Who chairs the Permanency Board" in shown


def test_a_source_is_named_in_full_and_whose_it_is(room: Room):
    page = room()
    page.go_to_question("family_time")
    assert "Your council: Calderdale Policy, Appendix 2" in said(page)
    assert "Other councils: Lambeth Protocol, paragraph 4.17(v); Camden guidance" in said(page)
    page._side.open_window()
    shown = window(page).page.toPlainText()
    assert "Short names of the documents" in shown
    assert "Calderdale, Permanence Policy, with its appendices (your council’s own)" in shown


def test_a_screen_reader_hears_words_and_no_marks(room: Room):
    page = room()
    go_to_row(page, "adoption")
    (points,) = [one for one in labels(page) if "adopters alone" in one.text()]
    heard = QAccessible.queryAccessibleInterface(points).text(QAccessible.Text.Name)
    assert "How secure: The firmest in law" in heard
    assert "<" not in heard


def test_the_action_line_comes_into_sight_below_a_long_guidance(room: Room, qtbot: QtBot):
    page = room()
    page.go_to_question("family_time")
    qtbot.keyClick(page, Qt.Key.Key_F9)
    line = page._side._line
    qtbot.waitUntil(lambda: not line.visibleRegion().isEmpty())
    assert line.hasFocus()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    page.go_to_question("background")
    assert page._side._column.verticalScrollBar().value() == 0
