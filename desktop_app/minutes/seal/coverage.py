"""What a signature of a Word file has to cover, and in which form: sealing and verifying agree."""

from collections.abc import Iterable

from desktop_app.minutes.parts.package import (
    CORE_PROPERTIES,
    EXTENDED_PROPERTIES,
    ORIGIN,
    RELATIONSHIPS,
    SIGNATURE,
    Package,
    Relationship,
    relationships_of,
)
from desktop_app.minutes.parts.unpack import CONTENT_TYPES, NotAWordFile

ROOT = "_rels/.rels"
ORIGIN_TYPE = "application/vnd.openxmlformats-package.digital-signature-origin"
SIGNATURE_TYPE = "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"
# Office rewrites the document properties when it likes and leaves them unsigned: so do all others.
_PROPERTIES = {
    CORE_PROPERTIES: "application/vnd.openxmlformats-package.core-properties+xml",
    EXTENDED_PROPERTIES: ("application/vnd.openxmlformats-officedocument.extended-properties+xml"),
}
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;"}
)


def origin(package: Package) -> str | None:
    """The part that the list of signatures hangs on; raises NotAWordFile when there are two."""
    found = package.leads_to(ROOT, ORIGIN)
    if len(found) > 1:
        raise NotAWordFile("it has more than one list of signatures")
    return found[0] if found else None


def signature_parts(package: Package) -> tuple[str, ...]:
    """The names of the signatures, in the order of their list; a name may lead nowhere."""
    start = origin(package)
    return package.leads_to(relationships_of(start), SIGNATURE) if start else ()


def parts_to_sign(package: Package) -> tuple[str, ...]:
    """Every part but the list of contents, the properties, the signatures and relationships."""
    free = {CONTENT_TYPES, *signature_parts(package)}
    free |= {one.part for one in package.relationships(ROOT) if _is_properties(package, one)}
    start = origin(package)
    if start and not package.parts.get(start):  # always empty: it could hide something otherwise
        free.add(start)
    return tuple(name for name in package.parts if name not in free and not name.endswith(".rels"))


def relationships_to_sign(package: Package) -> dict[str, tuple[Relationship, ...]]:
    """For each list of relationships, those that are to be signed; lists without any left out."""
    start = origin(package)
    signatures = relationships_of(start) if start else None
    lists = {
        name: tuple(one for one in package.relationships(name) if not _is_free(package, name, one))
        for name in package.parts
        if name.endswith(".rels") and name != signatures
    }
    return {name: found for name, found in lists.items() if found}


def _is_free(package: Package, name: str, one: Relationship) -> bool:
    is_origin = one.kind == ORIGIN and one.part is not None
    return name == ROOT and (is_origin or _is_properties(package, one))


def _is_properties(package: Package, one: Relationship) -> bool:
    """Nothing else may pass for the properties, nor may there be two of them."""
    wanted = _PROPERTIES.get(one.kind)
    return (
        wanted is not None
        and one.part is not None
        and package.content_type(one.part) == wanted
        and len(package.leads_to(ROOT, one.kind)) == 1
    )


def transformed(relationships: Iterable[Relationship]) -> bytes:
    """As they are digested: sorted by id, each with its mode, in canonical XML."""
    lines = (
        f'<Relationship Id="{_escaped(one.id)}" Target="{_escaped(one.target)}"'
        f' TargetMode="{_escaped(one.mode)}" Type="{_escaped(one.kind)}"></Relationship>'
        for one in sorted(relationships, key=lambda one: one.id)
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(lines)}</Relationships>'.encode()


def _escaped(value: str) -> str:
    return value.translate(_ESCAPES)
