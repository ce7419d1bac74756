"""A certificate of the Windows store seals: chosen in Windows' own list, its key never seen here.

So do smart cards and tokens that bring a driver for Windows: Windows asks for the PIN. Not yet run
on Windows; what it asks of Windows is tested with functions that stand in for its own.
"""

import ctypes
import hashlib
from collections.abc import Callable
from ctypes import c_int32, c_size_t, c_uint32, c_void_p, c_wchar_p
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, cast
from weakref import finalize

from cryptography import x509

from desktop_app.errors import CannotProceed
from desktop_app.minutes.seal.certificates import Method, look_at_dates, method_of

_ASK = "Choose another way to sign, or ask your IT service."
_SAFE = "Nothing was sealed, and the minutes are safe."
_KEYS_OF_NOW_ONLY = 0x40000  # CRYPT_ACQUIRE_ONLY_NCRYPT_KEY_FLAG
_KEY_FITS_CERTIFICATE = 0x4  # CRYPT_ACQUIRE_COMPARE_KEY_FLAG
_PKCS1 = 0x2  # BCRYPT_PAD_PKCS1
_CANCELLED = {0x80090036, 0x8010006E}  # at the list of keys, at the card
_LONGEST_VALUE = 1024  # bytes of a signature: RSA of 8192 bits


class _Context(ctypes.Structure):
    """CERT_CONTEXT."""

    _fields_ = (
        ("encoding", c_uint32),
        ("encoded", c_void_p),
        ("length", c_uint32),
        ("info", c_void_p),
        ("store", c_void_p),
    )


class _Padding(ctypes.Structure):
    """BCRYPT_PKCS1_PADDING_INFO."""

    _fields_ = (("algorithm", c_wchar_p),)


class Function(Protocol):
    """A function of a Windows library, whose types are declared before it is called."""

    argtypes: object
    restype: object

    def __call__(self, *values: object) -> int: ...


@dataclass(frozen=True)
class Windows:
    """The functions that are asked of crypt32, cryptui and ncrypt."""

    open_store: Function
    choose: Function
    acquire_key: Function
    sign: Function
    free_key: Function
    free_certificate: Function
    close_store: Function

    def __post_init__(self) -> None:
        """Handles have 64 bits: undeclared, ctypes would cut them to 32."""
        pointer = ctypes.POINTER
        of_key = (c_void_p, c_uint32, c_void_p, pointer(c_size_t), *[pointer(c_uint32)] * 2)
        of_sign = (c_size_t, c_void_p, c_void_p, c_uint32, c_void_p, c_uint32)
        self._declare(self.open_store, c_void_p, c_size_t, c_wchar_p)
        shown = (c_void_p, c_void_p, c_wchar_p, c_wchar_p, c_uint32, c_uint32, c_void_p)
        self._declare(self.choose, c_void_p, *shown)
        self._declare(self.acquire_key, c_int32, *of_key)
        self._declare(self.sign, c_uint32, *of_sign, pointer(c_uint32), c_uint32)
        self._declare(self.free_key, c_uint32, c_size_t)
        self._declare(self.free_certificate, c_int32, c_void_p)
        self._declare(self.close_store, c_int32, c_void_p, c_uint32)

    @staticmethod
    def _declare(function: Function, result: object, *arguments: object) -> None:
        function.restype, function.argtypes = result, arguments


def this_windows() -> Windows:
    """Raises CannotProceed on other systems."""
    load = cast("Callable[[str], object] | None", getattr(ctypes, "WinDLL", None))
    if load is None:
        raise CannotProceed("Only Windows keeps certificates like this.", _SAFE, _ASK)
    crypt32, cryptui, ncrypt = load("crypt32"), load("cryptui"), load("ncrypt")
    return Windows(
        *(
            cast("Function", getattr(library, name))
            for library, name in (
                (crypt32, "CertOpenSystemStoreW"),
                (cryptui, "CryptUIDlgSelectCertificateFromStore"),
                (crypt32, "CryptAcquireCertificatePrivateKey"),
                (ncrypt, "NCryptSignHash"),
                (ncrypt, "NCryptFreeObject"),
                (crypt32, "CertFreeCertificateContext"),
                (crypt32, "CertCloseStore"),
            )
        )
    )


@dataclass(frozen=True)
class WindowsSigner:
    """Signs as long as the certificate is held; Windows may ask for a PIN."""

    windows: Windows
    context: int
    certificate: bytes
    method: Method
    chain: tuple[bytes, ...] = ()

    def sign(self, data: bytes) -> bytes:
        """Raises CannotProceed when Windows refuses, or the chair cancels."""
        key, ours = self._key()
        digest = hashlib.sha256(data).digest()
        value, length = ctypes.create_string_buffer(_LONGEST_VALUE), c_uint32()
        padding = ctypes.byref(_Padding("SHA256")) if self.method == "rsa-sha256" else None
        try:
            status = self.windows.sign(
                *(key, padding, digest, len(digest), value, len(value), ctypes.byref(length)),
                _PKCS1 if padding else 0,
            )
        finally:
            if ours:
                self.windows.free_key(key)
        if status in _CANCELLED:
            raise _cancelled()
        if status:
            raise CannotProceed(
                f"Windows could not sign with this certificate (code {status:08X}).",
                _SAFE,
                "Choose another certificate, or ask your IT service.",
            )
        return value.raw[: length.value]

    def _key(self) -> tuple[int, bool]:
        """Its handle, and whether it is ours to free."""
        key, kind, ours = c_size_t(), c_uint32(), c_uint32()
        done = self.windows.acquire_key(
            self.context,
            _KEYS_OF_NOW_ONLY | _KEY_FITS_CERTIFICATE,
            None,
            *map(ctypes.byref, (key, kind, ours)),
        )
        if not done:
            raise CannotProceed(
                "The private key of this certificate cannot be used on this computer.",
                _SAFE,
                "Put in the card that belongs to it, or choose another certificate.",
            )
        return key.value, bool(ours.value)


def choose_signer(windows: Windows | None = None, window: int = 0) -> WindowsSigner:
    """What the chair chooses in Windows' own list, shown over the `window` of that number.

    Raises CannotProceed when nothing is chosen or the certificate cannot seal. The certificate is
    given back to Windows when the signer is no longer held.
    """
    windows = windows or this_windows()
    store = windows.open_store(0, "MY")
    if not store:
        raise CannotProceed("Windows does not show its certificates.", _SAFE, _ASK)
    title, words = "Seal the minutes", "Choose the certificate that seals the minutes."
    try:
        context = windows.choose(store, window, title, words, 0, 0, None)
    finally:
        windows.close_store(store, 0)
    if not context:
        raise _cancelled()
    return _signer(windows, context)


def _signer(windows: Windows, context: int) -> WindowsSigner:
    found = ctypes.cast(context, ctypes.POINTER(_Context)).contents
    certificate = ctypes.string_at(found.encoded, found.length)
    try:
        read = x509.load_der_x509_certificate(certificate)
        look_at_dates(read, datetime.now(UTC))
        signer = WindowsSigner(windows, context, certificate, method_of(read.public_key()))
    except (CannotProceed, ValueError):
        windows.free_certificate(context)
        raise
    finalize(signer, windows.free_certificate, context)
    return signer


def _cancelled() -> CannotProceed:
    return CannotProceed("No certificate was used.", _SAFE, "Seal again when you are ready.")
