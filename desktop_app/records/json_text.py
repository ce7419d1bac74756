"""Reads JSON that may be damaged or come from elsewhere: what it holds is never trusted."""

import json
from collections.abc import Sequence
from typing import cast


class Misshapen(ValueError):  # noqa: N818 - what it is
    """No JSON, or of another shape than what we write."""


def parse(raw: str | bytes) -> object:
    """Whatever it holds; the caller looks at it with the functions below."""
    try:
        found: object = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Misshapen("no JSON") from error
    return found


def a_text(value: object) -> str:
    if not isinstance(value, str):
        raise Misshapen("a text was meant")
    return value


def a_number(value: object) -> int:
    """Whole, and not a truth value, which Python takes for one."""
    if type(value) is not int:
        raise Misshapen("a whole number was meant")
    return value


def a_list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise Misshapen("a list was meant")
    return cast("list[object]", value)


def a_table(value: object) -> dict[str, object]:
    """By name, as every JSON object is."""
    if not isinstance(value, dict):
        raise Misshapen("a table was meant")
    return cast("dict[str, object]", value)


def many_tables_of_texts(raws: Sequence[str]) -> list[dict[str, str]]:
    """As `many_texts`, of tables."""
    found = a_list(parse(f"[{','.join(raws)}]"))
    if len(found) != len(raws):
        raise Misshapen("more tables than were written")
    return [texts(one) for one in found]


def texts(value: object) -> dict[str, str]:
    table = a_table(value)
    if not all(type(text) is str for text in table.values()):
        raise Misshapen("a text was meant")
    return cast("dict[str, str]", table)


def item(table: dict[str, object], name: str) -> object:
    if name not in table:
        raise Misshapen(f"{name} is missing")
    return table[name]


def many_texts(raws: Sequence[str]) -> list[str]:
    """Each the JSON of a text; all in one, for one by one takes four times as long."""
    found = [a_text(one) for one in a_list(parse(f"[{','.join(raws)}]"))]
    if len(found) != len(raws):
        raise Misshapen("more texts than were written")
    return found
