"""Why the system refuses a file, in the one vocabulary for every sentence about it."""

import errno
from dataclasses import dataclass


@dataclass(frozen=True)
class Why:
    """`words` is a clause; what to do `here`, in Chairside's own folder, and `elsewhere`."""

    words: str
    here: str
    elsewhere: str


_ANOTHER = "Choose another folder."
_ASK = "Ask IT to let you read and write the folder in which Chairside keeps its files."
_PLUG_IN = "Connect it again, then try again."

FULL = Why(
    "the disk is full",
    "Free some space on this laptop, then try again.",
    "Make room on it, or choose another folder.",
)
_QUOTA = Why("your share of that disk is used up", FULL.here, FULL.elsewhere)
_TOO_LARGE = Why(
    "it would be larger than a file may be there",
    FULL.here,
    "Make room there, or choose another folder.",
)
NOT_WRITABLE = Why("its folder cannot be written to", _ASK, _ANOTHER)
_FORBIDDEN = Why(
    "this laptop does not let you (no permission)",
    _ASK,
    "Choose a folder and a file that you may read and write.",
)
_FORBIDDEN_OR_IN_USE = Why(
    "Windows refused it: you have no permission, or another program is holding the file",
    f"Close other programs that may hold it. {_ASK}",
    "Close the file if it is open, or choose another folder.",
)
_PROTECTED = Why("the disk is protected against writing", _ASK, _ANOTHER)
GONE = Why(
    "the folder is not there any more, or the file is not",
    "See that the folder of Chairside is where it was, then try again.",
    "Choose a folder and a file that are there.",
)
NO_FOLDER = Why("the folder is not there any more", GONE.here, "Choose another folder.")
_NAME = Why(
    "the name of the file or of its folder is too long, or has a sign that it may not have",
    "Ask IT to keep Chairside’s files in a folder with a shorter, plain name.",
    "Choose a shorter name without special signs, or another folder.",
)
_IS_A_FOLDER = Why("a folder has that name", "Ask IT to move it.", "Choose another name.")
_IS_THERE = Why("something of that name is there already", "Try again.", "Choose another name.")
IN_USE = Why(
    "another program is holding the file",
    "Close the other program, for example a backup, or wait until it has finished.",
    "Close the file in the other program, or choose another name.",
)
_TOO_MANY = Why(
    "too many files are open on this laptop",
    "Close other programs, then try again.",
    "Close other programs, then try again.",
)
NO_MEMORY = Why("there is not enough memory for it", _TOO_MANY.here, _TOO_MANY.elsewhere)
_AWAY = Why(
    "its drive or network folder cannot be reached",
    _PLUG_IN,
    "Connect it again, or choose another folder.",
)
_FAULT = Why(
    "the disk reported a fault",
    "Try again. If it comes back, tell IT: the disk may be failing.",
    "Try again, or choose a folder on another disk.",
)
FAULT_OR_FULL = Why(
    "the disk reported a fault; it may be full, or no longer connected",
    "Free some space or connect the disk again, then try again.",
    "Make room on it, connect it again, or choose another folder.",
)


def _named(*names: str) -> list[int]:
    """Those that this system has."""
    return [number for name in names if (number := getattr(errno, name, 0))]


_BY_ERRNO: dict[int, Why] = {
    number: why
    for names, why in (
        (("ENOSPC",), FULL),
        (("EDQUOT",), _QUOTA),
        (("EFBIG",), _TOO_LARGE),
        (("EACCES", "EPERM"), _FORBIDDEN),
        (("EROFS",), _PROTECTED),
        (("ENOENT", "ENOTDIR"), GONE),
        (("ENAMETOOLONG", "EILSEQ"), _NAME),
        (("EISDIR",), _IS_A_FOLDER),
        (("EEXIST", "ENOTEMPTY"), _IS_THERE),
        (("EBUSY", "ETXTBSY", "EAGAIN", "EDEADLK"), IN_USE),
        (("EMFILE", "ENFILE"), _TOO_MANY),
        (("ENOMEM",), NO_MEMORY),
        (("EIO",), _FAULT),
        (("ENETDOWN", "ENETUNREACH", "ENETRESET", "EHOSTDOWN", "EHOSTUNREACH"), _AWAY),
        (("ETIMEDOUT", "ENOTCONN", "ECONNRESET", "ECONNABORTED", "ECONNREFUSED"), _AWAY),
        (("ESHUTDOWN", "ESTALE", "ENXIO", "ENODEV", "ENOMEDIUM", "EREMOTEIO"), _AWAY),
    )
    for number in _named(*names)
}
# Windows says more than its errno, which calls a file held elsewhere a lack of permission.
_BY_WINDOWS: dict[int, Why] = {
    number: why
    for numbers, why in (
        ((39, 112), FULL),
        ((1295, 1816), _QUOTA),
        ((223,), _TOO_LARGE),
        ((5,), _FORBIDDEN_OR_IN_USE),
        ((19,), _PROTECTED),
        ((2, 3, 15), GONE),
        ((123, 161, 206), _NAME),
        ((80, 145, 183), _IS_THERE),
        ((32, 33, 170, 1224), IN_USE),
        ((4,), _TOO_MANY),
        ((8, 14, 1450, 1455), NO_MEMORY),
        ((23, 27, 29, 30, 483, 1117, 1393), _FAULT),
        ((20, 21, 31, 53, 54, 55, 59, 64, 67, 121, 433, 1112, 1167, 1231, 1232, 1236), _AWAY),
    )
    for number in numbers
}


def why(error: OSError | ValueError) -> Why:
    """What is known of it, and no more; a ValueError is Python's word for a name with a NUL."""
    if not isinstance(error, OSError):
        return _NAME
    of_windows: int | None = getattr(error, "winerror", None)
    if of_windows is not None and of_windows in _BY_WINDOWS:
        return _BY_WINDOWS[of_windows]
    if error.errno in _BY_ERRNO:
        return _BY_ERRNO[error.errno]
    number = of_windows or error.errno
    words = f"the system refused it, with error {number}" if number else "nobody could say why"
    return Why(words, "Try again. If it comes back, tell IT.", "Try again, or tell IT.")
