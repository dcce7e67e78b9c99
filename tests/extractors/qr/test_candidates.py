import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.qr.candidates import find_code_candidates
from models.evidence import Witness
from models.terms import Term
from tests.extractors.qr.payloads import EPC, HUB3, IPS, POLISH, SPAYD, SWISS, by_square, code, upn, written

WHOLE = [EPC, SWISS, HUB3, SPAYD, IPS, POLISH, by_square(), upn()]


def probability(payload: bytes, term: Term) -> float:
    return next(c.probability for c in find_code_candidates([code(payload)]) if c.term is term)


def test_epc_code_names_payee_account_amount_and_reference() -> None:
    assert written(find_code_candidates([code(EPC)])) == {
        "bic": "COBADEFFXXX",
        "seller_name": "Eisenwaren Birkhain GmbH",
        "iban": "DE89370400440532013000",
        "amount_due": "57.12",
        "total_gross": "57.12",
        "currency": "EUR",
        "payment_reference": "RF18539007547034",
    }


def test_upn_code_is_read_as_iso_8859_2() -> None:
    assert written(find_code_candidates([code(upn())])) == {
        "buyer_name": "Šivalnica Žarek d.o.o.",
        "amount_due": "976.00",
        "total_gross": "976.00",
        "currency": "EUR",
        "due_date": "2026-04-01",
        "iban": "SI56191000000123438",
        "payment_reference": "SI0020260092",
        "seller_name": "Mizarstvo Pod Hrastom",
    }


def test_swiss_code_brings_address_and_billing_information() -> None:
    assert written(find_code_candidates([code(SWISS)])) == {
        "iban": "CH4431999123000889012",
        "seller_name": "Käserei Gipfelblick AG",
        "seller_address": "Alpweg 12, 3800 Interlaken, CH",
        "amount_due": "1949.75",
        "total_gross": "1949.75",
        "currency": "CHF",
        "buyer_name": "Gasthaus Murmeltier",
        "payment_reference": "210000000003139471430009017",
        "invoice_number": "R/2026-7",
        "issue_date": "2026-06-12",
        "seller_vat_id": "CHE106017086",
    }


def test_croatian_czech_and_serbian_codes_are_read() -> None:
    croatian, czech, serbian = (written(find_code_candidates([code(payload)])) for payload in (HUB3, SPAYD, IPS))
    assert croatian["payment_reference"] == "HR017269-68949637-01"
    assert (croatian["amount_due"], croatian["seller_name"]) == ("123.55", "KNJIŽARA ČAPLJA d.o.o.")
    assert (czech["seller_name"], czech["bic"], czech["due_date"]) == ("KAVÁRNA", "RZBCCZPP", "2026-03-31")
    assert czech["payment_reference"] == "2026042"
    assert (serbian["seller_name"], serbian["amount_due"], serbian["currency"]) == ("Pekara Žito", "3596.13", "RSD")
    assert "iban" not in serbian


def test_slovak_and_polish_codes_are_read() -> None:
    slovak, polish = (written(find_code_candidates([code(payload)])) for payload in (by_square(), POLISH))
    assert slovak == {
        "iban": "SK3112000000198742637541",
        "bic": "TATRSKBX",
        "amount_due": "46.20",
        "total_gross": "46.20",
        "currency": "EUR",
        "due_date": "2026-04-30",
        "payment_reference": "2026042",
        "seller_name": "Kaviareň Čučoriedka",
    }
    assert (polish["iban"], polish["amount_due"], polish["currency"]) == (
        "PL61109010140000071219812874",
        "12.23",
        "PLN",
    )
    assert (polish["seller_name"], polish["payment_reference"]) == ("Piekarnia Żytko", "FV 12/2026")


def test_evidence_is_the_place_of_the_code() -> None:
    found = find_code_candidates([code(EPC)])
    assert {(c.evidence.witness, c.evidence.page, c.evidence.box) for c in found} == {
        (Witness.QR, 1, code(EPC).box),
    }
    assert [c.probability for c in found] == sorted((c.probability for c in found), reverse=True)


def test_payee_is_less_sure_than_the_account_since_it_may_be_a_bank() -> None:
    assert probability(EPC, Term.SELLER_NAME) < 0.7 < probability(EPC, Term.IBAN)


def test_wrong_checksum_of_a_upn_code_lowers_its_values_but_drops_none() -> None:
    damaged = upn(checksum=False)
    assert written(find_code_candidates([code(damaged)])) == written(find_code_candidates([code(upn())]))
    assert probability(damaged, Term.IBAN) < probability(upn(), Term.IBAN)


def test_amount_of_zero_is_no_amount() -> None:
    assert "amount_due" not in written(find_code_candidates([code(upn().replace(b"97600", b"00000"))]))


@pytest.mark.parametrize(
    "payload", [b"", b"https://example.com", b"4006381333931", b"\xff\xfe\x00", b"UPNQR", b"SPC\n"]
)
def test_other_codes_give_nothing(payload: bytes) -> None:
    assert find_code_candidates([code(payload)]) == []


@given(payload=st.binary(max_size=400))
def test_any_bytes_give_candidates_or_nothing(payload: bytes) -> None:
    assert isinstance(find_code_candidates([code(payload)]), list)


@given(whole=st.sampled_from(WHOLE), start=st.integers(0, 300), junk=st.binary(max_size=12), length=st.integers(0, 40))
def test_damaged_payloads_never_raise(whole: bytes, start: int, junk: bytes, length: int) -> None:
    damaged = whole[:start] + junk + whole[start + length :]
    assert all(0 < c.probability < 1 for c in find_code_candidates([code(damaged)]))
