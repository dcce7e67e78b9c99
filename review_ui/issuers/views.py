"""Put the pages of issuers together from what is stored."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from review_ui.asked import Asked
from review_ui.charts import stack
from review_ui.figures import Figure
from review_ui.formatting import format_month
from review_ui.issuers.contexts import IssuerPage, IssuersPage, SourceView
from review_ui.issuers.words import tell
from review_ui.languages.speech import gettext
from review_ui.languages.words import Words
from review_ui.visitors import Visitor
from storage.issuer_documents import Decision, load_decisions, load_newest
from storage.issuer_memory import Source, load_memory
from storage.issuers import list_issuers, load_issuer

TROUBLED = "trouble"
MONTHS = 24
MESSAGES: Words[str] = Words(
    {
        "saved": "Saved. The next export has it.",
        "forgotten": "Forgotten: it is not used from now on.",
        "remembered": "It is used again from now on.",
    }
)


def make_list(visitor: Visitor, asked: Asked, per_page: int) -> IssuersPage:
    troubled = asked.state == TROUBLED
    listing = list_issuers(
        visitor.house,
        visitor.organisation_id,
        search=asked.query,
        troubled=troubled,
        page=asked.page_number,
        per_page=per_page,
    )
    address = "/issuers?" + urlencode({"q": asked.query, "state": asked.state})
    return IssuersPage(listing, asked.query, troubled, address)


def make_issuer(visitor: Visitor, issuer_id: str, done: str) -> IssuerPage:
    """NotFound when the organisation has no such issuer."""
    house, org_id = visitor.house, visitor.organisation_id
    issuer = load_issuer(house, org_id, issuer_id)
    decisions = load_decisions(house, org_id, issuer.key)
    return IssuerPage(
        issuer=issuer,
        sources=tuple(view(source) for source in load_memory(house, org_id, issuer.key)),
        documents=tuple(load_newest(house, org_id, issuer.key)),
        accuracy=accuracy(decisions),
        changed=dict(Counter(term for decision in decisions for term in decision.terms).most_common()),
        causes=dict(Counter(decision.cause for decision in decisions).most_common()),
        message=MESSAGES.get(done, ""),
    )


def view(source: Source) -> SourceView:
    learned = source.taught is not None
    return SourceView(source.document_id, source.name, source.approved_at, learned, tuple(tell(source)))


def accuracy(decisions: Sequence[Decision]) -> Figure:
    """Documents approved as read, and changed or refused, by month."""
    months: dict[date, list[int]] = {}
    for decision in reversed(decisions):
        month = decision.at.date().replace(day=1)
        months.setdefault(month, [0, 0])[decision.wrong] += 1
    shown = sorted(months.items())[-MONTHS:]
    words = [gettext("Approved as read"), gettext("Changed or refused")]
    rows = tuple((format_month(month), right, wrong, right / (right + wrong)) for month, (right, wrong) in shown)
    bars = stack([format_month(month) for month, _ in shown], [counts for _, counts in shown], words)
    head = (gettext("Month"), *words, gettext("Right as read"))
    return Figure("accuracy", gettext("Accuracy over time"), head, rows, bars if shown else None)
