"""Sums as the screen shows them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from models.evidence import Evidence, Witness
from models.invoice import FieldValue, Invoice, LineItem, TaxRow
from models.languages import Language
from models.terms import DocumentClass, Term
from review_ui.languages.speech import begin
from review_ui.review.contexts import Operand, SumView
from review_ui.review.sums import make_sums, suspects

FITTING = {"total_net": "100.00", "total_tax": "22.00", "total_gross": "122.00"}
LINES = (LineItem(net_amount=Decimal("60.00")), LineItem(net_amount=Decimal("40.00")))
TAXES = (TaxRow(net_amount=Decimal("100.00"), tax_amount=Decimal("22.00"), vat_rate=Decimal(22)),)


@pytest.fixture(autouse=True)
def english() -> None:
    begin(Language.ENGLISH)


def invoice(amounts: dict[str, str], sure: dict[str, float] | None = None, **rows: tuple[object, ...]) -> Invoice:
    fields = {
        Term(key): FieldValue(
            Term(key), Decimal(text), (sure or {}).get(key, 0.9), Evidence(Witness.OCR, text), "label"
        )
        for key, text in amounts.items()
    }
    return Invoice(DocumentClass.INVOICE, fields, **rows)  # type: ignore[arg-type]


def told(sums: tuple[SumView, ...]) -> list[tuple[str, bool | None, str]]:
    return [(written(s.parts) + " = " + (s.total.text or "?"), s.fits, s.message) for s in sums]


def written(parts: tuple[Operand, ...]) -> str:
    """As the template writes them: an amount below zero behind another one is taken away."""
    first, *others = parts
    behind = (f" − {part.taken}" if part.taken else f" + {part.text or '?'}" for part in others)
    return (first.text or "?") + "".join(behind)


def test_what_fits_is_told_as_a_small_calculation() -> None:
    full = invoice({**FITTING, "amount_due": "122.00"}, line_items=LINES, tax_breakdown=TAXES)
    assert told(make_sums(full)) == [
        ("100.00 + 22.00 = 122.00", True, ""),
        ("122.00 = 122.00", True, ""),
        ("100.00 = 100.00", True, ""),
        ("100.00 = 100.00", True, ""),
        ("22.00 = 22.00", True, ""),
    ]


def test_charges_of_the_whole_document_stand_between_lines_and_total() -> None:
    charged = replace(invoice({"total_net": "95.00"}, line_items=LINES), charges=Decimal("-5.00"))
    assert told(make_sums(charged)) == [("100.00 − 5.00 = 95.00", True, "")]
    off = replace(charged, charges=Decimal("-4.00"))
    assert told(make_sums(off)) == [("100.00 − 4.00 = 95.00", False, "off by 1.00")]


def test_a_credit_note_begins_with_its_sign_and_takes_away_behind_it() -> None:
    amounts = {"total_net": "-100.00", "total_tax": "-22.00", "total_gross": "-122.00"}
    assert told(make_sums(invoice(amounts)))[0] == ("-100.00 − 22.00 = -122.00", True, "")


def test_what_does_not_fit_says_by_how_much_and_the_least_sure_is_suspect() -> None:
    (total,) = make_sums(invoice({**FITTING, "total_tax": "20.00"}, {"total_tax": 0.7}))
    assert (total.fits, total.message, total.suspect) == (False, "off by 2.00", "total_tax")


def test_an_amount_that_other_sums_prove_is_not_suspect() -> None:
    wrong = invoice(
        {**FITTING, "total_gross": "128.00"},
        {"total_net": 0.5, "total_tax": 0.6},
        line_items=LINES,
        tax_breakdown=TAXES,
    )
    sums = make_sums(wrong)
    assert sums[0].suspect == "total_gross"
    assert suspects(sums) == {"total_gross": "It does not add up: off by 6.00"}


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ("total_net", "Total without tax would be 100.00"),
        ("total_tax", "Total tax would be 22.00"),
        ("total_gross", "Total with tax would be 122.00"),
    ],
)
def test_of_one_missing_amount_it_is_said_what_it_would_be(lacking: str, said: str) -> None:
    (total,) = make_sums(invoice({key: text for key, text in FITTING.items() if key != lacking}))
    assert (total.fits, total.message) == (None, said)


def test_less_is_due_after_a_payment_and_more_never() -> None:
    paid = make_sums(invoice({"total_gross": "122.00", "amount_due": "100.00"}))
    assert told(paid) == [("122.00 = 100.00", True, "22.00 is paid or deducted already")]
    (more,) = make_sums(invoice({"total_gross": "122.00", "amount_due": "150.00"}))
    assert (more.fits, more.suspect) == (False, "amount_due")


def test_lines_with_tax_are_held_against_the_total_with_tax() -> None:
    lines = (LineItem(net_amount=Decimal("122.00")),)
    sums = make_sums(invoice(FITTING, line_items=lines))
    assert told(sums)[1:] == [("122.00 = 122.00", True, "")]


def test_a_column_with_a_hole_and_a_total_alone_say_nothing() -> None:
    holes = (LineItem(net_amount=Decimal(60)), LineItem(description="free"))
    assert make_sums(invoice({"total_gross": "122.00"}, line_items=holes)) == ()
