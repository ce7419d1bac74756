"""Tables in the HTML that Word, Excel and others put on the clipboard: the words that are seen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from desktop_app.minutes.parts.canonical import Node
from desktop_app.minutes.pasted.grid import Effort, Grid, Table, said
from desktop_app.minutes.pasted.lines import Lines
from desktop_app.minutes.pasted.parsed import parsed
from desktop_app.minutes.pasted.seen import Looks, Seen
from desktop_app.minutes.pasted.style_sheet import StyleSheet
from desktop_app.minutes.preparation.left_unread import LeftUnread
from desktop_app.minutes.preparation.placeholders import is_known
from desktop_app.minutes.preparation.signs import in_signs
from desktop_app.records.numbers import whole_number

_MOST_ACROSS = 1_000  # columns that one cell may say it covers, as browsers have it
_ALL_ROWS = 1_000_000
_NOT_SAID = {
    *("head", "style", "script", "title", "xml", "template", "noscript", "iframe", "object"),
    *("audio", "video", "canvas", "svg", "datalist", "rt", "rp", "w:sdtpr"),
}
_BLOCKS = re.compile("address|blockquote|center|caption|d[dlt]|div|h[1-6r]|li|[ou]l|p|pre")
_OFFICE = "urn:schemas-microsoft-com:office"
_COMMENT = "msocomanchor"
_PLACEHOLDER = "MsoPlaceholderText"
_LONGEST_PLACEHOLDER = 50  # elements


@dataclass(frozen=True)
class Tables:
    """In turn, with the words around them; `left` are sentences on what is not seen."""

    grids: tuple[Grid, ...]
    around: str = ""
    left: tuple[str, ...] = ()


def tables_of_html(html: str) -> Tables:
    """A table that only frames others gives way. Raises CannotProceed for what is too much."""
    root = parsed(html)
    if root is None:
        return Tables(())
    reader = _Reader(root, of_office=_OFFICE in html)
    reader.read(root, Seen())
    around = [reader.around.text()]
    grids = [table.grid() for table in _unframed(reader.tables, around)]
    return Tables(
        tuple(grid for grid in grids if grid and grid[0]),
        "\n".join(words for words in around if words),
        tuple(reader.left.sentences()),
    )


@dataclass(frozen=True)
class Words:
    """What is seen, a row of a table a line; `left` are sentences on what is not."""

    text: str
    left: tuple[str, ...] = ()


def words_of_html(html: str) -> Words:
    """All in turn, tables too. Raises CannotProceed for what is too much."""
    root = parsed(html)
    if root is None:
        return Words("")
    reader = _InTurn(root, of_office=_OFFICE in html)
    reader.read(root, Seen())
    return Words(reader.around.text(), tuple(reader.left.sentences()))


def _unframed(tables: Sequence[Table], around: list[str]) -> Iterator[Table]:
    for table in tables:
        if frame := table.frames():
            around.append(frame.own.text())
            yield from _unframed(frame.tables, around)
        else:
            yield table


class _Reader:
    """Forgiving as a browser: words between cells stand around the table."""

    def __init__(self, root: Node, *, of_office: bool) -> None:
        self.tables: list[Table] = []
        self.around = Lines()
        self.left = LeftUnread()
        self._effort = Effort()
        self._open: list[Table] = []
        sheet = StyleSheet(style.text or "" for style in root.iter("style"))
        self._looks = Looks(sheet, of_office=of_office)
        self._fields: list[bool] = []  # of those around: whether the result has begun
        self._begun = _fields_that_end(root)

    def read(self, node: Node, seen: Seen) -> None:
        """What is in an element that is itself seen so."""
        self._say(node.text, seen)
        for child in node:
            if isinstance(child.tag, str):
                self._element(child, child.tag, seen)
            self._say(child.tail, seen)

    def _element(self, node: Node, name: str, around: Seen) -> None:
        attributes = node.attrib
        seen = self._looks.of(name, attributes, around)
        if name in _NOT_SAID or _COMMENT in attributes.get("class", "").lower().split():
            return
        if seen.deleted or seen.gone:
            self._leave(node, name, seen)
            return
        if name == "w:sdt" and _is_placeholder(node):
            return
        if seen.element:
            self._field(node, seen.element)
        self._begin(name, attributes, seen)
        self.read(node, seen)
        self._end(name)

    def _leave(self, node: Node, name: str, seen: Seen) -> None:
        """A row keeps its place for what hangs into it, a deleted cell its column."""
        if self._open and name == "col":
            self._open[-1].columns(_count(node.attrib, "span"), seen=False)
            return
        words = " ".join(_all_words(node))
        (self.left.delete if seen.deleted else self.left.hide)(words)
        if not self._open or name not in ("tr", "td", "th"):
            return
        if name == "tr":
            self._open[-1].begin_row(seen=False)
            for cell in node:
                if cell.tag in ("td", "th"):
                    self._open[-1].begin_cell(*_merged(cell.attrib))
        elif seen.deleted:
            self._open[-1].begin_cell(*_merged(node.attrib))
        self._open[-1].cell = None

    def _begin(self, name: str, attributes: Mapping[str, str], seen: Seen) -> None:
        if name == "table":
            self._open.append(Table(self._effort, self.left))
        elif name == "br":
            for lines in self._into():
                lines.break_line()
        elif _BLOCKS.fullmatch(name):
            self._begin_line()
        elif self._open and name == "tr":
            self._open[-1].begin_row()
        elif self._open and name == "col":
            self._open[-1].columns(_count(attributes, "span"), seen=not seen.invisible)
        elif self._open and name in ("td", "th"):
            self._open[-1].begin_cell(*_merged(attributes))

    def _end(self, name: str) -> None:
        if name == "table":
            self._close_table()
        elif _BLOCKS.fullmatch(name):
            self._begin_line()
        elif self._open and name in ("td", "th", "tr"):
            self._open[-1].cell = None

    def _say(self, words: str | None, seen: Seen) -> None:
        if not words or not all(self._fields):
            return
        if seen.invisible:
            self.left.hide(words)
            return
        for lines in self._into():
            lines.say(in_signs(words, seen.font), struck=seen.struck)

    def _field(self, mark: Node, element: str) -> None:
        """As Word writes fields for itself."""
        if element == "field-begin" and mark in self._begun:
            self._fields.append(False)
        elif element == "field-separator" and self._fields:
            self._fields[-1] = True
        elif element == "field-end":
            del self._fields[-1:]

    def _into(self) -> list[Lines]:
        cell = self._open[-1].cell if self._open else None
        return [cell.words, cell.own] if cell else [self.around]

    def _begin_line(self) -> None:
        for lines in self._into():
            lines.begin_line()

    def _close_table(self) -> None:
        table = self._open.pop()
        outside = self._open[-1].cell if self._open else None
        if outside is None:
            self.tables.append(table)
            return
        outside.tables.append(table)
        outside.words.begin_line()
        words = said(table.grid())
        self._effort.say(len(words))
        for line in words.split("\n"):
            outside.words.say(line)
            outside.words.break_line()


class _InTurn(_Reader):
    """As if there were no tables: their cells are words of a line."""

    def _begin(self, name: str, attributes: Mapping[str, str], seen: Seen) -> None:
        if name in ("table", "tr"):
            self._begin_line()
        elif name in ("td", "th"):
            self.around.say(" ")
        else:
            super()._begin(name, attributes, seen)

    def _end(self, name: str) -> None:
        if name in ("table", "tr"):
            self._begin_line()
        else:
            super()._end(name)


def _fields_that_end(root: Node) -> set[Node]:
    """Where they begin: one that does not end hides nothing."""
    found: set[Node] = set()
    opened: list[Node] = []
    for one in root.iter("span"):
        style = one.attrib.get("style", "")
        if "field-begin" in style:
            opened.append(one)
        elif "field-end" in style and opened:
            found.add(opened.pop())
    return found


def _is_placeholder(control: Node) -> bool:
    """What Word shows in a control until something is typed there: a few words."""
    inside = list(islice(control.iter(), _LONGEST_PLACEHOLDER))
    if len(inside) == _LONGEST_PLACEHOLDER:
        return False
    words = "".join(_all_words(control))
    if is_known(words):
        return True
    flag = control.attrib.get("showingplchdr", "").lower() in ("t", "true", "1")
    styled = [one for one in inside if one.attrib.get("class", "") == _PLACEHOLDER]
    return flag and "".join(w for one in styled for w in _all_words(one)).split() == words.split()


def _all_words(node: Node) -> Iterator[str]:
    for one in node.iter():
        if isinstance(one.tag, str) and one.tag not in _NOT_SAID:
            yield one.text or ""
        if one is not node:
            yield one.tail or ""


def _merged(attributes: Mapping[str, str]) -> tuple[int, int]:
    """Columns and rows; none named means that it reaches down to the last."""
    down = whole_number(attributes.get("rowspan", "1"))
    return _count(attributes, "colspan"), _ALL_ROWS if down == 0 else down or 1


def _count(attributes: Mapping[str, str], name: str) -> int:
    return max(1, min(whole_number(attributes.get(name, "1")) or 1, _MOST_ACROSS))
