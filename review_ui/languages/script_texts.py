"""The texts that scripts show. A page carries them in its language, so there is one catalogue only.

A text with a count has a form for every plural category of the language, by CLDR's name (`one`, `two`, `few`,
`other`), which `Intl.PluralRules` of a browser knows too. Values stand in braces.
"""

from collections.abc import Mapping
from functools import cache

from models.languages import Language
from review_ui.languages.speech import locale, ngettext, spoken
from review_ui.languages.words import Words

MOST_SAMPLED = 110  # every category of our languages has a count up to here

TEXTS: Words[str] = Words(
    {
        "unreachable": "The server cannot be reached. What you typed is still here; try again in a moment.",
        "saving": "Saving…",
        "saved": "Saved.",
        "not_all_saved": "Not everything could be saved; see above.",
        "row_left": "Left for later: {row}",
        "row_not_saved": "Not saved, see its row: {row}",
        "needed": "Needed before approval: {fields}",
        "lost": "The server cannot be reached. Try again.",
        "sending": "Sending {name}",
        "open": "Open it",
        "open_first": "Open the first one",
        "found": "{at} of {all}",
        "not_found": "Not found",
        "too_large": "The file is larger than {size}.",
        "kept": "It could not be sent. It is kept here and sent again by itself.",
        "is_here": "It is here.",
        "pasted": "Pasted",
        "photos_name": "Photos",
        "no_picture": "This is no picture that can be shown here; add it as a document instead.",
        "take_away": "Take page {page} away",
    }
)


def counted_texts(count: int) -> Mapping[str, str]:
    """The texts with a count, in their form for this one; where it stands is left open."""
    return {
        "export_chosen": ngettext("Export {count} chosen:", "Export {count} chosen:", count, count="{count}"),
        "adding": ngettext(
            "Adding the document: {done} of {count}",
            "Adding documents: {done} of {count}",
            count,
            count="{count}",
            done="{done}",
        ),
        "with_chosen": ngettext(
            "With {count} chosen document…", "With {count} chosen documents…", count, count="{count}"
        ),
        "offline": ngettext(
            "No connection: {count} document is kept",
            "No connection: {count} documents are kept",
            count,
            count="{count}",
        ),
        "photos": ngettext("{count} page so far", "{count} pages so far", count, count="{count}"),
        "handed_in": ngettext("{count} document handed in", "{count} documents handed in", count, count="{count}"),
    }


def script_texts() -> dict[str, str | dict[str, str]]:
    """Everything a script may show, in the spoken language."""
    return _texts_in(spoken())


@cache
def _texts_in(_language: Language) -> dict[str, str | dict[str, str]]:
    """The same for the language that is spoken: every page has it, and to find all forms takes longer than the page."""
    return {**TEXTS, **{key: _forms(key) for key in counted_texts(0)}}


def _forms(key: str) -> dict[str, str]:
    category = locale().plural_form
    return {category(count): counted_texts(count)[key] for count in range(MOST_SAMPLED)}
