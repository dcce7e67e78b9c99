from extractors.fields.accounts import find_accounts
from extractors.fields.survey import Survey
from models.terms import Term
from tests.extractors.fields.drawn import draw


def found(drawing: str) -> dict[Term, object]:
    best: dict[Term, object] = {}
    for candidate in find_accounts(Survey(draw(drawing))):
        if candidate.probability > 0.5:
            best.setdefault(candidate.term, candidate.value)
    return best


def test_groups_are_joined_up_to_the_length_of_the_country() -> None:
    assert found("TRR: SI56 1910 0000 0123 438 pri banki") == {Term.IBAN: "SI56191000000123438"}


def test_an_account_goes_on_in_the_next_line() -> None:
    assert found("IBAN\nDE89 3704 0044 0532\n0130 00") == {Term.IBAN: "DE89370400440532013000"}


def test_the_account_that_is_debited_is_not_the_sellers() -> None:
    drawing = """
        Der Betrag wird von Ihrem Konto abgebucht:
        IBAN: DE89 3704 0044 0532 0130 00


        Bankverbindung
        IBAN: DE02 1203 0000 0000 2020 51
    """
    assert found(drawing)[Term.IBAN] == "DE02120300000000202051"


def test_a_wrong_checksum_is_kept_when_the_label_says_iban() -> None:
    assert found("IBAN: DE89 3704 0044 0532 0130 01")[Term.IBAN] == "DE89370400440532013001"


def test_capitals_alone_are_no_bic() -> None:
    assert Term.BIC not in found("RECHNUNG\nIBAN: DE89 3704 0044 0532 0130 00")
    assert found("BIC: COBADEFFXXX")[Term.BIC] == "COBADEFFXXX"


def test_words_after_a_number_of_a_register_are_no_account() -> None:
    assert found("Registered in Scotland No. SC123456. Registered office as above.") == {}
