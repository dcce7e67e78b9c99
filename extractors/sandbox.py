"""Read documents in processes that can be killed, under limits of time and memory.

A process is kept warm and serves many documents; one that exceeds its time, its memory or its luck is replaced, and
only its own document fails. A document that fells two fresh processes is damaged, not unlucky. A pool that broke as a
whole (pebble's does when an idle process is killed) is replaced before the next document. See docs/decisions/0021.
"""

import multiprocessing
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from extractors.asked import Asked
from extractors.child import (
    capture_document,
    confine,
    copy_document,
    cut_stack,
    join_files,
    understand_transcript,
    unpack_container,
    warm_up,
)
from extractors.containers import Part, Unpacked
from extractors.document import Captured, SearchableCopy, Sitting
from extractors.kind import Kind
from extractors.limits import DEFAULT_LIMITS, Limits
from models.errors import DamagedDocument, EngineCrashed, LimitExceeded, PrejetoError
from models.page import Transcript
from models.page_ranges import PageRange
from models.page_turns import NO_TURNS, PageTurns

__all__ = ["Captured", "Reader"]

Result = TypeVar("Result")

_DOCUMENTS_EACH = 200  # before a process is replaced, so that no leak grows for ever
_FAULTS = {-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGILL, -signal.SIGTRAP, -signal.SIGFPE}
_WARM_UP_SECONDS = 60


