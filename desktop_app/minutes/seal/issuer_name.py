"""The name of a certificate's issuer, written as Windows writes it in signatures."""

import re

from cryptography import x509
from cryptography.x509.oid import NameOID

_SHORT = {
    NameOID.COMMON_NAME: "CN",
    NameOID.ORGANIZATION_NAME: "O",
    NameOID.ORGANIZATIONAL_UNIT_NAME: "OU",
    NameOID.COUNTRY_NAME: "C",
    NameOID.LOCALITY_NAME: "L",
    NameOID.STATE_OR_PROVINCE_NAME: "S",
    NameOID.STREET_ADDRESS: "STREET",
    NameOID.TITLE: "T",
    NameOID.GIVEN_NAME: "G",
    NameOID.SURNAME: "SN",
    NameOID.DOMAIN_COMPONENT: "DC",
    NameOID.EMAIL_ADDRESS: "E",
    NameOID.SERIAL_NUMBER: "SERIALNUMBER",
}
_TO_QUOTE = re.compile(r'[,+="\n<>#;]|^\s|\s$|^$')


def issuer_name(certificate: x509.Certificate) -> str:
    """`CN=..., O=..., C=GB`: the last part of the name comes first."""
    return ", ".join(
        " + ".join(f"{_label(one)}={_value(one)}" for one in part)
        for part in reversed(certificate.issuer.rdns)
    )


def _label(one: x509.NameAttribute[str | bytes]) -> str:
    return _SHORT.get(one.oid) or f"OID.{one.oid.dotted_string}"


def _value(one: x509.NameAttribute[str | bytes]) -> str:
    if isinstance(one.value, bytes):
        return "#" + one.value.hex()
    return '"' + one.value.replace('"', '""') + '"' if _TO_QUOTE.search(one.value) else one.value
