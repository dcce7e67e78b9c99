"""The rules of an organisation: show them, and change when two people approve and what is written to senders."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from models.amounts import parse_amount
from models.approval_rules import ApprovalRules
from models.errors import InvalidInput, StateConflict
from models.languages import Language
from models.messages import told
from models.values import decimal_mark_of
from review_ui.asked import TheAsked
from review_ui.forms import TheForm, text
from review_ui.languages.speech import gettext, spoken
from review_ui.languages.telling import in_words
from review_ui.languages.words import Words
from review_ui.rendering import render
from review_ui.review.letters import PLACES, TEXTS
from review_ui.review.shown import shown_number
from review_ui.rules.contexts import RulesPage, TextView
from review_ui.visitors import TheSettings, Visitor, permit
from storage.labels import Colour, list_labels
from storage.letter_texts import load_texts, save_text
from storage.roles import Action
from storage.second_person import change_rules, load_rules

router = APIRouter(prefix="/rules")
Looker = Annotated[Visitor, Depends(permit(Action.VIEW_SETTINGS))]
Manager = Annotated[Visitor, Depends(permit(Action.MANAGE))]
MESSAGES: Words[str] = Words(
    {
        "approval": "The rules of approval are saved.",
        "label": "The labels are saved.",
        "label_removed": "The label is gone from all documents.",
        "letter": "The text of the letter is saved.",
    }
)
NO_AMOUNT = told("This is no amount.")
ROWS = 3  # empty ones, to type limits into


def make_rules(
    visitor: Visitor,
    letters_from: str,
    *,
    errors: Mapping[str, str] | None = None,
    message: str = "",
    typed: FormData | None = None,
) -> RulesPage:
    """The page as things stand; with what was `typed` of the rules of approval where that could not be saved."""
    rules, seen = load_rules(visitor.house, visitor.organisation_id)
    own = load_texts(visitor.house, visitor.organisation_id)
    limits = [(currency, shown_number(format(limit, "f"))) for currency, limit in rules.limits.items()]
    if typed is not None:
        limits = [row for row in typed_rows(typed) if any(row)]
    return RulesPage(
        limits=(*limits, *[("", "")] * max(1, ROWS - len(limits))),
        new_issuer=rules.new_issuer if typed is None else "new_issuer" in typed,
        changed_account=rules.changed_account if typed is None else "changed_account" in typed,
        seen=seen,
        labels=list_labels(visitor.house, visitor.organisation_id),
        colours=tuple(Colour),
        texts=tuple(TextView(each, *own.get(each, TEXTS[each]), is_own=each in own) for each in Language),
        places=PLACES,
        letters_from=letters_from,
        errors=errors or {},
        message=message,
    )


@router.get("")
def show_rules(request: Request, asked: TheAsked, settings: TheSettings, visitor: Looker) -> Response:
    page = make_rules(visitor, settings.mail_sender, message=MESSAGES.get(asked.done, ""))
    return render(request, page)


@router.post("/approval")
def change_approval(request: Request, form: TheForm, settings: TheSettings, visitor: Manager) -> Response:
    try:
        rules = ApprovalRules(typed_limits(form), "new_issuer" in form, "changed_account" in form)
        seen = text(form, "seen")
        change_rules(visitor.house, visitor.organisation_id, rules, actor=visitor.actor, seen=seen)
    except InvalidInput as refusal:
        errors = {"limits": in_words(str(refusal))}
        return render(request, make_rules(visitor, settings.mail_sender, errors=errors, typed=form), status=422)
    except StateConflict:
        words = gettext("Somebody else changed these rules meanwhile; look at them again.")
        page = make_rules(visitor, settings.mail_sender, errors={"limits": words})
        return render(request, page, status=409)
    return RedirectResponse("/rules?done=approval", status_code=303)


@router.post("/letters/{language}")
def change_letter(
    request: Request, language: Language, form: TheForm, settings: TheSettings, visitor: Manager
) -> Response:
    """Keep an own text, or with `reset` go back to ours."""
    subject, body = (text(form, name).replace("\r\n", "\n") for name in ("subject", "body"))
    if "reset" in form or (subject, body) == TEXTS[language]:
        subject = body = ""
    try:
        save_text(visitor.house, visitor.organisation_id, language, subject, body, actor=visitor.actor)
    except InvalidInput as refusal:
        errors = {f"letter-{language.value}": in_words(str(refusal))}
        return render(request, make_rules(visitor, settings.mail_sender, errors=errors), status=422)
    return RedirectResponse("/rules?done=letter", status_code=303)


def typed_rows(form: FormData) -> list[tuple[str, str]]:
    """Currencies and amounts as they were typed."""
    columns = ([str(value).strip() for value in form.getlist(name)] for name in ("currency", "amount"))
    return list(zip(*columns, strict=False))


def typed_limits(form: FormData) -> dict[str, Decimal]:
    """The limits by currency; a row without an amount is none."""
    mark = decimal_mark_of(spoken().tag)
    rows = [(currency.upper(), amount) for currency, amount in typed_rows(form) if amount]
    limits = {currency: parse_amount(amount, decimal_mark=mark) for currency, amount in rows}
    if None in limits.values():
        raise InvalidInput(NO_AMOUNT, "limits")
    return {currency: limit for currency, limit in limits.items() if limit is not None}
