"""The children: found by name, shown by initials."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from screens_examples import child, inside, nameless_inputs, press, sentences

from desktop_app.ui.children_page import ChildrenPage
from desktop_app.ui.row_list import RowList

ANN, BO = child("Ann Pear", "100001"), child("Bo Plum", "100002")


@pytest.fixture
def page(qtbot: QtBot) -> ChildrenPage:
    page = ChildrenPage()
    qtbot.addWidget(page)
    page.show_children([BO, ANN])
    return page


def test_children_stand_in_the_order_of_names_that_are_not_shown(page: ChildrenPage):
    model = inside(page, RowList).model()
    assert [model.index(n, 0).data() for n in range(2)] == [
        "A.P.  100001, Open",
        "B.P.  100002, Open",
    ]


@pytest.mark.parametrize("typed", ["plum", "100002", "bo 1000"])
def test_typing_finds_and_enter_opens(page: ChildrenPage, qtbot: QtBot, typed: str):
    box = inside(page, QLineEdit)
    qtbot.keyClicks(box, typed)
    assert inside(page, RowList).keys() == [BO.id]
    with qtbot.waitSignal(page.child_chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args == [BO.id]


def test_nobody_found_is_said(page: ChildrenPage, qtbot: QtBot):
    qtbot.keyClicks(inside(page, QLineEdit), "zebra")
    assert "No child has “zebra”." in sentences(page)


def test_an_empty_list_says_what_will_stand_there(page: ChildrenPage, qtbot: QtBot):
    page.show_children([])
    assert "The children you hold meetings about will stand here." in sentences(page)
    with qtbot.waitSignal(page.new_wanted):
        press(page, "Add a child")


def test_every_input_has_a_name(page: ChildrenPage):
    assert nameless_inputs(page) == []
