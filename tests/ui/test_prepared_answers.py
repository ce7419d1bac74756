"""A preparation form or old minutes come into the open meeting: shown first, never over words."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from meeting_room import council, record
from names_table import CHILDREN, spellings
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from screens_examples import nameless_inputs, press, sentences

from desktop_app.assemble import Desk
from desktop_app.minutes.preparation.read_prepared import read_prepared
from desktop_app.paths import Places
from desktop_app.records.meeting import Row
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.prepared import File, Whose, bring_in, compare, save_form, whose
from desktop_app.storage.slots import Cost
from desktop_app.storage.store import Store
from desktop_app.ui.courier import Courier
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.prepared_page import PreparedPage

HERE = council()
CHEAP = Cost(memory=64, passes=1, lanes=1)
CHILD = {"child_name": "Robin Testname", "case_number": "1204417"}


def meeting(form: str = "initial_ppm", **answers: str) -> OpenMeeting:
    made = HERE.form(form, HERE.profile("calderdale"))
    return OpenMeeting(made, record(form, **(CHILD | answers)))


def file(*, returned: bool = True, rest: str = "", rows=None, **answers: str) -> File:  # noqa: ANN001 - rows by question
    return File("invented.docx", returned, answers, rows or {}, rest)


def states(read: File, open_meeting: OpenMeeting) -> dict[str, str]:
    found = compare(read, open_meeting, HERE.library.choices)
    return {one.question.key: one.state for one in found}


# whose file it is


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ({"case_number": "1204417", "child_name": "Robin Testname"}, "good"),
        ({"case_number": " 120 4417 "}, "good"),
        ({"child_name": "ROBIN TESTNAME"}, "good"),
        ({"case_number": "1204417", "child_name": "R.T."}, "good"),
        ({"case_number": "1204418", "child_name": "Robin Testname"}, "refused"),
        ({"child_name": "Sam Otherchild"}, "refused"),
        ({"child_name": "Ash Testname"}, "doubt"),
        ({"case_number": "1204417", "child_name": "Sam Otherchild"}, "doubt"),
        ({"case_number": "Mosaic 1204417", "child_name": "Robin Testname"}, "doubt"),
        ({"case_number": "Mosaic 1204418", "child_name": "Robin Testname"}, "refused"),
        ({"case_number": "0001204417"}, "good"),
        ({}, "doubt"),
    ],
)
def test_another_childs_file_is_refused_and_a_doubtful_one_asked_about(
    says: dict[str, str], expected: str
):
    found = whose(file(**says), meeting())
    assert bool(found.another) == (expected == "refused")
    assert bool(found.doubt) == (expected == "doubt")
    assert (found == Whose()) == (expected == "good")


def test_the_childs_own_file_is_never_refused_for_its_spelling():
    for name, preferred in CHILDREN:
        here = meeting(child_name=name, preferred_name=preferred, case_number="")
        for spelt in spellings(name, preferred):
            assert not whose(file(child_name=spelt), here).another, (name, spelt)
        assert whose(file(child_name=name), here) == Whose()
        assert whose(file(child_name="Sam Otherchild"), here).another


@pytest.mark.parametrize(
    "says",
    ["Zoe Nunez", "Z.N.", "ZN", "Z Núñez", "Zoë", "Zoey Nunes", "Núñez", "Zö", "Zoé N", "ZoeNunez"],
)
def test_what_may_be_the_childs_name_is_asked_about(says: str):
    here = meeting(child_name="Zoë Núñez", case_number="")
    assert whose(file(child_name=says), here).doubt


# what is new


def test_answers_are_new_the_same_or_different():
    here = meeting(background="Came in May.", family_time="Weekly.")
    read = file(background="Came in May.", family_time="Daily.", iro_name="Lee Madeup")
    assert states(read, here) == {"background": "same", "family_time": "differs", "iro_name": "new"}


def test_of_older_minutes_only_what_carries_is_new():
    read = file(returned=False, meeting_date="3 May 2026", child_views="Gran", background="Short.")
    expected = {"meeting_date": "of its day", "child_views": "of its day", "background": "new"}
    assert states(read, meeting()) == expected


def test_a_choice_is_known_in_small_letters_and_unknown_words_stay():
    here = meeting()
    choices = HERE.library.choices
    found = compare(file(sibling_group="yes", legal_status="s.20"), here, choices)
    assert [one.text for one in found] == ["s.20", "Yes"]


def test_what_older_minutes_recommended_is_looked_back_on_in_a_review():
    actions = (Row("1", {"text": "Call the school", "owner": "Jo Sampleton"}),)
    review = meeting("review_ppm")
    found = compare(file(returned=False, rows={"actions": actions}), review, HERE.library.choices)
    by_key = {one.question.key: one for one in found}
    assert by_key["carried"].state == "new"
    assert by_key["actions"].state == "of its day"
    bring_in(by_key["carried"], review)
    assert [row.values["text"] for row in review.record.carried] == ["Call the school"]


def test_rows_join_those_that_stand_and_take_nothing_away():
    here = meeting()
    people = (Row("x", {"name": "Kit Notreal", "relation": "Guardian", "attended": "Present"}),)
    carers = here.form.question("carers")
    here.set_rows(carers, (Row("c", {"name": "Gran Invented"}),))
    rows = {"attendance": people, "carers": (Row("y", {"name": "Uncle Invented"}),)}
    found = {o.question.key: o for o in compare(file(rows=rows), here, HERE.library.choices)}
    assert {key: one.state for key, one in found.items()} == {
        "attendance": "differs",
        "carers": "differs",
    }
    for one in found.values():
        bring_in(one, here)
    assert [row.values["name"] for row in here.rows(carers)] == ["Gran Invented", "Uncle Invented"]
    assert here.record.attendance[-1].values == {"name": "Kit Notreal", "relation": "Guardian"}
    assert [row.values["name"] for row in here.record.attendance[:2]] == [
        "Priya Invented",
        "Sam Madeup",
    ]


def test_notes_that_stand_are_added_to_and_never_replaced():
    here = meeting(background="Typed by the chair.")
    (found,) = compare(file(background="Written before."), here, HERE.library.choices)
    bring_in(found, here)
    assert here.answer("background") == "Typed by the chair.\nWritten before."
    assert here.brought_from("background") == "prepared"


# in the window


@pytest.fixture
def here() -> OpenMeeting:
    return meeting(background="Typed by the chair.")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Places(tmp_path / "data"), CHEAP)
    made.set_up("a long invented passphrase", {}).result()
    yield made
    made.close()


@pytest.fixture
def page(here: OpenMeeting, qtbot: QtBot, desk: Desk) -> PreparedPage:
    made = PreparedPage(here, HERE.library.choices, "OFFICIAL-SENSITIVE", desk, Courier())
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def word_file(folder: Path, number: str = "1204417") -> Path:
    document = docx.Document()
    lines = (
        ("CASS Number", number),
        ("Brief background", "Written before."),
        ("Life story work and preparation for change", "A box was begun."),
        ("Contact current and future plans", "Weekly at Gran's."),
        ("Date of Meeting", "3 May 2026"),
    )
    table = document.add_table(rows=0, cols=2)
    for line in lines:
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = text
    document.add_paragraph("Parking is behind the building.")
    path = folder / "old.docx"
    document.save(str(path))
    return path


def read(page: PreparedPage, qtbot: QtBot, path: Path) -> None:
    page.read(path)
    qtbot.waitUntil(lambda: "Answers found" in sentences(page), timeout=5_000)
    QApplication.processEvents()  # what was just made is shown with the next turn


def focused() -> str:
    focus = QApplication.focusWidget()
    return focus.text() if isinstance(focus, QPushButton) else ""


def test_one_button_brings_in_what_is_new_and_leaves_what_was_typed(
    page: PreparedPage, here: OpenMeeting, qtbot: QtBot, tmp_path: Path
):
    read(page, qtbot, word_file(tmp_path))
    assert not here.has_unsaved
    with qtbot.waitSignal(page.changed):
        press(page, "Bring in all 2 that are new")
    assert here.answer("life_story") == "A box was begun."
    assert here.answer("family_time") == "Weekly at Gran's."
    assert here.answer("background") == "Typed by the chair."
    assert here.answer("meeting_date") == ""
    qtbot.waitUntil(lambda: focused() == "Bring it in", timeout=5_000)  # of its day, not new
    press(page, "Add it to what stands")
    assert here.answer("background") == "Typed by the chair.\nWritten before."


def test_what_is_not_recognised_stands_beside_to_be_copied(
    page: PreparedPage, qtbot: QtBot, tmp_path: Path
):
    read(page, qtbot, word_file(tmp_path))
    beside = page.findChildren(QPlainTextEdit)[0]
    assert beside.isVisible()
    assert beside.isReadOnly()
    assert beside.toPlainText() == "Parking is behind the building."
    assert nameless_inputs(page) == []


def test_of_another_childs_file_nothing_can_be_brought_in(
    page: PreparedPage, here: OpenMeeting, qtbot: QtBot, tmp_path: Path
):
    read(page, qtbot, word_file(tmp_path, number="99"))
    assert "This file is about another child" in sentences(page)
    press(page, "Bring in all")
    press(page, "Add it to what stands")
    assert not here.has_unsaved


def test_a_doubt_is_settled_by_the_chair_before_anything_comes_in(
    page: PreparedPage, here: OpenMeeting, qtbot: QtBot, tmp_path: Path
):
    read(page, qtbot, word_file(tmp_path, number=""))
    assert "does not say which child" in sentences(page)
    press(page, "Bring in all")
    assert not here.has_unsaved
    press(page, "This file is about the child")
    press(page, "Bring in all")
    assert here.answer("life_story") == "A box was begun."


def test_a_file_that_cannot_be_read_is_told(page: PreparedPage, qtbot: QtBot, tmp_path: Path):
    path = tmp_path / "no.docx"
    path.write_bytes(b"no Word file")
    page.read(path)
    qtbot.waitUntil(lambda: "not a Word file" in sentences(page), timeout=5_000)


def test_the_form_goes_out_and_comes_back_the_same(
    page: PreparedPage, here: OpenMeeting, qtbot: QtBot, tmp_path: Path
):
    with qtbot.waitSignal(page.told) as told:
        page.save(tmp_path, known=True)
    assert told.args == [f"Preparation form saved: {tmp_path / 'PPM-TEST22_preparation.docx'}"]
    answers = read_prepared(tmp_path / "PPM-TEST22_preparation.docx", here.form).answers
    assert answers == CHILD | {"background": "Typed by the chair."}
    read(page, qtbot, tmp_path / "PPM-TEST22_preparation.docx")
    assert "3 the same already" in sentences(page)
    with qtbot.waitSignal(page.told) as told:
        page.save(tmp_path / "gone", known=False)
    assert "cannot be saved" in str(told.args)


def test_a_blank_form_names_nobody(here: OpenMeeting, desk: Desk, tmp_path: Path):
    def work(store: Store) -> Path:
        return save_form(store, here, HERE.library.choices, "OFFICIAL", tmp_path, known=False)

    path = desk.ask(work).result()
    assert read_prepared(path, here.form).answers == {}


def test_a_prepared_answer_is_marked_in_the_meeting_until_it_is_confirmed(qtbot: QtBot):
    here = meeting()
    page = MeetingPage(here, HERE.library.choices)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    page.go_to_question("life_story")
    for found in compare(file(life_story="A box was begun."), here, HERE.library.choices):
        bring_in(found, here)
    page.reload(page.meeting.record)
    assert "Prepared before the meeting" in sentences(page)
    assert "life_story.brought" in {finding.key for finding in here.findings()}
    press(page, "It is right")
    assert "Prepared before the meeting" not in sentences(page)
    assert here.answer("life_story") == "A box was begun."
