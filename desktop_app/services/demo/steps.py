"""What becomes of a meeting once it is typed: one function a kind of step."""

import tempfile
from datetime import datetime
from pathlib import Path

from desktop_app.services.case_system import keep_receipt, note_tracker
from desktop_app.services.comments import for_comment, send_out
from desktop_app.services.demo.days import told
from desktop_app.services.demo.room import Room
from desktop_app.services.demo.story import (
    AnyStep,
    Correct,
    Save,
    Send,
    Sign,
    Tracker,
    Type,
    Upload,
)
from desktop_app.services.exporting import export_minutes, printed_now
from desktop_app.services.marks_on_minutes import Marking
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.sealing import Seal, make_own, own_certificate, remember
from desktop_app.services.signing import (
    Hand,
    begin_correction,
    differences,
    in_the_way,
    keep_signed,
    signed_snapshot,
    take_pen,
)


def take(room: Room, step: AnyStep, meeting_id: str, at: datetime) -> str:
    """The id of the meeting, or of its correction while that is a draft."""
    match step:
        case Type():
            room.type(meeting_id, step)
        case Send():
            _send(room, step, meeting_id, at)
        case Sign():
            return _sign(room, step, meeting_id, at)
        case Correct():
            return _correct(room, step, meeting_id)
        case Save():
            _save(room, meeting_id)
        case Upload():
            _upload(room, step, meeting_id, at)
        case Tracker():
            note_tracker(room.store, meeting_id, at.date().isoformat(), at.date())
    return meeting_id


def _send(room: Room, step: Send, meeting_id: str, at: datetime) -> None:
    meeting, record = room.opened(meeting_id), room.store.record(meeting_id)
    draft = printed_now(room.store, record, room.council, room.profile)
    shelf = Marking(meeting.form, record, draft).shelf(room.store)
    wanted = for_comment(step.to, step.reader, step.reason, at.date())
    base = room.council.word_base
    with tempfile.TemporaryDirectory() as folder:
        send_out(room.store, record, shelf, wanted, at, Path(folder), base)


def _sign(room: Room, step: Sign, meeting_id: str, at: datetime) -> str:
    meeting = room.opened(meeting_id)
    _read_warnings(meeting)
    room.save(meeting)
    hand = Hand(meeting.answer("chair"), meeting.answer("chair_role"))
    if step.seal == "chairside" and not own_certificate(room.store):
        make_own(room.store, hand.name, room.profile.council, at)
    pen = take_pen(room.store, meeting.record.meeting, Seal(step.seal), at)
    remember(room.store, Seal(step.seal), hand.drawing)
    snapshot = signed_snapshot(meeting, room.profile, hand, pen, at)
    found = differences(meeting.form, meeting.record)
    learned = [one for one in found if one.key not in step.leave]
    base = room.council.word_base
    version = keep_signed(room.store, meeting.record, snapshot, pen, learned, at, base)
    return version.meeting_id


def _read_warnings(meeting: OpenMeeting) -> None:
    """Anything weightier stops the story."""
    for finding in in_the_way(meeting.findings()):
        if finding.weight == "warning":
            meeting.set_answer(f"read.{finding.key}", "yes")


def _correct(room: Room, step: Correct, meeting_id: str) -> str:
    draft = begin_correction(room.store, meeting_id, told(step.reason, room.today))
    room.type(draft, step)
    return draft


def _save(room: Room, meeting_id: str) -> None:
    record = room.store.record(meeting_id)
    printed = printed_now(room.store, record, room.council, room.profile)
    with tempfile.TemporaryDirectory() as folder:
        export_minutes(room.store, meeting_id, printed, Path(folder))


def _upload(room: Room, step: Upload, meeting_id: str, at: datetime) -> None:
    day = at.date()
    keep_receipt(room.store, meeting_id, day.isoformat(), step.reference, step.by, day)
