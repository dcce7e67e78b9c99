"""The limits of one document, as the settings say."""

from extractors.limits import MEBIBYTE, Limits
from flows.settings import Settings


def limits_of(settings: Settings) -> Limits:
    """The limits of one document."""
    return Limits(
        pages=settings.read_pages,
        seconds=settings.read_seconds,
        reading_seconds=settings.read_seconds * 0.75,
        memory_bytes=settings.read_memory_mib * MEBIBYTE,
    )
