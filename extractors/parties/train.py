"""Train the pipeline for names on generated blocks and put it where it is loaded from: `make train`.

The same seed gives the same samples and, on the same machine, the same pipeline. A few minutes on one core.
"""

import shutil
from pathlib import Path

from rich.console import Console

from extractors.parties.names import find_party_names
from extractors.parties.training.measure import measure_names
from extractors.parties.training.pipeline import train_pipeline
from extractors.parties.training.samples import make_samples

SAMPLES, ROUNDS, SEED = 8000, 3, 7
HELD_OUT_SAMPLES, HELD_OUT_SEED = 400, 2
MODEL = Path(__file__).parent / "model"


def main() -> None:
    """Train, save, and say how well names are found in held-out samples."""
    console = Console()
    samples = make_samples(SAMPLES, seed=SEED)
    console.print(f"{len(samples)} generated samples, {sum(len(sample.words) for sample in samples)} words")
    for number, (pipeline, loss) in enumerate(train_pipeline(samples, rounds=ROUNDS, seed=SEED), 1):
        console.print(f"round {number} of {ROUNDS}: loss {loss:.0f}")
        shutil.rmtree(MODEL / "tagger", ignore_errors=True)
        pipeline.to_disk(MODEL, exclude=["vocab"])
    measure = measure_names(make_samples(HELD_OUT_SAMPLES, seed=HELD_OUT_SEED, held_out=True), find_party_names)
    console.print(f"held out: precision {measure.precision:.3f}, recall {measure.recall:.3f}, F1 {measure.f1:.3f}")


if __name__ == "__main__":
    main()
