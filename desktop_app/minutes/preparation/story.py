"""One flow of text in a Word file, as Word shows it: paragraphs, tables, and what is in them.

What is hidden or deleted, instructions to Word and placeholders are no words of the file;
whatever cannot be read, such as a picture, is named where it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from desktop_app.minutes.parts.canonical import Node
from desktop_app.minutes.parts.element import W
from desktop_app.minutes.preparation.bound import UNREAD, Bound
from desktop_app.minutes.preparation.left_unread import LeftUnread
from desktop_app.minutes.preparation.looks import Shown, Styles
from desktop_app.minutes.preparation.passages import Passage, Table
from desktop_app.minutes.preparation.placeholders import Placeholders
from desktop_app.minutes.preparation.signs import in_signs, sign
from desktop_app.minutes.preparation.struck_out import Line
from desktop_app.records.text import clean

_W = f"{{{W}}}"
_VAL = _W + "val"
_TEXT, _RUN, _PROPERTIES = _W + "t", _W + "r", _W + "rPr"
_BOLD = f"{_W}rPr/{_W}b"
_FIELD, _CONTROL, _BOX = _W + "fldChar", _W + "sdt", _W + "txbxContent"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_DELETED = ("del", "moveFrom")
_NOT_SAID = {
    *("delText", "instrText", "delInstrText", "rt"),
    *("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr"),
}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_PICTURES = ("drawing", "pict", "object")
_PICTURE = "[a picture, which cannot be read]"
_EMBEDDED = "[another document is embedded here, which cannot be read]"


@dataclass
class File:
    """What all flows of one file share."""

    bound: Bound
    placeholders: Placeholders
    styles: Styles
    left: LeftUnread = field(default_factory=LeftUnread)


def flow_of(file: File, root: Node) -> Iterator[Passage | Table]:
    """That of one part of the file, or of a text box."""
    return _Story(file, root).flow(root)


class _Cell(NamedTuple):
    """`said` where a control around it shows something else than its content."""

    node: Node
    said: str | None


class _Around(NamedTuple):
    """The styles of the paragraph and of the table around a run."""

    paragraph: str = ""
    table: str = ""


class _Story:
    """One flow of text: fields may begin in one paragraph and end in another."""

    def __init__(self, file: File, root: Node) -> None:
        self._file = file
        self._fields: list[bool] = []  # of those around: whether its result has begun
        self._begun = _fields_that_end(root)

    def flow(
        self, node: Node, tags: tuple[str, ...] = (), table: str = ""
    ) -> Iterator[Passage | Table]:
        for child in self._inside(node):
            match _name(child):
                case "p":
                    own = (*tags, *_tags(child))
                    line = self._line(child, table)
                    yield Passage(line, own, is_heading=_is_heading(child))
                    yield from self._boxes(child)
                case "tbl":
                    yield from self._table(child)
                case "sdt":
                    own = (*tags, *_own_tag(child))
                    said = self._said_instead(child)
                    if said is None:
                        yield from self.flow(child, own, table)
                    else:
                        yield Passage(said, own)
                case "altChunk":
                    yield Passage(_EMBEDDED)
                case _:
                    yield from self.flow(child, tags, table)

    def _inside(self, node: Node) -> Iterator[Node]:
        """What counts of an element's content; of alternatives the first, as Word takes it."""
        for child in node:
            name = _name(child)
            if name == "AlternateContent":
                for choice in list(child)[:1]:
                    yield from self._inside(choice)
            elif name in _DELETED:
                self._file.left.delete(_all_words(child))
            elif name and name not in _NOT_SAID:
                yield child

    def _said_instead(self, control: Node) -> str | None:
        """What Word shows of a control, or nothing for a placeholder; None for its content."""
        stands = "".join(t.text or "" for t in control.iter(_W + "t"))
        said = self._file.bound.words(control, stands)
        self._file.left.fields += said == UNREAD
        if said is not None:
            return said
        return "" if stands and self._file.placeholders.is_one(control, stands) else None

    def _boxes(self, node: Node) -> Iterator[Passage | Table]:
        """Text boxes, which hang on a paragraph and have paragraphs of their own."""
        if next(node.iter(_BOX), None) is None:
            return
        for child in node:
            name = _name(child)
            if name == "txbxContent":
                yield from flow_of(self._file, child)
            elif name == "AlternateContent":
                for choice in list(child)[:1]:
                    yield from self._boxes(choice)
            elif name and name not in (*_DELETED, *_NOT_SAID):
                yield from self._boxes(child)

    # tables

    def _table(self, table: Node) -> Iterator[Passage | Table]:
        """The table, then what stands in cells that only lay out a page: those with tables."""
        style = table.find(f"{_W}tblPr/{_W}tblStyle")
        named = style.attrib.get(_VAL, "") if style is not None else ""
        rows: Table = []
        opened: list[Node] = []
        above: dict[int, Passage] = {}  # cells that are merged downwards, by their column
        for row in self._found(table, "tr"):
            if not self._is_shown(row.node):
                continue
            rows.append([])
            column = _number(row.node, "trPr/gridBefore", 0)
            for cell in self._found(row.node, "tc"):
                lays_out = self._lays_out(cell.node)
                opened += [cell.node] if lays_out else []
                passage = self._cell(cell, named, column, lays_out=lays_out)
                rows[-1].append(_merged(cell.node, passage, above))
                column += passage.span
            _keep_empty(rows[-1])
        yield rows
        for node in opened:
            yield from self.flow(node, table=named)

    def _cell(self, cell: _Cell, style: str, column: int, *, lays_out: bool) -> Passage:
        text = cell.said
        if text is None:
            text = "" if lays_out else "\n".join(self._cell_lines(cell.node, style))
        if cell.node.find(f"{_W}tcPr/{_W}cellDel") is not None:
            self._file.left.delete(text)
            text = ""
        span = _number(cell.node, "tcPr/gridSpan", 1)
        return Passage(text, tuple(_tags(cell.node)), column=column, span=span)

    def _lays_out(self, cell: Node) -> bool:
        has_tags = any(True for _ in _tags(cell))
        return not has_tags and any(True for _ in cell.iter(_W + "tbl"))

    def _is_shown(self, row: Node) -> bool:
        properties = row.find(_W + "trPr")
        if properties is None:
            return True
        if properties.find(_W + "del") is not None:
            self._file.left.delete(_all_words(row))
            return False
        hidden = properties.find(_W + "hidden")
        if hidden is not None and hidden.attrib.get(_VAL, "1") not in ("0", "false", "off"):
            self._file.left.hide(_all_words(row))
            return False
        return True

    def _found(self, node: Node, name: str, said: str | None = None) -> Iterator[_Cell]:
        """The nearest of that name inside, whatever is wrapped around them."""
        for child in self._inside(node):
            if _name(child) == name:
                yield _Cell(child, said)
            elif _name(child) == "sdt" and name == "tc":
                yield from self._found(child, name, self._said_instead(child))
            elif _name(child) != "p":
                yield from self._found(child, name, said)

    def _cell_lines(self, cell: Node, style: str) -> Iterator[str]:
        """A table pasted into an answer becomes lines with tabs."""
        for part in self.flow(cell, table=style):
            if isinstance(part, Passage):
                yield part.text
            else:
                yield from ("\t".join(c.text for c in row) for row in part)

    # words

    def _line(self, paragraph: Node, table: str) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        around = _Around(style.attrib.get(_VAL, "") if style is not None else "", table)
        line = Line()
        self._take(paragraph, around, Shown(), line)
        return clean(line.text())

    def _take(self, node: Node, around: _Around, look: Shown, line: Line) -> None:
        for child in self._inside(node):
            tag = child.tag
            if tag == _TEXT:
                self._say(in_signs(child.text or "", look.font), look, line)
            elif tag == _RUN:
                shown = self._file.styles.shown(_properties(child), *around)
                if shown.hidden and all(self._fields):
                    self._file.left.hide(_all_words(child))
                self._take(child, around, shown, line)
            elif tag == _FIELD:
                self._field(child, look, line)
            else:
                said = self._said_instead(child) if tag == _CONTROL else _said_by(child)
                if said is None:
                    self._take(child, around, look, line)
                else:
                    self._say(said, look, line)

    def _say(self, text: str, look: Shown, line: Line) -> None:
        """Nothing that is hidden, nor what a field is worked out from."""
        if text and not look.hidden and all(self._fields):
            line.say(text, struck=look.struck)

    def _field(self, mark: Node, look: Shown, line: Line) -> None:
        match mark.attrib.get(_W + "fldCharType", ""):
            case "begin":
                self._say(_form_field(mark), look, line)
                if mark in self._begun:
                    self._fields.append(False)
            case "separate" if self._fields:
                self._fields[-1] = True
            case "end" if self._fields:
                self._fields.pop()
            case _:
                pass


