import hashlib
import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from extractors.einvoice.attachments import find_einvoices
from extractors.einvoice.reading import read_einvoice
from extractors.qr.candidates import find_code_candidates
from flows.samples.forms import write_number
from flows.samples.writing import demo_samples, make_sample, turn_of, write_samples
from models.invoice import value_to_text
from tests.flows.samples.pages import codes_of, text_of


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return demo_samples(tmp_path_factory.mktemp("demo"))


def test_demonstration_has_three_invoices_and_one_of_them_is_a_scan(demo: list[Path]) -> None:
    assert len(demo) == 3
    assert [len(text_of(path)) > 300 for path in demo] == [True, False, True]


def test_slovenian_invoice_keeps_its_letters_and_its_payment_code(demo: list[Path]) -> None:
    text = text_of(demo[2])
    values = {c.term.key: value_to_text(c.value) for c in find_code_candidates(codes_of(demo[2]))}
    assert "Številka računa" in text
    assert values["seller_name"] == "Mizarstvo Pod Hrastom d.o.o."
    assert values["iban"].startswith("SI56")
    assert values["payment_reference"].startswith("SI00")
    assert write_number(Decimal(values["amount_due"]), "sl") in text


def test_scan_still_shows_its_epc_code(demo: list[Path]) -> None:
    values = {c.term.key: c.value for c in find_code_candidates(codes_of(demo[1]))}
    assert values["seller_name"] == "Eisenwaren Birkhain GmbH"


def test_series_is_written_with_a_manifest_that_names_every_file(tmp_path: Path) -> None:
    paths = write_samples(tmp_path, 6, seed=3)
    rows = [json.loads(line) for line in (tmp_path / "manifests" / "samples.jsonl").read_text("utf-8").splitlines()]
    assert [tmp_path / row["file"] for row in rows] == paths
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths] == [row["sha256"] for row in rows]
    assert len({row["country"] for row in rows}) == 6


@pytest.mark.parametrize("number", [0, 2, 3])
def test_same_seed_makes_the_same_bytes_and_another_seed_other_ones(number: int) -> None:
    assert make_sample(1, number) == make_sample(1, number)
    assert make_sample(1, number)[1] != make_sample(2, number)[1]


def test_every_country_comes_in_every_kind() -> None:
    assert len({turn_of(number) for number in range(24)}) == 18


def test_values_of_the_truth_stand_on_digital_pages() -> None:
    digital = [number for number in range(12) if turn_of(number)[1] != "scanned_pdf"]
    for name, content, row in (make_sample(5, number) for number in digital):
        text, truth = text_of(content), row["truth"]
        wanted = [truth[key] for key in ("invoice_number", "seller_name", "seller_vat_id", "buyer_name")]
        wanted += [item["description"] for item in truth["line_items"]]
        assert [value for value in wanted if value not in text] == [], name
        assert truth.get("iban", "") in text.replace(" ", "")


def test_attached_factur_x_says_what_the_truth_says() -> None:
    number = next(number for number in range(24) if turn_of(number)[1] == "factur_x")
    _, content, row = make_sample(1, number)
    with pikepdf.open(BytesIO(content)) as pdf:
        attached = [(name, file.get_file().read_bytes()) for name, file in pdf.attachments.items()]
    invoice = read_einvoice(find_einvoices(attached)[0])
    said = {c.term.key: value_to_text(c.value) for c in invoice.candidates}
    truth = row["truth"]
    assert {key: said[key] for key in truth if key != "line_items"} == {
        key: value for key, value in truth.items() if key != "line_items"
    }
    assert [item.plain()["net_amount"] for item in invoice.line_items] == [i["net_amount"] for i in truth["line_items"]]
