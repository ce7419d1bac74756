"""The list of keys says every key there is and no other; no page has one key for two things."""

import ast
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from threading import Event

import pytest
from at_the_desk import PATIENCE, chairside, find, focus, press, saved, wait_for
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from screens_examples import sentences
from test_bad_luck_at_the_desk import unlock
from test_killed_while_typing import prepare

from desktop_app.ui import keys_help
from desktop_app.ui.actions_out_page import ActionsOutPage
from desktop_app.ui.after_page import AfterPage
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.child_page import ChildPage
from desktop_app.ui.children_page import ChildrenPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.keys_help import KEYS, KeysHelp
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.new_meeting import NewMeeting
from desktop_app.ui.prepared_page import PreparedPage
from desktop_app.ui.preview_page import PreviewPage
from desktop_app.ui.restore_page import RestorePage
from desktop_app.ui.settings_page import SettingsPage
from desktop_app.ui.take_in_page import TakeInPage
from desktop_app.ui.verify_page import VerifyPage
from desktop_app.ui.window import Window

SECONDS = PATIENCE / 1000
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
UI = Path(keys_help.__file__).parent

# How Qt and the list write the same key.
_SAME = {
    "PgDn": "PgDown",
    "Plus": "+",
    "Minus": "-",
    "=": "+",
    "Escape": "Esc",
    "Enter": "Return",
}
# Keys that are asked for by Qt's own name, where another key is pressed with them.
_WITH_CTRL = {"Key_Y": "Ctrl+Y", "Key_P": "Ctrl+P", "Key_Period": "Ctrl+."}
_PASTED = {"Undo": "Ctrl+Z", "Redo": "Ctrl+Y", "Paste": "Ctrl+V"}
# These do in a list, a box or a form what they do everywhere.
_AS_EVERYWHERE = {
    "Key_Return",
    "Key_Enter",
    "Key_Down",
    "Key_Up",
    "Key_PageUp",
    "Key_PageDown",
    "Key_Backspace",
}
_KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:F\d+|[A-Z][a-z]\w*|[^ ])|F\d+|Esc(?:ape)?|Delete")


def written(key: str) -> str:
    """One way of writing for both."""
    *held, last = re.split(r"\+(?=.)", key)
    return "+".join([*held, _SAME.get(last, last)])


def in_the_code() -> set[str]:
    """Every text that is a key and nothing else, and every key that is asked for by its name."""
    found: set[str] = set()
    for file in UI.rglob("*.py"):
        if file != Path(keys_help.__file__):
            found |= set(_of_file(ast.parse(file.read_text(encoding="utf-8"))))
    return {written(key) for key in found}


