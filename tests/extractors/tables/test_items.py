"""What layouts do not show: doubts, deductions, what was overlooked, and how sure the rows are."""

from decimal import Decimal

from extractors.tables.items import find_line_items
from models.evidence import Witness
from models.invoice import LineItem
from models.page import Transcript
from tests.extractors.tables.typed import typed_page, typed_transcript


def read(text: str, witness: Witness = Witness.TEXT_LAYER) -> tuple[LineItem, ...]:
    return find_line_items(Transcript("pdf", (typed_page(text, witness=witness),)))


def test_arithmetic_decides_between_the_readings_of_a_number() -> None:
    (row,) = read("""
Description          Quantity    Unit price      Amount
Copper wire             1.500         20.00       30.00
""")
    assert row.quantity == Decimal("1.500")


def test_a_price_without_tax_gives_the_net_amount_of_a_total_with_tax() -> None:
    (row,) = read("""
Item                  Qty      Price    Tax %      Tax      Total
Memory card             1     278.61     14.5    40.39     319.00
""")
    assert (row.net_amount, row.vat_rate) == (Decimal("278.61"), Decimal("14.5"))


def test_a_percentage_of_the_row_above_is_taken_off_it() -> None:
    rows = read("""
Bezeichnung             Menge     Preis     Betrag
Kunstrasen                  3      4,00      12,00
      abzgl. 10 % Rabatt                     -1,20
Pfosten                     2      5,00      10,00
                        Summe                20,80
""")
    assert [row.net_amount for row in rows] == [Decimal("10.80"), Decimal("10.00")]


def test_the_shipped_quantity_is_the_one_that_multiplies() -> None:
    (row,) = read("""
Description        Ordered   Shipped     Open    Unit price      Amount
Smart phone             26        12        9         10.00       90.00
""")
    assert row.quantity == Decimal(9)


def test_a_digit_that_the_engine_overlooked_is_told_by_the_price() -> None:
    text = """
Description           Quantity    Unit price      Amount
Server rent                            41.00       41.00
"""
    assert read(text, Witness.OCR)[0].quantity == Decimal(1)
    assert read(text)[0].quantity is None


def test_rows_that_hold_and_add_up_are_surer() -> None:
    head = "Description        Quantity    Unit price      Amount\n"
    sure = read(
        head
        + "Hammer                    2         10.00       20.00\n                         Total            20.00\n"
    )
    unsure = read(head + "Hammer                    2         10.00       21.00\n")
    assert sure[0].confidence > 0.9
    assert unsure[0].confidence < 0.6


def test_amounts_with_tax_in_them_are_never_sure() -> None:
    (row,) = read("""
Artikel                Aantal     Prijs    BTW    Prijs incl. BTW
Fietspomp                   1     24,20    21%              24,20
""")
    assert row.confidence <= 0.5


def test_evidence_is_where_the_row_stands() -> None:
    (row,) = read("""
Description        Quantity    Unit price      Amount
Hammer                    2         10.00       20.00
""")
    assert row.evidence is not None
    assert row.evidence.text == "Hammer 2 10.00 20.00"
    assert (row.evidence.page, row.evidence.box and round(row.evidence.box.top)) == (0, 36)


def test_the_table_goes_on_over_the_page_without_a_header() -> None:
    first = (
        "Description        Quantity    Unit price      Amount\nHammer                    2         10.00       20.00"
    )
    second = "Saw                       1          5.00        5.00\n                         Total            25.00"
    rows = find_line_items(typed_transcript(first, second))
    assert [(row.description, row.evidence and row.evidence.page) for row in rows] == [("Hammer", 0), ("Saw", 1)]


def test_documents_without_pages_have_no_lines() -> None:
    assert find_line_items(Transcript("xml")) == ()