def _properties(run: Node) -> Node | None:
    """They stand first."""
    first = next(iter(run), None)
    return first if first is not None and first.tag == _PROPERTIES else None


def _fields_that_end(root: Node) -> set[Node]:
    """Where they begin: one that does not end hides nothing."""
    found: set[Node] = set()
    opened: list[Node] = []
    for mark in root.iter(_W + "fldChar"):
        kind = mark.attrib.get(_W + "fldCharType", "")
        if kind == "begin":
            opened.append(mark)
        elif kind == "end" and opened:
            found.add(opened.pop())
    return found


def _said_by(child: Node) -> str | None:
    """None where the words stand further inside."""
    name = _name(child)
    if name == "t":
        return child.text or "" if child.tag == _MATHS else ""
    if name in _SIGNS:
        return _SIGNS[name]
    if name == "sym":
        code = child.attrib.get(_W + "char", "")
        font = child.attrib.get(_W + "font", "")
        return sign(int(code, 16), font) if _is_code(code) else "[sign]"
    if name in _PICTURES:
        return "" if any(True for _ in child.iter(_W + "txbxContent")) else _PICTURE
    return None


def _is_code(code: str) -> bool:
    return 0 < len(code) <= 4 and all(one in "0123456789abcdefABCDEF" for one in code)


