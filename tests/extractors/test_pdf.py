import io

import pikepdf
import pytest

from extractors.pdf import load_page, open_pdf
from extractors.text_layer import read_page
from models.errors import DamagedDocument, EmptyDocument, PasswordNeeded, UnsupportedKind
from tests.extractors import papers


def first_words(content: bytes, password: str | None = None) -> list[str]:
    with open_pdf(content, password) as document:
        page = load_page(document, 0)
        return [word.text for word in read_page(page, 0).words[:2]]


def test_junk_before_the_header_is_no_hindrance() -> None:
    assert first_words(b"junk\n" * 500 + papers.pdf()) == ["Nexen", "Lumber"]


def test_a_lost_cross_reference_table_is_rebuilt() -> None:
    content = papers.pdf()
    assert first_words(content[: content.rindex(b"xref")]) == ["Nexen", "Lumber"]


def test_an_owner_password_does_not_stop_the_reading() -> None:
    assert first_words(papers.encrypted(papers.pdf())) == ["Nexen", "Lumber"]


def test_a_user_password_is_asked_for_and_used() -> None:
    locked = papers.encrypted(papers.pdf(), user="geheim")
    with pytest.raises(PasswordNeeded, match="only with a password"):
        first_words(locked)
    with pytest.raises(PasswordNeeded, match="does not open"):
        first_words(locked, "wrong")
    assert first_words(locked, "geheim") == ["Nexen", "Lumber"]


@pytest.mark.parametrize("typed", ["geslo-ščž", "漢字", "x" * 5000])
def test_a_password_that_the_pdf_cannot_have_is_a_wrong_one(typed: str) -> None:
    old = papers.rewritten(papers.pdf(), lambda _: None, encryption=pikepdf.Encryption(user="geheim", owner="", R=4))
    with pytest.raises(PasswordNeeded, match="does not open"):
        first_words(old, typed)


def test_any_letter_may_be_in_a_password() -> None:
    assert first_words(papers.encrypted(papers.pdf(), user="geslo-ščž"), "geslo-ščž") == ["Nexen", "Lumber"]


def test_a_lock_for_a_certificate_is_told_apart_from_damage() -> None:
    old = papers.rewritten(papers.pdf(), lambda _: None, encryption=pikepdf.Encryption(user="geheim", owner="", R=4))
    with pytest.raises(UnsupportedKind, match="certificate"):
        first_words(old.replace(b"/Filter /Standard", b"/Filter /Adobe.PubSec"))


def test_no_pages_is_an_empty_document() -> None:
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.save(target)
    with pytest.raises(PasswordNeeded):
        first_words(papers.encrypted(papers.pdf(), user="geheim"))  # pdfium remembers the reason of its last failure
    with pytest.raises(EmptyDocument), open_pdf(target.getvalue()):
        pass


def test_rubbish_is_damaged() -> None:
    with pytest.raises(DamagedDocument), open_pdf(b"%PDF-1.7\n" + bytes(range(256)) * 20):
        pass
