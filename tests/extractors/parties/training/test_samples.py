from extractors.parties.decoding import TAGS
from extractors.parties.training.samples import make_samples
from extractors.parties.training.vocabulary import LOCALES, load_words


def test_samples_are_the_same_for_the_same_seed() -> None:
    assert make_samples(20, seed=3) == make_samples(20, seed=3)


def test_every_word_has_a_tag_and_most_samples_a_name() -> None:
    samples = make_samples(60, seed=4)
    assert all(len(sample.words) == len(sample.tags) and set(sample.tags) <= set(TAGS) for sample in samples)
    assert sum(any(tag.startswith("B-") for tag in sample.tags) for sample in samples) > 50


def test_no_held_out_name_is_trained_on() -> None:
    for language in LOCALES:
        seen, unseen = load_words(language, held_out=False), load_words(language, held_out=True)
        assert not set(seen.last_names) & set(unseen.last_names)
        assert not set(seen.first_names) & set(unseen.first_names)
