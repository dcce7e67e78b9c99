"""What was signed is taken out of its signature, however it is encoded."""

import base64
import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

from extractors.containers import Part, unpack
from extractors.kind import Kind, detect_kind
from models.errors import DamagedDocument
from tests.extractors.papers import pdf, signed_in_pieces
from tests.mail_parts import file_part, mixed, mixed_mail, text_part

PDF = pdf(lines=("One line",))
TEXT = Part("message.txt", reason="text")
XML = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'


def signed(content: bytes, *options: pkcs7.PKCS7Options) -> bytes:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A")])
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 7, day, day + dt.timedelta(9))
    certificate = made.sign(key, SHA256())
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, SHA256())
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary, *options])


@pytest.mark.parametrize("media_type", ["application/pkcs7-mime", "application/octet-stream"])
def test_a_signed_invoice_in_a_mail_is_taken(media_type: str) -> None:
    part = file_part(signed(XML), "IT01234567890_00001.xml.p7m", media_type=media_type)
    assert unpack(mixed_mail(1, text_part(), part), Kind.EML).parts == (TEXT, Part("IT01234567890_00001.xml", XML))


@pytest.mark.parametrize(
    "content",
    [signed(PDF), base64.encodebytes(signed(PDF)), b"-----BEGIN PKCS7-----\n" + base64.encodebytes(signed(PDF))],
)
def test_every_encoding_is_opened(content: bytes) -> None:
    assert detect_kind(content) is Kind.SIGNED
    assert unpack(content, Kind.SIGNED).parts == (Part("signed", PDF),)


def test_content_in_pieces_is_put_together() -> None:
    assert unpack(signed_in_pieces(XML), detect_kind(signed_in_pieces(XML))).parts == (Part("signed", XML),)


def test_a_mail_signed_as_a_whole_is_opened() -> None:
    whole = signed(mixed("inner", text_part(), file_part(PDF, "invoice.pdf")))
    part = file_part(whole, "smime.p7m", media_type="application/pkcs7-mime; smime-type=signed-data")
    assert unpack(mixed_mail(1, part), Kind.EML).parts == (TEXT, Part("invoice.pdf", PDF))


def test_a_signature_alone_holds_nothing() -> None:
    content = signed(PDF, pkcs7.PKCS7Options.DetachedSignature)
    assert unpack(content, detect_kind(content)).parts == (Part("signed", reason="signature"),)


def test_what_is_cut_off_is_damaged() -> None:
    with pytest.raises(DamagedDocument):
        unpack(signed(PDF)[:300], Kind.SIGNED)
