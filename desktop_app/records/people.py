"""Everybody whom a record names where it asks for somebody, and which of them is meant."""

from collections.abc import Iterable, Iterator, Sequence

from desktop_app.forms.about_names import about_names
from desktop_app.forms.model import Form, Question
from desktop_app.records.answers import filled_rows
from desktop_app.records.meeting import Record
from desktop_app.records.mentions import Said

_NAMES = ("name", "carer", "who")  # columns of words that hold a person
_ACTIONS = ("actions", "carried_actions")


def people_in(form: Form, record: Record) -> Iterator[str]:
    """As they stand there, some more than once; the carers of the home too."""
    for question in form.questions():
        if question.kind == "person":
            yield record.answers.get(question.key, "")
        elif question.has_rows:
            yield from _in_rows(record, question)
    yield record.answers.get("home_carer", "")


def _in_rows(record: Record, question: Question) -> Iterator[str]:
    """Whoever has something to do by both names: `Jo` alone may be any."""
    keys = [one.key for one in question.columns if one.kind == "person" or one.key in _NAMES]
    for row in filled_rows(record, question):
        for name in (row.values.get(key, "") for key in keys):
            if question.kind not in _ACTIONS or len(name.split()) > 1:
                yield name


def people_called(typed: str, people: Iterable[str]) -> list[str]:
    """Those whom these words name whole; else those who are named so as far as it was typed.

    The first word may be the beginning of a name; titles count only if they are typed.
    """
    words = [word.plain for word in Said(typed).words]
    names = {name: [word.plain for word in Said(name).words] for name in people}
    for is_meant in (_is_whole, _is_called, _begins):
        if found := [name for name, parts in names.items() if is_meant(words, parts)]:
            return found
    return []


def _is_whole(words: Sequence[str], name: Sequence[str]) -> bool:
    return list(words) == list(name)


def _is_called(words: Sequence[str], name: Sequence[str]) -> bool:
    """Each word is one of the name, in its turn; of `Mr Rao` the name may lack the title."""
    words = _untitled(words)
    rest = iter(name)
    return bool(words) and all(word in rest for word in words)


def _begins(words: Sequence[str], name: Sequence[str]) -> bool:
    """`Pri`, or `Dr Im`; a word that goes on behind a name is no part of it."""
    words = _untitled(words)
    return len(words) == 1 and any(part.startswith(words[0]) for part in name)


def _untitled(words: Sequence[str]) -> Sequence[str]:
    return words[1:] if words and words[0] in about_names().titles else words
