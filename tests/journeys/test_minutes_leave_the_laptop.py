"""The whole way in the real window: comments, authorised, signed, copies, receipt, removed."""

import zipfile
from datetime import datetime, timedelta
from pathlib import Path

from after_the_meeting import (
    a_comment,
    after,
    back_to_people,
    begins,
    choose_row,
    copy_actions_for_email,
    copy_for,
    everything_held,
    fill,
    mark,
    own_profile,
    rows_of,
    said,
    save_copy,
    says,
    tick,
)
from answered_dialogs import Dialogs
from at_the_desk import (
    CHEAP,
    PASSPHRASE,
    PATIENCE,
    Chair,
    backup_counts,
    chairside,
    find,
    press,
    saved,
    type_into,
    wait_for,
)
from decrypted import pages
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from test_bad_luck_at_the_desk import unlock
from test_chair_minutes_an_initial_ppm import CTRL, KEY, answered, first_run, start_a_meeting
from test_chair_signs_and_corrects import first_meeting, save_as, seal_with_own_certificate

from desktop_app.assemble import now_here
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.seal.verify import verify
from desktop_app.paths import Places
from desktop_app.records.comments import COMMENTS
from desktop_app.records.dates import short
from desktop_app.records.snapshot import Snapshot, fingerprint
from desktop_app.storage import keys
from desktop_app.storage.backups import backups, unpack
from desktop_app.storage.check import check
from desktop_app.storage.open import open_store
from desktop_app.storage.removal import REMOVE
from desktop_app.storage.schema import audit
from desktop_app.ui.case_system_page import CaseSystemPage
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.child_page import ChildPage
from desktop_app.ui.children_page import ChildrenPage
from desktop_app.ui.comments import Comments
from desktop_app.ui.comments_page import CommentsPage
from desktop_app.ui.copies import Copies
from desktop_app.ui.forgetting import ForgettingPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.row_list import RowList
from desktop_app.ui.window import Window
from desktop_app.ui.word_page import WordPage

COUNCIL = 'authorise = "Service manager"\ncomments_print = true\nkeep_days = 1\n'
OTHER = "The other child was moved to Nearby Road."
FAMILY_TIME = "Mum comes to Quillbrook House every Saturday."
BEGUN = now_here()
COMMENTED = (
    "Priya Invented | It was June. | Accepted | So it was. | \n"
    "Sam Madeup | Leave Gran out. | Declined | Robin named her. | "
)
WORDS = (  # of the answers, an action, a comment, who authorised, a copy's person, the receipt
    *("Quillbrook", "came into care in May", "want to see Gran", "Book the medical"),
    *("Leave Gran out", "Dana Director", "Pat Unclename", "CASS-77", "redacted.docx"),
)


def today() -> datetime:
    """One clock for the whole way: no midnight falls between two of its steps."""
    return BEGUN


def a_day_later() -> datetime:
    return BEGUN + timedelta(1)


def meeting_of_another_child(qtbot: QtBot, window: Window) -> None:
    """Which stays when the other goes."""
    flow = start_a_meeting(qtbot, window, name="Lee Bystander", number="7700001")
    Chair(qtbot, flow).answer("background", OTHER)
    saved(qtbot, flow)
    press(qtbot, KEY.Key_M, CTRL)
    says(qtbot, wait_for(qtbot, window, HomePage), "Meetings")


def comments_and_authorisation(qtbot: QtBot, window: Window, flow: MeetingFlow) -> None:
    begins(qtbot, window, Comments.words)
    a_comment(qtbot, window, "Priya Invented", "It was June.", "Accepted", "So it was.")
    a_comment(qtbot, window, "Sam Madeup", "Leave Gran out.", "Declined", "Robin named her.")
    begins(qtbot, window, "‹ Back  (Esc)")
    begins(qtbot, window, "‹ Back")
    wait_for(qtbot, window, MeetingPage)
    press(qtbot, KEY.Key_F12)
    wait_for(qtbot, window, CheckPage)
    find(window, QPushButton, "Authorised by: Service manager ›").click()
    page = wait_for(qtbot, window, CommentsPage)
    fill(qtbot, window, "Authorised by", "Dana Director")
    press(qtbot, KEY.Key_Return)
    says(qtbot, page, "✓ Authorised by Dana Director")
    begins(qtbot, window, "‹ Back  (Esc)")
    begins(qtbot, window, "‹ Back")
    wait_for(qtbot, window, MeetingPage)
    authorised = [f for f in flow.meeting.findings() if "Authorised" in f.about]
    assert authorised == []


