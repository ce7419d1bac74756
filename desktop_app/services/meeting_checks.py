"""The checks of one meeting, with what they need besides its record."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from desktop_app.forms.model import Form
from desktop_app.policy.checks.case import Case
from desktop_app.policy.checks.every import run
from desktop_app.policy.checks.siblings import brothers_and_sisters
from desktop_app.policy.profile import Profile
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Child, Record
from desktop_app.services.comments import findings_of_draft
from desktop_app.services.open_meeting import Checks
from desktop_app.storage.store import Store
from desktop_app.storage.stored import unless_damaged


def checks_for(
    form: Form,
    profile: Profile,
    previous: Record | None,
    others: Sequence[Child],
    closed: Collection[str],
    family: Iterable[Record] = (),
    corrected: str = "",
) -> Checks:
    """`others` are the store's children, this one left out or not; `closed` end an action.

    `family` are the last records of brothers and sisters; `corrected` says what was corrected
    behind this meeting's back.
    """
    family = tuple(family)
    told = [_told(form, corrected)] if corrected else []

    def checks(record: Record) -> list[Finding]:
        case = Case(form, record, profile, previous, tuple(others), tuple(closed), family)
        return [*told, *run(case), *findings_of_draft(profile, record)]

    return checks


def _told(form: Form, corrected: str) -> Finding:
    """A warning at the first question that is asked in the room."""
    section = form.in_the_room()[0]
    first = section.question[0]
    about = first.words or section.title
    return Finding(
        f"{first.key}.corrected-before", first.key, section.key, about, corrected, "warning"
    )


def family_of(store: Store, record: Record, others: Sequence[Child]) -> list[Record]:
    """Of each brother and sister whom the record names and the store knows, the last record.

    One that is damaged is left out: it keeps no other meeting from being opened.
    """
    named = {child.id for child in brothers_and_sisters(record, others)} - {record.child.id}
    last = {line.child.id: line.meeting.id for line in store.meetings() if line.child.id in named}
    found = (unless_damaged(partial(store.record, meeting_id)) for meeting_id in last.values())
    return [record for record in found if record]
