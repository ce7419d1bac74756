"""An action typed as one line: `@Pri book sibling assessment +2w`."""

import re
from collections.abc import Iterable
from datetime import date

from desktop_app.records.dates import in_words, read_date

_OWNER = re.compile(r"(?:^|\s)@(\S+)")
_LONGEST_DATE = 4  # words: `Fri 12 March 2026`


def read_action(line: str, people: Iterable[str], day: date) -> dict[str, str]:
    """What, who and by when, as columns of an action; what cannot be read stays in the text.

    `@Pri` is the one person present whose name begins so, else the word itself; the date is
    counted from `day`.
    """
    owner = ""
    if match := _OWNER.search(line):
        owner = _person(match[1], people)
        line = f"{line[: match.start()]} {line[match.end() :]}"
    words, target = _without_date(line.split(), day)
    return {"text": " ".join(words), "owner": owner, "target": target}


def _person(start: str, people: Iterable[str]) -> str:
    begins = start.lower()
    known = sorted({name for name in people if name})
    named = [name for name in known if any(w.lower().startswith(begins) for w in name.split())]
    return named[0] if len(named) == 1 else start


def _without_date(words: list[str], day: date) -> tuple[list[str], str]:
    for count in range(min(_LONGEST_DATE, len(words)), 0, -1):
        if found := read_date(" ".join(words[-count:]), day):
            rest = words[:-count]
            if rest and rest[-1].lower() == "by":
                rest = rest[:-1]
            return rest, in_words(found)
    return words, ""
