from decimal import Decimal

from extractors.fields.survey import Survey
from extractors.fields.totals import find_totals
from models.terms import Term
from tests.extractors.fields.drawn import draw


def totals(drawing: str) -> dict[Term, Decimal]:
    """The likeliest value of each total, where it is likelier than not."""
    best: dict[Term, Decimal] = {}
    for found in find_totals(Survey(draw(drawing))):
        if found.probability > 0.5 and isinstance(found.value, Decimal):
            best.setdefault(found.term, found.value)
    return best


def test_sums_that_fit_decide_between_labels() -> None:
    found = totals(
        """
        Subtotal                100.00
        Shipping                 10.00
        Net total               110.00
        VAT 20%                  22.00
        Total                   132.00
        """
    )
    assert found == {
        Term.TOTAL_NET: Decimal("110.00"),
        Term.TOTAL_TAX: Decimal("22.00"),
        Term.TOTAL_GROSS: Decimal("132.00"),
    }


def test_the_amount_due_may_differ_from_the_total() -> None:
    found = totals(
        """
        Total HT                850,00
        TVA 20 %                170,00
        Total TTC             1 020,00
        Acompte                 300,00
        Net à payer             720,00
        """
    )
    assert found[Term.TOTAL_GROSS] == Decimal("1020.00")
    assert found[Term.AMOUNT_DUE] == Decimal("720.00")


def test_the_row_of_sums_wins_in_a_grid_of_rates() -> None:
    found = totals(
        """
        Nettobetrag     MwSt-Betrag      Endbetrag
             100,00           19,00         119,00
             200,00           14,00         214,00
             300,00           33,00         333,00
        """
    )
    assert found[Term.TOTAL_NET] == Decimal("300.00")
    assert found[Term.TOTAL_TAX] == Decimal("33.00")
    assert found[Term.TOTAL_GROSS] == Decimal("333.00")


def test_the_total_after_rounding_is_what_is_asked_for() -> None:
    found = totals(
        """
        Total                    13.58
        Rounding adj              0.02
        Total after rounding     13.60
        """
    )
    assert found[Term.TOTAL_GROSS] == Decimal("13.60")


def test_no_amount_no_totals() -> None:
    assert find_totals(Survey(draw("Total"))) == []
