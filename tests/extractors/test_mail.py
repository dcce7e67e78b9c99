"""Mails of every shape are taken apart, and every part has its outcome."""

from email.message import Message
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.containers import unpack
from extractors.kind import Kind
from extractors.mail import name_mail
from extractors.mail_names import name_part
from models.errors import DamagedDocument, DocumentError, LimitExceeded
from models.parts import PartOutcome, outcome_of
from tests.mail_shapes import SHAPES, Outcome, shape


def outcomes(content: bytes) -> tuple[Outcome, ...]:
    """Every part's name, outcome and reason."""
    seen: set[bytes] = set()
    found: list[Outcome] = []
    for part in unpack(content, Kind.EML).parts:
        taken = PartOutcome.DUPLICATE if part.content in seen else PartOutcome.DOCUMENT
        found.append((part.name, outcome_of(part.reason) if part.reason else taken, part.reason))
        seen.add(part.content)
    return tuple(found)


@cache
def mail_of(kind: int) -> bytes:
    """The same bytes each time: a PDF knows when it was made."""
    return shape(kind, 7).content


@pytest.mark.parametrize("kind", range(len(SHAPES)), ids=[made.__name__ for made in SHAPES])
def test_every_part_has_its_outcome(kind: int) -> None:
    made = shape(kind, 7)
    assert outcomes(made.content) == made.parts


def test_shapes_are_others_for_other_numbers() -> None:
    assert len({shape(kind, number).content for kind in range(len(SHAPES)) for number in (1, 2)}) == 2 * len(SHAPES)


def test_a_mail_is_named_after_its_subject() -> None:
    assert name_mail(b"Subject: =?utf-8?q?Ra=C4=8Dun?= 1/2\r\n\r\n") == "Račun 1-2.eml"
    assert name_mail("Subject: Račun\r\n\r\n".encode()) == "Račun.eml"
    assert name_mail(b"From: a@example.test\r\n\r\n") == "mail.eml"
    assert name_mail(b"Subject: " + b"x" * 5000 + b"\r\n\r\n") == "x" * 120 + ".eml"
    assert name_mail(b"\xff\xfe\0") == "mail.eml"
    assert name_mail(b"Subject: Deep\r\n" + b"Content-Type: message/rfc822\n\n" * 1000) == "Deep.eml"


def test_what_is_no_mail_is_damaged() -> None:
    with pytest.raises(DamagedDocument):
        unpack(b"\x89 no header anywhere", Kind.EML)


def test_a_mail_nested_without_end_is_refused() -> None:
    content = b"From: a@example.test\r\n\r\n"
    for _ in range(400):
        content = b"From: a@example.test\r\nContent-Type: message/rfc822\r\n\r\n" + content
    with pytest.raises(LimitExceeded):
        unpack(content, Kind.EML)


def test_a_mail_of_a_thousand_parts_is_read_up_to_a_limit() -> None:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    content = b"From: a@example.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 1000 + b"--b--\r\n"
    found = outcomes(content)
    assert len(found) == 501
    assert found[-1] == ("", PartOutcome.REFUSED, "too_many_parts")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SHAPES) - 1), st.data())
def test_a_mail_that_was_spoilt_is_taken_apart_or_refused(kind: int, data: st.DataObject) -> None:
    content = mail_of(kind)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, min(len(content), 3000)))
        end = start + data.draw(st.integers(0, 40))
        content = content[:start] + data.draw(st.binary(max_size=20)) + content[end:]
    try:
        found = unpack(content, Kind.EML).parts
    except DocumentError:
        return
    assert all(part.reason or part.content for part in found)
    assert name_mail(content).endswith(".eml")


@pytest.mark.parametrize("name", ["..", "../..", ".", "/", "a/.."])
def test_a_part_that_is_named_like_a_folder_has_no_name(name: str) -> None:
    part = Message()
    part.add_header("Content-Disposition", "attachment", filename=name)
    assert name_part(part) == ""
