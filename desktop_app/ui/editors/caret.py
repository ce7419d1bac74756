"""Where the caret is, in ids and numbers alone: kept with the meeting, to be found again."""

import json
from dataclasses import astuple, dataclass, replace

from desktop_app.records.json_text import Misshapen, parse


@dataclass(frozen=True)
class Caret:
    """In a question, or in a row and column of it. Places in a text count as Qt does.

    `at` is also the number of a choice; `since` is where what is selected begins, else the same.
    """

    question: str
    row: str = ""
    column: str = ""
    at: int = 0
    since: int = 0

    @property
    def without_selection(self) -> "Caret":
        return replace(self, since=self.at)

    def kept(self) -> str:
        return json.dumps(astuple(self), separators=(",", ":"))


def caret_of(kept: str) -> Caret:
    """Whatever was kept: once it was the question's key alone, and it may come from elsewhere."""
    try:
        parts = parse(kept)
    except Misshapen:
        return Caret(kept)
    match parts:
        case [str(question), str(row), str(column), int(at), int(since)]:
            return Caret(question, row, column, max(0, at), max(0, since))
        case [str(question), *_]:
            return Caret(question)
        case _:
            return Caret(kept)
