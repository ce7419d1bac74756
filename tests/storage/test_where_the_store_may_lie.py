"""The store opens whatever its folder is called; one of another computer is refused."""

from datetime import UTC, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from invented import CHEAP, DATA_KEY, MEETING, PASSPHRASE, start

from desktop_app.paths import Places
from desktop_app.services.backing_up import alone, back_up
from desktop_app.services.opening import set_up, unlock
from desktop_app.storage.connect import connect_to_copy, uri_of
from desktop_app.storage.on_this_laptop import OnTheNetwork, require_local
from desktop_app.storage.open import open_store

WINDOWS = PureWindowsPath
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (WINDOWS(r"C:\Users\Ann Pear\x.db"), "file:///C:/Users/Ann%20Pear/x.db"),
        (WINDOWS(r"\\fs01\share\x.db"), "file:////fs01/share/x.db"),
        (WINDOWS(r"\\fs01\Kinder & Jürgen#1\a?b%20c.db"),
         "file:////fs01/Kinder%20%26%20J%C3%BCrgen%231/a%3Fb%2520c.db"),
        (PurePosixPath("/srv/a b/é#?%.db"), "file:///srv/a%20b/%C3%A9%23%3F%25.db"),
        (PurePosixPath("/srv/\udcff.db"), "file:///srv/%FF.db"),  # a name that is no UTF-8
    ],
)  # fmt: skip
def test_sqlite_is_given_the_path_as_it_reads_it(path: PureWindowsPath | PurePosixPath, uri: str):
    assert uri_of(path) == uri
    assert not uri.startswith("file://fs01")  # a host, which SQLite refuses


@pytest.mark.parametrize(
    "name", ["a b", "100%", "#1", "was?", "Zoë ’s", "a;b&c=d", "%41", "file:", "'\"", "日本"]
)
def test_a_store_opens_in_a_folder_of_any_name(tmp_path: Path, name: str):
    path = tmp_path / name / "chairside.db"
    store = open_store(path, DATA_KEY, create=True)
    start(store)
    places = Places(path.parent)
    places.keys.write_text("{}")
    made = back_up(alone(store), places, 28, NOW, lambda _: None)
    assert made.path.parent.parent == path.parent
    store.close()
    assert path.exists()
    store = open_store(path, DATA_KEY, create=False)
    assert store.record(MEETING.id).answers["history"] == "Moved twice."
    store.close()
    connect_to_copy(DATA_KEY, path).close()


@pytest.mark.parametrize(
    "path",
    [
        r"\\fs01\share\chairside.db",
        r"\\fs01\home$\Ann\Chairside\chairside.db",
        r"\\?\UNC\fs01\share\chairside.db",
        "//fs01/share/chairside.db",
    ],
)
def test_a_folder_of_another_computer_is_refused(path: str):
    with pytest.raises(OnTheNetwork, match="on another computer") as refused:
        require_local(WINDOWS(path))
    assert "on this laptop" in refused.value.do


@pytest.mark.parametrize(
    "path", [r"C:\x\chairside.db", r"\\?\C:\x\chairside.db", r"D:\chairside.db"]
)
def test_a_folder_of_this_laptop_is_taken(path: str):
    require_local(WINDOWS(path))


def test_neither_keys_nor_store_are_made_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """No other computer can be reached here: the folder only says that it is one."""
    places = Places(tmp_path / "data")
    kind = type(places.data)
    monkeypatch.setattr(kind, "drive", property(lambda _: r"\\fs01\share"))
    with pytest.raises(OnTheNetwork):
        set_up(places, PASSPHRASE, {}, CHEAP)
    assert not places.data.exists()
    monkeypatch.undo()
    set_up(places, PASSPHRASE, {}, CHEAP)[0].close()
    monkeypatch.setattr(kind, "drive", property(lambda _: r"\\fs01\share"))
    with pytest.raises(OnTheNetwork):
        unlock(places, PASSPHRASE, CHEAP)
