"""A child's page: nothing typed is lost, a name and a case number are asked for."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from screens_examples import (
    NAMES,
    box,
    child,
    first_sent,
    focused,
    nameless_inputs,
    page_of,
    press,
    sentences,
)

from desktop_app.records.meeting import Child
from desktop_app.ui.child_page import ChildPage

ANN = child()


@pytest.fixture
def page(qtbot: QtBot) -> ChildPage:
    return page_of(qtbot, ANN)


def test_an_opened_child_is_named(page: ChildPage):
    assert "Ann Pear" in sentences(page)
    assert box(page, "Case number").text() == "100001"


def test_saving_hands_over_every_detail(page: ChildPage, qtbot: QtBot):
    page.show_child(Child("c", {**ANN.details, "of_an_older_form": "kept"}), [], NAMES)
    qtbot.keyClicks(box(page, "Preferred name"), "Annie")
    with qtbot.waitSignal(page.saved) as saved:
        qtbot.keyClick(focused(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    details = {**ANN.details, "preferred_name": "Annie", "of_an_older_form": "kept"}
    assert saved.args == [Child("c", details)]
    page.say_saved()
    assert not page.has_unsaved


def test_esc_saves_before_it_leaves(page: ChildPage, qtbot: QtBot):
    qtbot.keyClicks(box(page, "Preferred name"), "Annie")
    with qtbot.waitSignals([page.saved, page.left], order="strict"):
        qtbot.keyClick(focused(), Qt.Key.Key_Escape)


def test_leaving_an_untouched_page_saves_nothing(page: ChildPage, qtbot: QtBot):
    with qtbot.assertNotEmitted(page.saved), qtbot.waitSignal(page.left):
        qtbot.keyClick(focused(), Qt.Key.Key_Escape)


def test_a_child_without_name_stays_until_one_says_to_leave(page: ChildPage, qtbot: QtBot):
    page.show_child(None, [], NAMES)
    qtbot.keyClicks(box(page, "Preferred name"), "Annie")
    with qtbot.assertNotEmitted(page.left), qtbot.assertNotEmitted(page.saved):
        page.leave()
    assert "Write the child's full name." in sentences(page)
    assert focused() is box(page, "Full name")
    with qtbot.assertNotEmitted(page.saved), qtbot.waitSignal(page.left):
        press(page, "Leave without saving")


def test_a_new_child_is_typed_and_saved_by_keyboard(page: ChildPage, qtbot: QtBot):
    page.show_child(None, [], NAMES)
    page.start()
    qtbot.keyClicks(focused(), "Bo Plum")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "100002")
    with qtbot.waitSignal(page.saved) as saved:
        page.save()
    assert first_sent(saved).details == {"child_name": "Bo Plum", "case_number": "100002"}
    assert first_sent(saved).id != ANN.id


def test_what_could_not_be_stored_counts_as_unsaved_again(page: ChildPage, qtbot: QtBot):
    qtbot.keyClicks(box(page, "Preferred name"), "Annie")
    page.save()
    page.say_trouble("Not saved: the disk is full.")
    assert "Not saved: the disk is full." in sentences(page)
    with qtbot.waitSignal(page.saved):
        page.leave()


@pytest.mark.parametrize("fails", ["first", "second"])
def test_of_two_on_their_way_only_what_is_stored_counts(page: ChildPage, qtbot: QtBot, fails: str):
    for word in ("Annie", " Lou"):
        qtbot.keyClicks(box(page, "Preferred name"), word)
        page.save()
    for turn in ("first", "second"):
        if turn == fails:
            page.say_trouble("Not saved: the disk is full.")
        else:
            page.say_saved()
        assert "\nSaved " not in sentences(page)
    assert "Not saved: the disk is full." in sentences(page)
    with qtbot.waitSignal(page.saved) as saved:
        page.save()
    assert first_sent(saved).details["preferred_name"] == "Annie Lou"
    page.say_saved()
    assert "\nSaved " in sentences(page)


def test_a_lock_keeps_even_what_is_not_complete(page: ChildPage, qtbot: QtBot):
    page.show_child(None, [], NAMES)
    qtbot.keyClicks(box(page, "Preferred name"), "Annie")
    with qtbot.waitSignal(page.saved) as saved:
        page.keep()
    assert first_sent(saved).details == {"preferred_name": "Annie"}


def test_new_lists_leave_typed_words_alone(page: ChildPage, qtbot: QtBot):
    qtbot.keyClicks(box(page, "Preferred name"), "Annie")
    page.show_child(ANN, [], NAMES)
    assert box(page, "Preferred name").text() == "Annie"


def test_another_child_is_shown_only_after_this_one_is_kept(page: ChildPage, qtbot: QtBot):
    qtbot.keyClicks(box(page, "Preferred name"), "Annie")
    with qtbot.waitSignal(page.saved) as saved:
        page.show_child(child("Bo Plum", "100002"), [], NAMES)
    assert first_sent(saved).details["preferred_name"] == "Annie"
    assert box(page, "Preferred name").text() == ""


def test_enter_opens_a_meeting_of_the_child(page: ChildPage, qtbot: QtBot):
    with qtbot.waitSignal(page.meeting_chosen) as chosen:
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert chosen.args == ["draft"]


def test_a_meeting_can_be_started(page: ChildPage, qtbot: QtBot):
    with qtbot.waitSignal(page.meeting_wanted) as wanted:
        press(page, "Start a meeting")
    assert wanted.args == [ANN.id]


def test_a_question_comes_with_the_answer_it_belongs_to(page: ChildPage):
    assert not box(page, "Due date").isVisibleTo(page)
    press(page, "Not yet born")
    assert box(page, "Due date").isVisibleTo(page)


def test_every_input_has_a_name(page: ChildPage):
    assert nameless_inputs(page) == []
