"""Text as a column can hold it, on both databases."""

WORD = 64


def clean(text: str | None) -> str | None:
    r"""Text without NUL, which PostgreSQL has not, and without halves of characters; None for nothing.

    >>> clean("Re\x00chnung \ud800"), clean("")
    ('Rechnung ?', None)
    """
    return text.replace("\x00", "").encode("utf-8", "replace").decode() if text else None


def word(text: str) -> str:
    """A machine word, cut to what its column holds."""
    return (clean(text) or "")[:WORD]
