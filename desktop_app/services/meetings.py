"""Starting a meeting with what is known before anybody speaks."""

from collections.abc import Mapping, Sequence

from desktop_app.forms.model import Form, Question
from desktop_app.records.answers import starting_answers
from desktop_app.records.meeting import Child, Meeting, Row, new_id, new_reference
from desktop_app.storage.store import Store

ME = {"chair": "my_name", "chair_role": "my_role"}  # answers that begin as a setting


def new_meeting(
    store: Store,
    form: Form,
    child: Child,
    settings: Mapping[str, str],
    *,
    follows: str = "",
    answers: Mapping[str, str] | None = None,
    tables: Mapping[str, Sequence[Row]] | None = None,
    attendance: Sequence[Row] = (),
    looking_back: Sequence[Row] = (),
) -> Meeting:
    """A draft. What is given goes before what form and settings begin with.

    The child's details go before all.
    """
    said = _form_answers(form) | _mine(settings) | dict(answers or {})
    said |= starting_answers(form, child.details)
    asked = {question.key for question in form.questions()}
    kept = {key: text for key, text in said.items() if key.rpartition(".")[2] in asked}
    meeting = Meeting(new_id(), new_reference(form.code), child.id, form.key, follows=follows)
    begun = {q.key: _form_rows(q) for q in form.questions() if q.kind == "table" and q.start_with}
    rows = {**begun, **(tables or {})}
    people = attendance or _me(form, settings)
    return store.start_meeting(meeting, kept, rows, people, (), looking_back)


def child_to_meet(store: Store, child_id: str, name: str, case_number: str) -> Child:
    """The child of that id, else a new one of that name and number, now kept."""
    for child in store.children():
        if child.id == child_id:
            return child
    child = Child(new_id(), {"child_name": name, "case_number": case_number})
    store.save_child(child)
    return child


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