def _of_file(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        text = _text(node)
        if _KEY.fullmatch(text):
            yield text
        if isinstance(node, ast.Attribute) and node.attr.startswith("Key_"):
            if node.attr not in _AS_EVERYWHERE:
                yield _WITH_CTRL.get(node.attr, node.attr.removeprefix("Key_"))
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("StandardKey"):
            yield _PASTED[node.attr]


def _text(node: ast.AST) -> str:
    """Of an f-string with 1 in each place that is filled in later."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "1" for part in node.values)
    return ""


def listed() -> list[str]:
    """What the list says in its left column, and of Delete in the right."""
    lines = [line for lines in KEYS.values() for line in lines]
    left = [key for keys, _ in lines for key in _KEY.findall(keys)]
    return [written(key) for key in [*left, *(k for _, does in lines for k in _KEY.findall(does))]]


def test_every_key_in_the_code_is_in_the_list():
    assert sorted(in_the_code() - set(listed())) == []


def test_every_key_in_the_list_is_in_the_code():
    more_of_the_same = {"Alt+2"}  # after Alt+1, as many as there are ways
    assert sorted(set(listed()) - in_the_code() - more_of_the_same) == []


def test_no_key_is_listed_twice():
    assert len(listed()) == len(set(listed()))


# no key for two things


def keys_for_two(window: QWidget) -> list[str]:
    """Keys of shortcuts that can be reached by one press at once, in what is in sight."""
    shown = [
        one
        for one in window.findChildren(QShortcut)
        if one.isEnabled() and isinstance(holder := one.parent(), QWidget) and holder.isVisible()
    ]
    pairs = ((a, b) for a, b in combinations(shown, 2) if a.key() == b.key() and _meet(a, b))
    return [a.key().toString() for a, _ in pairs]


def _meet(a: QShortcut, b: QShortcut) -> bool:
    """Two that hold only within a widget meet where one lies in the other."""
    within = Qt.ShortcutContext.WidgetWithChildrenShortcut
    if a.context() != within or b.context() != within:
        return True
    one, other = a.parent(), b.parent()
    assert isinstance(one, QWidget)
    assert isinstance(other, QWidget)
    return one is other or one.isAncestorOf(other) or other.isAncestorOf(one)


def mnemonics(window: QWidget) -> list[str]:
    """Ours say their keys in words; an & in a name would swallow a sign and make a key."""
    buttons = (b for b in window.findChildren(QAbstractButton) if b.isVisible())
    return [b.text() for b in buttons if not QKeySequence.mnemonic(b.text()).isEmpty()]


def clean(qtbot: QtBot, window: Window, kind: type[QWidget]) -> None:
    """Nor does anything come up, for a moment, as a window of its own."""
    wait_for(qtbot, window, kind)
    assert QApplication.activeWindow() is window
    assert keys_for_two(window) == []
    assert mnemonics(window) == []


def test_no_page_of_a_meeting_has_one_key_for_two_things(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        flow = wait_for(qtbot, window, MeetingFlow)
        for place in range(len(flow.page.sections.all)):
            flow.page.go_to(place)
            clean(qtbot, window, MeetingPage)
        for key, modifier, kind in (
            (Qt.Key.Key_F12, Qt.KeyboardModifier.NoModifier, CheckPage),
            (Qt.Key.Key_O, CTRL, PreparedPage),
            (Qt.Key.Key_P, CTRL, PreviewPage),
        ):
            press(qtbot, key, modifier)
            clean(qtbot, window, kind)
            press(qtbot, Qt.Key.Key_Escape)
        ways = ways_after(qtbot, window)
        assert len(ways) >= 4
        for number, _ in enumerate(ways, 1):
            press(qtbot, Qt.Key(Qt.Key.Key_0 + number), ALT)
            qtbot.waitUntil(lambda: not flow.asides.page.isVisible())
            clean(qtbot, window, QScrollArea)
            qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
            press(qtbot, Qt.Key.Key_Escape)
            wait_for(qtbot, window, AfterPage)


def ways_after(qtbot: QtBot, window: Window) -> list[QPushButton]:
    """The page of what can be done after the meeting, by its key, and its ways."""
    press(qtbot, Qt.Key.Key_F11)
    page = wait_for(qtbot, window, AfterPage)
    clean(qtbot, window, AfterPage)
    return [b for b in page.findChildren(QPushButton) if "(Alt+" in b.text()]


def test_no_other_page_has_one_key_for_two_things(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        press(qtbot, Qt.Key.Key_M, CTRL)
        clean(qtbot, window, HomePage)
        screens = window._screens
        assert screens
        for show, kind in (
            (screens.new_meeting, NewMeeting),
            (screens.child_screens.show_all, ChildrenPage),
            (lambda: screens.child_screens.show_one("c"), ChildPage),
            (screens.take_in, TakeInPage),
            (screens.show_settings, SettingsPage),
            (screens.check_files, VerifyPage),
        ):
            show()
            clean(qtbot, window, kind)
        screens.restore_wanted.emit()
        clean(qtbot, window, RestorePage)


def test_actions_are_two_keys_away_from_a_word_in_the_notes_and_esc_leads_back(
    qtbot: QtBot, tmp_path: Path
):
    prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        flow = wait_for(qtbot, window, MeetingFlow)
        box = focus()
        qtbot.keyClicks(box, "Half a sent")
        saved(qtbot, flow)
        press(qtbot, Qt.Key.Key_F11)
        wait_for(qtbot, window, AfterPage)
        go_on = Event()
        window._desk.ask(lambda _: go_on.wait(SECONDS))
        press(qtbot, Qt.Key.Key_1, ALT)
        page = wait_for(qtbot, window, ActionsOutPage)
        press(qtbot, Qt.Key.Key_C, ALT)  # faster than the store: nothing goes out yet
        go_on.set()
        qtbot.waitUntil(lambda: "No action is open." in sentences(page))
        assert "What was done with them" not in sentences(page)
        press(qtbot, Qt.Key.Key_C, ALT)
        qtbot.waitUntil(lambda: "What was done with them" in sentences(page))
        press(qtbot, Qt.Key.Key_Escape)
        press(qtbot, Qt.Key.Key_Escape)
        wait_for(qtbot, window, MeetingPage)
        qtbot.waitUntil(lambda: focus() is box)
        qtbot.keyClicks(focus(), "ence")


# the list itself


@pytest.mark.parametrize("away", [(Qt.Key.Key_Escape, None), (Qt.Key.Key_Slash, CTRL)])
def test_the_list_is_read_and_left_by_keyboard(
    qtbot: QtBot, tmp_path: Path, away: tuple[Qt.Key, Qt.KeyboardModifier | None]
):
    prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        press(qtbot, Qt.Key.Key_Slash, CTRL)
        dialog = wait_for(qtbot, window, KeysHelp)
        qtbot.waitUntil(lambda: isinstance(focus(), QScrollArea))
        column = focus()
        assert isinstance(column, QScrollArea)
        press(qtbot, Qt.Key.Key_PageDown)
        assert column.verticalScrollBar().value() > 0
        assert find(dialog, QPushButton, "Close  (Esc)")
        key, modifier = away
        press(qtbot, key, modifier or Qt.KeyboardModifier.NoModifier)
        qtbot.waitUntil(lambda: not window.findChildren(KeysHelp))
