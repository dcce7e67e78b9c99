"""A document as it was received."""

from dataclasses import dataclass

from extractors.kind import Kind


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes as received, and what they are."""

    content: bytes
    name: str
    kind: Kind
