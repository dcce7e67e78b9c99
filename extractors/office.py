"""Office documents become PDFs by LibreOffice, where it is installed; what is read is the PDF.

Each conversion has a folder and a profile of its own, gone afterwards: no macro runs, no link is followed, neither into
the network nor into a file of this machine. The program dies with the process that reads. See docs/decisions/0027.
"""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from extractors.office_kind import office_ending
from models.errors import DamagedDocument, LimitExceeded, UnsupportedKind
from models.messages import told

_PROFILE = Path(__file__).with_name("office_profile.xcu")
_CANNOT_OPEN = told("The Office document cannot be opened. Save it as PDF, without password.")
_AGAIN, _TRIES = 81, 3  # LibreOffice starts anew once it has written a fresh profile


def find_office() -> tuple[str, ...]:
    """The beginning of its command line; empty when it is not installed."""
    starter, program = shutil.which("setpriv"), shutil.which("soffice")
    if not starter or not program:
        return ()
    binary = Path(program).resolve().with_name("soffice.bin")
    return (starter, "--pdeathsig", "KILL", str(binary)) if binary.exists() else ()


def convert_office(content: bytes, seconds: float) -> bytes:
    """The document as a PDF. UnsupportedKind without LibreOffice, DamagedDocument, LimitExceeded past `seconds`."""
    program = find_office()
    if not program:
        raise UnsupportedKind("Office documents are not read here. Save it as PDF.")
    ending = office_ending(content)
    if not ending:  # LibreOffice would guess, and print anything as text
        raise DamagedDocument(_CANNOT_OPEN)
    with tempfile.TemporaryDirectory(prefix="prejeto-office-") as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        shutil.copyfile(_PROFILE, folder / "profile" / "user" / "registrymodifications.xcu")
        source = folder / f"document{ending}"
        source.write_bytes(content)
        _run(program, source, seconds)
        try:
            return source.with_suffix(".pdf").read_bytes()
        except FileNotFoundError as error:
            raise DamagedDocument(_CANNOT_OPEN) from error


def _run(program: tuple[str, ...], source: Path, seconds: float) -> None:
    folder = source.parent
    options = ["--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault"]
    command = [*program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", *options]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
    clean = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    ends = time.monotonic() + seconds
    try:
        for _ in range(_TRIES):
            left = max(0.0, ends - time.monotonic())
            done = subprocess.run(command, env=clean, capture_output=True, timeout=left, check=False)  # noqa: S603 - ours
            if done.returncode != _AGAIN:
                return
    except subprocess.TimeoutExpired as error:
        raise LimitExceeded("The Office document takes too long to convert. Save it as PDF.") from error
