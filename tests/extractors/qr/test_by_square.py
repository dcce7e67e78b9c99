from extractors.qr.by_square import read_by_square
from models.terms import Term
from tests.extractors.qr.payloads import SQUARE_VALUES, by_square


def test_wrong_crc_is_no_payment() -> None:
    whole = by_square()
    assert read_by_square(whole) is not None
    assert read_by_square(whole[:30] + b"0" + whole[31:]) is None


def test_name_after_a_standing_order_stays_unread() -> None:
    payment = read_by_square(by_square((*SQUARE_VALUES[:14], "1", "0", "5", "1", "d", "20270101", "Meno")))
    assert payment is not None
    assert Term.SELLER_NAME not in payment


def test_packed_bombs_are_cut_short() -> None:
    assert read_by_square(by_square(("0" * 60_000,))) is None
