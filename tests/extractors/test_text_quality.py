import pytest

from extractors.text_quality import Look, doubt, is_garbage
from models.geometry import Box
from models.page import Word

PLAIN = Look(covered=0.0, drawn=40)
SCANNED = Look(covered=1.0, drawn=3)


def words(text: str) -> list[Word]:
    return [Word(part, Box(0, 0, 10, 10)) for part in text.split()]


INVOICE = words("Rechnung Nr. 2024-17 vom 17.05.2024 Netto 927,50 USt. 22 % 204,05 Brutto 1.131,55 EUR " * 5)


def test_a_page_with_good_text_is_trusted() -> None:
    assert doubt(INVOICE, PLAIN) == ""


def test_a_letterhead_picture_under_good_text_changes_nothing() -> None:
    assert doubt(INVOICE, SCANNED) == ""


def test_a_stamp_on_a_scan_does_not_stand_for_the_page() -> None:
    assert doubt(words("Received 17 May 2024 Accounting"), SCANNED) == "text_layer_partial"


def test_invisible_text_over_a_scan_is_not_trusted() -> None:
    assert doubt(INVOICE, Look(1.0, 200, invisible=True)) == "text_layer_invisible"


def test_a_page_without_text_is_recognised_only_if_it_shows_something() -> None:
    assert (doubt([], SCANNED), doubt([], Look(0.0, 0))) == ("no_text", "")


def test_letters_drawn_as_paths_are_suspected() -> None:
    assert doubt(words("Page 1 of 1"), Look(0.0, 900)) == "text_layer_partial"


@pytest.mark.parametrize(
    "text",
    [
        "\ue001\ue002\ue003 \ue004\ue005 Total",
        "(cid:12)(cid:44) (cid:7) (cid:9)(cid:9)",
        "\ufffd\ufffd\ufffd\ufffd Total \ufffd\ufffd",
        "5HFKQXQJ XVWHOOXQJ QXPPHU GDWXP EHWUDJ " + "kdqg xqw hrqv brtl vwnm pqrs " * 6,
        "!\"#$%&'()*+ ,-./:;<=>? @[]^_`{|}~ " * 6,
    ],
    ids=["private use", "cid", "replacement", "shifted letters", "symbols"],
)
def test_garbage_is_known(text: str) -> None:
    assert doubt(words(text * 3), PLAIN) == "text_layer_bad"


@pytest.mark.parametrize(
    "text",
    [
        "Račun številka znesek plačila kupec prodajalec skupaj " * 5,
        "Фактура номер дата сумма покупатель продавец " * 5,
        "12,00 14,50 | 99,95 % - - 17 1.200,00 " * 10,
        "請求書 番号 合計 金額 " * 10,
    ],
    ids=["Slovenian", "Cyrillic", "a table of prices", "Japanese"],
)
def test_languages_and_tables_are_no_garbage(text: str) -> None:
    assert not is_garbage(text.split())


def test_a_page_with_some_garbled_words_stands_for_the_rest() -> None:
    some = words("\ue001\ue002\ue003 \ufffd\ufffd\ufffd \ue007\ue008,\ue009 " * 5)
    assert doubt([*INVOICE, *some], PLAIN) == ""
    assert doubt([*some, *some, *INVOICE[:8]], PLAIN) == "text_layer_bad"
