"""Check one field while it is typed: what is understood, and what the rules would say. Nothing is stored."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import JSONResponse, Response

from models.errors import InvalidInput
from models.evidence import Evidence, Witness
from models.invoice import FieldValue, Invoice
from models.rules import check_rules
from models.terms import Term
from models.values import parse_value
from review_ui.forms import TheForm, text
from review_ui.languages.speech import gettext, spoken
from review_ui.languages.telling import in_words
from review_ui.review.fields import is_of_one_field, plain_error
from review_ui.review.shown import shown_field, understood
from review_ui.review.sums import make_sums, suspects
from review_ui.visitors import Visitor, permit
from storage.readings import load_invoice
from storage.roles import Action

router = APIRouter(prefix="/documents/{document_id}")


@router.post("/check")
def check_field(
    document_id: str, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.CORRECT))]
) -> Response:
    """`{"said": ..., "fits": ...}` of the form's `key` and `text`; nothing said where there is nothing to say."""
    invoice, _ = load_invoice(visitor.house, visitor.organisation_id, document_id)
    try:
        term = Term(text(form, "key"))
    except ValueError:
        raise InvalidInput("There is no field of this name.") from None
    said, fits = check(invoice, term, text(form, "text"))
    return JSONResponse({"said": said, "fits": fits})


def check(invoice: Invoice, term: Term, typed: str) -> tuple[str, bool]:
    """What is to be said of a text typed into a field, and whether it could be stored without a finding."""
    if not typed or typed == shown_field(invoice.fields.get(term)):
        return "", True
    try:
        changed = with_typed(invoice, term, typed)
    except InvalidInput as mistake:
        return plain_error(term, in_words(str(mistake))), False
    found = [each for each in check_rules(changed) if each.terms == (term.key,) and is_of_one_field(each, changed)]
    off = suspects(make_sums(changed)).get(term.key)
    problem = in_words(found[0].message) if found else off
    if problem:
        return problem, False
    value = changed.fields[term].value
    plainly = understood(value) or (str(value) if str(value) != typed else "")
    return (gettext("Understood as {value}", value=plainly) if plainly else ""), True


def with_typed(invoice: Invoice, term: Term, typed: str) -> Invoice:
    """The reading as it would be; InvalidInput where the text cannot be read."""
    value = parse_value(term, typed, locale=spoken().tag)
    entered = FieldValue(term, value, 1.0, Evidence(Witness.PERSON, typed), "typed")
    return replace(invoice, fields={**invoice.fields, term: entered})
