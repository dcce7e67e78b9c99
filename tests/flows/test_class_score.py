from flows.class_score import score_classes


def test_kinds_are_right_or_wrong_and_strangers_give_fields_or_none() -> None:
    rows = [
        {"id": "a", "document_class": "invoice"},
        {"id": "b", "document_class": "reminder"},
        {"id": "c", "document_class": "letter"},
        {"id": "d"},
    ]
    predictions = {
        "a": {"document_class": "invoice", "fields": {"iban": {}}},
        "b": {"document_class": "invoice", "fields": {"iban": {}}},
        "c": {"document_class": "letter", "fields": {}},
        "d": {"document_class": "invoice", "fields": {}},
    }
    score = score_classes(rows, predictions)
    assert str(score) == "kinds: 2 of 3 right; of 2 that have no fields 1 gave some"


def test_a_manifest_without_kinds_has_no_such_figures() -> None:
    assert score_classes([{"id": "a"}], {"a": {}}) is None
