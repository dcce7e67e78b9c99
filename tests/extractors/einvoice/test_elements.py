import pytest

from extractors.einvoice import elements
from extractors.einvoice.elements import every, first_elements, joined, parse_xml, text
from models.errors import DamagedDocument, LimitExceeded


def test_paths_go_by_local_names_and_alternatives() -> None:
    root = parse_xml(b'<a xmlns:p="x"><p:b><c>1</c><d>2</d></p:b><b><d> 3\n 4</d><!-- no --></b></a>')
    assert [found.text for found in every(root, "b/c|d")] == ["1", "2", " 3\n 4"]
    assert text(root, "b/missing|d") == "2"
    assert joined(root, "b/d", "b/c") == "2 3 4 1"
    assert text(root, "z") is None


def test_more_bytes_than_allowed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elements, "MAX_BYTES", 10)
    with pytest.raises(LimitExceeded):
        parse_xml(b"<a>0123456789</a>")


def test_nesting_beyond_reason_is_damaged() -> None:
    with pytest.raises(DamagedDocument):
        parse_xml(b"<a>" * 5000 + b"</a>" * 5000)


def test_first_elements_end_where_the_xml_breaks() -> None:
    assert list(first_elements(b"<a><b/></c><d/>", 9)) == ["a", "b"]
