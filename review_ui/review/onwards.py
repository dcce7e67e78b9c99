"""Where a reviewer goes on to: the best next document, which is theirs from then on."""

from collections.abc import Sequence

from review_ui.visitors import Visitor
from storage.assigning import next_document
from storage.holds import take_hold

TRIES = 5  # when others take the same one at the same moment


def next_to_review(visitor: Visitor, without: str = "") -> Sequence[str]:
    """The id of the next one, held for the visitor; empty when there is none that nobody else has."""
    house, organisation = visitor.house, visitor.organisation_id
    for _ in range(TRIES):
        found = next_document(house, organisation, actor=visitor.actor, without=without)
        if found is None:
            break
        hold = take_hold(house, organisation, found, actor=visitor.actor)
        if hold and hold.is_of(visitor.actor):
            return [found]
    return []
