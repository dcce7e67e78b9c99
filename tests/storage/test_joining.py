"""Documents that arrived apart become one, and are taken apart again, without losing anything."""

from collections.abc import Mapping

import pytest

from models.actors import Actor
from models.approval_rules import ApprovalRules
from models.errors import DamagedDocument, LeaseLost, NotFound, NotReady, StateConflict
from models.page import Transcript
from models.page_ranges import PageRange, parse_ranges
from models.parts import PartOutcome
from models.states import State
from models.terms import Term
from storage.access import Role, create_user
from storage.assigning import assign
from storage.audit import list_audit, verify_chain
from storage.documents import (
    list_documents,
    list_parts,
    load_document,
    load_history,
    load_original,
    request_reading,
    request_turned_reading,
)
from storage.house import House
from storage.jobs import (
    claim_job,
    fail_job,
    finish_capture,
    finish_join,
    finish_split,
    keep_attached,
    may_split,
    save_pages,
)
from storage.leases import MAX_CRASHES
from storage.performance import load_performance
from storage.readings import load_invoice
from storage.reviews import (
    approve,
    correct_fields,
    join_parts,
    reject,
    reopen,
    request_join,
    request_split,
    take_apart,
)
from storage.rows import Claim
from storage.second_person import change_rules
from storage.tallies import Measure
from tests.storage.samples import CLERK, Image, Part, claim, invoice, receive, second_of

WHOLE = b"%PDF-1.7 both"
PAGES = parse_ranges("1-2, 3-4")


def read_pages(house: House, held: Claim, values: Mapping[Term, object] | None = None) -> None:
    """What a worker does with a document of two pages."""
    save_pages(house, held, Transcript("pdf"), [Image(at, b"%s %d" % (held.document_id.encode(), at)) for at in (0, 1)])
    finish_capture(house, held, invoice(values), State.IN_REVIEW, "captured")  # type: ignore[arg-type]


def page_of_two(house: House, org: str, name: str, number: str = "R-1") -> str:
    """A document of two pages in review."""
    document_id = receive(house, org, b"%PDF-1.7 " + name.encode(), name)
    read_pages(house, claim(house), {Term.INVOICE_NUMBER: number})
    return document_id


def two(house: House, org: str) -> tuple[str, str]:
    return page_of_two(house, org, "first.pdf"), page_of_two(house, org, "second.jpg", "R-2")


def ask(house: House, org: str, *documents: str) -> None:
    seen = {document: load_document(house, org, document).version for document in documents}
    request_join(house, org, seen, actor=CLERK)


def joined(house: House, org: str) -> tuple[str, str, str]:
    """Two documents that a person had joined, and what they became, which is still to be read."""
    first, second = two(house, org)
    ask(house, org, first, second)
    return first, second, finish_join(house, claim(house), WHOLE, PAGES).document_id


def states(house: House, org: str, *documents: str) -> list[State]:
    return [load_document(house, org, document).state for document in documents]


def apart(house: House, org: str, document_id: str) -> None:
    version = load_document(house, org, document_id).version
    take_apart(house, org, document_id, actor=CLERK, expected_version=version)


def test_two_documents_become_one_that_knows_them(house: House, org: str) -> None:
    first, second, whole = joined(house, org)
    assert states(house, org, first, second, whole) == [State.DUPLICATE, State.DUPLICATE, State.RECEIVED]
    row = load_document(house, org, whole)
    assert (row.name, row.channel) == ("first +1.pdf", "joined")
    assert load_original(house, org, whole) == WHOLE
    assert load_original(house, org, second) == b"%PDF-1.7 second.jpg"
    assert [(part.name, part.part_id, part.pages, part.outcome) for part in list_parts(house, org, whole)] == [
        ("first.pdf", first, PageRange(0, 1), PartOutcome.SOURCE),
        ("second.jpg", second, PageRange(2, 3), PartOutcome.SOURCE),
    ]
    assert {load_document(house, org, source).joined_into for source in (first, second)} == {whole}
    assert claim(house).document_id == whole
    assert claim_job(house, "worker", 60) is None


