"""How lists show a meeting: whose, which, when, and what the chair must do next."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from desktop_app.records.dates import read_date, short
from desktop_app.records.meeting import MeetingLine
from desktop_app.services.case_system import Waiting
from desktop_app.services.coming_up import ComingUp
from desktop_app.ui.row_list import Entry, Heading

SHOW_DONE = "show-done"  # the key of the row that brings the others up; no meeting has it
MOST_DONE = 5  # more than these wait behind that row


@lru_cache(maxsize=20_000)
def _day(typed: str, started: str) -> str:
    """`Sat 21 Nov 2026` when it can be read, else as typed."""
    try:
        day = read_date(typed, date.fromisoformat(started))
    except ValueError:
        day = None
    return short(day) if day else typed.strip()


def day_of(line: MeetingLine) -> str:
    return _day(line.held, line.meeting.created_at[:10]) if line.held.strip() else ""


def is_to_do(line: MeetingLine) -> bool:
    """A corrected version goes out like the one before."""
    return line.meeting.state == "signed" and line.exported_at < line.signed_at


def out_since(line: MeetingLine) -> str:
    """`saved for comment on Tue 17 Nov 2026`; empty where no draft was."""
    if line.meeting.state != "draft" or not line.out_at:
        return ""
    return f"saved for comment on {short(datetime.fromisoformat(line.out_at).astimezone().date())}"


class MeetingEntry:
    """A meeting as a row; never the child's name, for the room may see it."""

    def __init__(
        self, line: MeetingLine, names: Mapping[str, str], waits_for: Waiting | None = None
    ) -> None:
        self.line = line
        self._names = names
        self.waits_for = waits_for

    @property
    def is_to_do(self) -> bool:
        return is_to_do(self.line) or self.waits_for is not None

    @property
    def key(self) -> str:
        return self.line.meeting.id

    @property
    def title(self) -> str:
        return f"{self.line.child.initials}  {self.line.child.case_number}"

    @property
    def under(self) -> str:
        parts = (self.record, day_of(self.line) or "no date yet", out_since(self.line))
        return ", ".join(part for part in parts if part)

    @property
    def record(self) -> str:
        """What kind of meeting, in the council's words."""
        name = self._names.get(self.line.meeting.form, self.line.meeting.form)
        return f"Correction: {name}" if self.line.meeting.corrects else name

    @property
    def step(self) -> str:
        if self.line.meeting.state == "draft":
            return "Resume"
        if self.line.meeting.state == "handed over":
            return "Handed over"
        if is_to_do(self.line):
            return "Save the Word file"
        return self.waits_for.words if self.waits_for else "Signed and saved"

    def haystack(self) -> str:
        """All that the find box looks through, in small letters."""
        line = self.line
        parts = (line.child.name, self.title, self.record, line.meeting.reference, line.held)
        return " ".join((*parts, day_of(line))).lower()


class ChildMeeting(MeetingEntry):
    """The same on the page of its child: which child needs no saying."""

    @property
    def title(self) -> str:
        return self.record

    @property
    def under(self) -> str:
        parts = (day_of(self.line) or "No date yet", out_since(self.line))
        return ", ".join(part for part in parts if part)


class ComingEntry:
    """A child whose next meeting is due; choosing it opens the child."""

    def __init__(self, coming: ComingUp) -> None:
        child, deadline = coming.child, coming.deadline
        day, sources = deadline.limits[0]
        self.key = child.id
        self.title = f"{child.initials}  {child.case_number}"
        self.under = f"{deadline.what} by {short(day)}, {sources}"
        if child.lacks_minutes:
            self.under += ". Not counting minutes that were taken off this laptop"
        self.step = deadline.state
        self.overdue = deadline.overdue


class _ShowDone:
    key = SHOW_DONE
    under = step = ""

    def __init__(self, count: int) -> None:
        self.title = f"Show {count}"


def grouped(
    entries: Iterable[MeetingEntry], coming: Sequence[ComingEntry] = (), *, all_done: bool
) -> list[Entry]:
    """By what the chair must do next, the latest first in each group; what is due soonest first."""
    to_do: list[MeetingEntry] = []
    drafts: list[MeetingEntry] = []
    done: list[MeetingEntry] = []
    for entry in entries:
        if entry.line.meeting.state != "signed":
            drafts.append(entry)
        else:
            (to_do if entry.is_to_do else done).append(entry)
    rows: list[Entry] = []
    _add(rows, "To do now", to_do, lambda entry: entry.line.signed_at)
    _add(rows, "In progress", drafts, lambda entry: entry.line.meeting.changed_at)
    for heading, late in (("Overdue", True), ("Coming up", False)):
        due = [entry for entry in coming if entry.overdue == late]
        rows += [Heading(heading), *due] if due else []
    if all_done or len(done) <= MOST_DONE:
        _add(rows, "Done", done, lambda entry: entry.line.signed_at)
    else:
        rows += [Heading("Done"), _ShowDone(len(done))]
    return rows


def _add(
    rows: list[Entry],
    heading: str,
    group: Sequence[MeetingEntry],
    at: Callable[[MeetingEntry], str],
) -> None:
    if group:
        rows += [Heading(heading), *sorted(group, key=at, reverse=True)]
