"""Office documents as small as they can be, written by hand: Word, Excel, OpenDocument text and tables."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.extractors.papers import archive

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{short}="{_OASIS}:{name}"'
    for short, name in {
        "office": "office:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "draw": "drawing:1.0",
        "svg": "svg-compatible:1.0",
    }.items()
)


def docx(*lines: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    document = f"<w:document {space}><w:body>{body}</w:body></w:document>"
    return _package("word/document.xml", f"{_MAIN}.wordprocessingml.document.main+xml", {"word/document.xml": document})


def xlsx(*rows: Sequence[str]) -> bytes:
    """One sheet; its content types stand last, as some programs write them."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    lines = "".join(f"<row>{''.join(cell.format(escape(text)) for text in row)}</row>" for row in rows)
    sheets = '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
    parts = {
        "xl/workbook.xml": f'<workbook {space} xmlns:r="{_OFFICE}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": _relationship(f"{_OFFICE}/worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{lines}</sheetData></worksheet>",
    }
    return _package("xl/workbook.xml", f"{_MAIN}.spreadsheetml.sheet.main+xml", parts)


def odt(body: str) -> bytes:
    """A text whose body is given as XML."""
    return _open_document("text", f"<office:text>{body}</office:text>")


def ods(cells: str) -> bytes:
    """A table of one row, whose cells are given as XML."""
    row = f"<table:table-row>{cells}</table:table-row>"
    return _open_document(
        "spreadsheet", f'<office:spreadsheet><table:table table:name="S">{row}</table:table></office:spreadsheet>'
    )


def _package(main: str, media_type: str, parts: dict[str, str]) -> bytes:
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="{media_type}"/></Types>'
    )
    whole = {**parts, "_rels/.rels": _relationship(f"{_OFFICE}/officeDocument", main), "[Content_Types].xml": types}
    return archive(*((name, b'<?xml version="1.0"?>' + text.encode()) for name, text in whole.items()))


def _relationship(kind: str, target: str) -> str:
    one = f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{one}</Relationships>'


def _open_document(kind: str, body: str) -> bytes:
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    space = f'xmlns:manifest="{_OASIS}:manifest:1.0"'
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{of}"/>'
        for path, of in (("/", media_type), ("content.xml", "text/xml"))
    )
    content = (
        f'<office:document-content {_SPACES} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body>{body}</office:body></office:document-content>"
    )
    return archive(
        ("mimetype", media_type.encode()),
        ("META-INF/manifest.xml", f"<manifest:manifest {space}>{entries}</manifest:manifest>".encode()),
        ("content.xml", content.encode()),
        packed=False,
    )
