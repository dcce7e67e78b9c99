import pytest

from extractors.kind import Kind, detect_kind
from extractors.office_kind import OLD
from models.errors import EmptyDocument, UnsupportedKind
from tests.extractors.papers import archive
from tests.office_files import docx, ods, odt, xlsx

SOME = b"%PDF-1.7\n1 0 obj"
KNOWN = {
    "pdf": (b"%PDF-1.7\n...", Kind.PDF),
    "pdf after junk": (b"\x01junk" * 40 + b"%PDF-1.4", Kind.PDF),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", Kind.IMAGE),
    "png": (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    "tiff": (b"II*\0\x08\0\0\0", Kind.IMAGE),
    "webp": (b"RIFF\x10\0\0\0WEBPVP8 ", Kind.IMAGE),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0", Kind.IMAGE),
    "bmp": (b"BM" + b"\0" * 12 + (40).to_bytes(4, "little"), Kind.IMAGE),
    "xml": (b'<?xml version="1.0"?><Invoice/>', Kind.XML),
    "xml with a mark": (b"\xef\xbb\xbf <Invoice/>", Kind.XML),
    "xml in utf-16": ('<?xml version="1.0"?><Invoice/>'.encode("utf-16"), Kind.XML),
    "word": (docx("words"), Kind.OFFICE),
    "excel": (xlsx(["cell"]), Kind.OFFICE),
    "opendocument text": (odt(""), Kind.OFFICE),
    "opendocument table": (ods(""), Kind.OFFICE),
    "old word": (OLD + "WordDocument\0".encode("utf-16-le"), Kind.OFFICE),
    "archive of word documents": (archive(("a.docx", docx("words")), packed=False), Kind.ZIP),
    "archive of a word document and a pdf": (
        archive(("a.docx", docx("words")), ("b.pdf", SOME), packed=False),
        Kind.ZIP,
    ),
    "archive of a pdf and an opendocument": (archive(("b.pdf", SOME), ("a.odt", odt("")), packed=False), Kind.ZIP),
    "archive of an unpacked word document": (
        archive(("a/[Content_Types].xml", b"<a/>"), ("word/b.pdf", SOME)),
        Kind.ZIP,
    ),
    "archive of a cut word document": (archive(("a.docx", docx("words")), packed=False)[:-40], Kind.ZIP),
    "zip": (b"PK\x03\x04\x14\0\0\0\x08\0", Kind.ZIP),
    "outlook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__properties_version1.0".encode("utf-16-le"), Kind.MSG),
    "winmail": (b"\x78\x9f\x3e\x22\x01\0", Kind.TNEF),
    "mail": (b"Return-Path: <a@example.org>\r\nFrom: a@example.org\r\n\r\nHello", Kind.EML),
    "mail from a mailbox file": (b"From a@example.org Mon Jan 1\nSubject: x\n\nHello", Kind.EML),
}


@pytest.mark.parametrize(("content", "kind"), KNOWN.values(), ids=list(KNOWN))
def test_kind_is_known_by_content(content: bytes, kind: Kind) -> None:
    assert detect_kind(content, "wrong-name.exe") is kind


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b" \r\n"])
def test_nothing_is_an_empty_document(content: bytes) -> None:
    with pytest.raises(EmptyDocument):
        detect_kind(content)


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"MZ\x90\0" + b"\0" * 100, "no kind of file"),
        (b"<!DOCTYPE html><html></html>", "Print it as PDF"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "without a password"),
        (archive(("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"")), "Save it as PDF"),
        (b"PK\x03\x04" + b"\0" * 22 + b"\x13\0\0\0[Content_Types].xml", "Save it as PDF"),
        (archive(("[Content_Types].xml", b"<Types/>"), ("ppt/media/a.pdf", SOME), packed=False), "Save it as PDF"),
        (b"just some words, no headers", "no kind of file"),
    ],
)
def test_others_are_refused_with_advice(content: bytes, advice: str) -> None:
    with pytest.raises(UnsupportedKind, match=advice):
        detect_kind(content)


def test_a_broken_mail_is_known_by_its_name_only() -> None:
    assert detect_kind(b"not quite a mail", "forwarded.EML") is Kind.EML
