"""How the words of an element are seen: by its name, its attributes and its styles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop_app.minutes.pasted.style_sheet import StyleSheet

_STRUCK = ("s", "strike")
_DELETED_CLASS = re.compile(r"mso-?(del|deleted|movefrom)", re.IGNORECASE)
_FAMILY = re.compile(r"(?:pt|px|em|%|in|cm|mm)(?:/\S+)?\s+([^,]+)")  # behind a size


@dataclass(frozen=True)
class Seen:
    """What nobody sees is `gone` with all in it; `invisible` what a child may show again."""

    gone: bool = False
    deleted: bool = False
    invisible: bool = False
    struck: bool = False
    font: str = ""
    element: str = ""  # what Word says it is: where a field begins, or ends


class Looks:
    """Those of one page."""

    def __init__(self, sheet: StyleSheet, *, of_office: bool) -> None:
        self._sheet = sheet
        self._of_office = of_office

    def of(self, name: str, attributes: Mapping[str, str], around: Seen) -> Seen:
        said = self._sheet.said_of(name, attributes)
        seen = replace(around, element=said.get("mso-element", ""))
        if name == "del" or _is_deleted(attributes, said):
            return replace(seen, deleted=True)
        hidden = said.get("display") == "none" or said.get("mso-hide") in ("all", "screen")
        if hidden or ("hidden" in attributes and "display" not in said):
            return replace(seen, gone=True)
        if not (said or name in _STRUCK or name == "font"):
            return seen
        visibility = said.get("visibility", "inherit")
        if visibility != "inherit":
            seen = replace(seen, invisible=visibility in ("hidden", "collapse"))
        struck = self._is_struck(name, said, around=around.struck)
        return replace(seen, struck=struck, font=_font(attributes, said) or around.font)

    def _is_struck(self, name: str, said: Mapping[str, str], *, around: bool) -> bool:
        lines = [said.get(key, "") for key in ("text-decoration", "text-decoration-line")]
        double = said.get("text-line-through", "none")
        if name in _STRUCK or any("line-through" in one for one in lines) or double != "none":
            return True
        # Elsewhere a line through what is around goes through all of it; Word takes it off.
        return around and not (self._of_office and "none" in lines)


def _is_deleted(attributes: Mapping[str, str], said: Mapping[str, str]) -> bool:
    if any(_DELETED_CLASS.fullmatch(one) for one in attributes.get("class", "").split()):
        return True
    marks = ("deleted", "deletion", "move-from")
    return any(
        key.endswith(marks) and value not in ("no", "none", "") for key, value in said.items()
    )


def _font(attributes: Mapping[str, str], said: Mapping[str, str]) -> str:
    """The first that is named: a reader of these files has those of Windows."""
    named = said.get("font-family", "")
    if not named and (short := _FAMILY.search(said.get("font", ""))):
        named = short[1]
    named = named or attributes.get("face", "")
    return named.split(",")[0].strip(" \"'")
