"""A file that leaves for a folder of the chair's choice: whole and flushed, or not there.

Every file that leaves goes this way; what leaves no child's words behind, such as a list of
questions, goes through `disk.whole_file.write` alone.
"""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path

from desktop_app.disk.whole_file import (
    Check,
    NotWritten,
    Write,
    anything,
    content_of,
    put_back,
    temporary_beside,
    write,
)
from desktop_app.errors import CannotProceed
from desktop_app.storage.leaving import (
    forget,
    forget_named,
    noting,
    remember,
    remember_named,
    remembered,
)
from desktop_app.storage.store import Store

Noting = Callable[[], AbstractContextManager[None]]


def save(store: Store, path: Path, content: bytes, check: Check = anything) -> None:
    """As Write says; a file of that name is replaced: the chair was asked before.

    Until it has its name the store remembers where it is, so that a kill leaves nothing in plain.
    """
    temporary = temporary_beside(path)
    with remembered(store, temporary):
        write(path, content, check, temporary=temporary)


def writer(store: Store) -> Write:
    """`save`, for who knows no store."""
    return partial(save, store)


@contextmanager
def kept_if_noted(store: Store, path: Path, content: bytes) -> Generator[Noting]:
    """Around writing that file, and around noting it, which stands `with` what this gives.

    Whatever goes wrong, no file leaves without its note: a kill too, for the next start takes it
    out again. Raises CannotProceed with what became of the file.
    """
    try:
        before = content_of(path)
    except OSError as error:
        raise NotWritten(path, error) from error
    key = remember_named(store, path, content)
    try:
        yield lambda: noting(store, key)
    except BaseException as trouble:
        became, do = _put_back(store, path, before)
        if not do:
            forget_named(store, key)
        if became and isinstance(trouble, CannotProceed):
            safe = f"{trouble.safe} {became}".strip()
            raise CannotProceed(trouble.happened, safe, do or trouble.do) from trouble
        raise


def _put_back(store: Store, path: Path, before: bytes | None) -> tuple[str, str]:
    """What became of a file that was written, and what is left for the chair to do."""
    temporary, key = temporary_beside(path), ""
    try:
        if content_of(path) == before:
            return "", ""
        with suppress(CannotProceed):  # a full disk, perhaps: taking it out again must go on
            key = remember(store, temporary) if before is not None else ""
        put_back(path, before, temporary)
    except OSError:
        became = "Nobody is noted to have got the file."
        return became, f"Delete “{path.name}” in {path.parent}: it could not be taken out again."
    finally:
        if key:
            forget(store, key, temporary)
    if before is None:
        return f"The file “{path.name}” was taken out of the folder again.", ""
    return f"The file “{path.name}” is as it was before.", ""
