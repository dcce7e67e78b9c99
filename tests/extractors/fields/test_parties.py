from extractors.fields.company_names import looks_like_name
from extractors.fields.parties import find_parties
from extractors.fields.survey import Survey
from models.terms import Term
from tests.extractors.fields.drawn import draw


def names(drawing: str) -> dict[Term, object]:
    best: dict[Term, object] = {}
    for candidate in find_parties(Survey(draw(drawing))):
        if candidate.probability > 0.5:
            best.setdefault(candidate.term, candidate.value)
    return best


def test_labels_name_the_parties() -> None:
    found = names(
        """
        Dodavatel:                    Odběratel:
        Truhlářství Novák s.r.o.      Hotel Moravan a.s.
        Lipová 14                     Masarykova 2
        602 00 Brno                   779 00 Olomouc
        """
    )
    assert found[Term.SELLER_NAME] == "Truhlářství Novák s.r.o."
    assert found[Term.BUYER_NAME] == "Hotel Moravan a.s."


def test_the_sender_line_over_the_window_names_the_seller() -> None:
    found = names(
        """


        Blumenkamp & Söhne GmbH · Hauptstr. 5 · 50667 Köln
        Kanzlei Vogt
        Domplatz 3
        50667 Köln
        """
    )
    assert found[Term.SELLER_NAME] == "Blumenkamp & Söhne GmbH"
    assert found[Term.BUYER_NAME] == "Kanzlei Vogt"


def test_no_one_is_both_seller_and_buyer() -> None:
    found = names("Seller: Acme Ltd\nBill to: Acme Ltd")
    assert len(found) < 2 or found[Term.SELLER_NAME] != found.get(Term.BUYER_NAME)


def test_words_of_tables_contacts_and_addresses_are_no_names() -> None:
    for text in ("Description", "Net amount", "info@acme.com", "Hauptstr. 5", "50667 Köln", "Slovenija", "Tel. 01 234"):
        assert not looks_like_name(text), text
