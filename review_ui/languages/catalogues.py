"""The catalogues: `review_ui/locale/<language>/LC_MESSAGES/messages.po`, read as they stand when first needed.

There is nothing to compile: a clone, a wheel and an image hold the same files that translators edit. A text that the
catalogue lacks is shown in English; a test sees to it that none is lacking.
"""

import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from models.languages import Language

LOCALE = Path(__file__).parents[1] / "locale"
TOLD = "told"  # the comment at a message that is made below the screen


def catalogue_path(language: Language) -> Path:
    return LOCALE / language.value / "LC_MESSAGES" / "messages.po"


@cache
def read_catalogue(language: Language) -> Catalog:
    """All messages with their comments; none for English, which needs no translation."""
    if language is Language.ENGLISH:
        return Catalog(language.value)
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language.value)


@cache
def load_catalogue(language: Language) -> NullTranslations:
    """What looks up translations."""
    if language is Language.ENGLISH:
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return Translations(compiled)
