from extractors.tables.headers import Header, find_headers
from extractors.tables.lexicon import ColumnKind
from tests.extractors.tables.typed import typed_page


def headers(text: str) -> tuple[Header, ...]:
    return find_headers(typed_page(text))


def kinds(text: str) -> list[ColumnKind]:
    (header,) = headers(text)
    return [column.kind for column in header.columns]


def test_labels_that_stand_close_are_cut_where_the_names_are() -> None:
    assert kinds("Artikel               Aantal    Prijs per stuk BTW Prijs incl. BTW") == [
        ColumnKind.DESCRIPTION,
        ColumnKind.QUANTITY,
        ColumnKind.UNIT_PRICE,
        ColumnKind.TAX,
        ColumnKind.GROSS_AMOUNT,
    ]


def test_labels_of_several_lines_are_one() -> None:
    (header,) = headers("""
                                   Unit Price             Line Amount
No.    Description     Quantity     Excl. VAT    VAT %     Excl. VAT
""")
    assert [column.label for column in header.columns[-3:]] == [
        "Unit Price Excl. VAT",
        "VAT %",
        "Line Amount Excl. VAT",
    ]
    assert header.columns[-1].kind is ColumnKind.NET_AMOUNT


def test_words_broken_between_lines_are_joined() -> None:
    (header,) = headers("""
                                    Positions-
Pos    Beschreibung      Menge      betrag
                                    ohne USt.
""")
    assert header.columns[-1].kind is ColumnKind.NET_AMOUNT


def test_taxes_and_items_are_told_apart() -> None:
    (items,) = headers("Opis storitve       Količina     Cena      DDV %     Znesek")
    (taxes,) = headers("Stopnja DDV      Osnova za DDV      Znesek DDV")
    assert (items.is_items, items.is_taxes) == (True, False)
    assert (taxes.is_items, taxes.is_taxes) == (False, True)


def test_sentences_and_rows_are_no_headers() -> None:
    assert headers("The price and the amount of the invoice depend on the quantity of goods") == ()
    assert headers("Quantity discount     2     Unit price     10.00     Amount     20.00") == ()
