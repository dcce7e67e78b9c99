"""Which office document a file is, by what names the parts inside it, without opening any of them.

The directory of a ZIP archive tells the formats of Word and Excel, its first entry those of OpenDocument; in the old
ones (MS-CFB) the names of streams stand in the file as they are.
"""

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_END_WITHIN = 66_000
_MIMETYPE = b"mimetypeapplication/vnd.oasis.opendocument."  # from byte 30: the first entry of the archive
_OPEN = {b"text": ".odt", b"spreadsheet": ".ods"}
_PARTS = {b"word/": ".docx", b"xl/": ".xlsx"}
_STREAMS = {"WordDocument": ".doc", "Workbook": ".xls", "Book": ".xls"}


def is_office(content: bytes) -> bool:
    """Whether it is an office document of any kind, presentations and protected ones too."""
    return content.startswith(OLD) or _is_open(content) or b"[Content_Types].xml" in _names(content)


def office_ending(content: bytes) -> str:
    """The ending its program gives it; empty for what is none that holds text or tables, or is protected.

    >>> office_ending(b"PK" + bytes(28) + b"mimetypeapplication/vnd.oasis.opendocument.text")
    '.odt'
    """
    if content.startswith(OLD):
        found = (ending for name, ending in _STREAMS.items() if (name + "\0").encode("utf-16-le") in content)
        return next(found, "")
    if _is_open(content):
        return next((ending for name, ending in _OPEN.items() if content.startswith(name, 30 + len(_MIMETYPE))), "")
    names = _names(content)
    if b"[Content_Types].xml" not in names:
        return ""
    return next((ending for part, ending in _PARTS.items() if part in names), "")


def _is_open(content: bytes) -> bool:
    return content.startswith(b"PK") and content.startswith(_MIMETYPE, 30)


def _names(content: bytes) -> bytes:
    """The directory of a ZIP archive, as it stands; the beginning of the file when it has none any more."""
    if not content.startswith(b"PK"):
        return b""
    end = content.rfind(_END, max(0, len(content) - _END_WITHIN))
    place = int.from_bytes(content[end + 16 : end + 20], "little") if end >= 0 else len(content)
    size = int.from_bytes(content[end + 12 : end + 16], "little")
    directory = content[place : place + size]
    return directory if directory.startswith(_ENTRY) else content[:8192]
