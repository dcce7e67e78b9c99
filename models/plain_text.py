"""By what two texts are the same, however they are written."""


def letters(text: str) -> str:
    """The letters and figures of a text: what is left when case, marks and spaces do not count.

    >>> letters("Solar, S.A.") == letters("SOLAR S.A")
    True
    """
    return "".join(char for char in text.casefold() if char.isalnum())
