"""Words for the members of an enumeration or for keys, looked up in the spoken language."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from review_ui.languages.speech import gettext

Key = TypeVar("Key")


class Words(Mapping[Key, str]):
    """A mapping to English texts that gives their translations.

    >>> Words({"web": "dropped in the browser"})["web"]
    'dropped in the browser'
    """

    def __init__(self, texts: Mapping[Key, str]) -> None:
        self._texts = texts

    def __getitem__(self, key: Key) -> str:
        return gettext(self._texts[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
