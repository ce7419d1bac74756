"""Handing a draft over to another laptop, and taking one in: a file with its own passphrase."""

import os
from datetime import datetime
from pathlib import Path

from desktop_app.errors import CannotProceed
from desktop_app.forms.library import Library
from desktop_app.records.dates import in_words
from desktop_app.records.meeting import Meeting
from desktop_app.services.from_file import SAME_CHILD, another_name
from desktop_app.services.prepared import same_name
from desktop_app.services.written_file import kept_if_noted
from desktop_app.storage.handover import (
    SENT,
    child_here,
    hand_over,
    parcel_of,
    receive,
    take_back,
)
from desktop_app.storage.handover_file import (
    ENDING,
    LARGEST,
    BadHandover,
    Parcel,
    is_handover,
    open_parcel,
    seal_parcel,
)
from desktop_app.storage.removal import remove_handed_over
from desktop_app.storage.slots import LEAST, USUAL, Cost
from desktop_app.storage.store import Store
from desktop_app.storage.whole_file import flush_folder, new_private_file

__all__ = ["ENDING", "SAME_CHILD", "Parcel", "is_handover", "remove_handed_over", "take_back"]
_STILL_HERE = "Nothing was handed over: the draft is on this laptop as it was."


def hand_over_to(
    store: Store, meeting_id: str, passphrase: str, folder: Path, cost: Cost | None = None
) -> Path:
    """The file, named by the reference alone; from then on the draft is read-only here.

    Everything typed is saved already. Raises CannotProceed: then nothing is handed over.
    """
    parcel = parcel_of(store, meeting_id)
    path = _free(folder, parcel.record.meeting.reference)
    with kept_if_noted(path):
        _write(path, seal_parcel(parcel, passphrase, cost or USUAL))
        hand_over(store, parcel, path.name)
    return path


def open_handed_over(raw: bytes, passphrase: str, cost: Cost | None = None) -> Parcel:
    """Changes nothing yet. Raises CannotProceed for a wrong passphrase, a file of another kind."""
    return open_parcel(raw, passphrase, cost or LEAST)


def whose_draft(store: Store, parcel: Parcel) -> str:
    """What the chair settles before it is taken over: another name; empty where nothing is."""
    came = parcel.record.child
    known = child_here(store.children(), came)
    name = parcel.record.answers.get("child_name", "").strip() or came.name
    if known is None or known.id == came.id or not (name and known.name):
        return ""
    return "" if same_name(name, known.name) else another_name(name, came.case_number, known)


def take_over(store: Store, parcel: Parcel, library: Library) -> Meeting:
    """The draft, in work on this laptop now, of the child that `whose_draft` asked about."""
    form = library.forms.get(parcel.record.meeting.form)
    if form is None:
        raise CannotProceed(
            f"This draft was made with a form that this laptop does not have: "
            f"“{parcel.record.meeting.form}”.",
            "Nothing was taken in, and the file is as it was.",
            "Put the form’s file into the forms folder here, then open the draft again.",
        )
    return receive(store, parcel, library.closing_statuses(form))


def read_handed_over(path: Path) -> bytes:
    """Raises CannotProceed when it cannot be read, or is larger than any draft."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadHandover("This file is larger than any draft of Chairside.")
        return path.read_bytes()
    except OSError as error:
        raise CannotProceed(
            "The file cannot be opened.",
            "Nothing was changed.",
            "Check that it is there and that you may read it.",
        ) from error


def handed_over_in_words(store: Store, meeting_id: str) -> str:
    """When it was handed over; empty unless the draft is in work elsewhere."""
    if store.record(meeting_id).meeting.state != "handed over":
        return ""
    last = next(one for one in reversed(store.events(meeting_id)) if one.act == SENT)
    when = datetime.fromisoformat(last.at).astimezone()
    day = f"{in_words(when.date())} at {when:%H:%M}"
    return f"Handed over to another laptop on {day}, as {last.detail['file']}."


def _free(folder: Path, reference: str) -> Path:
    """No file that is there already is written over."""
    path, number = folder / f"{reference}{ENDING}", 2
    while path.exists():
        path, number = folder / f"{reference} ({number}){ENDING}", number + 1
    return path


def _write(path: Path, content: bytes) -> None:
    made = False
    try:
        handle = new_private_file(path)
        made = True
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        flush_folder(path.parent)
    except OSError as error:
        if made:
            path.unlink(missing_ok=True)
        raise CannotProceed(
            "The file cannot be saved in that folder.",
            _STILL_HERE,
            "Choose a folder that is there, that you may write to, and that has room.",
        ) from error
