"""Legal forms of companies: the surest sign that a text is a company's name."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_NAME = re.compile(r"[^\W\d_]{2,}|[^\W\d_]\s?[&+]\s?[^\W\d_]")
"""What else must stand beside a legal form: a word, or two letters as in `O&U Ltd`."""

_DOTTED_END = re.compile(r"(?<![^\s,.])(?:z\s)?(?:[^\W_]\.\s?){1,4}[^\W_]\.?$")
_AS_CAPITALS, _AS_SMALL = str.maketrans("01", "OI"), str.maketrans("01I", "oll")


def has_legal_form(text: str) -> bool:
    """Whether the text holds a legal form.

    >>> has_legal_form("Žaga Kranj d.o.o."), has_legal_form("Acme Ltd."), has_legal_form("thanks as ever")
    (True, True, False)
    """
    return bool(legal_forms().search(text))


def cut_after_legal_form(text: str) -> str:
    """The text up to its last legal form; all of it when there is none."""
    found = list(legal_forms().finditer(text))
    return text[: found[-1].end()].strip() if found else text


def is_only_legal_form(text: str) -> bool:
    """Whether a line holds no more than legal forms, as the second line of a long name may.

    >>> is_only_legal_form("SDN BHD"), is_only_legal_form("GmbH & Co. KG"), is_only_legal_form("Maju SDN BHD")
    (True, True, False)
    """
    return has_legal_form(text) and not _NAME.search(legal_forms().sub("", text))


def mend_legal_form(text: str, *, recognised: bool) -> str:
    """The name with a legal form at its end as it is written: no figure among its letters is one.

    Where the text was `recognised`, a form of letters with dots has its last dot too, which is easily lost.

    >>> mend_legal_form("Žaga D.0.0.", recognised=False), mend_legal_form("Sad Sp. z 0.0", recognised=True)
    ('Žaga D.O.O.', 'Sad Sp. z o.o.')
    >>> mend_legal_form("Solar, S.A", recognised=False), mend_legal_form("Release 2.0.0", recognised=True)
    ('Solar, S.A', 'Release 2.0.0')
    """
    found = _DOTTED_END.search(text)
    if not found or found[0].replace(".", "").isdigit():
        return text
    end = found[0]
    mended = text[: found.start()] + end.translate(_AS_CAPITALS if end == end.upper() else _AS_SMALL)
    if all(form.end() != len(mended) for form in legal_forms().finditer(mended)):
        return text
    return mended if mended.endswith(".") or not recognised else f"{mended}."


@cache
def legal_forms() -> re.Pattern[str]:
    """The pattern of every legal form."""
    table = load_table("legal_forms")
    loose = [_loosen(form) for form in sorted(table["loose"], key=len, reverse=True)]
    plain = [re.escape(form) for form in sorted(table["plain"], key=len, reverse=True)]
    return re.compile(rf"(?<![\w.])(?:(?i:{'|'.join(loose)})|(?:{'|'.join(plain)})\.?)(?![\w])")


def _loosen(form: str) -> str:
    """The form with dots and spaces optional, though short ones keep their first dot: `a.s.` is not `as`."""
    letters = [part for part in re.split(r"[.\s]+", form) if part]
    joint = r"\.\s?" if sum(map(len, letters)) <= 2 else r"[.\s]{0,2}"
    return joint.join(map(re.escape, letters)) + r"\.?"


def load_table(name: str) -> dict[str, list[str]]:
    """A file of the lexicon that holds lists."""
    return tomllib.loads(files("extractors.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
