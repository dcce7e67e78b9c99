import pytest

from extractors.fields.survey import Survey
from extractors.fields.totals import find_totals
from tests.extractors.fields.drawn import draw


def totals(drawing: str) -> dict[str, str]:
    best: dict[str, str] = {}
    for found in find_totals(Survey(draw(drawing))):
        if found.probability > 0.4:
            best.setdefault(found.term.key, str(found.value))
    return best


def test_the_total_row_of_a_small_table_does_not_exchange_net_and_tax() -> None:
    found = totals(
        """
        Nazwa             Cena netto   Wartość netto   VAT    Kwota VAT   Wartość brutto
        Deska                  38,50        2 310,00   23%       531,30         2 841,30
        Kątownik               14,20          461,50   23%       106,15           567,65

                                        Stawka     Netto      VAT     Brutto
                                        23%     2 771,50   637,45   3 408,95
                                        5%         90,00     4,50      94,50
                                        Razem   2 861,50   641,95   3 503,45
        """
    )
    assert (found["total_net"], found["total_tax"], found["total_gross"]) == ("2861.50", "641.95", "3503.45")


@pytest.mark.parametrize(
    "line", ["IVA 21 % s/ 80,43 €     16,89 €", "MwSt 21 % auf 80,43     16,89", "TVA 21 % sur 80,43    16,89"]
)
def test_the_amount_after_of_is_the_base_of_the_tax(line: str) -> None:
    found = totals(f"{line}\nTotal        97,32")
    assert (found["total_net"], found["total_tax"]) == ("80.43", "16.89")


@pytest.mark.parametrize("label", ["Balance brought forward", "Previous balance", "Saldovortrag", "Solde précédent"])
def test_an_old_balance_is_never_due(label: str) -> None:
    assert totals(f"{label}    32,45\nInvoice total   89,40\nTotal to pay    121,85")["amount_due"] == "121.85"


@pytest.mark.parametrize("label", ["Nachzahlung", "Left to pay", "Ostaje za plaćanje", "Za plačilo"])
def test_what_is_left_is_due(label: str) -> None:
    assert totals(f"Gesamtbetrag      1.433,68\n{label}       53,68")["amount_due"] == "53.68"
