"""Joining documents that arrived apart: choosing them and their order, confirming it, and taking them apart again."""

import re
from urllib.parse import quote

from httpx2 import Response

from models.errors import DamagedDocument
from models.page_ranges import PageRange
from models.states import State
from storage.documents import load_document
from storage.jobs import claim_job, fail_job, finish_join
from storage.rows import Claim, DocumentRow
from tests.review_ui.houses import LEASE, Seeded, add_paper, finish
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona

FIRST, SECOND, THIRD = Paper("Hotel Aurora", "1"), Paper("Elektro Nord", "2"), Paper("Kovina", "3")


def row(seeded: Seeded, document_id: str) -> DocumentRow:
    return load_document(seeded.house, seeded.organisation_id, document_id)


def chosen(seeded: Seeded, *documents: str) -> list[str]:
    return [f"{each}:{row(seeded, each).version}" for each in documents]


def address(*documents: str, **others: str) -> str:
    """That of the page with these documents, as the list sends them."""
    asked = [("chosen", each) for each in documents] + list(others.items())
    return "/join?" + "&".join(f"{name}={quote(value)}" for name, value in asked)


def order(html: str) -> list[str]:
    """The documents in the order in which they would be joined."""
    (form,) = re.findall(r'<form method="get" action="/join" id="join">.*?</form>', html, re.DOTALL)
    return re.findall(r'name="chosen" value="(\w+):\d+"', form)


def claim(seeded: Seeded) -> Claim:
    claimed = claim_job(seeded.house, "test", LEASE)
    assert claimed is not None
    return claimed


def ask(person: Persona, documents: list[str], back: str = "/") -> Response:
    """Confirm on the page that these are to be joined."""
    return person.client.post("/join", data={"chosen": documents, "back": back})


def join(seeded: Seeded, clerk: Persona, *documents: str) -> str:
    """Have them joined, do what a worker does, and read what they became; its id."""
    assert ask(clerk, chosen(seeded, *documents)).status_code == 303
    pages = [PageRange(at, at) for at in range(len(documents))]
    whole = finish_join(seeded.house, claim(seeded), b"%PDF-1.7 joined", pages).document_id
    finish(seeded, Paper("Hotel Aurora", "77"))
    return whole


def test_chosen_documents_stand_as_they_arrived_and_are_moved(seeded: Seeded, clerk: Persona) -> None:
    first, second, third = (add_paper(seeded, paper) for paper in (FIRST, SECOND, THIRD))
    page = clerk.get(address(*chosen(seeded, third, first, second), back="/?state=review")).text
    assert order(page) == [first, second, third]
    assert 'href="/?state=review"' in page
    kept = chosen(seeded, first, second, third)
    assert order(clerk.get(address(*kept, order="kept", up=third)).text) == [first, third, second]
    assert order(clerk.get(address(*kept, order="kept", less=second)).text) == [first, third]
    assert order(clerk.get(address(*reversed(kept), order="kept")).text) == [third, second, first]


def test_others_are_found_and_added(seeded: Seeded, clerk: Persona) -> None:
    first, second, third = (add_paper(seeded, paper) for paper in (FIRST, SECOND, THIRD))
    page = clerk.get(f"/documents/{first}").text
    assert f'href="/join?chosen={first}:1&amp;back=/documents/{first}"' in page
    page = clerk.get(address(*chosen(seeded, first), back=f"/documents/{first}")).text
    assert "Add at least one more below." in page
    assert all(f'name="chosen" value="{other}:1">' in page for other in (second, third))
    found = clerk.get(address(*chosen(seeded, first), order="kept", q="elektro")).text
    assert f'name="chosen" value="{second}:1">' in found
    assert third not in found
    assert order(clerk.get(address(*chosen(seeded, first, second), order="kept")).text) == [first, second]


def test_they_become_one_and_are_taken_apart_again(seeded: Seeded, clerk: Persona) -> None:
    first, second = add_paper(seeded, FIRST), add_paper(seeded, SECOND)
    answer = ask(clerk, chosen(seeded, second, first), "/?state=review")
    assert answer.headers["location"] == "/?state=review&done=joining"
    assert "The documents will be one in a moment" in clerk.get("/?state=review&done=joining").text
    claimed = claim(seeded)
    assert (claimed.document_id, claimed.joining) == (second, (first,))
    whole = finish_join(seeded.house, claimed, b"%PDF", [PageRange(0, 0), PageRange(1, 1)]).document_id
    finish(seeded, Paper("Hotel Aurora", "77"))
    page = clerk.get(f"/documents/{whole}").text
    assert "Joined from" in page
    assert "Page 2: Elektro Nord" not in page  # the first of them was the second to come
    assert "Page 1: Elektro Nord" in page
    assert f'href="/documents/{first}"' in page
    assert "joined from several documents" in page
    source = clerk.get(f"/documents/{first}").text
    assert f'href="/documents/{whole}"' in source
    assert "Bring back into review" not in source
    assert re.search(rf'<tr id="row-{first}".*?</svg>Joined</span>', clerk.get("/").text, re.DOTALL)
    answer = clerk.post(f"/documents/{whole}/take-apart", expected_version="1")
    assert answer.headers["location"] == f"/documents/{whole}?done=apart"
    assert [row(seeded, each).state for each in (first, second, whole)] == [
        State.IN_REVIEW, State.IN_REVIEW, State.UNPACKED,
    ]  # fmt: skip
    after = clerk.get(f"/documents/{whole}?done=apart").text
    assert "are in review again." in after
    assert "Join the parts again" not in after
    assert "Take it apart again" not in after


