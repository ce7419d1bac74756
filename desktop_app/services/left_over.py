"""What the chair does with words that are not asked now: moves them, keeps them, takes them out.

Each is a change of the record; the page that makes it can take it back.
"""

from dataclasses import replace

from desktop_app.forms.model import Question
from desktop_app.records.asked import is_text
from desktop_app.records.meeting import LONGEST_ANSWER, Changes
from desktop_app.records.unasked import Unasked
from desktop_app.services.open_meeting import OpenMeeting

_FREE = ("line", "person", "date", "time", "number")  # may hold a text of which no kind is known


def places_for(meeting: OpenMeeting, one: Unasked) -> list[Question]:
    """Where it can be moved: within its section, or anywhere if it belongs to none."""
    return [
        question
        for section in meeting.form.in_the_room()
        if one.section in ("", section.key)
        for question in section.question
        if meeting.applies(question) and _takes(meeting, question, one)
    ]


def _takes(meeting: OpenMeeting, question: Question, one: Unasked) -> bool:
    if not is_text(question) or len(_with(meeting, question, one)) > LONGEST_ANSWER:
        return False
    return question.kind == "notes" or _fits_whole(meeting, question, one)


def _fits_whole(meeting: OpenMeeting, question: Question, one: Unasked) -> bool:
    """Whether it can be the answer as it stands: nothing is there, and it is of that kind."""
    if meeting.answer(question.key).strip() or one.of_rows:
        return False
    if one.question:
        before = meeting.form.question(one.question)
        return (before.kind, before.choices) == (question.kind, question.choices)
    return question.kind == "notes" or (question.kind in _FREE and "\n" not in one.text)


def _with(meeting: OpenMeeting, question: Question, one: Unasked) -> str:
    """What the question then says: in notes that speak of something else, with its heading."""
    if _fits_whole(meeting, question, one):
        return one.text
    parted = "\n" if "\n" in one.text else " "
    stands = meeting.answer(question.key).rstrip()
    return "\n".join(part for part in (stands, f"{one.about}:{parted}{one.text}") if part)


def moved(meeting: OpenMeeting, one: Unasked, to: Question) -> Changes:
    """To the end of what stands there, which then counts as touched."""
    answers = {**one.out.answers, to.key: _with(meeting, to, one)}
    if meeting.is_brought_in(to.key):
        answers[f"brought.{to.key}"] = ""
    return replace(one.out, answers=answers)


def kept(one: Unasked) -> Changes:
    """As a note of its section, as long as it says these words."""
    return Changes({f"kept.{one.question}": one.digest})
