"""What the text of a council's base may not hold: hidden words, changes, fields, addresses."""

from collections.abc import Iterator

from desktop_app.minutes.paper.paper_styles import name as style_name
from desktop_app.minutes.parts.element import Element, W

HARMLESS_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
OBJECT = (
    "It holds an embedded object or control. Take it out, or paste it again in Word as a picture "
    "(Paste Special)."
)
COMMENTS = "It holds comments. In Word, choose Review, Delete, Delete All Comments."
HIDDEN_DATA = (
    "It holds hidden data (custom XML). In Word, choose File, Info, Check for Issues, Inspect "
    "Document, and remove the custom XML data."
)
ANOTHER_FILE = "Another whole file is inserted in it. Take that out, and type what is needed."
_LINK = (
    "It links to “{address}” {where}. In Word, right-click the link and choose Remove Hyperlink."
)
_FIELD = (
    "The field {field} {where} changes its words by itself or fetches them from elsewhere. Type "
    "the words in its place; only page numbers may be a field."
)
_BOUND = (
    "A content control {where} repeats a property of the file. In Word, right-click it and choose "
    "Remove Content Control; the words stay."
)
_PROTECTED = "It is protected. In Word, choose Review, Restrict Editing, Stop Protection."
_READ_ONLY = (
    "It has a password against changes. In Word, choose Save As, Tools, General Options, and take "
    "the password out."
)
_MERGE = (
    "It is set up for mail merge. In Word, choose Mailings, Start Mail Merge, Normal Word Document."
)
_TRACKED = (
    "It holds tracked changes {where}. In Word, choose Review, Accept, Accept All Changes and Stop "
    "Tracking."
)
_HIDDEN = (
    "There is hidden text {where}. In Word, select everything, choose Font, and clear the box "
    "Hidden; or delete the text."
)
_SENTENCES = {
    "altChunk": ANOTHER_FILE,
    "object": OBJECT,
    "control": OBJECT,
    "commentReference": COMMENTS,
    "commentRangeStart": COMMENTS,
    "customXml": HIDDEN_DATA,
    "dataBinding": _BOUND,
    "documentProtection": _PROTECTED,
    "writeProtection": _READ_ONLY,
    "mailMerge": _MERGE,
}
_TRACKS = (
    *("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart"),
    *("cellIns", "cellDel", "cellMerge", "rPrChange", "pPrChange", "sectPrChange"),
    *("tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange"),
    *("numberingChange", "customXmlInsRangeStart", "customXmlDelRangeStart"),
    *("customXmlMoveFromRangeStart", "customXmlMoveToRangeStart"),
)
_HIDES = ("vanish", "specVanish")
_ADDRESSES = ("src", "href", "althref")  # of old drawings, which need no relationship
_OLD_DRAWINGS = ("{urn:schemas-microsoft-com:vml}*", "{urn:schemas-microsoft-com:office:office}*")
_W = f"{{{W}}}"


def marks(root: Element, where: str) -> Iterator[str]:
    """A sentence for each thing that is in the way; `where` is `in the header` or the like."""
    for element in root.iter(*(_W + name for name in (*_SENTENCES, *_TRACKS, *_HIDES))):
        name = element.tag.removeprefix(_W)
        if name in _TRACKS:
            yield _TRACKED.format(where=where)
        elif name in _SENTENCES:
            yield _SENTENCES[name].format(where=where)
        elif is_on(element):
            yield _HIDDEN.format(where=_place(element) or where)
    for element in root.iter(*_OLD_DRAWINGS):
        for key, value in element.attrib.items():
            if key.rpartition("}")[2].lower() in _ADDRESSES and value:
                yield _LINK.format(address=value[:80], where=where)
    for instruction in instructions(root):
        yield from _of_field(instruction, where)


def is_on(element: Element | None) -> bool:
    return element is not None and element.get(_W + "val", "1") not in ("0", "false", "off")


def _place(element: Element) -> str:
    above = element.getparent()
    while above is not None and above.tag != _W + "style":
        above = above.getparent()
    return "" if above is None else f"in the style “{style_name(above)}”"


def instructions(root: Element) -> Iterator[str]:
    """The words of every field, also where Word has cut them into pieces or put one in another."""
    open_fields: list[str] = []
    for element in root.iter(_W + "fldSimple", _W + "instrText", _W + "fldChar"):
        if element.tag == _W + "fldSimple":
            yield element.get(_W + "instr", "").strip()
        elif element.tag == _W + "instrText":
            if not open_fields:
                open_fields.append("")
            open_fields[-1] += element.text or ""
        elif element.get(_W + "fldCharType", "") == "begin":
            open_fields.append("")
        elif element.get(_W + "fldCharType", "") == "end" and open_fields:
            yield open_fields.pop().strip()
    yield from (words.strip() for words in open_fields)


def _of_field(instruction: str, where: str) -> Iterator[str]:
    field, _, rest = instruction.partition(" ")
    if field.upper() == "HYPERLINK":
        yield _LINK.format(address=rest.strip(' "')[:80], where=where)
    elif field.upper() not in HARMLESS_FIELDS:
        yield _FIELD.format(field=field.upper()[:30] or "without a name", where=where)