def test_the_history_tells_it(seeded: Seeded, clerk: Persona) -> None:
    first, second = add_paper(seeded, FIRST), add_paper(seeded, SECOND)
    whole = join(seeded, clerk, first, second)
    clerk.post(f"/documents/{whole}/take-apart", expected_version="1")
    history = clerk.get(f"/documents/{first}/history").text
    assert all(
        words in history for words in ("To be joined with others", "Joined with others", "Stands by itself again")
    )
    history = clerk.get(f"/documents/{whole}/history").text
    assert all(words in history for words in ("Joined from several documents", "Taken apart again"))


def test_what_cannot_be_joined_is_told_and_nothing_changes(seeded: Seeded, clerk: Persona) -> None:
    first, second = add_paper(seeded, FIRST), add_paper(seeded, SECOND)
    answer = ask(clerk, [f"{first}:1", f"{second}:2"])
    assert answer.status_code == 409
    assert "meanwhile; look at it again." in answer.text
    assert order(answer.text) == [first, second]
    assert ask(clerk, chosen(seeded, first)).status_code == 422
    booked = add_paper(seeded, THIRD, State.READY)
    clerk.post(f"/documents/{booked}/duplicate", expected_version="1")
    answer = ask(clerk, chosen(seeded, first, booked))
    assert answer.status_code == 409
    assert "is duplicate, not in review" in answer.text
    assert claim_job(seeded.house, "test", LEASE) is None


def test_what_somebody_else_has_open_is_not_taken_from_them(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    first, second = add_paper(seeded, FIRST), add_paper(seeded, SECOND)
    approver.get(f"/documents/{second}")
    assert "has it open" in clerk.get(address(*chosen(seeded, first, second))).text
    answer = ask(clerk, chosen(seeded, first, second))
    assert answer.status_code == 409
    assert "approver@example.test has" in answer.text
    assert row(seeded, first).state is State.IN_REVIEW
    whole = join(seeded, approver, first, second)
    approver.get(f"/documents/{whole}")
    assert clerk.post(f"/documents/{whole}/take-apart", expected_version="1").status_code == 409
    assert "Take it apart again" not in clerk.get(f"/documents/{whole}").text


def test_others_may_not(seeded: Seeded, clerk: Persona, auditor: Persona, outsider: Persona) -> None:
    first, second = add_paper(seeded, FIRST), add_paper(seeded, SECOND)
    assert auditor.get(address(*chosen(seeded, first, second))).status_code == 403
    assert ask(auditor, chosen(seeded, first, second)).status_code == 403
    assert order(outsider.get(address(*chosen(seeded, first, second))).text) == []
    assert ask(outsider, chosen(seeded, first, second)).status_code == 404
    whole = join(seeded, clerk, first, second)
    assert outsider.post(f"/documents/{whole}/take-apart", expected_version="1").status_code == 404
    assert auditor.post(f"/documents/{whole}/take-apart", expected_version="1").status_code == 403
    assert clerk.post(f"/documents/{whole}/take-apart", expected_version="7").status_code == 409


def test_a_join_that_failed_says_why(seeded: Seeded, clerk: Persona) -> None:
    first, second = add_paper(seeded, FIRST), add_paper(seeded, SECOND)
    ask(clerk, chosen(seeded, first, second))
    fail_job(seeded.house, claim(seeded), DamagedDocument("The files cannot be joined. Review them one by one."))
    words = "Not joined: The files cannot be joined. Review them one by one."
    assert words in clerk.get(f"/documents/{first}").text
    assert words in clerk.get("/").text
    assert words not in clerk.get(f"/documents/{second}").text


def test_one_leads_nowhere_else(seeded: Seeded, clerk: Persona) -> None:
    first, second = add_paper(seeded, FIRST), add_paper(seeded, SECOND)
    answer = ask(clerk, chosen(seeded, first, second), "//evil.example")
    assert answer.headers["location"] == "/?done=joining"


def test_the_list_leads_there(seeded: Seeded, clerk: Persona) -> None:
    add_paper(seeded, FIRST)
    assert re.search(r'<button class="button" formmethod="get" formaction="/join"', clerk.get("/").text)
