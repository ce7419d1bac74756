"""The demonstration store: four invented children, and a record in every state."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Form, Piece
from desktop_app.forms.toml import read
from desktop_app.paths import RESOURCES, Places
from desktop_app.policy.profile import Profile
from desktop_app.records.answers import starting_answers
from desktop_app.records.dates import in_words
from desktop_app.records.meeting import Child, Meeting, Record, Row, new_id, new_reference
from desktop_app.services.council import Council, load_council
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.my_settings import confirm_sheet
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.opening import set_up
from desktop_app.services.signing import Hand, Pen, differences, keep_signed, signed_snapshot
from desktop_app.storage.in_place import is_set_up
from desktop_app.storage.slots import Cost
from desktop_app.storage.store import Store

STORIES = RESOURCES / "demo"
PASSPHRASE = "pretend kettle harbour seven"  # noqa: S105 - guards invented children alone
SETTINGS = {"council": "calderdale", "my_name": "Helen Pretend", "my_role": "Team manager"}

_AFTERNOON = time(16, 40)
_DAY = re.compile(r"\{(month )?([+-]\d+)([dw])\}")

Cells = dict[str, str]


class Story(Piece, frozen=True):
    """One child and one meeting. `{-6d}` in any text is the day six days ago, in words.

    `{month -6w}` is its month. `row` names the row of a fixed table.
    """

    form: str
    started: str
    child: Cells
    answers: Cells
    tables: dict[str, tuple[Cells, ...]]
    attendance: tuple[Cells, ...] = ()
    actions: tuple[Cells, ...] = ()
    changed: str = ""  # now, when empty
    signed: str = ""  # not signed, when empty
    place: str = ""


def make_demo(places: Places, today: date, cost: Cost | None = None) -> str:
    """Makes the store with PASSPHRASE; the recovery key. Raises CannotProceed, NotSaved."""
    _refuse_a_store(places)
    store, recovery_key = set_up(places, PASSPHRASE, {}, cost)
    try:
        confirm_sheet(store, places)  # it is printed where the demonstration is made
        build_demo(store, load_council(places), today)
    finally:
        store.close()
    return recovery_key


def _refuse_a_store(places: Places) -> None:
    if is_set_up(places):
        raise CannotProceed(
            f"The folder {places.data} already holds a store of Chairside.",
            "It has not been changed.",
            "Name a new folder for the demonstration.",
        )


def build_demo(store: Store, council: Council, today: date) -> dict[str, str]:
    """Fills an empty store; the ids of the meetings by the name of their story."""
    for key, value in SETTINGS.items():
        store.set_setting(key, value)
    profile = council.profile(SETTINGS["council"])
    return {
        file.stem: _tell(store, read(file, Story), council, profile, today)
        for file in sorted(STORIES.glob("*.toml"))
    }


def _tell(store: Store, story: Story, council: Council, profile: Profile, today: date) -> str:
    form = council.form(story.form, profile)
    child = Child(new_id(), _dated(story.child, today))
    store.save_child(child)
    meeting = Meeting(
        new_id(),
        new_reference(form.code),
        child.id,
        form.key,
        created_at=_moment(story.started, today),
        changed_at=_moment(story.changed, today),
        place=story.place,
    )
    answers = starting_answers(form, child.details) | _dated(story.answers, today)
    tables = {question: _rows(rows, today) for question, rows in story.tables.items()}
    attendance, actions = _rows(story.attendance, today), _rows(story.actions, today)
    if story.signed:
        record = Record(meeting, child, answers, tables, attendance, actions)
        answers |= _ticks(_opened(store, form, profile, record))
    meeting = store.start_meeting(meeting, answers, tables, attendance, actions)
    if story.signed:
        _sign(store, meeting.id, form, profile, _afternoon(story.signed, today))
    return meeting.id


def _sign(store: Store, meeting_id: str, form: Form, profile: Profile, at: datetime) -> None:
    opened = _opened(store, form, profile, store.record(meeting_id))
    name, role = opened.answer("chair"), opened.answer("chair_role")
    pen = Pen()  # a visible signature alone: these children and chairs are invented
    snapshot = signed_snapshot(opened, profile, Hand(name, role), pen, at)
    learned = differences(form, opened.record)
    keep_signed(store, opened.record, snapshot, pen, learned, at)


def _opened(store: Store, form: Form, profile: Profile, record: Record) -> OpenMeeting:
    others = [child for child in store.children() if child.id != record.child.id]
    return OpenMeeting(form, record, checks_for(form, profile, None, others, ()))


def _ticks(opened: OpenMeeting) -> Cells:
    """The chair of the story has read every warning; anything weightier would stop the story."""
    warnings = (finding for finding in opened.findings() if finding.weight == "warning")
    return {f"read.{finding.key}": "yes" for finding in warnings}


def _rows(rows: Iterable[Cells], today: date) -> tuple[Row, ...]:
    return tuple(
        Row(cells.get("row") or new_id(), _dated(cells, today, leave_out="row")) for cells in rows
    )


def _dated(texts: Mapping[str, str], today: date, leave_out: str = "") -> Cells:
    return {key: _told(text, today).strip() for key, text in texts.items() if key != leave_out}


def _told(text: str, today: date) -> str:
    def in_text(mark: re.Match[str]) -> str:
        words = in_words(_day(mark[2] + mark[3], today))
        return words.partition(" ")[2] if mark[1] else words

    return _DAY.sub(in_text, text)


def _moment(offset: str, today: date) -> str:
    """UTC in ISO 8601; empty, which is now, without an offset."""
    return _utc(_afternoon(offset, today)) if offset else ""


def _afternoon(offset: str, today: date) -> datetime:
    return datetime.combine(_day(offset, today), _AFTERNOON).astimezone()


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _day(offset: str, today: date) -> date:
    """`-6d` or `+3w` from today, moved off a weekend and away from today."""
    count = int(offset[:-1]) * (7 if offset[-1] == "w" else 1)
    day = today + timedelta(days=count)
    past_friday = day.weekday() - 4
    if past_friday <= 0 or count == 0:
        return day
    return day + timedelta(days=-past_friday if count < 0 else 3 - past_friday)
