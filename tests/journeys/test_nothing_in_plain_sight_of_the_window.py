"""Invented words typed in a whole journey stand in no file but the Word file asked for."""

import tempfile
from pathlib import Path

import pytest
from at_the_desk import Chair, chairside, press, saved, wait_for
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from test_chair_minutes_an_initial_ppm import first_run, save_word, start_a_meeting

from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.preview_page import PreviewPage
from desktop_app.ui.word_page import WordPage

CANARIES = {
    "background": "Quinkaferous",
    "child_views": "Zebbidrant",
    "chair": "Vorpallina",
    "plan_comment": "Mimsywort",
}
TYPED_AT_THE_START = ("Robin Testname", "1204417", "Chris Chairperson")


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Home, temporary folder, store and the folder for the Word file, all watched."""
    made = {name: tmp_path / name for name in ("home", "temporary", "store", "out")}
    for folder in made.values():
        folder.mkdir()
    monkeypatch.setenv("HOME", str(made["home"]))
    monkeypatch.setenv("TMPDIR", str(made["temporary"]))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return made


def holding(folder: Path, words: list[str]) -> list[str]:
    """Every file that holds a word, in either encoding Qt and Python write, or in its name."""
    found: list[str] = []
    for file in (path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes() + str(file.relative_to(folder)).encode()
        codes = ("utf-8", "utf-16-le", "utf-16-be")
        found += [f"{w}: {file}" for w in words if any(w.encode(c) in content for c in codes)]
    return found


def test_no_word_leaves_the_encrypted_store(qtbot: QtBot, places: dict[str, Path]):
    words = [*CANARIES.values(), *TYPED_AT_THE_START]
    hidden = [places[name] for name in ("home", "temporary", "store")]
    with chairside(qtbot, places["store"]) as window:
        first_run(qtbot, window)
        flow = start_a_meeting(qtbot, window)
        chair = Chair(qtbot, flow)
        for key, canary in CANARIES.items():
            chair.answer(key, canary)
        chair.answer("attendance", "Quinkaferous", "Zebbidrant")
        chair.answer("actions", "Mimsywort", "Vorpallina")
        saved(qtbot, flow)
        press(qtbot, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        wait_for(qtbot, window, PreviewPage)
        flow.show_word()
        wait_for(qtbot, window, WordPage)
        file = save_word(qtbot, window, places["out"])
        assert file.stat().st_size > 0
        assert "DRAFT" in file.name
        for folder in hidden:
            assert holding(folder, words) == []
        assert window.findChildren(MeetingFlow)
    assert any(path.suffix == ".db" for path in places["store"].iterdir())
    for folder in hidden:
        assert holding(folder, words) == []
