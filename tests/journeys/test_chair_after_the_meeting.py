"""After the meeting in the real window: actions, comments, receipt, from the file, handed over."""

from pathlib import Path

from at_the_desk import PATIENCE, chairside, find, press, type_into, wait_for
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from test_chair_goes_from_meeting_to_meeting import carried
from test_chair_minutes_an_initial_ppm import KEY, first_run
from test_chair_signs_and_corrects import (
    first_meeting,
    push,
    save_as,
    seal_with_own_certificate,
)

from desktop_app.minutes.read_back import read_back
from desktop_app.policy.profile import PROFILES
from desktop_app.ui.actions_out_page import ActionsOutPage
from desktop_app.ui.case_system_page import CaseSystemPage
from desktop_app.ui.comments import Comments
from desktop_app.ui.copies import Copies
from desktop_app.ui.copy_pages import CopyPages
from desktop_app.ui.forgetting import ForgettingPage
from desktop_app.ui.hand_over_page import HandOverPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.take_in_page import TakeInPage
from desktop_app.ui.window import Window

PASSPHRASE = "kettle marmalade seven"


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def says(qtbot: QtBot, page: QWidget, words: str) -> None:
    qtbot.waitUntil(lambda: words in said(page), timeout=PATIENCE)


def begins(qtbot: QtBot, window: Window, words: str) -> None:
    """Presses the button in sight whose words begin so, as soon as it is there."""

    def there() -> list[QPushButton]:
        buttons = (b for b in window.findChildren(QPushButton) if b.isVisible())
        return [b for b in buttons if b.text().startswith(words)]

    qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE)
    window.activateWindow()  # offscreen, a list of names stays active when it goes
    there()[0].click()


def after(qtbot: QtBot, window: Window, words: str) -> None:
    push(qtbot, window, "After the meeting…")
    begins(qtbot, window, words)


def tick(window: Window, words: str) -> None:
    boxes = (b for b in window.findChildren(QCheckBox) if b.isVisible() and words in b.text())
    next(boxes).click()


def council_that_keeps_little(folder: Path) -> None:
    """The council's own profile: comments print, minutes may go after a day."""
    ours = (PROFILES / "calderdale.toml").read_text(encoding="utf-8")
    own = folder / "profiles" / "calderdale.toml"
    own.parent.mkdir(parents=True)
    more = "comments_print = true\nkeep_days = 1\n"
    own.write_text(more + ours, encoding="utf-8")


def a_comment(qtbot: QtBot, window: Window, who: str, words: str, outcome: str, why: str) -> None:
    begins(qtbot, window, "Add a comment")
    boxes = [b for b in window.findChildren(QPlainTextEdit) if b.isVisible()]
    lines = [b for b in window.findChildren(QLineEdit) if b.isVisible()]
    last = max(int(b.accessibleName().rsplit(" ", 1)[1]) for b in boxes if b.accessibleName())
    named = {b.accessibleName(): b for b in (*boxes, *lines)}
    type_into(qtbot, named[f"Who, Comment {last}"], who)
    window.activateWindow()
    type_into(qtbot, named[f"What they said, Comment {last}"], words)
    type_into(qtbot, named[f"Why, Comment {last}"], why)
    picks = [b for b in window.findChildren(QAbstractButton) if b.isVisible()]
    named = [b.accessibleName() for b in picks]
    chosen = f"Outcome, Comment {last}: {outcome}"
    assert chosen in named, named
    picks[named.index(chosen)].click()


