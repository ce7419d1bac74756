"""The social worker's preparation comes back as a Word file and into the meeting, by keyboard."""

from pathlib import Path

import docx
from at_the_desk import PATIENCE, chairside, find, press, saved, wait_for
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from test_chair_minutes_an_initial_ppm import first_run, start_a_meeting

from desktop_app.ui.prepared_page import PreparedPage

CTRL = Qt.KeyboardModifier.ControlModifier


def fill_in(path: Path, answers: dict[str, str]) -> None:
    """Types below or beside a question, as a program would that loses the form's controls."""
    document = docx.Document(str(path))
    for table in document.tables:
        cells = [cell for row in table.rows for cell in row.cells]
        for place, cell in enumerate(cells[:-1]):
            if text := answers.get(cell.text.split("\n")[0]):
                after = next(c for c in cells[place + 1 :] if c.text != cell.text).paragraphs[0]
                for control in list(after._p)[1:]:
                    after._p.remove(control)
                after.add_run(text)
    document.save(str(path))


def test_a_form_goes_out_half_filled_and_comes_back(qtbot: QtBot, tmp_path: Path):
    with chairside(qtbot, tmp_path / "store") as window:
        first_run(qtbot, window)
        flow = start_a_meeting(qtbot, window)
        press(qtbot, Qt.Key.Key_O, CTRL)
        page = wait_for(qtbot, window, PreparedPage)
        page.save(tmp_path, known=True)
        qtbot.waitUntil(lambda: bool([*tmp_path.glob("*_preparation.docx")]), timeout=PATIENCE)
        (path,) = tmp_path.glob("*_preparation.docx")
        fill_in(path, {"Brief background": "Came in May.", "Preferred name": "Robbie"})
        page.read(path)
        qtbot.waitUntil(lambda: page._all.isVisible(), timeout=5_000)
        find(window, QPushButton, "Bring in all 2 that are new").setFocus()
        press(qtbot, Qt.Key.Key_Space)
        saved(qtbot, flow)
        meeting_id = flow.meeting.record.meeting.id
        answers = window._desk.ask(lambda store: store.record(meeting_id)).result().answers
        assert answers["background"] == "Came in May."
        assert answers["preferred_name"] == "Robbie"
        assert answers["brought.background"] == "prepared"
        press(qtbot, Qt.Key.Key_Escape)
        assert flow.page.isVisible()
