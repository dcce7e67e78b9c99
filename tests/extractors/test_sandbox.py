import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.kind import Kind
from extractors.limits import Limits
from extractors.sandbox import Reader
from models.errors import DamagedDocument, EngineCrashed, LimitExceeded, PasswordNeeded
from tests.extractors import misdeeds, papers


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    os.environ["PREJETO_MASTER_KEY"] = "secret"
    with Reader(Limits(seconds=30), warm=False) as made:
        yield made
    del os.environ["PREJETO_MASTER_KEY"]


def served_by(reader: Reader) -> int:
    return reader._schedule(misdeeds.process_id).result()


def test_documents_are_captured_by_one_warm_process(reader: Reader) -> None:
    captured = reader.capture(papers.pdf(), "a.pdf")
    assert captured.read.transcript.pages[0].words
    assert captured.seconds > 0
    assert served_by(reader) == served_by(reader) != os.getpid()


def test_many_documents_can_be_submitted_at_once(reader: Reader) -> None:
    waiting = [reader.submit(papers.pdf(pages=count)) for count in (1, 2, 3)]
    assert [len(future.result().read.transcript.pages) for future in waiting] == [1, 2, 3]


def test_mails_are_taken_apart_there_too(reader: Reader) -> None:
    assert reader.unpack(papers.archive(("a.pdf", papers.pdf())), Kind.ZIP).parts[0].name == "a.pdf"


def test_errors_of_the_document_come_through(reader: Reader) -> None:
    locked = papers.encrypted(papers.pdf(), user="geheim")
    with pytest.raises(PasswordNeeded):
        reader.capture(locked)
    assert reader.capture(locked, password="geheim").read.transcript.pages


@pytest.mark.parametrize(
    ("misdeed", "error"),
    [
        (misdeeds.eat_memory, LimitExceeded),
        (misdeeds.crash, DamagedDocument),
        (misdeeds.die, EngineCrashed),
        (misdeeds.blunder, EngineCrashed),
    ],
)
def test_a_misdeed_is_a_typed_error_and_the_next_document_is_read(
    misdeed: object, error: type[Exception], reader: Reader
) -> None:
    with pytest.raises(error):
        reader._schedule(misdeed).result()  # type: ignore[arg-type]
    assert reader.capture(papers.pdf()).read.transcript.pages


def test_documents_are_read_after_an_idle_process_was_killed() -> None:
    with Reader(Limits(seconds=30), warm=False) as made:
        os.kill(served_by(made), signal.SIGKILL)
        broken = made._pool
        late = time.monotonic() + 20
        while broken.active and time.monotonic() < late:
            time.sleep(0.05)
        assert made.capture(papers.pdf()).read.transcript.pages
        assert made._pool is not broken


def test_what_comes_after_closing_is_a_typed_error() -> None:
    with Reader(warm=False) as made:
        pass
    with pytest.raises(EngineCrashed):
        made.capture(papers.pdf())


def test_what_takes_too_long_is_stopped() -> None:
    with Reader(Limits(seconds=1), warm=False) as hasty:
        with pytest.raises(LimitExceeded, match="takes too long"):
            hasty._schedule(misdeeds.sleep_long).result(timeout=30)
        assert served_by(hasty)


def test_no_secret_of_the_environment_is_there(reader: Reader) -> None:
    seen = reader._schedule(misdeeds.environment).result()
    assert "PREJETO_MASTER_KEY" not in seen
    assert seen["OMP_THREAD_LIMIT"] == "1"


def test_too_many_bytes_never_reach_the_process() -> None:
    with Reader(Limits(bytes=10), warm=False) as small, pytest.raises(LimitExceeded):
        small.capture(papers.pdf())


def test_a_closed_reader_leaves_no_process_behind() -> None:
    with Reader(warm=False) as made:
        pid = served_by(made)
    assert not Path(f"/proc/{pid}/exe").exists()
