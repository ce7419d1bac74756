"""A council's own words and strictness for questions; never their kind or printed order."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from desktop_app.forms.model import Form, Piece, Question, Section

Strictness = Literal["required", "advised", "optional"]


class Rewording(Piece, frozen=True):
    """What a council says otherwise of one question; what is empty stays as the form has it."""

    question: str
    label: str = ""  # on screen only
    printed_addition: str = ""  # in brackets after the printed label: `CASS Number (Mosaic ID)`
    hint: str = ""
    guidance: str = ""
    source: str = ""
    strictness: Strictness | None = None
    added_choices: tuple[str, ...] = ()


def reword(form: Form, rewordings: Mapping[str, Rewording]) -> Form:
    """The form with the rewordings, by key of question, laid over it."""
    sections = tuple(_section(section, rewordings) for section in form.section)
    return msgspec.structs.replace(form, section=sections)


def _section(section: Section, rewordings: Mapping[str, Rewording]) -> Section:
    if not any(question.key in rewordings for question in section.question):
        return section
    asked = tuple(
        _question(question, rewordings[question.key]) if question.key in rewordings else question
        for question in section.question
    )
    return msgspec.structs.replace(section, question=asked)


def _question(question: Question, words: Rewording) -> Question:
    changed: dict[str, Any] = {
        "screen_label": words.label or question.words,
        "also": (*question.also, question.words),  # in files of other councils
        "hint": words.hint or question.hint,
        "guidance": words.guidance or question.guidance,
        "source": words.source or question.source,
        "added_choices": (*question.added_choices, *words.added_choices),
    }
    if words.printed_addition:
        changed["label"] = f"{question.label} ({words.printed_addition})"
    if words.strictness and not question.blocks:
        changed |= _strictness(question, words.strictness)
    return msgspec.structs.replace(question, **changed)


def _strictness(question: Question, strictness: Strictness) -> dict[str, Any]:
    """When it is asked for stays; without a "when" it is always."""
    always = question.required or question.advised
    when = question.required_if or question.advised_if
    changed: dict[str, Any] = dict.fromkeys(("required", "advised"))
    changed |= dict.fromkeys(("required_if", "advised_if"), ())
    if strictness == "optional":
        return changed
    if when and not always:
        return changed | {f"{strictness}_if": when}
    return changed | {strictness: "always"}
