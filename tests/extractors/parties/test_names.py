import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.parties.names import NameSpan, find_party_names, find_spans
from extractors.parties.training.measure import measure_names
from extractors.parties.training.samples import make_samples

LETTER = (
    "INVOICE",
    "Blue Heron Plumbing & Heating",
    "123 Madison Drive, Seattle, WA 98101",
    "Invoice No: 4711",
    "Bill to:",
    "Maria Kovačič",
    "Mlinska cesta 12",
    "1000 Ljubljana",
)


@cache
def legal_forms() -> re.Pattern[str]:
    words = tomllib.loads(files("extractors.parties").joinpath("words.toml").read_text(encoding="utf-8"))
    forms = {form for forms in words["legal"].values() for form in forms if not form.startswith("^")}
    written = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    return re.compile(rf"[^,;:|·•*]*\s(?:{written})(?!\w)", re.IGNORECASE)


def find_by_legal_form(lines: Sequence[str]) -> list[NameSpan]:
    """What is left when the pipeline is taken away: names end in a legal form."""
    found = [(number, match) for number, line in enumerate(lines) for match in legal_forms().finditer(line)]
    return [NameSpan(number, match.start(), match.end(), "ORG", 1.0) for number, match in found]


def test_the_pipeline_finds_unseen_names_that_rules_do_not() -> None:
    samples = make_samples(120, seed=11, held_out=True)
    with_pipeline, without = measure_names(samples, find_party_names), measure_names(samples, find_by_legal_form)
    assert with_pipeline.f1 > 0.8
    assert with_pipeline.f1 > without.f1 + 0.3


def test_names_without_legal_form_are_found() -> None:
    names = [(LETTER[span.line_index][span.start : span.end], span.label) for span in find_party_names(LETTER)]
    assert names == [("Blue Heron Plumbing & Heating", "ORG"), ("Maria Kovačič", "PERSON")]


def test_addresses_are_told_from_names() -> None:
    addresses = [LETTER[span.line_index] for span in find_spans(LETTER) if span.label == "ADDRESS"]
    assert "Mlinska cesta 12" in addresses
    assert "1000 Ljubljana" in addresses


def test_nothing_is_found_in_nothing() -> None:
    assert find_party_names([]) == []
    assert find_party_names(["", "  "]) == []


def test_a_page_takes_few_milliseconds() -> None:
    page = LETTER * 8
    find_party_names(page)
    spent = []
    for _ in range(5):
        start = perf_counter()
        find_party_names(page)
        spent.append(perf_counter() - start)
    assert min(spent) < 0.1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_lines_give_spans_within_their_lines(lines: list[str]) -> None:
    spans = find_spans(lines)
    assert spans == find_spans(lines)
    assert all(0 <= span.start < span.end <= len(lines[span.line_index]) and 0 < span.score <= 1 for span in spans)
