from extractors.parties.decoding import TAGS
from extractors.parties.reading import ask
from extractors.parties.training.pipeline import train_pipeline
from extractors.parties.training.samples import make_samples


def test_training_is_the_same_for_the_same_seed() -> None:
    samples = make_samples(24, seed=5)
    (first, loss), (second, same_loss) = (next(train_pipeline(samples, rounds=1, seed=6)) for _ in range(2))
    assert loss == same_loss
    one, other = ask(first, ["Alfa", "GmbH"]), ask(second, ["Alfa", "GmbH"])
    assert set(one) == set(TAGS)
    assert all((one[tag] == other[tag]).all() for tag in TAGS)


def test_more_rounds_lose_less() -> None:
    losses = [loss for _pipeline, loss in train_pipeline(make_samples(24, seed=5), rounds=3, seed=6)]
    assert losses == sorted(losses, reverse=True)
