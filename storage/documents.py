"""Documents: receiving them, finding them, showing them, asking for a new reading."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from models.actors import Actor
from models.states import State
from storage.house import House
from storage.rows import DocumentRow, Listing, Receipt, StateChangeRow


def receive_document(
    house: House,
    org_id: str,
    content: bytes,
    name: str,
    *,
    channel: str,
    actor: Actor,
    parent_id: str | None = None,
) -> Receipt:
    """Keep a document: its bytes in the object store, then its ledger row, job, state and audit in one transaction.

    The same bytes in the same organisation are the same document; the arrival is written down all the same.
    EmptyDocument when there are no bytes.
    """
    raise NotImplementedError


def load_document(house: House, org_id: str, document_id: str) -> DocumentRow:
    """The document; NotFound when the organisation has none of this id."""
    raise NotImplementedError


def list_documents(
    house: House, org_id: str, *, states: Collection[State] = (), search: str = "", page: int = 1, per_page: int = 50
) -> Listing[DocumentRow]:
    """Newest first. No states are all states; `search` matches names, sellers, invoice numbers and references."""
    raise NotImplementedError


def count_states(house: House, org_id: str) -> dict[State, int]:
    """How many documents stand in each state; every state is there."""
    raise NotImplementedError


def neighbours(
    house: House, org_id: str, document_id: str, states: Collection[State] = ()
) -> tuple[str | None, str | None]:
    """The documents before and after this one, in the order of `list_documents`."""
    raise NotImplementedError


def change_state(
    session: Session, org_id: str, document_id: str, state: State, *, actor: Actor, cause: str, note: str = ""
) -> None:
    """Take a document to another state, inside the caller's transaction. StateConflict when there is no such way."""
    raise NotImplementedError


def load_history(house: House, org_id: str, document_id: str) -> list[StateChangeRow]:
    """Every change of state, oldest first."""
    raise NotImplementedError


def load_original(house: House, org_id: str, document_id: str) -> bytes:
    """The bytes as they were received, verified."""
    raise NotImplementedError


def load_page_image(house: House, org_id: str, document_id: str, n: int) -> tuple[bytes, str]:
    """The image of page `n`, from 0, and its media type; NotFound when there is none."""
    raise NotImplementedError


def request_reading(
    house: House, org_id: str, document_id: str, *, actor: Actor, cause: str, password: str | None = None
) -> None:
    """Read a document again: a retry, or with the password that a person typed. StateConflict while it is read."""
    raise NotImplementedError
