"""Starting a meeting in a few keys, about the right child."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker
from screens_examples import child, first_sent, focused, inside, nameless_inputs, press, sentences

from desktop_app.records.meeting import Child
from desktop_app.ui.new_meeting import NewMeeting
from desktop_app.ui.row_list import RowList

ANN, BO = child("Ann Pear", "AB 100001"), child("Bo Plum", "100002")
ONE, TWO = (
    [("initial_ppm", "Initial PPM")],
    [("initial_ppm", "Initial PPM"), ("review_ppm", "Review")],
)


@pytest.fixture
def page(qtbot: QtBot) -> NewMeeting:
    page = NewMeeting()
    qtbot.addWidget(page)
    page.resize(683, 384)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.offer([BO, ANN], ONE)
    return page


def enter(qtbot: QtBot, *lines: str) -> None:
    for text in lines:
        qtbot.keyClicks(focused(), text)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)


def said(wanted: SignalBlocker, new: bool = False) -> tuple[str, ...]:
    """What was asked for; of a new child and of the meeting the page has made the ids."""
    assert wanted.args
    form, child_id, name, number, meeting_id = wanted.args
    assert len(meeting_id) == 32
    if new:
        assert len(child_id) == 32
    return form, "" if new else child_id, name, number


def test_asked_for_twice_it_is_one_child_and_one_meeting(page: NewMeeting, qtbot: QtBot):
    """Enter bounces; only another page, or the same one begun anew, asks for another."""
    page.offer([], ONE)
    asked: list[tuple[str, ...]] = []
    page.wanted.connect(lambda *words: asked.append(words))
    enter(qtbot, "Zed Quince", "not known yet")
    enter(qtbot, "")
    press(page, "Start the meeting")
    assert len(asked) == 3
    assert len(set(asked)) == 1
    page.offer([], ONE)
    enter(qtbot, "Zed Quince", "not known yet")
    assert asked[-1][1] != asked[0][1]
    assert asked[-1][4] != asked[0][4]


def test_a_known_childs_meeting_asked_for_twice_is_one(page: NewMeeting, qtbot: QtBot):
    asked: list[tuple[str, ...]] = []
    page.wanted.connect(lambda *words: asked.append(words))
    enter(qtbot, "plum", "", "")
    assert len(asked) == 2
    assert asked[0] == asked[1]


def test_a_number_that_two_have_lets_the_chair_choose(page: NewMeeting, qtbot: QtBot):
    """As an old store may hold them: with or without zeros before it they are shown both."""
    twin = Child("twin", {"child_name": "Cy Twin", "case_number": "0100002"})
    page.offer([BO, ANN, twin], ONE)
    with qtbot.assertNotEmitted(page.wanted):
        enter(qtbot, "Zed Quince", "100 002")
    assert "More than one child on this laptop has this case number." in sentences(page)
    enter(qtbot, "")  # “Choose one of them” has the focus
    model = inside(page, RowList).model()
    rows = [model.index(n, 0).data() for n in range(model.rowCount())]
    assert rows == ["B.P.  100002", "C.T.  0100002"]


def test_a_known_child_in_a_few_keys(page: NewMeeting, qtbot: QtBot):
    enter(qtbot, "plum")
    assert "Bo Plum, case number 100002" in sentences(page)
    with qtbot.waitSignal(page.wanted) as wanted:
        enter(qtbot, "")
    assert said(wanted) == ("initial_ppm", BO.id, "Bo Plum", "100002")


def test_names_are_not_shown_before_a_child_is_chosen(page: NewMeeting):
    model = inside(page, RowList).model()
    rows = [model.index(n, 0).data() for n in range(model.rowCount())]
    assert rows == ["A.P.  AB 100001", "B.P.  100002"]
    assert "Plum" not in sentences(page)


def test_several_that_match_are_chosen_from_by_arrows(page: NewMeeting, qtbot: QtBot):
    enter(qtbot, "p")
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    enter(qtbot, "")
    assert "Bo Plum, case number 100002" in sentences(page)


def test_typing_again_lets_the_chosen_child_go(page: NewMeeting, qtbot: QtBot):
    enter(qtbot, "plum")
    qtbot.keyClick(focused(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(focused(), "p")
    with qtbot.assertNotEmitted(page.wanted):
        press(page, "Start the meeting")
    assert "Choose the child" in sentences(page)


def test_a_child_not_known_takes_along_what_was_typed(page: NewMeeting, qtbot: QtBot):
    with qtbot.waitSignal(page.wanted) as wanted:
        enter(qtbot, "Zed Quince", "100009")
    assert said(wanted, new=True) == ("initial_ppm", "", "Zed Quince", "100009")


def test_the_first_child_is_asked_for_at_once(page: NewMeeting, qtbot: QtBot):
    page.offer([], ONE)
    with qtbot.waitSignal(page.wanted) as wanted:
        enter(qtbot, "Zed Quince", "100009")
    assert said(wanted, new=True) == ("initial_ppm", "", "Zed Quince", "100009")


def test_a_known_case_number_offers_its_child(page: NewMeeting, qtbot: QtBot):
    with qtbot.assertNotEmitted(page.wanted):
        enter(qtbot, "Zed Quince", "ab100001")
    assert "Ann Pear has this case number and is on this laptop already." in sentences(page)
    enter(qtbot, "")  # “Use Ann Pear” has the focus
    with qtbot.waitSignal(page.wanted) as wanted:
        enter(qtbot, "")
    assert said(wanted) == ("initial_ppm", ANN.id, "Ann Pear", "AB 100001")


@pytest.mark.parametrize(
    ("typed", "said"),
    [(("", ""), "Write the child's full name."), (("Zed", ""), "Write the child's number")],
)
def test_what_is_missing_is_said(page: NewMeeting, qtbot: QtBot, typed: tuple[str, ...], said: str):
    press(page, "A child not on this laptop yet")
    with qtbot.assertNotEmitted(page.wanted):
        enter(qtbot, *typed)
    assert said in sentences(page)


def test_of_several_records_one_is_chosen_first(page: NewMeeting, qtbot: QtBot):
    page.offer([ANN, BO], TWO)
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    enter(qtbot, "", "plum")
    with qtbot.waitSignal(page.wanted) as wanted:
        enter(qtbot, "")
    assert first_sent(wanted) == "review_ppm"


def test_no_record_is_assumed_of_several(page: NewMeeting, qtbot: QtBot):
    page.offer([ANN, BO], TWO)
    page.choose_child(ANN.id)
    with qtbot.assertNotEmitted(page.wanted):
        press(page, "Start the meeting")
    assert "Choose which record this meeting makes." in sentences(page)


def test_esc_goes_back(page: NewMeeting, qtbot: QtBot):
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(focused(), Qt.Key.Key_Escape)


def test_every_input_has_a_name(page: NewMeeting):
    assert nameless_inputs(page) == []
