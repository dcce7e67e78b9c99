import doctest
from types import ModuleType
from typing import Any

import pytest

import flows.legible
from flows.legible import values_read
from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Word

HEIGHT = 10.0


def page(*lines: str) -> Page:
    """Lines of words, each word a fixed step from the one before it; `_` leaves its place empty."""
    words = [
        Word(text, Box(50.0 * at, 2 * HEIGHT * row, 50.0 * at + 40, 2 * HEIGHT * row + HEIGHT))
        for row, line in enumerate(lines)
        for at, text in enumerate(line.split())
        if text != "_"
    ]
    return Page(0, 600, 800, Witness.OCR, tuple(words))


class Scorer(ModuleType):
    """Its own definition of equal: as it is written, but for case."""

    REQUIRED = ("invoice_number",)

    @staticmethod
    def right(key: str, said: str, row: dict[str, Any], _config: dict[str, Any]) -> bool:
        accepted = [row["truth"][key], *row.get("truth_alt", {}).get(key, [])]
        return said.casefold() in [str(truth).casefold() for truth in accepted]


def is_read(key: str, truth: str, *lines: str, alternatives: tuple[str, ...] = ()) -> bool:
    row = {"truth": {key: truth}, "truth_alt": {key: list(alternatives)}}
    return values_read(row, [page(*lines)], Scorer("made_up"))[key]


def test_examples_hold() -> None:
    assert doctest.testmod(flows.legible).failed == 0


@pytest.mark.parametrize("line", ["Issued 15. 3. 2024", "Date:15/03/2024,", "March 15, 2024", "Mar 15 , 2024"])
def test_dates_are_read_as_they_are_printed(line: str) -> None:
    assert is_read("issue_date", "2024-03-15", line)


@pytest.mark.parametrize("line", ["15. 4. 2024", "03/2024", "15 March"])
def test_other_dates_and_halves_of_one_are_not_the_date(line: str) -> None:
    assert not is_read("issue_date", "2024-03-15", line)


@pytest.mark.parametrize("line", ["Total 1.234,50 EUR", "TOTAL:1,234.50", "1 234,50", "€ 1.234 , 50"])
def test_amounts_are_read_as_they_are_printed(line: str) -> None:
    assert is_read("total_gross", "1234.50", line)


@pytest.mark.parametrize("line", ["1.234,5O", "11.234,50", "12.34.50"])
def test_amounts_with_a_letter_or_a_figure_too_many_are_not(line: str) -> None:
    assert not is_read("total_gross", "1234.50", line)


def test_names_and_numbers_are_runs_of_neighbouring_words() -> None:
    assert is_read("seller_name", "Acme Bolts", "From ACME Bolts to you")
    assert is_read("iban", "SI56123", "IBAN SI56 123")
    assert is_read("invoice_number", "7-24", "No:7-24")
    assert is_read("invoice_number", "F7-24", "Faktura č.F7-24")
    assert not is_read("seller_name", "Acme Bolts", "Acme Old Bolts")
    assert not is_read("iban", "SI56123", "SI56", "123")


def test_a_name_may_go_on_in_the_cells_below() -> None:
    assert is_read("seller_name", "Acme Bolts and Nuts", "Acme Bolts", "and", "Nuts")
    assert is_read("seller_name", "Acme Bolts", "Acme _ _ 2024", "Bolts _ _ 2025")
    assert not is_read("seller_name", "Acme Bolts", "Acme", "Old", "Bolts")
    assert not is_read("seller_name", "Acme 2025", "Acme _ _ 2024", "Bolts _ _ 2025")


def test_an_accepted_alternative_counts_whatever_its_length() -> None:
    assert is_read("seller_name", "ACME", "The Association of Bolts", alternatives=("The Association of Bolts",))


def test_what_is_not_printed_as_such_does_not_count() -> None:
    truth = {"currency": "EUR", "document_type": "invoice", "line_items": [{}], "total_tax": "2.00"}
    assert values_read({"truth": truth}, [page("Tax 3.00")], Scorer("made_up")) == {"total_tax": False}
