"""What one correction is worth is told with its intervals, and with every document that stays wrong."""

from flows.memory_report import told
from flows.memory_score import MemoryScore, Pair, Stranger

RIGHT = Pair("one", "digital_pdf", ("invoice_number",), (), True, ((0.9, False),), ((0.9, True),))
WRONG = Pair("two", "scan_pdf", (), ("total_gross",), False, ((0.8, True),), ((0.7, False),))


def test_the_counts_are_told_with_their_intervals() -> None:
    lines = list(told(MemoryScore("letters", (RIGHT,), (Stranger("three", 0, ()),))))
    assert "  without memory 0/1 = 0.0% (0.0% to 79.3%)" in lines
    assert "  with memory    1/1 = 100.0% (20.7% to 100.0%)" in lines
    assert "  calibration error of all their fields: 0.9000 of 1 without memory, 0.1000 of 1 with it" in lines
    assert "letters, with the memories of other issuers: 0 of 1 changed" in lines


def test_every_document_that_is_wrong_with_memory_and_every_stranger_that_changed_is_named() -> None:
    lines = list(told(MemoryScore("letters", (RIGHT, WRONG), (Stranger("three", 1, ("iban",)),))))
    assert "letters, scan_pdf: second documents with all required fields right" in lines
    assert "  two: right -> total_gross" in lines
    assert not any(line.startswith("  one:") for line in lines)
    assert "  three: iban" in lines
