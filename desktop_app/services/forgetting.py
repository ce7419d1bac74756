"""Taking minutes off this laptop: whether they may go, what goes with them, and doing it."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.errors import CannotProceed
from desktop_app.policy.profile import Profile
from desktop_app.records.dates import short
from desktop_app.records.meeting import Meeting
from desktop_app.records.snapshot import fingerprint
from desktop_app.services.case_system import Receipt, receipts
from desktop_app.storage import removal
from desktop_app.storage.store import Store

Told = Callable[[str], object]


@dataclass(frozen=True)
class Outlook:
    """`in_the_way` are sentences, none when the minutes may go; `follows` says what comes of it.

    `on` is the first day on which they may, once there is a receipt; `rule` goes into the trail.
    """

    in_the_way: tuple[str, ...]
    follows: tuple[str, ...]
    rule: str
    on: date | None = None


def outlook(
    store: Store, meeting: Meeting, profile: Profile, closed: Collection[str], today: date
) -> Outlook:
    """`closed` are the statuses that end an action."""
    version = store.signed_versions(meeting.id)[-1]
    kept = [one for one in receipts(store, meeting.id) if one.version == version.number]
    receipt = kept[-1] if kept else None
    waiting = removal.would_be_lost(store, meeting.id, closed)
    on = receipt.on + timedelta(profile.keep_days) if receipt else None
    lost = bool(waiting) and not profile.keep_kernel
    in_the_way = [
        *_too_early(profile, receipt, on, today),
        *_correction(store, meeting),
        *(_cannot_be_read_back(store, meeting, len(waiting)) if lost else ()),
    ]
    rule = f"{_days(profile.keep_days)} after the upload, {profile.name}"
    return Outlook(tuple(in_the_way), tuple(_follows(profile, receipt, len(waiting))), rule, on)


def take_off(
    store: Store,
    meeting: Meeting,
    profile: Profile,
    closed: Collection[str],
    today: date,
    told: Told,
) -> bool:
    """True when no meeting of the child is left here; `told` hears how far it is.

    Raises CannotProceed with the first that is in the way, NotSaved.
    """
    found = outlook(store, meeting, profile, closed, today)
    if found.in_the_way:
        raise CannotProceed(found.in_the_way[0], "Nothing was removed.")
    kernel = profile.keep_kernel
    removal.remove(store, meeting.id, found.rule, closed, told, kernel=kernel)
    return not removal.has_meetings(store, meeting.child_id)


def _too_early(
    profile: Profile, receipt: Receipt | None, on: date | None, today: date
) -> Iterator[str]:
    if receipt is None or on is None:
        yield (
            f"There is no receipt from {profile.case_system} for the version signed last. "
            "Upload it, and enter the receipt under “Case system”."
        )
    elif today < on:
        yield (
            f"They may go on {short(on)}: {_days(profile.keep_days)} after the upload on "
            f"{short(receipt.on)}."
        )


def _correction(store: Store, meeting: Meeting) -> Iterator[str]:
    if any(line.meeting.corrects == meeting.id for line in store.meetings()):
        yield "A correction of these minutes has been begun. Sign it, or give it up."


def _cannot_be_read_back(store: Store, meeting: Meeting, count: int) -> Iterator[str]:
    """The file must give back what was signed, for the next PPM will start from it alone."""
    from desktop_app.minutes.read_back import read_back

    version = store.signed_versions(meeting.id)[-1]
    try:
        same = fingerprint(read_back(store.signed_file(version))) == version.fingerprint
    except CannotProceed:
        same = False
    if not same:
        yield (
            f"{_actions(count)} for the next PPM, and the signed Word file cannot be read back. "
            "Start the next PPM first: it takes them over."
        )


def _follows(profile: Profile, receipt: Receipt | None, waiting: int) -> Iterator[str]:
    yield (
        "Every version, the signed Word file, answers, attendance, comments and copies of these "
        "minutes are removed from this laptop for good. The trail says that they were removed, "
        "when, and by which rule."
    )
    if receipt:
        where = f"{profile.case_system} has them, {receipt.reference}, since {short(receipt.on)}"
        yield f"{where}, uploaded by {receipt.by}."
    if profile.keep_kernel:
        yield "The reference, the dates, the receipt and open actions stay."
    elif waiting:
        yield (
            f"{_actions(waiting)} for the next PPM, and will be gone from here. Start that meeting "
            f"from the signed Word file, which {profile.case_system} has."
        )
    yield "What later minutes look back on stays with those."


def _actions(count: int) -> str:
    return "1 open action waits" if count == 1 else f"{count} open actions wait"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
