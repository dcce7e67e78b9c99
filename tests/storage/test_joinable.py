"""What is not joined: it is refused by name, with what to do, and nothing changes."""

from dataclasses import replace

import pytest

from models.errors import InvalidInput, NotFound, PasswordNeeded, StateConflict
from models.evidence import Evidence, Witness
from models.page import Transcript
from models.states import State
from models.terms import Term
from storage.documents import request_reading
from storage.house import House
from storage.jobs import claim_job, fail_job, finish_capture, save_pages
from storage.joinable import MOST_JOINED
from storage.reviews import approve, mark_duplicate, reopen, request_join
from tests.storage.samples import CLERK, Image, claim, invoice, receive
from tests.storage.test_joining import ask, page_of_two, read_pages, states, two


def test_what_does_not_fit_is_refused_and_nothing_changes(house: House, org: str, other_org: str) -> None:
    first, second = two(house, org)
    theirs = page_of_two(house, other_org, "theirs.pdf")
    with pytest.raises(InvalidInput):
        request_join(house, org, {first: 1}, actor=CLERK)
    with pytest.raises(InvalidInput):
        request_join(house, org, {str(number): 1 for number in range(MOST_JOINED + 1)}, actor=CLERK)
    with pytest.raises(StateConflict, match=r"changed “second\.jpg”"):
        request_join(house, org, {first: 1, second: 2}, actor=CLERK)
    with pytest.raises(NotFound):
        request_join(house, org, {first: 1, theirs: 1}, actor=CLERK)
    assert states(house, org, first, second) == [State.IN_REVIEW, State.IN_REVIEW]
    assert claim_job(house, "worker", 60) is None


def test_what_stands_elsewhere_is_refused_by_name(house: House, org: str) -> None:
    first, second = two(house, org)
    waiting = receive(house, org, b"%PDF-1.7 queued", "queued.pdf")
    with pytest.raises(StateConflict, match=r"“queued\.pdf” is not read yet"):
        ask(house, org, first, waiting)
    mark_duplicate(house, org, second, actor=CLERK)
    with pytest.raises(StateConflict, match=r"“second\.jpg” is duplicate, not in review"):
        ask(house, org, first, second)
    reopen(house, org, second, actor=CLERK)
    approve(house, org, second, actor=CLERK, expected_version=1)
    with pytest.raises(StateConflict, match=r"“second\.jpg” is booked"):
        ask(house, org, first, second)


def test_a_protected_file_is_refused(house: House, org: str) -> None:
    first = page_of_two(house, org, "first.pdf")
    protected = receive(house, org, b"%PDF-1.7 locked", "locked.pdf")
    fail_job(house, claim(house), PasswordNeeded("The PDF opens only with a password."))
    request_reading(house, org, protected, actor=CLERK, cause="password", password="geheim")
    read_pages(house, claim(house), {Term.INVOICE_NUMBER: "R-3"})
    with pytest.raises(StateConflict, match=r"“locked\.pdf” has a password"):
        ask(house, org, first, protected)


def test_what_has_no_pages_is_refused(house: House, org: str) -> None:
    first = page_of_two(house, org, "first.pdf")
    xml = receive(house, org, b"<Invoice/>", "einvoice.xml")
    finish_capture(house, claim(house), invoice({Term.INVOICE_NUMBER: "X"}), State.IN_REVIEW, "captured")
    with pytest.raises(StateConflict, match="no pages"):
        ask(house, org, first, xml)


def test_of_einvoices_only_one_is_joined_with_others(house: House, org: str) -> None:
    ids = []
    for number in ("E-1", "E-2"):
        document_id = receive(house, org, number.encode(), f"{number}.pdf")
        read = invoice({Term.INVOICE_NUMBER: number})
        total = replace(read.fields[Term.TOTAL_GROSS], evidence=Evidence(Witness.XML, "122.00"))
        held = claim(house)
        save_pages(house, held, Transcript("pdf"), [Image(0, number.encode())])
        finish_capture(house, held, replace(read, fields={**read.fields, Term.TOTAL_GROSS: total}), State.IN_REVIEW, "")
        ids.append(document_id)
    with pytest.raises(StateConflict, match="invoice by itself"):
        ask(house, org, *ids)
    ask(house, org, page_of_two(house, org, "first.pdf"), ids[0])


def test_files_that_are_too_large_together_are_refused(house: House, org: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = two(house, org)
    monkeypatch.setattr("storage.joinable.MOST_BYTES", 20)
    with pytest.raises(InvalidInput, match="Together"):
        ask(house, org, first, second)
