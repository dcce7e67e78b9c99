"""How sure a value is, in the few steps that a person acts on; the screen shows each as a word, a sign and a colour."""

from enum import StrEnum

from models.doubts import CONFIRMED, SURE
from models.evidence import Witness
from models.invoice import FieldValue
from review_ui.languages.words import Words

LIKELY = 0.6


class Certainty(StrEnum):
    """From what needs a person most to what needs none."""

    MISSING = "missing"  # required and not there
    UNSURE = "unsure"
    CHECK = "check"
    SURE = "sure"
    CONFIRMED = "confirmed"  # a person wrote it
    ABSENT = "absent"  # not required and not there

    @property
    def wants_a_look(self) -> bool:
        return self in {Certainty.MISSING, Certainty.UNSURE, Certainty.CHECK}


LABELS: Words[Certainty] = Words(
    {
        Certainty.MISSING: "Missing",
        Certainty.UNSURE: "Unsure",
        Certainty.CHECK: "Check",
        Certainty.SURE: "Sure",
        Certainty.CONFIRMED: "Confirmed",
        Certainty.ABSENT: "Not there",
    }
)
ICONS = {
    Certainty.MISSING: "alert",
    Certainty.UNSURE: "unsure",
    Certainty.CHECK: "question",
    Certainty.SURE: "check",
    Certainty.CONFIRMED: "person",
    Certainty.ABSENT: "info",
}


def judge(found: FieldValue | None, *, required: bool) -> Certainty:
    """The step of a field's value, or of its absence."""
    if found is None:
        return Certainty.MISSING if required else Certainty.ABSENT
    if found.evidence.witness is Witness.PERSON or found.reason == CONFIRMED:
        return Certainty.CONFIRMED
    return judge_share(found.confidence)


def judge_share(confidence: float) -> Certainty:
    """The step of a probability 0..1."""
    if confidence >= SURE:
        return Certainty.SURE
    return Certainty.CHECK if confidence >= LIKELY else Certainty.UNSURE
