"""A real encrypted store in a folder of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented import DATA_KEY

from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "chairside.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = open_store(path, DATA_KEY, create=True)
    yield store
    store.close()


@pytest.fixture
def closed_store(store: Store, path: Path) -> Path:
    """The file of a store that holds nothing and that nobody has open."""
    store.close()
    return path


@pytest.fixture
def reopen(store: Store, path: Path) -> Iterator[Callable[[], Store]]:
    """Closes the store and opens what is on the disk."""
    opened = [store]

    def again() -> Store:
        opened[-1].close()
        opened.append(open_store(path, DATA_KEY, create=False))
        return opened[-1]

    yield again
    opened[-1].close()
