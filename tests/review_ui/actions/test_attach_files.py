"""Files beside a document, as plain forms: put there, handed out to save, taken away and brought back."""

import pytest

from storage.attachments import list_attachments
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import SMALL, Persona


@pytest.fixture
def document_id(seeded: Seeded) -> str:
    return add_paper(seeded, Paper())


def attach(persona: Persona, document_id: str, *files: tuple[str, bytes]) -> int:
    sent = [("files", file) for file in files]
    return persona.client.post(f"/documents/{document_id}/attachments", files=sent).status_code


def test_files_are_kept_and_handed_out_to_save(clerk: Persona, auditor: Persona, document_id: str) -> None:
    assert attach(clerk, document_id, ("order <7>.html", b"<script>"), ("note.txt", b"left at the door")) == 303
    page = auditor.get(f"/documents/{document_id}").text
    assert "order &lt;7&gt;.html" in page
    assert 'type="file"' not in page
    answer = auditor.get(f"/documents/{document_id}/attachments/0")
    assert (answer.content, answer.headers["content-security-policy"]) == (b"<script>", "sandbox; default-src 'none'")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''order%20%3C7%3E.html"


def test_one_is_taken_away_and_brought_back(clerk: Persona, document_id: str) -> None:
    attach(clerk, document_id, ("order.pdf", b"%PDF"))
    assert clerk.post(f"/documents/{document_id}/attachments/0/remove").status_code == 303
    assert "<s>order.pdf</s>" in clerk.get(f"/documents/{document_id}").text
    assert clerk.get(f"/documents/{document_id}/attachments/0").status_code == 404
    assert clerk.post(f"/documents/{document_id}/attachments/0/bring-back").status_code == 303
    assert clerk.get(f"/documents/{document_id}/attachments/0").content == b"%PDF"
    history = clerk.get(f"/documents/{document_id}/history").text
    assert "Attachment brought back" in history
    assert "order.pdf" in history


def test_what_cannot_be_attached_is_refused(seeded: Seeded, clerk: Persona, document_id: str) -> None:
    assert attach(clerk, document_id, ("empty.pdf", b"")) == 422
    assert attach(clerk, document_id, ("good.pdf", b"%PDF"), ("large.pdf", b"x" * (SMALL + 1))) == 413
    assert attach(clerk, document_id, ("large.pdf", b"x" * (SMALL + 1))) == 413
    assert clerk.post(f"/documents/{document_id}/attachments").status_code == 422
    assert list_attachments(seeded.house, seeded.organisation_id, document_id) == ()
    refused = clerk.post(f"/documents/{document_id}/attachments").text
    assert f'href="/documents/{document_id}">Back to the document' in refused


def test_only_those_who_work_on_documents_attach(
    auditor: Persona, uploader: Persona, outsider: Persona, clerk: Persona, document_id: str
) -> None:
    attach(clerk, document_id, ("order.pdf", b"%PDF"))
    assert [attach(persona, document_id, ("a.pdf", b"x")) for persona in (auditor, uploader, outsider)] == [
        403,
        403,
        404,
    ]
    assert uploader.get(f"/documents/{document_id}/attachments/0").status_code == 403
    answer = outsider.get(f"/documents/{document_id}/attachments/0")
    assert answer.status_code == 404
    assert "Back to the document<" not in answer.text
    assert outsider.post(f"/documents/{document_id}/attachments/0/remove").status_code == 404
