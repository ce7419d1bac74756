"""Signed files dropped on the window: what is said of each, and that nothing beneath is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from at_the_desk import PATIENCE, chairside, find, focus, press, saved, type_into, wait_for
from dropping import drop, may_enter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from screens_examples import nameless_inputs, sentences
from seal_examples import countersigned, minutes, sealed, self_issued
from test_bad_luck_at_the_desk import unlock
from test_killed_while_typing import QUESTION, prepare, stored
from word_packages import altered

from desktop_app.minutes.seal.certificate_words import fingerprint, in_groups
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.verdict_card import VerdictCard
from desktop_app.ui.verify_page import VerifyPage
from desktop_app.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
ALEX = fingerprint(self_issued().certificate)
UNKNOWN = "? Signed, whole and unchanged. Who signed is not proved here."
KNOWN = "✓ Signed, whole and unchanged."


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A folder of files that somebody sent."""
    folder = tmp_path / "sent"
    folder.mkdir()
    for name, content in {
        "sealed.docx": sealed(),
        "two.docx": countersigned(),
        "plain.docx": minutes(),
        "changed.docx": altered(sealed(), "word/document.xml", b"Robin", b"Rubin"),
        "words.docx": b"These are no minutes.",
        "other.pdf": b"%PDF-1.7",
    }.items():
        (folder / name).write_bytes(content)
    return folder


@contextmanager
def in_the_meeting(qtbot: QtBot, folder: Path) -> Iterator[tuple[Window, MeetingFlow]]:
    prepare(folder)
    with chairside(qtbot, folder) as window:
        unlock(qtbot, window)
        yield window, wait_for(qtbot, window, MeetingFlow)


@contextmanager
def at_home(qtbot: QtBot, folder: Path) -> Iterator[tuple[Window, HomePage]]:
    with in_the_meeting(qtbot, folder) as (window, _):
        press(qtbot, Qt.Key.Key_M, CTRL)
        yield window, wait_for(qtbot, window, HomePage)


def told(qtbot: QtBot, window: Window, *expected: str) -> str:
    """All that the page says, once it says what is expected."""
    page = wait_for(qtbot, window, VerifyPage)
    qtbot.waitUntil(lambda: all(one in sentences(page) for one in expected), timeout=PATIENCE)
    return sentences(page)


def notes(flow: MeetingFlow) -> QPlainTextEdit:
    flow.page.go_to_question(QUESTION)
    box = focus()
    assert isinstance(box, QPlainTextEdit)
    return box


# what is said


def test_a_dropped_file_tells_who_signed_and_that_it_is_whole(
    qtbot: QtBot, tmp_path: Path, sent: Path
):
    with at_home(qtbot, tmp_path) as (window, home):
        drop(home, [sent / "sealed.docx"])
        text = told(qtbot, window, UNKNOWN)
    assert "sealed.docx" in text
    assert "Signed as Alex Exemplar, Example Council, Chair" in text
    assert "by the signer’s own clock" in text
    assert "Purpose: A true record." in text
    assert in_groups(ALEX) in text
    assert "It is valid from" in text
    assert "It is not one that is trusted here" in text
    assert "PPM-4F7KQ2, version 1.0" in text
    assert "Word calls a signature valid only where" in text


def test_several_files_at_once_are_each_told_of_and_none_is_passed_over(
    qtbot: QtBot, tmp_path: Path, sent: Path
):
    with at_home(qtbot, tmp_path) as (window, home):
        drop(home, sorted(sent.iterdir()))
        changed = "✗ CHANGED since it was signed.\nThe text was changed after signing."
        told(qtbot, window, UNKNOWN, changed, "○ NOT digitally signed")
        qtbot.waitUntil(lambda: said(window).count("✗ REFUSED.") == 2, timeout=PATIENCE)
        assert from_top_to_bottom(window) == sorted(file.name for file in sent.iterdir())
        assert "Signed as Jo Sampleton" in said(window)
        [page] = window.findChildren(VerifyPage)
        press(qtbot, Qt.Key.Key_PageDown)  # nothing below the first button can have the focus
        assert page.verticalScrollBar().value() > 0


