"""A choice of many looks like a list and is one: a fragment never passes for a term of it."""

from collections.abc import Iterator

import pytest
from meeting_room import council, record
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot
from screens_examples import NAMES, box, child, page_of
from section_states import ALT, FORMS, KEY, NONE, kept, opened, press, redo, undo

from desktop_app.forms.model import Form, Question
from desktop_app.records.meeting import Row
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.child_page import ChildPage
from desktop_app.ui.editors.lines import ChoiceLine
from desktop_app.ui.meeting_page import MeetingPage

SAID = "Not one of the choices: kept as typed"


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    made = opened("initial_ppm")
    qtbot.addWidget(made)
    return made


def offered() -> list[str]:
    """The list that is open; none when there is none."""
    view = QApplication.activePopupWidget()
    if not isinstance(view, QListView):
        return []
    model = view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def hit(line: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Offscreen, a list stays the active window when it goes."""
    QTest.keyClick(line, key, modifier)
    line.window().activateWindow()
    assert QTest.qWaitForWindowActive(line.window())
    QApplication.processEvents()


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def is_still_in(qtbot: QtBot, line: QWidget) -> None:
    def has_focus() -> bool:
        line.window().activateWindow()
        return line.hasFocus()

    qtbot.waitUntil(has_focus)


def at(page: MeetingPage, key: str) -> QLineEdit:
    """The box of a question, empty, with the caret in it."""
    page.go_to_question(key)
    line = focus()
    assert isinstance(line, QLineEdit)
    line.clear()
    return line


def stored(page: MeetingPage, key: str) -> str:
    page.collect()
    return page.meeting.answer(key)


def odd(page: MeetingPage, key: str) -> list[str]:
    page.collect()
    found = page.meeting.findings()
    return [one.message for one in found if one.key == f"{key}.unlisted" and not one.settled]


def says_odd(within: QWidget) -> bool:
    labels = within.findChildren(QLabel)
    return any(label.text() == SAID and label.isVisible() for label in labels)


def lists(page: MeetingPage) -> Iterator[tuple[Question, ChoiceLine]]:
    """Every one in sight of the section."""
    for view in page.sections.current.views.values():
        for editor in view.findChildren(ChoiceLine):
            if editor.isVisible():
                yield view.question, editor


@pytest.mark.parametrize("form", FORMS)
def test_every_list_opens_by_a_click_by_alt_and_down_and_by_typing(qtbot: QtBot, form: str):
    page = opened(form)
    qtbot.addWidget(page)
    seen = 0
    for place in range(len(page.sections.all)):
        page.go_to(place)
        for question, editor in lists(page):
            seen += 1
            line, terms = editor.input_widget(), list(page.meeting.form.terms(question))
            has_an_arrow(line)
            QTest.mouseClick(line, Qt.MouseButton.LeftButton)
            assert offered() == terms, question.key
            hit(line, KEY.Key_Escape)
            assert offered() == []
            hit(line, KEY.Key_Down, ALT)
            assert offered() == terms
            hit(line, KEY.Key_Escape)
            QTest.keyClicks(line, terms[1][:3].lower())
            assert terms[1] in offered()
            hit(line, KEY.Key_Escape)
            line.clear()
    assert seen > 1


def has_an_arrow(line: QLineEdit) -> None:
    """Something is drawn at its right end, which is empty in a line that is only typed in."""
    picture = line.grab().toImage()
    ratio = picture.devicePixelRatio()
    right, middle = round(line.width() - line.height() * 0.55), line.height() // 2
    inks = {
        picture.pixel(QPoint(round(x * ratio), round(y * ratio)))
        for x in range(right - 8, right + 8)
        for y in range(middle - 6, middle + 6)
    }
    assert len(inks) > 1


def test_what_begins_with_what_is_typed_comes_first(page: MeetingPage):
    line = at(page, "home_type")
    QTest.keyClicks(line, "foster")
    assert offered()[0] == "Foster carer, long term"
    assert "Relative or friend, long term fostering" in offered()
    hit(line, KEY.Key_Down)
    assert line.text() == "foster"  # to point at a term puts nothing in
    hit(line, KEY.Key_Return)
    assert offered() == []
    assert stored(page, "home_type") == "Foster carer, long term"


def test_tab_takes_what_is_pointed_at(page: MeetingPage):
    line = at(page, "home_type")
    QTest.keyClicks(line, "foster")
    hit(line, KEY.Key_Down)
    hit(line, KEY.Key_Tab)
    assert offered() == []
    assert stored(page, "home_type") == "Foster carer, long term"


def test_suggestions_that_begin_so_come_first_too(page: MeetingPage):
    line = at(page, "chair_role")
    QTest.keyClicks(line, "f")
    begins = [name.startswith("F") for name in offered()]
    assert begins == sorted(begins, reverse=True)
    assert any(begins)
    assert not all(begins)
    hit(line, KEY.Key_Escape)
    hit(line, KEY.Key_Tab)
    assert stored(page, "chair_role") == "f"  # any words will do there
    assert not odd(page, "chair_role")


@pytest.mark.parametrize("key", [KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Return])
def test_a_fragment_becomes_the_one_term_that_it_begins(page: MeetingPage, key: Qt.Key):
    for esc in (False, True):
        line = at(page, "legal_status")
        QTest.keyClicks(line, "int")
        if esc:
            hit(line, KEY.Key_Escape)
        hit(line, key)
        assert stored(page, "legal_status") == line.text() == "Interim care order"
        assert not odd(page, "legal_status")


def test_a_fragment_of_several_stays_and_is_found(page: MeetingPage):
    line = at(page, "legal_status")
    QTest.keyClicks(line, "section")
    assert not says_odd(page)  # while it is being typed
    hit(line, KEY.Key_Escape)
    hit(line, KEY.Key_Tab)
    assert stored(page, "legal_status") == "section"
    assert says_odd(page)
    [said] = odd(page, "legal_status")
    assert said == "“section” is not one of the choices. It prints as it stands."
    section = page.meeting.form.section_of("legal_status").key
    assert page.meeting.states(page.meeting.findings())[section] == "in progress"
    line.setFocus()
    QTest.keyClicks(line, " 20, single")
    hit(line, KEY.Key_Tab)
    assert stored(page, "legal_status") == "Section 20, single period of accommodation"
    assert not says_odd(page)
    assert not odd(page, "legal_status")


def test_own_words_are_kept_as_such_where_the_list_takes_them(page: MeetingPage):
    line = at(page, "home_type")
    QTest.keyClicks(line, "a hotel")
    assert offered() == ["Other: a hotel"]
    hit(line, KEY.Key_Tab)
    assert stored(page, "home_type") == "Other: a hotel"
    line = at(page, "home_type")
    QTest.keyClicks(line, "oth")
    hit(line, KEY.Key_Return)
    QTest.keyClicks(line, "with a neighbour")
    hit(line, KEY.Key_Tab)
    assert stored(page, "home_type") == "Other: with a neighbour"
    assert not odd(page, "home_type")
    line = at(page, "participation")
    QTest.keyClicks(line, "drew")
    hit(line, KEY.Key_Escape)
    hit(line, KEY.Key_Tab)
    assert stored(page, "participation") == "drew"
    assert odd(page, "participation")


def test_going_on_to_another_section_settles_it(page: MeetingPage):
    line = at(page, "legal_status")
    QTest.keyClicks(line, "int")
    hit(line, KEY.Key_Escape)
    page.step(1)
    assert stored(page, "legal_status") == "Interim care order"


def test_the_term_is_a_step_that_is_undone_alone_and_then_left_alone(page: MeetingPage):
    line = at(page, "legal_status")
    QTest.keyClicks(line, "int")
    hit(line, KEY.Key_Tab)
    undo()
    assert line.text() == "int"
    hit(line, KEY.Key_Tab)  # what undo brought back was not typed now
    assert stored(page, "legal_status") == "int"
    assert odd(page, "legal_status")
    redo()
    assert stored(page, "legal_status") == "Interim care order"
    undo()
    undo()
    assert stored(page, "legal_status") == ""


def test_what_was_stored_before_is_flagged_and_not_touched(qtbot: QtBot):
    page = opened("initial_ppm", record(legal_status="int", venue="nowhere"))
    qtbot.addWidget(page)
    for key in ("legal_status", "venue"):
        page.go_to_question(key)
        assert says_odd(page)
        press(KEY.Key_Tab)
        assert odd(page, key)
    assert kept(page)["legal_status"] == "int"
    assert kept(page)["venue"] == "nowhere"
    assert not page.meeting.has_unsaved_words


def test_what_is_put_back_is_not_taken_for_a_change(page: MeetingPage):
    page.go_to_question("legal_status")
    line = at(page, "legal_status")
    hit(line, KEY.Key_A)
    page.sections.current.views["legal_status"].put("int", "")
    hit(line, KEY.Key_Escape)
    hit(line, KEY.Key_Tab)
    assert stored(page, "legal_status") == "int"
    assert odd(page, "legal_status")


# in rows


def with_lists_in_rows() -> Form:
    """The Initial PPM, its people's roles and statuses as long choices of a council's own."""
    form = council().form("initial_ppm", council().profile("calderdale"))
    sections = [
        replace(section, question=tuple(map(_with_list, section.question)))
        for section in form.section
    ]
    return replace(form, section=tuple(sections))


def _with_list(question: Question) -> Question:
    if question.kind != "attendance":
        return question
    columns = tuple(
        replace(one, kind="choice", required=True) if one.key == "relation" else one
        for one in question.columns
    )
    return replace(question, columns=columns)


@pytest.fixture
def in_rows(qtbot: QtBot) -> MeetingPage:
    page = MeetingPage(OpenMeeting(with_lists_in_rows(), record()), council().library.choices)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    page.activateWindow()
    page.go_to_question("attendance")
    QApplication.processEvents()
    return page


def cell(page: MeetingPage) -> QLineEdit:
    line = page.sections.current.findChildren(ChoiceLine)[0].input_widget()
    line.setFocus()
    line.clear()
    return line


def relation(page: MeetingPage) -> str:
    page.collect()
    return page.meeting.record.attendance[0].values.get("relation", "")


def test_a_cell_is_a_list_too(in_rows: MeetingPage):
    line = cell(in_rows)
    QTest.keyClicks(line, "mot")
    hit(line, KEY.Key_Tab)
    assert relation(in_rows) == "Mother"
    line = cell(in_rows)
    QTest.keyClicks(line, "soc")
    hit(line, KEY.Key_Escape)
    in_rows.go_to_question("preferred_name")
    in_rows.go_to_question("attendance")
    assert relation(in_rows) == "Social worker"
    line = cell(in_rows)
    QTest.keyClicks(line, "famil")
    hit(line, KEY.Key_Escape)
    hit(line, KEY.Key_Tab)
    assert relation(in_rows) == "famil"
    assert says_odd(in_rows)
    [said] = odd(in_rows, "attendance.relation")
    assert said.endswith("It prints as it stands. (1. Priya Invented)")
    [found] = [f for f in in_rows.meeting.findings() if f.key == "attendance.relation.unlisted"]
    assert found.weight == "reason"


def test_alt_and_down_opens_the_list_of_a_cell_and_moves_no_row(in_rows: MeetingPage):
    line = cell(in_rows)
    hit(line, KEY.Key_Down, ALT)
    assert "Mother" in offered()
    hit(line, KEY.Key_Escape)
    in_rows.collect()
    names = [row.values["name"] for row in in_rows.meeting.record.attendance]
    assert names == ["Priya Invented", "Sam Madeup"]
    assert focus() is line


def test_a_cell_that_was_brought_in_odd_is_found(in_rows: MeetingPage):
    question = in_rows.meeting.form.question("attendance")
    values = {"name": "Priya Invented", "relation": "soc", "attended": "Pres"}
    in_rows.meeting.set_rows(question, (Row("p1", values), Row("p2", values)))
    found = [one.key for one in in_rows.meeting.findings()]
    assert {"attendance.relation.unlisted", "attendance.attended.unlisted"} <= set(found)


# Esc closes the list and nothing else


def test_esc_closes_the_list_and_not_the_page_of_the_child(qtbot: QtBot):
    page = page_of(qtbot, child())
    for name in ("Legal status", "Current home"):
        line = _line(page, name)
        for key in (KEY.Key_Down, KEY.Key_A):
            line.clear()
            hit(line, key)
            assert offered()
            with qtbot.assertNotEmitted(page.left), qtbot.assertNotEmitted(page.saved):
                hit(line, KEY.Key_Escape)
            assert offered() == []
            is_still_in(qtbot, line)


def test_esc_closes_the_list_and_not_the_disagreement(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    press(KEY.Key_F3)
    line = focus()
    hit(line, KEY.Key_Down)
    assert offered() == ["Priya Invented", "Sam Madeup"]
    hit(line, KEY.Key_Escape)
    assert offered() == []
    is_still_in(qtbot, line)


def test_esc_leaves_what_stood_there(page: MeetingPage):
    line = at(page, "plan")
    QTest.keyClicks(line, "adop")
    for _ in range(2):
        hit(line, KEY.Key_Down)
    hit(line, KEY.Key_Escape)
    assert line.text() == "adop"


# a child's details


def test_a_fragment_never_becomes_a_detail_of_the_child(qtbot: QtBot):
    page = page_of(qtbot, child())
    line = _line(page, "Legal status")
    QTest.keyClicks(line, "int")
    hit(line, KEY.Key_Escape)
    with qtbot.waitSignal(page.saved):
        hit(line, KEY.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.child().details["legal_status"] == "Interim care order"
    page.say_saved()
    line.clear()
    QTest.keyClicks(line, "not")
    hit(line, KEY.Key_Escape)
    with qtbot.waitSignals([page.saved, page.left], order="strict"):
        hit(line, KEY.Key_Escape)
    assert page.child().details["legal_status"] == "not"
    page.show_child(page.child(), [], NAMES)
    assert says_odd(page)


def _line(page: ChildPage, name: str) -> QLineEdit:
    QApplication.processEvents()  # it is in front by then
    line = box(page, name)
    line.setFocus()
    return line