def test_the_minutes_go_their_whole_way(qtbot: QtBot, tmp_path: Path):
    council_that_keeps_little(tmp_path / "store")
    with chairside(qtbot, tmp_path / "store") as window:
        first_run(qtbot, window)
        flow = first_meeting(qtbot, window)

        after(qtbot, window, "Actions")
        actions = wait_for(qtbot, window, ActionsOutPage)
        says(qtbot, actions, "Book the medical")
        begins(qtbot, window, "Copy for e-mail")
        qtbot.waitUntil(
            lambda: "Book the medical" in QGuiApplication.clipboard().text(), timeout=PATIENCE
        )
        assert "Robin" not in QGuiApplication.clipboard().text()
        press(qtbot, KEY.Key_Escape)

        begins(qtbot, window, Comments.words)
        a_comment(qtbot, window, "Priya Invented", "It was June.", "Accepted", "So it was.")
        a_comment(qtbot, window, "Sam Madeup", "Leave Gran out.", "Declined", "Robin named her.")
        begins(qtbot, window, "‹ Back  (Esc)")
        begins(qtbot, window, "‹ Back")
        wait_for(qtbot, window, MeetingPage)
        window.activateWindow()
        QApplication.processEvents()
        flow.page.go_to_question("background")
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=PATIENCE)
        seal_with_own_certificate(qtbot, window, flow)
        file = save_as(qtbot, window, tmp_path / "signed.docx")

        after(qtbot, window, Copies.words)
        wait_for(qtbot, window, CopyPages)
        push(qtbot, window, "After the meeting…")

        begins(qtbot, window, "Case system")
        system = wait_for(qtbot, window, CaseSystemPage)
        says(qtbot, system, "no receipt")
        type_into(qtbot, find(window, QLineEdit, "Reference that CASS gave it"), "CASS-77")
        press(qtbot, KEY.Key_Return)
        says(qtbot, system, "✓ Version 1.0: CASS-77")
        press(qtbot, KEY.Key_Escape)

        begins(qtbot, window, "Take off this laptop")
        page = wait_for(qtbot, window, ForgettingPage)
        says(qtbot, page, "They may go on")  # the day after the upload, not before
        begins(qtbot, window, "‹ Meetings")
        wait_for(qtbot, window, HomePage)
    printed = read_back(file)
    words = str(printed.additional)
    assert "It was June." in words
    assert "Robin named her." in words


def test_the_next_ppm_starts_from_the_file_on_an_empty_laptop(qtbot: QtBot, tmp_path: Path):
    with chairside(qtbot, tmp_path / "one") as window:
        first_run(qtbot, window)
        flow = first_meeting(qtbot, window)
        seal_with_own_certificate(qtbot, window, flow)
        file = save_as(qtbot, window, tmp_path / "signed.docx")
    with chairside(qtbot, tmp_path / "two") as window:
        first_run(qtbot, window)
        push(qtbot, window, "Start from a file…")
        page = wait_for(qtbot, window, TakeInPage)
        page.read(file)
        begins(qtbot, window, "Trust this certificate")
        tick(window, "I compared the fingerprint")
        begins(qtbot, window, "Trust it from now on")
        says(qtbot, page, "not on this laptop yet")
        tick(window, "This is the right child")
        begins(qtbot, window, "Start the next: Review PPM")
        flow = wait_for(qtbot, window, MeetingFlow)
        assert flow.meeting.answer("child_name") == "Robin Testname"
        assert flow.meeting.answer("background") == "Robin came into care in May."
        assert flow.meeting.is_brought_in("background")
        assert [row.values["text"] for row in carried(flow).value()] == ["Book the medical"]


def test_a_draft_is_handed_over_and_goes_on_elsewhere(qtbot: QtBot, tmp_path: Path):
    with chairside(qtbot, tmp_path / "one") as window:
        first_run(qtbot, window)
        first_meeting(qtbot, window)
        after(qtbot, window, "Hand over")
        page = wait_for(qtbot, window, HandOverPage)
        first, second = [b for b in page.findChildren(QLineEdit) if b.isVisible()][:2]
        type_into(qtbot, first, PASSPHRASE)
        type_into(qtbot, second, PASSPHRASE)
        page.hand_over(tmp_path)
        qtbot.waitUntil(lambda: any(tmp_path.glob("*.chairside")), timeout=PATIENCE)
        qtbot.waitUntil(
            lambda: "handed over" in said(wait_for(qtbot, window, HandOverPage)).lower(),
            timeout=PATIENCE,
        )
    (file,) = tmp_path.glob("*.chairside")
    with chairside(qtbot, tmp_path / "two") as window:
        first_run(qtbot, window)
        push(qtbot, window, "Start from a file…")
        page = wait_for(qtbot, window, TakeInPage)
        page.read(file)
        says(qtbot, page, "draft from another laptop")
        (box,) = (b for b in page.findChildren(QLineEdit) if b.isVisible())
        type_into(qtbot, box, PASSPHRASE)
        begins(qtbot, window, "Open the draft here")
        flow = wait_for(qtbot, window, MeetingFlow)
        assert flow.meeting.answer("background") == "Robin came into care in May."
        assert flow.meeting.record.meeting.state == "draft"
