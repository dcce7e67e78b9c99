import pytest

from extractors.tables.lexicon import ColumnKind, EndKind, column_kinds, end_kind, fold, is_broken


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Količina", ColumnKind.QUANTITY),
        ("Prix unitaire HT", ColumnKind.UNIT_PRICE),
        ("Montant H.T.", ColumnKind.NET_AMOUNT),
        ("Wartość brutto", ColumnKind.GROSS_AMOUNT),
        ("Nettó egységár", ColumnKind.UNIT_PRICE),
        ("Aliquota IVA", ColumnKind.VAT_RATE),
        ("Cena za m.j.", ColumnKind.UNIT_PRICE),
        ("ΠΕΡΙΓΡΑΦΗ", ColumnKind.DESCRIPTION),
        ("Стойност без ДДС", ColumnKind.NET_AMOUNT),
        ("Artikelbezelchnung", ColumnKind.DESCRIPTION),  # as an engine misreads it
    ],
)
def test_labels_name_their_column(label: str, kind: ColumnKind) -> None:
    assert kind in column_kinds(label)


@pytest.mark.parametrize("word", ["Ljubljana", "Hammer", "2024", "", "GmbH"])
def test_other_words_name_none(word: str) -> None:
    assert not column_kinds(word)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Zwischensumme", EndKind.SUBTOTAL),
        ("Übertrag", EndKind.CARRY),
        ("Celkem k úhradě", EndKind.TOTAL),
        ("zzgl. MwSt", EndKind.TAX),
        ("Rabatt", EndKind.DISCOUNT),
    ],
)
def test_endings_are_known(text: str, kind: EndKind) -> None:
    found = end_kind(text)
    assert found is not None
    assert found[0] is kind


def test_names_of_goods_that_begin_like_an_ending_are_none() -> None:
    assert end_kind("Total station with tripod and prism, second hand") is None


def test_two_labels_in_one_name_both() -> None:
    assert column_kinds("SKU/DESC") >= {ColumnKind.ITEM_NO, ColumnKind.DESCRIPTION}
    assert not column_kinds("SKU/Ljubljana")


def test_words_broken_at_the_end_of_a_line_are_joined() -> None:
    assert fold("Positions- betrag") == "positionsbetrag"
    assert is_broken("Positions-")
    assert not is_broken("-")
