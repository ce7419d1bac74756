"""keys.json: the slots of one vault."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import cast

from desktop_app.errors import CannotProceed
from desktop_app.records.json_text import Misshapen, a_table, parse
from desktop_app.storage.slots import Slot
from desktop_app.storage.trouble import NotRead, in_sentences
from desktop_app.storage.whole_file import write_twice

FORMAT = 1
_WHAT = "Chairside keys"
SHOWN, CONFIRMED = "shown", "confirmed"


@dataclass(frozen=True)
class KeyFile:
    """A slot of a kind that this version does not know is kept as it stands.

    `sheet` is what is known of the printed recovery key: SHOWN, or CONFIRMED once part of it was
    typed from the sheet; empty in a file of a version that did not say.
    """

    vault: str
    slots: list[Slot]
    sheet: str = ""

    def slot(self, kind: str) -> Slot:
        """Raises BadKeyFile when there is none."""
        for slot in self.slots:
            if slot.get("kind") == kind:
                return slot
        raise BadKeyFile("is damaged")

    def with_slot(self, new: Slot) -> "KeyFile":
        """In place of the one of its kind."""
        others = [slot for slot in self.slots if slot.get("kind") != new["kind"]]
        return replace(self, slots=[new, *others])


class BadKeyFile(CannotProceed):
    """keys.json is not what this version of Chairside wrote."""

    def __init__(self, what: str, do: str = "") -> None:
        super().__init__(
            f"The key file keys.json {what}.",
            "Neither it nor the store has been changed.",
            do or "Ask IT to put keys.json back from a backup; keys.json.previous is a copy of it.",
        )


def read(path: Path) -> KeyFile:
    """Raises BadKeyFile, NotRead; never writes."""
    with in_sentences(NotRead):
        if not path.exists():
            raise BadKeyFile("is missing")
        raw = path.read_bytes()
    if not raw.strip(b"\0 \r\n"):
        raise BadKeyFile("is empty")
    return _understood(raw)


def write(path: Path, keys: KeyFile) -> None:
    """Raises NotSaved, and then nothing is changed; keys.json.previous is a copy of it."""
    content: dict[str, object] = {"what": _WHAT, "format": FORMAT, **asdict(keys)}
    whole = content | {"checksum": _checksum(content)}
    write_twice(path, json.dumps(whole, indent=1).encode())


def _understood(raw: bytes) -> KeyFile:
    try:
        whole = parse(raw)
    except Misshapen as error:
        raise BadKeyFile("is damaged, or is not a key file") from error
    if not isinstance(whole, dict):
        raise BadKeyFile("is not a key file of Chairside")
    content = a_table(cast("object", whole))
    if content.get("what") != _WHAT:
        raise BadKeyFile("is damaged, or is not a key file of Chairside")
    version = content.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise BadKeyFile("was written by a newer Chairside", "Install the newer Chairside.")
    return _checked(content)


def _checked(content: dict[str, object]) -> KeyFile:
    checksum = content.pop("checksum", None)
    if checksum != _checksum(content):
        raise BadKeyFile("is damaged")
    match {"sheet": "", **content}:
        case {
            "vault": str(vault),
            "slots": list(slots),
            "sheet": str(sheet),
        } if all(isinstance(slot, dict) for slot in cast("list[object]", slots)):
            return KeyFile(vault, cast("list[Slot]", slots), sheet)
        case _:
            raise BadKeyFile("is damaged")


def _checksum(content: dict[str, object]) -> str:
    """Tells damage from a wrong passphrase; it protects against nobody."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
