"""A file that leaves for a folder of the chair's choice: whole, or not there."""

from pathlib import Path

from desktop_app.errors import CannotProceed


def write_file(path: Path, content: bytes) -> None:
    """Raises CannotProceed. A file of that name is replaced: the chair was asked before."""
    beside = path.with_name(f"{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise CannotProceed(
            f"“{path.name}” cannot be saved in {path.parent}.",
            "Everything is safe in Chairside, and no file was changed.",
            "Close the file if it is open, or choose a folder that has room and lets you save.",
        ) from error
    finally:
        beside.unlink(missing_ok=True)
