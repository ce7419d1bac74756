"""Where Chairside keeps its files on this machine; the only place that asks appdirs."""

import os
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
RESOURCES = HERE / "resources"
BUILT_IN_FORMS = HERE / "forms"


@dataclass(frozen=True)
class Places:
    """The files of one store; `data` is its folder."""

    data: Path

    @property
    def store(self) -> Path:
        return self.data / "chairside.db"

    @property
    def logs(self) -> tuple[Path, ...]:
        """What SQLite lays beside the store while it is open; it stays there after a kill."""
        endings = ("-wal", "-shm", "-journal")
        return tuple(self.store.with_name(self.store.name + one) for one in endings)

    @property
    def keys(self) -> Path:
        return self.data / "keys.json"

    @property
    def in_use(self) -> Path:
        return self.data / "in-use.lock"

    @property
    def backups(self) -> Path:
        """Backups made by themselves, and stores set aside by a restore; each goes by its date."""
        return self.data / "backups"

    @property
    def forms(self) -> Path:
        """A council's own forms."""
        return self.data / "forms"

    @property
    def profiles(self) -> Path:
        """A council's own profiles."""
        return self.data / "profiles"

    @property
    def word_base(self) -> Path:
        """A council's own Word file, with its letterhead, that minutes are written into."""
        return self.data / "word" / "base.docx"


def places(data_dir: str | None = None) -> Places:
    """The given folder, else CHAIRSIDE_DATA_DIR, else the user's local data folder, not roaming."""
    chosen = data_dir or os.environ.get("CHAIRSIDE_DATA_DIR")
    if chosen:
        return Places(Path(chosen).expanduser().absolute())
    import appdirs  # asked only when no folder was named

    return Places(Path(appdirs.user_data_dir("Chairside", appauthor=False, roaming=False)))
