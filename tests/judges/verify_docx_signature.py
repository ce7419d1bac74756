#!/usr/bin/python3
"""What LibreOffice, which knows nothing of our code, says of the signatures in Word files.

    verify_docx_signature.py [--trust CERT.pem] [--require-trusted] FILE...

Runs in the system's Python, which has LibreOffice's bridge (on Debian: python3-uno; for --trust
also libnss3-tools). Exit: 0 every file has signatures and all are valid, 1 found otherwise, 2 could
not ask.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.connection import NoConnectException


class Office:
    """A LibreOffice of its own, in a folder of its own, that trusts the given certificate alone."""

    def __init__(self, folder: Path, trust: str | None) -> None:
        store = folder / "nss"
        store.mkdir()
        if trust:
            certutil = ["certutil", "-d", f"sql:{store}"]
            subprocess.run([*certutil, "-N", "--empty-password"], check=True)
            subprocess.run(
                [*certutil, "-A", "-n", "trusted", "-t", "CP,CP,CP", "-a", "-i", trust], check=True
            )
        pipe = f"judge-{folder.name}"
        where = f"pipe,name={pipe};urp;StarOffice.ComponentContext"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        self._process = subprocess.Popen(
            [
                shutil.which("soffice"),
                "--headless",
                "--norestore",
                "--nologo",
                profile,
                f"--accept={where}",
            ],
            env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "SAL_USE_VCLPLUGIN": "svp"}
            | ({"MOZILLA_CERTIFICATE_FOLDER": f"sql:{store}"} if trust else {}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._context = self._connected(f"uno:{where}")

    def _connected(self, address: str) -> object:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        until = time.monotonic() + 90
        while True:
            try:
                return resolver.resolve(address)
            except NoConnectException:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def signatures(self, file: Path) -> list[tuple[bool, bool, str]]:
        """Of each signature: does it hold, is its certificate trusted, whose is it."""
        option = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        option.Name, option.Value = "StorageFormat", "ZipFormat"
        read_only = 1
        asked = (
            file.absolute().as_uri(),
            read_only,
            uno.Any("[]com.sun.star.beans.PropertyValue", (option,)),
        )
        factory = self._made("com.sun.star.embed.StorageFactory")
        storage = uno.invoke(factory, "createInstanceWithArguments", (asked,))
        checker = self._made("com.sun.star.security.DocumentDigitalSignatures", "1.2")
        return [
            (one.SignatureIsValid, one.CertificateStatus == 0, one.Signer.SubjectName)
            for one in checker.verifyDocumentContentSignatures(storage, None)
        ]

    def _made(self, name: str, *arguments: str) -> object:
        manager = self._context.ServiceManager
        return manager.createInstanceWithArgumentsAndContext(name, arguments, self._context)

    def close(self) -> None:
        self._made("com.sun.star.frame.Desktop").terminate()
        self._process.wait(30)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--trust")
    parser.add_argument("--require-trusted", action="store_true")
    asked = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        office = Office(Path(folder), asked.trust)
        try:
            for file in asked.files:
                found = office.signatures(file)
                sys.stdout.write(f"{file.name}: {found}\n")
                valid = all(holds for holds, _, _ in found)
                trusted = all(known for _, known, _ in found) or not asked.require_trusted
                good = good and bool(found) and valid and trusted
        finally:
            office.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
