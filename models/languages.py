"""The languages that people are spoken to in."""

from enum import StrEnum


class Language(StrEnum):
    """The value is the language's code (ISO 639-1)."""

    ENGLISH = "en"
    SLOVENIAN = "sl"
    GERMAN = "de"

    @property
    def own_name(self) -> str:
        """What its speakers call it."""
        return _OWN_NAMES[self]

    @property
    def tag(self) -> str:
        """The language and, where forms of dates and numbers differ, the country whose forms are shown (BCP 47)."""
        return "en-GB" if self is Language.ENGLISH else self.value


_OWN_NAMES = {Language.ENGLISH: "English", Language.SLOVENIAN: "Slovenščina", Language.GERMAN: "Deutsch"}
