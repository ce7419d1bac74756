"""Certificates as councils have them: made here, from a file, wrong, expired, given on to IT."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from seal_examples import (
    NOW,
    PASSWORD,
    Key,
    certificate,
    council,
    council_ca,
    der,
    pfx,
    rsa_key,
    self_issued,
)

from desktop_app.errors import CannotProceed
from desktop_app.minutes.seal.certificate_words import (
    as_pem,
    certificate_in,
    fingerprint,
    holder,
    in_groups,
    read_certificate,
)
from desktop_app.minutes.seal.certificates import from_pfx, from_stored, make_certificate
from desktop_app.minutes.seal.issuer_name import issuer_name


def loaded() -> x509.Certificate:
    return x509.load_der_x509_certificate(self_issued().certificate)


def test_a_certificate_made_here_has_the_profile_that_other_programs_trust():
    made = loaded()
    assert made.issuer == made.subject
    made.verify_directly_issued_by(made)
    assert isinstance(made.public_key(), rsa.RSAPublicKey)
    assert made.public_key().key_size == 2048
    assert made.signature_hash_algorithm.name == "sha256"
    kinds = {extension.oid._name: extension for extension in made.extensions}
    assert set(kinds) == {"basicConstraints", "keyUsage"}
    assert not kinds["basicConstraints"].value.ca
    usage = kinds["keyUsage"]
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    assert made.not_valid_after_utc - NOW == timedelta(days=3 * 365)
    assert made.not_valid_before_utc < NOW


def test_its_name_says_person_organisation_and_country():
    names = {one.oid: one.value for one in loaded().subject}
    assert names == {
        NameOID.COUNTRY_NAME: "GB",
        NameOID.ORGANIZATION_NAME: "Example Council",
        NameOID.COMMON_NAME: "Alex Exemplar",
    }
    assert holder(loaded()) == "Alex Exemplar, Example Council"


def test_what_the_store_kept_signs_again():
    made = make_certificate("Alex Exemplar", "", NOW)
    assert from_stored(made).certificate == made.certificate
    with pytest.raises(CannotProceed, match="expired"):
        from_stored(make_certificate("Alex Exemplar", "", NOW - timedelta(days=4 * 365)))


def test_a_key_of_another_certificate_is_told():
    mixed = replace(make_certificate("A", "", NOW), certificate=self_issued().certificate)
    with pytest.raises(CannotProceed, match="does not belong"):
        from_stored(mixed)


@pytest.mark.parametrize(
    ("name", "organisation", "told"),
    [
        ("  ", "Example", "needs a name"),
        ("A" * 65, "Example", "too long"),
        ("A", "B" * 65, "too long"),
    ],
)
def test_a_name_that_no_certificate_can_hold_is_refused(name: str, organisation: str, told: str):
    with pytest.raises(CannotProceed, match=told):
        make_certificate(name, organisation, NOW)


def test_a_councils_file_brings_key_certificate_and_issuer():
    assert council().method == "ecdsa-sha256"
    assert council(curve=False).method == "rsa-sha256"
    assert council().chain == (der(council_ca()[1]),)


@pytest.mark.parametrize("password", ["wrong", "", PASSWORD.upper()])
def test_a_wrong_password_is_told(password: str):
    with pytest.raises(CannotProceed, match="password does not open") as refused:
        from_pfx(pfx(rsa_key()), password)
    assert refused.value.safe
    assert refused.value.do


def test_a_file_that_needs_no_password_opens_without_one():
    own = certificate(rsa_key(), "Alex Exemplar")
    file = pkcs12.serialize_key_and_certificates(None, rsa_key(), own, None, NoEncryption())
    assert from_pfx(file, "").certificate == der(own)


def test_a_file_without_a_key_is_told():
    with pytest.raises(CannotProceed, match="no private key"):
        from_pfx(pfx(rsa_key(), with_key=False), PASSWORD)


def test_an_expired_certificate_is_told_with_its_day():
    with pytest.raises(CannotProceed, match=r"expired on \d+ \w+ \d{4}\."):
        from_pfx(pfx(rsa_key(), days=(-20, -10)), PASSWORD)
    with pytest.raises(CannotProceed, match="valid only from"):
        from_pfx(pfx(rsa_key(), days=(10, 20)), PASSWORD)


@pytest.mark.parametrize(
    "key",
    [
        ed25519.Ed25519PrivateKey.generate(),
        ec.generate_private_key(ec.SECP384R1()),
        rsa.generate_private_key(public_exponent=65537, key_size=1024),  # noqa: S505
    ],
    ids=["Ed25519", "P-384", "RSA-1024"],
)
def test_a_key_that_not_every_program_knows_is_told(key: Key):
    with pytest.raises(CannotProceed, match="kind of key"):
        from_pfx(pfx(key), PASSWORD)


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_file_and_password_are_refused_in_a_sentence(file: bytes, password: str):
    with pytest.raises(CannotProceed):
        from_pfx(file, password)
    with pytest.raises(CannotProceed, match="no certificate"):
        certificate_in(file)


@given(st.integers(0), st.binary(min_size=1, max_size=4))
def test_a_damaged_certificate_raises_nothing_else(place: int, new: bytes):
    damaged = bytearray(self_issued().certificate)
    place %= len(damaged)
    damaged[place : place + len(new)] = new
    with suppress(ValueError):
        assert read_certificate(bytes(damaged)).fingerprint == fingerprint(bytes(damaged))


def test_the_fingerprint_is_the_one_that_others_compute_and_reads_in_groups():
    digits = fingerprint(self_issued().certificate)
    assert digits == loaded().fingerprint(hashes.SHA256()).hex()
    groups = in_groups(digits).split(" ")
    assert {len(group) for group in groups} == {4}
    assert "".join(groups) == digits.upper()


def test_the_certificate_goes_to_it_and_comes_back():
    own = self_issued().certificate
    pem = as_pem(own)
    assert pem.startswith(b"-----BEGIN CERTIFICATE-----")
    assert b"PRIVATE" not in pem
    assert certificate_in(pem) == certificate_in(own) == own


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Plain words", "Plain words"),
        ("One, two", '"One, two"'),
        ('A "quoted" name', '"A ""quoted"" name"'),
        ("a=b", '"a=b"'),
        (" outer ", '" outer "'),
        ("#1", '"#1"'),
    ],
)
def test_the_issuer_is_written_as_windows_writes_it(value: str, written: str):
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"),
        x509.NameAttribute(NameOID.STATE_OR_PROVINCE_NAME, "Greater London"),
        x509.NameAttribute(NameOID.EMAIL_ADDRESS, "it@example.org"),
        x509.NameAttribute(x509.ObjectIdentifier("1.2.3"), "other"),
        x509.NameAttribute(NameOID.COMMON_NAME, value),
    ]
    own = certificate(rsa_key(), "Alex Exemplar", issuer=(rsa_key(), x509.Name(parts)))
    assert (
        issuer_name(own)
        == f"CN={written}, OID.1.2.3=other, E=it@example.org, S=Greater London, C=GB"
    )
