"""How a run looks by its own properties and by its styles: hidden, struck out, in which font.

Properties that toggle are taken as ISO/IEC 29500-1, 17.7.3 has it: what stands at the run counts;
else a style of the paragraph, of the run and of the table turn each other over.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.minutes.parts.canonical import Node
from desktop_app.minutes.parts.element import W

_W = f"{{{W}}}"
_VAL = _W + "val"
_OFF = ("0", "false", "off")
_FONTS, _STYLE = _W + "rFonts", _W + "rStyle"
_SWITCHES = {_W + "vanish": "hidden", _W + "strike": "struck", _W + "dstrike": "twice"}
_TELLING = {*_SWITCHES, _FONTS, _STYLE}
_DEEPEST = 20  # styles based on styles


@dataclass(frozen=True)
class Look:
    """None where nothing is said."""

    hidden: bool | None = None
    struck: bool | None = None
    struck_twice: bool | None = None
    font: str | None = None

    def over(self, other: "Look") -> "Look":
        """This, and where it says nothing the other."""
        return Look(
            other.hidden if self.hidden is None else self.hidden,
            other.struck if self.struck is None else self.struck,
            other.struck_twice if self.struck_twice is None else self.struck_twice,
            other.font if self.font is None else self.font,
        )


@dataclass(frozen=True)
class Shown:
    """What comes of it."""

    hidden: bool = False
    struck: bool = False
    font: str = ""


def look_of(properties: Node | None) -> Look:
    """Of `w:rPr`."""
    said: dict[str, bool] = {}
    font: str | None = None
    for one in properties if properties is not None else ():
        switch = _SWITCHES.get(str(one.tag))
        if switch:
            said[switch] = one.attrib.get(_VAL, "1").lower() not in _OFF
        elif one.tag == _FONTS:
            names = (one.attrib.get(_W + kind) for kind in ("ascii", "hAnsi", "cs"))
            font = next(filter(None, names), None)
    return Look(said.get("hidden"), said.get("struck"), said.get("twice"), font)


def _says_nothing(properties: Node | None) -> bool:
    """As nearly all runs do, or have no properties at all."""
    return properties is None or not any(one.tag in _TELLING for one in properties)


class Styles:
    """Those of one file."""

    def __init__(self, root: Node | None) -> None:
        self._looks: dict[str, Look] = {}
        self._based_on: dict[str, str] = {}
        self._resolved: dict[str, Look] = {}
        self._shown: dict[tuple[str, str], Shown] = {}  # of runs that say nothing
        self._paragraph = ""  # the style of paragraphs that name none
        self._defaults = Look()
        self.names: dict[str, str] = {}  # by id, in small letters
        if root is not None:
            self._defaults = look_of(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"))
            for style in root.findall(_W + "style"):
                self._take(style)

    def _take(self, style: Node) -> None:
        key = style.attrib.get(_W + "styleId", "")
        self._looks[key] = look_of(style.find(_W + "rPr"))
        based, name = (style.find(_W + one) for one in ("basedOn", "name"))
        self._based_on[key] = based.attrib.get(_VAL, "") if based is not None else ""
        self.names[key] = name.attrib.get(_VAL, "").lower() if name is not None else ""
        is_default = style.attrib.get(_W + "default", "0").lower() not in _OFF
        if is_default and style.attrib.get(_W + "type") == "paragraph":
            self._paragraph = key

    def _of(self, key: str) -> Look:
        """With what it is based on."""
        if key not in self._resolved:
            look, at = Look(), key
            for _ in range(_DEEPEST):
                if at not in self._looks:
                    break
                look = look.over(self._looks[at])
                at = self._based_on[at]
            self._resolved[key] = look
        return self._resolved[key]

    def shown(self, properties: Node | None, paragraph: str, table: str) -> Shown:
        """A run with these properties, in a paragraph and a table of these styles."""
        if _says_nothing(properties):
            found = self._shown.get((paragraph, table))
            if found is None:
                found = self._worked_out(Look(), "", paragraph, table)
                self._shown[paragraph, table] = found
            return found
        style = properties.find(_STYLE) if properties is not None else None
        own = style.attrib.get(_VAL, "") if style is not None else ""
        return self._worked_out(look_of(properties), own, paragraph, table)

    def _worked_out(self, direct: Look, own: str, paragraph: str, table: str) -> Shown:
        run, around = self._of(own), self._of(paragraph or self._paragraph)
        of_table, default = self._of(table), self._defaults
        layers = (run, around, of_table)
        hidden = direct.hidden
        if hidden is None:
            hidden = _turned(one.hidden for one in layers) or bool(default.hidden)
        struck = direct.struck
        if struck is None:
            struck = _turned(one.struck for one in layers) or bool(default.struck)
        whole = direct.over(run).over(around).over(of_table).over(default)
        return Shown(hidden, struck or bool(whole.struck_twice), whole.font or "")


def _turned(said: Iterable[bool | None]) -> bool:
    return sum(map(bool, said)) % 2 == 1
