"""Train the pipeline for names: blank `xx`, one tagger on words seen through their form and neighbours."""

from collections.abc import Iterator
from random import Random
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.pipeline import Tagger
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import fix_random_seed

from extractors.parties.decoding import TAGS
from extractors.parties.training.pieces import Sample

_WIDTH, _DEPTH = 72, 3
_BATCH = 32
_DROP = 0.2
_FASTEST, _SLOWEST = 0.0015, 0.0001
_CONFIG: dict[str, Any] = {
    "model": {
        "@architectures": "spacy.Tagger.v2",
        "nO": None,
        "normalize": True,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": _WIDTH,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                "rows": [4000, 500, 2500, 1000],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": _WIDTH,
                "depth": _DEPTH,
                "window_size": 2,
                "maxout_pieces": 2,
            },
        },
    }
}


def train_pipeline(samples: list[Sample], *, rounds: int, seed: int) -> Iterator[tuple[Language, float]]:
    """After each round over all samples the pipeline so far and its loss."""
    fix_random_seed(seed)
    pipeline = spacy.blank("xx")
    tagger = cast(Tagger, pipeline.add_pipe("tagger", config=_CONFIG))
    for tag in TAGS:
        tagger.add_label(tag)
    examples = [_example(pipeline, sample) for sample in samples]
    optimizer = pipeline.initialize(lambda: examples[:100])
    random = Random(seed)  # noqa: S311 - chance for training, not for secrets
    for number in range(rounds):
        optimizer.learn_rate = _SLOWEST + _FASTEST * (1 - number / rounds)
        losses: dict[str, float] = {}
        random.shuffle(examples)
        for start in range(0, len(examples), _BATCH):
            pipeline.update(examples[start : start + _BATCH], sgd=optimizer, losses=losses, drop=_DROP)
        yield pipeline, losses["tagger"]


def _example(pipeline: Language, sample: Sample) -> Example:
    return Example.from_dict(Doc(pipeline.vocab, words=list(sample.words)), {"tags": list(sample.tags)})
