from dataclasses import replace

import pytest

from extractors.fields.company_names import looks_like_name
from extractors.fields.parties import find_parties
from extractors.fields.survey import Survey
from models.page import Transcript
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


def test_a_site_written_as_a_name_is_a_name() -> None:
    found = names(
        """
        Megrendelő                    Eladó
        Zozober.com Nyrt.             Umkari.com
        Lajos tér 26                  Somogyi utca 125
        1060 Tapolca                  2040 Székvár
        """
    )
    assert found[Term.SELLER_NAME] == "Umkari.com"
    assert found[Term.BUYER_NAME] == "Zozober.com Nyrt."
    assert not looks_like_name("umkari.com")


def test_the_first_line_under_a_label_is_not_below_a_name() -> None:
    found = names(
        """
        Sprzedawca                    Nabywca
        Gmina Reda                    Redpress24
        aleja Maja 61                 Engler, Albert
        80-903 Reda                   ulica Wspólna 13
                                      19-194 Hel
        """
    )
    assert found[Term.SELLER_NAME] == "Gmina Reda"
    assert found[Term.BUYER_NAME] == "Redpress24"


def test_a_line_of_registers_in_parts_at_the_foot_names_the_seller() -> None:
    found = names(
        "        Fattura"
        + "\n" * 8
        + """
        Amato & Partner                    Numero fattura: 2024-0688
        Via Fanucci, 58
        24424 Frugarolo
        """
        + "\n" * 48
        + """
        Ilaria Servizi SPA   ·   Borgo Pedersoli, 51, 73733 Paesana   ·   P.IVA: 38628530586   ·   REA: TS-340461
        """
    )
    assert found[Term.SELLER_NAME] == "Ilaria Servizi SPA"
    assert found[Term.BUYER_NAME] == "Amato & Partner"


def test_a_label_that_may_name_either_party_names_the_one_without_another() -> None:
    found = names(
        """
        Intestatario                  Fornitore
        Fedele Media                  Trasporti Canova
        Strada Grasso, 476            Via Damiano, 61
        61768 Sa Perta                99801 Borgo Rivola
        """
    )
    assert found[Term.SELLER_NAME] == "Trasporti Canova"
    assert found[Term.BUYER_NAME] == "Fedele Media"


def test_a_second_label_behind_a_stroke_is_no_name() -> None:
    found = names(
        """
        Vânzător / Seller             Cumpărător / Billed to
        Tomescu Instalații            Dumbraveni Center
        Strada Lungă 3                Strada Stanca 12
        400001 Cluj                   500002 Brașov
        """
    )
    assert found[Term.SELLER_NAME] == "Tomescu Instalații"
    assert found[Term.BUYER_NAME] == "Dumbraveni Center"


def test_a_slip_that_goes_back_with_the_payment_is_addressed_to_the_seller() -> None:
    found = names(
        """
        Invoice                                         Orange Demo Inc.
                                                        23 Main Street
        Bayside Wholesale                               Albany, NY 12207
        """
        + "\n" * 38
        + """
        PAYMENT ADVICE
        To: Orange Demo Inc.                            Customer     Bayside Wholesale
        23 Main Street                                  Invoice Number     INV-0046
        Albany, NY 12207
        """
    )
    assert found.get(Term.BUYER_NAME) != "Orange Demo Inc."


def test_a_receipt_of_a_till_names_no_goods_as_buyer() -> None:
    slip = "\n".join(
        (
            "Prasad Company",
            "Flat 75 Bradley Harbor",
            "West David, NY 99303",
            "Receipt",
            "Annual boiler service",
            "1 x 17.50",
        )
        + ("Total   17.50",) * 40
    )
    page = draw(slip).pages[0]
    survey = Survey(Transcript("pdf", (replace(page, width=220.0),)))
    assert [c.value for c in find_parties(survey) if c.term is Term.BUYER_NAME and c.probability > 0.2] == []


def test_two_capitals_are_a_name_where_a_label_or_an_address_says_so() -> None:
    found = names(
        """
        Lieferant                     Rechnung an
        W&T                           HH
        Hofstraße 12                  Domplatz 3
        50667 Köln                    50667 Köln

        Pos  Art                      ME    Preis
        """
    )
    assert found[Term.SELLER_NAME] == "W&T"
    assert found[Term.BUYER_NAME] == "HH"


def test_a_short_name_with_a_legal_form_and_a_word_for_a_device_are_names() -> None:
    for text in ("O&U Pvt Ltd", "FAX Systems", "99 SPEED MART S/B (519537-X)"):
        assert looks_like_name(text), text
    assert not looks_like_name("Fax 01 234")


def test_a_person_behind_a_label_of_contacts_is_no_party() -> None:
    found = names(
        """
        Malmgren Bygg AB
        Idrottsvägen 228
        11620 Varberg

        Handläggare     Madeleine Persson


        Mohamad Persson
        Granvägen 89
        42141 Kristianstad
        """
    )
    assert "Madeleine Persson" not in found.values()
    assert "Handläggare" not in found.values()


def test_a_slip_as_wide_as_it_is_long_is_a_slip() -> None:
    page = draw("Vodovod d.o.o.\nPetrčeva ulica 19\n2798 Mežica\n\nUra pouka angleščine\n1 h x 26,8545").pages[0]
    survey = Survey(Transcript("pdf", (replace(page, width=227.0, height=240.0),)))
    assert [c.value for c in find_parties(survey) if c.term is Term.BUYER_NAME and c.probability > 0.2] == []


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("Am Marillenhof 80 · 8997 Altenmarkt · +43 1 7890 227", "Am Marillenhof 80, 8997 Altenmarkt"),
        ("Rathring 245 | 92083 Regensburg | Tel. +49 30 2312 6130 | info@kilian.example | Handelsregister: HRB 86428",
         "Rathring 245, 92083 Regensburg"),
        ("Rathring 245 | 92083 Regensburg | Deutschland", "Rathring 245, 92083 Regensburg, Deutschland"),
    ],
)  # fmt: skip
def test_what_follows_an_address_in_a_letterhead_is_no_part_of_it(line: str, address: str) -> None:
    found = find_parties(Survey(draw(f"Kilian Hausbau GmbH\n{line}\n\nRechnung Nr. 7\n\nSumme 12,00")))
    assert [c.value for c in found if c.term is Term.SELLER_ADDRESS] == [address]
