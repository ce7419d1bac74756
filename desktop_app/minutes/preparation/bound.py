"""Controls that are bound to data in the file: Word shows the data, whatever stands in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from desktop_app.minutes.parts.canonical import Node, read
from desktop_app.minutes.parts.element import W
from desktop_app.minutes.parts.package import Package, relationships_of
from desktop_app.minutes.parts.unpack import NotAWordFile
from desktop_app.records.dates import in_words

_W = f"{{{W}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_VAL = _W + "val"
UNREAD = "[a linked field, which cannot be read]"
_PROPERTIES = "customXmlProps"
_BUILT_IN = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docProps/core.xml",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "docProps/app.xml",
}
_STEP = re.compile(r"(?:([\w.-]+):)?([\w.-]+|\*)(?:\[(\d{1,4})\])?")
_MAPPING = re.compile(r"""xmlns:([\w.-]+)\s*=\s*(?:'([^']*)'|"([^"]*)")""")
_ITEM = re.compile(r"customXml/[^/]+\.xml")
_LONGEST_PATH = 1_000  # characters


@dataclass
class Bound:
    """The data of one file, read when the first control asks."""

    package: Package
    _items: dict[str, str] | None = None  # names of parts by their ids
    _read: dict[str, Node | None] = field(default_factory=dict[str, "Node | None"])

    def words(self, control: Node, stands: str) -> str | None:
        """What Word shows in its place; None where that is what stands there.

        `UNREAD` where the data are there, and which of them is meant cannot be read.
        """
        properties = control.find(_W + "sdtPr")
        binding = properties.find(_W + "dataBinding") if properties is not None else None
        if properties is None or binding is None or not _is_plain(properties):
            return None
        part = self._part(binding.attrib.get(_W + "storeItemID", "").upper())
        if not part:
            return None
        root = self._root(part)
        value = _value(root, binding) if root is not None else None
        if value is None:
            return UNREAD
        said = _as_shown(properties, value)
        return None if said is None or _alike(said, stands) else said

    def _part(self, item: str) -> str:
        if self._items is None:
            self._items = dict(self._found())
        return self._items.get(item, "")

    def _found(self) -> Iterator[tuple[str, str]]:
        for item, part in _BUILT_IN.items():
            if part in self.package.parts:
                yield item, part
        for name in self.package.parts:
            if _ITEM.fullmatch(name):
                for about in self._about(name):
                    root = self._root(about)
                    ids = () if root is None else root.attrib.items()
                    yield from ((said.upper(), name) for key, said in ids if key.endswith("itemID"))

    def _about(self, name: str) -> list[str]:
        try:
            links = self.package.relationships(relationships_of(name))
        except NotAWordFile:
            return []
        return [one.part for one in links if one.part and one.kind.endswith(_PROPERTIES)]

    def _root(self, part: str) -> Node | None:
        if part not in self._read:
            try:
                self._read[part] = read(self.package.parts[part])
            except (NotAWordFile, KeyError, ValueError):
                self._read[part] = None
        return self._read[part]


def _is_plain(properties: Node) -> bool:
    """One whose data are its words: no picture, table or formatted text."""
    kinds = ("text", "dropDownList", "comboBox", "date")
    return any(properties.find(_W + one) is not None for one in kinds) or (
        properties.find(_W14 + "checkbox") is not None
    )


def _value(root: Node, binding: Node) -> str | None:
    """By a plain path of names and numbers; None for any other, and where it leads nowhere."""
    path = binding.attrib.get(_W + "xpath", "")
    mappings = _MAPPING.findall(binding.attrib.get(_W + "prefixMappings", "")[: _LONGEST_PATH * 4])
    known = {prefix: one or other for prefix, one, other in mappings}
    path = path.removesuffix("/text()")
    if not path.startswith("/") or len(path) > _LONGEST_PATH:
        return None
    path, _, attribute = path.partition("/@")
    at: Node | None = None
    for step in path[1:].split("/"):
        match = _STEP.fullmatch(step)
        if not match or (match[1] and match[1] not in known):
            return None
        tag = f"{{{known[match[1]]}}}{match[2]}" if match[1] else match[2]
        around = [root] if at is None else list(at)
        fitting = [one for one in around if match[2] == "*" or one.tag == tag]
        place = int(match[3] or 1) - 1
        if not 0 <= place < len(fitting):
            return None
        at = fitting[place]
    if at is None:
        return None
    if attribute:
        prefix, _, name = attribute.rpartition(":")
        return at.attrib.get(f"{{{known.get(prefix, '')}}}{name}" if prefix else name)
    return "".join(at.itertext())


def _as_shown(properties: Node, value: str) -> str | None:
    """Of a list the words of its entry; of a date the day in words; of a box its sign."""
    if properties.find(_W14 + "checkbox") is not None:
        return "☒" if value.strip().lower() in ("1", "true") else "☐"
    for kind in ("dropDownList", "comboBox"):
        entries = properties.findall(f"{_W}{kind}/{_W}listItem")
        for entry in entries:
            if entry.attrib.get(_W + "value") == value:
                return entry.attrib.get(_W + "displayText", value)
    dated = properties.find(_W + "date")
    if dated is not None and value[:10] == dated.attrib.get(_W + "fullDate", "")[:10]:
        return None
    return _day(value) if dated is not None else value


def _day(value: str) -> str:
    try:
        return in_words(date.fromisoformat(value.strip()[:10]))
    except ValueError:
        return value


def _alike(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())
