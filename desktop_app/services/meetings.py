"""Starting a meeting with what is known before anybody speaks."""

from collections.abc import Mapping, Sequence

from desktop_app.forms.model import Form, Question
from desktop_app.records.answers import starting_answers
from desktop_app.records.asked import as_asked, asked_now, fingerprint
from desktop_app.records.brought import marked_question
from desktop_app.records.meeting import (
    BEGUN_WITH,
    Child,
    Meeting,
    Record,
    Row,
    new_id,
    new_reference,
)
from desktop_app.records.one_child import names_agree, only_child
from desktop_app.storage.children import NumberTaken
from desktop_app.storage.store import Store

ME = {"chair": "my_name", "chair_role": "my_role"}  # answers that begin as a setting


def new_meeting(
    store: Store,
    form: Form,
    child: Child,
    settings: Mapping[str, str],
    *,
    meeting_id: str = "",
    follows: str = "",
    answers: Mapping[str, str] | None = None,
    tables: Mapping[str, Sequence[Row]] | None = None,
    attendance: Sequence[Row] = (),
    looking_back: Sequence[Row] = (),
) -> Meeting:
    """A draft, of a child who is kept with it if they are not yet; asked twice with one
    `meeting_id` it is the same.

    What is given goes before what form and settings begin with. The child's details go before all.
    What the form does not ask now is left where it was. Raises NumberTaken.
    """
    said = _form_answers(form) | _mine(settings) | dict(answers or {})
    said |= starting_answers(form, child.details)
    meeting = Meeting(
        meeting_id or new_id(), new_reference(form.code), child.id, form.key, follows=follows
    )
    begun = {q.key: _form_rows(q) for q in form.questions() if q.kind == "table" and q.start_with}
    rows = {key: tuple(several) for key, several in {**begun, **(tables or {})}.items()}
    people = tuple(attendance or _me(form, settings))
    whole = as_asked(form, Record(meeting, child, said, rows, people))
    asked = asked_now(form, whole)
    kept = {key: text for key, text in whole.answers.items() if marked_question(key) in asked}
    kept[BEGUN_WITH] = fingerprint(form)
    rows = {key: several for key, several in whole.tables.items() if several}
    return store.start_meeting(meeting, kept, rows, whole.attendance, (), looking_back, child)


def child_to_meet(store: Store, child_id: str, name: str, case_number: str) -> Child:
    """The child of that id, or of that name and number; else a new one, kept with the meeting.

    `child_id` may be one that was made for a child who is not here yet. Raises NumberTaken where
    the number is that of another name, TwoOfOneNumber where it cannot be told whose it is.
    """
    known = store.children()
    for child in known:
        if child.id == child_id:
            return child
    same = only_child(known, case_number)
    if same and not names_agree(same.name, name):
        raise NumberTaken(case_number, same)
    return same or Child(child_id or new_id(), {"child_name": name, "case_number": case_number})


def _mine(settings: Mapping[str, str]) -> dict[str, str]:
    return {key: settings[mine] for key, mine in ME.items() if settings.get(mine)}


def _me(form: Form, settings: Mapping[str, str]) -> tuple[Row, ...]:
    """Whoever chairs is among those present: the first row, to be marked like the others."""
    asked = any(question.kind == "attendance" for question in form.questions())
    if not asked or not settings.get("my_name"):
        return ()
    values = {"name": settings["my_name"], "relation": settings.get("my_role", "")}
    return (Row(new_id(), values),)


def _form_answers(form: Form) -> dict[str, str]:
    plain = (q for q in form.questions() if q.start_with and not q.has_rows)
    return {question.key: "\n".join(question.start_with) for question in plain}


def _form_rows(question: Question) -> tuple[Row, ...]:
    first = question.columns[0].key
    return tuple(Row(new_id(), {first: text}) for text in question.start_with)
