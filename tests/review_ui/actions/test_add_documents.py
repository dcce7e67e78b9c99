"""Handing documents in."""

from review_ui.settings import WebSettings
from storage.documents import list_documents
from tests.review_ui.houses import Seeded, receive
from tests.review_ui.people import SMALL, Persona


def test_every_file_has_its_own_result(clerk: Persona) -> None:
    answer = clerk.upload(("a.pdf", b"%PDF-1.7 a"), ("b.pdf", b"%PDF-1.7 b"), ("empty.pdf", b""))
    outcomes = [(result["name"], result["outcome"]) for result in answer.json()["results"]]
    assert outcomes == [("a.pdf", "received"), ("b.pdf", "received"), ("empty.pdf", "refused")]
    html = clerk.get("/").text
    assert "a.pdf" in html
    assert "empty.pdf" not in html


def test_what_was_empty_says_once_what_to_do(clerk: Persona) -> None:
    (result,) = clerk.upload(("empty.pdf", b"")).json()["results"]
    assert result["message"] == "The file is empty."
    assert result["advice"] == "Check the file where it came from, and send it again."


def test_a_name_that_turns_the_direction_of_reading_is_shown_as_it_is(seeded: Seeded, clerk: Persona) -> None:
    turned = "invoice\u202efdp.exe"
    for content in (b"%PDF-1.7 a", b""):
        (result,) = clerk.upload((turned, content)).json()["results"]
        assert result["name"] == "invoicefdp.exe"
    (row,) = list_documents(seeded.house, seeded.organisation_id).rows
    assert row.name == "invoicefdp.exe"


def test_the_same_bytes_lead_to_the_first_document(seeded: Seeded, clerk: Persona) -> None:
    first = receive(seeded, "first.pdf", b"%PDF-1.7 same")
    (result,) = clerk.upload(("second.pdf", b"%PDF-1.7 same")).json()["results"]
    assert (result["outcome"], result["address"]) == ("duplicate", f"/documents/{first}")


def test_a_file_over_the_limit_is_refused_and_the_others_are_kept(clerk: Persona) -> None:
    answer = clerk.upload(("large.pdf", b"x" * (SMALL + 1)), ("small.pdf", b"%PDF-1.7"))
    assert [result["outcome"] for result in answer.json()["results"]] == ["refused", "received"]


def test_a_body_over_the_limit_is_cut_off(clerk: Persona) -> None:
    answer = clerk.upload(("huge.pdf", b"x" * (4 * SMALL + 2_000_000)))
    assert answer.status_code == 413
    assert answer.json()["title"] == "Too large"


def test_a_form_without_files_is_cut_off_sooner(clerk: Persona) -> None:
    settings = WebSettings()
    assert clerk.post("/sign-in", password="x" * settings.max_form_bytes).status_code == 413
    assert settings.max_form_bytes < settings.max_body_bytes


def test_a_name_of_blanks_is_none(clerk: Persona) -> None:
    assert clerk.upload(("invoices/ ", b"%PDF-1.7 blank")).json()["results"][0]["name"] == "document"


def test_a_folder_is_no_part_of_the_name(clerk: Persona) -> None:
    (result,) = clerk.upload(("folder/sub/../bill.pdf", b"%PDF-1.7")).json()["results"]
    assert result["name"] == "bill.pdf"


def test_without_scripts_a_page_says_what_became_of_each_file(clerk: Persona) -> None:
    answer = clerk.upload(("plain.pdf", b"%PDF-1.7"), accept="text/html")
    assert "plain.pdf" in answer.text
    assert "Received." in answer.text


def test_an_uploader_hands_in_and_sees_nothing(seeded: Seeded, uploader: Persona) -> None:
    receive(seeded, "other.pdf")
    assert "other.pdf" not in uploader.get("/").text
    (result,) = uploader.upload(("mine.pdf", b"%PDF-1.7 mine")).json()["results"]
    assert (result["outcome"], result["address"]) == ("received", None)


def test_an_auditor_hands_in_nothing(auditor: Persona) -> None:
    assert auditor.upload(("a.pdf", b"%PDF-1.7")).status_code == 403
