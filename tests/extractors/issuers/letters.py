"""Documents of issuers that no lexicon knows: odd labels, a name that is a picture, figures that look alike."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from extractors.extraction import extract_invoice
from models.evidence import Evidence, Value, Witness
from models.invoice import FieldValue, Invoice
from models.page import Transcript
from models.terms import DocumentClass, Term
from tests.extractors.fields.drawn import draw

ODD = """
                                                             Hudournik 7
                                                             5220 Tolmin
                                                             ID za DDV SI50223054
  Kmetija Novak
  Pod Grebenom 3                              Faktura
  4220 Škofja Loka                            Delovni list          {job}
                                              Spisano               {written}
                                              Odposlano             {sent}
                                              Razvid                {number}


  Storitev                                    Količina       Cena         Znesek

  {lines}

                                              Vrednost brez davka         {net}
                                              Davek                       {tax}
                                              Saldo računa prej           {before} EUR
                                              Saldo računa zdaj           {total} EUR

  Hvala za zaupanje. Plačilo v osmih dneh.
"""
LINE = "Prevoz lesa iz gozda do ceste               {}              10,00        {},00"


def _comma(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")


def odd_letter(number: str, written: str, total: int, *, lines: int = 2, before: str = "0,00") -> Transcript:
    """A document of an issuer whose name is a picture."""
    drawn = "\n\n  ".join(LINE.format(at + 1, 10 * (at + 1)) for at in range(lines))
    net = Decimal(total) / Decimal("1.22")
    values = {"number": number, "written": written, "lines": drawn, "before": before, "total": f"{total},00"}
    values |= {"net": _comma(net), "tax": _comma(total - net), "job": "DL-88", "sent": "11.12.2024"}
    return draw(ODD.format(**values))


def as_a_person(transcript: Transcript, values: dict[Term, Value]) -> Invoice:
    """The reading of a document after a person has typed these values."""
    read = extract_invoice(transcript)
    typed = {
        term: FieldValue(term, value, 1.0, Evidence(Witness.PERSON, str(value)), "typed")
        for term, value in values.items()
    }
    return replace(read, document_class=DocumentClass.INVOICE, fields={**read.fields, **typed})


FIRST = odd_letter("HT/0041", "03.12.2024", 122)
FIRST_VALUES: dict[Term, Value] = {
    Term.DOCUMENT_TYPE: "invoice",
    Term.SELLER_NAME: "Hudourniško tesarstvo d.o.o.",
    Term.INVOICE_NUMBER: "HT/0041",
    Term.ISSUE_DATE: date(2024, 12, 3),
    Term.CURRENCY: "EUR",
    Term.TOTAL_GROSS: Decimal("122.00"),
}
SECOND = odd_letter("HT/0052", "05.02.2025", 366, lines=5, before="122,00")
SECOND_VALUES: dict[Term, Value] = {
    **FIRST_VALUES,
    Term.INVOICE_NUMBER: "HT/0052",
    Term.ISSUE_DATE: date(2025, 2, 5),
    Term.TOTAL_GROSS: Decimal("366.00"),
}


def as_reminder(transcript: Transcript) -> Transcript:
    """The same under the title of a reminder."""
    pages = tuple(
        replace(page, words=tuple(replace(word, text=word.text.replace("Faktura", "Opomin")) for word in page.words))
        for page in transcript.pages
    )
    return replace(transcript, pages=pages)
