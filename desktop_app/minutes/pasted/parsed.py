"""HTML of a clipboard as a tree: within limits and whole, or refused in a sentence."""

from typing import cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - no type stubs

from desktop_app.errors import CannotProceed
from desktop_app.minutes.parts.canonical import Node
from desktop_app.records.text import clean

_LONGEST = 4_000_000  # characters
_MOST_MARKS = 200_000


class TooMuch(CannotProceed):
    """Nothing of it is taken: what the reader would leave out would go in silence."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"What was copied {what} to be read whole.",
            "Nothing was put in, and your clipboard still has it.",
            "Copy only the rows of the table, or copy them in parts.",
        )


def parsed(html: str) -> Node | None:
    """None where there is nothing in it. Raises TooMuch."""
    if len(html) > _LONGEST or html.count("<") > _MOST_MARKS:
        raise TooMuch("is too much")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    try:
        root = etree.fromstring(clean(html).encode(), parser)
    except etree.LxmlError:
        root = None
    # The parser stops at its own limits and gives what it has: only its log tells.
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise TooMuch("is nested too deeply")
    return cast("Node | None", root)
