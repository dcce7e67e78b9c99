from extractors.tables.lexicon import ColumnKind
from extractors.tables.raw_row import RawRow
from extractors.tables.unheaded import find_bare_rows
from tests.extractors.tables.typed import typed_page


def names(text: str) -> list[str]:
    return [" ".join(row.texts) for row in rows(text)]


def rows(text: str) -> list[RawRow]:
    return find_bare_rows([typed_page(text)])


def test_rows_above_a_total_that_is_their_sum_count() -> None:
    assert names("Tea            2,00\nCake           3,50\nTotal          5,50") == ["Tea", "Cake"]


def test_rows_that_do_not_add_up_do_not_count() -> None:
    assert names("Tea            2,00\nCake           3,50\nTotal          9,90") == []


def test_what_stands_above_the_rows_is_left_out() -> None:
    assert names("Deposit        9,00\nTea            2,00\nCake           3,50\nTotal          5,50") == [
        "Tea",
        "Cake",
    ]


def test_one_amount_and_its_total_prove_nothing() -> None:
    assert names("Net           12,00\nTotal         12,00") == []


def test_the_whole_number_is_the_quantity() -> None:
    (row, _) = rows("Rope     7,00    300    2.100,00\nNails    6,00    250    1.500,00")
    assert [cells[0].text for kind, cells in row.numbers.items() if kind == "quantity"] == ["300"]


def test_counts_below_a_name_take_it() -> None:
    assert names("Leche\n2 x 1,10       2,20\nPan\n1 x 1,85       1,85\nTotal          4,05") == ["Leche", "Pan"]


def test_no_pages_have_no_rows() -> None:
    assert find_bare_rows([]) == []


def test_a_price_with_four_decimals_is_no_quantity() -> None:
    found = rows(
        "Cloud Server      1    15,9000 €    15,90 €\nVolume IPv4       3     0,5000 €     1,50 €\nSumme   17,40 €"
    )
    prices = [row.numbers[ColumnKind.UNIT_PRICE][0].text for row in found]
    assert prices == ["15,9000", "0,5000"]


def test_a_folio_with_charges_and_payments_adds_up_in_the_column_of_charges() -> None:
    text = "Room          148,00\nMinibar         7,50\nCard                   155,50\nSumme EUR     155,50   155,50"
    assert names(text) == ["Room", "Minibar"]
