"""The council's own Word file in Settings: looked at, kept, followed at once, taken out again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
from at_the_desk import CHEAP, PATIENCE, chairside, find, focus, press, wait_for
from base_examples import LETTERHEAD, a_header, with_letterhead
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from screens_examples import sentences
from test_bad_luck_at_the_desk import no_file_longer_than, unlock
from test_killed_while_typing import prepare

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.settings_page import SettingsPage
from desktop_app.ui.window import Window
from desktop_app.ui.word_base_flow import WordBaseFlow
from desktop_app.ui.word_base_part import WordBasePart
from desktop_app.ui.word_page import WordPage

CTRL = Qt.KeyboardModifier.ControlModifier
OURS = "In use: Chairside’s own page."
THEIRS = "In use: your council’s Word file, chosen on "
BACK_TO_OURS = "Use Chairside’s own page again"


@contextmanager
def at_the_template(qtbot: QtBot, folder: Path) -> Iterator[tuple[Window, WordBaseFlow]]:
    prepare(folder)
    with chairside(qtbot, folder) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        press(qtbot, Qt.Key.Key_Comma, CTRL)
        page = wait_for(qtbot, window, SettingsPage)
        says(qtbot, page._word_base.part, "In use:")
        yield window, page._word_base


def says(qtbot: QtBot, part: WordBasePart, sentence: str) -> None:
    qtbot.waitUntil(lambda: sentence in sentences(part), timeout=PATIENCE)


def letterhead(folder: Path) -> Path:
    file = folder / "letterhead.docx"
    file.write_bytes(with_letterhead())
    return file


def with_tracked_change(folder: Path) -> Path:
    file = folder / "tracked.docx"
    file.write_bytes(a_header(with_letterhead(), '<w:ins w:id="1" w:author="x"/>'))
    return file


def head_of_a_draft(qtbot: QtBot, window: Window, folder: Path) -> str:
    """The words at the top of the page, from a draft that the chair saves now."""
    press(qtbot, Qt.Key.Key_Escape)
    wait_for(qtbot, window, MeetingFlow).show_word()
    page = wait_for(qtbot, window, WordPage)
    find(window, QLineEdit, "Folder").setText(str(folder))
    find(window, QPushButton, "Save the Word file").click()
    qtbot.waitUntil(lambda: "Word file saved" in sentences(page), timeout=PATIENCE)
    [made] = folder.glob("*DRAFT*.docx")
    header = docx.Document(str(made)).sections[0].header
    cells = [cell.text for table in header.tables for row in table.rows for cell in row.cells]
    return "\n".join(cells)


def test_the_councils_file_is_used_at_once(qtbot: QtBot, tmp_path: Path):
    with at_the_template(qtbot, tmp_path / "data") as (window, template):
        assert OURS in sentences(template.part)
        template.use(letterhead(tmp_path))
        says(qtbot, template.part, THEIRS)
        says(qtbot, template.part, "These styles are not in the base")
        assert LETTERHEAD in head_of_a_draft(qtbot, window, tmp_path)
    sent = tmp_path / "letterhead.docx"
    assert Places(tmp_path / "data").word_base.read_bytes() == sent.read_bytes()


def test_chairsides_own_page_comes_back_by_keyboard(qtbot: QtBot, tmp_path: Path):
    with at_the_template(qtbot, tmp_path / "data") as (window, template):
        template.use(letterhead(tmp_path))
        says(qtbot, template.part, THEIRS)
        find(window, QPushButton, BACK_TO_OURS).setFocus()
        press(qtbot, Qt.Key.Key_Return)
        says(qtbot, template.part, OURS)
        assert focus() is find(window, QPushButton, "Choose a Word file…")
        (tmp_path / "letterhead.docx").unlink()
        assert LETTERHEAD not in head_of_a_draft(qtbot, window, tmp_path)
    assert not Places(tmp_path / "data").word_base.exists()


def test_a_file_that_cannot_be_used_is_refused_with_every_reason(qtbot: QtBot, tmp_path: Path):
    with at_the_template(qtbot, tmp_path / "data") as (_, template):
        template.use(letterhead(tmp_path))
        says(qtbot, template.part, THEIRS)
        template.use(with_tracked_change(tmp_path))
        says(qtbot, template.part, "“tracked.docx” cannot be used. Nothing was changed.")
        says(qtbot, template.part, "• It holds tracked changes in a header.")
        assert THEIRS in sentences(template.part)
    sent = tmp_path / "letterhead.docx"
    assert Places(tmp_path / "data").word_base.read_bytes() == sent.read_bytes()


def test_a_full_disk_is_said_and_keeps_nothing(qtbot: QtBot, tmp_path: Path):
    with at_the_template(qtbot, tmp_path / "data") as (_, template):
        file = letterhead(tmp_path)
        with no_file_longer_than(1024):
            template.use(file)
            says(qtbot, template.part, "Not saved")
        assert OURS in sentences(template.part)
    assert not Places(tmp_path / "data").word_base.exists()


def test_a_file_put_there_by_hand_that_cannot_be_used_is_told_and_taken_out(
    qtbot: QtBot, tmp_path: Path
):
    base = Places(tmp_path / "data").word_base
    base.parent.mkdir(parents=True)
    base.write_bytes(with_tracked_change(tmp_path).read_bytes())
    with at_the_template(qtbot, tmp_path / "data") as (window, template):
        says(qtbot, template.part, f"{OURS} The Word file kept for it cannot be used:")
        says(qtbot, template.part, "• It holds tracked changes in a header.")
        find(window, QPushButton, BACK_TO_OURS).click()
        qtbot.waitUntil(lambda: "tracked" not in sentences(template.part), timeout=PATIENCE)
        assert window._desk.council.mistakes == ()
    assert not base.exists()


def test_what_is_read_again_is_what_the_folder_holds(tmp_path: Path):
    desk = Desk(Places(tmp_path), CHEAP)
    assert desk.council.word_base is None
    desk.places.word_base.parent.mkdir(parents=True)
    desk.places.word_base.write_bytes(with_letterhead())
    desk.read_council_again().result()
    assert desk.council.word_base == desk.places.word_base.read_bytes()
    desk.close()
