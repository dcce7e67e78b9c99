from decimal import Decimal

import pytest

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


@pytest.mark.parametrize(
    ("advance", "due"),
    [("Anzahlung                -2 706,00", "10 824,10"), ("Anzahlung                 2 706,00", "10 824,10")],
)
def test_what_is_left_after_an_advance_is_due_and_no_total(advance: str, due: str) -> None:
    found = totals(
        f"""
        Erdkabel NYY-J              234,90
        Beratung                 13 295,20
        Rechnungsbetrag          13 530,10
        {advance}
        Zahlbetrag               {due}
        """
    )
    assert found[Term.TOTAL_GROSS] == Decimal("13530.10")
    assert found[Term.AMOUNT_DUE] == Decimal("10824.10")


@pytest.mark.parametrize(
    "row",
    ["Kedvezmény 3 %:              -24,95", "Poštovné a balné:             73,60", "Stroški dostave             73,60"],
)
def test_a_discount_or_a_delivery_is_no_tax_though_the_three_make_a_sum(row: str) -> None:
    last = "806,92" if "-" in row else "905,47"
    found = totals(f"Subtotal                     831,87\n{row}\nTotal                        {last}")
    assert Term.TOTAL_TAX not in found
    assert found[Term.TOTAL_GROSS] == Decimal(last.replace(",", "."))


def test_two_lines_of_goods_and_their_sum_are_no_net_and_tax() -> None:
    found = totals(
        """
        Service af gasfyr      2,00      910,79     1821,58
        Arbejdshandsker        6,00       48,07      288,42
        Total DKK:                                  2110,00
        """
    )
    assert found == {Term.TOTAL_GROSS: Decimal("2110.00")}


def test_totals_without_cents_may_have_seven_figures() -> None:
    found = totals(
        """
        Adóalap                 3 485 052
        ÁFA 27%                   940 964
        Végösszeg HUF           4 426 016
        """
    )
    assert found[Term.TOTAL_GROSS] == Decimal(4426016)
    assert found[Term.TOTAL_NET] == Decimal(3485052)


def test_a_numbered_total_is_of_a_part() -> None:
    found = totals(
        """
        Razem 1                 1099,44
        Krzesło biurowe         3706,44
        Transport               1504,93
        Razem 2                 5211,37
        Wartość brutto          6310,81
        """
    )
    assert found[Term.TOTAL_GROSS] == Decimal("6310.81")


def test_totals_in_greek_and_cyrillic_letters_are_found() -> None:
    greek = totals("Καθαρή αξία      100,00\nΦΠΑ 24%      24,00\nΠληρωτέο ποσό      124,00")
    bulgarian = totals("Данъчна основа      100,00\nДДС 20%      20,00\nСума за плащане      120,00")
    assert greek[Term.TOTAL_TAX] == Decimal("24.00")
    assert greek[Term.AMOUNT_DUE] == Decimal("124.00")
    assert bulgarian[Term.TOTAL_NET] == Decimal("100.00")
    assert bulgarian[Term.AMOUNT_DUE] == Decimal("120.00")


def test_the_last_line_of_a_head_is_no_label_of_the_tax() -> None:
    found = totals(
        """
        Artikel               Cena        Znesek
                             brez
                              DDV
        Polica po meri       231,67       370,67

        Znesek računa                     370,67
        """
    )
    assert Term.TOTAL_TAX not in found


def test_what_is_due_after_rounding_leaves_the_total_before_it() -> None:
    found = totals(
        """
        Apple                        14.31
        Candy                        12.51
        Total Sales Inclusive GST :  26.82
        Total :                      26.82
        Rounding Adjustment:         -0.02
        Amount To Be Paid :          26.80
        """
    )
    assert found == {Term.TOTAL_GROSS: Decimal("26.82"), Term.AMOUNT_DUE: Decimal("26.80")}


def test_a_tax_without_cents_stands_between_net_and_gross() -> None:
    found = totals(
        """
                                 20.000,00
                                     3.800
                                 23.800,00
        """
    )
    assert found[Term.TOTAL_GROSS] == Decimal("23800.00")


def test_quantities_with_two_decimals_make_no_cents() -> None:
    found = totals(
        """
        Tanácsadás          15.212     37,50        570.450
        Szemes kávé          8.073     12,50        100.912
        Villanykábel           388     63,25         24.541
        Festés               6.100     76,25        456.799

        Nettó összesen:                           1.152.702
        ÁFA 27%:                                    311.230
        Bruttó összesen:                          1.463.932
        """
    )
    assert found[Term.TOTAL_GROSS] == Decimal(1463932)
    assert found[Term.TOTAL_NET] == Decimal(1152702)
