"""The actions, read back large for the whole room, and out the same day by one key each."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from aside_host import PATIENCE, Host, a_desk, host
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from screens_examples import inside, nameless_inputs, press, sentences

from desktop_app.records.meeting import Row
from desktop_app.storage.store import Store
from desktop_app.ui.actions_out import ActionsOut
from desktop_app.ui.theme import Theme


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Host]:
    with a_desk(tmp_path) as desk:
        made = host(qtbot, desk, ActionsOut, desk.council.profile("calderdale"))
        qtbot.waitUntil(lambda: "Actions: R.T." in sentences(made), timeout=PATIENCE)
        yield made


def out(window: Host) -> ActionsOut:
    assert isinstance(window.aside, ActionsOut)
    return window.aside


def look(window: Host) -> str:
    """What the page shows once it was asked to show what stands now."""
    out(window)._show()
    QApplication.processEvents()
    return sentences(window)


def told(qtbot: QtBot, window: Host) -> str:
    qtbot.waitUntil(lambda: bool(window.said), timeout=PATIENCE)
    return window.said.pop()


def words_in(path: Path) -> str:
    body = docx.Document(str(path)).element.body
    return "\n".join(t.text for t in body.iter("{*}t"))


def test_the_room_sees_the_actions_and_nothing_else_of_the_record(window: Host):
    said = sentences(window)
    assert "Actions: R.T., 1204417" in said
    assert "reference PPM-TEST22 · DRAFT: not signed" in said
    assert "1. Write to R.T.’s school" in said
    assert "Priya Invented, by 5 December 2026" in said
    assert "2. Book the medical" in said
    assert "Nobody yet, no date yet" in said
    for word in ("Robin", "Testname", "neglect", "Social worker"):
        assert word not in said
    assert "Robin" not in window.windowTitle()


def test_a_quiet_line_counts_what_is_required_and_empty(window: Host):
    missing = [one for one in window.meeting.findings() if one.weight != "warning"]
    assert f"{len(missing)} required answers are still empty" in sentences(window)
    given = next(finding for finding in missing if finding.weight == "reason")
    window.meeting.set_answer(f"reason.{given.key}", "Not today.")
    assert f"{len(missing) - 1} required answers are still empty" in look(window)


def test_it_is_large(window: Host):
    usual = {}
    for theme in (Theme(), Theme(150)):
        theme.apply()
        shown = {label.text(): label for label in window.findChildren(QLabel)}
        action = shown["1. Write to R.T.’s school"].fontMetrics().height()
        usual[theme.percent] = action
        assert action > shown["From this meeting"].fontMetrics().height() * 1.5
    assert usual[150] > usual[100]


def test_the_word_page_is_saved_and_noted(qtbot: QtBot, window: Host, tmp_path: Path):
    path = tmp_path / "page.docx"
    out(window).save_word(path)
    assert str(path) in told(qtbot, window)
    assert "Write to R.T.’s school" in words_in(path)
    assert "Robin" not in words_in(path)
    assert window.events() == [("actions sent", {"how": "Word page"})]
    assert re.search(r"What was done with them.*\n.*: saved as a Word page", sentences(window))
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["page.docx"]


def test_a_page_that_cannot_be_saved_is_told_and_not_noted(
    qtbot: QtBot, window: Host, tmp_path: Path
):
    out(window).save_word(tmp_path / "gone" / "page.docx")
    assert "cannot be saved" in told(qtbot, window)
    out(window).save_pdf(tmp_path / "gone" / "page.pdf")
    assert "cannot be saved" in told(qtbot, window)
    out(window).save_entry(tmp_path / "gone" / "next.ics")
    assert "cannot be saved" in told(qtbot, window)
    assert window.events() == []


def test_the_pdf_is_saved_and_noted(qtbot: QtBot, window: Host, tmp_path: Path):
    out(window).save_pdf(tmp_path / "page.pdf")
    assert "PDF saved" in told(qtbot, window)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    assert window.events() == [("actions sent", {"how": "PDF"})]


def test_one_key_copies_it_for_an_e_mail(qtbot: QtBot, window: Host):
    qtbot.keySequence(QApplication.focusWidget(), QKeySequence("Alt+C"))
    assert "first line is for the subject" in told(qtbot, window)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().startswith("Subject: Actions from a meeting, reference PPM-TEST22\n")
    assert "1. Write to R.T.’s school\n   Priya Invented, by 5 December 2026" in data.text()
    assert "Write to R.T.’s school" in data.html()
    for word in ("Robin", "neglect"):
        assert word not in data.text() + data.html()
    assert window.events() == [("actions sent", {"how": "copied for an e-mail"})]


def test_they_count_as_sent_once_the_chair_says_so(qtbot: QtBot, window: Host):
    assert "noted as sent" not in sentences(window)
    qtbot.keySequence(QApplication.focusWidget(), QKeySequence("Alt+S"))
    assert "Noted: the actions are sent" in told(qtbot, window)
    assert re.search(r"count as sent once you note it\):\n.*: noted as sent", sentences(window))
    assert window.events() == [("actions sent", {"how": "noted as sent"})]


def test_the_calendar_entry_names_nobody(qtbot: QtBot, window: Host, tmp_path: Path):
    out(window).save_entry(tmp_path / "next.ics")
    assert "Calendar entry saved" in told(qtbot, window)
    entry = (tmp_path / "next.ics").read_text()
    assert "DTSTART;VALUE=DATE:20270112" in entry
    for word in ("Robin", "1204417", "R.T."):
        assert word not in entry
    assert window.events() == [("actions sent", {"how": "calendar entry"})]


def test_without_a_date_there_is_no_entry_to_save(window: Host):
    window.meeting.set_answer("next_meeting", "soon")
    assert "the date of the next meeting is not set" in look(window)
    [entry] = [b for b in window.findChildren(QPushButton) if b.text().startswith("Calendar")]
    assert not entry.isEnabled()


def test_the_trail_holds_no_content(qtbot: QtBot, window: Host, tmp_path: Path):
    out(window).save_word(tmp_path / "page.docx")
    told(qtbot, window)
    trail = window.desk.ask(_trail).result()
    assert ("actions sent", "PPM-TEST22") in trail
    assert "school" not in str(trail)


def _trail(store: Store) -> list[tuple[str, str]]:
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT act, object FROM audit").all()
    return [(act, about) for act, about in rows]


def test_the_chair_may_leave_the_name_in_for_this_once(qtbot: QtBot, window: Host):
    inside(window, QCheckBox).setChecked(True)
    QApplication.processEvents()
    assert "1. Write to Robin’s school" in sentences(window)
    out(window).start()
    qtbot.waitUntil(lambda: "1. Write to R.T.’s school" in sentences(window), timeout=PATIENCE)
    assert "Robin" not in sentences(window)


def test_what_was_replaced_is_shown_on_demand_and_can_be_let_stand(qtbot: QtBot, window: Host):
    assert "Initials stand for the child’s name once." in sentences(window)
    assert "Robin" not in sentences(window)
    press(window, "Show these words")
    press(window, "“Robin”, once")
    QApplication.processEvents()
    assert "1. Write to Robin’s school" in sentences(window)
    assert "is let stand once" in sentences(window)
    press(window, "Copy for e-mail")
    assert "1. Write to Robin’s school" in QGuiApplication.clipboard().mimeData().text()
    out(window).start()
    qtbot.waitUntil(lambda: "1. Write to R.T.’s school" in sentences(window), timeout=PATIENCE)
    assert "Robin" not in sentences(window)


def test_a_word_that_may_be_the_name_stands_until_the_chair_says_otherwise(window: Host):
    window.meeting.set_answer("child_name", "Will Testname")
    rows = (Row("a", {"text": "Will the carer be paid?", "owner": "Priya Invented"}),)
    window.meeting.set_rows(window.meeting.form.of_kind("actions"), rows)
    said = look(window)
    assert "1. Will the carer be paid?" in said
    assert "What is, or may be, the child’s name is let stand once." in said
    press(window, "Show these words")
    press(window, "“Will”, once, perhaps another word")
    QApplication.processEvents()
    assert "1. W.T. the carer be paid?" in sentences(window)


def test_what_still_tells_who_the_child_is_is_named(window: Host):
    assert "may tell who" not in sentences(window)
    rows = (Row("a", {"text": "Kerry Testname to visit", "owner": "Priya Invented"}),)
    form = window.meeting.form
    window.meeting.set_rows(form.of_kind("actions"), rows)
    out(window)._show()
    assert "These words may tell who the child is: Testname." in sentences(window)
    press(window, "Leave the child’s name in the actions")
    assert "may tell who" not in sentences(window)


def test_what_is_carried_stands_with_its_newest_owner_and_date_until_it_is_closed(window: Host):
    review = window.desk.council.form("review_ppm", window.desk.council.profile("calderdale"))
    carried = review.of_kind("carried_actions")
    assert carried
    base = {
        "text": "Find a mentor",
        "owner": "Old Owner",
        "target": "1 May 2026",
        "origin": "PPM-1",
    }
    window.meeting.form = review
    window.meeting.set_rows(
        carried,
        (
            Row(
                "x", {**base, "status": "Part done", "new_owner": "Sam Madeup", "new_target": "+1w"}
            ),
            Row("y", {**base, "text": "Call the court", "status": "Not done"}),
            Row("z", {**base, "text": "Buy boots", "status": "Done"}),
        ),
    )
    said = look(window)
    assert (
        "Still open from earlier meetings\n1. Find a mentor\nSam Madeup, by 28 November 2026"
        in said
    )
    assert "2. Call the court\nOld Owner, by 1 May 2026" in said
    assert "Buy boots" not in said


def test_a_meeting_without_actions_says_so(window: Host):
    window.meeting.set_rows(window.meeting.form.question("actions"), ())
    assert "No action is open" in look(window)


def test_the_keys_reach_everything_and_back_goes_back(qtbot: QtBot, window: Host):
    assert nameless_inputs(window) == []
    column = QApplication.focusWidget()
    assert column is not None
    assert column.accessibleName() == "Actions: R.T., 1204417"
    window.resize(700, 300)
    QApplication.processEvents()
    qtbot.keyClick(column, Qt.Key.Key_PageDown)
    assert column.verticalScrollBar().value() > 0
    press(window, "‹ Back  (Esc)")
    assert window.backs == 1
