"""What is asked of Windows, through real foreign functions that stand in for its own."""

import ctypes
import hashlib
import sys
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, c_int32, c_size_t, c_uint32, c_void_p, c_wchar_p
from dataclasses import dataclass, field

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from seal_examples import NOW, Key, certificate, council, der, minutes, rsa_key, self_issued

from desktop_app.errors import CannotProceed
from desktop_app.minutes.seal.certificates import KeySigner
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.seal.verify import verify
from desktop_app.minutes.seal.windows_signer import Windows, choose_signer

STORE, KEY = 0x7FFF_0000_1111, 0x7FFF_0000_2222  # beyond 32 bits, as handles may be
Pointer = ctypes._Pointer
CANCELLED_AT_THE_CARD, BROKEN_CARD = 0x8010006E, 0x80100017


class CertContext(ctypes.Structure):
    _fields_ = (
        ("dwCertEncodingType", c_uint32),
        ("pbCertEncoded", c_void_p),
        ("cbCertEncoded", c_uint32),
        ("pCertInfo", c_void_p),
        ("hCertStore", c_void_p),
    )


class PaddingInfo(ctypes.Structure):
    _fields_ = (("pszAlgId", c_wchar_p),)


@dataclass
class InventedWindows:
    """A Windows with one certificate; notes what was opened and freed."""

    signer: KeySigner
    chooses: bool = True
    has_key: bool = True
    status: int = 0
    opens: bool = True
    calls: list[tuple[object, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._encoded = ctypes.create_string_buffer(self.signer.certificate)
        self._context = CertContext(
            1, ctypes.addressof(self._encoded), len(self.signer.certificate), None, None
        )
        self.address = ctypes.addressof(self._context)

    def functions(self) -> Windows:
        shown = (c_void_p, c_void_p, c_wchar_p, c_wchar_p, c_uint32, c_uint32, c_void_p)
        acquired = (
            c_void_p,
            c_uint32,
            c_void_p,
            *[POINTER(t) for t in (c_size_t, c_uint32, c_uint32)],
        )
        signed = (c_size_t, POINTER(PaddingInfo), c_void_p, c_uint32, c_void_p, c_uint32)
        return Windows(
            CFUNCTYPE(c_size_t, c_size_t, c_wchar_p)(self.open_store),
            CFUNCTYPE(c_size_t, *shown)(self.choose),
            CFUNCTYPE(c_int32, *acquired)(self.acquire_key),
            CFUNCTYPE(c_uint32, *signed, POINTER(c_uint32), c_uint32)(self.sign),
            CFUNCTYPE(c_uint32, c_size_t)(self.note("free key")),
            CFUNCTYPE(c_int32, c_void_p)(self.note("free certificate")),
            CFUNCTYPE(c_int32, c_void_p, c_uint32)(self.note("close store")),
        )

    def note(self, name: str):
        def noted(*values: object) -> int:
            self.calls.append((name, *values))
            return 0

        return noted

    def open_store(self, _provider: int, name: str) -> int:
        self.calls.append(("open store", name))
        return STORE if self.opens else 0

    def choose(self, store: int, window: int | None, *_rest: object) -> int:
        self.calls.append(("choose", store, window))
        return self.address if self.chooses else 0

    def acquire_key(
        self, context: int, flags: int, _: None, key: Pointer, kind: Pointer, ours: Pointer
    ) -> int:
        self.calls.append(("acquire key", context, flags))
        key[0], kind[0], ours[0] = KEY, 0xFFFFFFFF, 1
        return int(self.has_key)

    def sign(
        self,
        key: int,
        info: Pointer,
        digest: int,
        length: int,
        value: int,
        room: int,
        written: Pointer,
        flags: int,
    ) -> int:
        method = info.contents.pszAlgId if info else None
        self.calls.append(("sign", key, method, flags))
        made = self._signed(ctypes.string_at(digest, length))
        if len(made) <= room and not self.status:
            ctypes.memmove(value, made, len(made))
            written[0] = len(made)
        return self.status

    def _signed(self, digest: bytes) -> bytes:
        ready = utils.Prehashed(hashes.SHA256())
        if isinstance(self.signer.key, RSAPrivateKey):
            return self.signer.key.sign(digest, padding.PKCS1v15(), ready)
        r, s = utils.decode_dss_signature(self.signer.key.sign(digest, ec.ECDSA(ready)))
        return r.to_bytes(32) + s.to_bytes(32)


@pytest.mark.parametrize(
    ("signer", "asked"), [(self_issued, ("SHA256", 2)), (council, (None, 0))], ids=["RSA", "P-256"]
)
def test_a_certificate_of_windows_seals(
    signer: Callable[[], KeySigner], asked: tuple[str | None, int]
):
    windows = InventedWindows(signer())
    chosen = choose_signer(windows.functions(), window=42)
    word = seal(minutes(), chosen, at=NOW, role="Chair")
    del chosen
    assert verify(word).whole
    assert verify(word).signers[0].fingerprint == hashlib.sha256(signer().certificate).hexdigest()
    assert windows.calls == [
        ("open store", "MY"),
        ("choose", STORE, 42),
        ("close store", STORE, 0),
        ("acquire key", windows.address, 0x40004),
        ("sign", KEY, *asked),
        ("free key", KEY),
        ("free certificate", windows.address),
    ]


@pytest.mark.parametrize(
    ("trouble", "told", "called"),
    [
        ({"opens": False}, "does not show its certificates", ["open store"]),
        ({"chooses": False}, "No certificate was used", ["open store", "choose", "close store"]),
    ],
)
def test_choosing_nothing_is_told(trouble: dict[str, bool], told: str, called: list[str]):
    windows = InventedWindows(self_issued(), **trouble)
    with pytest.raises(CannotProceed, match=told):
        choose_signer(windows.functions())
    assert [name for name, *_ in windows.calls] == called


@pytest.mark.parametrize(
    ("trouble", "told", "freed"),
    [
        ({"has_key": False}, "cannot be used on this computer", []),
        ({"status": CANCELLED_AT_THE_CARD}, "No certificate was used", ["free key"]),
        ({"status": BROKEN_CARD}, "code 80100017", ["free key"]),
    ],
)
def test_what_windows_refuses_is_told_and_the_key_freed(
    trouble: dict[str, int], told: str, freed: list[str]
):
    windows = InventedWindows(self_issued(), **trouble)
    chosen = choose_signer(windows.functions())
    with pytest.raises(CannotProceed, match=told) as refused:
        chosen.sign(b"minutes")
    assert refused.value.safe
    assert [name for name, *_ in windows.calls if name.startswith("free")] == freed


@pytest.mark.parametrize(
    ("key", "days", "told"),
    [
        (rsa_key, (-10, -1), "expired on"),
        (lambda: ec.generate_private_key(ec.SECP384R1()), (-1, 9), "kind of key"),
    ],
)
def test_a_certificate_that_cannot_seal_is_refused_and_freed(
    key: Callable[[], Key], days: tuple[int, int], told: str
):
    made = key()
    windows = InventedWindows(KeySigner(made, der(certificate(made, "Alex Exemplar", days=days))))
    with pytest.raises(CannotProceed, match=told):
        choose_signer(windows.functions())
    assert windows.calls[-1] == ("free certificate", windows.address)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows would show its list")
def test_other_systems_are_told():
    with pytest.raises(CannotProceed, match="Only Windows"):
        choose_signer()
