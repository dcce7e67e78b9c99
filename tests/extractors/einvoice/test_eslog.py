from extractors.einvoice.reading import read_einvoice
from extractors.einvoice.syntaxes import is_einvoice
from tests.extractors.einvoice.samples import best_values, load, read


def test_eslog_gives_every_header_field() -> None:
    assert best_values(read("eslog.xml")) == {
        "document_type": "invoice",
        "invoice_number": "2026-0092",
        "issue_date": "2026-03-02",
        "due_date": "2026-04-01",
        "delivery_date": "2026-02-28",
        "currency": "EUR",
        "seller_name": "Mizarstvo Pod Hrastom, izdelava pohištva d.o.o.",
        "seller_address": "Gozdna pot 7, 1330 Kočevje, SI",
        "seller_vat_id": "SI12345679",
        "seller_tax_number": "12345679",
        "seller_registration_id": "5555555000",
        "buyer_name": "Šivalnica Žarek d.o.o.",
        "buyer_vat_id": "SI87654321",
        "order_reference": "NAR-55",
        "payment_reference": "SI0020260092",
        "iban": "SI56191000000123438",
        "bic": "DBSZSI2X",
        "total_net": "800.00",
        "total_tax": "176.00",
        "total_gross": "976.00",
        "amount_due": "976.00",
    }


def test_lines_and_tax_rows_take_net_prices_and_amounts() -> None:
    invoice = read("eslog.xml")
    assert [item.plain() for item in invoice.line_items] == [
        {
            "description": "Miza, hrast",
            "quantity": "2",
            "unit": "C62",
            "unit_price": "400.00",
            "net_amount": "800.00",
            "vat_rate": "22",
        }
    ]
    assert [row.plain() for row in invoice.tax_breakdown] == [
        {"vat_rate": "22.00", "net_amount": "800.00", "tax_amount": "176.00"}
    ]


def test_message_without_its_namespace_is_still_read() -> None:
    bare = load("eslog.xml").replace(b' xmlns="urn:eslog:2.00"', b"")
    assert is_einvoice(bare)
    assert best_values(read_einvoice(bare)) == best_values(read("eslog.xml"))


def test_account_of_a_named_payee_goes_before_that_of_the_seller() -> None:
    account = b"<S_FII><C_C078><D_3194>SI56020100012345678</D_3194></C_C078></S_FII>"
    payee = b"<G_SG2><S_NAD><D_3035>PE</D_3035></S_NAD>" + account + b"</G_SG2>"
    xml = load("eslog.xml").replace(b"<G_SG7>", payee + b"<G_SG7>")
    assert best_values(read_einvoice(xml))["iban"] == "SI56020100012345678"
