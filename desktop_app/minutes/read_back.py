"""A Word file of ours -> its snapshot, from the content controls of the body in their order."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.disk.whole_file import NotOpened
from desktop_app.errors import CannotProceed
from desktop_app.minutes.blocks import DRAWN
from desktop_app.minutes.parts.element import Element, W, parse
from desktop_app.minutes.parts.unpack import NotAWordFile, unpack
from desktop_app.records.snapshot import (
    Entry,
    Grid,
    Group,
    Section,
    Signature,
    Snapshot,
    Text,
    Unfinished,
)

_W = f"{{{W}}}"
_DOCUMENT = "word/document.xml"
_RELATIONSHIPS = "word/_rels/document.xml.rels"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def read_back(source: Path | str | bytes) -> Snapshot:
    """What the file says; raises CannotProceed when it is no file of ours or cannot be read.

    What does not print (widths of columns, date for the file name) is not in the file.
    """
    return read_parts(_parts(source))


def read_parts(parts: Mapping[str, bytes]) -> Snapshot:
    """The same for who has unpacked the file already."""
    controls = tuple(_controls(parts))
    if not controls or not controls[0][0].startswith("title:"):
        raise _not_ours()
    try:
        return _Reader().read(controls)
    except (KeyError, ValueError, IndexError) as error:
        raise CannotProceed(
            "This Word file was made by Chairside, but parts of it have been moved or taken out.",
            do="Use the file as it was first saved.",
        ) from error


def _not_ours() -> CannotProceed:
    return CannotProceed(
        "This is not a Word file that Chairside made.",
        do="Choose a file that was saved with Chairside.",
    )


def _parts(source: Path | str | bytes) -> dict[str, bytes]:
    try:
        raw = source if isinstance(source, bytes) else Path(source).read_bytes()
    except (OSError, ValueError) as error:
        raise NotOpened(Path(str(source)), error) from error
    try:
        parts = unpack(raw)
    except NotAWordFile as error:
        raise _not_ours() from error
    if _DOCUMENT not in parts:
        raise _not_ours()
    return parts


def _xml(part: bytes) -> Element:
    try:
        return parse(part)
    except ValueError as error:
        raise _not_ours() from error


def _controls(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Tag and text of every content control; of a drawing, its picture in base64."""
    for control in _xml(parts[_DOCUMENT]).iter(_W + "sdt"):
        mark = control.find(f"{_W}sdtPr/{_W}tag")
        content = control.find(_W + "sdtContent")
        if mark is not None and content is not None:
            named = mark.get(_W + "val", "")
            yield named, _drawn(content, parts) if named == DRAWN else _text(content)


def _drawn(content: Element, parts: Mapping[str, bytes]) -> str:
    shown = next(content.iter(_BLIP), None)
    ident = shown.get(_EMBED, "") if shown is not None else ""
    for one in _xml(parts.get(_RELATIONSHIPS, b"<none/>")).iter(_RELATIONSHIP):
        if one.get("Id", "") == ident:
            picture = parts.get(f"word/{one.get('Target', '')}", b"")
            return base64.b64encode(picture).decode()
    return ""


def _text(content: Element) -> str:
    return "\n".join(_line(paragraph) for paragraph in content.iter(_W + "p"))


def _line(paragraph: Element) -> str:
    words: list[str] = []
    for element in paragraph.iter(_W + "t", _W + "tab", _W + "br"):
        if element.tag == _W + "t":
            words.append(element.text or "")
        elif (around := element.getparent()) is not None and around.tag == _W + "r":
            # not a tab stop of the paragraph
            words.append("\t" if element.tag == _W + "tab" else "\n")
    return "".join(words)


@dataclass
class _OpenGrid:
    key: str
    label: str
    columns: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    rows: list[list[str]] = field(default_factory=list[list[str]])

    def close(self) -> Grid:
        rows = tuple(map(tuple, self.rows))
        if any(len(row) != len(self.columns) for row in rows):
            raise ValueError("a row without all its cells")
        return Grid(self.key, self.label, tuple(self.columns), rows)


@dataclass
class _OpenSection:
    key: str
    heading: str
    note: str = ""
    groups: list[Group] = field(default_factory=list[Group])

    def close(self) -> Section:
        return Section(self.key, self.heading, self.note, tuple(self.groups))


