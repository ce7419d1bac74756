"""What stands in a section, and the hands that change it: for tests of undo in every form."""

from collections.abc import Iterator

from meeting_room import council, record
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from desktop_app.records.meeting import Record
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.disputes import Disputes
from desktop_app.ui.editors.rows import FreeRows
from desktop_app.ui.from_elsewhere import FromElsewhere
from desktop_app.ui.left_out import LeftOut
from desktop_app.ui.left_over_card import LeftOverCard
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.no_new_views import NoNewViews
from desktop_app.ui.question_view import QuestionView

HERE = council()
FORMS = tuple(HERE.library.forms)
KEY = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
State = dict[str, object]


def opened(form: str, kept: Record | None = None, previous: Record | None = None) -> MeetingPage:
    """The page of a meeting in sight, in a window of a council laptop."""
    made = HERE.form(form, HERE.profile("calderdale"))
    page = MeetingPage(OpenMeeting(made, kept or record(form)), HERE.library.choices, previous)
    page.resize(1366, 700)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


def state(page: MeetingPage) -> State:
    """All that stands in the section in sight, the empty rows too.

    But for those of disagreements: they come and go with what is typed at a question.
    """
    section = page.sections.current
    found: State = {}
    for key, view in section.views.items():
        rows = view.rows_editor()
        if rows is None:
            found[key] = view._value()
        elif view.question.kind == "disagreements":
            found[key] = [_said(row.values) for row in rows.value()]
        else:
            found[key] = [(row.id, _said(row.values)) for row in rows.standing()]
    disputes = [row for one in section.findChildren(Disputes) for row in one.value()]
    found["disputes"] = sorted(str(_said(row.values)) for row in disputes)
    for left_out in section.findChildren(LeftOut):
        found["left out"] = (left_out.chosen, left_out.value())
    return found


def screen_agrees(page: MeetingPage) -> None:
    """In sight are the questions that are asked, what is not asked any more, and every mark."""
    meeting, there = page.meeting, page.sections.current
    asked = [q for q in there.section.question if meeting.applies(q)]
    assert {k for k, v in there.views.items() if v.isVisibleTo(there)} == {q.key for q in asked}
    cards = [card.one.key for card in there.findChildren(LeftOverCard) if card.isVisibleTo(there)]
    here = [one.key for one in meeting.left_over() if one.section == there.section.key]
    assert sorted(cards) == sorted(here)
    marked = {q.key for q in asked if _is_marked(there.views[q.key])}
    assert marked == {q.key for q in asked if meeting.marks(q)}


def _is_marked(view: QuestionView) -> bool:
    """It, or a row of it; of the disagreements those that are its own."""
    marks = (*view.findChildren(FromElsewhere), *view.findChildren(NoNewViews))
    raised = {one for at in view.findChildren(Disputes) for one in at.findChildren(FromElsewhere)}
    return any(one.isVisibleTo(view) for one in marks if one not in raised)


def _said(values: object) -> dict[str, str]:
    assert isinstance(values, dict)
    return {key: text for key, text in values.items() if text}


def kept(page: MeetingPage) -> State:
    """What would be saved of the whole meeting now, marks of what was brought in included."""
    page.collect()
    said = page.meeting.record
    tables = {
        **said.tables,
        "attendance": said.attendance,
        "actions": said.actions,
        "carried": said.carried,
    }
    answers: State = {key: text for key, text in said.answers.items() if text}
    filled = {key: [_said(row.values) for row in rows] for key, rows in tables.items()}
    return answers | {key: rows for key, rows in filled.items() if rows or key == "actions"}


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None, "a key that nobody takes"
    QTest.keyClick(focus, key, modifier)
    QApplication.processEvents()


def undo() -> None:
    press(KEY.Key_Z, CTRL)


def redo() -> None:
    press(KEY.Key_Y, CTRL)


