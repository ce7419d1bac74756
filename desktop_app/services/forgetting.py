"""Taking minutes off this laptop: whether they may go, what goes with them, and doing it."""

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.errors import CannotProceed
from desktop_app.policy.profile import Profile
from desktop_app.records.dates import short
from desktop_app.records.meeting import Child, Meeting, MeetingLine, SignedVersion
from desktop_app.records.snapshot import fingerprint
from desktop_app.services.case_system import Receipt, receipts, taken_in_on
from desktop_app.services.sealing import trusted
from desktop_app.storage import removal
from desktop_app.storage.copies import copies
from desktop_app.storage.store import Store

Told = Callable[[str], object]


@dataclass(frozen=True)
class Outlook:
    """`in_the_way` are sentences, none when the minutes may go; `follows` says what comes of it.

    `on` is the first day on which they may, once there is a receipt, or the minutes came in from
    their file; `rule` goes into the trail.
    """

    in_the_way: tuple[str, ...]
    follows: tuple[str, ...]
    rule: str
    on: date | None = None


def outlook(
    store: Store, meeting: Meeting, profile: Profile, closed: Collection[str], today: date
) -> Outlook:
    """`closed` are the statuses that end an action."""
    version = store.last_version(meeting.id)
    sha256 = hashlib.sha256(store.signed_file(version)).hexdigest()
    kept = [one for one in receipts(store, meeting.id) if one.sha256 == sha256]
    receipt = kept[-1] if kept else None
    came = None if receipt else taken_in_on(store, meeting.id, version.number)
    since = receipt.on if receipt else came
    waiting = removal.would_be_lost(store, meeting.id, closed)
    on = since + timedelta(profile.keep_days) if since else None
    counted = "after they were taken in" if came else "after the upload"
    lost = bool(waiting) and not profile.keep_kernel
    in_the_way = [
        *_too_early(profile, since, counted, today),
        *_correction(store, meeting),
        *(_cannot_be_read_back(store, meeting, len(waiting)) if lost else ()),
    ]
    rule = f"{_days(profile.keep_days)} {counted}, {profile.name}"
    follows = (
        *_follows(profile, receipt, came, len(waiting)),
        *(_only_prepared(store, version) if lost else ()),
        _outside(store, meeting),
    )
    return Outlook(tuple(in_the_way), follows, rule, on)


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


def no_longer_here(store: Store, child: Child, lines: Collection[MeetingLine]) -> str:
    """That minutes of the child were taken off this laptop, and what stayed; empty if none were.

    `lines` are the child's meetings that are here.
    """
    if not child.lacks_minutes and not store.kernels(child.id):
        return ""
    which = "Earlier minutes" if lines else "The minutes"
    said = f"{which} of this child were taken off this laptop."
    if not child.lacks_minutes:
        said += " Their dates, receipts and open actions stay."
    return said if lines else f"{said} “Start a meeting” begins the next."


def _too_early(profile: Profile, since: date | None, counted: str, today: date) -> Iterator[str]:
    if since is None:
        yield (
            f"There is no receipt from {profile.case_system} for the Word file as it was signed "
            "last. Upload it, and enter the receipt under “Case system”."
        )
    elif today < (on := since + timedelta(profile.keep_days)):
        yield (
            f"They may go on {short(on)}: {_days(profile.keep_days)} {counted} on {short(since)}."
        )


def _correction(store: Store, meeting: Meeting) -> Iterator[str]:
    if any(line.meeting.corrects == meeting.id for line in store.meetings()):
        yield "A correction of these minutes has been begun. Sign it, or give it up."


def _cannot_be_read_back(store: Store, meeting: Meeting, count: int) -> Iterator[str]:
    """The file must give back what was signed, for the next PPM will start from it alone."""
    from desktop_app.minutes.read_back import read_back

    version = store.last_version(meeting.id)
    try:
        same = fingerprint(read_back(store.signed_file(version))) == version.fingerprint
    except CannotProceed:
        same = False
    if not same:
        yield (
            f"{_actions(count)} for the next PPM, and the signed Word file cannot be read back. "
            "Start the next PPM first: it takes them over."
        )


def _follows(
    profile: Profile, receipt: Receipt | None, came: date | None, waiting: int
) -> Iterator[str]:
    yield (
        "Every version, the signed Word file, answers, attendance, comments and copies of these "
        "minutes are removed from this laptop for good. The trail says that they were removed, "
        "when, and by which rule."
    )
    if receipt:
        where = f"{profile.case_system} has them, {receipt.reference}, since {short(receipt.on)}"
        yield f"{where}, uploaded by {receipt.by}."
    elif came:
        yield f"They were signed elsewhere, and taken in from their file on {short(came)}."
    if profile.keep_kernel:
        receipts_too = ", the receipt" if receipt else ""
        yield f"The reference, the dates{receipts_too} and open actions stay."
    elif waiting:
        has = f", which {profile.case_system} has" if receipt else ""
        yield (
            f"{_actions(waiting)} for the next PPM, and will be gone from here. Start that meeting "
            f"from the signed Word file{has}."
        )
    yield "What later minutes look back on stays with those."


def _only_prepared(store: Store, version: SignedVersion) -> Iterator[str]:
    """Minutes are taken in as signed only from a file with a seal that is trusted here."""
    from desktop_app.minutes.seal.verify import verify

    if verify(store.signed_file(version), trusted(store)).state != "valid":
        yield (
            "This laptop cannot prove that their Word file is as it was signed: the next PPM can "
            "take from it only prepared answers, each to be confirmed."
        )


def _outside(store: Store, meeting: Meeting) -> str:
    """What Chairside wrote for the chair is not its own to remove."""
    names = dict.fromkeys(one.file for one in copies(store, meeting.id) if one.file)
    which = f", such as {'; '.join(names)}" if names else ""
    return f"Files that were saved in folders stay there{which}: remove those yourself."


def _actions(count: int) -> str:
    return "1 open action waits" if count == 1 else f"{count} open actions wait"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
