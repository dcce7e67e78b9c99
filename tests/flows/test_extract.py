"""`prejeto extract` without its command: real reading of small made-up files."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from flows.extract import extract_files
from tests.extractors.papers import ADVICE, pdf, portfolio, with_attachment

KEYS = [
    "path",
    "sha256",
    "pages",
    "document_class",
    "fields",
    "line_items",
    "line_items_evidence",
    "tax_breakdown",
    "findings",
    "alternatives",
    "seconds",
    "error",
]


def mail(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Invoice"
    message.set_content("see attached")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def archive(*members: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, content in members:
            file.writestr(name, content)
    return target.getvalue()


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("files")
    other = pdf(["Another page of quite other words", "Invoice number 99 of 1 May 2024", "Total EUR 10.00"] * 3)
    files = {
        "good.pdf": pdf(),
        "nothing.pdf": b"",
        "strange.pdf": b"MZ\x90\x00 this is no document",
        "sole.eml": mail(("a.pdf", pdf())),
        "two.zip": archive(("a.pdf", pdf()), ("b.pdf", other)),
        "none.eml": mail(),
        "files.pdf": with_attachment(pdf(), "b.pdf", other),
        "folio.pdf": portfolio(pdf(ADVICE), ("a.pdf", pdf())),
        "bad.zip": archive(("a.pdf", b"%PDF-1.4 and no more")),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    paths = [*(folder / name for name in files), folder / "missing.pdf"]
    found = list(extract_files(paths, jobs=1))
    assert [one["path"] for one in found] == [str(path) for path in paths]
    return {Path(one["path"]).name: one for one in found}


def test_a_document_has_every_key_in_order(extracted: dict[str, dict[str, Any]]) -> None:
    found = extracted["good.pdf"]
    assert list(found) == KEYS
    assert (found["pages"], found["error"], len(found["sha256"])) == (1, None, 64)
    assert found["seconds"] > 0


def test_values_are_plain_with_their_place(extracted: dict[str, dict[str, Any]]) -> None:
    for value in extracted["good.pdf"]["fields"].values():
        keys = ["value", "confidence", "witness", "text", "page", "box", "reason", "witnesses"]
        assert list(value) in (keys, [*keys, "label"])  # what no label explains has none
        assert isinstance(value["value"], str)
        assert value["page"] is None or (value["page"] == 0 and len(value["box"]) == 4)


def test_rows_have_their_evidence_beside_them(extracted: dict[str, dict[str, Any]]) -> None:
    found = extracted["good.pdf"]
    assert len(found["line_items"]) == len(found["line_items_evidence"])
    assert all(isinstance(cell, str) for row in found["line_items"] for cell in row.values())


@pytest.mark.parametrize(
    ("name", "code"),
    [("nothing.pdf", "empty_document"), ("strange.pdf", "unsupported_kind"), ("missing.pdf", "unreadable_file")],
)
def test_a_bad_file_gives_its_error_and_the_run_goes_on(
    extracted: dict[str, dict[str, Any]], name: str, code: str
) -> None:
    assert extracted[name]["error"]["code"] == code
    assert extracted[name]["fields"] == {}


def test_a_sole_document_of_a_mail_stands_at_the_top_too(extracted: dict[str, dict[str, Any]]) -> None:
    found = extracted["sole.eml"]
    assert [document["path"] for document in found["documents"]] == ["a.pdf"]
    assert found["fields"] == found["documents"][0]["fields"]
    assert found["pages"] == 1
    assert found["sha256"] != found["documents"][0]["sha256"]


def test_files_of_a_pdf_stand_beside_its_own_pages(extracted: dict[str, dict[str, Any]]) -> None:
    found = extracted["files.pdf"]
    assert found["fields"] == extracted["good.pdf"]["fields"]
    assert [document["path"] for document in found["documents"]] == ["b.pdf"]


def test_a_portfolio_is_its_documents(extracted: dict[str, dict[str, Any]]) -> None:
    found = extracted["folio.pdf"]
    assert [document["path"] for document in found["documents"]] == ["a.pdf"]
    assert found["fields"] == extracted["good.pdf"]["fields"]


def test_several_documents_stand_only_in_their_container(extracted: dict[str, dict[str, Any]]) -> None:
    found = extracted["two.zip"]
    assert [document["path"] for document in found["documents"]] == ["a.pdf", "b.pdf"]
    assert (found["fields"], found["document_class"], found["error"]) == ({}, None, None)


def test_a_mail_without_documents_is_no_error(extracted: dict[str, dict[str, Any]]) -> None:
    assert (extracted["none.eml"]["documents"], extracted["none.eml"]["error"]) == ([], None)


def test_the_error_of_a_sole_document_is_that_of_its_container(extracted: dict[str, dict[str, Any]]) -> None:
    found = extracted["bad.zip"]
    assert found["documents"][0]["error"] == found["error"]
    assert found["error"]["code"] == "damaged_document"
