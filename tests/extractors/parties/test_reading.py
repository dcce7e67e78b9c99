from pathlib import Path

import pytest

from extractors.parties import reading
from models.errors import EngineMissing


def test_the_probabilities_of_a_word_add_up_to_one() -> None:
    columns = reading.probabilities(["Alfa", "GmbH", "\n"])
    assert sum(column[0] for column in columns.values()) == pytest.approx(1, abs=1e-4)


def test_a_missing_pipeline_says_how_to_mend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reading, "files", lambda _package: tmp_path)
    with pytest.raises(EngineMissing, match="make train"):
        reading.load_pipeline.__wrapped__()
