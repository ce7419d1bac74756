"""Size and margins of the page, read from its section; all in twentieths of a point."""

import re
from dataclasses import dataclass

from desktop_app.minutes.parts.element import Element, W

PER_CM = 567
_W = f"{{{W}}}"
_PLAIN = re.compile("-?[0-9]{1,9}")
_SIZE = (("pgSz", "w"), ("pgSz", "h"))
_MARGINS = ("top", "bottom", "left", "right", "header", "footer", "gutter")


@dataclass(frozen=True)
class PaperSize:
    """`header` and `footer`: how far these begin from the edge of the paper."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    header: int
    footer: int
    gutter: int

    @property
    def printed_width(self) -> int:
        return self.width - self.left - self.right - self.gutter


def size_of(section: Element) -> PaperSize:
    """Raises ValueError when the section does not say it in plain numbers."""
    values = [_number(section, *place) for place in _SIZE]
    margins = [_number(section, "pgMar", name) for name in _MARGINS]
    # Less than nothing means that a tall header may not push the text down.
    return PaperSize(*values, *(abs(margin) for margin in margins))


def _number(section: Element, name: str, key: str) -> int:
    element = section.find(_W + name)
    written = element.get(_W + key, "0") if element is not None else ""
    if not _PLAIN.fullmatch(written):
        raise ValueError(f"no plain number: {name}")
    return int(written)
