"""Which office document a file is, by what names the parts inside it, without opening any of them.

The directory of a ZIP archive tells the formats of Word and Excel, its first entry those of OpenDocument; in the old
ones (MS-CFB) the names of streams stand in the file as they are.
"""

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_END_WITHIN = 66_000
_MOST_NAMES = 10_000
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
    return next((ending for part, ending in _PARTS.items() if any(name.startswith(part) for name in names)), "")


def _is_open(content: bytes) -> bool:
    return content.startswith(b"PK") and content.startswith(_MIMETYPE, 30)


def _names(content: bytes) -> list[bytes]:
    """The names in the directory of a ZIP archive; the first file's alone when it has no directory any more."""
    if not content.startswith(b"PK"):
        return []
    first = content[30 : 30 + int.from_bytes(content[26:28], "little")]
    end = content.rfind(_END, max(0, len(content) - _END_WITHIN))
    place = end - int.from_bytes(content[end + 12 : end + 16], "little")
    names: list[bytes] = []
    while end >= 0 and len(names) < _MOST_NAMES and content.startswith(_ENTRY, place):
        lengths = [int.from_bytes(content[place + at : place + at + 2], "little") for at in (28, 30, 32)]
        names.append(content[place + 46 : place + 46 + lengths[0]])
        place += 46 + sum(lengths)
    return names if first in names else [first]
