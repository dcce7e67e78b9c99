"""The machine words of a reason as a person reads them."""

import pytest

from models.evidence import Evidence, Witness
from models.geometry import Box
from models.invoice import FieldValue
from models.languages import Language
from models.terms import Term
from review_ui.languages.speech import begin
from review_ui.review.reasons import explain

VALUE = Evidence(Witness.TEXT_LAYER, "2026-0117", 0, Box(200, 100, 260, 110))
LEFT = Evidence(Witness.TEXT_LAYER, "Rechnungsnr.:", 0, Box(100, 100, 180, 110))
ABOVE = Evidence(Witness.TEXT_LAYER, "Rechnungsnr.", 0, Box(198, 84, 280, 94))


@pytest.fixture(autouse=True)
def english() -> None:
    begin(Language.ENGLISH)


def found(reason: str, witnesses: tuple[str, ...] = (), label: Evidence | None = None) -> FieldValue:
    return FieldValue(Term.INVOICE_NUMBER, "2026-0117", 0.9, VALUE, reason, witnesses, label)


@pytest.mark.parametrize(
    ("value", "phrases"),
    [
        (found("label:rechnungsnr", ("text_layer",), LEFT), ("Label “Rechnungsnr.” left of it",)),
        (found("label:rechnungsnr", ("text_layer",), ABOVE), ("Label “Rechnungsnr.” above it",)),
        (found("label:rechnungsnr"), ("Beside its label",)),
        (
            found("code epc", ("qr", "text_layer")),
            ("From the payment code", "The text of the PDF and the payment code agree"),
        ),
        (found("CII BT-1", ("xml",)), ("From the e-invoice XML",)),
        (found("label:total+rounded"), ("Beside its label", "After rounding")),
        (found("checksum+picture_differs"), ("Its check digits fit", "The picture itself says something else")),
        (
            found("address_follows+called_party+domain+first_page+upper"),
            ("A label calls it so, fits a web or mail address, an address follows",),
        ),
        (found("sender_line"), ("In the sender's line",)),
        (found("no_such_word"), ()),
        (found(""), ()),
    ],
)
def test_a_reason_is_told_in_short_phrases(value: FieldValue, phrases: tuple[str, ...]) -> None:
    assert explain(value) == phrases


def test_what_a_person_entered_needs_no_reason() -> None:
    assert explain(FieldValue(Term.IBAN, "X", 1.0, Evidence(Witness.PERSON, "X"), "typed")) == ()
