"""The groups of fields on the screen, after the business groups of EN 16931, in the order in which papers are read."""

from enum import StrEnum

from models.terms import Term
from review_ui.languages.words import Words


class Group(StrEnum):
    """Every term is in one of them."""

    DOCUMENT = "document"
    SELLER = "seller"
    BUYER = "buyer"
    AMOUNTS = "amounts"
    PAYMENT = "payment"


LABELS: Words[Group] = Words(
    {
        Group.DOCUMENT: "Document",
        Group.SELLER: "Seller",
        Group.BUYER: "Buyer",
        Group.AMOUNTS: "Amounts",
        Group.PAYMENT: "Payment",
    }
)

_ELSEWHERE = {
    Term.TOTAL_NET: Group.AMOUNTS,
    Term.TOTAL_TAX: Group.AMOUNTS,
    Term.TOTAL_GROSS: Group.AMOUNTS,
    Term.AMOUNT_DUE: Group.AMOUNTS,
    Term.CURRENCY: Group.AMOUNTS,
    Term.DUE_DATE: Group.PAYMENT,
    Term.PAYMENT_REFERENCE: Group.PAYMENT,
    Term.IBAN: Group.PAYMENT,
    Term.BIC: Group.PAYMENT,
}


def group_of(term: Term) -> Group:
    """The group of a term.

    >>> group_of(Term.SELLER_VAT_ID), group_of(Term.IBAN)
    (<Group.SELLER: 'seller'>, <Group.PAYMENT: 'payment'>)
    """
    if term in _ELSEWHERE:
        return _ELSEWHERE[term]
    first = term.key.partition("_")[0]
    return Group(first) if first in {Group.SELLER, Group.BUYER} else Group.DOCUMENT
