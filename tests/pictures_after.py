"""Pictures of what comes after a meeting: its draft first, then its signed minutes."""

import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

from pictures_window import (
    Shoot,
    aside,
    copy_of,
    down_the_page,
    fill,
    flow,
    line_of,
    open_meeting,
    open_window,
    press,
    says,
    shown,
    unlock,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from desktop_app.paths import Places
from desktop_app.policy.profile import PROFILES
from desktop_app.records.meeting import Row, new_id
from desktop_app.services.case_system import keep_receipt
from desktop_app.services.comments import for_comment
from desktop_app.ui.actions_out_page import ActionsOutPage
from desktop_app.ui.case_system_page import CaseSystemPage
from desktop_app.ui.comments import Comments
from desktop_app.ui.comments_page import CommentsPage
from desktop_app.ui.copies import Copies
from desktop_app.ui.copy_preview import CopyPreview
from desktop_app.ui.forgetting import ForgettingPage
from desktop_app.ui.hand_over_page import HandOverPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.theme import Theme
from desktop_app.ui.window import Window

IDRIS, ROBIN = "9900318", "9900101"  # a draft that is nearly finished, and signed minutes
PASSPHRASE = "kettle marmalade seven"  # of a file of its own
COMMENTS = (
    ("Grace Samples", "He eats with us, not in his room.", "Accepted", "Grace was there."),
    ("Aled Madeupson", "Leave out the phone.", "Declined", "Idris asked for it to be said."),
)


def after_the_meeting(places: Places, theme: Theme, shoot: Shoot) -> None:
    """Each with a copy of the store: what is handed over or removed is there for the others."""
    percent = theme.percent
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        with copy_of(places) as own, open_window(own, theme) as window:
            unlock(window, percent)
            draft(window, shoot, out)
        with copy_of(places) as own, open_window(own, theme) as window:
            unlock(window, percent)
            signed(window, shoot, out)
        with copy_of(places) as own:
            council_that_asks_more(own)
            with open_window(own, theme) as window:
                unlock(window, percent)
                asked_for(window, shoot)
                removed(window, shoot, out)
    QGuiApplication.clipboard().clear()  # what is left on it ends the process at its exit


def council_that_asks_more(places: Places) -> None:
    """Comments print, somebody authorises, and minutes may go after a day."""
    usual = (PROFILES / "calderdale.toml").read_text(encoding="utf-8")
    more = (
        'comments_print = true\nauthorise = "Service manager"\nkeep_days = 1\nkeep_kernel = true\n'
    )
    places.profiles.mkdir(exist_ok=True)
    (places.profiles / "calderdale.toml").write_text(more + usual, encoding="utf-8")


def home(window: Window, shoot: Shoot, name: str) -> None:
    press(window, "‹ Meetings")
    shown(window, HomePage)
    shoot(window, name)


def child(window: Window, case_number: str, shoot: Shoot, name: str) -> None:
    screens = window._screens
    assert screens is not None
    screens.child_screens.show_one(line_of(window, case_number).child.id)
    shoot(window, name)


# a draft


def draft(window: Window, shoot: Shoot, out: Path) -> None:
    open_meeting(window, IDRIS)
    press(window, "After the meeting…")
    shoot(window, "after-draft")
    aside(window, "Actions")
    page = shown(window, ActionsOutPage)
    press(window, "Copy for e-mail")
    [column] = page.findChildren(QScrollArea)
    down_the_page(column, window, shoot, "actions-out")
    comments(window, shoot, out)
    hand_over(window, shoot, out)


def comments(window: Window, shoot: Shoot, out: Path) -> None:
    made = aside(window, "Comments")
    assert isinstance(made, Comments)
    page = shown(window, CommentsPage)
    shoot(window, "comments-none")
    today = date.today()  # noqa: DTZ011 - the reader's own day
    made.send_out(for_comment("Grace Samples, Aled Madeupson", "council", "", today), out)
    says(window, "Saved to go out for comment")
    comment(page)
    down_the_page(page, window, shoot, "comments")
    page.verticalScrollBar().setValue(0)
    press(window, "Save the draft for them…")
    shoot(window, "comments-refused")


def comment(page: CommentsPage) -> None:
    """As if it had been typed."""
    keys = ("who", "said", "outcome", "why")
    page.show_rows(tuple(Row(new_id(), dict(zip(keys, one, strict=True))) for one in COMMENTS))
    page.edited.emit()


def hand_over(window: Window, shoot: Shoot, out: Path) -> None:
    aside(window, "Hand over")
    page = shown(window, HandOverPage)
    shoot(window, "hand-over")
    fill(window, "Passphrase of this file", "too short")
    press(window, "Save the file…")
    shoot(window, "hand-over-refused")
    for name in ("Passphrase of this file", "The same again"):
        fill(window, name, PASSPHRASE)
    page.hand_over(out)
    says(window, "Handed over to another laptop")
    shoot(window, "handed-over")
    press(window, "Continue here after all…")
    shoot(window, "handed-over-sure")
    home(window, shoot, "meetings-handed-over")
    child(window, IDRIS, shoot, "child-handed-over")


# signed minutes


def signed(window: Window, shoot: Shoot, out: Path) -> None:
    open_meeting(window, ROBIN)
    fill(window, "Folder", str(out))
    press(window, "Save the Word file")
    shoot(window, "word-file-saved")
    press(window, "After the meeting…")
    shoot(window, "after-signed")
    made = aside(window, "Copies")
    assert isinstance(made, Copies)
    copies(window, made, shoot, out)
    aside(window, "Take off this laptop…")
    says(window, "Not yet")
    shoot(window, "forgetting-no-receipt")
    home(window, shoot, "meetings-upload-due")
    open_meeting(window, ROBIN)
    aside(window, "Case system")
    case_system(window, shoot)
    aside(window, "Take off this laptop…")
    says(window, "Not yet")
    shoot(window, "forgetting-too-early")
    aside(window, "Comments")
    shoot(window, "comments-signed")


def copies(window: Window, made: Copies, shoot: Shoot, out: Path) -> None:
    shoot(window, "copies-none")
    press(window, "Mark what is left out…")
    mark(made)
    shoot(window, "marks")
    made.marks.show_lost(["Background"], to_go=True)
    made.marks._list.start()
    made.marks.findChildren(QScrollArea)[0].verticalScrollBar().setValue(0)
    shoot(window, "marks-lost")
    press(window, "‹ Back")
    made.show_person("Dana Testname", "Mother")
    down_the_page(made.one, window, shoot, "copy")
    press(window, "Preview the copy")
    shown(window, CopyPreview)
    shoot(window, "copy-preview")
    press(window, "‹ Back")
    press(window, "Nothing: the minutes are not shared")
    press(window, "Note it without a file")
    shoot(window, "copy-refused")
    press(window, "All of the minutes")
    shoot(window, "copy-full")
    press(window, "A copy with parts left out")
    fill(window, "How it goes", "By post")
    made._with_paper(lambda paper: made.save_word(paper, made.one.seal(), out / "copy.docx"))
    says(window, "Noted as copy 1")
    shoot(window, "copy-noted")
    press(window, "‹ Back")
    down_the_page(made.people, window, shoot, "copies")


def mark(made: Copies) -> None:
    """The eighth place is not for parents, the twelfth says where the carer lives."""
    rows = made.marks._list
    for place, key in ((8, Qt.Key.Key_1), (12, Qt.Key.Key_2)):
        rows.start(place)
        QTest.keyClick(rows, key)
        made._desk.ask(lambda _: None).result()


def case_system(window: Window, shoot: Shoot) -> None:
    page = shown(window, CaseSystemPage)
    says(window, "SHA-256")
    down_the_page(page, window, shoot, "case-system")
    press(window, "Keep the receipt")
    shoot(window, "case-system-refused")
    fill(window, "Reference that CASS gave it", "CASS-2291-77")
    press(window, "Keep the receipt")
    says(window, "✓ Version 1.0")
    press(window, "Copy the next")
    press(window, "Copy the next")
    press(window, "The tracker has it")
    says(window, "✓ The tracker was updated")
    down_the_page(page, window, shoot, "case-system-done")


# what a council may ask besides


def asked_for(window: Window, shoot: Shoot) -> None:
    open_meeting(window, IDRIS)
    made = aside(window, "Comments")
    assert isinstance(made, Comments)
    page = shown(window, CommentsPage)
    comment(page)
    down_the_page(page, window, shoot, "authorise")
    press(window, "Record that it is authorised")
    shoot(window, "authorise-refused")
    fill(window, "Authorised by", "Lee Madeup")
    press(window, "Record that it is authorised")
    says(window, "✓ Authorised by")
    shoot(window, "authorised")
    made._meeting.set_answer("background", "Changed since.")
    made.start()
    says(window, "The minutes were changed since")
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    shoot(window, "authorised-before")
    press(window, "Before you sign")
    bar = flow(window).check.verticalScrollBar()
    bar.setValue(bar.maximum())
    shoot(window, "check-authorise")


def removed(window: Window, shoot: Shoot, out: Path) -> None:
    of = line_of(window, ROBIN)
    today = datetime.now().astimezone().date()
    receipt = short_ago(today)
    window._desk.ask(
        lambda store: keep_receipt(
            store, of.meeting.id, receipt, "CASS-2291-77", "Helen Pretend", today
        )
    ).result()
    open_meeting(window, ROBIN)
    fill(window, "Folder", str(out))
    press(window, "Save the Word file")
    says(window, "✓ Word file saved")
    home(window, shoot, "meetings-may-go")
    open_meeting(window, ROBIN)
    made = aside(window, "Take off this laptop…")
    page = shown(window, ForgettingPage)
    says(window, "removed from this laptop")
    shoot(window, "forgetting")
    press(window, "Take them off…")
    shoot(window, "forgetting-sure")
    made.alone.emit(True)
    page.show_removing()
    page.say_how_far("Writing the store anew, without them.")
    shoot(window, "forgetting-running")
    page.wanted.emit()
    says(window, "The minutes are off this laptop")
    shoot(window, "forgetting-done")
    press(window, "Remove the child too…")
    shoot(window, "forgetting-child")
    page.done.emit()
    shown(window, HomePage)
    shoot(window, "meetings-removed")
    screens = window._screens
    assert screens is not None
    screens.child_screens.show_one(of.child.id)
    shoot(window, "child-removed")


def short_ago(today: date) -> str:
    """A day after the signing, and long enough ago."""
    return (today - timedelta(2)).isoformat()