def three_copies(qtbot: QtBot, window: Window, dialogs: Dialogs, folder: Path) -> tuple[Path, Path]:
    """The full one and the redacted one; who gets none of it is noted."""
    after(qtbot, window, Copies.words)
    mark(qtbot, window, "family_time", KEY.Key_1)
    copy_for(qtbot, window, "Priya Invented", "Social worker", "All of the minutes")
    full = save_copy(qtbot, window, dialogs, folder / "full.docx")
    back_to_people(qtbot, window)
    copy_for(qtbot, window, "Mel Testname", "Mother", "A copy with parts left out")
    redacted = save_copy(qtbot, window, dialogs, folder / "redacted.docx")
    back_to_people(qtbot, window)
    before = sorted(folder.iterdir())
    none = copy_for(
        qtbot, window, "Pat Unclename", "Relative", "Nothing: the minutes are not shared"
    )
    begins(qtbot, window, "Note it without a file")
    says(qtbot, none, "The reason is missing why the minutes are not shared.")
    fill(qtbot, window, "Why", "The court has forbidden it.")
    begins(qtbot, window, "Note it without a file")
    says(qtbot, none, "Noted: not shared with Pat Unclename.")
    people = back_to_people(qtbot, window)
    says(qtbot, people, "Pat Unclename, Relative: Not shared, ")
    says(qtbot, people, "The court has forbidden it.")
    assert sorted(folder.iterdir()) == before
    press(qtbot, KEY.Key_Escape)
    return full, redacted


def receipt(qtbot: QtBot, window: Window) -> None:
    begins(qtbot, window, "Case system")
    page = wait_for(qtbot, window, CaseSystemPage)
    says(qtbot, page, "no receipt")
    type_into(qtbot, find(window, QLineEdit, "Reference that CASS gave it"), "CASS-77")
    press(qtbot, KEY.Key_Return)
    says(qtbot, page, "✓ Version 1.0: CASS-77")
    press(qtbot, KEY.Key_Escape)


def refused_until_tomorrow(qtbot: QtBot, window: Window) -> None:
    begins(qtbot, window, "Take off this laptop")
    page = wait_for(qtbot, window, ForgettingPage)
    says(qtbot, page, f"They may go on {short(a_day_later().date())}")
    begins(qtbot, window, "‹ Meetings")
    wait_for(qtbot, window, HomePage)


def reminded(qtbot: QtBot, window: Window) -> None:
    """The list of meetings leads to the page on which what it reminds of is done."""
    (rows,) = wait_for(qtbot, window, HomePage).findChildren(RowList)
    choose_row(qtbot, rows, "Take it off this laptop")
    wait_for(qtbot, window, ForgettingPage)
    press(qtbot, KEY.Key_Escape)
    press(qtbot, KEY.Key_Escape)
    wait_for(qtbot, window, WordPage)


def take_off(qtbot: QtBot, window: Window) -> None:
    """Up to the page that says that they are off."""
    after(qtbot, window, "Take off this laptop")
    page = wait_for(qtbot, window, ForgettingPage)
    says(qtbot, page, "CASS has them, CASS-77")
    says(qtbot, page, "Backups on this laptop made before hold them until")
    begins(qtbot, window, "Take them off…")
    tick(window, "I have opened them in CASS")
    begins(qtbot, window, "Take them off now")
    says(qtbot, page, "The minutes are off this laptop")


def nothing_left_to_see(qtbot: QtBot, window: Window) -> None:
    """At home, in the search, and on the child's page."""
    home = wait_for(qtbot, window, HomePage)
    (rows,) = home.findChildren(RowList)
    assert [one for one in rows_of(rows) if "1204417" in one or "R. T." in one] == []
    assert "7700001" in str(rows_of(rows))
    for sought in ("Robin", "1204417", "Initial PPM Robin"):
        press(qtbot, KEY.Key_K, CTRL)
        fill(qtbot, window, "Find a meeting", sought)
        assert rows_of(rows) == []
        says(qtbot, home, f"No meeting has “{sought}”")
    assert [word for word in WORDS if word in everything_held(window)] == []


def the_child_without_the_meeting(qtbot: QtBot, window: Window) -> None:
    begins(qtbot, window, "Children")
    children = wait_for(qtbot, window, ChildrenPage)
    (rows,) = children.findChildren(RowList)
    choose_row(qtbot, rows, "1204417")
    page = wait_for(qtbot, window, ChildPage)
    says(qtbot, page, "The minutes of this child were taken off this laptop.")
    says(qtbot, page, "What they said, and when those meetings were, is not known here")
    assert "meetings will stand here" not in said(page)
    assert "Overdue" not in everything_held(window)
    held = everything_held(window)
    assert "Robin Testname" in held  # so the page was truly read
    assert [word for word in WORDS if word in held] == []


