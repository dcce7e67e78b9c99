from extractors.einvoice.reading import read_einvoice
from tests.extractors.einvoice.samples import best_values, load, read

NOTHING_FOR_NOTHING = b"""<ram:Name>Hinweis</ram:Name></ram:SpecifiedTradeProduct>
  <ram:SpecifiedLineTradeDelivery>
    <ram:BilledQuantity unitCode="C62">0.00</ram:BilledQuantity>
  </ram:SpecifiedLineTradeDelivery>
  <ram:SpecifiedLineTradeSettlement><ram:SpecifiedTradeSettlementLineMonetarySummation>
    <ram:LineTotalAmount>0.00</ram:LineTotalAmount>
  </ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>"""


def test_factur_x_gives_every_header_field() -> None:
    assert best_values(read("cii.xml")) == {
        "document_type": "invoice",
        "invoice_number": "RG-2026/0417",
        "issue_date": "2026-04-17",
        "due_date": "2026-05-17",
        "delivery_date": "2026-04-15",
        "currency": "EUR",
        "seller_name": "Eisenwaren Birkhain GmbH",
        "seller_address": "Am Birkhain 4, Hof 2, 04109 Leipzig, DE",
        "seller_vat_id": "DE123456788",
        "seller_tax_number": "231/123/45678",
        "seller_registration_id": "HRB 70123",
        "buyer_name": "Tischlerei Ahornberg KG",
        "buyer_vat_id": "ATU12345675",
        "order_reference": "PO-7781",
        "payment_reference": "RF18539007547034",
        "iban": "DE89370400440532013000",
        "bic": "COBADEFFXXX",
        "total_net": "48.00",
        "total_tax": "9.12",
        "total_gross": "57.12",
        "amount_due": "50.00",
    }


def test_date_of_a_discount_and_second_account_stay_as_weaker_candidates() -> None:
    weaker = {c.term.key: str(c.value) for c in read("cii.xml").candidates if c.probability < 0.5}
    assert weaker == {"due_date": "2026-04-27", "iban": "SI56191000000123438", "total_tax": "103.06"}


def test_account_of_the_payer_is_never_a_candidate() -> None:
    assert "AT611904300234573201" not in {c.value for c in read("cii.xml").candidates}


def test_grouping_and_remark_lines_are_no_items_and_prices_are_for_one_unit() -> None:
    assert [item.plain() for item in read("cii.xml").line_items] == [
        {
            "description": "Schrauben M4",
            "quantity": "400",
            "unit": "C62",
            "unit_price": "0.12",
            "net_amount": "48.00",
            "vat_rate": "19",
        }
    ]


def test_a_line_of_nothing_for_nothing_is_a_heading() -> None:
    remark = b"<ram:Name>Hinweis</ram:Name></ram:SpecifiedTradeProduct>"
    filled = load("cii.xml").replace(remark, NOTHING_FOR_NOTHING)
    assert [item.description for item in read_einvoice(filled).line_items] == ["Schrauben M4"]


def test_zugferd_1_is_read_by_its_older_names() -> None:
    invoice = read("zugferd1.xml")
    values = best_values(invoice)
    assert invoice.document_class == "credit_note"
    assert values["seller_tax_number"] == "201/113/40209"
    assert values["order_reference"] == "B-31"
    assert values["delivery_date"] == "2014-03-03"
    assert values["total_gross"] == "235.62"
    assert "amount_due" not in values
    assert invoice.line_items[0].plain()["unit_price"] == "9.9000"
    assert invoice.tax_breakdown[0].plain() == {"vat_rate": "19.00", "net_amount": "198.00", "tax_amount": "37.62"}
