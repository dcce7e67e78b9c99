"""A folder of documents with known truth: its manifests, and its own definition of what is right.

`manifests/*.jsonl` describe the files, `robustness/manifest.jsonl` says what each hostile file must give, `score.py`
compares. The folder is never written to.
"""

import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from models.errors import InvalidInput

ROBUSTNESS = "robustness"
MAILS = "eml"
DEFAULT_MANIFESTS = ("xmlpdf", "real")


@dataclass(frozen=True, slots=True)
class Corpora:
    """The folder. Raises InvalidInput when a manifest is not there."""

    root: Path

    def manifest_path(self, name: str) -> Path:
        path = (
            self.root / ROBUSTNESS / "manifest.jsonl" if name == ROBUSTNESS else self.root / f"manifests/{name}.jsonl"
        )
        if not path.is_file():
            raise InvalidInput(f"There is no manifest {name} in {self.root}.")
        return path

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a manifest, one per document."""
        lines = self.manifest_path(name).read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]

    def file(self, row: dict[str, Any], *, with_xml: bool = False) -> Path:
        """The document of a row; the untouched one, with its XML inside, when asked for and there."""
        untouched = row.get("file_with_xml") if with_xml else None
        return self.root / str(untouched or row["file"])

    def scorer(self) -> ModuleType:
        """The folder's own `score.py`, loaded from its path."""
        path = self.root / "score.py"
        spec = importlib.util.spec_from_file_location("corpora_score", path)
        if spec is None or spec.loader is None or not path.is_file():
            raise InvalidInput(f"There is no score.py in {self.root}.")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


def known_rows(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows whose documents have a truth to compare with."""
    return [row for row in rows if row.get("truth")]


def scoring_rules(scorer: ModuleType) -> dict[str, Any]:
    """How alike names must be, and which fields must be right, as `score.py` has it when it is called alone."""
    return {"name_f1": 0.8, "name_ratio": 0.9, "required": scorer.REQUIRED}