def words_of_store(places: Places) -> bytes:
    """Every page of the encrypted file, decrypted."""
    data_key = keys.unlock(places.keys, PASSPHRASE, least=CHEAP)
    return b"".join(pages(places.store, data_key))


def removals_of(places: Places) -> list[str]:
    """As the trail tells them, of a store in which everything is in order."""
    store = open_store(
        places.store, keys.unlock(places.keys, PASSPHRASE, least=CHEAP), create=False
    )
    try:
        assert check(store) == []
        query = select(audit.c.object).where(audit.c.act == REMOVE)
        with store.reading() as connection:
            return list(connection.execute(query).scalars())
    finally:
        store.close()


def a_backup_made_later(qtbot: QtBot, places: Places, room: Path) -> bytes:
    """Every page of the backup that the laptop makes by itself on the day after."""
    before = len(backups(places.backups))
    with chairside(qtbot, places.data, lambda: a_day_later() + timedelta(1)) as window:
        unlock(qtbot, window)
        qtbot.waitUntil(lambda: len(backups(places.backups)) > before, timeout=PATIENCE)
        backup_counts(window)
    unpack(backups(places.backups)[0].path, room)
    return words_of_store(Places(room))


def all_parts(file: Path) -> str:
    with zipfile.ZipFile(file) as package:
        parts = [*package.namelist(), *(package.read(one).decode() for one in package.namelist())]
    return "\n".join(parts)


def the_copies_are_right(signed: Path, full: Path, redacted: Path) -> Snapshot:
    """The minutes as they were signed."""
    minutes = read_back(signed)
    under = answered(minutes)
    assert under[COMMENTS.key] == COMMENTED
    assert under["authorised.by"] == "Dana Director"
    assert FAMILY_TIME in str(minutes.template)
    assert fingerprint(read_back(full)) == fingerprint(minutes)
    assert full.read_bytes() == signed.read_bytes()
    copy = all_parts(redacted)
    assert "Robin came into care in May." in copy  # so the parts were truly read
    assert [word for word in ("Quillbrook", "Saturday") if word in copy] == []
    assert "[Left out: information not shared here]" in copy
    assert "Left out: information not shared here. Under: " in copy
    assert fingerprint(minutes) not in copy
    assert verify(redacted).whole
    return minutes


def test_the_minutes_go_their_whole_way_and_leave(qtbot: QtBot, dialogs: Dialogs, tmp_path: Path):
    store, out = Places(tmp_path / "store"), tmp_path / "out"
    out.mkdir()
    own_profile(store.data, COUNCIL)
    with chairside(qtbot, store.data, today) as window:
        first_run(qtbot, window)
        flow = first_meeting(qtbot, window)
        Chair(qtbot, flow).answer("family_time", FAMILY_TIME)
        saved(qtbot, flow)
        assert "Robin" not in copy_actions_for_email(qtbot, window)
        comments_and_authorisation(qtbot, window, flow)
        seal_with_own_certificate(qtbot, window, flow)
        signed = save_as(qtbot, window, out / "signed.docx")
        full, redacted = three_copies(qtbot, window, dialogs, out)
        receipt(qtbot, window)
        refused_until_tomorrow(qtbot, window)
        meeting_of_another_child(qtbot, window)
    before = words_of_store(store)
    assert [word for word in WORDS if word.encode() not in before] == []
    minutes = the_copies_are_right(signed, full, redacted)
    with chairside(qtbot, store.data, a_day_later) as window:
        unlock(qtbot, window)
        reminded(qtbot, window)
        take_off(qtbot, window)
        begins(qtbot, window, "‹ Meetings")
        nothing_left_to_see(qtbot, window)
        the_child_without_the_meeting(qtbot, window)
    left = words_of_store(store)
    assert OTHER.encode() in left
    assert [word for word in WORDS if word.encode() in left] == []
    by_rule = "1 day after the upload, Calderdale"
    assert removals_of(store) == [f"{minutes.reference}: {by_rule}"]
    backup = a_backup_made_later(qtbot, store, tmp_path / "unpacked")
    assert OTHER.encode() in backup
    assert [word for word in WORDS if word.encode() in backup] == []
    assert fingerprint(read_back(full)) == fingerprint(minutes)  # what was given away stays
