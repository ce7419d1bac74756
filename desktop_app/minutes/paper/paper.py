"""What the minutes are written on: our own base, or the council's.

Of the council's base nothing is opened and changed: the few parts that print are carried over into
our own, so that whatever else it holds cannot come along.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import cast

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.package import Package as WordPackage

from desktop_app.minutes.paper.base import checked_base
from desktop_app.minutes.paper.base_marks import is_on
from desktop_app.minutes.paper.page_line import line_above, line_below
from desktop_app.minutes.paper.paper_size import PaperSize, size_of
from desktop_app.minutes.paper.paper_styles import PAGE_LINE, join_styles
from desktop_app.minutes.parts.element import Element, W, parse, w
from desktop_app.minutes.parts.package import Package, relationships_of
from desktop_app.paths import RESOURCES

_OWN = RESOURCES / "base.docx"
_W = f"{{{W}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FONT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_CARRIED = (
    (RT.STYLES, "word/styles.xml", CT.WML_STYLES),
    (RT.THEME, "word/theme/theme1.xml", CT.OFC_THEME),
    (RT.NUMBERING, "word/numbering.xml", CT.WML_NUMBERING),
    (RT.FONT_TABLE, "word/fontTable.xml", CT.WML_FONT_TABLE),
)
_EDGES = {"header": (RT.HEADER, CT.WML_HEADER), "footer": (RT.FOOTER, CT.WML_FOOTER)}
_OF_THE_BASE = (
    "embedTrueTypeFonts",
    "mirrorMargins",
    "defaultTabStop",
    "evenAndOddHeaders",
    "clrSchemeMapping",
)
_SETTINGS = (  # in the order that the schema asks for
    "zoom",
    "embedTrueTypeFonts",
    "mirrorMargins",
    "defaultTabStop",
    "evenAndOddHeaders",
    "characterSpacingControl",
    "compat",
    "themeFontLang",
    "clrSchemeMapping",
    "decimalSymbol",
    "listSeparator",
)


@dataclass(frozen=True)
class Paper:
    """`width`: between the margins, in twentieths of a point. `styles`: the base's, by our ids.

    `headers`, `footers`: the paragraph that is ours on each kind of page.
    """

    document: Document
    width: int
    headers: tuple[Element, ...]
    footers: tuple[Element, ...]
    styles: Mapping[str, str]


def paper(base: bytes | None) -> Paper:
    """Raises CannotProceed for a base that check_base refuses."""
    return _own() if base is None else _Carrier(checked_base(base)).paper()


def _own() -> Paper:
    document = docx.Document(str(_OWN))
    section = document.sections[0]
    return Paper(
        document,
        size_of(document.element.body[-1]).printed_width,
        (section.header.part.element[0],),
        (section.footer.part.element[0],),
        {},
    )


class _Carrier:
    """Carries the parts that print from one council's base into our own."""

    def __init__(self, base: Package) -> None:
        self._base = base
        self._links = relationships_of(base.document)
        self._document = docx.Document(str(_OWN))
        self._main = self._document.part
        self._package = cast("WordPackage", self._main.package)
        self._numbers = count(1)
        self._shown: dict[str, Part] = {}  # pictures and fonts, once each

    def paper(self) -> Paper:
        body = parse(self._base.parts[self._base.document])
        section = next(body.iter(_W + "sectPr"))
        size = size_of(section)
        blank = {edge: _blank(self._document, edge) for edge in _EDGES}
        self._make_room()
        styles = self._carry_whole(size)
        kinds = _kinds_of_page(section, self._join_settings())
        headers = [self._edge("header", kind, section, blank["header"]) for kind in kinds]
        footers = [self._edge("footer", kind, section, blank["footer"]) for kind in kinds]
        self._set_page(section)
        return Paper(
            self._document,
            size.printed_width,
            tuple(line_below(header, styles[PAGE_LINE], size) for header in headers),
            tuple(line_above(footer, styles[PAGE_LINE], size) for footer in footers),
            styles,
        )

    @property
    def _section(self) -> Element:
        return self._document.element.body[-1]

    def _make_room(self) -> None:
        """Of our own base only settings and properties stay."""
        for ident, one in list(self._main.rels.items()):
            if one.reltype != RT.SETTINGS:
                del self._main.rels[ident]
        for element in list(self._section):
            self._section.remove(element)

    def _carry_whole(self, size: PaperSize) -> dict[str, str]:
        """Styles and what they use; returns the styles by our ids."""
        styles: dict[str, str] = {}
        for kind, name, content_type in _CARRIED:
            for source in self._base.leads_to(self._links, kind)[:1]:
                part = self._carry(source, name, content_type)
                self._main.relate_to(part, kind)
                if kind == RT.STYLES:
                    styles = join_styles(part.element, size.printed_width)
        return styles

    def _carry(self, source: str, name: str, content_type: str) -> XmlPart:
        """With the pictures or fonts that it shows, and no other part."""
        part = self._new_part(name, content_type, self._base.parts[source])
        links = self._base.relationships(relationships_of(source))
        shown = [one for one in links if one.kind in (RT.IMAGE, _FONT)]
        named = _named(part.element) if shown else set[str]()
        for one in shown:
            if one.part and one.id in named:
                part.load_rel(one.kind, self._carry_shown(one.part), one.id)
        return part

    def _new_part(self, name: str, content_type: str, content: bytes) -> XmlPart:
        return XmlPart.load(PackURI(f"/{name}"), content_type, content, self._package)

    def _carry_shown(self, source: str) -> Part:
        if source not in self._shown:
            name = PackURI(f"/word/media/shown{next(self._numbers)}.{source.rpartition('.')[2]}")
            content_type, content = self._base.content_type(source), self._base.parts[source]
            self._shown[source] = Part(name, content_type, content, self._package)
        return self._shown[source]

    def _join_settings(self) -> Element:
        """Ours, and of the base's only what its pages need."""
        settings = self._document.settings.element
        own = {element.tag: element for element in settings}
        for source in self._base.leads_to(self._links, RT.SETTINGS)[:1]:
            for element in parse(self._base.parts[source]):
                if element.tag in [_W + name for name in _OF_THE_BASE]:
                    own[element.tag] = element
        for element in list(settings):
            settings.remove(element)
        settings.extend(own[_W + name] for name in _SETTINGS if _W + name in own)
        return settings

    def _edge(self, edge: str, kind: str, section: Element, blank: bytes) -> Element:
        """The header or footer of one kind of page; Word shows none where the base has none."""
        relation, content_type = _EDGES[edge]
        name = f"word/{edge}{next(self._numbers)}.xml"
        if source := self._source(edge, kind, section):
            part = self._carry(source, name, content_type)
        else:
            part = self._new_part(name, content_type, blank)
        reference = w(f"{edge}Reference", type=kind)
        reference.set(_R + "id", self._main.relate_to(part, relation))
        self._section.append(reference)
        return part.element

    def _source(self, edge: str, kind: str, section: Element) -> str | None:
        idents = {
            reference.get(_R + "id", "")
            for reference in section.iter(f"{_W}{edge}Reference")
            if reference.get(_W + "type", "default") == kind
        }
        links = self._base.relationships(self._links)
        relation, _ = _EDGES[edge]
        return next((o.part for o in links if o.id in idents and o.kind == relation), None)

    def _set_page(self, section: Element) -> None:
        for name in ("pgSz", "pgMar", "pgBorders", "titlePg"):
            for element in section.iter(_W + name):
                if name == "pgMar":
                    _let_the_header_grow(element)
                self._section.append(deepcopy(element))


def _named(part: Element) -> set[str]:
    """Every value of an attribute: a picture that none of them names is not shown."""
    return {value for element in part.iter("*") for value in element.attrib.values()}


def _blank(document: Document, edge: str) -> bytes:
    section = document.sections[0]
    return (section.header if edge == "header" else section.footer).part.blob


def _kinds_of_page(section: Element, settings: Element) -> list[str]:
    kinds = ["default"]
    if is_on(section.find(_W + "titlePg")):
        kinds.append("first")
    if is_on(settings.find(_W + "evenAndOddHeaders")):
        kinds.append("even")
    return kinds


def _let_the_header_grow(margins: Element) -> None:
    """A margin of less than nothing would let our line run into the text."""
    for edge in ("top", "bottom"):
        margins.set(_W + edge, margins.get(_W + edge, "0").removeprefix("-"))
