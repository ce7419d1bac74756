"""One thread does all work on the store, in the order it was asked."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from invented import CHEAP, DATA_KEY, MEETING, PASSPHRASE, start

from desktop_app.errors import ProgramFault
from desktop_app.records.meeting import Changes
from desktop_app.storage import keys
from desktop_app.storage.look import NotOurs
from desktop_app.storage.open import open_store
from desktop_app.storage.thread import StorageThread


@pytest.fixture
def thread() -> Iterator[StorageThread]:
    thread = StorageThread()
    yield thread
    thread.close()


def opened(
    thread: StorageThread, path: Path, data_key: bytes, *, create: bool = False
) -> Future[None]:
    return thread.open(lambda: (open_store(path, data_key, create=create), None))


def test_keys_store_and_work_go_through_one_thread(thread: StorageThread, path: Path):
    keys_json = path.with_name("keys.json")
    thread.warm()
    data_key, _ = thread.run(lambda: keys.create(keys_json, PASSPHRASE, CHEAP)).result()
    opened(thread, path, data_key, create=True).result()
    thread.ask(start).result()
    thread.lock().result()
    unlocked = thread.run(lambda: keys.unlock(keys_json, PASSPHRASE, least=CHEAP)).result()
    opened(thread, path, unlocked)
    lines = thread.ask(lambda store: store.meetings()).result()
    assert [line.meeting.id for line in lines] == [MEETING.id]


def test_work_is_done_in_the_order_asked_from_any_thread(thread: StorageThread, path: Path):
    opened(thread, path, DATA_KEY, create=True)
    thread.ask(start)
    done: list[int] = []

    def save(number: int) -> None:
        thread.ask(lambda store: store.save(MEETING.id, Changes({"history": str(number)})))
        thread.ask(lambda _: done.append(number))

    for number in range(50):
        asking = threading.Thread(target=save, args=[number])
        asking.start()
        asking.join()
    record = thread.ask(lambda store: store.record(MEETING.id)).result()
    assert done == list(range(50))
    assert record.answers["history"] == "49"


def test_all_work_is_done_on_the_same_thread_and_not_on_ours(thread: StorageThread):
    where = {thread.run(threading.get_ident).result() for _ in range(3)}
    assert len(where) == 1
    assert threading.get_ident() not in where


def test_a_failure_reaches_who_asked_and_stops_nothing(thread: StorageThread, path: Path):
    assert isinstance(opened(thread, path, DATA_KEY).exception(), NotOurs)
    assert isinstance(thread.ask(start).exception(), ProgramFault)
    opened(thread, path, DATA_KEY, create=True).result()
    assert isinstance(thread.ask(lambda _: 1 // 0).exception(), ZeroDivisionError)
    assert isinstance(opened(thread, path, DATA_KEY).exception(), ProgramFault)
    assert thread.ask(start).result().id == MEETING.id


def test_closing_finishes_what_was_asked(path: Path):
    thread = StorageThread()
    opened(thread, path, DATA_KEY, create=True)
    thread.ask(start)
    for number in range(100):
        thread.ask(lambda store, n=number: store.save(MEETING.id, Changes({"history": str(n)})))
    thread.close()
    thread.close()
    store = open_store(path, DATA_KEY, create=False)
    assert store.record(MEETING.id).answers["history"] == "99"
    store.close()
    assert [file.name for file in path.parent.iterdir()] == ["chairside.db"]
    with pytest.raises(ProgramFault, match="closed"):
        thread.ask(start)


def test_work_withdrawn_before_its_turn_is_not_done(thread: StorageThread):
    may_go_on = threading.Event()
    done: list[str] = []
    thread.run(may_go_on.wait)
    withdrawn = thread.run(lambda: done.append("withdrawn"))
    assert withdrawn.cancel()
    may_go_on.set()
    thread.run(lambda: done.append("next")).result()
    assert done == ["next"]


def test_nothing_slow_is_imported_on_the_way_to_the_unlock_screen():
    program = (
        "import sys\n"
        "from desktop_app.storage import in_use, keys, look, thread\n"
        "slow = {'sqlalchemy', 'sqlcipher3', 'cryptography'} & set(sys.modules)\n"
        "assert not slow, slow\n"
        "one = thread.StorageThread(); one.warm().result(); one.close()\n"
        "assert {'sqlalchemy', 'sqlcipher3', 'cryptography'} <= set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
