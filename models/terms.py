"""The fields of an invoice: one key each, the same everywhere, with its EN 16931 term number.

Source: EN 16931-1:2017, the semantic data model of the core elements of an electronic invoice.
"""

from enum import Enum, StrEnum
from typing import NamedTuple


class DataType(StrEnum):
    """How the value of a term is written and compared."""

    TEXT = "text"
    NAME = "name"
    CODE = "code"
    IDENTIFIER = "identifier"
    DATE = "date"
    AMOUNT = "amount"


class _Definition(NamedTuple):
    key: str
    number: str
    data_type: DataType
    label: str
    required: bool = False


class Term(Enum):
    """Header fields; the value of each member is its definition, `Term("total_gross")` finds one by its key."""

    DOCUMENT_TYPE = _Definition("document_type", "BT-3", DataType.CODE, "Document type")
    INVOICE_NUMBER = _Definition("invoice_number", "BT-1", DataType.IDENTIFIER, "Invoice number", required=True)
    ISSUE_DATE = _Definition("issue_date", "BT-2", DataType.DATE, "Issue date", required=True)
    DUE_DATE = _Definition("due_date", "BT-9", DataType.DATE, "Due date")
    DELIVERY_DATE = _Definition("delivery_date", "BT-72", DataType.DATE, "Delivery date")
    CURRENCY = _Definition("currency", "BT-5", DataType.CODE, "Currency", required=True)
    SELLER_NAME = _Definition("seller_name", "BT-27", DataType.NAME, "Seller", required=True)
    SELLER_ADDRESS = _Definition("seller_address", "BG-5", DataType.TEXT, "Seller address")
    SELLER_VAT_ID = _Definition("seller_vat_id", "BT-31", DataType.IDENTIFIER, "Seller VAT number")
    SELLER_TAX_NUMBER = _Definition("seller_tax_number", "BT-32", DataType.IDENTIFIER, "Seller tax number")
    SELLER_REGISTRATION_ID = _Definition(
        "seller_registration_id", "BT-30", DataType.IDENTIFIER, "Seller registration number"
    )
    BUYER_NAME = _Definition("buyer_name", "BT-44", DataType.NAME, "Buyer")
    BUYER_VAT_ID = _Definition("buyer_vat_id", "BT-48", DataType.IDENTIFIER, "Buyer VAT number")
    ORDER_REFERENCE = _Definition("order_reference", "BT-13", DataType.IDENTIFIER, "Order reference")
    PAYMENT_REFERENCE = _Definition("payment_reference", "BT-83", DataType.IDENTIFIER, "Payment reference")
    IBAN = _Definition("iban", "BT-84", DataType.IDENTIFIER, "IBAN")
    BIC = _Definition("bic", "BT-86", DataType.IDENTIFIER, "BIC")
    TOTAL_NET = _Definition("total_net", "BT-109", DataType.AMOUNT, "Total without tax")
    TOTAL_TAX = _Definition("total_tax", "BT-110", DataType.AMOUNT, "Total tax")
    TOTAL_GROSS = _Definition("total_gross", "BT-112", DataType.AMOUNT, "Total with tax", required=True)
    AMOUNT_DUE = _Definition("amount_due", "BT-115", DataType.AMOUNT, "Amount due")

    @property
    def key(self) -> str:
        return self.value.key

    @property
    def number(self) -> str:
        return self.value.number

    @property
    def data_type(self) -> DataType:
        return self.value.data_type

    @property
    def label(self) -> str:
        return self.value.label

    @property
    def required(self) -> bool:
        return self.value.required

    @classmethod
    def _missing_(cls, value: object) -> "Term | None":
        return next((term for term in cls if term.key == value), None)


REQUIRED_TERMS = tuple(term for term in Term if term.required)


class DocumentType(StrEnum):
    """Values of `document_type` (BT-3)."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    RECEIPT = "receipt"


class DocumentClass(StrEnum):
    """What a document is at all; only the first three have fields."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    RECEIPT = "receipt"
    REMINDER = "reminder"
    DELIVERY_NOTE = "delivery_note"
    STATEMENT = "statement"
    LETTER = "letter"
    OTHER = "other"

    @property
    def has_fields(self) -> bool:
        return self.value in set(DocumentType)
