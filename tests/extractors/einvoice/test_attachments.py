from extractors.einvoice.attachments import find_einvoices
from tests.extractors.einvoice.samples import load


def test_standard_names_come_first_and_what_is_no_invoice_is_left_out() -> None:
    cii, ubl, eslog = load("cii.xml"), load("ubl-invoice.xml"), load("eslog.xml")
    attachments = [("other.xml", eslog), ("xrechnung.xml", ubl), ("note.pdf", b"%PDF"), ("x/ZUGFeRD-Invoice.xml", cii)]
    assert find_einvoices(attachments) == (cii, ubl, eslog)


def test_a_standard_name_alone_makes_no_invoice() -> None:
    assert find_einvoices([("factur-x.xml", b"<a/>")]) == ()
