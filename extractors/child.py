"""What runs in the process that may be killed: it gives up what it does not need, then reads documents until replaced.

It has no network where the system allows that, none of the parent's environment but a few harmless names, one thread
an engine, a limit on its memory, and it dies with its parent. Whatever a document does to it, the parent gets an error.
"""

import contextlib
import ctypes
import importlib
import os
import resource
import signal
import time

from extractors.containers import Unpacked, unpack
from extractors.document import Captured
from extractors.kind import Kind
from extractors.limits import Limits
from models.errors import LimitExceeded
from models.invoice import Invoice
from models.page import Transcript
from models.terms import DocumentClass

_KEPT = {"PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "TESSDATA_PREFIX", "VIRTUAL_ENV", "PYTHONPATH"}
_ONE_THREAD = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_LARGEST_FILE = 512 * 1024 * 1024
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_OUT_OF_MEMORY = "The document needs more memory than one document may take."


def confine(limits: Limits) -> None:
    """Run once when the process starts, before any document is seen."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _drop_network(libc)
    for name in set(os.environ) - _KEPT:
        del os.environ[name]
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))


def capture_document(content: bytes, name: str, limits: Limits, password: str | None) -> Captured:
    """Read a document and extract its invoice."""
    from extractors.reading import read_document  # noqa: PLC0415 - engines load here, never in the parent

    started = time.perf_counter()
    try:
        read = read_document(content, name, limits=limits, password=password)
        invoice = _extract(read.transcript)
    except MemoryError as error:
        raise LimitExceeded(_OUT_OF_MEMORY) from error
    return Captured(read, invoice, time.perf_counter() - started)


def unpack_container(content: bytes, kind: Kind, limits: Limits) -> Unpacked:
    """Take a mail or an archive apart."""
    try:
        return unpack(content, kind, limits=limits)
    except MemoryError as error:
        raise LimitExceeded(_OUT_OF_MEMORY) from error


def warm_up() -> None:
    """Load the recognition models, so that the first scan does not wait for them."""
    from extractors.ocr.rapid import rapid_engine  # noqa: PLC0415 - engines load here, never in the parent

    rapid_engine()


def _extract(transcript: Transcript) -> Invoice:
    try:
        extraction = importlib.import_module("extractors.extraction")
    except ModuleNotFoundError:
        return Invoice(DocumentClass.OTHER)
    found: Invoice = extraction.extract_invoice(transcript)
    return found


def _drop_network(libc: ctypes.CDLL) -> None:
    """Leave the network's name space; where the system forbids it, nothing changes."""
    with contextlib.suppress(AttributeError):
        _ = libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
