"""Elements of WordprocessingML, and the only place that calls lxml, which comes without types."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - no type stubs

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = {"w": W}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Element(Protocol):
    """What we use of an lxml element."""

    tag: str
    text: str | None
    attrib: Mapping[str, str]

    def append(self, element: "Element") -> None: ...
    def insert(self, place: int, element: "Element") -> None: ...
    def remove(self, element: "Element") -> None: ...
    def addnext(self, element: "Element") -> None: ...
    def extend(self, elements: Iterable["Element"]) -> None: ...
    def addprevious(self, element: "Element") -> None: ...
    def find(self, path: str) -> "Element | None": ...
    def iter(self, *tags: str) -> Iterator["Element"]: ...
    def get(self, key: str, default: str) -> str: ...
    def set(self, key: str, value: str) -> None: ...
    def getparent(self) -> "Element | None": ...
    def __getitem__(self, place: int) -> "Element": ...
    def __iter__(self) -> Iterator["Element"]: ...
    def __len__(self) -> int: ...


def w(name: str, *children: Element, **attributes: str | int) -> Element:
    """An element whose name and attributes all stand in Word's namespace."""
    values = {f"{{{W}}}{key}": str(value) for key, value in attributes.items()}
    element = cast("Element", etree.Element(f"{{{W}}}{name}", values, _NAMES))
    element.extend(children)
    return element


def run(*content: Element) -> Element:
    return w("r", *content)


def text(words: str) -> Element:
    """Words with every space kept."""
    element = w("t")
    element.set(_SPACE, "preserve")
    element.text = words
    return element


def paragraph(style: str, *content: Element, keep: bool = False) -> Element:
    """`keep`: never parted from what follows."""
    properties = w("pPr", w("pStyle", val=style))
    if keep:
        properties.append(w("keepNext"))
    return w("p", properties, *content)


def worded(style: str, words: str, *, keep: bool = False) -> Element:
    """A paragraph of plain words."""
    return paragraph(style, run(text(words)), keep=keep)


def table_properties(width: int, *, lined: bool = True) -> Element:
    """`width` in twentieths of a point."""
    properties = w("tblPr", w("tblW", w=width, type="dxa"))
    if lined:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        lines = (w(side, val="single", sz=4, space=0, color="595959") for side in sides)
        properties.append(w("tblBorders", *lines))
    properties.append(w("tblLayout", type="fixed"))
    return properties


def page_of_pages() -> tuple[Element, ...]:
    """`2 of 7`, as Word counts."""
    page, pages = (w("fldSimple", run(text("1")), instr=f" {of} ") for of in ("PAGE", "NUMPAGES"))
    return page, run(text(" of ")), pages


def parse(xml: bytes | str) -> Element:
    """Follows no entity and no address; raises ValueError for what is not plain XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("not XML") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("XML that declares its own entities")
    return cast("Element", root)
