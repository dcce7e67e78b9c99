import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.references import Reference, ReferenceKind, format_reference, parse_reference


@pytest.mark.parametrize(
    ("printed", "country", "kind", "canonical"),
    [
        ("RF18 5390 0754 7034", None, ReferenceKind.RF, "RF18539007547034"),
        ("SI12 1234567890120", None, ReferenceKind.SI, "SI121234567890120"),
        ("21 00000 00003 13947 14300 09017", "CH", ReferenceKind.QRR, "210000000003139471430009017"),
        ("+++ 090/9337/55493 +++", None, ReferenceKind.OGM, "+++090/9337/55493+++"),
        ("090/9337/55493", "BE", ReferenceKind.OGM, "+++090/9337/55493+++"),
        ("1234 5614", "FI", ReferenceKind.VIITE, "12345614"),
        ("12345678903", "NO", ReferenceKind.KID, "12345678903"),
        ("1212121212", "SE", ReferenceKind.OCR, "1212121212"),
    ],
)
def test_references_are_known_and_their_figures_fit(
    printed: str, country: str | None, kind: ReferenceKind, canonical: str
) -> None:
    reference = parse_reference(printed, country)
    assert reference == Reference(kind, canonical, valid=True)
    assert parse_reference(format_reference(reference), country) == reference


@pytest.mark.parametrize(
    ("printed", "country"),
    [("RF19 5390 0754 7034", None), ("+++090/9337/55494+++", None), ("12345615", "FI"), ("SI12 1234567890121", None)],
)
def test_a_wrong_figure_keeps_the_reference(printed: str, country: str | None) -> None:
    reference = parse_reference(printed, country)
    assert reference is not None
    assert reference.valid is False


def test_what_no_standard_knows_is_kept_as_printed() -> None:
    assert parse_reference(" INV  2024/17 ") == Reference(ReferenceKind.PLAIN, "INV 2024/17", None)
    assert parse_reference("  ") is None


@given(
    st.one_of(st.text(max_size=40), st.text(alphabet="0123456789 -+/RFSI", max_size=30)),
    st.sampled_from([None, "FI", "NO", "SE", "BE", "EE", "SI"]),
)
def test_any_text_is_read_without_an_error(text: str, country: str | None) -> None:
    reference = parse_reference(text, country)
    assert reference is None or parse_reference(reference.canonical, country) == reference
