"""Starting a meeting, and opening one again."""

from collections.abc import Mapping

from desktop_app.forms.model import Form, Question
from desktop_app.records.answers import starting_answers
from desktop_app.records.meeting import Child, Meeting, Row, new_id, new_reference
from desktop_app.storage.store import Store

ME = {"chair": "my_name", "chair_role": "my_role"}  # answers that begin as a setting


def start_meeting(store: Store, form: Form, child: Child, settings: Mapping[str, str]) -> Meeting:
    """A draft that begins with what the child's details, the form and the settings already say."""
    answers = _form_answers(form) | starting_answers(form, child.details)
    answers |= {key: settings[mine] for key, mine in ME.items() if settings.get(mine)}
    asked = {question.key for question in form.questions()}
    kept = {key: text for key, text in answers.items() if key in asked}
    meeting = Meeting(new_id(), new_reference(form.code), child.id, form.key)
    tables = {q.key: _form_rows(q) for q in form.questions() if q.kind == "table" and q.start_with}
    return store.start_meeting(meeting, kept, tables, (), ())


def child_to_meet(store: Store, child_id: str, name: str, case_number: str) -> Child:
    """The child of that id, else a new one of that name and number, now kept."""
    for child in store.children():
        if child.id == child_id:
            return child
    child = Child(new_id(), {"child_name": name, "case_number": case_number})
    store.save_child(child)
    return child


def _form_answers(form: Form) -> dict[str, str]:
    plain = (q for q in form.questions() if q.start_with and not q.has_rows)
    return {question.key: "\n".join(question.start_with) for question in plain}


def _form_rows(question: Question) -> tuple[Row, ...]:
    first = question.columns[0].key
    return tuple(Row(new_id(), {first: text}) for text in question.start_with)
