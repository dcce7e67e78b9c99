"""Many at once over one house: nobody waits in a circle, nothing is done twice, nothing is lost."""

import threading
from collections.abc import Callable
from functools import partial

import pytest

from models.errors import StateConflict
from models.page import Transcript
from models.page_ranges import PageRange
from models.states import State
from models.terms import Term
from storage.audit import verify_chain
from storage.bookings import export_bookings, list_bookings
from storage.documents import count_states, list_documents
from storage.house import House
from storage.jobs import claim_job, finish_capture, finish_container, finish_join, renew_lease, save_pages
from storage.reviews import approve, correct_fields, request_join, take_apart
from tests.storage.samples import CLERK, Image, Part, claim, invoice, receive

DOCUMENTS = 12


def at_once(*works: Callable[[], object]) -> None:
    """Run all in threads; the first error of any of them is raised here."""
    errors: list[Exception] = []
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        gate.wait()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - raised again below, in the test's own thread
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_of_two_documents_with_the_same_content_one_sees_the_other(house: House, org: str) -> None:
    for content in (b"pdf", b"photo"):
        receive(house, org, content)
    claims = [claim(house), claim(house)]
    at_once(*(partial(finish_capture, house, held, invoice(), State.READY, "sure") for held in claims))
    rows = list_documents(house, org).rows
    assert sorted(row.state for row in rows) == [State.IN_REVIEW, State.READY]
    assert sum(row.duplicate_of is not None for row in rows) == 1


def test_of_two_who_join_the_same_documents_otherwise_one_does(house: House, org: str) -> None:
    documents = [receive(house, org, content) for content in (b"one", b"two", b"three")]
    for _ in documents:
        held = claim(house)
        save_pages(house, held, Transcript("pdf"), [Image(0, held.document_id.encode())])
        finish_capture(house, held, invoice({Term.INVOICE_NUMBER: held.document_id}), State.IN_REVIEW, "captured")
    orders = (documents[:2], documents[:0:-1])  # the second of them in both
    works = [partial(request_join, house, org, dict.fromkeys(order, 1), actor=CLERK) for order in orders]
    with pytest.raises(StateConflict):
        at_once(*works)
    held = claim(house)
    assert (held.document_id, *held.joining) in {tuple(order) for order in orders}
    whole = finish_join(house, held, b"both", (PageRange(0, 0), PageRange(1, 1))).document_id
    counted = count_states(house, org)
    assert [counted[state] for state in (State.IN_REVIEW, State.DUPLICATE, State.RECEIVED)] == [1, 2, 1]
    with pytest.raises(StateConflict):
        at_once(*[partial(take_apart, house, org, whole, actor=CLERK, expected_version=0)] * 2)
    assert count_states(house, org)[State.IN_REVIEW] == 3
    assert verify_chain(house, org).whole


def test_a_busy_house_does_everything_once(house: House, org: str, other_org: str) -> None:
    done = threading.Event()

    def send(organisation: str) -> Callable[[], object]:
        return lambda: [receive(house, organisation, b"%d" % number) for number in range(DOCUMENTS)]

    def work() -> None:
        while not (done.is_set() and sum(read(each) for each in (org, other_org)) == 2 * DOCUMENTS):
            if held := claim_job(house, threading.current_thread().name, 60):
                changes = {Term.INVOICE_NUMBER: held.document_id}
                finish_capture(house, renew_lease(house, held, 60), invoice(changes), State.IN_REVIEW, "unsure")

    def read(organisation: str) -> int:
        return count_states(house, organisation)[State.IN_REVIEW]

    threading.Timer(0.2, done.set).start()
    at_once(send(org), send(org), send(other_org), work, work, work)
    for organisation in (org, other_org):
        assert list_documents(house, organisation).total == DOCUMENTS
        assert {row.version for row in list_documents(house, organisation).rows} == {1}
        assert verify_chain(house, organisation).whole


def test_reviewers_and_exports_at_once(house: House, org: str) -> None:
    for number in range(6):
        receive(house, org, b"%d" % number)
        changes = {Term.INVOICE_NUMBER: str(number)}
        finish_capture(house, claim(house), invoice(changes), State.IN_REVIEW, "unsure")
    documents = [row.id for row in list_documents(house, org).rows]

    def review(chosen: list[str]) -> Callable[[], object]:
        def decide() -> None:
            for each in chosen:
                changes = {"order_reference": "PO-1"}
                version = correct_fields(house, org, each, changes, actor=CLERK, expected_version=1)
                approve(house, org, each, actor=CLERK, expected_version=version)

        return decide

    exports: list[str] = []
    export = lambda: exports.extend(row.booking.id for row in export_bookings(house, org, actor=CLERK))  # noqa: E731
    at_once(review(documents[:3]), review(documents[3:]), export, export)
    assert list_bookings(house, org).total == 6
    assert len(export_bookings(house, org, actor=CLERK)) == 6
    assert count_states(house, org)[State.EXPORTED] == 6
    assert verify_chain(house, org).whole


def test_mails_with_the_same_attachments_at_once(house: House, org: str) -> None:
    for number in range(3):
        receive(house, org, b"mail %d" % number, "mail.eml")
    claims = [claim(house) for _ in range(3)]
    parts = [Part("a.pdf", b"a"), Part("b.pdf", b"b")]

    def unpack(number: int) -> Callable[[], object]:
        order = parts if number % 2 else parts[::-1]
        return lambda: finish_container(house, claims[number], order)

    at_once(*(unpack(number) for number in range(3)))
    assert list_documents(house, org).total == 5
    assert len(list(house.objects.list())) == 5
