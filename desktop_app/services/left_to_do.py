"""What is left before signing, in words: what must be there, what is open, what to look at."""

from collections import Counter
from collections.abc import Iterable

from desktop_app.forms.in_words import listed
from desktop_app.records.findings import Finding, Weight

_WORDS: tuple[tuple[Weight, str], ...] = (
    ("blocks", "must be there"),
    ("reason", "still open"),
    ("warning", "to look at"),
)


def left_to_do(found: Iterable[Finding]) -> str:
    """`6 must be there, 30 still open and 4 to look at`; empty when nothing is left."""
    left = Counter(one.weight for one in found if one.holds_up)
    return listed([f"{left[one]} {words}" for one, words in _WORDS if left[one]], "and")
