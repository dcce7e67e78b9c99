"""Messages from below the screen in the spoken language: of errors, findings, mailboxes, trials.

They are made, stored and logged in English, with their values in place. Here a message is known again: as a whole, or
by what stands around its values. A value that is a message, a state or a list of such is translated too. What is not
known is shown as it is.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from string import Formatter

from babel.messages.catalog import Message

from models.languages import Language
from models.states import State
from review_ui.languages.catalogues import TOLD, load_catalogue, read_catalogue
from review_ui.languages.speech import spoken
from review_ui.wording import STATES

_SEPARATOR = ", "
_KEPT = 500


def in_words(message: str | None) -> str:
    """The message in the spoken language; empty for none.

    >>> in_words("The file is empty.")
    'The file is empty.'
    """
    return _translated(spoken(), message) if message else ""


def pattern_of(template: str) -> re.Pattern[str]:
    """What a message made from this template looks like; each value is a group of its name.

    >>> pattern_of("Port {port} answers.").fullmatch("Port 993 answers.")["port"]
    '993'
    """
    parts = Formatter().parse(template)
    return re.compile(
        "".join(re.escape(text) + (f"(?P<{name}>.+?)" if name else "") for text, name, *_ in parts), re.DOTALL
    )


def told_templates(language: Language) -> Sequence[str]:
    """The templates with values, the longest texts first, for they say most about a message."""
    found = [_text_of(message) for message in read_catalogue(language) if TOLD in message.auto_comments]
    return sorted((text for text in found if "{" in text), key=_literal, reverse=True)


@lru_cache(maxsize=_KEPT)
def _translated(language: Language, message: str) -> str:
    if language is Language.ENGLISH:
        return message
    exact = load_catalogue(language).gettext(message)
    if exact != message:
        return exact
    for template, pattern in _patterns(language):
        if match := pattern.fullmatch(message):
            values = {name: _value(language, text) for name, text in match.groupdict().items()}
            return load_catalogue(language).gettext(template).format(**values)
    return message


@cache
def _patterns(language: Language) -> Sequence[tuple[str, re.Pattern[str]]]:
    return [(template, pattern_of(template)) for template in told_templates(language)]


def _value(language: Language, text: str) -> str:
    if text in set(State):
        return STATES[State(text)]
    if text in read_catalogue(language):
        return load_catalogue(language).gettext(text)
    parts = text.split(_SEPARATOR)
    known = all(part in read_catalogue(language) for part in parts)
    return _SEPARATOR.join(map(load_catalogue(language).gettext, parts)) if known else text


def _text_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _literal(template: str) -> int:
    return sum(len(text) for text, *_ in Formatter().parse(template))
