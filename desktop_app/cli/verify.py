"""The command that says of Word files whether they are signed, whole, unchanged, and by whom."""

import argparse
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.asked import DONE, WRONG, Asked
from desktop_app.errors import CannotProceed
from desktop_app.records.text import one_line

if TYPE_CHECKING:  # certificates are slow to import: help and refusals come at once
    from desktop_app.minutes.seal.verify import Verdict


def say(parser: argparse.ArgumentParser) -> None:
    """What may be said after `verify`."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="a Word file")
    says = "a certificate (.cer, .pem) to trust; then all who signed must be trusted"
    parser.add_argument("--trust", metavar="CERT_FILE", action="append", default=[], help=says)


def verify_files(asked: Asked) -> int:
    """Done only when every file is as it was signed; with --trust, by those trusted."""
    trusted = _trusted(asked.trust)
    good = [_verified(file, trusted) for file in asked.files]
    return DONE if all(good) else WRONG


def _trusted(files: list[str]) -> frozenset[str]:
    from desktop_app.minutes.parts.unpack import read_limited
    from desktop_app.minutes.seal.certificate_words import certificate_in, fingerprint

    return frozenset(fingerprint(certificate_in(read_limited(Path(file)))) for file in files)


def _verified(file: str, trusted: Collection[str]) -> bool:
    from desktop_app.minutes.seal.verdict_words import headline
    from desktop_app.minutes.seal.verify import verify

    try:
        verdict = verify(Path(file), trusted)
    except CannotProceed as trouble:
        print(f"{one_line(file)}: {trouble}")
        return False
    print(f"{one_line(file)}: {headline(verdict)}")
    for line in _lines(verdict):
        print(f"  {one_line(line)}")
    return verdict.state == "valid" or (verdict.as_signed and not trusted)


def _lines(verdict: "Verdict") -> Iterator[str]:
    from desktop_app.minutes.seal.verdict_words import about_file, about_signer

    yield from verdict.findings
    for signer in verdict.signers:
        yield from about_signer(signer)
    yield from about_file(verdict)
