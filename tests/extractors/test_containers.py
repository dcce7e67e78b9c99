import pytest

from extractors.containers import Part, unpack
from extractors.kind import Kind
from extractors.limits import Limits
from models.errors import DamagedDocument, LimitExceeded
from tests.extractors import papers

PDF = papers.pdf(lines=("One line",))
TEXT = Part("message.txt", reason="text")


def eml(*attachments: tuple[str, bytes]) -> bytes:
    return papers.mail(*attachments).as_bytes()


def test_attachments_come_in_order_whatever_type_they_claim() -> None:
    found = unpack(eml(("a.dat", PDF), ("b.pdf", PDF + b"\n")), Kind.EML)
    assert found.parts == (TEXT, Part("a.dat", PDF), Part("b.pdf", PDF + b"\n"))


def test_a_mail_without_attachment_holds_its_text_only() -> None:
    found = unpack(eml(), Kind.EML)
    assert found.parts == (TEXT,)


def test_names_in_other_scripts_are_decoded_and_lose_their_folders() -> None:
    message = papers.mail(("Račun č. 17.pdf", PDF))
    assert unpack(message.as_bytes(), Kind.EML).documents[0].name == "Račun č. 17.pdf"
    encoded_word = eml(("x.pdf", PDF)).replace(b'filename="x.pdf"', b'filename="=?utf-8?q?../R=C3=A4chnung.pdf?="')
    assert unpack(encoded_word, Kind.EML).documents[0].name == "Rächnung.pdf"


def test_forwarded_mails_and_archives_inside_are_opened() -> None:
    forwarded = papers.mail(text="Please book.")
    forwarded.add_attachment(papers.mail(("inner.zip", papers.archive(("folder/deep.pdf", PDF)))))
    assert unpack(forwarded.as_bytes(), Kind.EML).parts == (TEXT, TEXT, Part("deep.pdf", PDF))


def test_logos_in_the_text_are_ignored_with_a_reason_and_photos_are_not() -> None:
    message = papers.mail()
    message.set_content('<p>Regards <img src="cid:logo"></p>', subtype="html")
    png = b"\x89PNG\r\n\x1a\n" + b"\0" * 200
    message.add_related(png, maintype="image", subtype="png", cid="<logo>", filename="logo.png")
    message.add_attachment(png, maintype="image", subtype="png", filename="receipt.png")
    found = unpack(message.as_bytes(), Kind.EML)
    assert found.left_out == (Part("message.html", reason="text"), Part("logo.png", reason="inline_image"))
    assert [part.name for part in found.documents] == ["receipt.png"]


def test_other_files_are_named_with_a_reason() -> None:
    content = papers.archive(("note.txt", b"hello"), ("empty.pdf", b""), ("__MACOSX/._a.pdf", b"x"), ("a.pdf", PDF))
    found = unpack(content, Kind.ZIP)
    assert found.left_out == (Part("note.txt", reason="unsupported_kind"), Part("empty.pdf", reason="empty"))
    assert [part.name for part in found.documents] == ["a.pdf"]


def test_a_bomb_is_stopped_while_it_inflates() -> None:
    content = papers.archive(("a.pdf", b"%PDF-" + b"\0" * 3_000_000))
    with pytest.raises(LimitExceeded):
        unpack(content, Kind.ZIP, limits=Limits(unpacked_bytes=1_000_000))


def test_the_allowance_counts_over_all_levels() -> None:
    inner = papers.archive(("a.pdf", PDF + b"\0" * 400_000))
    with pytest.raises(LimitExceeded):
        unpack(papers.archive(("1.zip", inner), ("2.zip", inner)), Kind.ZIP, limits=Limits(unpacked_bytes=600_000))


def test_documents_that_are_too_many_are_named_and_take_nothing_along() -> None:
    many = papers.archive(*((f"{number}.pdf", PDF) for number in range(120)))
    found = unpack(eml(("many.zip", many), ("ok.pdf", PDF)), Kind.EML).parts
    taken = [Part(f"{number}.pdf", PDF) for number in range(99)]
    left = [Part(f"{number}.pdf", reason="too_many_parts") for number in range(99, 120)]
    assert found == (TEXT, *taken, *left, Part("ok.pdf", PDF))


def test_what_is_no_document_and_too_much_is_one_part_and_takes_nothing_along() -> None:
    inner = papers.archive(*((f"{number}.txt", b"note") for number in range(4)))
    content = papers.archive(("1.zip", inner), ("2.zip", inner), ("3.zip", papers.archive(("ok.pdf", PDF))))
    assert len(unpack(content, Kind.ZIP, limits=Limits(parts_left=8)).left_out) == 8
    found = unpack(content, Kind.ZIP, limits=Limits(parts_left=7))
    assert (len(found.left_out), found.left_out[-1]) == (8, Part("", reason="too_many_parts"))
    assert found.documents == (Part("ok.pdf", PDF),)


def test_an_archive_of_very_many_files_is_read_up_to_a_limit() -> None:
    many = papers.archive(*((f"{number}.txt", b"note") for number in range(2001)))
    found = unpack(eml(("many.zip", many), ("ok.pdf", PDF)), Kind.EML)
    assert found.documents == (Part("ok.pdf", PDF),)
    assert found.left_out[-1] == Part("", reason="too_many_parts")


def test_nesting_ends_at_the_depth() -> None:
    content = papers.archive(("a.pdf", PDF))
    for _ in range(5):
        content = papers.archive(("again.zip", content))
    found = unpack(content, Kind.ZIP, limits=Limits(depth=3))
    assert found.left_out == (Part("again.zip", reason="nested_too_deep"),)


def test_encrypted_members_are_named_with_a_reason() -> None:
    content = bytearray(papers.archive(("a.pdf", PDF)))
    content[6] |= 1  # general purpose flag of the local header
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and of the central directory
    assert unpack(bytes(content), Kind.ZIP).left_out == (Part("a.pdf", reason="encrypted"),)


def test_a_broken_archive_inside_a_mail_spoils_nothing_else() -> None:
    found = unpack(eml(("bad.zip", b"PK\x03\x04 broken"), ("a.pdf", PDF)), Kind.EML)
    assert found.left_out == (TEXT, Part("bad.zip", reason="damaged_document"))
    assert [part.name for part in found.documents] == ["a.pdf"]


def test_a_broken_archive_is_damaged() -> None:
    with pytest.raises(DamagedDocument):
        unpack(b"PK\x03\x04 broken", Kind.ZIP)
