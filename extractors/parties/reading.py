"""The spaCy pipeline that says of each word how likely it carries each tag: load it once, ask it."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from models.errors import EngineMissing

if TYPE_CHECKING:  # spaCy takes a second to load: only those who look for names pay
    from spacy.language import Language
    from spacy.pipeline import Tagger

Probabilities = Mapping[str, NDArray[np.float32]]


def probabilities(words: Sequence[str]) -> Probabilities:
    """For each tag the probability of every word, 0..1; those of one word add up to 1.

    EngineMissing when the trained pipeline is not installed.
    """
    return ask(load_pipeline(), words)


def ask(pipeline: "Language", words: Sequence[str]) -> Probabilities:
    """The same with a given pipeline."""
    from spacy.tokens import Doc  # noqa: PLC0415 - heavy, see above

    tagger = cast("Tagger", pipeline.get_pipe("tagger"))
    (scores,) = tagger.model.predict([Doc(pipeline.vocab, words=list(words))])
    return {tag: np.asarray(scores[:, column]) for column, tag in enumerate(tagger.labels)}


@cache
def load_pipeline() -> "Language":
    import spacy  # noqa: PLC0415 - heavy, see above

    with as_file(files("extractors.parties").joinpath("model")) as folder:
        if not (Path(folder) / "config.cfg").exists():
            raise EngineMissing("The pipeline for names is not there; run: make train")
        return spacy.load(folder)
