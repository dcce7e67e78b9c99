"""A reader that keeps what it reads, and takes from its folder what it has read before: scoring again takes seconds.

What was kept is understood anew, in the same processes. A container is taken apart each time, its documents are kept.
A document with files attached is read each time, for those are not kept. Second looks need the page's picture, so those
that were taken when the document was read stand in its transcript and no others can be: see docs/measuring.md.
"""

from concurrent.futures import Future
from pathlib import Path

from extractors.document import Captured, Sitting
from extractors.limits import Limits
from extractors.sandbox import Reader
from flows.transcripts import open_shelf
from models.errors import PrejetoError
from models.page_turns import NO_TURNS, PageTurns


class KeepingReader(Reader):
    """Like any other reader, with a folder. No process is warmed up: often nothing is read at all."""

    def __init__(self, limits: Limits, workers: int, folder: Path) -> None:
        super().__init__(limits, workers, warm=False)
        self._shelf = open_shelf(folder, limits)

    def submit(
        self,
        content: bytes,
        name: str = "",
        password: str | None = None,
        sitting: Sitting | None = None,
        turns: PageTurns = NO_TURNS,
    ) -> "Future[Captured]":
        """Of pages that are turned as somebody says nothing is taken and nothing kept."""
        if turns:
            return super().submit(content, name, password, sitting, turns)
        transcript = self._shelf.taken(content)
        if transcript:
            return self.understand(transcript)
        kept: Future[Captured] = Future()
        kept.set_running_or_notify_cancel()
        super().submit(content, name, password, sitting).add_done_callback(lambda done: self._keep(content, done, kept))
        return kept

    def _keep(self, content: bytes, done: "Future[Captured]", kept: "Future[Captured]") -> None:
        """Keep what was read before anybody hears of it."""
        try:
            captured = done.result()
            self._shelf.keep(content, captured.read)
        except (PrejetoError, OSError) as error:
            kept.set_exception(error)
        else:
            kept.set_result(captured)


def open_reader(limits: Limits, workers: int, folder: Path | None) -> Reader:
    """A reader that keeps in a folder, where there is one."""
    return KeepingReader(limits, workers, folder) if folder else Reader(limits, workers=workers)
