"""The caret comes back where it was: after a lock, after other sections, after other pages."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from section_states import (
    CTRL,
    FORMS,
    HERE,
    KEY,
    boxes,
    choices,
    left_out_tick,
    opened,
    press,
    select,
)

from desktop_app.forms.model import Form, Question
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.editors.caret import Caret, caret_of
from desktop_app.ui.meeting_page import MeetingPage

SAID = "Some words 😀 that were said"
Where = tuple[str, str, int, str]


def filled(form: Form) -> Record:
    """Words in every question, and three rows in every table."""
    questions = tuple(form.questions())
    answers = {q.key: said(q) for q in questions if not q.has_rows}
    tables = {q.key: rows(q) for q in questions if q.has_rows}
    others = {key: rows for key, rows in tables.items() if key not in ("actions", "carried")}
    meeting = Meeting("m", "PPM-TEST22", "c", form.key, created_at="2026-11-21T10:00:00+00:00")
    child = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
    return Record(
        meeting,
        child,
        answers,
        others,
        tables.get("attendance", ()),
        tables.get("actions", ()),
        tables.get("carried", ()),
    )


def said(question: Question) -> str:
    """Of choices all, so that most of what depends on them can be seen."""
    if question.kind == "choices":
        return "\n".join(HERE.library.choices(question))
    return SAID


def rows(question: Question) -> tuple[Row, ...]:
    keys = [row.key for row in question.rows] or [f"{question.key}-{n}" for n in range(3)]
    words = {column.key: f"{SAID} {column.key}" for column in question.columns}
    return tuple(Row(key, {**words, "origin": ""}) for key in keys)


def where() -> Where:
    """Row and name of what has the focus, the caret in it, and what is selected."""
    focus = QApplication.focusWidget()
    assert focus is not None
    card = card_of(focus)
    at, selected = 0, ""
    if isinstance(focus, QLineEdit):
        at, selected = focus.cursorPosition(), focus.selectedText()
    elif isinstance(focus, QPlainTextEdit):
        at, selected = focus.textCursor().position(), focus.textCursor().selectedText()
    return card.row_id if card else "", focus.accessibleName(), at, selected


def card_of(widget: QWidget) -> Card | None:
    around: QWidget | None = widget
    while around is not None and not isinstance(around, Card):
        around = around.parentWidget()
    return around


def one_of_each(page: MeetingPage) -> list[QWidget]:
    """Of each kind of input in a section, in rows and outside: the last, not where focus falls."""
    found: dict[tuple[type, bool], QWidget] = {}
    tick = left_out_tick(page)  # to which nobody comes back
    for widget in (*boxes(page), *(one for one in choices(page) if one is not tick)):
        found[type(widget), card_of(widget) is not None] = widget
    return list(found.values())


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    made = opened("initial_ppm")
    qtbot.addWidget(made)
    return made


def in_front(page: MeetingPage) -> None:
    page.activateWindow()
    QApplication.processEvents()
    assert page.isActiveWindow()


@pytest.mark.parametrize("key", FORMS)
def test_whoever_opens_the_meeting_again_goes_on_where_the_caret_was(qtbot: QtBot, key: str):
    """In every kind of field, in every section: as after a lock, which lets go of all that was."""
    kept = filled(HERE.form(key, HERE.profile("calderdale")))
    page = opened(key, kept)
    again = opened(key, kept)
    for one in (page, again):
        qtbot.addWidget(one)
    for place in range(len(page.sections.all)):
        in_front(page)
        page.go_to(place)
        for widget in one_of_each(page):
            in_front(page)
            put_caret(widget, 0.7 if place % 2 else 0.3)
            was = where()
            page.collect()
            stored = page.meeting.record.meeting.place
            assert not [word for word in SAID.split() if word in stored]
            in_front(again)
            again.meeting.set_place(stored)
            again.come_back()
            QApplication.processEvents()
            assert where() == was
            assert again.sections.place == place


def put_caret(widget: QWidget, since: float) -> None:
    """With something selected, or nothing."""
    widget.setFocus()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        select(widget, since, 0.3)


@pytest.mark.parametrize("key", FORMS)
def test_other_sections_leave_the_caret_where_it_was(qtbot: QtBot, key: str):
    page = opened(key, filled(HERE.form(key, HERE.profile("calderdale"))))
    qtbot.addWidget(page)
    for place in range(len(page.sections.all)):
        page.go_to(place)
        for widget in one_of_each(page):
            put_caret(widget, 0.7 if place % 2 else 0.3)
            was = where()
            there_and_back(page)
            assert where() == was
            assert QApplication.focusWidget() is widget


def there_and_back(page: MeetingPage) -> None:
    last = page.sections.place == len(page.sections.all) - 1
    keys = (KEY.Key_PageUp, KEY.Key_PageDown) if last else (KEY.Key_PageDown, KEY.Key_PageUp)
    for key in keys:
        press(key, CTRL)


@pytest.mark.parametrize("key", FORMS)
def test_a_section_is_entered_where_one_types_or_chooses_first(qtbot: QtBot, key: str):
    """Not at a button such as “More”, to which Qt would give the focus."""
    for kept in (None, filled(HERE.form(key, HERE.profile("calderdale")))):
        page = opened(key, kept)
        qtbot.addWidget(page)
        for place in range(len(page.sections.all)):
            page.go_to(place)
            QApplication.processEvents()
            focus = QApplication.focusWidget()
            assert focus in (*boxes(page), *choices(page)), page.sections.all[place].key
            assert isinstance(focus, QWidget)
            view = page.sections.current.view_around(focus)
            shown = [v for v in page.sections.current.views.values() if v.isVisible()]
            assert view is next(v for v in shown if v.question.kind != "calculated")


# what is not there any more


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "background",
        "no_such_question",
        '["background","","",999999,999999]',
        '["background","gone","gone",5,5]',
        '["attendance","gone","relation",5,5]',
        '["attendance","p1","gone",5,5]',
        '["attendance"]',
        '["not_discussed.background","","why",3,3]',
        '["not_discussed.child","","why",3,3]',
        '["pre_proceedings_start","","",0,0]',
        "[" * 5_000,
        "[" + "9" * 5_000 + "]",
        '["background","","",-5,1e999]',
        "{}",
        "null",
        '["\\ud800","","",0,0]',
    ],
)
def test_whatever_was_stored_leads_to_the_nearest_place(page: MeetingPage, stored: str):
    page.meeting.set_place(stored)
    page.come_back()
    focus = QApplication.focusWidget()
    assert focus in (*boxes(page), *choices(page))
    if "attendance" in stored or "background" in stored:
        question = "attendance" if "attendance" in stored else "background"
        assert page.sections.place == page.sections.place_of(question)


def test_a_row_that_was_begun_is_there_to_go_on_in(page: MeetingPage, qtbot: QtBot):
    """Nothing was typed in it yet, so that it was never stored."""
    page.go_to_question("attendance")
    press(KEY.Key_Return, CTRL)
    press(KEY.Key_Return, CTRL)
    press(KEY.Key_Tab)
    name = where()[1]
    page.collect()
    again = opened("initial_ppm", page.meeting.record)
    qtbot.addWidget(again)
    assert where()[1] == name
    assert len(again.meeting.record.attendance) == 2


def test_a_caret_says_nothing_but_ids_and_numbers():
    here = Caret("attendance", "p1", "name", 7, 3)
    assert here.kept() == '["attendance","p1","name",7,3]'
    assert caret_of(here.kept()) == here
