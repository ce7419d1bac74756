"""The styles of the minutes: as the council's base defines them, else ours in the base's font."""

from collections.abc import Iterator

import docx

from desktop_app.minutes.parts.element import Element, W, w
from desktop_app.paths import RESOURCES

PAGE_LINE = "PageLine"  # our line in headers and footers, whose tab stops fit the page
_W = f"{{{W}}}"
_ON_THE_PAGE = ("Normal", "Header", "Footer")  # a base's own serve its own words
_PLAIN = {"before": "0", "after": "0", "line": "252", "lineRule": "auto"}


def _own_styles() -> Element:
    return docx.Document(str(RESOURCES / "base.docx")).styles.element


def missing_styles(styles: Element) -> list[str]:
    """Names of our styles that the base does not define, as Word shows them."""
    defined = _by_name(styles)
    return [name(style) for style in _ours(_own_styles()) if name(style).casefold() not in defined]


def join_styles(styles: Element, printed_width: int) -> dict[str, str]:
    """Adds what the base lacks; returns the base's style for each of ours, by id."""
    own = _own_styles()
    defined = _by_name(styles)
    taken = {style.get(_W + "styleId", "") for style in styles.iter(_W + "style")}
    normal = next((_id(style) for style in _styles(styles) if _is_default(style)), "")
    found: dict[str, str] = {}
    for style in [*_ours(own), _page_line(own, printed_width)]:
        ours = _id(style)
        if there := defined.get(name(style).casefold()):
            found[ours] = there
            continue
        found[ours] = _free(ours, taken)
        taken.add(found[ours])
        styles.append(_standing_alone(style, found[ours], normal))
    _add_table_style(styles, own, taken)
    _speak_british(styles)
    return found


def name(style: Element) -> str:
    element = style.find(_W + "name")
    return "" if element is None else element.get(_W + "val", "")


def _styles(styles: Element, kind: str = "paragraph") -> Iterator[Element]:
    for style in styles.iter(_W + "style"):
        if style.get(_W + "type", "paragraph") == kind:
            yield style


def _ours(own: Element) -> list[Element]:
    return [style for style in _styles(own) if _id(style) not in _ON_THE_PAGE]


def _by_name(styles: Element) -> dict[str, str]:
    return {name(style).casefold(): _id(style) for style in _styles(styles)}


def _id(style: Element) -> str:
    return style.get(_W + "styleId", "")


def _is_default(style: Element) -> bool:
    return style.get(_W + "default", "0") in ("1", "true", "on")


def _free(wanted: str, taken: set[str]) -> str:
    """Another style may use the id for another name."""
    while wanted in taken:
        wanted += "0"
    return wanted


def _page_line(own: Element, printed_width: int) -> Element:
    style = next(style for style in _styles(own) if _id(style) == "Header")
    for element in style.iter(_W + "name"):
        element.set(_W + "val", "Page line")
    style.set(_W + "styleId", PAGE_LINE)
    style.set(_W + "customStyle", "1")
    places = {"center": printed_width // 2, "right": printed_width}
    for stop in style.iter(_W + "tab"):
        stop.set(_W + "pos", str(places[stop.get(_W + "val", "")]))
    return style


def _standing_alone(style: Element, ident: str, normal: str) -> Element:
    """In the font of the base; but its usual gaps and indents would break up the tables."""
    style.set(_W + "styleId", ident)
    for element in list(style.iter(_W + "basedOn")):
        if normal:
            element.set(_W + "val", normal)
        else:
            style.remove(element)
    for properties in style.iter(_W + "pPr"):
        spacing = properties.find(_W + "spacing")
        if spacing is None:
            spacing = w("spacing")
            properties.append(spacing)
        for key, value in _PLAIN.items():
            spacing.set(_W + key, spacing.get(_W + key, value))
        spacing.addnext(w("ind", left=0, right=0, firstLine=0))
    return style


def _add_table_style(styles: Element, own: Element, taken: set[str]) -> None:
    """Without a default the cells would have no margins."""
    if any(_is_default(style) for style in _styles(styles, "table")):
        return
    for style in list(_styles(own, "table")):
        style.set(_W + "styleId", _free(_id(style), taken))
        styles.append(style)


def _speak_british(styles: Element) -> None:
    """A screen reader reads the minutes aloud in the language that the styles name."""
    run = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
    if run is None:
        return
    language = run.find(_W + "lang")
    if language is None:
        language = w("lang")
        run.append(language)
    language.set(_W + "val", "en-GB")