def test_the_order_is_that_of_the_person(house: House, org: str) -> None:
    first, second = two(house, org)
    ask(house, org, second, first)
    held = claim(house)
    assert (held.document_id, held.joining) == (second, (first,))
    whole = finish_join(house, held, WHOLE, PAGES).document_id
    assert [part.part_id for part in list_parts(house, org, whole)] == [second, first]
    assert load_document(house, org, whole).name == "second +1.pdf"


def test_until_a_worker_does_it_nothing_becomes_of_any_of_them(house: House, org: str) -> None:
    first, second = two(house, org)
    ask(house, org, first, second)
    assert states(house, org, first, second) == [State.RECEIVED, State.DUPLICATE]
    with pytest.raises(StateConflict):
        reopen(house, org, second, actor=CLERK)
    with pytest.raises(StateConflict):
        request_reading(house, org, second, actor=CLERK, cause="retry")
    with pytest.raises(NotReady):
        approve(house, org, second, actor=CLERK, expected_version=1)
    assert states(house, org, first, second) == [State.RECEIVED, State.DUPLICATE]


def test_what_is_joined_is_read_whole_and_no_duplicate_of_its_sources(house: House, org: str) -> None:
    first, _, whole = joined(house, org)
    held = claim(house)
    assert not may_split(house, held)
    read_pages(house, held, {Term.INVOICE_NUMBER: "R-1"})
    row = load_document(house, org, whole)
    assert (row.state, row.duplicate_of, row.findings) == (State.IN_REVIEW, None, 0)
    assert [found.id for found in list_documents(house, org, states=[State.IN_REVIEW]).rows] == [whole]
    approve(house, org, whole, actor=CLERK, expected_version=1)
    with pytest.raises(StateConflict):
        reopen(house, org, first, actor=CLERK)


def test_taken_apart_the_sources_are_in_review_with_their_corrections(house: House, org: str) -> None:
    first, second = two(house, org)
    correct_fields(house, org, second, {"invoice_number": "R-22"}, actor=CLERK, expected_version=1)
    ask(house, org, first, second)
    whole = finish_join(house, claim(house), WHOLE, PAGES).document_id
    read_pages(house, claim(house), {Term.INVOICE_NUMBER: "W-1"})
    apart(house, org, whole)
    assert states(house, org, first, second, whole) == [State.IN_REVIEW, State.IN_REVIEW, State.UNPACKED]
    assert load_invoice(house, org, second)[0].text(Term.INVOICE_NUMBER) == "R-22"
    assert [found.id for found in list_documents(house, org, search="R-22").rows] == [second]
    assert list_documents(house, org, search="W-1").total == 0
    approve(house, org, first, actor=CLERK, expected_version=1)


def test_taken_apart_it_is_not_counted_as_if_it_had_not_been_joined(house: House, org: str) -> None:
    _, _, whole = joined(house, org)
    read_pages(house, claim(house), {Term.INVOICE_NUMBER: "R-3"})
    assert decided(house, org) == {"joined": 2}
    apart(house, org, whole)
    assert decided(house, org) == {"joined": 0}


def decided(house: House, org: str) -> dict[str, int]:
    found = load_performance(house, org, 7, names=False).by_name(Measure.DECIDED)
    return {name: one.count for name, one in found.items()}


def test_a_suspected_duplicate_is_still_one_when_it_is_taken_apart(house: House, org: str) -> None:
    first, second = page_of_two(house, org, "first.pdf"), page_of_two(house, org, "second.pdf")
    assert load_document(house, org, second).duplicate_of == first
    ask(house, org, first, second)
    apart(house, org, finish_join(house, claim(house), WHOLE, PAGES).document_id)
    assert load_document(house, org, second).duplicate_of == first


