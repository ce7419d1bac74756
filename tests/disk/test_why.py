"""What is said when a file cannot be read or written: true, whole, and never the system's words."""

import errno

import pytest

from desktop_app.disk.why import FULL, GONE, IN_USE, NOT_WRITABLE, why
from desktop_app.storage.connect import dbapi2
from desktop_app.storage.trouble import NotRead, NotSaved, in_sentences, of_database

ALL = sorted(errno.errorcode)
OF_WINDOWS = (2, 3, 5, 15, 19, 21, 23, 32, 33, 39, 53, 64, 67, 112, 121, 123, 206, 1117, 1231)
OF_SQLITE = (1, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 18, 19, 26, 1032, 1034, 3082)


def windows(number: int, code: int = errno.EACCES) -> OSError:
    """As Windows raises it; here the number has to be put on."""
    error = OSError(code, "in the language of the laptop")
    error.winerror = number  # pyright: ignore[reportAttributeAccessIssue]
    return error


@pytest.mark.parametrize("kind", [NotSaved, NotRead])
@pytest.mark.parametrize("number", [*ALL, None, 0, 99_999])
def test_every_error_of_the_system_is_three_sentences(
    kind: type[NotSaved | NotRead], number: int | None
):
    error = OSError(number, "Systemwort") if number is not None else OSError("Systemwort")
    with pytest.raises(kind) as raised, in_sentences(kind):
        raise error
    told = raised.value
    for sentence in (told.happened, told.safe, told.do):
        assert sentence.endswith(".")
        assert "Systemwort" not in sentence
    assert why(error).elsewhere.endswith(".")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, ""), "the disk is full"),
        (OSError(errno.EACCES, ""), "no permission"),
        (OSError(errno.ENOENT, ""), "not there any more"),
        (OSError(errno.ENAMETOOLONG, ""), "too long"),
        (OSError(errno.EMFILE, ""), "too many files"),
        (OSError(errno.EROFS, ""), "protected against writing"),
        (OSError(errno.ETIMEDOUT, ""), "cannot be reached"),
        (OSError(errno.EIO, ""), "reported a fault"),
        (OSError(errno.EBUSY, ""), "another program"),
        (OSError("no number"), "nobody could say why"),
        (OSError(99_999, ""), "error 99999"),
        (ValueError("embedded null byte"), "may not have"),
        (windows(32), "another program is holding the file"),
        (windows(5), "no permission, or another program"),
        (windows(64, errno.EINVAL), "cannot be reached"),
        (windows(112), "the disk is full"),
        (windows(206, errno.ENOENT), "too long"),
        (windows(99_998, errno.EACCES), "no permission"),
        (windows(99_998, 99_997), "error 99998"),
    ],
)
def test_what_is_said_is_what_is_known(error: OSError, said: str):
    assert said in why(error).words


def test_full_is_said_of_a_full_disk_alone():
    full = {number for number in ALL if why(OSError(number, "")) is FULL}
    assert full == {errno.ENOSPC}
    assert "full" not in {
        word for number in set(ALL) - full for word in why(OSError(number, "")).words.split()
    }


@pytest.mark.parametrize("number", OF_WINDOWS)
def test_what_windows_says_goes_before_its_errno(number: int):
    assert why(windows(number, errno.EINVAL)) is not why(OSError(errno.EINVAL, ""))


@pytest.mark.parametrize("code", OF_SQLITE)
def test_what_sqlite_says_is_three_sentences_or_our_own_fault(code: int):
    error = dbapi2.OperationalError("database word")
    error.sqlite_errorcode = code
    told = of_database(error, NotSaved)
    if code in (1, 19):
        assert told is None
        return
    assert told is not None
    assert "database word" not in str(told)
    assert all(part.endswith(".") for part in (told.happened, told.safe, told.do))


def test_the_own_folder_and_another_are_told_apart():
    for one in (FULL, GONE, IN_USE, NOT_WRITABLE):
        assert one.here != one.elsewhere
