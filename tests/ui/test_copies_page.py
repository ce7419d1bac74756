"""Copies for people at the desk: marked by keyboard, previewed, saved, and listed afterwards."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from answered_dialogs import Dialogs, chosen
from patience import PATIENCE
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot
from screens_examples import nameless_inputs, press, sentences, store_busy

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.records.copies import Place
from desktop_app.records.meeting import Changes, Child, Meeting, Row
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.slots import Cost
from desktop_app.ui.copies import Copies
from desktop_app.ui.courier import Courier
from desktop_app.ui.fields import Field, Pick
from desktop_app.ui.row_list import RowList
from desktop_app.ui.theme import Theme

CHILD = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
SAID = {
    **CHILD.details,
    "meeting_date": "21 November 2026",
    "background": "Robin was born in May.\nJude Otherchild lives with Gran Invented.\nHe is well.",
    "home_carer": "Maureen Sample",
}
PEOPLE = (
    Row("p", {"name": "Priya Invented", "relation": "Social worker"}),
    Row("q", {"name": "Dana Testname", "relation": "Mother"}),
)


class Host(QMainWindow):
    """The aside in a window that has the meeting's own Esc and Ctrl+P."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        profile = desk.council.profile("calderdale")
        record = desk.ask(lambda store: store.record("m1")).result()
        meeting = OpenMeeting(desk.council.form("initial_ppm", profile), record)
        self.courier = Courier()
        self.aside = Copies(desk, self.courier, meeting, profile, {"my_name": "Helen Pretend"})
        self.backs = 0
        self.aside.left.connect(self._left)
        for keys in ("Esc", "Ctrl+P"):
            QShortcut(QKeySequence(keys), self, self._taken)
        self.setCentralWidget(self.aside.page)
        self.resize(1366, 720)

    def _left(self) -> None:
        self.backs += 1

    def _taken(self) -> None:
        raise AssertionError("the meeting took a key of the copies")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Host]:
    desk = Desk(Places(tmp_path / "store"), Cost(memory=64, passes=1, lanes=1))
    desk.set_up("a long invented passphrase", {"council": "calderdale"}).result()
    meeting = Meeting("m1", "PPM-TEST22", "c", "initial_ppm")
    desk.ask(lambda store: store.save_child(CHILD)).result()
    desk.ask(lambda store: store.start_meeting(meeting, SAID, {}, PEOPLE, ())).result()
    made = Host(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.aside.start()
    qtbot.waitUntil(lambda: bool(rows(made).keys()), timeout=PATIENCE)
    yield made
    desk.close()
    QApplication.processEvents()


def page(window: Host) -> QWidget:
    shown = window.aside.page
    return shown.currentWidget()  # type: ignore[attr-defined]


def rows(window: Host) -> RowList:
    return page(window).findChildren(RowList)[0]


def keys(qtbot: QtBot, window: Host, *pressed: Qt.Key) -> None:
    for key in pressed:
        qtbot.keyClick(QApplication.focusWidget() or window, key)
        QApplication.processEvents()


def to_mother(qtbot: QtBot, window: Host) -> None:
    keys(qtbot, window, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert "Copy for Dana Testname, Mother" in sentences(page(window))


def mark_jude(qtbot: QtBot, window: Host) -> None:
    """By keyboard alone, from the list of people."""
    press(page(window), "Mark what")
    spots = [line.spot.place for line in window.aside.marks._lines.values()]
    there = spots.index(Place("background", line=1))
    keys(qtbot, window, *[Qt.Key.Key_Down] * there, Qt.Key.Key_3)
    qtbot.waitUntil(
        lambda: Place("background", line=1) in {m.place for m in window.aside.held.marks},
        timeout=PATIENCE,
    )


def told(qtbot: QtBot, window: Host, words: str) -> None:
    qtbot.waitUntil(lambda: words in sentences(page(window)), timeout=PATIENCE)


def field(window: Host, name: str) -> QLineEdit:
    return next(f.box for f in page(window).findChildren(Field) if f.box.accessibleName() == name)


def save_word(window: Host, path: Path) -> None:
    """As the button does, but for the dialog."""
    made = window.aside
    made._with_paper(lambda paper: made.save_word(paper, made.one.seal(), path))


def test_everybody_who_was_there_is_offered_and_got_nothing_yet(window: Host):
    assert rows(window).keys() == ["0", "1"]
    shown = [rows(window).model().index(n, 0).data() for n in range(2)]
    assert shown == [
        "Priya Invented, Social worker, Nothing yet",
        "Dana Testname, Mother, Nothing yet",
    ]


def test_a_paragraph_is_marked_by_keyboard_and_is_gone_from_the_copy(
    qtbot: QtBot, window: Host, tmp_path: Path
):
    mark_jude(qtbot, window)
    keys(qtbot, window, Qt.Key.Key_Escape)
    to_mother(qtbot, window)
    field(window, "How it goes").setText("by post")
    save_word(window, tmp_path / "copy.docx")
    told(qtbot, window, "Noted as copy 1 for Dana Testname")
    document = docx.Document(str(tmp_path / "copy.docx"))
    said = "\n".join(t.text for t in document.element.body.iter("{*}t"))
    assert "[Left out: about another child]" in said
    assert "[Left out: about the child’s home]" in said
    for gone in ("Otherchild", "Maureen"):
        assert gone not in said
    assert "Robin was born in May." in said


def test_what_was_given_is_listed_with_its_hash(qtbot: QtBot, window: Host, tmp_path: Path):
    to_mother(qtbot, window)
    save_word(window, tmp_path / "copy.docx")
    told(qtbot, window, "Noted as copy 1")
    keys(qtbot, window, Qt.Key.Key_Escape)
    listed = sentences(page(window)).replace("\n", " ")
    assert "Dana Testname, Mother: Parts left out (copy 1)" in listed
    sha256 = hashlib.sha256((tmp_path / "copy.docx").read_bytes()).hexdigest()
    assert sha256 in listed.replace(" ", "")
    assert rows(window).model().index(1, 0).data().endswith("Parts left out")


def test_the_preview_shows_the_copy_and_escape_leads_back_step_by_step(qtbot: QtBot, window: Host):
    to_mother(qtbot, window)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    aside = window.aside
    qtbot.waitUntil(lambda: page(window) is aside.preview, timeout=PATIENCE)
    shown = aside.preview.findChildren(QTextBrowser)[0].toPlainText()
    assert "Copy for" in shown
    assert "Maureen" not in shown
    keys(qtbot, window, Qt.Key.Key_Escape)
    assert page(window) is aside.one
    keys(qtbot, window, Qt.Key.Key_Escape)
    assert page(window) is aside.people
    keys(qtbot, window, Qt.Key.Key_Escape)
    assert window.backs == 1


def test_who_reads_it_decides_what_is_left_out_until_the_chair_does(qtbot: QtBot, window: Host):
    to_mother(qtbot, window)
    boxes = {b.text().split(" (")[0]: b for b in page(window).findChildren(QCheckBox)}
    assert boxes["Carer’s address"].isChecked()
    council = next(
        p for p in page(window).findChildren(Pick) if p.text() == "People of the council"
    )
    council.click()
    assert not boxes["Carer’s address"].isChecked()
    assert boxes["Adopters’ identity"].isChecked()
    assert not boxes["Adopters’ identity"].isEnabled()


def test_nothing_is_shared_only_with_a_reason(qtbot: QtBot, window: Host):
    to_mother(qtbot, window)
    nothing = next(p for p in page(window).findChildren(Pick) if p.text().startswith("Nothing"))
    nothing.click()
    press(page(window), "Note it")
    told(qtbot, window, "The reason is missing")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field(window, "Why"), timeout=PATIENCE)
    field(window, "Why").setText("She asked not to get them")
    press(page(window), "Note it")
    told(qtbot, window, "Noted: not shared with Dana Testname.")
    assert window.aside.held.given[0].given == "not shared"


def test_a_pdf_holds_nothing_that_is_left_out_and_is_noted(
    qtbot: QtBot, window: Host, tmp_path: Path
):
    to_mother(qtbot, window)
    window.aside._with_paper(lambda paper: window.aside.save_pdf(paper, tmp_path / "a.pdf"))
    told(qtbot, window, "PDF saved")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert window.aside.held.given[0].sha256


@pytest.mark.parametrize("step", ["Save as PDF", "Save the Word file"])
def test_what_is_ticked_while_the_copy_is_made_changes_neither_it_nor_its_note(
    qtbot: QtBot, window: Host, dialogs: Dialogs, tmp_path: Path, step: str
):
    to_mother(qtbot, window)
    path = tmp_path / ("a.pdf" if "PDF" in step else "a.docx")
    dialogs.expect(QFileDialog, chosen(path))
    with store_busy(window.desk):
        press(page(window), step)
        for words in ("People of the council", "All of the minutes"):
            press(page(window), words)
    told(qtbot, window, "Noted as copy 1")
    (noted,) = window.aside.held.given
    assert (noted.given, noted.reader) == ("redacted", "parents")
    if "Word" in step:
        said = docx.Document(str(tmp_path / "a.docx")).element.body.iter("{*}t")
        assert "Maureen" not in "".join(t.text for t in said)


def test_from_the_preview_goes_what_was_previewed(
    qtbot: QtBot, window: Host, dialogs: Dialogs, tmp_path: Path
):
    to_mother(qtbot, window)
    with store_busy(window.desk):
        press(page(window), "Preview")
        press(page(window), "All of the minutes")
    qtbot.waitUntil(lambda: page(window) is window.aside.preview, timeout=PATIENCE)
    dialogs.expect(QFileDialog, chosen(tmp_path / "a.docx"))
    press(page(window), "Save the Word file")
    told(qtbot, window, "Noted as copy 1")
    assert window.aside.held.given[0].given == "redacted"


def test_two_reasons_at_one_place_are_both_shown(qtbot: QtBot, window: Host):
    press(page(window), "Mark what")
    home = next(
        line for line in window.aside.marks._lines.values() if line.spot.place.entry == "home_carer"
    )
    assert home.step == "Carer’s address"
    window.aside.marks.mark_wanted.emit(home.spot, "parents")
    qtbot.waitUntil(lambda: home.step == "Not for parents, Carer’s address", timeout=PATIENCE)


def test_somebody_who_was_not_there_can_be_given_a_copy(qtbot: QtBot, window: Host):
    press(page(window), "Add them")
    assert "Type a name or a role." in sentences(page(window))
    field(window, "Somebody else").setText("Lee Madeup")
    field(window, "Their role").setText("Foster carer")
    press(page(window), "Add them")
    assert "Copy for Lee Madeup, Foster carer" in sentences(page(window))
    carers = next(p for p in page(window).findChildren(Pick) if p.text() == "Carers")
    assert carers.isChecked()


def test_words_marked_and_then_changed_are_told_before_any_copy(
    qtbot: QtBot, window: Host, tmp_path: Path
):
    mark_jude(qtbot, window)
    changes = {"background": "Robin was born in May.\nJude lives elsewhere."}
    window.desk.ask(lambda store: store.save("m1", Changes(changes))).result()
    window.aside.start()
    qtbot.waitUntil(lambda: bool(window.aside.held.lost), timeout=PATIENCE)
    window.aside.show_person("Dana Testname", "Mother")
    save_word(window, tmp_path / "copy.docx")
    told(qtbot, window, "have been changed since")
    assert not (tmp_path / "copy.docx").exists()
    window.aside.show_marks()
    press(page(window), "Take those")
    qtbot.waitUntil(lambda: not window.aside.held.lost, timeout=PATIENCE)


def test_names_left_out_that_stand_elsewhere_are_shown(qtbot: QtBot, window: Host):
    more = {"family_time": "Twice a week with Jude Otherchild."}
    window.desk.ask(lambda store: store.save("m1", Changes(more))).result()
    mark_jude(qtbot, window)
    window.aside.start()
    qtbot.waitUntil(lambda: "Twice" in str(window.aside.held.snapshot), timeout=PATIENCE)
    window.aside.show_person("Dana Testname", "Mother")
    assert "“Otherchild” under “Contact current and future plans”." in sentences(page(window))


def test_large_letters_too_leave_the_list_of_marks_the_height_of_the_page(
    qtbot: QtBot, window: Host
):
    Theme(200).apply()
    press(page(window), "Mark what")
    seen, marks = page(window), rows(window)
    (column,) = (area for area in seen.findChildren(QScrollArea) if area.isAncestorOf(marks))
    qtbot.waitUntil(lambda: column.viewport().height() >= 7 * marks.row_height())
    for one in seen.findChildren(QPushButton):
        if one.isVisibleTo(seen):
            assert seen.rect().contains(one.mapTo(seen, one.rect().bottomRight())), one.text()


def test_every_input_has_a_name(qtbot: QtBot, window: Host):
    to_mother(qtbot, window)
    window.aside.show_marks()
    assert not nameless_inputs(window.aside.page)
