"""Cells into which several things print, taken apart again: who came, and what became of actions.

What cannot be told apart stays together in one column, and prints as it did.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from desktop_app.forms.model import Question
from desktop_app.records.dates import printed, read_date
from desktop_app.records.freeze import attended, updated
from desktop_app.records.meeting import Row

Terms = Callable[[str], Sequence[str]]  # the words on offer, by the key of a column
_IN_BRACKETS = re.compile(r"(.*?) \((.+)\)", re.DOTALL)
_PARTED = ", "
_NOW = "Now: "
_BY = ", by "


def apart(question: Question, row: Row, terms: Terms, day: date) -> Row:
    """The row with all that its printed cells say."""
    values = dict(row.values)
    if question.kind == "attendance":
        values |= _came(values.get("attended", ""), terms)
        values |= _belongs(values.get("relation", ""), terms)
    elif question.kind == "carried_actions":
        values |= _became(values.get("update", ""), terms, day)
    return Row(row.id, {key: text for key, text in values.items() if text})


def splits(cell: str) -> Iterator[tuple[str, str]]:
    """Every way in which a relation and an agency print so."""
    yield cell, ""
    at = cell.find(_PARTED)
    while at >= 0:
        relation, agency = cell[:at], cell[at + len(_PARTED) :]
        if relation and agency and agency == agency.strip():
            yield relation, agency
        at = cell.find(_PARTED, at + 1)
    if cell == cell.strip():
        yield "", cell


def _belongs(cell: str, terms: Terms) -> dict[str, str]:
    """`Social worker, Invented Council`: a role that is on offer comes before the agency."""
    known = set(terms("relation"))
    if cell in known:
        return {}
    found = [pair for pair in splits(cell) if pair[0] in known and pair[1]]
    relation, agency = found[-1] if found else (cell, "")
    return {"relation": relation, "agency": agency}


def _came(cell: str, terms: Terms) -> dict[str, str]:
    match = _IN_BRACKETS.fullmatch(cell)
    if not match:
        return {}
    state, said = match[1], match[2]
    ways = {way.lower(): way for way in terms("how")}
    for found in (_details(said, ways), {"note": said}):
        values = {"attended": state, **found}
        if attended(state, Row("", values)) == cell:
            return values
    return {}


def _details(said: str, ways: dict[str, str]) -> dict[str, str]:
    """`online, arrived 10:12, late train`"""
    found: dict[str, str] = {}
    parts = said.split(_PARTED)
    if parts[0] in ways:
        found["how"] = ways[parts.pop(0)]
    for key in ("arrived", "left"):
        if parts and parts[0].startswith(f"{key} "):
            found[key] = parts.pop(0).removeprefix(f"{key} ")
    if parts:
        found["note"] = _PARTED.join(parts)
    return found


def _became(cell: str, terms: Terms, day: date) -> dict[str, str]:
    for found in _readings(cell, terms("status"), day):
        if updated(found.get("update", ""), Row("", found), day) == cell:
            return {"update": "", **found}
    return {}


def _readings(cell: str, statuses: Sequence[str], day: date) -> Iterator[dict[str, str]]:
    said, _, last = cell.rpartition("\n")
    if last.startswith(_NOW):
        yield _said(said, statuses) | _who_has_it(last.removeprefix(_NOW), day)
    yield _said(cell, statuses)


def _said(words: str, statuses: Sequence[str]) -> dict[str, str]:
    """`Part done. Waiting list`: the longest status that it begins with."""
    for status in sorted(statuses, key=len, reverse=True):
        if words == status:
            return {"status": status}
        if words.startswith(f"{status}. "):
            return {"status": status, "update": words.removeprefix(f"{status}. ")}
    return {"update": words}


def _who_has_it(words: str, day: date) -> dict[str, str]:
    owner, by, target = words.rpartition(_BY)
    if by:
        return {"new_owner": owner, "new_target": target}
    if read_date(words, day) and printed(words, day) == words:
        return {"new_target": words}
    return {"new_owner": words}
