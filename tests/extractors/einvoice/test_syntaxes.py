import pytest

from extractors.einvoice.syntaxes import is_einvoice
from tests.extractors.einvoice.samples import load


@pytest.mark.parametrize(
    "name",
    ["cii.xml", "zugferd1.xml", "ubl-invoice.xml", "ubl-credit-note-in-envelope.xml", "eslog.xml", "fatturapa.xml"],
)
def test_every_syntax_is_recognised(name: str) -> None:
    assert is_einvoice(load(name))


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"<html><body/></html>", b"<", b"\xff\xfe\x00", b"{}", b"<a:b/>"]
)
def test_other_content_is_not(content: bytes) -> None:
    assert not is_einvoice(content)


def test_a_name_without_its_namespace_is_no_invoice() -> None:
    assert not is_einvoice(load("wrong-namespace.xml"))


@pytest.mark.parametrize("name", ["xxe.xml", "billion-laughs.xml", "truncated.xml"])
def test_hostile_documents_are_recognised_by_their_root_without_reading_them(name: str) -> None:
    assert is_einvoice(load(name))
