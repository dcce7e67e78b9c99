"""The structure of a mail, also of one whose writer made mistakes: what can be found in it is not lost for them.

Mended are: lines before the first header, a boundary that is not the one announced, and forwarded mails that are
encoded although they may not be (RFC 2046, 5.2.1).
"""

import email
import email.policy
import re
from email.message import Message

from models.errors import LimitExceeded

_HEADER = re.compile(rb"^[A-Za-z][A-Za-z0-9-]*:[ \t]*\S", re.MULTILINE)
_BOUNDARY = re.compile(rb"^--([^\r\n]{1,70}?)[ \t]*\r?\n(?:Content-[A-Za-z-]+:|\r?\n)", re.MULTILINE)
_ENCODED = {"base64", "quoted-printable", "x-uuencode"}
_LOOKED_AT = 64 * 1024
_DEEPEST = 20


def open_structure(content: bytes) -> Message | None:
    """The mail with its parts; None for what has no header. LimitExceeded when it is nested too deep."""
    try:
        message = _parse(content)
        if message is None:
            return None
        _mend(message, _DEEPEST)
    except RecursionError as error:
        raise LimitExceeded("The mail is nested too deep.") from error
    return message


def _parse(content: bytes) -> Message | None:
    message = email.message_from_bytes(content.lstrip(b"\r\n \t\0"), policy=email.policy.compat32)
    if message.keys():
        return message
    first = _HEADER.search(content[:_LOOKED_AT])
    if first is None:
        return None
    return email.message_from_bytes(content[first.start() :], policy=email.policy.compat32)


def _mend(message: Message, depth: int) -> None:
    if depth == 0:
        raise LimitExceeded("The mail is nested too deep.")
    if message.get_content_type() == "message/rfc822":
        _decode_forwarded(message)
    elif message.get_content_maintype() == "multipart" and not message.is_multipart():
        _find_boundary(message)
    for part in message.get_payload() if message.is_multipart() else ():
        if isinstance(part, Message):
            _mend(part, depth - 1)


def _decode_forwarded(message: Message) -> None:
    """A forwarded mail in an encoding was read as a mail whose text is that encoding."""
    if str(message.get("Content-Transfer-Encoding", "")).strip().lower() not in _ENCODED or not message.is_multipart():
        return
    inner = message.get_payload(0)
    if not isinstance(inner, Message) or inner.keys() or inner.is_multipart():
        return
    inner["Content-Transfer-Encoding"] = str(message["Content-Transfer-Encoding"])
    content = inner.get_payload(decode=True)
    found = _parse(content) if isinstance(content, bytes) else None
    if found is not None:
        message.set_payload([found])


def _find_boundary(message: Message) -> None:
    """Parts that begin with another boundary than the header names, or where it names none."""
    raw = message.get_payload()
    content = raw.encode("utf-8", errors="surrogateescape") if isinstance(raw, str) else b""
    found = _BOUNDARY.search(content)
    if found is None:
        return
    boundary = found.group(1).decode("ascii", errors="replace").replace("\\", "\\\\").replace('"', '\\"')
    header = f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n'.encode()
    again = email.message_from_bytes(header + content, policy=email.policy.compat32)
    if again.is_multipart():
        message.set_payload(again.get_payload())
