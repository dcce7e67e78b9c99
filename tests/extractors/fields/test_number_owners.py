from extractors.fields.parties import find_parties
from extractors.fields.survey import Survey
from extractors.fields.tax_ids import find_tax_ids
from models.terms import Term
from tests.extractors.fields.drawn import draw


def numbers(drawing: str) -> dict[Term, object]:
    survey = Survey(draw(drawing))
    best: dict[Term, object] = {}
    for candidate in find_tax_ids(survey, find_parties(survey)):
        if candidate.probability > 0.5:
            best.setdefault(candidate.term, candidate.value)
    return best


def test_a_number_among_the_data_is_the_buyers_when_the_seller_lists_another() -> None:
    found = numbers(
        """
        Klient                        Müüja
        OÜ Senrina                    Pagar Pärnu OÜ
        Sööt tn 29                    Karu tn 29
        36398 Tallinn                 16089 Viljandi
                                      KMKR nr: EE100931558


        Arve number: 817              Tarne kuupäev: 08.12.2025
        Kuupäev: 08.12.2025           KMKR nr: EE100594102
        """
    )
    assert found == {Term.SELLER_VAT_ID: "EE100931558", Term.BUYER_VAT_ID: "EE100594102"}


def test_under_a_senders_line_a_number_is_of_the_name_right_above_it() -> None:
    found = numbers(
        """
        Bright Works SRL              P.IVA IT00743110157


        Bright Works SRL · Piazza Gottardi 9, 78667 Cantoniera
        LOREDAN ANASTASI SPA
        Contrada Loredana, 845
        17060 Vighizzolo
        P.IVA IT00488410010
        """
    )
    assert found == {Term.SELLER_VAT_ID: "IT00743110157", Term.BUYER_VAT_ID: "IT00488410010"}


def test_the_beginning_of_an_account_is_no_vat_number() -> None:
    found = numbers("Faktura\nSprzedawca\nGaja sp. z o.o.\nBank\nPL61 1090 1014 0000 0712 1981 2874")
    assert Term.SELLER_VAT_ID not in found


def test_the_only_number_under_the_buyers_name_is_not_the_sellers() -> None:
    found = numbers(
        """
        Proelia Group
        40916 Stephens Tunnel, West Jeremy PC5 9WM

        Bill to
        ZOSTANA ENGINEERING LIMITED
        2 Brian Meadows
        Michaelchester WR1 2GZ
        VAT No.: GB 980 7806 84
        """
    )
    assert found == {Term.BUYER_VAT_ID: "GB980780684"}
