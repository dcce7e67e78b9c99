import json
from pathlib import Path

import pytest

from extractors.limits import DEFAULT_LIMITS
from flows import transcripts
from flows.samples.writing import make_sample
from flows.transcripts import PATIENT, read_transcripts, reader_identity


def test_what_lies_in_the_folder_is_not_read_again(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(make_sample(1, 0)[1])
    bad.write_bytes(b"%PDF-1.7 nothing more")
    read = [*read_transcripts([good, bad], kept=tmp_path / "kept")]
    (kept,) = (tmp_path / "kept").iterdir()
    assert read[0]
    assert read[0].pages
    assert read[1] is None
    changed = json.loads(kept.read_text(encoding="utf-8")) | {"warnings": ["from_the_folder"]}
    kept.write_text(json.dumps(changed), encoding="utf-8")
    (again,) = read_transcripts([good], kept=tmp_path / "kept")
    assert again
    assert again.warnings == ("from_the_folder",)


def test_another_reader_reads_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, kept = tmp_path / "good.pdf", tmp_path / "kept"
    good.write_bytes(make_sample(1, 0)[1])
    assert [*read_transcripts([good], kept=kept)]
    assert reader_identity(PATIENT) != reader_identity(DEFAULT_LIMITS)
    monkeypatch.setattr(transcripts, "READING_VERSION", "another")
    assert [*read_transcripts([good], kept=kept)]
    assert len([*kept.iterdir()]) == 2
