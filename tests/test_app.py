"""The application from its start to its end, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# Drives the window once it is shown; what stands at the end is printed as JSON.
PROGRAM = """
import faulthandler, gc, json, sys
from functools import partial
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication
from desktop_app import app
from desktop_app.ui.window import Window

said = {}
show = Window.show
WORDS = "Mother said he is NOT safe there"

class Ours(Exception):
    pass

def shown(window):
    show(window)
    QTimer.singleShot(300, partial(work, window))

def work(window):
    QTimer.singleShot(300, partial(close, window))
    said["collects by itself"] = gc.isenabled()
    said["hears crashes"] = faulthandler.is_enabled()
    rich = QMimeData()
    rich.setText(WORDS)
    rich.setHtml(f"<b>{WORDS}</b>")
    QGuiApplication.clipboard().setMimeData(rich)
    FAULT

def close(window):
    said["foot"] = window.foot.text
    window.close()

Window.show = shown
PREPARE
code = app.open_window(sys.argv[1])
said["code"] = code
said["clipboard"] = QGuiApplication.clipboard().text()
said["collects by itself at the end"] = gc.isenabled()
sys.__stdout__.write(json.dumps(said))
"""


def run(folder: Path, fault: str = "pass", prepare: str = "pass") -> dict[str, object]:
    program = PROGRAM.replace("FAULT", fault).replace("PREPARE", prepare)
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_ends_with_an_empty_clipboard(tmp_path: Path):
    said = run(tmp_path)
    assert said["code"] == 0
    assert said["clipboard"] == ""


def test_python_lets_go_of_widgets_on_the_windows_thread_alone(tmp_path: Path):
    said = run(tmp_path)
    assert said["collects by itself"] is False
    assert said["collects by itself at the end"] is True


@pytest.mark.parametrize("prepare", ["pass", "sys.stderr = None; sys.stdout = None"])
def test_a_fault_is_told_and_kept_without_a_word_of_the_minutes(tmp_path: Path, prepare: str):
    """Also where there is no console, as in a program for Windows."""
    said = run(tmp_path, fault="raise Ours(WORDS) from KeyError(WORDS)", prepare=prepare)
    told = str(said["foot"])
    assert "Chairside made a mistake" in told
    assert "Ours" in told
    assert "NOT safe" not in told
    kept = (tmp_path / "chairside.log").read_text(encoding="utf-8")
    assert "Ours from KeyError" in kept
    assert "NOT safe" not in kept
    assert said["hears crashes"] is True


def test_a_crash_of_the_interpreter_leaves_its_trace(tmp_path: Path):
    program = "from desktop_app import log; from pathlib import Path; import faulthandler, sys\n"
    program += "log.start(Path(sys.argv[1])); faulthandler._sigsegv()"
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False, timeout=60)
    kept = (tmp_path / "chairside.log").read_text(encoding="utf-8")
    assert "Segmentation fault" in kept


def test_the_log_stays_small_and_goes_on_hearing_crashes(tmp_path: Path):
    program = (
        "from desktop_app import log; from pathlib import Path; import faulthandler, sys\n"
        "log.start(Path(sys.argv[1]))\n"
        "for _ in range(10_000): log.note(ValueError('words'))\n"
        "faulthandler._sigsegv()"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False, timeout=60)
    sizes = {file.name: file.stat().st_size for file in tmp_path.iterdir()}
    assert set(sizes) == {"chairside.log", "chairside.log.1"}
    assert max(sizes.values()) < 250_000
    assert "Segmentation fault" in (tmp_path / "chairside.log").read_text(encoding="utf-8")


def test_a_folder_that_cannot_hold_a_log_keeps_nobody_out(tmp_path: Path):
    (tmp_path / "chairside.log").mkdir()
    said = run(tmp_path, fault="raise Ours(WORDS)")
    assert "Chairside made a mistake" in str(said["foot"])


def test_a_fault_on_another_thread_is_kept(tmp_path: Path):
    program = (
        "import sys, threading; from pathlib import Path; from desktop_app import log\n"
        "log.start(Path(sys.argv[1]))\n"
        "def work(): raise LookupError('words')\n"
        "thread = threading.Thread(target=work); thread.start(); thread.join()"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, timeout=60)
    assert "LookupError" in (tmp_path / "chairside.log").read_text(encoding="utf-8")
