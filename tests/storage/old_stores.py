"""The stores of before that lie in tests/stores/, one folder for each version of the schema."""

import json
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desktop_app.paths import Places
from desktop_app.storage import keys

STORES = Path(__file__).parent.parent / "stores"


@dataclass(frozen=True)
class OldStores:
    """What a version left behind: `main` and `twice` are folders of a store."""

    version: int

    @property
    def folder(self) -> Path:
        return STORES / f"version_{self.version}"

    @property
    def backup(self) -> Path:
        return self.folder / "main.chairside-backup"

    @property
    def draft(self) -> Path:
        return self.folder / "handed-over.chairside"

    @property
    def exported(self) -> Path:
        return self.folder / "exported"

    @property
    def schema(self) -> Path:
        """The structure of its stores, as tests/storage/described.py tells it."""
        return self.folder / "schema.txt"

    def said(self) -> dict[str, dict[str, object]]:
        """What that version's store said of each meeting, by id."""
        return json.loads((self.exported / "records.json").read_text(encoding="utf-8"))

    def secret(self, what: str = "passphrase") -> str:
        return json.loads((self.folder / "passphrases.json").read_text())[what]

    def copied(self, name: str, to: Path) -> Places:
        """A store of its own, to be opened and changed."""
        shutil.copytree(self.folder / name, to)
        return Places(to)

    def data_key(self, name: str) -> bytes:
        """Derived once, at a user's cost."""
        return _data_key(self, name)


@cache
def _data_key(of: OldStores, name: str) -> bytes:
    return keys.unlock(of.folder / name / "keys.json", of.secret())


VERSION_1 = OldStores(1)
ALL = tuple(
    OldStores(int(one.name.removeprefix("version_"))) for one in sorted(STORES.glob("version_*"))
)
