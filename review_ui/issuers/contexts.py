"""What the pages of issuers show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from review_ui.figures import Figure
from review_ui.issuers.words import LessonView
from review_ui.rendering import Page
from storage.issuers import IssuerRow
from storage.rows import DocumentRow, Listing


@dataclass(frozen=True, slots=True)
class SourceView:
    """A document that taught, its lessons, and whether a worker has learned from it yet."""

    document_id: str
    name: str
    approved_at: datetime
    learned: bool
    lessons: tuple[LessonView, ...]


@dataclass(frozen=True, slots=True)
class IssuersPage(Page):
    """The issuers of one organisation.

    `listing` is one page of them, by name or, with `troubled`, the most often wrong first; `query` the search as typed,
    `address` this list's own address without the page.
    """

    template: ClassVar[str] = "issuers/issuers.html"
    listing: Listing[IssuerRow]
    query: str
    troubled: bool
    address: str


@dataclass(frozen=True, slots=True)
class IssuerPage(Page):
    """One `issuer`.

    `sources` are the documents that taught about it; `documents` its newest; `accuracy` what was captured against what
    was approved, over time; `changed` the fields that were changed, with how often; `causes` what people decided.
    `message` is what was just done.
    """

    template: ClassVar[str] = "issuers/issuer.html"
    issuer: IssuerRow
    sources: tuple[SourceView, ...]
    documents: tuple[DocumentRow, ...]
    accuracy: Figure
    changed: Mapping[str, int]
    causes: Mapping[str, int]
    message: str
