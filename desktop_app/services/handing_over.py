"""Handing a draft over to another laptop, and taking one in: a file with its own passphrase."""

from datetime import date, datetime
from itertools import chain, count
from pathlib import Path

from desktop_app.disk.whole_file import NotOpened, NotWritten, first_free, never_over
from desktop_app.errors import CannotProceed
from desktop_app.forms.library import Library
from desktop_app.records.dates import in_words
from desktop_app.records.meeting import Child, Meeting, number_key, same_number
from desktop_app.records.one_child import tells_of_new_identity
from desktop_app.records.text import clean_all
from desktop_app.services.from_file import SAME_CHILD, another_name
from desktop_app.services.prepared import same_name
from desktop_app.services.written_file import kept_if_noted, save
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
from desktop_app.storage.joining import has_new_identity
from desktop_app.storage.removal import remove_handed_over
from desktop_app.storage.slots import LEAST, USUAL, Cost
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import Damaged

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
    content = seal_parcel(parcel, passphrase, cost or USUAL)
    with kept_if_noted(store, path, content) as noting:
        try:
            save(store, path, content, never_over(path))
        except NotWritten as trouble:
            raise CannotProceed(trouble.happened, _STILL_HERE, trouble.do) from trouble
        with noting():
            hand_over(store, parcel, path.name)
    return path


def open_handed_over(raw: bytes, passphrase: str, cost: Cost | None = None) -> Parcel:
    """Changes nothing yet; its words are cleaned as what is typed is.

    Raises CannotProceed for a wrong passphrase, a file of another kind.
    """
    return clean_all(open_parcel(raw, passphrase, cost or LEAST))


def whose_draft(store: Store, parcel: Parcel, library: Library, today: date) -> str:
    """What the chair settles before it is taken over: another name, or another number of the child
    whose draft it was; empty where nothing is. Raises TwoOfOneNumber.
    """
    came = parcel.record.child
    apart = _stands_apart(store, parcel, library, today)
    known = child_here(store.children(), came, apart=apart)
    said = parcel.record.answers
    name = said.get("child_name", "").strip() or came.name
    number = said.get("case_number", "").strip() or came.case_number
    if known is None or not (name and known.name):
        return ""
    if known.id == came.id:
        return "" if _may_be_one(number, known.case_number) else _another_number(number, known)
    return (
        ""
        if same_name(name, known.name, by_number=True)
        else another_name(name, came.case_number, known)
    )


def take_over(store: Store, parcel: Parcel, library: Library, today: date) -> Meeting:
    """The draft, in work on this laptop now, of the child that `whose_draft` asked about."""
    form = library.forms.get(parcel.record.meeting.form)
    if form is None:
        raise CannotProceed(
            f"This draft was made with a form that this laptop does not have: "
            f"“{parcel.record.meeting.form}”.",
            "Nothing was taken in, and the file is as it was.",
            "Put the form’s file into the forms folder here, then open the draft again.",
        )
    apart = _stands_apart(store, parcel, library, today)
    return receive(store, parcel, library.closing_statuses(form), apart=apart)


def _stands_apart(store: Store, parcel: Parcel, library: Library, today: date) -> bool:
    """After an adoption, here or there: the old record and the new one are never brought together,
    though an id that came along is the same.
    """
    came, statuses = parcel.record.child, library.after_adoption
    told = (came.details, parcel.record.answers)
    if any(tells_of_new_identity(answers, statuses, today) for answers in told):
        return True
    here = next((one for one in store.children() if one.id == came.id), None)
    return here is not None and has_new_identity(store, here, statuses, today)


def _may_be_one(number: str, other: str) -> bool:
    return same_number(number, other) or not (number_key(number) and number_key(other))


def _another_number(number: str, known: Child) -> str:
    return (
        f"It gives the case number {number}. On this laptop {known.name}, whose draft this was, "
        f"has the case number {known.case_number}."
    )


def read_handed_over(path: Path) -> bytes:
    """Raises CannotProceed when it cannot be read, or is larger than any draft."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadHandover("This file is larger than any draft of Chairside.")
        return path.read_bytes()
    except OSError as error:
        raise NotOpened(path, error) from error


def handed_over_in_words(store: Store, meeting_id: str) -> str:
    """When it was handed over; empty unless the draft is in work elsewhere."""
    if store.record(meeting_id).meeting.state != "handed over":
        return ""
    last = next((one for one in reversed(store.events(meeting_id)) if one.act == SENT), None)
    if last is None:
        raise Damaged("when a draft was handed over")
    when = datetime.fromisoformat(last.at).astimezone()
    day = f"{in_words(when.date())} at {when:%H:%M}"
    return f"Handed over to another laptop on {day}, as {last.said('file')}."


def _free(folder: Path, reference: str) -> Path:
    """No file that is there already is written over."""
    further = (folder / f"{reference} ({number}){ENDING}" for number in count(2))
    return first_free(chain([folder / f"{reference}{ENDING}"], further))
