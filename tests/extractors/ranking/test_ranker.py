import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import pytest

from extractors.arbitration import value_key
from extractors.extraction import extract_invoice
from extractors.fields.finding import find_in_text
from extractors.fields.survey import Survey
from extractors.ranking.features import see
from extractors.ranking.ranker import GROUP_OF, GROUPS, load_ranker, read_ranker
from extractors.ranking.values import values_of
from models.errors import EngineError
from models.evidence import Candidate, Evidence, Witness
from models.geometry import Box
from models.page import Transcript
from models.terms import Term
from tests.extractors.fields.drawn import draw

PAGE = """
Kovinarstvo Breg d.o.o.                         INVOICE

Invoice number: 2024-117       Invoice date: 04.03.2024
Order number:   B-5521         Due date:     03.04.2024

Steel sheet   4   25.00    100.00
Net total                  100.00
VAT 22 %                    22.00
Total EUR                  122.00
"""


def weights(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files("extractors.ranking").joinpath(f"weights/{name}.json").read_text("utf-8"))
    return data


def judge(candidates: Iterable[Candidate], survey: Survey) -> dict[Term, dict[str, float]]:
    ranker = load_ranker()
    return ranker.confidences(ranker.shares(see(values_of(candidates), survey)))


def test_every_value_that_is_judged_was_found() -> None:
    text = find_in_text(draw(PAGE))
    judged = judge(text.candidates, text.survey)
    known = {(candidate.term, value_key(candidate.term, candidate.value)) for candidate in text.candidates}
    assert judged[Term.TOTAL_GROSS]
    assert {(term, key) for term, found in judged.items() for key in found} <= known


def test_every_shown_value_was_found() -> None:
    transcript = draw(PAGE)
    found = {(candidate.term, candidate.value) for candidate in find_in_text(transcript).candidates}
    shown = {(term, field.value) for term, field in extract_invoice(transcript).fields.items()}
    assert shown <= found


def test_the_same_page_is_judged_alike() -> None:
    judged = []
    for _ in range(2):
        text = find_in_text(draw(PAGE))
        judged.append(judge(text.candidates, text.survey))
    assert judged[0] == judged[1]


def test_values_of_one_term_never_have_more_than_certainty_before_calibration() -> None:
    text = find_in_text(draw(PAGE))
    shares = load_ranker().shares(see(values_of(text.candidates), text.survey))
    assert all(sum(found.values()) <= 1.0 + 1e-9 for found in shares.values())


def test_a_term_of_the_einvoice_is_left_to_the_odds() -> None:
    text = find_in_text(draw(PAGE))
    of_xml = Candidate(Term.INVOICE_NUMBER, "2024-118", 0.99, Evidence(Witness.XML, "2024-118"))
    judged = judge([*text.candidates, of_xml], text.survey)
    assert Term.INVOICE_NUMBER not in judged
    assert Term.ISSUE_DATE in judged


def test_a_value_of_a_code_on_a_page_that_was_not_read_is_judged_too() -> None:
    text = find_in_text(draw(PAGE))
    place = Evidence(Witness.QR, "SI56191000000123438", 7, Box(10, 10, 90, 90))
    judged = judge([*text.candidates, Candidate(Term.IBAN, place.text, 0.9, place)], text.survey)
    assert judged[Term.IBAN].keys() == {value_key(Term.IBAN, place.text)}


def test_nothing_found_is_nothing_judged() -> None:
    text = find_in_text(Transcript("pdf"))
    assert judge(text.candidates, text.survey) == {}


def test_every_term_but_the_address_is_of_one_group() -> None:
    assert set(GROUP_OF) == set(Term) - {Term.SELLER_ADDRESS}
    assert sum(map(len, GROUPS.values())) == len(GROUP_OF)


def test_the_weights_are_few() -> None:
    sizes = [len(files("extractors.ranking").joinpath(f"weights/{n}.json").read_bytes()) for n in ("forests",)]
    assert sum(sizes) < 4 * 1024**2


@pytest.mark.parametrize("missing", sorted(GROUPS))
def test_a_group_without_trees_or_map_is_refused(missing: str) -> None:
    trees, maps = weights("forests"), weights("calibration")
    for damaged in (trees, maps):
        kept = damaged["groups"].pop(missing)
        with pytest.raises(EngineError):
            read_ranker(trees, maps)
        damaged["groups"][missing] = kept
