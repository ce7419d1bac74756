"""A meeting under the chair's hands: opened with all that its checks need, typed into, saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.forms.model import Form, Kind, Question
from desktop_app.policy.profile import Profile
from desktop_app.records.comments import COMMENTS
from desktop_app.records.meeting import Row, new_id
from desktop_app.services.at_hand import at_hand
from desktop_app.services.council import Council
from desktop_app.services.demo.days import dated
from desktop_app.services.demo.story import Cells, Rows, Typed
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.store import Store


@dataclass(frozen=True)
class Room:
    """What there is on the laptop of whoever tells a story on that day."""

    store: Store
    council: Council
    profile: Profile
    settings: Mapping[str, str]
    today: date

    def opened(self, meeting_id: str) -> OpenMeeting:
        """As the window opens it."""
        here, asked = at_hand(self.store, meeting_id), self.council.as_asked
        form = self.council.form(here.record.meeting.form, self.profile)
        checks = checks_for(
            form,
            self.profile,
            asked(here.previous) if here.previous else None,
            here.others,
            self.council.library.closing_statuses(form),
            tuple(map(asked, here.family)),
            here.corrected,
        )
        return OpenMeeting(form, here.record, checks)

    def save(self, meeting: OpenMeeting) -> None:
        self.store.save(meeting.record.meeting.id, meeting.take_unsaved())

    def type(self, meeting_id: str, typed: Typed, place: str = "") -> None:
        """All of it, at one go."""
        meeting = self.opened(meeting_id)
        for key, text in dated(typed.answers, self.today).items():
            meeting.set_answer(key, text)
        for question, rows in _rows_typed(meeting.form, typed):
            meeting.set_rows(question, self._with_typed(question, meeting.rows(question), rows))
        for key in typed.confirm:
            meeting.confirm(key)
        if place:
            meeting.set_place(place)
        self.save(meeting)

    def _with_typed(
        self, question: Question, there: tuple[Row, ...], typed: Rows
    ) -> tuple[Row, ...]:
        rows = {row.id: row for row in there}
        first = question.columns[0].key
        begun = {row.values.get(first, ""): row.id for row in there}
        for cells in typed:
            values = dated(_without_row(cells), self.today)
            key = cells.get("row") or begun.get(values.get(first, "")) or new_id()
            rows[key] = Row(key, {**(rows[key].values if key in rows else {}), **values})
        return tuple(rows.values())


def _rows_typed(form: Form, typed: Typed) -> Iterator[tuple[Question, Rows]]:
    for key, rows in typed.tables.items():
        yield (COMMENTS if key == COMMENTS.key else form.question(key)), rows
    known: dict[Kind, Rows] = {
        "attendance": typed.attendance,
        "actions": typed.actions,
        "carried_actions": typed.carried,
    }
    for kind, rows in known.items():
        question = form.of_kind(kind)
        if question and rows:
            yield question, rows


def _without_row(cells: Cells) -> dict[str, str]:
    return {key: text for key, text in cells.items() if key != "row"}
