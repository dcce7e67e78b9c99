"""Probes of everything an installation needs: what was found, and how to mend what is missing."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows.bootstrap import open_house
from flows.prefect_environment import noted_api
from flows.probes import answers
from flows.settings import Settings
from models.errors import PrejetoError
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
    yield _disk(settings)
    yield from _house(settings)
    yield _prefect(settings)


def _tesseract() -> Finding:
    from extractors.ocr.tesseract import installed_languages  # noqa: PLC0415 - loads the wrapper and Pillow

    languages = installed_languages()
    missing = [language for language in LANGUAGES if language not in languages]
    packages = " ".join(["tesseract-ocr", *(f"tesseract-ocr-{language}" for language in missing)])
    found = f"{len(languages)} languages" if languages else "not installed"
    return Finding("Tesseract", not missing, found, f"apt-get install {packages}")


def _rapidocr() -> Finding:
    from extractors.ocr.rapid import rapid_engine  # noqa: PLC0415 - loads the models

    well = _attempted(rapid_engine)
    return Finding("RapidOCR", well, "models load" if well else "does not load", "make install")


def _party_model() -> Finding:
    """The pipeline that knows the names of parties."""
    from extractors.parties.reading import load_pipeline  # noqa: PLC0415 - loads spaCy when called

    well = _attempted(load_pipeline)
    return Finding("spaCy model", well, "loads" if well else "missing", "make train", needed=False)


def _disk(settings: Settings) -> Finding:
    folder = next(path for path in (settings.data_dir, *settings.data_dir.parents) if path.exists())
    free = shutil.disk_usage(folder).free / GIBIBYTE
    return Finding(
        "Disk",
        free > FREE_GIBIBYTES,
        f"{free:.0f} GiB free for {settings.data_dir}",
        f"make room beside {settings.data_dir}",
    )


def _house(settings: Settings) -> Iterator[Finding]:
    try:
        house = open_house(settings)
    except PrejetoError as error:
        yield Finding("Database", False, str(error), "check PREJETO_DATABASE_URL and PREJETO_MASTER_KEY")
        return
    yield Finding("Database", True, f"{house.database.reader.dialect.name}, newest schema")
    yield _store(house)
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


def _prefect(settings: Settings) -> Finding:
    """A server of yours must answer; the embedded one runs only while `prejeto up` does."""
    api, own = noted_api(settings), bool(settings.prefect_api_url)
    well = answers(f"{api}/health")
    found = "answers" if well else "does not answer"
    mend = "check PREJETO_PREFECT_API_URL" if own else "`prejeto up` starts it; nothing to mend while it is stopped"
    return Finding("Prefect", well, f"{api} {found}", mend, needed=own)


def _attempted(load: Callable[[], object]) -> bool:
    try:
        return load() is not None
    except (PrejetoError, ImportError, OSError, RuntimeError, ValueError):
        return False
