"""PDFs with a real signature over all their bytes but its own (ISO 32000-1, 12.8), by a certificate of the test."""

import re
from datetime import UTC, datetime, timedelta

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from pikepdf import Array, Dictionary, Name, String

from tests.extractors.papers import rewritten

ROOM = 4096  # bytes for the signature
FAR = 9_999_999_999


def signed(content: bytes) -> bytes:
    """The PDF with one signature field, signed."""
    whole = rewritten(content, _make_room, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    place = re.search(rb"/Contents <0{%d}>" % (2 * ROOM), whole)
    ranges = re.search(rb"/ByteRange \[ 0 (?:%d ?){3}\]" % FAR, whole)
    assert place is not None
    assert ranges is not None
    start, end = place.start() + len(b"/Contents "), place.end()
    written = f"/ByteRange [ 0 {start} {end} {len(whole) - end} ]".encode().ljust(len(ranges.group()))
    whole = whole[: ranges.start()] + written + whole[ranges.end() :]
    signature = _sign(whole[:start] + whole[end:]).hex().encode().ljust(2 * ROOM, b"0")
    return whole[: start + 1] + signature + whole[end - 1 :]


def _make_room(document: pikepdf.Pdf) -> None:
    signature = Dictionary(
        Type=Name.Sig,
        Filter=Name("/Adobe.PPKLite"),
        SubFilter=Name("/adbe.pkcs7.detached"),
        ByteRange=Array([0, FAR, FAR, FAR]),
        Contents=String(bytes(ROOM)),
    )
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("Signature"), F=132)
    field.Rect, field.V, field.P = Array([0, 0, 0, 0]), document.make_indirect(signature), document.pages[0].obj
    widget = document.make_indirect(field)
    document.pages[0].Annots = Array([widget])
    document.Root.AcroForm = Dictionary(Fields=Array([widget]), SigFlags=3)


def _sign(content: bytes) -> bytes:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    begin = datetime.now(UTC) - timedelta(days=1)
    draft = x509.CertificateBuilder(name, name, key.public_key(), 1, begin, begin + timedelta(days=30))
    certificate = draft.sign(key, hashes.SHA256())
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])
