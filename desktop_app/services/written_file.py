"""A file that leaves for a folder of the chair's choice: whole, or not there."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.errors import CannotProceed


def write_file(path: Path, content: bytes) -> None:
    """Raises CannotProceed. A file of that name is replaced: the chair was asked before."""
    beside = path.with_name(f"{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise _cannot_save(path) from error
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def kept_if_noted(path: Path) -> Generator[None]:
    """Around writing a file and noting it: whatever goes wrong, no file leaves without its note.

    Raises CannotProceed with what became of the file.
    """
    try:
        before = _content(path)
    except OSError as error:
        raise _cannot_save(path) from error
    try:
        yield
    except BaseException as trouble:
        became, do = _put_back(path, before)
        if became and isinstance(trouble, CannotProceed):
            safe = f"{trouble.safe} {became}".strip()
            raise CannotProceed(trouble.happened, safe, do or trouble.do) from trouble
        raise


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _put_back(path: Path, before: bytes | None) -> tuple[str, str]:
    """What became of a file that was written, and what is left for the chair to do."""
    try:
        if _content(path) == before:
            return "", ""
        if before is None:
            path.unlink()
            return f"The file “{path.name}” was taken out of the folder again.", ""
        path.write_bytes(before)
    except OSError:
        became = "Nobody is noted to have got the file."
        return became, f"Delete “{path.name}” in {path.parent}: it could not be taken out again."
    return f"The file “{path.name}” is as it was before.", ""


def _cannot_save(path: Path) -> CannotProceed:
    return CannotProceed(
        f"“{path.name}” cannot be saved in {path.parent}.",
        "Everything is safe in Chairside, and no file was changed.",
        "Close the file if it is open, or choose a folder that has room and lets you save.",
    )
