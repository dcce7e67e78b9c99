"""Try a lesson on another approved document of its issuer, before it is used: is what it says what was approved.

A term is agreed in where the memory says what was approved, disagreed in where it says something else; where it says
nothing it can do no harm. How people write a name is not tried: the newest way wins.
"""

from extractors.arbitration import value_key
from extractors.extraction import hear
from extractors.issuers.remembering import OWN, own_words
from extractors.issuers.study import Tried
from models.invoice import Invoice
from models.lessons import Lesson, Memory, Taught
from models.page import Transcript
from models.terms import Term


def replay(lesson: Lesson, transcript: Transcript, approved: Invoice) -> Tried:
    """What becomes of a lesson on a document that a person has approved."""
    best: dict[Term, tuple[float, str]] = {}
    for found in own_words(transcript, Memory((Taught(lesson=lesson),)), hear(transcript).candidates):
        said = found.candidate
        best[said.term] = max(best.get(said.term, (0.0, "")), (said.probability, value_key(said.term, said.value)))
    right = {term: value_key(term, field.value) for term, field in approved.fields.items()}
    told = [term for term in Term if term in best and not (term in OWN and term in right)]
    agreed = tuple(term for term in told if best[term][1] == right.get(term))
    return Tried(agreed, tuple(term for term in told if term not in agreed))
