"""Out for comment in the window: whom to, what came back, who authorised it; saved as one types."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from answered_dialogs import Dialogs, chosen
from aside_host import PATIENCE, Host, a_desk, host
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from screens_examples import NAMES, child, line, nameless_inputs, press, sentences

from desktop_app.records.comments import COMMENTS
from desktop_app.records.copies import Mark, Place
from desktop_app.records.dates import in_words, short
from desktop_app.records.meeting import Changes, Row
from desktop_app.services.comments import for_comment
from desktop_app.storage.copies import copies, keep_marks
from desktop_app.ui.comments import Comments
from desktop_app.ui.meeting_entries import ChildMeeting, MeetingEntry

TODAY = date(2026, 11, 22)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Host]:
    """Of a council that asks for everything."""
    with a_desk(tmp_path) as desk:
        profile = desk.council.profile("calderdale")
        asks = msgspec.structs.replace(profile, authorise="Service manager", comments_print=True)
        made = host(qtbot, desk, Comments, asks)
        qtbot.waitUntil(lambda: box(made, "Who gets the draft").hasFocus(), timeout=PATIENCE)
        yield made
        made.saved(qtbot)


def aside(window: Host) -> Comments:
    assert isinstance(window.aside, Comments)
    return window.aside


def box(window: Host, name: str) -> QLineEdit | QPlainTextEdit:
    boxes = (*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit))
    return next(one for one in boxes if one.accessibleName() == name and one.isVisible())


def told(qtbot: QtBot, window: Host) -> str:
    qtbot.waitUntil(lambda: bool(window.said), timeout=PATIENCE)
    return window.said.pop()


def test_the_draft_is_saved_for_those_named_and_the_page_says_so(
    qtbot: QtBot, window: Host, dialogs: Dialogs, tmp_path: Path
):
    dialogs.expect(QFileDialog, chosen(tmp_path))
    who = box(window, "Who gets the draft")
    qtbot.keyClicks(who, "Jo Sampleton, Lee Madeup")
    qtbot.keyClick(who, Qt.Key.Key_Return)
    assert "Draft saved" in told(qtbot, window)
    assert (tmp_path / "2026-11-21_PPM_1204417_v0.1_DRAFT.docx").exists()
    assert ("out for comment", {"to": "Jo Sampleton, Lee Madeup"}) in window.events()
    said = sentences(window)
    assert "Saved to go out for comment:" in said
    assert ": Jo Sampleton, Lee Madeup" in said


def test_whoever_may_not_see_all_of_it_gets_the_draft_only_with_a_reason(
    qtbot: QtBot, window: Host, dialogs: Dialogs, tmp_path: Path
):
    window.desk.ask(lambda store: store.save("m1", Changes({"home_carer": "Maureen Sample"})))
    qtbot.keyClicks(box(window, "Who gets the draft"), "Dana Testname")
    press(window, "Save the draft for them")
    qtbot.waitUntil(lambda: "carer’s address" in sentences(window), timeout=PATIENCE)
    assert window.events() == []
    qtbot.keyClicks(box(window, "Why they see all of it"), "She lives with them")
    dialogs.expect(QFileDialog, chosen(tmp_path))
    press(window, "Save the draft for them")
    assert "Draft saved" in told(qtbot, window)
    (noted,) = window.desk.ask(lambda store: copies(store, "m1")).result()
    assert (noted.person, noted.given, noted.reason) == (
        "Dana Testname",
        "full",
        "She lives with them",
    )


def test_who_may_never_see_all_of_it_is_told_where_to_go(qtbot: QtBot, window: Host):
    keep = (Mark(Place("background"), "adopters"),)
    window.desk.ask(lambda store: keep_marks(store, "m1", keep)).result()
    qtbot.keyClicks(box(window, "Who gets the draft"), "Dana Testname")
    press(window, "Save the draft for them")
    qtbot.waitUntil(lambda: "adopters" in sentences(window), timeout=PATIENCE)
    assert "gets a copy with parts left out, under “Copies…”" in sentences(window)
    assert window.events() == []


def test_it_is_asked_who_gets_it_before_anything_goes_out(window: Host):
    press(window, "Save the draft for them")
    assert "Say who gets the draft." in sentences(window)
    assert window.events() == []


def test_a_folder_that_is_gone_is_told(qtbot: QtBot, window: Host, tmp_path: Path):
    aside(window).send_out(for_comment("Jo", "council", "", TODAY), tmp_path / "gone")
    assert "the folder is not there any more" in told(qtbot, window)
    assert window.events() == []


def test_what_came_back_is_saved_as_it_is_typed(qtbot: QtBot, window: Host):
    qtbot.keyClicks(box(window, "Who, Comment 1"), "Jo Sampleton")
    window.activateWindow()  # offscreen, a list of names stays active when it goes
    qtbot.keyClicks(box(window, "What they said, Comment 1"), "It was 3 May.")
    press(window, "Different view recorded")
    why = box(window, "Why, Comment 1")
    why.setFocus()
    qtbot.keyClick(why, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    qtbot.keyClicks(box(window, "What they said, Comment 2"), "A word is missing.")

    def kept() -> list[dict[str, str]]:
        rows = window.record().tables.get(COMMENTS.key, ())
        return [{key: text for key, text in row.values.items() if text} for row in rows]

    qtbot.waitUntil(lambda: len(kept()) == 2 and "missing." in str(kept()), timeout=PATIENCE)
    assert kept() == [
        {"who": "Jo Sampleton", "said": "It was 3 May.", "outcome": "Different view recorded"},
        {"said": "A word is missing."},
    ]
    window.saved(qtbot)
    assert not window.meeting.has_unsaved


def test_a_comment_taken_out_comes_back_by_undo(qtbot: QtBot, window: Host):
    qtbot.keyClicks(box(window, "What they said, Comment 1"), "It was 3 May.")
    press(window, "Remove")
    assert window.meeting.rows(COMMENTS) == ()
    press(window, "Add a comment")
    where = box(window, "What they said, Comment 1")
    for _ in range(2):
        qtbot.keyClick(where, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    aside(window)._keep_rows()
    assert [row.values["said"] for row in window.meeting.rows(COMMENTS)] == ["It was 3 May."]


def test_the_page_says_whether_it_prints(qtbot: QtBot, window: Host):
    assert "Your council prints this in the minutes." in sentences(window)
    other = Comments(
        window.desk,
        window.courier,
        window.meeting,
        window.desk.council.profile("calderdale"),
        {},
    )
    qtbot.addWidget(other.page)
    other.page.show()
    other.start()
    said = sentences(other.page)
    assert "does not print" in said
    assert "Authorised" not in said


def test_who_authorised_it_is_kept_and_asked_again_after_a_change(qtbot: QtBot, window: Host):
    assert "Your council asks for this before signing: Service manager" in sentences(window)
    press(window, "Record that it is authorised")
    assert "is not complete" in sentences(window)
    qtbot.keyClicks(box(window, "Authorised by"), "Max Invented")
    press(window, "Record that it is authorised")
    today = in_words(window.desk.today)
    by = f"Authorised by Max Invented, Service manager, on {today}."
    qtbot.waitUntil(lambda: f"✓ {by}" in sentences(window), timeout=PATIENCE)
    window.saved(qtbot)
    assert window.record().answers["authorised.by"] == "Max Invented"
    qtbot.keyClicks(box(window, "What they said, Comment 1"), "x")
    assert "✓" not in sentences(window)
    assert f"{by} The minutes were changed since." in sentences(window)
    press(window, "Take it back")
    qtbot.waitUntil(lambda: "Max Invented" not in sentences(window), timeout=PATIENCE)
    window.saved(qtbot)
    assert window.record().answers["authorised.by"] == ""
    assert [act for act, _ in window.events()] == ["authorised", "authorisation taken back"]


def test_of_signed_minutes_it_is_only_read(qtbot: QtBot, window: Host):
    window.meeting.set_rows(COMMENTS, (Row("r", {"who": "Jo", "said": "It was 3 May."}),))
    window.meeting._meeting = replace(window.meeting.record.meeting, state="signed")
    signed = Comments(window.desk, window.courier, window.meeting, aside(window)._profile, {})
    qtbot.addWidget(signed.page)
    signed.page.resize(1366, 720)
    signed.page.show()
    signed.start()
    QApplication.processEvents()
    shown = [b.text() for b in signed.page.findChildren(QPushButton) if b.isVisible()]
    assert [text for text in shown if not text.startswith("‹")] == []
    boxes = signed.page.findChildren(QPlainTextEdit)
    assert "It was 3 May." in [one.toPlainText() for one in boxes]
    assert all(one.isReadOnly() for one in boxes)


def test_everything_has_a_name_and_back_goes_back(window: Host):
    assert nameless_inputs(window) == []
    press(window, "‹ Back")
    assert window.backs == 1


def test_the_list_says_since_when_a_draft_is_out():
    draft = line("draft", child())
    at = datetime.fromisoformat("2026-11-17T12:00:00+00:00")
    out = replace(draft, out_at=at.isoformat())
    since = f"saved for comment on {short(at.astimezone().date())}"
    assert MeetingEntry(out, NAMES).under == f"Initial PPM, Sat 21 Nov 2026, {since}"
    assert ChildMeeting(out, NAMES).under == f"Sat 21 Nov 2026, {since}"
    assert "out for" not in MeetingEntry(draft, NAMES).under
    signed = line("signed", child(), signed="2026-11-20T10:00:00+00:00")
    assert "out for" not in MeetingEntry(replace(signed, out_at=out.out_at), NAMES).under
