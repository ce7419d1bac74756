"""How much of a file was left out, because Word does not show it."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass
class LeftUnread:
    """In words; `fields` are linked ones whose data cannot be read."""

    hidden: int = 0
    deleted: int = 0
    fields: int = 0

    def hide(self, text: str) -> None:
        self.hidden += len(_WORD.findall(text))

    def delete(self, text: str) -> None:
        self.deleted += len(_WORD.findall(text))

    def sentences(self) -> list[str]:
        """For the chair; none where nothing was left out."""
        counted = ((self.hidden, "hidden word"), (self.deleted, "deleted word"))
        said = [f"{_several(count, what)} not taken." for count, what in counted if count]
        if self.fields:
            said.append(f"{_several(self.fields, 'linked field')} not read: look at the file.")
        return said


def _several(count: int, what: str) -> str:
    return f"1 {what} was" if count == 1 else f"{count:,} {what}s were"
