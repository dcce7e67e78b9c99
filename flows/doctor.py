"""Probes of everything an installation needs: what was found, and how to mend what is missing."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

from extractors.office import find_office
from flows.bootstrap import open_house_as_it_is
from flows.clamav import ask_scanner
from flows.prefect_environment import noted_api
from flows.probes import ask_version
from flows.readiness import ask_readiness
from flows.settings import Settings
from models.errors import PrejetoError
from storage.database import is_missing
from storage.figures import load_mailbox_figures
from storage.house import House

GIBIBYTE = 1024**3
FREE_GIBIBYTES = 2
LANGUAGES = ("eng", "deu", "slv")
PROBE_KEY = "doctor/probe"


@dataclass(frozen=True, slots=True)
class Finding:
    """One probe. `needed` ones decide the exit status; `mend` says what to do when it is not `well`."""

    name: str
    well: bool
    found: str
    mend: str = ""
    needed: bool = True


def examine(settings: Settings) -> Iterator[Finding]:
    """All findings, one after the other as the probes end."""
    yield _tesseract()
    yield _rapidocr()
    yield _party_model()
    yield _libreoffice()
    yield _disk(settings)
    yield from _house(settings)
    yield _master_key(settings)
    yield _prefect(settings)
    yield from _clamav(settings)
    yield from _monitor(settings)


def _tesseract() -> Finding:
    from extractors.ocr.tesseract import installed_languages  # noqa: PLC0415 - loads the wrapper and Pillow

    languages = installed_languages()
    missing = [language for language in LANGUAGES if language not in languages]
    packages = " ".join(["tesseract-ocr", *(f"tesseract-ocr-{language}" for language in missing)])
    found = f"{len(languages)} languages" if languages else "not installed"
    return Finding("Tesseract", not missing, found, f"apt-get install {packages}")


def _rapidocr() -> Finding:
    from extractors.ocr.bfloat16 import bfloat16_works  # noqa: PLC0415 - loads the models, as the next one
    from extractors.ocr.rapid import rapid_engine  # noqa: PLC0415

    well = _attempted(rapid_engine)
    loaded = f"models load, by {'OpenVINO in sixteen bits' if bfloat16_works() else 'onnxruntime'}"
    return Finding("RapidOCR", well, loaded if well else "does not load", "tools/setup run")


def _party_model() -> Finding:
    """The pipeline that knows the names of parties."""
    from extractors.parties.reading import load_pipeline  # noqa: PLC0415 - loads spaCy when called

    well = _attempted(load_pipeline)
    return Finding("spaCy model", well, "loads" if well else "missing", "make train", needed=False)


def _libreoffice() -> Finding:
    """What turns Office documents into PDFs; without it they are refused."""
    well = bool(find_office())
    packages = "apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
    found = "Office documents are read" if well else "not installed; Office documents are refused"
    return Finding("LibreOffice", well, found, packages, needed=False)


def _disk(settings: Settings) -> Finding:
    folder = next(path for path in (settings.data_dir, *settings.data_dir.parents) if path.exists())
    free = shutil.disk_usage(folder).free / GIBIBYTE
    return Finding(
        "Disk",
        free > FREE_GIBIBYTES,
        f"{free:.0f} GiB free for {settings.data_dir}",
        f"free some space at {settings.data_dir}",
    )


def _house(settings: Settings) -> Iterator[Finding]:
    """The house as it is: a doctor neither makes one nor upgrades it."""
    try:
        if is_missing(settings.database):
            yield Finding("Database", False, "not made yet", "`prejeto up` or `prejeto migrate` makes it", needed=False)
            return
        house = open_house_as_it_is(settings)
    except PrejetoError as error:
        yield Finding("Database", False, str(error), "PREJETO_DATABASE_URL and PREJETO_MASTER_KEY say which is meant")
        return
    yield Finding("Database", True, f"{house.database.reader.dialect.name}, newest schema")
    yield _store(house)
    yield from _mailboxes(house)
    house.close()


def _store(house: House) -> Finding:
    """Write, read and delete one small object."""
    try:
        house.objects.put(PROBE_KEY, b"probe")
        well = house.objects.get(PROBE_KEY) == b"probe"
        house.objects.delete(PROBE_KEY)
    except PrejetoError as error:
        return Finding("Object store", False, str(error), "check PREJETO_OBJECTS_URL and PREJETO_S3_*")
    return Finding("Object store", well, type(house.objects).__name__)


def _mailboxes(house: House) -> Iterator[Finding]:
    """How those that are switched on are; nothing to say when there is none."""
    figures = load_mailbox_figures(house)
    if figures.well or figures.problem:
        found = f"{figures.well} well, {figures.problem} with a problem"
        mend = "the screen Mailboxes says what is wrong with each"
        yield Finding("Mailboxes", not figures.problem, found, mend, needed=False)


def _master_key(settings: Settings) -> Finding:
    """Where the key is that opens the data and its backups; none of them holds it."""
    path = settings.data_dir / "master.key"
    if settings.master_key.get_secret_value():
        return Finding("Master key", True, "given by the settings; no backup holds it")
    if not path.exists():
        return Finding("Master key", False, f"{path} is not there", "`prejeto migrate` makes one", needed=False)
    private = not path.stat().st_mode & 0o077
    found = f"{path}; no backup holds it, keep a copy elsewhere"
    return Finding("Master key", private, found, f"others may read it: chmod 600 {path}")


def _prefect(settings: Settings) -> Finding:
    """A server of yours must answer, and be of our version; the embedded one runs only while `prejeto up` does."""
    api, own = noted_api(settings), bool(settings.prefect_api_url)
    theirs, ours = ask_version(api), version("prefect")
    if not theirs:
        mend = "check PREJETO_PREFECT_API_URL" if own else "`prejeto up` starts it; nothing to mend while it is stopped"
        return Finding("Prefect", False, f"{api} does not answer", mend, needed=own)
    fits = theirs.split(".")[:2] == ours.split(".")[:2]
    return Finding("Prefect", fits, f"{api} answers, version {theirs}", f"run a Prefect server of version {ours}")


def _clamav(settings: Settings) -> Iterator[Finding]:
    """Whether the virus scanner answers; nothing to say when none is set."""
    if settings.clamav:
        try:
            yield Finding("ClamAV", True, asyncio.run(ask_scanner(settings.clamav)))
        except PrejetoError:
            found, mend = f"{settings.clamav} does not answer", "start clamd, or check PREJETO_CLAMAV"
            yield Finding("ClamAV", False, found, f"{mend}; documents wait until it answers")


def _monitor(settings: Settings) -> Iterator[Finding]:
    """Whether a process answers on the monitor port; nothing to say when none is set."""
    if settings.monitor_port:
        missing = ask_readiness(settings)
        found = "; ".join(f"{part}: {wrong}" for part, wrong in missing.items()) or "ready"
        mend = "start the process, or see the part that it misses"
        yield Finding("Monitor", not missing, f"port {settings.monitor_port}, {found}", mend, needed=False)


def _attempted(load: Callable[[], object]) -> bool:
    try:
        return load() is not None
    except (PrejetoError, ImportError, OSError, RuntimeError, ValueError):
        return False
