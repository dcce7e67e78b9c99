"""Take mails and archives apart into the documents they hold.

Nothing a container says about sizes is believed: what comes out is counted while it comes, over all levels. Parts
that hold no invoice are named with the reason, so that a sender can be told; an empty result is an outcome.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.archive import Member, open_archive
from extractors.kind import Kind, detect_kind
from extractors.limits import DEFAULT_LIMITS, Limits
from extractors.mail import open_mail
from extractors.msg import open_msg
from extractors.office import find_office
from extractors.tnef import open_tnef
from models.errors import DocumentError, EmptyDocument, LimitExceeded

TOO_MUCH = "The mail or archive holds too much. Send its documents in several."
_OPENERS = {Kind.EML: open_mail, Kind.MSG: open_msg, Kind.TNEF: open_tnef}


@dataclass(frozen=True, slots=True)
class Part:
    """A document found in a container, with the name it has there; or what is none for us, and its `reason`."""

    name: str
    content: bytes = b""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """`parts` in the order of the container; none for a mail without attachments."""

    parts: tuple[Part, ...]

    @property
    def documents(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if not part.reason)

    @property
    def left_out(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.reason)


@dataclass(slots=True)
class _Haul:
    limits: Limits
    parts: list[Part] = field(default_factory=list)
    documents: int = 0
    unpacked: int = 0

    def count(self, member: Member) -> None:
        """Raises LimitExceeded when too much has come out."""
        self.unpacked += len(member.content)
        if self.unpacked > self.limits.unpacked_bytes or self.documents >= self.limits.parts:
            raise LimitExceeded(TOO_MUCH)

    def take(self, member: Member) -> None:
        self.documents += 1
        self.parts.append(Part(member.name, member.content))

    def leave(self, member: Member, reason: str) -> None:
        """Raises LimitExceeded when too many are left: each is a row of its own later."""
        if len(self.parts) >= self.limits.parts + self.limits.parts_left:
            raise LimitExceeded(TOO_MUCH)
        self.parts.append(Part(member.name, reason=reason))


def unpack(content: bytes, kind: Kind, *, limits: Limits = DEFAULT_LIMITS) -> Unpacked:
    """The documents inside a mail or archive, and in those inside it. Raises DamagedDocument and LimitExceeded."""
    haul = _Haul(limits)
    _unpack_into(haul, _members(content, kind, limits.unpacked_bytes), limits.depth)
    return Unpacked(tuple(haul.parts))


def unpack_members(members: Iterable[Member], limits: Limits = DEFAULT_LIMITS) -> Unpacked:
    """The documents among files that were attached to one, and inside them, likewise."""
    haul = _Haul(limits)
    _unpack_into(haul, members, limits.depth)
    return Unpacked(tuple(haul.parts))


def _unpack_into(haul: _Haul, members: Iterable[Member], depth: int) -> None:
    for member in members:
        if member.reason:
            haul.leave(member, member.reason)
            continue
        haul.count(member)
        _sort_in(haul, member, depth)


def _sort_in(haul: _Haul, member: Member, depth: int) -> None:
    try:
        kind = detect_kind(member.content, member.name)
    except EmptyDocument:
        haul.leave(member, "empty")
    except DocumentError:
        haul.leave(member, "unsupported_kind")
    else:
        if kind is Kind.OFFICE and not find_office():
            haul.leave(member, "unsupported_kind")
        elif not kind.is_container:
            haul.take(member)
        elif depth <= 1:
            haul.leave(member, "nested_too_deep")
        else:
            _unpack_nested(haul, member, kind, depth - 1)


def _unpack_nested(haul: _Haul, member: Member, kind: Kind, depth: int) -> None:
    try:
        allowance = haul.limits.unpacked_bytes - haul.unpacked
        _unpack_into(haul, _members(member.content, kind, allowance), depth)
    except LimitExceeded:
        raise
    except DocumentError as error:
        haul.leave(member, error.code)


def _members(content: bytes, kind: Kind, allowance: int) -> Iterator[Member]:
    return open_archive(content, allowance) if kind is Kind.ZIP else _OPENERS[kind](content)
