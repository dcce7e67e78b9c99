"""Everything that can be shown has words."""

from models.evidence import Witness
from models.states import State
from models.terms import DocumentClass, DocumentType
from review_ui import wording
from review_ui.inbox.filters import GROUPS
from review_ui.review.certainty import ICONS, LABELS, Certainty


def test_every_state_has_a_name_a_meaning_and_an_icon() -> None:
    assert set(wording.STATES) == set(wording.STATE_MEANINGS) == set(wording.STATE_ICONS) == set(State)


def test_every_state_is_behind_exactly_one_chip() -> None:
    states = [state for _, group in GROUPS.values() for state in group]
    assert sorted(states) == sorted(State)


def test_every_witness_type_class_and_certainty_has_words() -> None:
    assert set(wording.WITNESSES) == set(Witness)
    assert set(wording.DOCUMENT_TYPES) == set(DocumentType)
    assert set(wording.DOCUMENT_CLASSES) == set(DocumentClass)
    assert set(LABELS) == set(ICONS) == set(Certainty)


def test_keys_of_fields_tables_and_rows_have_labels() -> None:
    assert wording.label_of("total_gross") == "Total with tax"
    assert wording.label_of("line_items.3") == "Lines"
    assert wording.label_of("something_else") == "Something else"
