"""What the mails of the tests are made of, byte for byte, as a sender's program would write them."""

import base64
import io
from email.message import EmailMessage

from PIL import Image

from tests.extractors.papers import pdf


def invoice(number: int) -> bytes:
    """A page with a text layer."""
    return pdf(
        (
            "Brightwater Design Studio Ltd, Kingfisher Row 3, LX4 7QP Larkmere",
            f"Invoice number: M-{number:05}",
            "Invoice date: 12 March 2026",
            "Poster design, A2   2   240.00   480.00",
            "Net total GBP 480.00",
            "VAT 20% GBP 96.00",
            "Total GBP 576.00",
        )
    )


def head(number: int) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "supplier@example.test", "ap@example.test"
    message["Message-ID"], message["Subject"] = f"<{number}@example.test>", f"Invoice {number}"
    message["MIME-Version"] = "1.0"
    return message.as_bytes().replace(b"\n\n", b"\n").replace(b"\n", b"\r\n")


def mixed_mail(number: int, *parts: bytes, kind: str = "mixed") -> bytes:
    return head(number) + mixed("outer", *parts, kind=kind)


def mixed(boundary: str, *parts: bytes, kind: str = "mixed") -> bytes:
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    mark = f"--{boundary}".encode()
    return head + b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"


def text_part(words: str = "See attached.", media_type: str = "text/plain") -> bytes:
    return f"Content-Type: {media_type}; charset=utf-8\r\n\r\n{words}\r\n".encode()


def forwarded_part(inner: bytes) -> bytes:
    """A mail inside a mail needs boundaries of its own."""
    depth = inner.count(b"boundary=")
    renamed = inner.replace(b'boundary="outer"', b'boundary="deep%d"' % depth)
    renamed = renamed.replace(b"\r\n--outer\r\n", b"\r\n--deep%d\r\n" % depth)
    renamed = renamed.replace(b"\r\n--outer--\r\n", b"\r\n--deep%d--\r\n" % depth)
    return b"Content-Type: message/rfc822\r\n\r\n" + renamed


def file_part(
    content: bytes,
    name: str,
    *,
    media_type: str = "application/pdf",
    disposition: str = "attachment",
    identity: str = "",
) -> bytes:
    named = f'; filename="{name}"' if name else ""
    cid = f"Content-ID: <{identity}>\r\n" if identity else ""
    head = f"Content-Type: {media_type}\r\nContent-Disposition: {disposition}{named}\r\n{cid}"
    return head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + in_base64(content)


def in_base64(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


def logo() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (24, 24), "navy").save(target, "PNG")
    return target.getvalue()


def photo(number: int) -> bytes:
    """Small, but more bytes than a logo has."""
    target = io.BytesIO()
    Image.new("RGB", (200, 200), (number % 256, number // 256 % 256, 99)).save(target, "JPEG")
    return target.getvalue() + b"\0" * 70_000
