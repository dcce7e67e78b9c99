"""Take mails and archives apart into the documents they hold.

Nothing a container says about sizes is believed: what comes out is counted while it comes, over all levels. Parts
that hold no invoice are named with the reason, so that a sender can be told; an empty result is an outcome. What is
too many is named likewise, and takes nothing along: what stands directly in a container comes before what is deeper.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractors.archive import Member, open_archive
from extractors.kind import Kind, detect_kind
from extractors.limits import DEFAULT_LIMITS, Limits
from extractors.mail import open_mail
from extractors.msg import open_msg
from extractors.office import find_office
from extractors.signed import open_signed
from extractors.tnef import open_tnef
from models.errors import DocumentError, EmptyDocument, LimitExceeded
from models.messages import told
from models.page_ranges import PageRange

TOO_MANY = "too_many_parts"
TOO_MUCH = told("The mail or archive holds too much. Send its documents in several.")
_OPENERS = {Kind.EML: open_mail, Kind.MSG: open_msg, Kind.TNEF: open_tnef, Kind.SIGNED: open_signed}


@dataclass(frozen=True, slots=True)
class Part:
    """A document found in a container, with the name it has there; or what is none for us, and its `reason`.

    One that is cut from a stack has the `pages` that it is of it.
    """

    name: str
    content: bytes = b""
    reason: str = ""
    pages: PageRange | None = None


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
    documents: int = 0
    left: int = 0
    unpacked: int = 0

    def count(self, member: Member) -> None:
        """Raises LimitExceeded when too much has come out."""
        self.unpacked += len(member.content)
        if self.unpacked > self.limits.unpacked_bytes:
            raise LimitExceeded(TOO_MUCH)

    def take(self, member: Member) -> list[Part]:
        if self.documents >= self.limits.parts:
            return self.leave(member, TOO_MANY)
        self.documents += 1
        return [Part(member.name, member.content)]

    def leave(self, member: Member, reason: str) -> list[Part]:
        """One more row later; those that are too many are one together."""
        self.left += 1
        return [Part(member.name, reason=reason)] if self.left <= self.limits.parts_left else []


def unpack(content: bytes, kind: Kind, *, limits: Limits = DEFAULT_LIMITS) -> Unpacked:
    """The documents inside a mail or archive, and in those inside it. Raises DamagedDocument and LimitExceeded."""
    return unpack_members(_members(content, kind, limits.unpacked_bytes), limits)


def unpack_members(members: Iterable[Member], limits: Limits = DEFAULT_LIMITS) -> Unpacked:
    """The documents among files that were attached to one, and inside them, likewise."""
    haul = _Haul(limits)
    parts: list[Part] = []
    _unpack_into(parts, haul, members, limits.depth)
    more = [Part("", reason=TOO_MANY)] if haul.left > limits.parts_left else []
    return Unpacked((*parts, *more))


def _unpack_into(parts: list[Part], haul: _Haul, members: Iterable[Member], depth: int) -> None:
    """Add the parts of a level in its order; the containers on it are opened last. What came before a fault is kept."""
    places: list[list[Part]] = []
    inner: list[tuple[list[Part], Member, Kind]] = []
    fault: DocumentError | None = None
    try:
        for member in members:
            found = _sort_in(haul, member, depth)
            places.append([] if isinstance(found, Kind) else found)
            if isinstance(found, Kind):
                inner.append((places[-1], member, found))
    except LimitExceeded:
        raise
    except DocumentError as error:
        fault = error
    for place, member, kind in inner:
        _unpack_nested(place, haul, member, kind, depth - 1)
    parts.extend(part for place in places for part in place)
    if fault:
        raise fault


def _sort_in(haul: _Haul, member: Member, depth: int) -> list[Part] | Kind:
    """The part a member becomes, or the kind of the container that it is."""
    if member.reason:
        return haul.leave(member, member.reason)
    haul.count(member)
    try:
        kind = detect_kind(member.content, member.name)
    except EmptyDocument:
        return haul.leave(member, "empty")
    except DocumentError:
        return haul.leave(member, "unsupported_kind")
    if kind is Kind.OFFICE and not find_office():
        return haul.leave(member, "unsupported_kind")
    if not kind.is_container:
        return haul.take(member)
    return haul.leave(member, "nested_too_deep") if depth <= 1 else kind


def _unpack_nested(place: list[Part], haul: _Haul, member: Member, kind: Kind, depth: int) -> None:
    try:
        allowance = haul.limits.unpacked_bytes - haul.unpacked
        members = _members(member.content, kind, allowance)
        if kind is Kind.SIGNED:
            members = (replace(each, name=member.name.removesuffix(".p7m")) for each in members)
        _unpack_into(place, haul, members, depth)
    except LimitExceeded:
        raise
    except DocumentError as error:
        place.extend(haul.leave(member, error.code))


def _members(content: bytes, kind: Kind, allowance: int) -> Iterator[Member]:
    return open_archive(content, allowance) if kind is Kind.ZIP else _OPENERS[kind](content)
