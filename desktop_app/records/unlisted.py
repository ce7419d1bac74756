"""Answers to a choice that are none of its list: a fragment, or words of an older list."""

from collections.abc import Iterable, Mapping

from desktop_app.forms.model import Column, Form, Question
from desktop_app.records.choices import is_listed

UNLISTED = "This is not one of the choices. It prints as it stands."
_LONGEST = 40  # characters of it that are said
_CHOOSING = ("choice", "choices")


def unlisted(form: Form, asked: Question | Column, text: str) -> str:
    """The sentence about it; empty where it is a term, or where terms are only suggested."""
    if asked.kind not in _CHOOSING or is_listed(text, form.terms(asked)):
        return ""
    words = " ".join(text.split())
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return f"“{short}” is not one of the choices. It prints as it stands."


def unlisted_rows(
    form: Form, column: Column, named: Iterable[tuple[str, Mapping[str, str]]]
) -> list[str]:
    """The names of those rows in which the column says such a thing."""
    return [name for name, values in named if unlisted(form, column, values.get(column.key, ""))]
