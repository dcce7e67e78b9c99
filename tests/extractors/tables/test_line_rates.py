"""Rates of lines that the breakdown proves."""

from decimal import Decimal

from extractors.tables.line_rates import with_proved_rates
from models.invoice import LineItem, TaxRow


def line(amount: str, rate: str | None = None) -> LineItem:
    return LineItem(net_amount=Decimal(amount), vat_rate=Decimal(rate) if rate else None, confidence=0.9)


def taxed(rate: str, base: str | None) -> TaxRow:
    return TaxRow(vat_rate=Decimal(rate), net_amount=Decimal(base) if base else None)


def rates_of(lines: tuple[LineItem, ...]) -> list[str]:
    return [str(item.vat_rate) for item in lines]


def test_a_rate_that_was_overlooked_is_proved_by_the_bases_of_all_rates() -> None:
    lines = [line("198.00", "19"), line("275.00"), line("25.00")]
    found = with_proved_rates(lines, [taxed("19", "223.00"), taxed("7", "275.00")])
    assert rates_of(found) == ["19", "7", "19"]


def test_one_rate_for_all_lines_is_proved_by_their_sum() -> None:
    assert rates_of(with_proved_rates([line("80.00"), line("20.00")], [taxed("20", "100.00")])) == ["20", "20"]


def test_a_proved_rate_makes_its_line_less_sure() -> None:
    (found,) = with_proved_rates([line("80.00")], [taxed("20", "80.00")])
    assert found.confidence < line("80.00").confidence


def test_lines_that_could_have_either_rate_get_none() -> None:
    lines = [line("50.00"), line("50.00")]
    assert rates_of(with_proved_rates(lines, [taxed("20", "50.00"), taxed("10", "50.00")])) == ["None", "None"]


def test_more_choices_than_are_tried_prove_nothing() -> None:
    powers = [line(f"{2**n}00.00") for n in range(12)]
    lines = [line("7.00"), *powers, line("7.00")]
    found = with_proved_rates(lines, [taxed("20", "409507.00"), taxed("10", "7.00")])
    assert rates_of(found) == ["None"] * len(lines)


def test_bases_that_lines_do_not_come_to_prove_nothing() -> None:
    assert rates_of(with_proved_rates([line("80.00")], [taxed("20", "75.00")])) == ["None"]


def test_a_rate_without_a_base_proves_nothing() -> None:
    lines = [line("80.00"), line("20.00")]
    assert rates_of(with_proved_rates(lines, [taxed("20", "80.00"), taxed("10", None)])) == ["None", "None"]


def test_credited_lines_are_proved_by_bases_of_either_sign() -> None:
    assert rates_of(with_proved_rates([line("-80.00")], [taxed("20", "80.00")])) == ["20"]
