"""Bring the catalogues up to date with the texts of the program, and say what is still to be translated."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from models.languages import Language
from review_ui.languages.catalogues import catalogue_path
from tests.translations.extracting import METHODS, OPTIONS

HOUSE = Path(__file__).parents[2]
TRANSLATED = tuple(language for language in Language if language is not Language.ENGLISH)
WIDTH = 120


def extracted() -> Catalog:
    """Every text for people, as it stands in modules and templates now."""
    catalogue = Catalog(fuzzy=False)
    for _, _, text, comments, context in extract_from_dir(HOUSE, METHODS, OPTIONS, directory_filter=is_ours):
        catalogue.add(text, auto_comments=comments, context=context)
    return catalogue


def is_ours(folder: str) -> bool:
    """Whether texts may stand in a folder; environments and corpora are large."""
    first = Path(folder).relative_to(HOUSE).parts[:1]
    return first <= ("",) or first[0] in {"models", "storage", "extractors", "flows", "review_ui"}


def load(language: Language) -> Catalog:
    """A catalogue as it stands in its file."""
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language.value)


def updated(language: Language, texts: Catalog) -> bytes:
    """The file with new texts, still empty, and without those that are no more; its head stays as it is.

    Sorted by text and without places, so that two people who add texts rarely touch the same lines.
    """
    catalogue = load(language)
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    written = io.BytesIO()
    write_po(written, catalogue, width=WIDTH, no_location=True, omit_header=True, sort_output=True)
    head, _, _ = catalogue_path(language).read_bytes().partition(b"\n\n")
    return head + b"\n\n" + written.getvalue().lstrip()


def messages(catalogue: Catalog) -> Iterator[Message]:
    """All but the head."""
    return (message for message in catalogue if message.id)


def forms(message: Message) -> Iterable[str]:
    """The translations: one, or one for each plural form."""
    found = message.string or ""
    return (found,) if isinstance(found, str) else tuple(found)


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts without a translation, or with one that nobody has confirmed."""
    return [str(message.id) for message in messages(catalogue) if message.fuzzy or not all(forms(message))]
