"""What one correction is worth: the next document of the issuer is right, that of another is as it was."""

from dataclasses import replace

import pytest

from extractors.extraction import extract_invoice, hear
from extractors.issuers.learning import learn
from extractors.issuers.remembering import Said, own_words, remember
from models.evidence import Witness
from models.geometry import Box
from models.invoice import Invoice
from models.lessons import Lesson, Memory, Record, Taught
from models.page import Transcript
from models.terms import REQUIRED_TERMS, DocumentClass, Term
from models.unseen import witnesses_of
from tests.extractors.fields.drawn import DOCUMENTS, draw, read_document
from tests.extractors.issuers.letters import (
    FIRST,
    FIRST_VALUES,
    SECOND,
    SECOND_VALUES,
    as_a_person,
    as_reminder,
    odd_letter,
)

LESSON = learn(FIRST, as_a_person(FIRST, FIRST_VALUES))
MEMORY = Memory((Taught(lesson=LESSON),))


def required(invoice: Invoice) -> dict[Term, object]:
    return {term: invoice.value(term) for term in REQUIRED_TERMS}


def test_one_correction_makes_the_next_document_right() -> None:
    wanted = {term: SECOND_VALUES[term] for term in REQUIRED_TERMS}
    assert required(extract_invoice(SECOND)) != wanted
    assert required(extract_invoice(SECOND, MEMORY)) == wanted


def test_what_was_corrected_is_known_as_misread_and_what_was_confirmed_is_not() -> None:
    assert LESSON.misread == {Term.SELLER_NAME, Term.INVOICE_NUMBER}


def test_every_value_has_its_evidence_in_the_document_at_hand() -> None:
    """A value is that of its words; a name may be shown by the words by which the issuer was known."""
    invoice = extract_invoice(SECOND, MEMORY)
    remembered = [found for found in invoice.fields.values() if found.evidence.witness is Witness.HISTORY]
    assert Term.INVOICE_NUMBER in {found.term for found in remembered}
    for found in remembered:
        assert words_in(SECOND, found.evidence.page, found.evidence.box) == found.evidence.text
    assert invoice.fields[Term.SELLER_NAME].evidence.text == "SI50223054"


def words_in(transcript: Transcript, page: int | None, box: Box | None) -> str:
    assert page is not None
    assert box is not None
    inside = [word for word in transcript.pages[page].words if box.contains(word.box.x_mid, word.box.y_mid)]
    return " ".join(word.text for word in inside)


def test_a_value_of_the_past_is_never_repeated() -> None:
    lost = odd_letter("", "05.02.2025", 366)
    assert Term.INVOICE_NUMBER not in extract_invoice(lost, MEMORY).fields


def test_other_witnesses_are_heard_as_well() -> None:
    invoice = extract_invoice(SECOND, MEMORY)
    assert set(invoice.fields[Term.TOTAL_GROSS].witnesses) == {"history", "text_layer"}


def test_who_read_a_remembered_place_is_named_and_alone_is_a_witness() -> None:
    """Nobody else takes it for the number; the text layer has read it all the same, once."""
    invoice = extract_invoice(SECOND, MEMORY)
    assert invoice.fields[Term.INVOICE_NUMBER].witnesses == ("history", "text_layer")
    assert witnesses_of(invoice)[Term.INVOICE_NUMBER] == ("text_layer",)
    assert invoice.fields[Term.SELLER_NAME].witnesses == ("history",)
    assert witnesses_of(invoice)[Term.SELLER_NAME] == ("history",)


def test_on_a_page_that_looks_different_places_are_known_by_the_words_beside_them() -> None:
    other = draw("ID za DDV SI50223054\nRazvid HT/0077\n\n\n12.5.2025\n\nSkupaj za plačilo EUR 366,00")
    invoice = extract_invoice(other, MEMORY)
    assert invoice.value(Term.INVOICE_NUMBER) == "HT/0077"
    said = own_words(other, MEMORY, hear(other).candidates)
    assert Term.ISSUE_DATE not in {one.candidate.term for one in said}


@pytest.mark.parametrize("name", [path.stem for path in sorted(DOCUMENTS.glob("*.txt"))])
def test_documents_of_other_issuers_are_as_they_were(name: str) -> None:
    _, transcript = read_document(name)
    assert extract_invoice(transcript, MEMORY) == extract_invoice(transcript)


