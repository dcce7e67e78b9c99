from decimal import Decimal

from extractors.tables.cells import Cell, split_cells
from extractors.tables.tax_lines import base_of, find_single, find_triple, holds
from tests.extractors.tables.typed import typed_page


def cells(text: str) -> tuple[Cell, ...]:
    (line,) = typed_page(text).lines
    return split_cells(line)


def test_numbers_may_stand_in_any_order() -> None:
    for text in ("100.00 20% 20.00", "20% 20.00 100.00 120.00", "20.00 100.00 20%"):
        found = find_triple(cells(text), bare_rates=False)
        assert found is not None
        assert (found.rate, found.base, found.tax) == (Decimal(20), Decimal("100.00"), Decimal("20.00"))


def test_a_bare_number_is_a_rate_only_where_it_may_be() -> None:
    assert find_triple(cells("20   100.00   20.00"), bare_rates=False) is None
    assert find_triple(cells("20   100.00   20.00"), bare_rates=True) is not None
    assert find_triple(cells("11   100.00   11.00"), bare_rates=True) is None


def test_whole_amounts_count_only_in_tables() -> None:
    assert find_triple(cells("27%   59 400   16 038"), bare_rates=False) is None
    assert find_triple(cells("27%   59 400   16 038"), bare_rates=False, whole=True) is not None


def test_negative_taxes_have_negative_bases() -> None:
    assert base_of(Decimal(19), Decimal("-3.76"), {Decimal("19.80")}) == Decimal("-19.80")
    assert holds(Decimal(19), Decimal("-19.80"), Decimal("-3.76"))


def test_a_single_tax_needs_its_rate() -> None:
    assert find_single(cells("VAT 33.00"), set()) is None
    found = find_single(cells("VAT 20% 33.00"), {Decimal("165.00"), Decimal("12.00")})
    assert found is not None
    assert found.base == Decimal("165.00")
