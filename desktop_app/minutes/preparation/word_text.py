"""The words of any Word file in their order: paragraphs, and tables with their cells.

What the writer deleted, instructions to Word and placeholders are no words of the file; whatever
cannot be read, such as a picture, is named where it stands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.minutes.parts.canonical import Node, read
from desktop_app.minutes.parts.element import W
from desktop_app.minutes.parts.package import open_package
from desktop_app.minutes.parts.unpack import NotAWordFile
from desktop_app.records.text import clean

_W = f"{{{W}}}"
_VAL = _W + "val"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_NOT_SAID = {
    *("del", "moveFrom", "delText", "instrText", "delInstrText", "rt"),
    *("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr"),
}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_TICKS = {"F0FC": "✓", "F052": "☑", "F0FE": "☒", "F0A8": "☐", "F06F": "☐"}  # as Wingdings has them
_PICTURES = ("drawing", "pict", "object")
_PICTURE = "[a picture, which cannot be read]"
_EMBEDDED = "[another document is embedded here, which cannot be read]"
_ROUND_THE_TEXT = ("header", "footer")
_BESIDE = (*_ROUND_THE_TEXT, "footnotes", "endnotes", "comments")


@dataclass(eq=False)
class Passage:
    """A paragraph or a cell. `taken` once it is known as a label or as part of an answer.

    `column` and `span` count the columns of the table's grid.
    """

    text: str
    tags: tuple[str, ...] = ()
    is_heading: bool = False
    column: int = 0
    span: int = 1
    taken: bool = False


Table = list[list[Passage]]


@dataclass(frozen=True)
class WordText:
    """`beside` are notes and comments; `around` is what heads and foots the pages."""

    parts: tuple[Passage | Table, ...]
    beside: tuple[Passage, ...]
    around: tuple[Passage, ...]


def read_words(raw: bytes) -> WordText:
    """Raises NotAWordFile for what is damaged, too big, or no Word file."""
    package = open_package(raw)
    beside: dict[str, list[Passage]] = {kind: [] for kind in _BESIDE}
    for name, content in package.parts.items():
        kind = package.content_type(name).removesuffix("+xml").rpartition(".")[2]
        if kind in beside:
            beside[kind] += flattened(_flow(_parsed(content), ()))
    return WordText(
        tuple(_flow(_parsed(package.parts[package.document]), ())),
        tuple(one for kind in _BESIDE[2:] for one in beside[kind]),
        tuple(one for kind in _ROUND_THE_TEXT for one in beside[kind]),
    )


def _parsed(content: bytes) -> Node:
    try:
        return read(content)
    except ValueError as error:
        raise NotAWordFile("a part of it is damaged") from error


def flattened(parts: Iterable[Passage | Table]) -> Iterator[Passage]:
    """Every paragraph and cell, in their order."""
    for part in parts:
        yield from ((part,) if isinstance(part, Passage) else (c for row in part for c in row))


def _name(node: Node) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _inside(node: Node) -> Iterator[Node]:
    """What counts of an element's content; of alternatives the first, as Word takes it."""
    for child in node:
        name = _name(child)
        if name == "AlternateContent":
            for choice in list(child)[:1]:
                yield from _inside(choice)
        elif name and name not in _NOT_SAID:
            yield child


def _flow(node: Node, tags: tuple[str, ...]) -> Iterator[Passage | Table]:
    for child in _inside(node):
        match _name(child):
            case "p":
                own = (*tags, *_tags(child))
                yield Passage(_line(child), own, is_heading=_is_heading(child))
                yield from _boxes(child)
            case "tbl":
                yield from _table(child)
            case "sdt":
                yield from _flow(child, (*tags, *_own_tag(child)))
            case "altChunk":
                yield Passage(_EMBEDDED)
            case _:
                yield from _flow(child, tags)


def _boxes(node: Node) -> Iterator[Passage | Table]:
    """Text boxes, which hang on a paragraph and have paragraphs of their own."""
    for child in _inside(node):
        if _name(child) == "txbxContent":
            yield from _flow(child, ())
        else:
            yield from _boxes(child)


def _table(table: Node) -> Iterator[Passage | Table]:
    """The table, then what stands in cells that only lay out a page: those with tables in them."""
    rows: Table = []
    opened: list[Node] = []
    for row in _found(table, "tr"):
        rows.append([])
        column = _number(row, "trPr/gridBefore", 0)
        for cell in _found(row, "tc"):
            span = _number(cell, "tcPr/gridSpan", 1)
            tags = tuple(_tags(cell))
            lays_out = not tags and any(True for _ in _found(cell, "tbl"))
            text = "" if lays_out else "\n".join(_cell_lines(cell))
            opened += [cell] if lays_out else []
            rows[-1].append(Passage(text, tags, column=column, span=span))
            column += span
    yield rows
    for cell in opened:
        yield from _flow(cell, ())


def _found(node: Node, name: str) -> Iterator[Node]:
    """The nearest of that name inside, whatever is wrapped around them."""
    for child in _inside(node):
        if _name(child) == name:
            yield child
        elif _name(child) != "p":
            yield from _found(child, name)


def _number(node: Node, path: str, otherwise: int) -> int:
    found = node.find("/".join(_W + name for name in path.split("/")))
    said = found.attrib.get(_VAL, "") if found is not None else ""
    return min(int(said), 1_000) if said.isdecimal() and len(said) < 10 else otherwise


def _cell_lines(cell: Node) -> Iterator[str]:
    """A table pasted into an answer becomes lines with tabs."""
    for part in _flow(cell, ()):
        if isinstance(part, Passage):
            yield part.text
        else:
            yield from ("\t".join(c.text for c in row) for row in part)


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
    runs = [run for run in paragraph.iter(_W + "r") if any(True for _ in run.iter(_W + "t"))]
    return bool(runs) and all(run.find(f"{_W}rPr/{_W}b") is not None for run in runs)


def _line(paragraph: Node) -> str:
    return clean("".join(_words(paragraph)))


def _words(node: Node) -> Iterator[str]:
    for child in _inside(node):
        name = _name(child)
        if name == "t":
            yield child.text or "" if str(child.tag) in (_W + "t", _MATHS) else ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "sym":
            yield _TICKS.get(child.attrib.get(_W + "char", "").upper(), "[sign]")
        elif name == "fldChar":
            yield _form_field(child)
        elif name in _PICTURES:
            yield "" if any(True for _ in child.iter(_W + "txbxContent")) else _PICTURE
        elif not (name == "sdt" and child.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None):
            yield from _words(child)


def _form_field(field: Node) -> str:
    """What is ticked or chosen in a form of Word's older kind, which has no words for it."""
    box = field.find(f"{_W}ffData/{_W}checkBox")
    if box is not None:
        state = box.find(_W + "checked")
        state = state if state is not None else box.find(_W + "default")
        off = state is None or state.attrib.get(_VAL, "1") in ("0", "false", "off")
        return "☐" if off else "☒"
    chosen = field.find(f"{_W}ffData/{_W}ddList")
    if chosen is None:
        return ""
    entries = chosen.findall(_W + "listEntry")
    place = _number(chosen, "result", 0)
    return entries[place].attrib.get(_VAL, "") if place < len(entries) else ""
