import pytest

from extractors.tables.taxes import find_tax_breakdown
from tests.extractors.tables.typed import typed_transcript


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("VAT 20%   100.00   20.00            Amount due   120.00", "VAT 20% 100.00 20.00"),
        ("20%   100.00   20.00            Net   100.00", "20% 100.00 20.00"),
        ("Thank you          VAT 20%   100.00   20.00", "VAT 20% 100.00 20.00"),
    ],
)
def test_the_evidence_of_a_tax_row_is_its_own_cells(line: str, own: str) -> None:
    (row,) = find_tax_breakdown(typed_transcript(line))
    assert row.evidence is not None
    assert row.evidence.text == own
