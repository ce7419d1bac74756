"""XML as signatures need it: read without surprises, built without white space, canonical."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Protocol, cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - no type stubs

DS = "http://www.w3.org/2000/09/xmldsig#"
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'


class Node(Protocol):
    """What we use of an lxml element."""

    tag: object  # no string where a comment or an instruction stands
    text: str | None
    tail: str | None

    @property
    def attrib(self) -> Mapping[str, str]: ...
    @property
    def nsmap(self) -> Mapping[str | None, str]: ...
    def append(self, node: "Node") -> None: ...
    def extend(self, nodes: Iterable["Node"]) -> None: ...
    def find(self, path: str) -> "Node | None": ...
    def findall(self, path: str) -> "list[Node]": ...
    def iter(self, *tags: str) -> Iterator["Node"]: ...
    def itertext(self) -> Iterator[str]: ...
    def getparent(self) -> "Node | None": ...
    def xpath(self, path: str, *, namespaces: Mapping[str, str]) -> object: ...
    def __iter__(self) -> Iterator["Node"]: ...


def read(xml: bytes) -> Node:
    """Without comments, which signatures do not cover; raises ValueError for what is not XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("not XML") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("XML that declares its own entities")
    return cast("Node", root)


class Names:
    """Makes elements of one namespace, under its usual prefix or, with none, as the default."""

    def __init__(self, namespace: str, prefix: str | None = None) -> None:
        self._namespace = namespace
        self._known = {prefix: namespace}

    def __call__(self, name: str, *content: Node | str, **attributes: str) -> Node:
        made = etree.Element(f"{{{self._namespace}}}{name}", attributes, self._known)
        for one in content:
            if isinstance(one, str):
                made.text = one
            else:
                made.append(one)
        return cast("Node", made)


def canonical(node: Node) -> bytes:
    """C14N 1.0 of an element where it stands in its document.

    lxml forgets the namespaces that surround it, so a copy is made which declares them itself.
    """
    alone = etree.Element(node.tag, dict(node.attrib), dict(node.nsmap))
    alone.text = node.text
    alone.extend(deepcopy(child) for child in node)
    return cast("bytes", etree.tostring(alone, method="c14n", with_comments=False))


def written(root: Node) -> bytes:
    """A whole part."""
    return _HEAD + cast("bytes", etree.tostring(root, encoding="UTF-8", xml_declaration=False))
