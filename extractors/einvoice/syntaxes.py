"""Which XML is an e-invoice, and in which syntax; also inside an envelope such as the UN/CEFACT SBDH."""

from collections.abc import Callable, Iterator

from lxml import etree

from extractors.einvoice.cii import read_cii
from extractors.einvoice.elements import Element, first_elements
from extractors.einvoice.eslog import read_eslog
from extractors.einvoice.fatturapa import read_fatturapa
from extractors.einvoice.raw import RawInvoice
from extractors.einvoice.ubl import read_ubl

Reader = Callable[[Element], RawInvoice]

READERS: dict[tuple[str, str], Reader] = {
    ("CrossIndustryInvoice", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:"): read_cii,
    ("CrossIndustryDocument", "urn:ferd:CrossIndustryDocument:"): read_cii,
    ("Invoice", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"): read_ubl,
    ("CreditNote", "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"): read_ubl,
    ("Invoice", "urn:eslog:2."): read_eslog,
    ("M_INVOIC", ""): read_eslog,  # some senders leave the namespace out; nothing else bears this name
    ("FatturaElettronica", "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1."): read_fatturapa,
    ("FatturaElettronica", "http://www.fatturapa.gov.it/sdi/fatturapa/v1."): read_fatturapa,
}
ENVELOPE_ELEMENTS = 60
ENVELOPE_DEPTH = 3


def is_einvoice(xml: bytes) -> bool:
    """Whether `xml` begins like an e-invoice that can be read; never raises. What follows may still be damaged.

    >>> is_einvoice(b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'), is_einvoice(b"%PDF")
    (True, False)
    """
    return any(reader_of(tag) for tag in first_elements(xml, ENVELOPE_ELEMENTS))


def find_invoice(root: Element) -> tuple[Element, Reader] | None:
    """The invoice's own root and its reader; None when there is none in the outer three levels."""
    return next(((element, reader) for element in _outer(root) if (reader := reader_of(str(element.tag)))), None)


def reader_of(tag: str) -> Reader | None:
    """The reader of an element by its name and namespace, whose version may vary; None when it is no e-invoice."""
    try:
        name = etree.QName(tag)
    except ValueError:
        return None  # of a prefix that is not declared
    namespace = name.namespace or ""
    known = (
        reader for (local, start), reader in READERS.items() if local == name.localname and namespace.startswith(start)
    )
    return next(known, None)


def _outer(root: Element) -> Iterator[Element]:
    """Elements of the outer levels, level by level."""
    level = [root]
    for _ in range(ENVELOPE_DEPTH):
        yield from level
        level = [child for parent in level for child in parent.iterchildren(etree.Element)]
