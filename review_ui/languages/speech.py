"""The language of the request that is being answered, and texts in it.

The middleware begins every request in the browser's language; once somebody is known to be signed in, `speak` changes
to their own. What holds the language is shared by the threads that work on one request. Outside of any, it is English.

Texts have their values in braces: `gettext("Page {number}", number=3)`. Never build a text of parts: the order of words
is the translator's. With markup in it (`<strong>`), or in a value, the other
values are escaped and the result is markup.
"""

from contextvars import ContextVar

from babel.core import Locale
from babel.numbers import format_decimal
from markupsafe import Markup

from models.languages import Language
from review_ui.languages.catalogues import load_catalogue


class Speech:
    """The language of one request."""

    def __init__(self, language: Language) -> None:
        self.language = language


_CURRENT: ContextVar[Speech] = ContextVar("speech")


def begin(language: Language) -> None:
    """Answer a new request in this language."""
    _CURRENT.set(Speech(language))


def speak(language: Language) -> None:
    """Go on in this language; begin in it where no request is answered."""
    current = _CURRENT.get(None)
    if current is None:
        begin(language)
    else:
        current.language = language


def spoken() -> Language:
    current = _CURRENT.get(None)
    return current.language if current else Language.ENGLISH


def locale() -> Locale:
    """The forms of dates and numbers."""
    return Locale.parse(spoken().tag, sep="-")


def gettext(message: str, /, **values: object) -> str:
    """The text in the spoken language.

    >>> gettext("Page {number}", number=3)
    'Page 3'
    """
    return _filled(load_catalogue(spoken()).gettext(message), values)


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The form of the text for a `count`, which stands in it as the language writes numbers.

    >>> ngettext("{count} document", "{count} documents", 2)
    '2 documents'
    """
    return _filled(load_catalogue(spoken()).ngettext(one, many, count), {"count": counted(count), **values})


def counted(count: int) -> str:
    """A number of things, grouped as the language does."""
    return format_decimal(count, locale=locale())


def pgettext(context: str, message: str, /, **values: object) -> str:
    """The text where one English text says two things: `context` says which."""
    return _filled(str(load_catalogue(spoken()).pgettext(context, message)), values)


def _filled(text: str, values: dict[str, object]) -> str:
    if "<" in text or any(hasattr(value, "__html__") for value in values.values()):
        return Markup(text).format(**values)  # noqa: S704 - texts of the catalogues; the values are escaped
    return text.format(**values) if values else text
