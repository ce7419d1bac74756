"""The meetings: grouped by what to do next, found by typing, opened by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from screens_examples import NAMES, child, focused, inside, line, nameless_inputs, press, sentences

from desktop_app.ui.home_page import HomePage
from desktop_app.ui.row_list import RowList

ANN, BO, CY = child("Ann Pear", "100001"), child("Bo Plum", "100002"), child("Cy Fig", "100003")
LINES = [
    line("draft", ANN, held="21/11/26"),
    line("signed", BO, signed="2026-11-20T10:00:00", form="review_ppm"),
    line("done", CY, signed="2026-11-19T10:00:00", exported="2026-11-19T11:00:00", held="soon"),
]


@pytest.fixture
def page(qtbot: QtBot) -> HomePage:
    page = HomePage()
    qtbot.addWidget(page)
    page.resize(683, 384)
    page.show_meetings(LINES, NAMES, [])
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.start()
    return page


def shown(page: HomePage) -> list[str]:
    """The rows from the top, as a screen reader says them."""
    model = inside(page, RowList).model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def find(page: HomePage, qtbot: QtBot, text: str) -> QLineEdit:
    box = inside(page, QLineEdit)
    box.clear()
    qtbot.keyClicks(box, text)
    return box


def test_meetings_stand_under_what_the_chair_must_do_next(page: HomePage):
    assert shown(page) == [
        "To do now",
        "B.P.  100002, Review PPM, Sat 21 Nov 2026, Save the Word file",
        "In progress",
        "A.P.  100001, Initial PPM, Sat 21 Nov 2026, Resume",
        "Done",
        "C.F.  100003, Initial PPM, soon, Signed and saved",
    ]


def test_no_name_is_on_the_screen(page: HomePage, qtbot: QtBot):
    find(page, qtbot, "plum")
    assert "Plum" not in "\n".join((*shown(page), sentences(page)))


def test_arrows_and_enter_open_a_meeting(page: HomePage, qtbot: QtBot):
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    with qtbot.waitSignal(page.meeting_chosen) as chosen:
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert chosen.args == ["draft"]


@pytest.mark.parametrize(
    "typed", ["bo plum", "PLUM", "100002", "review", "ppm-signed", "review sat 21 nov"]
)
def test_the_find_box_looks_through_all_that_one_remembers(
    page: HomePage, qtbot: QtBot, typed: str
):
    box = find(page, qtbot, typed)
    with qtbot.waitSignal(page.meeting_chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args == ["signed"]
    assert [row for row in shown(page) if "1000" in row and "B.P." not in row] == []


def test_ctrl_k_finds_and_down_goes_to_the_rows(page: HomePage, qtbot: QtBot):
    qtbot.keyClick(focused(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(focused(), "fig")
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    with qtbot.waitSignal(page.meeting_chosen) as chosen:
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert chosen.args == ["done"]


def test_a_child_that_is_found_can_be_opened(page: HomePage, qtbot: QtBot):
    qtbot.keyClick(find(page, qtbot, "ann"), Qt.Key.Key_Down)
    with qtbot.waitSignal(page.child_chosen) as chosen:
        qtbot.keyClick(focused(), Qt.Key.Key_End)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert chosen.args == [ANN.id]


def test_nothing_found_is_said_and_esc_brings_all_back(page: HomePage, qtbot: QtBot):
    box = find(page, qtbot, "zebra")
    assert "No meeting has “zebra”." in sentences(page)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert len(shown(page)) == 6


def test_the_button_asks_for_a_new_meeting(page: HomePage, qtbot: QtBot):
    with qtbot.waitSignal(page.new_wanted):
        press(page, "New meeting")


def test_many_done_meetings_wait_behind_one_row(page: HomePage, qtbot: QtBot):
    done = [line(f"m{n}", CY, signed=f"2026-10-{n + 10}", exported="2026-11-01") for n in range(6)]
    page.show_meetings(done, NAMES, [])
    assert shown(page) == ["Done", "Show 6"]
    page.start()
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    with qtbot.waitSignal(page.meeting_chosen) as chosen:
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert chosen.args == ["m5"]  # the one signed last


def test_an_empty_list_says_what_will_stand_there(page: HomePage):
    page.show_meetings([], NAMES, [])
    assert "Your meetings will stand here" in sentences(page)


def test_broken_council_files_are_said(page: HomePage):
    page.show_meetings(LINES, NAMES, ["own.toml, line 3: something is wrong."])
    assert "own.toml, line 3: something is wrong." in sentences(page)


def test_ten_thousand_meetings_make_no_widgets(page: HomePage, qtbot: QtBot):
    before = len(page.findChildren(QWidget))
    page.show_meetings([line(f"m{n}", child("Al Li", str(n))) for n in range(10_000)], NAMES, [])
    assert len(page.findChildren(QWidget)) == before
    find(page, qtbot, "9999")
    assert shown(page)[1].startswith("A.L.  9999, ")


def test_page_down_brings_a_row_further_down_into_sight(page: HomePage, qtbot: QtBot):
    page.show_meetings([line(f"m{n}", child("Al Li", str(n))) for n in range(100)], NAMES, [])
    page.start()
    rows = inside(page, RowList)
    qtbot.keyClick(rows, Qt.Key.Key_PageDown)
    assert 3 < rows.currentIndex().row() < 20
    qtbot.keyClick(rows, Qt.Key.Key_End)
    assert rows.currentIndex().row() == 100

    def is_in_sight() -> bool:
        middle = rows.mapTo(page, rows.visualRect(rows.currentIndex()).center())
        return page.rect().contains(middle)

    qtbot.waitUntil(is_in_sight)


def test_every_input_has_a_name(page: HomePage):
    assert nameless_inputs(page) == []
