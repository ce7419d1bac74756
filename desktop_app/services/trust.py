"""Certificates that this laptop trusts or has made: which, since when, and who may join them."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.errors import CannotProceed
from desktop_app.minutes.parts.unpack import read_limited
from desktop_app.minutes.seal.certificate_words import (
    Certificate,
    as_pem,
    certificate_in,
    in_groups,
    read_certificate,
)
from desktop_app.records.dates import in_words
from desktop_app.records.text import one_line
from desktop_app.services.sealing import own_certificate, trusted
from desktop_app.services.written_file import save
from desktop_app.storage.certificates import StoredCertificate, certificates, keep
from desktop_app.storage.store import Store

if TYPE_CHECKING:  # few files are checked: unlocking does not wait for what checks them
    from desktop_app.minutes.seal.verify import Verdict

WARN_BEFORE = timedelta(days=60)  # time enough for IT to make a new one known
_NOTHING = "Nothing was changed."


def look_at(file: Path, known: set[str]) -> Future["Verdict"]:
    """On a thread of its own: a file that was made to harm may take two seconds."""

    def work() -> "Verdict":
        from desktop_app.minutes.seal.verify import verify

        return verify(file, known)

    thread = ThreadPoolExecutor(1, "verify")
    future = thread.submit(work)
    thread.shutdown(wait=False)
    return future


def in_words_of(certificate: Certificate) -> tuple[str, str]:
    """Whose it is, and what to compare with what the holder says."""
    first, last = certificate.valid_from.date(), certificate.valid_until.date()
    valid = f"Valid from {in_words(first)} to {in_words(last)}."
    compare = f"Fingerprint (SHA-256): {in_groups(certificate.fingerprint)}"
    return one_line(certificate.holder), f"{valid}\n{compare}"


def read_file(file: Path) -> Certificate:
    """A certificate to be trusted, perhaps. Raises CannotProceed for a file without one."""
    der = certificate_in(read_limited(file))
    try:
        return read_certificate(der)
    except ValueError as error:
        raise CannotProceed(
            "The certificate in this file is of a kind that is not known here.", _NOTHING
        ) from error


def trust(store: Store, der: bytes) -> None:
    """From now on, until it is taken out; one that was made here stays as it is."""
    read = read_certificate(der)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    keep(store, StoredCertificate(read.fingerprint, one_line(read.holder), at, der))


def is_known(store: Store, certificate: Certificate) -> bool:
    return certificate.fingerprint in trusted(store)


def others_trusted(store: Store) -> list[Certificate]:
    """Those of other people, the one trusted last at the end."""
    return [read_certificate(one.der) for one in certificates(store) if one.private_key is None]


def own(store: Store) -> Certificate | None:
    """The one made here last."""
    one = own_certificate(store)
    return read_certificate(one.der) if one else None


def why_renew(certificate: Certificate, settings: Mapping[str, str], today: date) -> str:
    """A sentence when it ends within sixty days, or is in another name than the chair's."""
    last, name = certificate.valid_until.date(), settings.get("my_name", "")
    if last < today:
        return f"It expired on {in_words(last)}: nothing can be sealed with it any more."
    if last - today <= WARN_BEFORE:
        return f"It expires on {in_words(last)}: make a new one and give it to IT before then."
    if name and not certificate.holder.startswith(" ".join(name.split())):
        return f"Your name is now {name}, and the certificate says another."
    return ""


def save_for_it(store: Store, certificate: Certificate, file: Path) -> Path:
    """As text where the name ends in .pem, else as a .cer file. Raises CannotProceed.

    It holds no private key: whoever has it can recognise the seal, not make one.
    """
    if file.suffix.lower() not in (".pem", ".cer", ".crt"):
        file = file.with_name(f"{file.name}.cer")
    is_text = file.suffix.lower() == ".pem"
    save(store, file, as_pem(certificate.der) if is_text else certificate.der)
    return file
