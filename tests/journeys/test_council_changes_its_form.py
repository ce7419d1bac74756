"""A council changes its own form while a draft is in work: the chair is told, and signs."""

from pathlib import Path

from at_the_desk import Chair, chairside, press, saved, wait_for
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from test_bad_luck_at_the_desk import unlock
from test_chair_minutes_an_initial_ppm import answered, save_word, start_a_meeting
from test_council_brings_its_own_form import (
    FILES,
    FORM,
    begin_in_exampleshire,
    in_sight,
    sign,
    written_into,
)

from desktop_app.minutes.read_back import read_back
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.left_over_card import LeftOverCard
from desktop_app.ui.meeting_flow import MeetingFlow

KEY = Qt.Key
CONCERN = """
[[section.question]]
key = "mistakes"
label = "What the family fears"
kind = "notes"

[[section.question]]
key = "rumour"
label = "What was heard elsewhere"
kind = "notes"

[[section.question]]
key = "school"
label = "What the school says"
kind = "notes"
"""
NEW = """
[[section.question]]
key = "fears"
label = "What the family fears"
kind = "notes"

[[section.question]]
key = "schools_view"
renamed = ["school"]
label = "What the school says"
kind = "notes"
"""
FEARED, HEARD, TAUGHT = "He is NOT safe at home.", "A neighbour shouted.", "He reads well."
BEFORE = '[[section.question]]\nkey = "helpers"'


def test_words_of_a_changed_form_are_listed_moved_or_printed_and_never_lost(
    qtbot: QtBot, tmp_path: Path
):
    store, out = tmp_path / "store", tmp_path / "out"
    out.mkdir()
    written_into(store)
    (store / FORM).write_text(FILES[FORM].replace(BEFORE, CONCERN + BEFORE), encoding="utf-8")
    with chairside(qtbot, store) as window:
        begin_in_exampleshire(qtbot, window)
        flow = start_a_meeting(qtbot, window, "Family network meeting")
        chair = Chair(qtbot, flow)
        chair.answer("meeting_date", "2 Nov 2026")
        chair.answer("family_offer", "Nothing today")
        chair.answer("mistakes", FEARED)
        chair.answer("rumour", HEARD)
        chair.answer("school", TAUGHT)
        chair.answer("helpers", "Uncle Invented", "Drives", "9 Nov 2026")
        saved(qtbot, flow)
    changed = FILES[FORM].replace(BEFORE, NEW + BEFORE)
    changed = changed.replace('    { key = "from", label = "From", kind = "date" },\n', "")
    (store / FORM).write_text(changed, encoding="utf-8")
    with chairside(qtbot, store) as window:
        unlock(qtbot, window)
        flow = wait_for(qtbot, window, MeetingFlow)
        assert flow.meeting.answer("schools_view") == TAUGHT
        press(qtbot, KEY.Key_F12)
        check = wait_for(qtbot, window, CheckPage)
        assert [(one.one.about, one.one.text) for one in cards(check)] == [
            ("Who Helps How: From", "Uncle Invented: 9 Nov 2026"),
            ("Mistakes", FEARED),
            ("Rumour", HEARD),
        ]
        assert "The form was changed after these minutes were begun" in in_sight(window)
        way(cards(check)[1], "Move to “What the family fears”").setFocus()
        press(qtbot, KEY.Key_Space)
        way(cards(check)[1], "Take out").setFocus()
        press(qtbot, KEY.Key_Space)
        assert [one.one.about for one in cards(check)] == ["Who Helps How: From"]
        press(qtbot, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert [one.one.text for one in cards(check)][1:] == [HEARD]
        flow.show_page()
        sign(qtbot, window, flow)
        printed = read_back(save_word(qtbot, window, out))
    under = answered(printed)
    assert (under["fears"], under["schools_view"]) == (FEARED, TAUGHT)
    last = printed.additional[-1]
    assert last.heading == "Recorded under earlier headings"
    assert [entry.text for group in last.groups for entry in group] == [  # type: ignore[union-attr]
        "Uncle Invented: 9 Nov 2026",
        HEARD,
    ]


def cards(check: CheckPage) -> list[LeftOverCard]:
    return [one for one in check.findChildren(LeftOverCard) if one.isVisibleTo(check)]


def way(card: LeftOverCard, words: str) -> QPushButton:
    return next(one for one in card.stops if one.text().startswith(words))
