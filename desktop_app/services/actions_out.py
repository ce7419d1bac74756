"""The same day: the actions of a meeting as they are read back and go out, and a trace of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.minutes.actions_page import Action, ActionsPage
from desktop_app.records.answers import anchor, is_filled
from desktop_app.records.dates import noted_at, printed
from desktop_app.records.meeting import Child, Record, Row, SignedVersion
from desktop_app.records.snapshot import Grid, Snapshot, from_json
from desktop_app.services.names_in_actions import Choices, owner_without_name, without_name
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.store import Store

SENT = "actions sent"  # the act of every event about them; `how` says what was done
WORD, PDF, COPY, ENTRY = "Word page", "PDF", "copied for an e-mail", "calendar entry"
GONE = "noted as sent"  # by the chair: what is saved or copied may never be sent
_READY = {
    WORD: "saved as a Word page",
    PDF: "saved as a PDF",
    COPY: "copied for an e-mail",
    ENTRY: "calendar entry saved",
}
_COLUMNS = {"text", "owner", "target"}  # which every table of actions has, and no other


@dataclass(frozen=True)
class Sent:
    """When (`Sat 21 Nov 2026, 14:32`) and how the actions were made ready, or noted as sent.

    `noted` is the time in UTC.

    `is_stale` says that a correction has changed them since.
    """

    at: str
    how: str
    noted: str = ""
    is_stale: bool = False

    @property
    def is_gone(self) -> bool:
        """The chair says so: of a file or what was copied, nobody here knows whether it went."""
        return self.how == GONE

    @property
    def holds_actions(self) -> bool:
        """A calendar entry of the next meeting does not."""
        return self.how != ENTRY

    @property
    def words(self) -> str:
        return _READY.get(self.how, self.how)


def actions_page(
    meeting: OpenMeeting,
    minutes: Snapshot,
    closed: Collection[str],
    choices: Choices | None = None,
    *,
    named: bool = False,
) -> ActionsPage:
    """New actions and those carried that are open; `closed` are the statuses that end one.

    Unless `named`, the child's initials stand wherever an action says their name, but for what the
    chair chose otherwise.
    """
    record = meeting.record
    day = anchor(record)
    child = Child("", record.answers)
    new = tuple(_new(row, day) for row in record.actions if is_filled(row))
    left = (row for row in record.carried if is_filled(row))
    carried = tuple(_carried(row, day) for row in left if row.values.get("status") not in closed)
    if not named:
        new, carried = (
            tuple(_unnamed(one, record, choices or {}) for one in several)
            for several in (new, carried)
        )
    whose = ", ".join(part for part in (child.initials, child.case_number.strip()) if part)
    return ActionsPage(minutes, meeting.form.name, whose, new, carried)


def still_empty(meeting: OpenMeeting) -> int:
    """How many required answers are neither there nor given a reason for."""
    return sum(one.weight != "warning" and not one.settled for one in meeting.findings())


def sent_before(store: Store, meeting_id: str) -> list[Sent]:
    """The last one first."""
    events = [event for event in store.events(meeting_id) if event.act == SENT]
    versions = store.signed_versions(meeting_id) if events else []
    found = [
        Sent(noted_at(one.at), one.detail.get("how", ""), one.at, _is_stale(versions, one.at))
        for one in events
    ]
    return found[::-1]


def _is_stale(versions: Sequence[SignedVersion], sent: str) -> bool:
    """Whether the minutes of then, or the first that were signed, give other actions than now."""
    before = [one for one in versions if one.signed_at <= sent]
    then = before[-1:] or versions[:1]
    return bool(then) and _actions_in(then[-1]) != _actions_in(versions[-1])


def _actions_in(version: SignedVersion) -> list[Grid]:
    snapshot = from_json(version.snapshot)
    sections = (*snapshot.template, *snapshot.additional)
    entries = (entry for one in sections for group in one.groups for entry in group)
    grids = (entry for entry in entries if isinstance(entry, Grid))
    return [grid for grid in grids if {key for key, _ in grid.columns} >= _COLUMNS]


def _new(row: Row, day: date) -> Action:
    values = row.values
    return Action(
        _said(values, "text"), _said(values, "owner"), printed(_said(values, "target"), day)
    )


def _carried(row: Row, day: date) -> Action:
    values = row.values
    owner = _said(values, "new_owner") or _said(values, "owner")
    target = _said(values, "new_target") or _said(values, "target")
    return Action(_said(values, "text"), owner, printed(target, day))


def _said(values: Mapping[str, str], key: str) -> str:
    return values.get(key, "").strip()


def _unnamed(action: Action, record: Record, choices: Choices) -> Action:
    text = without_name(action.text, record, choices)
    return Action(text, owner_without_name(action.owner, record), action.target)
