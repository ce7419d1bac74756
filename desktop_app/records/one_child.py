"""Are two records of children records of one child? Name and date of birth say so, or they do not.

A child with a new identity, after an adoption or for protection, has a new record: it is never
joined with another, whatever agrees.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from desktop_app.errors import CannotProceed
from desktop_app.records.dates import read_date
from desktop_app.records.meeting import TYPED_NUMBER, Child, number_key, same_number
from desktop_app.records.plain import APOSTROPHES, as_seen

NEW_IDENTITY = "new_identity"  # a child's detail: "Yes" once there is one
STATUS, PRONOUNCED_ON = "legal_status", "adoption_hearing_on"  # answers that tell of an adoption
NO_NAME = "One of them has no name here."
NO_DAY = "A date of birth is missing, has no year, or cannot be read."
_APOSTROPHES = re.compile(f"[{APOSTROPHES}]")
_LATER = timedelta(days=800)  # by then a day without a year is another one


class TwoOfOneNumber(CannotProceed):
    """Which child is meant cannot be told before that is settled."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"More than one child on this laptop has the case number {number.strip()}.",
            "Nothing was changed.",
            "Open one of them under “Children”: the page shows both and says what to do. Then try "
            "again.",
        )


def only_child(children: Iterable[Child], number: str) -> Child | None:
    """Whose case number it is; None where it is nobody's. Raises TwoOfOneNumber."""
    same = [one for one in children if same_number(one.case_number, number)]
    if len(same) > 1:
        raise TwoOfOneNumber(number)
    return same[0] if same else None


def numbers_of(one: Child) -> set[str]:
    """Keys of the child's own case number and of one that was typed since; none of neither."""
    typed = (one.case_number, one.details.get(TYPED_NUMBER, ""))
    return {number_key(number) for number in typed} - {""}


def tells_of_new_identity(
    answers: Mapping[str, str], statuses: Collection[str], today: date
) -> bool:
    """Of a child's details, or of what a meeting says; `statuses` are those after an adoption."""
    if answers.get(NEW_IDENTITY, "").strip() == "Yes":
        return True
    pronounced = read_date(answers.get(PRONOUNCED_ON, ""), today)
    return answers.get(STATUS, "").strip() in statuses or (
        pronounced is not None and pronounced <= today
    )


def disagreement(one: Child, other: Child, today: date) -> str:
    """Why they cannot be taken for one child; empty where name and date of birth agree."""
    if not (one.name.strip() and other.name.strip()):
        return NO_NAME
    if not names_agree(one.name, other.name):
        return "Their names differ."
    born = [_born(child, today) for child in (one, other)]
    if None in born:
        return NO_DAY
    return "" if born[0] == born[1] else "Their dates of birth differ."


def names_agree(one: str, other: str) -> bool:
    """Whatever the capitals, the kind of hyphen or apostrophe, spaces, and the order of names."""
    return _words(one) == _words(other)


def _words(name: str) -> list[str]:
    seen = _APOSTROPHES.sub("'", as_seen(name))
    surname, comma, rest = seen.casefold().partition(",")
    in_turn = f"{rest} {surname}" if comma else surname
    return "".join(letter if letter.isalnum() else " " for letter in in_turn).split()


def _born(one: Child, today: date) -> date | None:
    """Only a day that is the same whenever it is read: `12 May` and `+2w` are not."""
    typed = one.details.get("date_of_birth", "")
    now, later = (read_date(typed, anchor) for anchor in (today, today + _LATER))
    return now if now == later else None
