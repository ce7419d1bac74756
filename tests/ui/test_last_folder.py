"""Every dialog about files opens in the folder that was used last, until the store is locked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from answered_dialogs import Dialogs, chosen, put_off
from at_the_desk import chairside, press, wait_for
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot
from test_chair_minutes_an_initial_ppm import CTRL, first_run

from desktop_app.ui.file_dialogs import (
    file_to_open,
    file_to_save,
    files_to_open,
    folder_to_use,
    last_folder,
    remember_folder,
)
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.word_page import WordPage

ASKS: list[Callable[[QMainWindow], object]] = [
    lambda of: file_to_save(of, "Save", "new.docx", "*.docx"),
    lambda of: file_to_open(of, "Open", "*.docx"),
    lambda of: files_to_open(of, "Open several", "*.docx"),
    lambda of: folder_to_use(of, "Folder"),
]


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    page = WordPage("CASS")
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Kept here"
    made.mkdir()
    (made / "a.docx").write_bytes(b"a file")
    return made


def noting_where(
    answer: Callable[[QFileDialog], None], folders: list[Path]
) -> Callable[[QFileDialog], None]:
    """Where the dialog opened, before it is answered."""

    def noted(dialog: QFileDialog) -> None:
        folders.append(Path(dialog.directory().absolutePath()))
        answer(dialog)

    return noted


@pytest.mark.parametrize("first", ASKS)
@pytest.mark.parametrize("second", ASKS)
def test_what_one_dialog_chose_is_where_the_next_opens(
    window: QMainWindow,
    dialogs: Dialogs,
    folder: Path,
    first: Callable[[QMainWindow], object],
    second: Callable[[QMainWindow], object],
):
    file = folder / ("new.docx" if first is ASKS[0] else "a.docx")
    folders: list[Path] = []
    usual = last_folder(window)
    answer = chosen(folder if first is ASKS[-1] else file)
    dialogs.expect(QFileDialog, noting_where(answer, folders))
    assert first(window)
    dialogs.expect(QFileDialog, noting_where(put_off, folders))
    assert not second(window)
    assert folders == [usual, folder]
    assert last_folder(window) == folder


def test_the_word_file_goes_there_too_and_a_folder_that_is_typed_stays(
    window: QMainWindow, folder: Path, qtbot: QtBot
):
    page = window.centralWidget()
    assert isinstance(page, WordPage)
    remember_folder(window, folder)
    page.start("minutes.docx", "")
    (line,) = (b for b in page.findChildren(QLineEdit) if b.accessibleName() == "Folder")
    assert line.text() == str(folder)
    line.clear()
    qtbot.keyClicks(line, str(folder.parent))
    page.start("minutes.docx", "")
    assert line.text() == str(folder.parent)
    page.say_saved(folder.parent / "minutes.docx", signed=False)
    assert last_folder(window) == folder.parent


def test_a_folder_that_went_away_is_not_asked_for(window: QMainWindow, folder: Path):
    usual = last_folder(window)
    remember_folder(window, folder / "gone")
    assert last_folder(window) == usual
    assert usual.is_dir()


def test_it_is_forgotten_when_the_store_is_locked(qtbot: QtBot, tmp_path: Path, folder: Path):
    with chairside(qtbot, tmp_path / "store") as chairside_window:
        first_run(qtbot, chairside_window)
        wait_for(qtbot, chairside_window, HomePage)
        remember_folder(chairside_window, folder)
        press(qtbot, Qt.Key.Key_L, CTRL)
        wait_for(qtbot, chairside_window, UnlockPage)
        assert last_folder(chairside_window) != folder
