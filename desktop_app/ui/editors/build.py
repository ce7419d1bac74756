"""Which editor a kind of question or column gets: the only place that knows."""

from collections.abc import Callable

from desktop_app.forms.model import Column, Question
from desktop_app.records.choices import stem, takes_own_words
from desktop_app.ui.editors.choices import ChoiceEditor, ChoicesEditor
from desktop_app.ui.editors.editor import Editor, Room
from desktop_app.ui.editors.lines import (
    ChoiceLine,
    LineEditor,
    date_editor,
    number_editor,
    time_editor,
)
from desktop_app.ui.editors.notes import NotesEditor

MOST_IN_SIGHT = 6  # more terms than these are a list that opens


def _choice(room: Room, terms: list[str]) -> Editor:
    if len(terms) > MOST_IN_SIGHT or any(map(takes_own_words, terms)):
        return ChoiceLine(room, terms)
    return ChoiceEditor(room, terms)


_BUILD: dict[str, Callable[[Room, list[str]], Editor]] = {
    "line": lambda room, terms: LineEditor(room, (lambda: terms) if terms else None),
    "notes": lambda room, _: NotesEditor(room),
    "date": lambda room, _: date_editor(room),
    "time": lambda room, _: time_editor(room),
    "number": lambda room, _: number_editor(room),
    "person": lambda room, _: LineEditor(room, room.people),
    "choice": _choice,
    "choices": lambda room, terms: ChoicesEditor(room, [stem(term) for term in terms]),
}


def editor_of(question: Question | Column, room: Room) -> Editor:
    """An editor for a text answer; tables have their own."""
    return _BUILD[question.kind](room, list(room.terms(question)))