@pytest.mark.parametrize("failed", [False, True])
def test_what_was_not_read_yet_or_cannot_be_is_taken_apart_too(house: House, org: str, failed: bool) -> None:
    first, second, whole = joined(house, org)
    if failed:
        fail_job(house, claim(house), DamagedDocument("It is torn."))
    apart(house, org, whole)
    assert states(house, org, first, second, whole) == [State.IN_REVIEW, State.IN_REVIEW, State.UNPACKED]
    assert claim_job(house, "worker", 60) is None


def test_joined_again_it_is_the_document_that_it_was(house: House, org: str) -> None:
    first, second, whole = joined(house, org)
    read_pages(house, claim(house), {Term.INVOICE_NUMBER: "W-1"})
    correct_fields(house, org, whole, {"invoice_number": "W-2"}, actor=CLERK, expected_version=1)
    apart(house, org, whole)
    ask(house, org, first, second)
    assert finish_join(house, claim(house), WHOLE, PAGES).document_id == whole
    assert states(house, org, first, second, whole) == [State.DUPLICATE, State.DUPLICATE, State.IN_REVIEW]
    assert [found.id for found in list_documents(house, org, search="W-2").rows] == [whole]
    assert len(list_parts(house, org, whole)) == 2
    assert claim_job(house, "worker", 60) is None


def test_what_was_taken_apart_is_not_read_again_nor_taken_apart_twice(house: House, org: str) -> None:
    *_, whole = joined(house, org)
    apart(house, org, whole)
    with pytest.raises(StateConflict):
        apart(house, org, whole)
    with pytest.raises(StateConflict, match="was taken apart; join the same documents again"):
        request_reading(house, org, whole, actor=CLERK, cause="retry")
    with pytest.raises(StateConflict):
        join_parts(house, org, whole, actor=CLERK)


def test_nothing_is_taken_apart_that_is_booked_read_or_changed_meanwhile(
    house: House, org: str, other_org: str
) -> None:
    first, _, whole = joined(house, org)
    held = claim(house)
    with pytest.raises(StateConflict, match="being read"):
        apart(house, org, whole)
    read_pages(house, held, {Term.INVOICE_NUMBER: "W-1"})
    with pytest.raises(StateConflict, match="changed"):
        take_apart(house, org, whole, actor=CLERK, expected_version=0)
    with pytest.raises(NotFound):
        take_apart(house, other_org, whole, actor=CLERK, expected_version=1)
    approve(house, org, whole, actor=CLERK, expected_version=1)
    with pytest.raises(StateConflict, match="booked"):
        apart(house, org, whole)
    with pytest.raises(StateConflict, match="not joined"):
        take_apart(house, org, first, actor=CLERK, expected_version=1)


def test_what_was_rejected_is_taken_apart_from_review_only(house: House, org: str) -> None:
    first, _, whole = joined(house, org)
    read_pages(house, claim(house), {Term.INVOICE_NUMBER: "W-1"})
    reject(house, org, whole, actor=CLERK, reason="not ours")
    with pytest.raises(StateConflict, match="was set aside; bring it into review first"):
        apart(house, org, whole)
    reopen(house, org, whole, actor=CLERK)
    apart(house, org, whole)
    assert states(house, org, first, whole) == [State.IN_REVIEW, State.UNPACKED]


def test_a_late_worker_joins_nothing(house: House, org: str) -> None:
    first, second = two(house, org)
    ask(house, org, first, second)
    late = claim(house, seconds=-1)
    held = claim(house)
    with pytest.raises(LeaseLost):
        finish_join(house, late, WHOLE, PAGES)
    assert list_documents(house, org).total == 2
    assert finish_join(house, held, WHOLE, PAGES).document_id == claim(house).document_id
    with pytest.raises(LeaseLost):
        finish_join(house, held, WHOLE, PAGES)


