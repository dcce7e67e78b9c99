"""XML that is safe to open, and short paths through it by the local names of elements.

Nothing outside the bytes is ever read: no document type, no entity, no network. A path is steps joined by `/`; a step
may name alternatives joined by `|`, since the syntaxes and their versions name the same thing differently.
"""

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from models.errors import DamagedDocument, EmptyDocument, LimitExceeded

MAX_BYTES = 48 * 1024 * 1024
MAX_TEXT = 2000

Element = etree._Element  # noqa: SLF001 - the type has no public name


def parse_xml(content: bytes) -> Element:
    """The root element of `content`.

    Raises EmptyDocument, LimitExceeded above `MAX_BYTES`, and DamagedDocument when it is not well-formed or declares
    entities, which no invoice needs.
    """
    if not content.strip():
        raise EmptyDocument("The XML file is empty.")
    if len(content) > MAX_BYTES:
        raise LimitExceeded(f"The XML file is larger than {MAX_BYTES // 2**20} MiB.")
    if declares_entities(content):
        raise DamagedDocument("The XML file declares entities, which an invoice never needs; it was not read.")
    try:
        root = etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDocument("The XML file is not well-formed; ask the sender for a new one.") from error
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def declares_entities(content: bytes) -> bool:
    """Whether an entity is declared, in any encoding that writes ASCII in one, two or four bytes a letter."""
    return b"<!ENTITY" in content[:MAX_BYTES].replace(b"\0", b"")


def first_elements(content: bytes, count: int) -> Iterator[str]:
    """The tags of the first `count` elements in document order, as lxml writes them; ends early when XML breaks."""
    events = etree.iterparse(
        BytesIO(content), events=("start",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for _, (_, element) in zip(range(count), events, strict=False):
            yield str(element.tag)
    except etree.XMLSyntaxError:
        return


def local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def every(element: Element, path: str) -> list[Element]:
    """All elements at `path` below `element`, in document order."""
    found = [element]
    for step in path.split("/"):
        names = step.split("|")
        found = [
            child for parent in found for child in parent.iterchildren(etree.Element) if local_name(child) in names
        ]
    return found


def texts(element: Element, path: str) -> list[str]:
    """The texts at `path`, white space made single, empty ones left out, cut at `MAX_TEXT` characters."""
    cleaned = (" ".join((found.text or "").split())[:MAX_TEXT] for found in every(element, path))
    return [text for text in cleaned if text]


def text(element: Element, path: str) -> str | None:
    """The first text at `path`; None when there is none."""
    return next(iter(texts(element, path)), None)


def joined(element: Element, *paths: str) -> str | None:
    """The texts of all `paths` joined by a blank; None when there is none."""
    return " ".join(part for path in paths for part in texts(element, path)) or None