def boxes(page: MeetingPage) -> list[QLineEdit | QPlainTextEdit]:
    """What can be typed in and is in sight."""
    lines = page.sections.current.findChildren(QLineEdit)
    notes = page.sections.current.findChildren(QPlainTextEdit)
    return [b for b in (*lines, *notes) if b.isVisible() and not b.isReadOnly()]


def choices(page: MeetingPage) -> list[QAbstractButton]:
    found = page.sections.current.findChildren(QAbstractButton)
    chosen = (b for b in found if isinstance(b, QRadioButton | QCheckBox))
    return [b for b in chosen if b.isVisible() and b.isEnabled()]


def tables(page: MeetingPage) -> list[FreeRows]:
    found = page.sections.current.findChildren(FreeRows)
    return [t for t in found if t.isVisible() and t.question.kind != "disagreements"]


def type_in(box: QLineEdit | QPlainTextEdit, words: str) -> None:
    box.setFocus()
    QTest.keyClicks(box, words)
    close_lists(box)


def select(box: QLineEdit | QPlainTextEdit, since: float, at: float) -> None:
    """From one part of the text to another; no key leads between the halves of a character."""
    units = _units(box)
    one, other = (_whole(units, round(part * len(units))) for part in (since, at))
    if isinstance(box, QLineEdit):
        start, end = sorted((one, other))
        box.setCursorPosition(start)
        box.setSelection(start, end - start)
    else:
        caret = box.textCursor()
        caret.setPosition(one)
        caret.setPosition(other, QTextCursor.MoveMode.KeepAnchor)
        box.setTextCursor(caret)


def _units(box: QLineEdit | QPlainTextEdit) -> memoryview:
    """As Qt counts: halves of characters beyond the first 65,536 by themselves."""
    text = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
    return memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")


def _whole(units: memoryview, at: int) -> int:
    return at - 1 if at < len(units) and 0xDC00 <= units[at] < 0xE000 else at


def close_lists(box: QWidget) -> None:
    """Offscreen a list of terms stays active when it goes."""
    if popup := QApplication.activePopupWidget():
        popup.hide()
    box.window().activateWindow()
    QApplication.processEvents()


def every_change(page: MeetingPage) -> Iterator[None]:
    """A word into each box, each choice made, rows added, moved and removed: a step at a time."""
    for number, box in enumerate(boxes(page)):
        type_in(box, f"word{number} ")
        yield
    for button in choices(page):
        if button.isVisible() and not button.isChecked() and button is not left_out_tick(page):
            button.setFocus()
            QTest.keyClick(button, KEY.Key_Space)
            QApplication.processEvents()
            yield
    for table in tables(page):
        yield from _every_change_of(table)
    if tick := left_out_tick(page):
        tick.setFocus()
        press(KEY.Key_Space)
        if asked := words_may_go(page):
            asked.setFocus()
            press(KEY.Key_Space)
        yield


def left_out_tick(page: MeetingPage) -> QAbstractButton | None:
    there = page.sections.current.findChildren(QCheckBox)
    return next((b for b in there if b.isVisible() and b.text().startswith("Not discussed")), None)


def words_may_go(page: MeetingPage) -> QAbstractButton | None:
    """The button that takes the words out of a section, while it is asked whether they stay."""
    there = page.sections.current.findChildren(QAbstractButton)
    asked = (b for b in there if b.isVisible() and b.text().startswith("Take the words out"))
    return next(asked, None)


def _every_change_of(table: FreeRows) -> Iterator[None]:
    first = table.cards()[0]
    first.focus_first()
    for _ in range(2):
        table.add_row()
        yield
    box = next((b for b in table.cards()[-1].inputs() if isinstance(b, QLineEdit)), None)
    if box:
        type_in(box, "added ")
        yield
    press(KEY.Key_Up, ALT)
    yield
    card = table.cards()[0]
    removes = [b for b in card.findChildren(QAbstractButton) if b.text() == "Remove"]
    for button in removes:
        button.setFocus()
        press(KEY.Key_Space)
        yield
