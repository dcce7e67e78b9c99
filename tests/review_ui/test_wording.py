"""Everything that can be shown has words."""

import re
from pathlib import Path

import extractors
import storage
from extractors.document import SEVERAL_INVOICES
from extractors.stacks.finding import PERHAPS_SEVERAL
from models.approval_rules import SecondReason
from models.evidence import Witness
from models.mailboxes import Afterwards, Security, SignIn
from models.outgoing import MailStatus
from models.parts import PartOutcome
from models.states import State
from models.terms import DocumentClass, DocumentType
from review_ui import wording
from review_ui.inbox.filters import GROUPS
from review_ui.inbox.filters import LABELS as LABELS_OF_GROUPS
from review_ui.inbox.reasons import FINDINGS
from review_ui.mailboxes.standing import Standing, TrialStanding
from review_ui.review.certainty import ICONS, LABELS, Certainty
from storage.labels import Colour
from storage.undoing import Taken


def test_every_state_has_a_name_a_meaning_and_an_icon() -> None:
    assert set(wording.STATES) == set(wording.STATE_MEANINGS) == set(wording.STATE_ICONS) == set(State)


def test_every_state_is_behind_exactly_one_chip_beside_that_of_all_documents() -> None:
    states = [state for name, group in GROUPS.items() for state in group if name]
    assert sorted(states) == sorted(State)
    assert set(LABELS_OF_GROUPS) == set(GROUPS)
    assert GROUPS[""] == set(State) - {State.UNPACKED}


def test_everything_about_mailboxes_has_words() -> None:
    assert set(wording.SECURITIES) == set(Security)
    assert set(wording.SIGN_INS) == set(SignIn)
    assert set(wording.AFTERWARDS) == set(wording.AFTERWARDS_MEANINGS) == set(Afterwards)
    assert set(wording.STANDINGS) == set(wording.STANDING_ICONS) == {standing.value for standing in Standing}
    assert set(wording.TRIALS) == {standing.value for standing in TrialStanding}
    assert set(wording.PART_OUTCOMES) == set(wording.PART_ICONS) == set(PartOutcome)
    assert all(wording.count_parts(outcome, 2).startswith("2 ") for outcome in PartOutcome)
    assert {"mailbox_added", "mailbox_changed", "mailbox_enabled", "mailbox_disabled", "mailbox_removed"} <= set(
        wording.EVENTS
    )


def test_every_witness_type_class_and_certainty_has_words() -> None:
    assert set(wording.WITNESSES) == set(Witness)
    assert set(wording.DOCUMENT_TYPES) == set(DocumentType)
    assert set(wording.DOCUMENT_CLASSES) == set(DocumentClass)
    assert set(LABELS) == set(ICONS) == set(Certainty)


def test_keys_of_fields_tables_and_rows_have_labels() -> None:
    assert wording.label_of("total_gross") == "Total with tax"
    assert wording.label_of("line_items.3") == "Lines"
    assert wording.label_of("something_else") == "Something else"


def test_everything_about_decisions_has_words() -> None:
    assert set(wording.SECOND_REASONS) == set(SecondReason)
    assert set(wording.DONE) == set(wording.UNDO) == set(Taken)
    assert set(wording.COLOURS) == set(Colour)
    assert set(wording.MAIL_STATUSES) == set(MailStatus)
    source = "".join(path.read_text(encoding="utf-8") for path in Path(storage.__path__[0]).glob("*.py"))
    said = set(re.findall(r'"((?:letter|mail|label|note|question|approval|first_approval)_[a-z_]+)"', source))
    events = {word for word in said if word not in {"label_id", "letter_texts", "mail_id"}}
    assert events <= set(wording.EVENTS)


def test_every_finding_has_words_for_the_list() -> None:
    sources = [path.read_text() for of in (extractors, storage) for path in Path(of.__path__[0]).rglob("*.py")]
    codes = {code for source in sources for code in re.findall(r'\bFinding\(\s*"([a-z0-9_]+)"', source)}
    assert "duplicate_invoice" in codes
    assert codes | {SEVERAL_INVOICES, PERHAPS_SEVERAL} <= FINDINGS.keys()
