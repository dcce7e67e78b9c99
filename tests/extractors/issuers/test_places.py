"""A value is found again by the words beside it, its place and its shape; where two are as likely, none is."""

from datetime import date
from decimal import Decimal

import pytest

from extractors.fields.survey import Survey
from extractors.issuers.places import find_placed
from extractors.issuers.scenes import scene_of
from extractors.sightings import places_of
from models.evidence import Value
from models.lessons import Spot
from models.terms import Term
from tests.extractors.fields.drawn import draw

PROSE = "\n\nHvala za zaupanje, plačilo v osmih dneh po prejemu"


def spots(drawing: str, term: Term, value: Value) -> list[Spot]:
    survey = Survey(draw(drawing))
    return [scene_of(term, place, survey) for place in places_of(term, value, survey)]


def found(learned: list[Spot], drawing: str, *, day_first: bool | None = None) -> list[Value]:
    return [placed.value for placed in find_placed(learned, Survey(draw(drawing)), day_first=day_first)]


def test_under_heads_in_one_cell_each_value_has_its_own_words() -> None:
    learned = spots(f"  Datum Zapadlost\n  1.5.24  31.5.24{PROSE}", Term.ISSUE_DATE, date(2024, 5, 1))
    assert [spot.above for spot in learned] == ["datum"]
    assert found(learned, f"\n\n\n  Datum Zapadlost\n  2.3.25  2.4.25{PROSE}") == [date(2025, 3, 2)]


@pytest.mark.parametrize("lower", [1, 9, 30])
def test_a_total_is_found_by_its_label_wherever_the_table_ends(lower: int) -> None:
    learned = spots("Vrstica   1,00\n\n\nVse skupaj   120,50", Term.TOTAL_GROSS, Decimal("120.50"))
    table = "Vrstica   1,00\n" * lower
    assert found(learned, f"{table}\nVmes   77,00\nVse skupaj   99,90") == [Decimal("99.90")]


def test_a_number_with_a_longer_run_of_figures_is_built_alike() -> None:
    learned = spots("Razvid   HT/99   Delo   DL-12", Term.INVOICE_NUMBER, "HT/99")
    assert found(learned, "Razvid   HT/100   Delo   DL-12") == ["HT/100"]


def test_without_its_label_a_number_is_found_by_its_shape_where_it_is_the_only_one() -> None:
    learned = spots("\n\n\nRazvid   8801/23", Term.INVOICE_NUMBER, "8801/23")
    assert found(learned, "Kupec 8829/24\n\n\n\n\n\n\n\n\nDne 1. 2. 2024") == ["8829/24"]
    assert found(learned, "Kupec 8829/24\n\n\n\n\n\n\n\n\nNaročilo 1277/24") == []


def test_nothing_is_found_where_nothing_is_alike() -> None:
    learned = spots("Razvid   HT/99", Term.INVOICE_NUMBER, "HT/99")
    assert found(learned, "\n\n\n\n\n\n\n\n                    Kontakt 041 555 123") == []


def test_the_issuers_order_of_day_and_month_decides() -> None:
    learned = spots("Spisano   03/25/2024", Term.ISSUE_DATE, date(2024, 3, 25))
    assert found(learned, "Spisano   04/05/2024", day_first=False) == [date(2024, 4, 5)]
    assert found(learned, "Spisano   04/05/2024", day_first=True) == [date(2024, 5, 4)]


def test_a_word_that_was_glued_to_a_number_is_cut_off_by_its_shape() -> None:
    learned = spots("Razvid   931/00/M", Term.INVOICE_NUMBER, "931/00/M")
    assert found(learned, "Razvid   7/00/N.vom") == ["7/00/N"]


def test_of_several_amounts_under_the_same_words_none_is_the_total() -> None:
    table = "        Davek     Skupaj bruto\n"
    learned = spots(f"{table}        22,00         122,00", Term.TOTAL_GROSS, Decimal("122.00"))
    assert found(learned, f"{table}        11,00          61,00") == [Decimal("61.00")]
    assert found(learned, f"{table}        11,00          61,00\n\n         5,00          55,00") == []


def test_an_issuer_that_writes_no_cents_is_read_without() -> None:
    learned = spots("Végösszeg   9.554.245", Term.TOTAL_GROSS, Decimal(9554245))
    assert found(learned, "Végösszeg   566.900") == [Decimal(566900)]


def test_other_words_at_the_same_place_label_another_value() -> None:
    """The delivery is not told this time, and all that is below has moved up."""
    stack = "\n\n\n                    Izdano      1.5.2024\n                    {}{}\n"
    learned = spots(stack.format("Dobava      3.5.2024", f"\n{PROSE}"), Term.DELIVERY_DATE, date(2024, 5, 3))
    assert found(learned, stack.format("Dobava      9.6.2025", f"\n{PROSE}")) == [date(2025, 6, 9)]
    assert found(learned, stack.format("Zapade      9.6.2025", f"\n{PROSE}")) == []


def test_the_letters_of_a_number_beside_a_value_are_none_of_its_label() -> None:
    heads = "                Št. računa     {}\n                RE-17          {}\n"
    learned = spots(heads.format("Zapadlost", "1.5.2024"), Term.DUE_DATE, date(2024, 5, 1))
    assert [(spot.left, spot.above) for spot in learned] == [("", "zapadlost")]
    assert found(learned, heads.format("Zapadlost", "2.6.2025")) == [date(2025, 6, 2)]
    assert found(learned, heads.format("Dobava", "2.6.2025")) == []


def test_an_amount_beside_other_words_is_one_of_its_column() -> None:
    """The only line of the first document came to its total; that of the second is another article."""
    head = "Opis                 Znesek\n"
    learned = spots(f"{head}Gostovanje           42,46", Term.TOTAL_NET, Decimal("42.46"))
    assert found(learned, f"{head}Vzdrževanje          30,96\nPrevoz               55,00") == []
