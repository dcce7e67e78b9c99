"""Generated samples for training, and held-out ones for measuring, the same for the same seed."""

from random import Random

from extractors.parties.training.layouts import make_page
from extractors.parties.training.noise import scramble, spoil
from extractors.parties.training.pieces import Sample, make_sample
from extractors.parties.training.sections import Maker
from extractors.parties.training.vocabulary import LOCALES, load_words

_WEIGHTS = {"en": 4, "de": 2, "fr": 2, "sl": 2}


def make_samples(count: int, *, seed: int, held_out: bool = False) -> list[Sample]:
    """So many pages or parts of pages; held-out ones have other names, other trades and other layouts."""
    random = Random(seed)  # noqa: S311 - chance for training, not for secrets
    languages = [language for language in LOCALES for _ in range(_WEIGHTS.get(language, 1))]
    samples = []
    for _ in range(count):
        words = load_words(random.choice(languages), held_out=held_out)
        rows = make_page(Maker(random, words, held_out))
        sample = make_sample(spoil(random, rows))
        samples.append(sample if held_out else scramble(random, sample))
    return samples
