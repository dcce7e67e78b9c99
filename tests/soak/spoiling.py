"""Documents spoilt at random, the same for the same seed: bytes changed, cut, doubled, moved, numbers made absurd.

What is inside a mail or an archive is spoilt too, and packed again, for a spoilt archive rarely opens at all.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from random import Random

from tests.extractors.papers import mail
from tests.soak.readable import Readable

MOST_CHANGES = 3
MOST_MOVED = 400
NESTED = 0.15
NUMBERS = ("0", "-1", "1", "255", "65535", "65536", "2147483647", "4294967296", "99999999999999999999", "1e309")
EDGES = (b"\x00", b"\xff", b"\x7f", b"\x80", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff")
_DIGITS = re.compile(rb"[0-9]{1,10}")

Change = Callable[[Random, bytearray, Sequence[Readable]], None]


def spoil(random: Random, documents: Sequence[Readable]) -> Readable:
    """One document of those given, spoilt; now and then in a mail or an archive with others."""
    chosen = random.choice(documents)
    content = bytearray(chosen.content)
    for _ in range(random.randint(1, MOST_CHANGES)):
        random.choice(CHANGES)(random, content, documents)
    spoilt = Readable(chosen.ending, bytes(content))
    return _packed(random, spoilt, documents) if random.random() < NESTED else spoilt


def _packed(random: Random, spoilt: Readable, documents: Sequence[Readable]) -> Readable:
    parts = [spoilt, random.choice(documents)]
    members = [(f"{number}.{part.ending}", part.content) for number, part in enumerate(parts)]
    return Readable("zip", _archive(members)) if random.random() < 0.5 else Readable("eml", _mail(members))


def _archive(members: Sequence[tuple[str, bytes]]) -> bytes:
    """An archive without the time of its making."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _mail(members: Sequence[tuple[str, bytes]]) -> bytes:
    message = mail(*members)
    message.set_boundary("between")
    return message.as_bytes()


def _flip(random: Random, content: bytearray, _: Sequence[Readable]) -> None:
    for _number in range(random.randint(1, 8)):
        if content:
            content[random.randrange(len(content))] ^= 1 << random.randrange(8)


def _overwrite(random: Random, content: bytearray, _: Sequence[Readable]) -> None:
    edge, at = random.choice(EDGES), random.randrange(len(content) + 1)
    content[at : at + len(edge)] = edge


def _scramble(random: Random, content: bytearray, _: Sequence[Readable]) -> None:
    start, end = _span(random, content)
    content[start:end] = random.randbytes(end - start)


def _cut(random: Random, content: bytearray, _: Sequence[Readable]) -> None:
    start, end = _span(random, content)
    del content[start:end]


def _truncate(random: Random, content: bytearray, _: Sequence[Readable]) -> None:
    del content[random.randrange(len(content) + 1) :]


def _double(random: Random, content: bytearray, _: Sequence[Readable]) -> None:
    start, end = _span(random, content)
    content[end:end] = content[start:end] * random.choice((1, 2, 50))


def _move(random: Random, content: bytearray, _: Sequence[Readable]) -> None:
    start, end = _span(random, content)
    moved = content[start:end]
    del content[start:end]
    at = random.randrange(len(content) + 1)
    content[at:at] = moved


def _transplant(random: Random, content: bytearray, documents: Sequence[Readable]) -> None:
    """A piece of another document, of whatever kind."""
    other = bytearray(random.choice(documents).content)
    start, end = _span(random, other)
    at = random.randrange(len(content) + 1)
    content[at : at + random.choice((0, end - start))] = other[start:end]


def _exaggerate(random: Random, content: bytearray, _: Sequence[Readable]) -> None:
    """A number that is written in figures: lengths, counts and references of PDF, XML and mail."""
    found = list(_DIGITS.finditer(content))
    if found:
        chosen = random.choice(found)
        content[chosen.start() : chosen.end()] = random.choice(NUMBERS).encode()


def _span(random: Random, content: bytearray) -> tuple[int, int]:
    start = random.randrange(len(content) + 1)
    return start, min(len(content), start + random.randint(1, MOST_MOVED))


CHANGES: Sequence[Change] = (
    _flip, _flip, _overwrite, _scramble, _cut, _truncate, _double, _move, _transplant, _exaggerate, _exaggerate,
)  # fmt: skip


def spoilt_documents(seed: int, count: int, documents: Sequence[Readable]) -> Iterator[Readable]:
    """So many; each follows from the seed and its number alone."""
    for number in range(count):
        yield spoil(Random(f"{seed}/{number}"), documents)
