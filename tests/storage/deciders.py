"""People who decide, and invoices that somebody has a reason to look at twice."""

from models.actors import Actor
from models.evidence import Value
from models.invoice import Invoice
from models.terms import Term
from storage.access import Role
from storage.house import House
from tests.storage.reviewed import person
from tests.storage.samples import invoice

OLD_IBAN, NEW_IBAN = "SI56191000000123438", "DE89370400440532013000"


def approvers(house: House, org: str) -> tuple[Actor, Actor]:
    """Ana and Bojan, who may both approve."""
    ana, bojan = (person(house, org, Role.APPROVER, f"{name}@example.com") for name in ("ana", "bojan"))
    return ana, bojan


def bill(number: str, iban: str = OLD_IBAN, **changes: Value) -> Invoice:
    """An invoice of the one issuer with an account; other terms by their keys."""
    return invoice(
        {Term.INVOICE_NUMBER: number, Term.IBAN: iban, **{Term(key): value for key, value in changes.items()}}
    )