def from_top_to_bottom(window: Window) -> list[str]:
    cards = sorted(window.findChildren(VerdictCard), key=lambda card: card.y())
    return [sentences(card).partition("\n")[0] for card in cards]


def said(window: Window) -> str:
    [page] = window.findChildren(VerifyPage)
    return sentences(page)


def test_a_file_dropped_later_stands_on_top_and_the_first_stays(
    qtbot: QtBot, tmp_path: Path, sent: Path
):
    with at_home(qtbot, tmp_path) as (window, home):
        drop(home, [sent / "sealed.docx"])
        told(qtbot, window, UNKNOWN)
        drop(focus(), [sent / "plain.docx"])
        told(qtbot, window, UNKNOWN, "○ NOT digitally signed")
        assert from_top_to_bottom(window) == ["plain.docx", "sealed.docx"]


def test_a_file_asked_again_while_it_is_looked_at_is_told_of_once(
    qtbot: QtBot, tmp_path: Path, sent: Path
):
    with at_home(qtbot, tmp_path) as (window, home):
        drop(home, [sent / "sealed.docx"])
        page = wait_for(qtbot, window, VerifyPage)

        def looked_at() -> bool:
            page.check([sent / "sealed.docx"])
            QApplication.processEvents()
            return page._under_way  # it may be done by now

        qtbot.waitUntil(looked_at, timeout=PATIENCE)
        page.check([sent / "sealed.docx"])
        assert page._under_way
        qtbot.waitUntil(lambda: not page._waiting and not page._under_way, timeout=PATIENCE)
        told(qtbot, window, UNKNOWN)
        assert said(window).count(UNKNOWN) == 1
        page.check([sent / "plain.docx"])
        told(qtbot, window, "○ NOT digitally signed")


def test_a_file_that_has_gone_is_said_and_the_next_is_told_of(
    qtbot: QtBot, tmp_path: Path, sent: Path
):
    with at_home(qtbot, tmp_path) as (window, home):
        drop(home, [sent / "gone.docx", sent / "sealed.docx"])
        told(qtbot, window, "There is no file called “gone.docx”", UNKNOWN)


def test_a_dropped_file_is_left_where_it_was(qtbot: QtBot, tmp_path: Path, sent: Path):
    with at_home(qtbot, tmp_path) as (_, home):
        assert drop(home, [sent / "sealed.docx"]) == Qt.DropAction.CopyAction


def test_what_is_no_word_file_is_not_taken(qtbot: QtBot, tmp_path: Path, sent: Path):
    with at_home(qtbot, tmp_path) as (_, home):
        assert not may_enter(home, [sent / "other.pdf"])
        assert not may_enter(home, text="only words")
        assert may_enter(home, [sent / "plain.docx"])


def test_nothing_is_taken_before_the_passphrase(qtbot: QtBot, tmp_path: Path, sent: Path):
    prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        assert not may_enter(wait_for(qtbot, window, UnlockPage), [sent / "sealed.docx"])


# whom the chair trusts


def test_a_compared_certificate_is_trusted_by_keyboard_alone(
    qtbot: QtBot, tmp_path: Path, sent: Path
):
    with at_home(qtbot, tmp_path) as (window, _):
        find(window, QPushButton, "Check a signed file…").setFocus()
        press(qtbot, Qt.Key.Key_Return)
        page = wait_for(qtbot, window, VerifyPage)
        assert focus() is find(window, QPushButton, "Choose a file…")
        page.check([sent / "sealed.docx", sent / "two.docx"])
        told(qtbot, window, "Signed as Jo Sampleton")
        window.resize(window.width(), 420)
        for _ in ("Back", "Trust this certificate…"):
            press(qtbot, Qt.Key.Key_Tab)
        press(qtbot, Qt.Key.Key_Return)
        act = find(window, QPushButton, "Trust it from now on: Alex Exemplar, Example Council")
        assert not act.isEnabled()
        qtbot.waitUntil(lambda: not act.visibleRegion().isEmpty(), timeout=PATIENCE)
        press(qtbot, Qt.Key.Key_Space)
        press(qtbot, Qt.Key.Key_Tab)
        assert focus() is act
        press(qtbot, Qt.Key.Key_Return)
        text = told(qtbot, window, f"{KNOWN}\n", "Signed as Jo Sampleton")
        qtbot.waitUntil(lambda: said(window).count("one of those that you trust") == 2)
        text = said(window)
        assert UNKNOWN in text  # of the file that Jo signed too
        assert focus() is find(window, QPushButton, "Choose a file…")
        assert nameless_inputs(page) == []


