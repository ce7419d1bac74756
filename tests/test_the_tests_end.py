"""Whatever a test waits for, it ends: red, and with a sentence that says what it waited for."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

pytestmark = pytest.mark.long
TESTS = Path(__file__).parent
WINDOWS = """
import answered_dialogs
from answered_dialogs import chosen, pressed, put_off
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMenu, QMessageBox

answered_dialogs.LOOKS = 5

def box():
    asked = QMessageBox()
    asked.setText("May it go?")
    for step in ("Yes", "Later"):  # none of them is a way out
        asked.addButton(step, QMessageBox.ButtonRole.ActionRole)
    return asked

def test_answered(dialogs, tmp_path):
    said = []
    dialogs.expect(QMessageBox, pressed("Later", said.append))
    dialogs.expect(QFileDialog, chosen(tmp_path))
    box().exec()
    assert QFileDialog.getExistingDirectory(None, "Save in") == str(tmp_path)
    assert "May it go?" in said[0]

def test_an_answer_that_opens_another(dialogs, tmp_path):
    there = tmp_path / "there"
    there.write_text("a file")
    dialogs.expect(QFileDialog, chosen(there))
    dialogs.expect(QMessageBox, pressed("Yes"))
    assert QFileDialog.getSaveFileName()[0] == str(there)

def test_nobody_answers(qapp):
    box().exec()

def test_a_folder(qapp):
    QFileDialog.getExistingDirectory(None, "Save in")

def test_a_menu(qapp):
    menu = QMenu()
    menu.addAction("Cut")
    menu.exec()

def test_another_kind(dialogs):
    dialogs.expect(QFileDialog, put_off)
    box().exec()

def test_the_answer_is_refused(dialogs, tmp_path):
    dialogs.expect(QFileDialog, chosen(tmp_path / "gone"))
    QFileDialog.getOpenFileName(None, "Open")

def test_the_answer_fails(dialogs):
    dialogs.expect(QMessageBox, pressed("No"))
    box().exec()

def test_it_never_comes(dialogs):
    dialogs.expect(QFileDialog, put_off)

def test_a_window_is_left(qapp):
    left = test_a_window_is_left.window = QMainWindow()
    left.setWindowTitle("Minutes")
    left.show()
"""
SAID = {
    "test_answered": "",
    "test_an_answer_that_opens_another": "",
    "test_nobody_answers": "nobody answered QMessageBox “May it go?”; it was closed",
    "test_a_folder": "nobody answered QFileDialog “Save in”; it was closed",
    "test_a_menu": "nobody answered QMenu “Cut”; it was closed",
    "test_another_kind": "nobody answered QMessageBox “May it go?”; it was closed",
    "test_the_answer_is_refused": "File not found.",
    "test_the_answer_fails": "not enough values to unpack",
    "test_it_never_comes": "these dialogs never came: ['QFileDialog']",
    "test_a_window_is_left": "windows are left open: ['Minutes']",
}
WAITS = """
import threading
import pytest
from PySide6.QtCore import QEventLoop

def test_in_python():
    threading.Event().wait()

def test_in_the_event_loop(qapp):
    QEventLoop().exec()

@pytest.fixture
def never_done():
    yield
    threading.Event().wait()

def test_after_a_failure(never_done):
    raise AssertionError("at first")

def test_of_something_else(qapp):
    pass
"""
LEAVES_A_THREAD = """
import threading

def test_it():
    threading.Thread(target=threading.Event().wait, name="left behind").start()
"""


def run(folder: Path, source: str, *more: str) -> tuple[str, dict[str, str]]:
    """What pytest said of a file by our own rules, and of each test why it is red."""
    (folder / "conftest.py").write_bytes((TESTS / "conftest.py").read_bytes())
    (folder / "test_it.py").write_text(source, encoding="utf-8")
    report, rules = folder / "report.xml", TESTS.parent / "pyproject.toml"
    command = [sys.executable, "-m", "pytest", "-c", str(rules), "--rootdir", str(folder)]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "--junitxml", str(report), *more, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    red: dict[str, str] = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it just now
        found = case.findall("failure") + case.findall("error")
        why = "\n".join(f"{one.get('message')}\n{one.text}" for one in found)
        red[case.get("name", "")] = red.get(case.get("name", ""), "") + why
    return done.stdout + done.stderr, red


def test_a_window_that_nobody_answers_fails_its_test(tmp_path: Path):
    _, red = run(tmp_path, WINDOWS, "-n", "0")
    assert set(red) == set(SAID)
    assert [name for name, said in SAID.items() if said not in red[name]] == []
    assert [name for name in red if bool(red[name]) != bool(SAID[name])] == []


def test_a_test_that_waits_for_ever_is_ended_and_every_thread_shown(tmp_path: Path):
    wait = ("-n", "2", "--dist", "worksteal", "-o", "faulthandler_timeout=3")
    said, red = run(tmp_path, WAITS, *wait)
    assert {name for name, why in red.items() if "crashed while running" in why} == {
        "test_in_python",
        "test_in_the_event_loop",
        "test_after_a_failure",
    }
    assert not red["test_of_something_else"]
    assert said.count("Timeout (0:00:03)!") == len(red) - 1
    for place in ("in test_in_python", "in test_in_the_event_loop", "in never_done"):
        assert place in said


def test_a_thread_that_is_left_behind_keeps_no_process(tmp_path: Path):
    said, red = run(tmp_path, LEAVES_A_THREAD, "-n", "0", "-o", "faulthandler_timeout=3")
    assert red == {"test_it": ""}
    assert "Timeout (0:00:03)!" in said
