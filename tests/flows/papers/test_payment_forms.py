"""The codes on generated documents are read as they are meant."""

from collections.abc import Iterator
from itertools import count

import numpy as np
import pypdfium2
import pytest

from extractors.codes import find_codes
from extractors.qr.payload import Payment
from extractors.qr.swiss import read_swiss
from extractors.qr.upn import read_upn
from flows.papers.bills import Bill
from flows.papers.layout import Layout
from flows.papers.making import Series, draw_paper
from flows.papers.marks import Squares
from flows.papers.payment_forms import payment_form
from flows.papers.printing import Sheet, print_sheets
from models.page import Code
from models.terms import Term

DPI = 200


def documents_with(form: str) -> Iterator[tuple[Bill, Sheet]]:
    series = Series(seed=4)
    for number in count():
        issuer, bill, sheets, _ = draw_paper(series, number)
        if issuer.design.code == form and payment_form(Layout(bill, issuer, series.random())):
            yield bill, sheets[-1]


def codes_of(sheet: Sheet) -> tuple[Code, ...]:
    document = pypdfium2.PdfDocument(print_sheets([sheet], "form"))
    pixels = np.asarray(document[0].render(scale=DPI / 72).to_pil().convert("RGB"))
    document.close()
    return find_codes(pixels, 0, 72 / DPI)


def payment_of(form: str, content: bytes) -> Payment | None:
    return {"upn_form": read_upn, "swiss_form": read_swiss}[form](content)


@pytest.mark.parametrize("form", ["upn_form", "swiss_form"])
def test_the_code_of_a_form_says_what_the_bill_says(form: str) -> None:
    for (bill, sheet), _ in zip(documents_with(form), range(3), strict=False):
        assert sum(isinstance(mark, Squares) for mark in sheet.marks) == 1
        (code,) = codes_of(sheet)
        payment = payment_of(form, code.payload)
        assert payment is not None
        assert payment[Term.IBAN] == bill.seller.iban
        assert payment[Term.AMOUNT_DUE] == bill.amount_due
        assert payment.get(Term.PAYMENT_REFERENCE, "") in {bill.reference, "SI99"}
