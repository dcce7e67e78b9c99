"""What the policy of a house thinks of documents with known truth, and which of them would be wrong to book unseen.

Score and obstacle are those of `models.unseen`. Wrong is what a person would change: a required field or the type; and
any document that is no invoice. A document of whose required fields the truth leaves one open is not judged.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from flows.corpora import scoring_rules
from flows.score import Score
from models.plain_text import letters
from models.terms import DataType, DocumentClass, Term
from models.unseen import COMPARED, Obstacle


@dataclass(frozen=True, slots=True)
class Seen:
    """One document: its score, what stands against it, and the keys that are wrong; `stranger`: it is no invoice.

    `findings` are the codes of the rules that it breaks.
    """

    id: str
    score: float
    obstacle: Obstacle
    wrong: tuple[str, ...]
    stranger: bool = False
    findings: tuple[str, ...] = ()


def seen_documents(scorer: ModuleType, score: Score) -> list[Seen]:
    """The documents of a manifest that can be judged, in its order."""
    return [_seen(scorer, score, row) for row in score.every_row if _is_known(scorer, row)]


def write_seen(path: Path, documents: Iterable[Seen]) -> None:
    """One JSON object a line, to try other bounds without reading anything."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(asdict(document)) + "\n" for document in documents), encoding="utf-8")


def load_seen(path: Path) -> list[Seen]:
    """The documents of `write_seen`."""
    return [_from_json(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _from_json(row: dict[str, Any]) -> Seen:
    lists = {key: tuple(row[key]) for key in ("wrong", "findings")}
    return Seen(**{**row, **lists, "obstacle": Obstacle(row["obstacle"])})


def _is_known(scorer: ModuleType, row: Mapping[str, Any]) -> bool:
    return _is_stranger(row) or all(key in (row.get("truth") or {}) for key in scorer.REQUIRED)


def _is_stranger(row: Mapping[str, Any]) -> bool:
    return "document_class" in row and not DocumentClass(row["document_class"]).has_fields


def _seen(scorer: ModuleType, score: Score, row: dict[str, Any]) -> Seen:
    thought, stranger = score.assessed.get(row["id"]), _is_stranger(row)
    wrong = ("document_class",) if stranger else tuple(_wrong(scorer, score.predictions[row["id"]], row))
    if thought is None:
        return Seen(row["id"], 0.0, Obstacle.MISSING, wrong, stranger)
    return Seen(row["id"], thought.score, thought.obstacle, wrong, stranger, thought.findings)


def _wrong(scorer: ModuleType, prediction: Mapping[str, Any], row: dict[str, Any]) -> Iterator[str]:
    """The keys that a person would have to change: marks and spaces of texts do not count (`models.unseen`)."""
    rules, keys = scoring_rules(scorer), [term.key for term in COMPARED if term.key in row["truth"]]
    for key in keys:
        value, _ = scorer.get(prediction, key)
        said_alike = _is_text(key) and value and letters(str(value)) == letters(str(row["truth"][key]))
        if value is None or not (said_alike or scorer.right(key, value, row, rules)):
            yield key


def _is_text(key: str) -> bool:
    return Term(key).data_type not in {DataType.AMOUNT, DataType.DATE}


def counted_obstacles(documents: Iterable[Seen]) -> Counter[Obstacle]:
    """How many documents each obstacle stands against."""
    return Counter(document.obstacle for document in documents if document.obstacle)


def counted_findings(documents: Iterable[Seen]) -> Counter[str]:
    """How many of those that a finding stands against have each."""
    return Counter(code for seen in documents if seen.obstacle is Obstacle.FINDING for code in seen.findings)
