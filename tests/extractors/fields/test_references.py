import pytest

from extractors.fields.references import find_references
from extractors.fields.survey import Survey
from tests.extractors.fields.drawn import draw


def best(drawing: str) -> object:
    found = find_references(Survey(draw(drawing)))
    return found[0].value if found and found[0].probability > 0.5 else None


@pytest.mark.parametrize(
    ("drawing", "wanted"),
    [
        ("Sklic: SI00 2024-0187", "SI002024-0187"),
        ("Referenz\nRF18 5390 0754 7034", "RF18539007547034"),
        ("Variabilní symbol:     24100377", "24100377"),
        ("Verwendungszweck: Rechnung 181301674", "Rechnung 181301674"),
        ("Communication: +++090/9337/55493+++", "+++090/9337/55493+++"),
    ],
)
def test_payment_references_are_found(drawing: str, wanted: str) -> None:
    found = find_references(Survey(draw(drawing)))
    assert found[0].value == wanted
    assert found[0].probability > 0.5


def test_without_a_label_or_a_form_there_is_none() -> None:
    assert find_references(Survey(draw("Invoice no. 4711\nTotal 12.00"))) == []


@pytest.mark.parametrize(
    "text", ["ID za DDV: SI12345679", "VAT ID SI 12345679", "Sklic: SI12345679", "OIB HR12345678901"]
)
def test_a_vat_number_is_no_reference(text: str) -> None:
    assert [c for c in find_references(Survey(draw(text))) if c.probability > 0.2] == []


@pytest.mark.parametrize(
    "text", ["Sklic: SI00 318-2024", "Pri plačilu navedite sklic: SI00 318-2024. V primeru zamude"]
)
def test_a_slovenian_reference_has_a_label(text: str) -> None:
    (found, *_) = find_references(Survey(draw(text)))
    assert "".join(str(found.value).split()) == "SI00318-2024"


def test_parts_with_hyphens_behind_a_model_are_a_reference_though_a_vat_number_has_as_many_figures() -> None:
    assert best("Poziv na broj: HR00 257-312022") == "HR00257-312022"


def test_a_label_at_the_end_of_a_line_names_what_begins_the_next() -> None:
    drawing = "Volk d.o.o.  ·  Ulica 3, 3327 Bovec  ·  Bank Group  ·  Poziv na broj:\nHR00 15-789"
    assert best(drawing) == "HR0015-789"


def test_goods_under_the_head_of_a_table_are_no_reference() -> None:
    assert (
        best("Concepto            Cantidad     Precio     Total\nCable 3 x 2,5         3,9         2,42      9,44")
        is None
    )