def test_a_file_that_was_changed_offers_no_trust(qtbot: QtBot, tmp_path: Path, sent: Path):
    with at_home(qtbot, tmp_path) as (window, home):
        drop(home, [sent / "changed.docx"])
        told(qtbot, window, "CHANGED since it was signed")
        buttons = [one.text() for one in window.findChildren(QPushButton) if one.isVisible()]
    assert "Trust this certificate…" not in buttons


# in a meeting


def test_in_a_meeting_nothing_typed_is_left_and_the_caret_comes_back(
    qtbot: QtBot, tmp_path: Path, sent: Path
):
    with in_the_meeting(qtbot, tmp_path) as (window, flow):
        box = notes(flow)
        type_into(qtbot, box, "She wants to stay near her school")
        drop(flow, [sent / "sealed.docx"])
        told(qtbot, window, UNKNOWN)
        press(qtbot, Qt.Key.Key_Escape)
        qtbot.waitUntil(flow.isVisible, timeout=PATIENCE)
        assert focus() is box
        qtbot.keyClicks(box, " and Rex.")
        saved(qtbot, flow)
        press(qtbot, Qt.Key.Key_Z, CTRL)  # what was typed before can still be undone
        assert "Rex" not in box.toPlainText()
        press(qtbot, Qt.Key.Key_Y, CTRL)
        saved(qtbot, flow)
        qtbot.waitUntil(lambda: not window.findChildren(VerifyPage), timeout=PATIENCE)
    assert "near her school and Rex." in stored(tmp_path, flow.meeting.record.meeting.id)


def test_a_text_box_takes_words_dropped_on_it_and_lets_files_pass(
    qtbot: QtBot, tmp_path: Path, sent: Path
):
    with in_the_meeting(qtbot, tmp_path) as (window, flow):
        box = notes(flow)
        drop(box.viewport(), text="from the e-mail")
        assert "from the e-mail" in box.toPlainText()
        before = box.toPlainText()
        drop(box.viewport(), [sent / "sealed.docx"])
        told(qtbot, window, UNKNOWN)
        assert box.toPlainText() == before
        press(qtbot, Qt.Key.Key_Escape)
        qtbot.waitUntil(flow.isVisible, timeout=PATIENCE)
        line = next(line for line in flow.findChildren(QLineEdit) if line.isVisible())
        before = line.text()
        drop(line, [sent / "sealed.docx"])
        told(qtbot, window, UNKNOWN)
        assert line.text() == before


def test_locking_over_a_meeting_keeps_its_words(qtbot: QtBot, tmp_path: Path, sent: Path):
    with in_the_meeting(qtbot, tmp_path) as (window, flow):
        type_into(qtbot, notes(flow), "Said just before the lock.")
        drop(flow, [sent / "sealed.docx"])
        told(qtbot, window, UNKNOWN)
        press(qtbot, Qt.Key.Key_L, CTRL)
        unlock(qtbot, window)
        flow = wait_for(qtbot, window, MeetingFlow)
        assert not window.findChildren(VerifyPage)
        assert "Said just before the lock." in notes(flow).toPlainText()


@pytest.mark.parametrize("key", [Qt.Key.Key_M, Qt.Key.Key_Comma])
def test_going_elsewhere_from_the_page_lets_it_go(
    qtbot: QtBot, tmp_path: Path, sent: Path, key: Qt.Key
):
    with in_the_meeting(qtbot, tmp_path) as (window, flow):
        type_into(qtbot, notes(flow), "Said just before.")
        drop(flow, [sent / "sealed.docx"])
        press(qtbot, key, CTRL)
        qtbot.waitUntil(lambda: not window.findChildren(VerifyPage), timeout=PATIENCE)
        QApplication.processEvents()
        drop(focus().parentWidget(), [sent / "plain.docx"])
        told(qtbot, window, "○ NOT digitally signed")
    assert "Said just before." in stored(tmp_path, flow.meeting.record.meeting.id)
