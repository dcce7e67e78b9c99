from extractors.fields.national_numbers import is_unregistered
from extractors.fields.survey import Survey
from extractors.fields.tax_ids import find_tax_ids
from models.terms import Term
from tests.extractors.fields.drawn import draw


def numbers(drawing: str) -> dict[Term, object]:
    best: dict[Term, object] = {}
    for candidate in find_tax_ids(Survey(draw(drawing))):
        if candidate.probability > 0.5:
            best.setdefault(candidate.term, candidate.value)
    return best


def test_a_number_whose_twin_has_letters_is_the_tax_number() -> None:
    assert numbers("Račun\nProdavatelj\nObrt Vidov\nPDV ID: HR25919799626\nOIB: 25919799626") == {
        Term.SELLER_VAT_ID: "HR25919799626",
        Term.SELLER_TAX_NUMBER: "25919799626",
    }


def test_the_eight_figures_of_a_hungarian_tax_number_are_the_vat_number() -> None:
    found = numbers("Számla\nEladó\nAlma Kft.\nKözösségi adószám: HU54307421\nAdószám: 54307421-2-40")
    assert found == {Term.SELLER_VAT_ID: "HU54307421", Term.SELLER_TAX_NUMBER: "54307421240"}
    assert numbers("Számla\nEladó\nAlma Kft.\nAdószám: 54307421-2-40") == {Term.SELLER_TAX_NUMBER: "54307421240"}


def test_another_national_number_in_the_same_list_is_the_tax_number_and_registers_stay_apart() -> None:
    found = numbers(
        "Račun\nProdajalec\nFilip Jarc s.p.\nID za DDV: SI15012557\nDavčna št.: 15012558\nMatična št.: 5770155000"
    )
    assert found[Term.SELLER_VAT_ID] == "SI15012557"
    assert found[Term.SELLER_TAX_NUMBER] == "15012558"
    assert found[Term.SELLER_REGISTRATION_ID] == "5770155000"


def test_a_national_number_alone_is_the_vat_number_unless_the_page_says_no() -> None:
    drawing = "Račun\nIzdavatelj\nObrt Vidov\nOIB: 25919799626"
    assert numbers(drawing) == {Term.SELLER_VAT_ID: "25919799626"}
    assert numbers(f"{drawing}\nOslobođeno PDV-a temeljem čl. 90. Zakona o PDV-u.") == {
        Term.SELLER_TAX_NUMBER: "25919799626"
    }


def test_an_american_number_is_no_vat_number() -> None:
    assert numbers("Invoice\nFrom\nSha Design Studio\nTax ID: 86-3415609") == {Term.SELLER_TAX_NUMBER: "863415609"}


def test_figures_behind_the_letters_of_a_country_are_no_tax_number() -> None:
    found = numbers("Faktura\nDodavatel\nNovák s.r.o.\nDIČ:          CZ 25123891\nIČ: 25123891")
    assert found[Term.SELLER_VAT_ID] == "CZ25123891"
    assert Term.SELLER_TAX_NUMBER not in found


def test_small_businesses_say_that_they_are_not_registered() -> None:
    for said in (
        "Alanyi adómentes.",
        "Neplătitor de TVA.",
        "Nejsme plátci DPH.",
        "TVA non applicable, art. 293 B du CGI",
    ):
        assert is_unregistered(Survey(draw(said))), said
    assert not is_unregistered(Survey(draw("Neto 100,00\nDDV 22 % 22,00")))


def test_a_number_of_a_register_under_a_vat_number_is_no_tax_number() -> None:
    found = numbers("Faktura\nSprzedawca\nTranslux sp. z o.o.\nNIP: PL8732609319\nKRS: 468687910")
    assert found == {Term.SELLER_VAT_ID: "PL8732609319", Term.SELLER_REGISTRATION_ID: "468687910"}
