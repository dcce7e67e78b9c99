"""When one person's approval is not enough: the rules of an organisation, and what they say of a document."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from models.errors import InvalidInput
from models.invoice import Invoice
from models.terms import Term

MOST_LIMITS = 20
_CURRENCY = re.compile(r"[A-Z]{3}")


class SecondReason(StrEnum):
    """Why a second person has to approve."""

    AMOUNT = "amount"
    NEW_ISSUER = "new_issuer"
    CHANGED_ACCOUNT = "changed_account"


@dataclass(frozen=True, slots=True)
class ApprovalRules:
    """What needs two people. `limits` are by currency: what is above one does; a currency without one has none.

    An account that differs from those booked before needs two from the start: it is how invoices are forged.
    """

    limits: Mapping[str, Decimal] = field(default_factory=dict)
    new_issuer: bool = False
    changed_account: bool = True

    def check(self) -> None:
        """InvalidInput names what cannot be a rule."""
        if len(self.limits) > MOST_LIMITS:
            raise InvalidInput(f"There are at most {MOST_LIMITS} limits.", "limits")
        for currency, limit in self.limits.items():
            if not _CURRENCY.fullmatch(currency):
                raise InvalidInput("A currency has three letters, such as EUR.", "limits")
            if not limit.is_finite() or limit < 0:
                raise InvalidInput("A limit is an amount of zero or more.", "limits")

    def is_above(self, invoice: Invoice) -> bool:
        """Whether the total is above the limit of its currency; that of a credit note counts without its sign."""
        limit = self.limits.get(invoice.text(Term.CURRENCY) or "")
        total = invoice.amount(Term.TOTAL_GROSS)
        return limit is not None and total is not None and abs(total) > limit
