"""What is marked is told by name, and found by typing: a wrong one would leave with a copy."""

from dataclasses import replace

import pytest
from meeting_room import council, record
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from desktop_app.records.copies import spots
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Row
from desktop_app.ui.marks_page import MarksPage

COUNCIL = council()
SAID = {"child_name": "Robin Testname", "case_number": "1204417"}
FORMS = ("initial_ppm", "review_ppm", "selection", "disruption", "stability")


def page_of(form_key: str) -> MarksPage:
    """Every fixed table of the form with two rows that say the same."""
    form = COUNCIL.form(form_key, COUNCIL.profile("calderdale"))
    said = {}
    for question in form.questions():
        if question.rows and not question.shown_if:
            column = question.columns[0].key
            said[question.key] = tuple(Row(row.key, {column: "Yes"}) for row in question.rows[:2])
    here = record(form_key)
    minutes = freeze(form, replace(here, tables=said, answers=SAID), Imprint("C", "M"))
    page = MarksPage()
    page.show_spots(list(spots(minutes)), {})
    return page


def titles(page: MarksPage) -> list[str]:
    [shown] = page.findChildren(QListView)
    model = shown.model()
    rows = range(model.rowCount())
    return [str(model.index(n, 0).data()).split("\n")[0].strip() for n in rows]


@pytest.mark.parametrize("form_key", FORMS)
def test_rows_of_a_table_say_which_they_are(qtbot: QtBot, form_key: str):
    form = COUNCIL.form(form_key, COUNCIL.profile("calderdale"))
    page = page_of(form_key)
    qtbot.addWidget(page)
    shown = titles(page)
    for question in form.questions():
        if question.rows and not question.shown_if:
            for row in question.rows[:2]:
                name = " ".join(row.label.split())
                assert any(one.startswith(f"{name}: ") for one in shown), name


def test_a_place_is_found_by_typing_and_marked_by_its_number(qtbot: QtBot):
    page = page_of("initial_ppm")
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    before = titles(page)
    [find] = page.findChildren(QLineEdit)
    find.setFocus()
    qtbot.keyClicks(find, "name of child")
    assert any("Name of Child" in one for one in titles(page))
    assert len(titles(page)) < len(before)
    wanted = QSignalSpy(page.mark_wanted)
    qtbot.keyClick(find, Qt.Key.Key_Return)
    [shown] = page.findChildren(QListView)
    qtbot.keyClick(shown, Qt.Key.Key_1)
    assert wanted.count() == 1
    spot = wanted.at(0)[0]
    assert spot.about == "Name of Child"
    find.setFocus()
    qtbot.keyClick(find, Qt.Key.Key_Escape)
    assert titles(page) == before
    qtbot.keyClicks(find, "zzz")
    assert titles(page) == []
