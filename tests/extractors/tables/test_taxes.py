from decimal import Decimal

import pytest

from extractors.tables.taxes import find_tax_breakdown
from models.page import Transcript
from tests.extractors.tables.typed import typed_transcript


def read(text: str) -> list[tuple[str, ...]]:
    rows = find_tax_breakdown(typed_transcript(text))
    return [(str(row.vat_rate), str(row.net_amount), str(row.tax_amount)) for row in rows]


@pytest.mark.parametrize(
    "line",
    [
        "19 % MwSt auf 100,00: 19,00",
        "zzgl. Umsatzsteuer 19% von 100,00   19,00",
        "USt. 19 %     100,00     19,00",
        "VAT 19%   100.00   19.00   119.00",
        "TVA (19 %) sur 100,00 €    19,00 €",
        "DPH 19 %   základ 100,00   daň 19,00",
        "MwSt 19   100,00   19,00",
    ],
)
def test_lines_with_rate_base_and_tax_are_read(line: str) -> None:
    assert read(line) == [("19", "100.00", "19.00")]


def test_the_base_is_found_among_the_totals() -> None:
    assert read("Netto         87,39\nUSt. (19 %)   16,60\nBrutto       103,99") == [("19", "87.39", "16.60")]


def test_a_base_that_is_not_printed_stays_away() -> None:
    assert read("Skupaj       7,70\nDDV 22 %     1,39") == [("22", "None", "1.39")]


def test_a_gross_amount_beside_the_tax_is_not_its_base() -> None:
    assert read("enthaltene MwSt 19 % aus 119,00: 19,00") == [("19", "None", "19.00")]


def test_exempt_rows_of_a_table_are_read() -> None:
    text = "Steuersatz     Basisbetrag     Steuerbetrag\n0 %                 380,00             0,00"
    assert read(text) == [("0", "380.00", "0.00")]


def test_rows_printed_twice_count_once() -> None:
    assert len(read("VAT 20% 100.00 20.00\nVAT 20% 100.00 20.00")) == 1


def test_what_does_not_multiply_is_no_tax_row() -> None:
    assert read("VAT 20% 100.00 33.00 12.50") == []


def test_documents_without_pages_have_no_breakdown() -> None:
    assert find_tax_breakdown(Transcript("xml")) == ()


def test_evidence_names_the_line() -> None:
    (row,) = find_tax_breakdown(typed_transcript("VAT 20%   100.00   20.00"))
    assert row.evidence is not None
    assert row.evidence.text == "VAT 20% 100.00 20.00"
    assert row.confidence == pytest.approx(0.85)
    assert row.vat_rate == Decimal(20)
