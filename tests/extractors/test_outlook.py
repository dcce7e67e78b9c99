"""Outlook's messages and winmail.dat are taken apart like any mail: the same parts, outcomes and limits for both."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.containers import Part, unpack
from extractors.kind import Kind, detect_kind
from extractors.limits import DEFAULT_LIMITS, Limits
from models.errors import DamagedDocument, DocumentError, LimitExceeded
from tests.extractors import papers
from tests.mail_parts import file_part, logo, mixed, mixed_mail, text_part
from tests.outlook import BY_WEB, Message, attachment, msg, winmail

PDF = papers.pdf(lines=("One line",))
LARGE = PDF + bytes(20_000)
TEXT = Part("message.txt", reason="text")
WRITERS: tuple[tuple[Callable[[Message], bytes], Kind], ...] = ((msg, Kind.MSG), (winmail, Kind.TNEF))
WHOLE = Message(attachment("a.pdf", PDF), Message(attachment("deep.zip", papers.archive(("b.pdf", LARGE)))))


@pytest.fixture(params=WRITERS, ids=["msg", "tnef"])
def parts(request: pytest.FixtureRequest) -> Callable[..., tuple[Part, ...]]:
    """The parts of a message, in one of the two formats."""
    write, kind = request.param

    def taken(message: Message, limits: Limits = DEFAULT_LIMITS) -> tuple[Part, ...]:
        content = write(message)
        assert detect_kind(content, "wrong.exe") is kind
        return unpack(content, kind, limits=limits).parts

    return taken


Parts = Callable[..., tuple[Part, ...]]


def test_attachments_come_in_order_under_their_names(parts: Parts) -> None:
    message = Message(attachment("Račun č. 17.pdf", PDF), attachment("../large.pdf", LARGE), attachment("a.txt", b"a"))
    found = (Part("Račun č. 17.pdf", PDF), Part("large.pdf", LARGE), Part("a.txt", reason="unsupported_kind"))
    assert parts(message) == (TEXT, *found)


def test_a_message_inside_is_walked_with_its_archive(parts: Parts) -> None:
    assert parts(WHOLE) == (TEXT, Part("a.pdf", PDF), TEXT, Part("b.pdf", LARGE))


def test_what_is_no_document_has_its_reason(parts: Parts) -> None:
    message = Message(
        attachment("logo.png", logo(), identity="logo@example", media_type="image/png"),
        attachment("hidden.png", logo(), identity="other", hidden=1),
        attachment("receipt.png", logo(), media_type="image/png"),
        attachment("in the cloud.pdf", b"", method=BY_WEB),
        attachment("smime.p7m", b"0\x82", media_type="application/pkcs7-mime"),
        attachment("empty.pdf", b" "),
        text="",
        html=b'<img src="cid:logo@example">',
    )
    assert [(part.name, part.reason) for part in parts(message)] == [
        ("message.html", "text"),
        ("logo.png", "inline_image"),
        ("hidden.png", "inline_image"),
        ("receipt.png", ""),
        ("in the cloud.pdf", "not_in_the_mail"),
        ("smime.p7m", "encrypted"),
        ("empty.pdf", "empty"),
    ]


def test_a_signed_mail_that_outlook_keeps_whole_is_opened(parts: Parts) -> None:
    signed = mixed("inner", text_part(), file_part(PDF, "invoice.pdf"), kind="signed")
    message = Message(attachment("smime.p7m", signed, media_type="multipart/signed"))
    assert parts(message) == (TEXT, TEXT, Part("invoice.pdf", PDF))


def test_limits_are_those_of_every_container(parts: Parts) -> None:
    many = Message(*(attachment(f"{number}.pdf", PDF) for number in range(4)))
    assert parts(many, Limits(parts=3))[-1] == Part("3.pdf", reason="too_many_parts")
    with pytest.raises(LimitExceeded):
        parts(Message(attachment("a.pdf", LARGE)), Limits(unpacked_bytes=len(LARGE) - 1))
    deep = Message(attachment("a.pdf", PDF))
    for _ in range(25):
        deep = Message(deep)
    with pytest.raises(LimitExceeded):
        parts(deep)


def test_winmail_inside_a_mail_is_opened_in_its_place() -> None:
    part = file_part(winmail(WHOLE), "winmail.dat", media_type="application/ms-tnef")
    found = unpack(mixed_mail(1, text_part(), part), Kind.EML).parts
    assert found == (TEXT, TEXT, Part("a.pdf", PDF), TEXT, Part("b.pdf", LARGE))


def test_what_is_cut_off_gives_what_arrived() -> None:
    whole = winmail(Message(attachment("a.pdf", PDF), attachment("b.pdf", LARGE)))
    assert unpack(whole[:-1000], Kind.TNEF).documents == (Part("a.pdf", PDF),)


@pytest.mark.parametrize(
    ("content", "kind"), [(msg(WHOLE)[:1000], Kind.MSG), (winmail(WHOLE)[:9], Kind.TNEF), (b"rubbish", Kind.MSG)]
)
def test_what_cannot_be_opened_is_damaged(content: bytes, kind: Kind) -> None:
    with pytest.raises(DamagedDocument):
        unpack(content, kind)


def test_a_compound_file_without_a_message_is_damaged() -> None:
    with pytest.raises(DamagedDocument):
        unpack(msg(WHOLE).replace("__properties".encode("utf-16-le"), "__prosperity".encode("utf-16-le")), Kind.MSG)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WRITERS), st.data())
def test_a_message_that_was_spoilt_is_taken_apart_or_refused(
    writer: tuple[Callable[[Message], bytes], Kind], data: st.DataObject
) -> None:
    content = writer[0](WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(content) - 1))
        content = content[:start] + data.draw(st.binary(min_size=1, max_size=8)) + content[start + 4 :]
    try:
        found = unpack(content, writer[1]).parts
    except DocumentError:
        return
    assert all(part.reason or part.content for part in found)
