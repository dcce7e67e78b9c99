"""What a person has to look at, in words."""

from dataclasses import replace

from models.doubts import doubts_of, read_doubts, write_doubts
from models.evidence import Witness
from models.invoice import Finding, LineItem, TaxRow
from models.terms import DocumentClass, Term
from tests.storage.samples import invoice


def test_missing_stands_first_then_the_least_sure_then_findings() -> None:
    found = invoice({Term.CURRENCY: None, Term.IBAN: "SI56"})
    unsure = {Term.IBAN: 0.2, Term.ISSUE_DATE: 0.6}
    fields = {term: replace(field, confidence=unsure.get(term, 0.95)) for term, field in found.fields.items()}
    read = replace(found, fields=fields, findings=(Finding("br_co_15", ""), Finding("br_co_15", "")))
    written = write_doubts(doubts_of(read))
    assert written == "missing:currency unsure:iban unsure:issue_date finding:br_co_15"
    assert read_doubts(written) == doubts_of(read)


def test_unsure_rows_are_one_doubt_as_sure_as_the_least_of_them() -> None:
    found = invoice({Term.IBAN: "SI56"})
    fields = {term: replace(field, confidence=0.95) for term, field in found.fields.items()}
    fields[Term.IBAN] = replace(fields[Term.IBAN], confidence=0.5)
    lines = tuple(LineItem(confidence=share) for share in (0.95, 0.4, 0.7))
    read = replace(found, fields=fields, line_items=lines, tax_breakdown=(TaxRow(confidence=0.6),), findings=())
    assert write_doubts(doubts_of(read)) == "unsure:line_items unsure:iban unsure:tax_breakdown"
    sure = replace(read, line_items=tuple(replace(line, confidence=1.0) for line in lines))
    assert write_doubts(doubts_of(sure)) == "unsure:iban unsure:tax_breakdown"


def test_what_a_person_looked_at_is_sure_and_a_letter_has_nothing_to_look_at() -> None:
    found = invoice()
    iban = replace(found.fields[Term.CURRENCY], confidence=0.2)
    typed = replace(iban, evidence=replace(iban.evidence, witness=Witness.PERSON))
    for field in (typed, replace(iban, reason="confirmed")):
        assert doubts_of(replace(found, fields={**found.fields, Term.CURRENCY: field})) == ()
    assert doubts_of(replace(found, document_class=DocumentClass.LETTER, fields={})) == ()
