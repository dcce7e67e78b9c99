"""FatturaPA, the Italian e-invoice: `FatturaElettronica` 1.0 to 1.2, to administrations and to companies.

A file has one header with seller and buyer, and a body for each invoice. Totals are those of the tax summary, for the
total of the document may be left out. Notes of credit have positive amounts and a type of their own.

Source: Agenzia delle Entrate, Specifiche tecniche 1.9 (schema 1.2.3); the mapping of EN 16931-1 in its CIUS-IT.
"""

from collections.abc import Sequence

from extractors.einvoice.elements import Element, every, joined, text, texts
from extractors.einvoice.raw import RawInvoice, address
from extractors.einvoice.values import read_decimal
from models.terms import Term

SELLER, BUYER = "FatturaElettronicaHeader/CedentePrestatore", "FatturaElettronicaHeader/CessionarioCommittente"
BODY = "FatturaElettronicaBody"
GENERAL = "DatiGenerali/DatiGeneraliDocumento"
SUMMARY = "DatiBeniServizi/DatiRiepilogo"
PAYMENT = "DatiPagamento/DettaglioPagamento"
PAID_AT_ONCE = "TP02"  # else in instalments (TP01) or in advance (TP03)

ADVANCE, CREDIT_NOTE, DEBIT_NOTE, INVOICE = "386", "381", "383", "380"
TYPE_CODES = {
    "TD02": ADVANCE,
    "TD03": ADVANCE,
    "TD04": CREDIT_NOTE,
    "TD05": DEBIT_NOTE,
    "TD08": CREDIT_NOTE,
    "TD09": DEBIT_NOTE,
}
"""UNTDID 1001 by `TipoDocumento`; all others are invoices: fees, deferred ones, integrations of foreign ones."""

PATHS = {
    Term.INVOICE_NUMBER: f"{GENERAL}/Numero",
    Term.ISSUE_DATE: f"{GENERAL}/Data",
    Term.DELIVERY_DATE: "DatiGenerali/DatiTrasporto/DataOraConsegna",
    Term.CURRENCY: f"{GENERAL}/Divisa",
    Term.ORDER_REFERENCE: "DatiGenerali/DatiOrdineAcquisto/IdDocumento",
    Term.DUE_DATE: f"{PAYMENT}/DataScadenzaPagamento",
    Term.PAYMENT_REFERENCE: f"{PAYMENT}/CodicePagamento",
    Term.IBAN: f"{PAYMENT}/IBAN",
    Term.BIC: f"{PAYMENT}/BIC",
}


def read_fatturapa(root: Element) -> RawInvoice:
    """The raw values of a `FatturaElettronica`: its header, and the first of its bodies."""
    bodies = every(root, BODY)
    body = bodies[0] if bodies else root
    kind = text(body, f"{GENERAL}/TipoDocumento")
    raw = RawInvoice("fatturapa", TYPE_CODES.get(kind, INVOICE) if kind else None, further=max(0, len(bodies) - 1))
    raw.texts = {term: texts(body, path) for term, path in PATHS.items()}
    _read_totals(raw, body)
    _read_parties(raw, root)
    raw.lines = [_line(line) for line in every(body, "DatiBeniServizi/DettaglioLinee") if not _is_remark(line)]
    raw.taxes = [_tax(row) for row in every(body, SUMMARY)]
    return raw


def _read_totals(raw: RawInvoice, body: Element) -> None:
    net, tax = texts(body, f"{SUMMARY}/ImponibileImporto"), texts(body, f"{SUMMARY}/Imposta")
    raw.texts[Term.TOTAL_NET], raw.texts[Term.TOTAL_TAX] = _sum(net), _sum(tax)
    raw.texts[Term.TOTAL_GROSS] = texts(body, f"{GENERAL}/ImportoTotaleDocumento") or _sum([*net, *tax])
    raw.texts[Term.AMOUNT_DUE] = next((due for terms in every(body, "DatiPagamento") if (due := _due(terms))), [])


def _due(terms: Element) -> list[str]:
    """What is to be paid by some terms: its instalments together, or one of several ways to pay at once."""
    amounts = texts(terms, "DettaglioPagamento/ImportoPagamento")
    return amounts[:1] if text(terms, "CondizioniPagamento") == PAID_AT_ONCE else _sum(amounts)


def _sum(amounts: Sequence[str]) -> list[str]:
    """The sum of the amounts; nothing where there are none, or one cannot be read."""
    read = [amount for amount in map(read_decimal, amounts) if amount is not None]
    return [str(sum(read))] if read and len(read) == len(amounts) else []


def _read_parties(raw: RawInvoice, root: Element) -> None:
    for seller in every(root, SELLER):
        raw.texts[Term.SELLER_NAME] = _names(seller)
        raw.texts[Term.SELLER_ADDRESS] = _address(seller)
        raw.texts[Term.SELLER_VAT_ID] = _vat_ids(seller)
        raw.texts[Term.SELLER_TAX_NUMBER] = texts(seller, "DatiAnagrafici/CodiceFiscale")
        raw.texts[Term.SELLER_REGISTRATION_ID] = _registered(seller)
    for buyer in every(root, BUYER):
        raw.texts[Term.BUYER_NAME] = _names(buyer)
        raw.texts[Term.BUYER_VAT_ID] = _vat_ids(buyer)


def _names(party: Element) -> list[str]:
    """The company's name, or those of a person."""
    person = joined(party, "DatiAnagrafici/Anagrafica/Nome", "DatiAnagrafici/Anagrafica/Cognome")
    return texts(party, "DatiAnagrafici/Anagrafica/Denominazione") or ([person] if person else [])


def _vat_ids(party: Element) -> list[str]:
    """The number with its country, which some senders write in both elements."""
    country, code = (text(party, f"DatiAnagrafici/IdFiscaleIVA/{part}") or "" for part in ("IdPaese", "IdCodice"))
    return [code if code.startswith(country) else country + code] if code else []


def _registered(seller: Element) -> list[str]:
    """Office and number in the register of companies (REA)."""
    parts = texts(seller, "IscrizioneREA/Ufficio|NumeroREA")
    return ["-".join(parts)] if len(parts) > 1 else []


def _address(party: Element) -> list[str]:
    street = joined(party, "Sede/Indirizzo", "Sede/NumeroCivico")
    return address(street, joined(party, "Sede/CAP", "Sede/Comune", "Sede/Provincia"), text(party, "Sede/Nazione"))


def _is_remark(line: Element) -> bool:
    """Whether a line has neither quantity nor amount, as what the schema has no other place for."""
    return not texts(line, "Quantita") and not read_decimal(text(line, "PrezzoTotale"))


def _line(line: Element) -> dict[str, str | None]:
    """A line; where its price is not the net one, for there is a discount, the net one is that of its amount."""
    quantity, amount = text(line, "Quantita"), text(line, "PrezzoTotale")
    discounted = bool(every(line, "ScontoMaggiorazione")) and quantity is not None
    return {
        "description": joined(line, "Descrizione"),
        "quantity": quantity,
        "unit": text(line, "UnitaMisura"),
        "unit_price": amount if discounted else text(line, "PrezzoUnitario"),
        "base_quantity": quantity if discounted else None,
        "net_amount": amount,
        "vat_rate": text(line, "AliquotaIVA"),
    }


def _tax(row: Element) -> dict[str, str | None]:
    return {
        "vat_rate": text(row, "AliquotaIVA"),
        "net_amount": text(row, "ImponibileImporto"),
        "tax_amount": text(row, "Imposta"),
    }
