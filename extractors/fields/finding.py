"""All text candidates of a document: every finder once, in the order in which they help each other."""

from dataclasses import dataclass

from extractors.fields.accounts import find_accounts
from extractors.fields.currency import find_currency
from extractors.fields.dates import find_dates
from extractors.fields.document_numbers import find_numbers
from extractors.fields.parties import find_parties
from extractors.fields.references import find_references
from extractors.fields.second_readings import settle
from extractors.fields.second_sums import settle_totals
from extractors.fields.survey import Survey
from extractors.fields.tax_ids import find_tax_ids
from extractors.fields.titles import find_document_class
from extractors.fields.totals import find_totals
from models.evidence import Candidate
from models.page import Transcript
from models.terms import DocumentClass


@dataclass(frozen=True, slots=True)
class TextFindings:
    """What the words of a document say: its class, candidates of every field, and the survey they were found in."""

    document_class: DocumentClass
    candidates: tuple[Candidate, ...]
    survey: Survey


def find_in_text(transcript: Transcript) -> TextFindings:
    """The class and the candidates; no candidates when there are no words."""
    settled = settle(transcript)
    survey = Survey(settled.transcript)
    if not any(sheet.rows for sheet in survey.sheets):
        return TextFindings(DocumentClass.OTHER, (), survey)
    totals = settle_totals(find_totals(survey), settled.transcript)
    names = find_parties(survey)
    document_class, types = find_document_class(survey, totals)
    found = [
        *types, *totals, *names,
        *find_dates(survey), *find_numbers(survey), *find_currency(survey),
        *find_tax_ids(survey, names), *find_accounts(survey), *find_references(survey),
    ]  # fmt: skip
    return TextFindings(document_class, tuple(map(settled.told, found)), survey)