class _Reader:
    """Takes the controls one after the other; what stands before them says where they belong."""

    def __init__(self) -> None:
        self._form = self._title = self._correction = ""
        self._facts: dict[str, str] = {}
        self._signed: dict[str, str] = {}
        self._unfinished: list[dict[str, str]] = []
        self._template: list[Section] = []
        self._additional: list[Section] = []
        self._part = self._template
        self._section: _OpenSection | None = None
        self._labels: list[tuple[str, str]] = []
        self._answers: list[Entry] = []
        self._grid: _OpenGrid | None = None

    def read(self, controls: tuple[tuple[str, str], ...]) -> Snapshot:
        for mark, text in controls:
            kind, *rest = mark.split(":")
            self._take(kind, rest, text)
        self._close_section()
        facts = self._facts
        return Snapshot(
            form=self._form,
            code=facts["code"],
            title=self._title,
            reference=facts["reference"],
            case_number=facts["case_number"],
            council=facts["council"],
            marking=facts["marking"],
            version=facts["version"],
            template=tuple(self._template),
            additional=tuple(self._additional),
            unfinished=tuple(Unfinished(**one) for one in self._unfinished),
            signature=self._signature(),
            correction=self._correction,
        )

    def _signature(self) -> Signature | None:
        if not self._signed:
            return None
        said = ("name", "role", "at", "statement", "seal")
        drawing = self._signed.get("drawing", "")
        return Signature(**{key: self._signed[key] for key in said}, drawing=drawing)

    def _take(self, kind: str, rest: list[str], text: str) -> None:
        """Controls of another kind, such as a label that never changes, say nothing new."""
        match kind, rest:
            case "title", [form]:
                self._form, self._title = form, text
            case "fact", [key]:
                self._facts[key] = text
            case "correction", []:
                self._correction = text
            case "additional", []:
                self._close_section()
                self._part = self._additional
            case "s", [key]:
                self._close_section()
                self._section = _OpenSection(key, text)
            case "n", [_]:
                self._inside().note = text
            case "u", [number, key]:
                self._take_unfinished(int(number), key, text)
            case "signed", [key]:
                self._signed[key] = text
            case _:
                self._take_entry(kind, rest, text)

    def _take_entry(self, kind: str, rest: list[str], text: str) -> None:
        match kind, rest:
            case "l", [key]:
                if self._answers or self._grid:
                    self._close_group()
                self._labels.append((key, text))
            case "a", [key]:
                labelled, label = self._labels[len(self._answers)]
                if labelled != key:
                    raise ValueError("an answer under another label")
                self._answers.append(Text(key, label, text))
            case "g", [key]:
                self._open_grid(key, text)
            case "h", [key, column]:
                if self._grid is None or self._grid.key != key:
                    self._open_grid(key, "")
                self._open().columns.append((column, text))
            case "c", [_, number, _]:
                self._take_cell(int(number), text)
            case _:
                pass

    def _open_grid(self, key: str, label: str) -> None:
        self._close_group()
        self._grid = _OpenGrid(key, label)

    def _take_cell(self, number: int, text: str) -> None:
        rows = self._open().rows
        if number == len(rows):
            rows.append([])
        rows[number].append(text)

    def _take_unfinished(self, number: int, key: str, text: str) -> None:
        if number == len(self._unfinished):
            self._unfinished.append({"about": "", "missing": "", "reason": ""})
        self._unfinished[number][key] = text

    def _inside(self) -> _OpenSection:
        if self._section is None:
            raise ValueError("outside any section")
        return self._section

    def _open(self) -> _OpenGrid:
        if self._grid is None:
            raise ValueError("outside any table")
        return self._grid

    def _close_group(self) -> None:
        if len(self._labels) != len(self._answers):
            raise ValueError("a label without its answer")
        if self._grid:
            self._inside().groups.append((self._grid.close(),))
        if self._answers:
            self._inside().groups.append(tuple(self._answers))
        self._grid, self._labels, self._answers = None, [], []

    def _close_section(self) -> None:
        self._close_group()
        if self._section:
            self._part.append(self._section.close())
        self._section = None
