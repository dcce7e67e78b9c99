"""Why a part of a mail is no document.

What its content shows beyond doubt to be one is one, whatever type and name are stated; these decide only the rest.
"""

from extractors.einvoice.syntaxes import is_einvoice
from extractors.kind import is_unmistakable
from extractors.signed import is_signed

LOGO_BYTES = 60_000  # inline pictures up to here are logos and signatures

_REASONS = {
    "application/pgp-signature": "signature",
    "application/pgp-keys": "signature",
    "application/pkcs7-signature": "signature",
    "application/x-pkcs7-signature": "signature",
    "application/pgp-encrypted": "signature",  # the note that the next part is encrypted
    "text/calendar": "calendar",
    "application/ics": "calendar",
    "text/vcard": "contact",
    "text/x-vcard": "contact",
    "message/external-body": "not_in_the_mail",
    "message/partial": "not_in_the_mail",
}
_ENVELOPES = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_ENDINGS = {".p7s": "signature", ".p7m": "encrypted", ".ics": "calendar", ".vcf": "contact"}
_PGP = b"-----BEGIN PGP MESSAGE"


def reason_of(media_type: str, name: str, content: bytes, *, signed: bool = False) -> str:
    """The reason in a word; empty for what may be a document. `signed` says that an envelope holds a signed mail.

    >>> reason_of("text/calendar", "", b"..."), reason_of("application/pdf", "invoice.pdf", b"%PDF-1.7")
    ('calendar', '')
    """
    if is_document(content):
        return ""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if (media_type in _ENVELOPES or ending == ".p7m") and is_signed(content):
        return ""
    if media_type in _ENVELOPES:
        return "signed_as_a_whole" if signed else "encrypted"
    if content.startswith(_PGP):
        return "encrypted"
    if media_type.startswith("multipart/"):  # a whole mail, as Outlook keeps what is signed
        return ""
    by_name = _ENDINGS.get(ending, "")
    return reason_by_type(media_type) or by_name or ("" if content.strip() else "empty")


def is_document(content: bytes) -> bool:
    r"""Whether the content alone says so.

    >>> is_document(b"%PDF-1.7\n1 0 obj"), is_document(b"%PDF-1.7 is what I wanted.")
    (True, False)
    """
    return is_unmistakable(content) or is_einvoice(content)


def reason_by_type(media_type: str) -> str:
    return _REASONS.get(media_type, "")
