"""What runs in the process that may be killed: it gives up what it does not need, then reads documents until replaced.

It has no network where the system allows that, none of the parent's environment but a few harmless names, one thread
an engine, a limit on its memory, and it dies with its parent. Whatever a document does to it, the parent gets an error.
"""

import contextlib
import ctypes
import functools
import importlib
import os
import resource
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from typing import ParamSpec, TypeVar

from extractors.asked import Asked
from extractors.containers import Part, Unpacked, unpack
from extractors.document import Captured, DocumentRead, SearchableCopy, Sitting
from extractors.kind import Kind
from extractors.limits import Limits
from models.errors import LimitExceeded
from models.page import Transcript
from models.page_ranges import PageRange

_KEPT = {"PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "TESSDATA_PREFIX", "VIRTUAL_ENV", "PYTHONPATH"}
_LARGEST_FILE = 512 * 1024 * 1024
_PR_SET_PDEATHSIG = 1
_WITHOUT_MODELS = 2048 * 1024 * 1024  # addresses; what the limit grants beyond is for models in sixteen bits
_M_ARENA_MAX = -8  # mallopt(3)
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def confine(limits: Limits) -> None:
    """Run once when the process starts, before any document is seen."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    libc.mallopt(_M_ARENA_MAX, 1)  # or each thread of an engine takes 64 MiB of addresses for itself
    _drop_network(libc)
    for name in set(os.environ) - _KEPT:
        del os.environ[name]
    os.environ["OMP_THREAD_LIMIT"] = "1"
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_AS, (min(limits.memory_bytes, _WITHOUT_MODELS), limits.memory_bytes))
    importlib.import_module("extractors.preload")  # unless the fork server has it already


def guarded(work: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """`work`, whose lack of memory becomes the error that says so."""

    @functools.wraps(work)
    def run(*arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        try:
            return work(*arguments, **named)
        except MemoryError as error:
            raise LimitExceeded("The document needs more memory than one document may take.") from error

    return run


@guarded
def capture_document(content: bytes, name: str, limits: Limits, asked: Asked, sitting: Sitting | None) -> Captured:
    """Read a document, or as much of it as one sitting does, and extract its invoice; at the end, look again."""
    from extractors.extraction import extract_invoice  # noqa: PLC0415 - engines load here, never in the parent
    from extractors.reading import read_document  # noqa: PLC0415
    from extractors.second_look import with_second_looks  # noqa: PLC0415

    started = time.perf_counter()
    rest = sitting.before.rest if sitting and sitting.before else None
    reading_seconds = rest.notes.reading_seconds if rest else limits.reading_seconds
    read = read_document(content, name, limits=limits, asked=asked, sitting=sitting)
    invoice = extract_invoice(read.transcript)
    if read.rest is None:
        invoice, read = with_second_looks(invoice, read, lambda: time.perf_counter() - started < reading_seconds)
    return Captured(read, invoice, time.perf_counter() - started)


@guarded
def understand_transcript(transcript: Transcript) -> Captured:
    """Extract the invoice of a document that was read before. Its pictures are gone: the looks kept with it count."""
    from extractors.extraction import extract_invoice  # noqa: PLC0415

    started = time.perf_counter()
    invoice = extract_invoice(transcript)
    return Captured(DocumentRead(transcript, ()), invoice, time.perf_counter() - started)


@guarded
def copy_document(
    content: bytes, transcript: Transcript, pictures: Mapping[int, bytes], password: str | None
) -> SearchableCopy:
    """Make the searchable copy of a document that was read."""
    from extractors.searchable.copying import make_copy  # noqa: PLC0415

    return make_copy(content, transcript, pictures, password)


@guarded
def cut_stack(
    content: bytes, name: str, ranges: Sequence[PageRange], password: str | None, limits: Limits
) -> tuple[Part, ...]:
    """Cut the documents of a stack out of it."""
    from extractors.stacks.cutting import cut_document  # noqa: PLC0415

    return cut_document(content, name, ranges, password, limits)


@guarded
def join_files(files: Sequence[Part], limits: Limits) -> tuple[bytes, tuple[PageRange, ...]]:
    """Join files that arrived apart."""
    from extractors.stacks.joining import join_documents  # noqa: PLC0415

    return join_documents(files, limits)


@guarded
def unpack_container(content: bytes, kind: Kind, limits: Limits) -> Unpacked:
    """Take a mail or an archive apart."""
    return unpack(content, kind, limits=limits)


def warm_up() -> None:
    """Load the recognition models, so that the first scan does not wait for them."""
    from extractors.ocr.rapid import rapid_engine  # noqa: PLC0415

    rapid_engine()


def _drop_network(libc: ctypes.CDLL) -> None:
    """Leave the network's name space; where the system forbids it, nothing changes."""
    with contextlib.suppress(AttributeError):
        _ = libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
