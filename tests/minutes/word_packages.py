"""A Word file taken apart, changed as another program might, and put together again."""

import io
import re
import zipfile
from collections.abc import Mapping

from docx.document import Document


def saved(document: Document) -> bytes:
    word = io.BytesIO()
    document.save(word)
    return word.getvalue()


def parts(word: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(contents: Mapping[str, bytes]) -> bytes:
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            package.writestr(name, content)
    return word.getvalue()


def altered(word: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """One place in one part changed; the old words must be there."""
    contents = parts(word)
    assert old in contents[part]
    return zipped(contents | {part: contents[part].replace(old, new, 1)})


def changed(word: bytes, part: str, pattern: str, new: str) -> bytes:
    """The same for the first match of a pattern."""
    contents = parts(word)
    text, times = re.subn(pattern, new, contents[part].decode(), count=1, flags=re.DOTALL)
    assert times == 1
    return zipped(contents | {part: text.encode()})