class Reader:
    """Reads documents one at a time in each of its `workers`. Close it, or use it as a context manager.

    Safe to use from several threads.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS, workers: int = 1, *, warm: bool = True) -> None:
        self.limits = limits
        self._workers = workers
        self._warm = warm
        self._closed = False
        self._changing = threading.Lock()
        self._pool = self._new_pool()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop at once; documents still being read fail."""
        with self._changing:
            self._closed = True
        _end(self._pool)

    def capture(self, content: bytes, name: str = "", password: str | None = None) -> Captured:
        """Read a PDF, picture or XML and extract its invoice. Raises the errors of `models.errors`."""
        return self.submit(content, name, password).result()

    def submit(
        self,
        content: bytes,
        name: str = "",
        password: str | None = None,
        sitting: Sitting | None = None,
        turns: PageTurns = NO_TURNS,
    ) -> "Future[Captured]":
        """Like `capture`, for many documents at once; results come in any order.

        With a `sitting`, a long document comes back when there is something to show; its `rest` asks for another one.
        All sittings of a document together have its time. Pages in `turns` are turned as said there.
        """
        if len(content) > self.limits.bytes:
            return _failed(
                LimitExceeded(f"The file has more than {self.limits.bytes // 1024**2} MiB. Send it smaller.")
            )
        rest = sitting.before.rest if sitting and sitting.before else None
        spent = self.limits.reading_seconds - rest.notes.reading_seconds if rest else 0.0
        seconds = self.limits.seconds - spent
        return self._schedule(
            capture_document, content, name, self.limits, Asked(password, turns), sitting, seconds=seconds
        )

    def understand(self, transcript: Transcript) -> "Future[Captured]":
        """Extract the invoice of a document that was read before, without its pictures."""
        return self._schedule(understand_transcript, transcript)

    def unpack(self, content: bytes, kind: Kind) -> Unpacked:
        """Take a mail or an archive apart; its parts are documents to capture. EngineCrashed when no answer comes."""
        return self._answer(self._schedule(unpack_container, content, kind, self.limits))

    def copy(
        self, content: bytes, transcript: Transcript, pictures: Mapping[int, bytes], password: str | None = None
    ) -> SearchableCopy:
        """Make the searchable copy of a document that was read; see `extractors.searchable.copying`."""
        return self._answer(self._schedule(copy_document, content, transcript, pictures, password))

    def cut(
        self, content: bytes, name: str, ranges: Sequence[PageRange], password: str | None = None
    ) -> tuple[Part, ...]:
        """Cut the documents of a stack out of it; see `extractors.stacks.cutting`."""
        return self._answer(self._schedule(cut_stack, content, name, ranges, password, self.limits))

    def join(self, files: Sequence[Part]) -> tuple[bytes, tuple[PageRange, ...]]:
        """Join files to one PDF, and the pages of each in it; see `extractors.stacks.joining`."""
        return self._answer(self._schedule(join_files, files, self.limits))

    def ask(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Have a function of a module called in one of the processes. EngineCrashed when no answer comes."""
        return self._answer(self._schedule(work, *arguments))

    def _answer(self, outcome: "Future[Result]") -> Result:
        try:
            return outcome.result(self.patience)
        except TimeoutError as error:
            raise self.give_up() from error

    @property
    def patience(self) -> float:
        """Seconds after which a document that is read at once, not after others, gets no answer any more."""
        return _WARM_UP_SECONDS + 3 * self.limits.seconds

    def give_up(self) -> EngineCrashed:
        """Leave a pool that does not answer, as when a process died holding the pipe's lock; the error to raise."""
        self._pool.stop()  # type: ignore[no-untyped-call] # pebble types only part of itself
        return EngineCrashed("The reading processes gave no answer.")

    def _schedule(self, work: Callable[..., Result], *arguments: Any, seconds: float | None = None) -> "Future[Result]":
        seconds = self.limits.seconds if seconds is None else seconds
        outcome: Future[Result] = Future()
        outcome.set_running_or_notify_cancel()

        def attempt(last: bool) -> None:
            try:
                running = self._whole_pool().schedule(work, args=arguments, timeout=seconds)
            except RuntimeError as broken:  # at this very moment, or it was closed
                outcome.set_exception(_translated(broken))
                return
            running.add_done_callback(lambda done: settle(done, last))

        def settle(done: "Future[Result]", last: bool) -> None:
            error = None if done.cancelled() else done.exception()
            if not last and _is_fault(error):
                attempt(last=True)
            elif error is None and not done.cancelled():
                outcome.set_result(done.result())
            else:
                outcome.set_exception(_translated(error))

        attempt(last=False)
        return outcome

    def _whole_pool(self) -> ProcessPool:
        """The pool, or a fresh one in place of one that broke: with that, no document would be read any more."""
        with self._changing:
            if not self._closed and not self._pool.active:
                threading.Thread(target=_end, args=(self._pool,), name="broken-pool", daemon=True).start()
                self._pool = self._new_pool()
            return self._pool

    def _new_pool(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["extractors.preload"])
        pool = ProcessPool(
            max_workers=self._workers,
            max_tasks=_DOCUMENTS_EACH,
            initializer=confine,
            initargs=(self.limits,),
            context=context,
        )
        for _ in range(self._workers if self._warm else 0):
            pool.schedule(warm_up, timeout=_WARM_UP_SECONDS)
        return pool


def _end(pool: ProcessPool) -> None:
    """Stop a pool and its processes; from another thread than its own."""
    pool.stop()  # type: ignore[no-untyped-call] # pebble types only part of itself
    pool.join()


def _is_fault(error: BaseException | None) -> bool:
    return isinstance(error, ProcessExpired) and error.exitcode in _FAULTS


def _translated(error: BaseException | None) -> PrejetoError:
    """The error of the house for whatever ended the work."""
    if isinstance(error, PrejetoError):
        return error
    if isinstance(error, TimeoutError):
        return LimitExceeded("The document takes too long to read. Send it in parts, or as a plain PDF.")
    if _is_fault(error):
        return DamagedDocument("The document makes the reader crash; it is damaged or hostile.")
    if isinstance(error, ProcessExpired):
        return EngineCrashed("The reading process died.")
    return EngineCrashed(f"The reader failed ({type(error).__name__}).")


def _failed(error: PrejetoError) -> "Future[Any]":
    outcome: Future[Any] = Future()
    outcome.set_exception(error)
    return outcome
