"""Reads the pages of a store as they lie on the disk, decrypted one by one, used or not."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, TAIL, VECTOR, SALT = 4096, 80, 16, 16  # bytes; the tail holds the vector and the seal
LOG_HEADER, FRAME_HEADER = 32, 24


def pages(store: Path, data_key: bytes) -> Iterator[bytes]:
    """Every page of the file, then every frame of its log."""
    raw = store.read_bytes()
    for number in range(len(raw) // PAGE):
        yield _plain(raw[number * PAGE :][:PAGE], number + 1, data_key)
    log = store.with_name(f"{store.name}-wal")
    frames = log.read_bytes() if log.exists() else b""
    for start in range(LOG_HEADER, len(frames) - PAGE, FRAME_HEADER + PAGE):
        number = int.from_bytes(frames[start : start + 4], "big")
        yield _plain(frames[start + FRAME_HEADER :][:PAGE], number, data_key)


def holds(store: Path, data_key: bytes, word: str) -> bool:
    return any(word.encode() in page for page in pages(store, data_key))


def free_pages(store: Path, data_key: bytes) -> list[bytes]:
    """What stands in the pages that nothing uses, but for the lists of them; of a closed store."""
    every = list(pages(store, data_key))
    found: list[bytes] = []
    listing = _number(every[0], 32 - SALT)
    while listing:
        page = every[listing - 1]
        free = [_number(page, 8 + 4 * n) for n in range(_number(page, 4))]
        found += [every[number - 1] for number in free]
        listing = _number(page, 0)
    return found


def _number(page: bytes, start: int) -> int:
    return int.from_bytes(page[start : start + 4], "big")


def _plain(page: bytes, number: int, data_key: bytes) -> bytes:
    start = SALT if number == 1 else 0
    vector = page[PAGE - TAIL :][:VECTOR]
    reading = Cipher(algorithms.AES(data_key), modes.CBC(vector)).decryptor()
    return reading.update(page[start : PAGE - TAIL]) + reading.finalize()