def _all_words(node: Node) -> str:
    """Of what is not shown, to count them."""
    return " ".join(one.text or "" for one in node.iter(_W + "t", _W + "delText"))


def _merged(cell: Node, passage: Passage, above: dict[int, Passage]) -> Passage:
    """A cell merged downwards says its words in each row."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    first = above.get(passage.column)
    if merge is None:
        above.pop(passage.column, None)
    elif merge.attrib.get(_VAL, "continue") == "restart" or first is None:
        above[passage.column] = passage
    elif not passage.text.strip():
        passage.text, passage.again = first.text, True
    return passage


def _keep_empty(row: list[Passage]) -> None:
    """A row that has nothing of its own stays empty."""
    if not any(cell.text.strip() and not cell.again for cell in row):
        for cell in row:
            cell.text, cell.again = ("", False) if cell.again else (cell.text, False)


def _name(node: Node) -> str:
    return _local(node.tag)


@lru_cache(1_000)
def _local(tag: object) -> str:
    """Without its namespace; nothing for a comment."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _number(node: Node, path: str, otherwise: int) -> int:
    found = node.find("/".join(_W + name for name in path.split("/")))
    said = found.attrib.get(_VAL, "") if found is not None else ""
    return min(int(said), 1_000) if said.isdecimal() and len(said) < 10 else otherwise


def _tags(node: Node) -> Iterator[str]:
    for mark in node.iter(_W + "tag"):
        yield mark.attrib.get(_VAL, "")


def _own_tag(control: Node) -> Iterator[str]:
    mark = control.find(f"{_W}sdtPr/{_W}tag")
    if mark is not None:
        yield mark.attrib.get(_VAL, "")


def _is_heading(paragraph: Node) -> bool:
    """By its style, or because all of it is bold."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if style is not None and style.attrib.get(_VAL, "").lower().startswith(("heading", "title")):
        return True
    runs = (run for run in paragraph.iter(_RUN) if next(run.iter(_TEXT), None) is not None)
    bold = [run.find(_BOLD) is not None for run in islice(runs, 1)]
    return any(bold) and all(run.find(_BOLD) is not None for run in runs)


def _form_field(mark: Node) -> str:
    """What is ticked or chosen in a form of Word's older kind, which has no words for it."""
    box = mark.find(f"{_W}ffData/{_W}checkBox")
    if box is not None:
        state = box.find(_W + "checked")
        state = state if state is not None else box.find(_W + "default")
        off = state is None or state.attrib.get(_VAL, "1") in ("0", "false", "off")
        return "☐" if off else "☒"
    chosen = mark.find(f"{_W}ffData/{_W}ddList")
    if chosen is None:
        return ""
    entries = chosen.findall(_W + "listEntry")
    place = _number(chosen, "result", 0)
    return entries[place].attrib.get(_VAL, "") if place < len(entries) else ""
