from datetime import date

import pytest

from extractors.fields.finding import find_in_text
from extractors.fields.second_readings import SECOND, settle
from models.evidence import Candidate
from models.page import Transcript
from models.terms import Term
from tests.extractors.fields.drawn import draw
from tests.extractors.fields.second import draw_unsure


def texts(transcript: Transcript) -> list[str]:
    return [word.text for page in transcript.pages for word in page.words]


def best(transcript: Transcript, term: Term) -> Candidate:
    found = [candidate for candidate in find_in_text(transcript).candidates if candidate.term is term]
    return max(found, key=lambda candidate: candidate.probability)


@pytest.mark.parametrize(
    ("line", "read", "instead"),
    [
        ("IBAN DE89 3704 0044 0532 013O 00", "013O", "0130"),
        ("IBAN DEB9 3704 0044 0532 0130 00", "DEB9", "DE89"),
        ("USt-IdNr. DE13669597G", "DE13669597G", "DE136695976"),
        ("Reference RF1B 5390 0754 7034", "RF1B", "RF18"),
        ("Date 31/02/2024", "31/02/2024", "31/03/2024"),
        ("Date 1Z.05.2024", "1Z.05.2024", "12.05.2024"),
    ],
)
def test_what_passes_a_check_only_when_read_otherwise_is_read_so(line: str, read: str, instead: str) -> None:
    settled = settle(draw_unsure(line, {read: ("#", instead)}))
    assert texts(settled.transcript) == line.replace(read, instead).split()
    assert len(settled.places) == 1


@pytest.mark.parametrize(
    ("line", "read", "instead"),
    [
        ("IBAN DE89 3704 0044 0532 0130 00", "0130", "0180"),
        ("Date 12/05/2024", "12/05/2024", "13/05/2024"),
        ("IBAN DE89 3704 0044 0532 0131 00", "0131", "0138"),
        ("Total 12.05", "12.05", "12.05.2024"),
        ("Invoice no. 2O24-17", "2O24-17", "2024-17"),
        ("Thank you", "you", "yon"),
    ],
)
def test_what_passes_as_read_or_has_no_check_stays(line: str, read: str, instead: str) -> None:
    settled = settle(draw_unsure(line, {read: (instead,)}))
    assert texts(settled.transcript) == line.split()
    assert settled.places == frozenset()


def test_pages_without_unsure_words_are_the_very_same() -> None:
    transcript = draw("IBAN DE89 3704 0044 0532 0130 01")
    assert settle(transcript).transcript is transcript


def test_a_value_of_a_second_reading_is_less_sure_says_so_and_stands_where_the_word_does() -> None:
    line = "Invoice date: {}\nIBAN: DE89 3704 0044 0532 0130 00"
    sure = best(draw_unsure(line.format("12.05.2024"), {}), Term.ISSUE_DATE)
    second = best(draw_unsure(line.format("1Z.05.2024"), {"1Z.05.2024": ("12.05.2024",)}), Term.ISSUE_DATE)
    assert second.value == sure.value == date(2024, 5, 12)
    assert second.probability < sure.probability
    assert (second.reason, second.evidence.box) == (f"{sure.reason}+{SECOND}", sure.evidence.box)
