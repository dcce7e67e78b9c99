from dataclasses import replace
from random import Random

from extractors.qr.upn import is_upn_whole, read_upn
from flows.samples.inventing import invent_invoice
from flows.samples.payment_codes import UPN_VERSION, upn_code, upn_payload
from models.terms import Term


def test_upn_payload_has_twenty_lines_and_a_right_count() -> None:
    invoice = replace(invent_invoice(Random(11), "SI"), credit_note=False)
    payload = upn_payload(invoice, "Plačilo računa")
    content = payload.encode("iso-8859-2")
    payment = read_upn(content)
    assert len(payload.splitlines()) == 20
    assert is_upn_whole(content)
    assert payment is not None
    assert payment[Term.AMOUNT_DUE] == invoice.amount_due


def test_upn_code_is_of_the_version_that_banks_ask_for() -> None:
    payload = upn_payload(invent_invoice(Random(11), "SI"), "Plačilo računa")
    assert len(upn_code(payload)) == 17 + 4 * UPN_VERSION
