"""Whether the records of brothers and sisters agree with this one."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop_app.policy.checks.case import Case, listed, plain
from desktop_app.records.answers import anchor
from desktop_app.records.dates import in_words, read_date
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Child, Record, Row

_SAME_CASE = ("proceedings_issued", "looked_after_from")  # days that make two children one case


def brothers_and_sisters(record: Record, others: Sequence[Child]) -> list[Child]:
    """The other children whom the answers on brothers and sisters name, by full or first name."""
    said = [*plain(" ".join(_about_them(record)))]
    words, surname = {*said}, plain(record.child.name)[-1:]
    return [child for child in others if _is_named(plain(child.name), words, surname)]


def _about_them(record: Record) -> Iterator[str]:
    yield from (text for key, text in record.answers.items() if key.startswith("sibling"))


def _is_named(name: list[str], words: set[str], surname: list[str]) -> bool:
    if len(name) < 2 or name[0] not in words:
        return False
    return name[-1] in words or name[-1:] == surname


def siblings_live_apart_alike(case: Case) -> Iterator[Finding]:
    here = case.said("siblings_apart")
    said = ((other.child.name, _said(other, "siblings_apart")) for other in case.family)
    unlike = [f"{name}: {there}" for name, there in said if there and there != here]
    if here and unlike:
        message = f"Another record of this family gives another number. ({listed(unlike)})"
        yield case.found("siblings_apart", "other-number", message, "Practice")


def siblings_have_one_status(case: Case) -> Iterator[Finding]:
    """Of those in one case with this child; others may well have another."""
    here = case.said("legal_status")
    said = ((one.child.name, _said(one, "legal_status")) for one in _in_one_case(case))
    unlike = [f"{name}: {there}" for name, there in said if there and there != here]
    if here and unlike:
        message = f"A brother or sister in the same case has another status. ({listed(unlike)})"
        yield case.found("legal_status", "other-status", message, "Practice")


def siblings_have_one_court(case: Case) -> Iterator[Finding]:
    unlike = [hearing for one in _in_one_case(case) for hearing in _other_days(case, one)]
    if unlike:
        message = f"A brother's or sister's record gives another day. ({listed(unlike)})"
        yield case.found("hearings", "other-days", message, "Practice")


def _said(other: Record, key: str) -> str:
    return other.answers.get(key, "").strip()


def _in_one_case(case: Case) -> Iterator[Record]:
    for other in case.family:
        pairs = ((case.day(key), _said(other, key)) for key in _SAME_CASE)
        if any(day and day == read_date(text, anchor(other)) for day, text in pairs):
            yield other


def _other_days(case: Case, other: Record) -> Iterator[str]:
    """Hearings that this record knows by the same name, and not on that day."""
    here: dict[str, set[date | None]] = {}
    for row in case.rows("hearings"):
        here.setdefault(_name(row), set()).add(case.read_day(row.values.get("date", "")))
    for row in other.tables.get("hearings", ()):
        day = read_date(row.values.get("date", ""), anchor(other))
        known = here.get(_name(row), set()) - {None}
        if day and known and day not in known:
            hearing = row.values.get("hearing", "").strip()
            yield f"{hearing}, {other.child.name}: {in_words(day)}"


def _name(row: Row) -> str:
    return " ".join(plain(row.values.get("hearing", "")))
