"""Searching what stands on the pages: found behind what stands in lists, and forgotten with the document."""

import pytest

from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Transcript, Word
from models.states import State
from models.terms import Term
from storage import finding, texts
from storage.documents import list_documents, request_reading
from storage.house import House
from storage.jobs import finish_capture, save_pages
from storage.texts import forget_text, text_of
from tests.storage.samples import CLERK, Image, claim, invoice, receive


def transcript(*pages: str) -> Transcript:
    def page(number: int, line: str) -> Page:
        words = tuple(Word(text, Box(0, 0, 9, 9)) for text in line.split())
        return Page(number, 595, 842, Witness.TEXT_LAYER, words)

    return Transcript("pdf", tuple(page(number, line) for number, line in enumerate(pages)))


def read(house: House, org: str, number: int, words: str, seller: str = "Sava") -> str:
    document = receive(house, org, f"%PDF {number}".encode(), f"{number}.pdf")
    read_it(house, words, seller)
    return document


def read_it(house: House, words: str, seller: str = "Sava") -> None:
    held = claim(house)
    save_pages(house, held, transcript(words), [Image(0, words.encode())])
    finish_capture(house, held, invoice({Term.SELLER_NAME: seller}), State.IN_REVIEW, "fields_unsure")


def found(house: House, org: str, search: str, **given: object) -> list[str]:
    return [row.id for row in list_documents(house, org, search=search, **given).rows]  # type: ignore[arg-type]


def test_every_word_stands_there_once_folded() -> None:
    assert text_of(transcript("Čebelji VOSEK - 10 kg", "vosek kg med 7")) == "  cebelji  vosek  10  kg  med"


def test_no_more_is_kept_than_the_words_of_some_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST_KEPT", 19)
    assert text_of(transcript("alpha beta gamma delta")) == "  alpha  beta"


@pytest.mark.parametrize("typed", ["vosek", "ČEBELJI vos", "vosek sava"])
def test_words_of_the_pages_are_found(house: House, org: str, other_org: str, typed: str) -> None:
    document = read(house, org, 1, "Čebelji VOSEK za SAVA")
    read(house, org, 2, "Med")
    read(house, other_org, 3, "Čebelji VOSEK za SAVA")
    assert found(house, org, typed) == [document]


def test_what_stands_in_the_list_comes_first(house: House, org: str) -> None:
    of_seller, on_page = read(house, org, 1, "Papir", seller="Vosek d.o.o."), read(house, org, 2, "Vosek")
    assert found(house, org, "vosek") == [of_seller, on_page]
    assert found(house, org, "vosek", states=[State.BOOKED]) == []


def test_what_is_rare_is_found_far_back_too(house: House, org: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "DEPTHS", (1, 2))
    monkeypatch.setattr(finding, "MOST_BY_TEXT", 2)
    monkeypatch.setattr(finding, "ENOUGH", 2)
    documents = [read(house, org, number, words) for number, words in enumerate(["vosek", "med", "vosek", "vosek"])]
    assert found(house, org, "vosek") == [documents[3], documents[2]]
    assert found(house, org, "med") == [documents[1]]


def test_a_new_reading_replaces_the_text(house: House, org: str) -> None:
    document = read(house, org, 1, "vosek")
    request_reading(house, org, document, actor=CLERK, cause="retry")
    read_it(house, "med")
    assert (found(house, org, "vosek"), found(house, org, "med")) == ([], [document])


def test_what_is_forgotten_is_not_found(house: House, org: str) -> None:
    document = read(house, org, 1, "vosek")
    with house.session(write=True) as session:
        forget_text(session, org, document)
    assert found(house, org, "vosek") == []
