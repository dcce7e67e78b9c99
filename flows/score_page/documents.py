"""The documents of a run one by one, and everything that was wrong with them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType

from flows.score import Score
from flows.score_page.judgements import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document: how many of its known fields are right, and how sure its least sure required field is.

    `confidence` is 0 when a required field was not found. `error` is the machine word of what felled it, or empty.
    """

    id: str
    manifest: str
    kind: str
    known: int
    right: int
    extra: int
    required_right: bool
    confidence: float
    seconds: float
    error: str


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One wrong, missed or extra value; `first` is the first of its document."""

    fault: Judgement
    manifest: str
    required: bool
    first: bool


def document_lines(
    scorer: ModuleType, scores: Sequence[Score], judgements: Iterable[Judgement]
) -> tuple[DocumentLine, ...]:
    """All documents whose truth is known, in the order of the manifests."""
    by_document: dict[str, list[Judgement]] = defaultdict(list)
    for found in judgements:
        by_document[found.document].append(found)
    return tuple(
        _line(scorer, score, row["id"], str(row.get("kind", "")), by_document[row["id"]])
        for score in scores
        for row in score.rows
    )


def fault_lines(required: Sequence[str], judged: Mapping[str, Iterable[Judgement]]) -> tuple[FaultLine, ...]:
    """All faults of the manifests by name, document by document."""
    lines: list[FaultLine] = []
    for manifest, judgements in judged.items():
        for found in judgements:
            if not found.right:
                first = not lines or (lines[-1].manifest, lines[-1].fault.document) != (manifest, found.document)
                lines.append(FaultLine(found, manifest, found.key in required, first))
    return tuple(lines)


def _line(scorer: ModuleType, score: Score, document: str, kind: str, found: Sequence[Judgement]) -> DocumentLine:
    prediction = score.predictions.get(document) or {}
    sure = [scorer.get(prediction, key)[1] or 0.0 for key in scorer.REQUIRED]
    known = [one for one in found if one.verdict is not Verdict.EXTRA]
    error = prediction.get("error") or {}
    return DocumentLine(
        id=document,
        manifest=score.name,
        kind=kind,
        known=len(known),
        right=sum(one.right for one in known),
        extra=len(found) - len(known),
        required_right=all(one.right for one in known if one.key in scorer.REQUIRED),
        confidence=min(sure),
        seconds=float(prediction.get("seconds") or 0.0),
        error=str(error.get("code", "")),
    )
