"""Tables of many countries, typed in `layouts.toml`, are read as their readers would."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors.tables.items import find_line_items
from extractors.tables.taxes import find_tax_breakdown
from models.invoice import Row
from tests.extractors.tables.typed import typed_transcript

LAYOUTS = tomllib.loads((Path(__file__).parent / "layouts.toml").read_text(encoding="utf-8"))["layout"]
LINE_KEYS = ("description", "quantity", "unit", "unit_price", "net_amount", "vat_rate")
TAX_KEYS = ("vat_rate", "net_amount", "tax_amount")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["name"])
def test_invoice_lines_of_a_layout_are_read(layout: dict[str, Any]) -> None:
    found = find_line_items(typed_transcript(*layout["pages"]))
    assert [_cells(row, LINE_KEYS) for row in found] == [_expected(row) for row in layout["items"]]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["name"])
def test_tax_breakdown_of_a_layout_is_read(layout: dict[str, Any]) -> None:
    transcript = typed_transcript(*layout["pages"])
    found = find_tax_breakdown(transcript, find_line_items(transcript))
    assert [_cells(row, TAX_KEYS) for row in found] == [_expected(row) for row in layout["taxes"]]


def _cells(row: Row, keys: tuple[str, ...]) -> list[str | Decimal]:
    return [_comparable(row.plain().get(key, "")) for key in keys]


def _expected(row: list[str]) -> list[str | Decimal]:
    return [_comparable(cell) for cell in row]


def _comparable(text: str) -> str | Decimal:
    return Decimal(text) if text.lstrip("-").replace(".", "", 1).isdigit() else text