def test_what_dies_while_it_is_joined_leaves_each_document_once(
    house: House, org: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two(house, org)
    ask(house, org, first, second)
    held = claim(house, seconds=-1)

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("storage.joining.end_job", die)
        with pytest.raises(KeyboardInterrupt):
            finish_join(house, held, WHOLE, PAGES)
    assert list_documents(house, org).total == 2
    assert states(house, org, first, second) == [State.READING, State.DUPLICATE]
    whole = finish_join(house, claim(house), WHOLE, PAGES).document_id
    assert list_documents(house, org).total == 3
    assert states(house, org, first, second, whole) == [State.DUPLICATE, State.DUPLICATE, State.RECEIVED]


def test_what_cannot_be_joined_is_in_review_as_it_was_and_says_why(house: House, org: str) -> None:
    first, second = two(house, org)
    ask(house, org, first, second)
    assert fail_job(house, claim(house), DamagedDocument("The files cannot be joined.")) is State.IN_REVIEW
    assert states(house, org, first, second) == [State.IN_REVIEW, State.IN_REVIEW]
    lead = load_document(house, org, first)
    assert (lead.error_message, lead.version) == ("The files cannot be joined.", 1)
    assert load_document(house, org, second).joined_into is None
    approve(house, org, first, actor=CLERK, expected_version=1)
    assert load_document(house, org, first).error_message is None
    approve(house, org, second, actor=CLERK, expected_version=1)


def test_workers_that_die_over_it_give_all_of_them_back(house: House, org: str) -> None:
    first, second = two(house, org)
    ask(house, org, first, second)
    for _ in range(MAX_CRASHES):
        assert claim(house, seconds=-1).document_id == first
    assert claim_job(house, "worker", 60) is None
    assert states(house, org, first, second) == [State.IN_REVIEW, State.IN_REVIEW]


def test_who_rejects_the_first_before_it_is_joined_gives_the_others_back(house: House, org: str) -> None:
    first, second = two(house, org)
    ask(house, org, first, second)
    reject(house, org, first, actor=CLERK, reason="not ours")
    assert states(house, org, first, second) == [State.REJECTED, State.IN_REVIEW]
    assert claim_job(house, "worker", 60) is None


def test_what_is_joined_is_joined_with_more_and_taken_apart_step_by_step(house: House, org: str) -> None:
    first, second, whole = joined(house, org)
    read_pages(house, claim(house), {Term.INVOICE_NUMBER: "W-1"})
    third = page_of_two(house, org, "third.pdf", "R-3")
    ask(house, org, whole, third)
    more = finish_join(house, claim(house), b"%PDF-1.7 all", PAGES).document_id
    with pytest.raises(StateConflict):
        apart(house, org, whole)
    with pytest.raises(StateConflict, match=r"“third\.pdf” is joined with others already"):
        ask(house, org, third, second)
    apart(house, org, more)
    assert states(house, org, first, second, whole, third) == [
        State.DUPLICATE, State.DUPLICATE, State.IN_REVIEW, State.IN_REVIEW,
    ]  # fmt: skip
    apart(house, org, whole)
    assert states(house, org, first, second, whole) == [State.IN_REVIEW, State.IN_REVIEW, State.UNPACKED]


def test_split_and_joined_again_it_keeps_its_sources(house: House, org: str) -> None:
    first, second, whole = joined(house, org)
    read_pages(house, claim(house), {Term.INVOICE_NUMBER: "W-1"})
    request_split(house, org, whole, parse_ranges("1, 2"), actor=CLERK, expected_version=1)
    pages = [Part(f"{at}.pdf", b"cut %d" % at, pages=PageRange(at, at)) for at in range(2)]
    finish_split(house, claim(house), pages)
    with pytest.raises(StateConflict):
        apart(house, org, whole)
    join_parts(house, org, whole, actor=CLERK)
    assert [part.part_id for part in list_parts(house, org, whole)] == [first, second]
    apart(house, org, whole)
    assert states(house, org, first, second) == [State.IN_REVIEW, State.IN_REVIEW]


def test_a_stack_whose_part_was_joined_elsewhere_is_not_put_together(house: House, org: str) -> None:
    stack = page_of_two(house, org, "stack.pdf", "S")
    request_split(house, org, stack, parse_ranges("1, 2"), actor=CLERK, expected_version=1)
    pages = [Part(f"{at}.pdf", b"cut %d" % at, pages=PageRange(at, at)) for at in range(2)]
    part, _ = [receipt.document_id for receipt in finish_split(house, claim(house), pages)]
    for _ in pages:
        held = claim(house)
        read_pages(house, held, {Term.INVOICE_NUMBER: held.document_id})
    other = page_of_two(house, org, "other.pdf", "O")
    ask(house, org, part, other)
    whole = finish_join(house, claim(house), WHOLE, PAGES).document_id
    assert load_document(house, org, whole).parent_id == stack
    with pytest.raises(StateConflict, match="joined with others"):
        join_parts(house, org, stack, actor=CLERK)
    apart(house, org, whole)
    join_parts(house, org, stack, actor=CLERK)


def test_what_people_said_of_the_first_goes_along(house: House, org: str) -> None:
    first, second = two(house, org)
    request_turned_reading(house, org, second, {1: 2}, actor=CLERK, expected_version=1)
    read_pages(house, claim(house), {Term.INVOICE_NUMBER: "R-2"})
    ana = create_user(house, org, "ana@example.com", "a long enough secret", Role.REVIEWER, actor=CLERK)
    assign(house, org, first, ana, actor=CLERK)
    ask(house, org, first, second)
    whole = finish_join(house, claim(house), WHOLE, PAGES).document_id
    assert load_document(house, org, whole).assigned_to == ana
    assert claim(house).turns == {3: 2}


def test_a_first_approval_lapses(house: House, org: str) -> None:
    first, second = two(house, org)
    change_rules(house, org, ApprovalRules({"EUR": invoice().fields[Term.TOTAL_NET].value}), actor=CLERK, seen="")  # type: ignore[dict-item]
    ana = Actor("user", "ana", "Ana")
    assert approve(house, org, second, actor=ana, expected_version=1) == ""
    ask(house, org, first, second)
    apart(house, org, finish_join(house, claim(house), WHOLE, PAGES).document_id)
    assert second_of(house, org, second).first is None


def test_files_attached_to_it_stand_beside_its_sources(house: House, org: str) -> None:
    first, second, whole = joined(house, org)
    held = claim(house)
    keep_attached(house, held, ())
    assert len(list_parts(house, org, whole)) == 2
    keep_attached(house, held, [Part("terms.pdf", b"terms")])
    keep_attached(house, held, [Part("terms.pdf", b"terms")])
    assert [(part.number, part.name) for part in list_parts(house, org, whole)] == [
        (0, "first.pdf"), (1, "second.jpg"), (2, "terms.pdf"),
    ]  # fmt: skip
    assert states(house, org, first, second) == [State.DUPLICATE, State.DUPLICATE]


def test_every_step_is_on_the_record(house: House, org: str) -> None:
    first, second, whole = joined(house, org)
    apart(house, org, whole)
    events = {
        each: [entry.event for entry in list_audit(house, org, document_id=each).rows] for each in (second, whole)
    }
    assert events == {
        second: [
            "document_taken_out",
            "document_joined_into",
            "join_requested",
            "document_captured",
            "document_received",
        ],
        whole: ["document_taken_apart", "documents_joined", "document_received"],
    }
    _, done, _ = list_audit(house, org, document_id=whole).rows
    assert done.after == {"documents": [first, second], "pages": "1-2, 3-4"}
    assert [change.cause for change in load_history(house, org, second)][-2:] == ["joined", "taken_apart"]
    assert [change.cause for change in load_history(house, org, first)][-4:] == [
        "to_be_joined", "claimed", "joined", "taken_apart",
    ]  # fmt: skip
    assert verify_chain(house, org).whole
