"""What one correction is worth, in lines to print: counts with their intervals, and the documents that stay wrong."""

from collections.abc import Iterable, Iterator, Sequence

from flows.memory_score import MemoryScore, Pair, Sure
from flows.training.shown import expected_error
from models.intervals import counted, wilson


def told(score: MemoryScore) -> Iterator[str]:
    """The lines that are printed of a score."""
    for name, pairs in _kinds(score.pairs):
        before = sum(not pair.wrong_before for pair in pairs)
        after = sum(not pair.wrong_after for pair in pairs)
        yield f"{score.name}, {name}: second documents with all required fields right"
        yield f"  without memory {counted(before, len(pairs), wilson(before, len(pairs)))}"
        yield f"  with memory    {counted(after, len(pairs), wilson(after, len(pairs)))}"
        yield f"  issuer recalled: {sum(pair.recalled for pair in pairs)} of {len(pairs)}"
        without, memory = _calibration(pair.sure_before for pair in pairs), _calibration(p.sure_after for p in pairs)
        yield f"  calibration error of all their fields: {without} without memory, {memory} with it"
    for pair in score.pairs:
        if pair.wrong_after:
            yield f"  {pair.id}: {', '.join(pair.wrong_before) or 'right'} -> {', '.join(pair.wrong_after)}"
    changed = [stranger for stranger in score.strangers if stranger.changed]
    yield f"{score.name}, with the memories of other issuers: {len(changed)} of {len(score.strangers)} changed"
    for stranger in changed:
        yield f"  {stranger.id}: {', '.join(stranger.changed)}"


def _calibration(documents: Iterable[Sure]) -> str:
    sure = [value for document in documents for value in document]
    return f"{expected_error(sure):.4f} of {len(sure)}"


def _kinds(pairs: Sequence[Pair]) -> Iterator[tuple[str, Sequence[Pair]]]:
    yield "all", pairs
    for kind in sorted({pair.kind for pair in pairs}):
        yield kind, [pair for pair in pairs if pair.kind == kind]
