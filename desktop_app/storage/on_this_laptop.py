"""The store lies on this laptop: on another computer it is neither safe nor always there.

SQLite cannot tell whether what it flushed over a network is on a disk, and away from the office
the folder is gone. Backups may go to such a folder: they are written once, and read back.
"""

from pathlib import PurePath

from desktop_app.errors import CannotProceed


class OnTheNetwork(CannotProceed):
    """The folder of the store is one of another computer."""

    def __init__(self, folder: PurePath) -> None:
        super().__init__(
            f"The folder of Chairside is on another computer: {folder}.",
            "Nothing has been opened or changed there.",
            "Minutes would be neither safe nor at hand there once the network fails. Ask IT to "
            "name a folder on this laptop. Backups may go to the network.",
        )


def require_local(path: PurePath) -> None:
    r"""Raises OnTheNetwork for `\\computer\folder\...`; a drive with a letter is taken as it is."""
    if path.drive.startswith(("\\\\", "//")) and not path.drive.startswith(("\\\\?\\", "\\\\.\\")):
        raise OnTheNetwork(path.parent)
    if path.drive.upper().startswith("\\\\?\\UNC\\"):
        raise OnTheNetwork(path.parent)
