"""What the page of an organisation's rules shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from models.languages import Language
from review_ui.rendering import Page
from storage.labels import Colour, LabelRow


@dataclass(frozen=True, slots=True)
class TextView:
    """The letter in one language: what stands in the inputs, and whether it is the organisation's own."""

    language: Language
    subject: str
    body: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class RulesPage(Page):
    """When two people approve, which labels there are, what is written to senders.

    `limits` are amounts as text by currency; `new_issuer` and `changed_account` the other rules; `seen` says which
    rules these were. `labels` are those of the organisation, in one of `colours`. `texts` are the letters, `places`
    what is filled in. `letters_from` is the address that letters are from, empty when none can go out. `errors` say of
    some inputs why they cannot be; `message` is what was just done.
    """

    template: ClassVar[str] = "rules/rules.html"
    limits: tuple[tuple[str, str], ...]
    new_issuer: bool
    changed_account: bool
    seen: str
    labels: tuple[LabelRow, ...]
    colours: tuple[Colour, ...]
    texts: tuple[TextView, ...]
    places: tuple[str, ...]
    letters_from: str
    errors: Mapping[str, str]
    message: str