def test_the_buyers_number_does_not_make_it_the_seller() -> None:
    """Documents that the known issuer receives are none of its own."""
    wanted, transcript = read_document("de-letter")
    buyer = replace(LESSON, own={**LESSON.own, Term.SELLER_VAT_ID: wanted.get("buyer_vat_id", "ATU00000024")})
    assert extract_invoice(transcript, Memory((Taught(lesson=buyer),))) == extract_invoice(transcript)


def test_nothing_is_remembered_where_nothing_was_learned() -> None:
    assert extract_invoice(FIRST, Memory((Taught(lesson=Lesson()),))) == extract_invoice(FIRST)


def test_a_term_that_is_forgotten_or_was_wrong_elsewhere_is_not_used() -> None:
    forgotten = Taught(lesson=LESSON, forgotten=frozenset({Term.INVOICE_NUMBER.key}))
    wrong = Taught(lesson=LESSON, records={Term.INVOICE_NUMBER: Record(right=3, wrong=1)})
    for taught in (forgotten, wrong):
        invoice = extract_invoice(SECOND, Memory((taught,)))
        assert Term.INVOICE_NUMBER not in invoice.fields
        assert invoice.value(Term.SELLER_NAME) == SECOND_VALUES[Term.SELLER_NAME]


def test_a_memory_that_has_been_right_is_surer() -> None:
    tried = Taught(lesson=LESSON, records={Term.INVOICE_NUMBER: Record(right=20)})
    sure = extract_invoice(SECOND, Memory((tried,))).fields[Term.INVOICE_NUMBER].confidence
    assert sure > extract_invoice(SECOND, MEMORY).fields[Term.INVOICE_NUMBER].confidence


def test_the_newest_way_to_write_a_name_wins() -> None:
    newer = replace(LESSON, own={**LESSON.own, Term.SELLER_NAME: "Tesarstvo Hudournik"})
    memory = Memory((Taught(lesson=newer), Taught(lesson=LESSON)))
    assert extract_invoice(SECOND, memory).value(Term.SELLER_NAME) == "Tesarstvo Hudournik"


def test_a_lesson_is_the_same_after_it_was_kept() -> None:
    kept = Lesson.from_json(LESSON.to_json())
    assert extract_invoice(SECOND, Memory((Taught(lesson=kept),))) == extract_invoice(SECOND, MEMORY)


def test_a_lesson_holds_no_value_of_its_document_but_the_issuers_own() -> None:
    kept = str(LESSON.to_json())
    assert "0041" not in kept
    assert "122" not in kept
    assert "2024" not in kept


def test_what_a_person_said_that_it_is_the_next_one_is_too() -> None:
    """Its title says otherwise; the number and the total stand under the labels of the first one."""
    first, second = as_reminder(FIRST), as_reminder(SECOND)
    memory = Memory((Taught(lesson=learn(first, as_a_person(first, FIRST_VALUES))),))
    assert not extract_invoice(second).document_class.has_fields
    invoice = extract_invoice(second, memory)
    assert invoice.document_class is DocumentClass.INVOICE
    assert required(invoice) == {term: SECOND_VALUES[term] for term in REQUIRED_TERMS}


def test_a_document_of_the_issuer_that_is_no_invoice_stays_none() -> None:
    """Nobody said that a delivery note is an invoice, where invoices of the issuer were read as such."""
    assert not extract_invoice(as_reminder(SECOND), MEMORY).document_class.has_fields


def test_letters_that_were_read_on_to_a_number_are_doubted() -> None:
    """The issuer's numbers end in their figures; what stands behind is the next word. A longer number is another."""
    glued = odd_letter("HT/0052.vom", "05.02.2025", 366)
    own = own_words(glued, MEMORY, hear(glued).candidates)
    (number,) = [one.candidate for one in own if one.candidate.term is Term.INVOICE_NUMBER]
    assert number.value == "HT/0052"
    read = replace(number, probability=0.9, evidence=replace(number.evidence, witness=Witness.TEXT_LAYER))
    right = [one for one in own if not one.doubts]
    for value, doubted in (("HT/0052.vom", True), ("HT/0052", False), ("HT/0052/3", False)):
        (heard, *_) = remember([replace(read, value=value)], [*right, Said(number, doubts=False)])
        assert (heard.probability < 0.9) is doubted
