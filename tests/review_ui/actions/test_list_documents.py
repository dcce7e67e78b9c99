"""The inbox: states, search, paging, and the part that a page asks for while something is read."""

from decimal import Decimal

from models.errors import DamagedDocument, PasswordNeeded
from storage.jobs import finish_container
from tests.review_ui.houses import Seeded, add_failed, add_paper, claim, receive
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona

OURS = {"X-Requested-With": "prejeto"}


def test_an_empty_inbox_says_how_to_begin(clerk: Persona) -> None:
    assert "Drop invoices anywhere" in clerk.get("/").text


def test_a_read_document_shows_its_values(seeded: Seeded, clerk: Persona) -> None:
    add_paper(seeded, Paper("Elektro Nord", "RE-7", gross=Decimal("1840.20")))
    html = clerk.get("/").text
    for shown in ("Elektro Nord", "RE-7", "21 Mar 2026", "1,840.20 EUR", "In review"):
        assert shown in html


def test_chips_count_and_filter(seeded: Seeded, clerk: Persona) -> None:
    add_paper(seeded, Paper("Read Company"))
    add_failed(seeded, "broken.pdf", DamagedDocument("It cannot be opened."))
    html = clerk.get("/?state=problem").text
    assert "broken.pdf" in html
    assert "Read Company" not in html
    assert "To review" in html


def test_a_mail_without_documents_stands_in_a_list_of_its_own(seeded: Seeded, clerk: Persona) -> None:
    receive(seeded, "newsletter.eml")
    finish_container(seeded.house, claim(seeded), [])
    assert "Only mails or archives without an invoice came in so far." in clerk.get("/").text
    add_paper(seeded, Paper("Read Company"))
    everything, mails = clerk.get("/").text, clerk.get("/?state=unpacked").text
    assert "Read Company" in everything
    assert "newsletter.eml" not in everything
    assert 'All documents <span class="count">1</span>' in everything
    assert 'Mails and archives <span class="count">1</span>' in everything
    assert "newsletter.eml" in mails
    assert "Read Company" not in mails


def test_a_search_that_finds_nothing_leads_on_to_the_mails(seeded: Seeded, clerk: Persona) -> None:
    receive(seeded, "newsletter.eml")
    finish_container(seeded.house, claim(seeded), [])
    assert 'href="/?state=unpacked&amp;q=newsletter"' in clerk.get("/?q=newsletter").text
    assert "newsletter.eml" in clerk.get("/?state=unpacked&q=newsletter").text
    assert "search the mails" not in clerk.get("/?state=unpacked&q=zeppelin").text


def test_search_finds_sellers_and_says_when_there_is_none(seeded: Seeded, clerk: Persona) -> None:
    add_paper(seeded, Paper("Hotel Aurora", "4471"))
    assert "Hotel Aurora" in clerk.get("/?q=aurora").text
    assert "Nothing found" in clerk.get("/?q=zeppelin").text


def test_what_was_searched_is_shown_as_text_and_not_as_markup(seeded: Seeded, clerk: Persona) -> None:
    receive(seeded, "a.pdf")
    assert "<script>alert" not in clerk.get("/?q=<script>alert(1)</script>").text


def test_long_lists_have_pages(seeded: Seeded, clerk: Persona) -> None:
    for number in range(7):
        receive(seeded, f"paper {number}.pdf")
    first, second = clerk.get("/").text, clerk.get("/?page=2").text
    assert "page 1 of 2" in first
    assert "paper 0.pdf" in second
    assert "paper 0.pdf" not in first


def test_an_open_page_asks_only_while_something_is_read(seeded: Seeded, clerk: Persona) -> None:
    add_paper(seeded, Paper())
    assert "data-in-work" not in clerk.get("/").text
    receive(seeded, "new.pdf")
    part = clerk.get("/", headers=OURS).text
    assert "data-in-work" in part
    assert "<html" not in part


def test_what_waits_or_failed_says_why(seeded: Seeded, clerk: Persona) -> None:
    add_failed(seeded, "locked.pdf", PasswordNeeded("The file asks for a password."))
    html = clerk.get("/").text
    assert "The file asks for a password." in html
    assert "Waiting for you" in html


def test_the_outsider_sees_nothing_of_ours(seeded: Seeded, outsider: Persona) -> None:
    add_paper(seeded, Paper("Secret Supplier"))
    assert "Secret Supplier" not in outsider.get("/").text


def test_a_page_that_is_no_number_is_refused_politely(clerk: Persona) -> None:
    assert clerk.get("/?page=many").status_code == 400
