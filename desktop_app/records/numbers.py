"""Whole numbers as they are typed: anything else, however long or odd, is no number."""

_LONGEST = 9  # digits: nothing that is counted here comes near to it


def whole_number(text: str) -> int | None:
    """`12` is 12, in the digits of any script; `²`, `1.5` and 5,000 digits are none."""
    typed = text.strip()
    return int(typed) if typed.isdecimal() and len(typed) <= _LONGEST else None
