"""What should not be left in the text: placeholders, and what looks like an address."""

import re
from collections.abc import Iterator

from desktop_app.policy.checks.case import Case, listed
from desktop_app.records.findings import Finding

_PLACEHOLDER = re.compile(
    r"\b[xX]{3,}\b|\?{2,}|\bTB[CA]\b|\blorem ipsum\b|_{3,}|\.{6,}"
    r"|\[\s*(?:insert\b[^\]\n]{0,40}|(?:child|mother|father|carer|social worker)?(?:[’']s)?\s?"
    r"(?:name|date|address|age|dob|details|text|initials)|\.\.\.|…|)\s*\]",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}\b")
_POSTCODE_END = re.compile(r"[0-9][A-Z]{2}\b")
_HINTS = ("xxx", "??", "tbc", "tba", "lorem", "___", "......", "[")
_NUMBERS = ("case_number",)  # may look like anything


def nothing_is_left_to_fill_in(case: Case) -> Iterator[Finding]:
    """Check 57: placeholders, and what looks like an address."""
    for key, text in case.texts.items():
        if key in _NUMBERS:
            continue
        if left := _left(text):
            message = f"Something was left to fill in. ({listed(left[:5])})"
            yield case.found(key, "to-fill-in", message, "Practice")
        if codes := postcodes(text):
            message = f"This looks like an address: check before sharing. ({listed(codes[:5])})"
            yield case.found(key, "an-address", message, "Practice")


def _left(text: str) -> list[str]:
    """Most texts hold none of the hints: asking for those first takes a tenth of the time."""
    small = text.lower()
    if not any(hint in small for hint in _HINTS):
        return []
    return [match[0].strip() for match in _PLACEHOLDER.finditer(text)]


def postcodes(text: str) -> list[str]:
    """Its end is found sooner than its beginning: most capitals begin something else."""
    return _POSTCODE.findall(text) if _POSTCODE_END.search(text) else []
