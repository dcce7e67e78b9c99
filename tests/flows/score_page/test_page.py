import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from lxml.etree import _Element

from flows.corpora import Corpora
from flows.score import score_corpora
from flows.score_page.page import write_page
from tests.flows.made_corpora import extraction, make_corpora

HOSTILE_NAME = '<script>alert("8")</script>'


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of three invoices, one with a wrong number, and two hostile files."""
    told: dict[str, dict[str, Any]] = {
        "one.pdf": {"line_items": [{"net_amount": "10.00"}]},
        "two.pdf": {"number": HOSTILE_NAME, "confidence": 0.42},
    }
    monkeypatch.setattr("flows.score.extract_files", extraction(told))
    root = make_corpora(tmp_path / "in")
    scores = list(score_corpora(root, ["real", "eml", "robustness"]))
    return write_page(tmp_path / "out" / "report.html", Corpora(root), scores).read_text(encoding="utf-8")


def elements(page: str, path: str) -> list[_Element]:
    found = html.fromstring(page).xpath(path)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, _Element)]


def table(page: str, caption: str) -> list[list[str]]:
    """The cells of the table whose caption begins so."""
    rows = elements(page, f"//table[starts-with(normalize-space(caption), '{caption}')]/tbody/tr")
    return [["".join(str(text) for text in cell.itertext()).strip() for cell in row] for row in rows]


def test_it_needs_no_script_and_no_network(page: str) -> None:
    assert not elements(page, "//script | //link | //img | //iframe")
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)
    assert "default-src 'none'" in page


def test_what_was_read_is_shown_as_text(page: str) -> None:
    assert HOSTILE_NAME not in page
    fault = next(row for row in table(page, "1 values") if row[0] == "two")
    assert fault[2:] == ["wrong", "", "7", HOSTILE_NAME, "0.420", ""]


def test_each_rate_has_its_counts_and_interval(page: str) -> None:
    (required,) = [row[1] for row in table(page, "By manifest") if row[0] == "real"]
    assert required == "66.7 % 2/3, 20.8 to 93.9 %"


def test_invoice_lines_have_their_rates(page: str) -> None:
    (lines,) = table(page, "Invoice lines")
    assert [cell.split()[0] for cell in lines] == ["real", "100.0", "50.0", "0.667", "0.0"]


def test_every_plot_has_a_name_and_a_table_with_its_figures(page: str) -> None:
    names = {name.get("id") for name in elements(page, "//title")}
    plots = elements(page, "//svg")
    assert len(plots) == 4
    assert all(plot.get("aria-labelledby") in names for plot in plots)
    assert table(page, "all fields")[0][:2] == ["0.4 to 0.5", "2"]
    assert table(page, "Documents at or above")[-1][0] == "0.4200"


def test_each_document_leads_to_what_was_wrong_with_it(page: str) -> None:
    (link,) = elements(page, "//a[text()='two']")
    (fault,) = elements(page, f"//*[@id='{str(link.attrib['href']).removeprefix('#')}']")
    assert fault.text == "two"
    assert [row[0] for row in table(page, "Each document")] == ["one", "two", "three", "full"]


def test_outcomes_of_hostile_files_are_listed(page: str) -> None:
    assert [row[0] for row in table(page, "50.0 %")] == ["full", "empty", "bomb", "locked"]


def test_the_same_run_gives_the_same_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.score.extract_files", extraction({}))
    root = make_corpora(tmp_path / "in")
    pages = [write_page(tmp_path / name, Corpora(root), list(score_corpora(root, ["real"]))) for name in ("a", "b")]
    assert pages[0].read_bytes() == pages[1].read_bytes()
