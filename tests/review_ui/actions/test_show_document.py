"""The review screen: what a person sees of one document."""

import json
import re
from decimal import Decimal

import pytest

from models.errors import DamagedDocument, PasswordNeeded
from models.invoice import Finding
from models.terms import DocumentClass, Term
from tests.review_ui.houses import Seeded, add_failed, add_paper, finish, receive
from tests.review_ui.papers import Paper, lay_out
from tests.review_ui.people import Persona


def order_of(html: str, *keys: str) -> list[str]:
    return sorted(keys, key=lambda key: html.index(f'id="field-{key}"'))


def test_missing_fields_come_first_and_then_the_least_sure(seeded: Seeded, clerk: Persona) -> None:
    unsure = {Term.IBAN: 0.3, Term.ISSUE_DATE: 0.7}
    paper = Paper(unsure=unsure, without=frozenset({Term.CURRENCY}))
    html = clerk.get(f"/documents/{add_paper(seeded, paper)}").text
    keys = ("total_gross", "issue_date", "iban", "currency")
    assert order_of(html, *keys) == ["currency", "iban", "issue_date", "total_gross"]


def test_what_is_sure_stands_below_in_the_groups_of_the_standard(seeded: Seeded, clerk: Persona) -> None:
    html = clerk.get(f"/documents/{add_paper(seeded, Paper(unsure={Term.TOTAL_NET: 0.4}))}").text
    places = [html.index(f'id="group-{group}"') for group in ("document", "seller", "buyer", "amounts", "payment")]
    assert places == sorted(places)
    fields = {key: html.index(f'id="field-{key}"') for key in ("total_net", "seller_vat_id", "iban", "total_gross")}
    assert html.index("1 thing to check") < fields["total_net"] < places[0]
    assert places[1] < fields["seller_vat_id"] < places[2] < places[3] < fields["total_gross"] < places[4]
    assert places[4] < fields["iban"]


def test_only_what_wants_a_look_and_the_approval_are_stops(seeded: Seeded, approver: Persona) -> None:
    paper = Paper(unsure={Term.IBAN: 0.4}, without=frozenset({Term.CURRENCY}))
    html = approver.get(f"/documents/{add_paper(seeded, paper)}").text
    stops = re.findall(r'id="([\w-]+)"[^>]* data-stop', html)
    assert stops == ["value-currency", "value-iban", "approve"]


def test_the_reason_is_told_in_words(seeded: Seeded, clerk: Persona) -> None:
    html = clerk.get(f"/documents/{add_paper(seeded, Paper(labels={Term.TOTAL_GROSS: 'Total'}))}").text
    assert "Label “Total” left of it" in html


def test_a_finding_about_one_value_stands_beside_it_and_makes_it_a_stop(seeded: Seeded, clerk: Persona) -> None:
    finding = Finding("checksum", "The check digits do not fit.", ("iban",))
    html = clerk.get(f"/documents/{add_paper(seeded, Paper(findings=(finding,)))}").text
    assert html.count("The check digits do not fit.") == 1
    assert re.search(r'<p class="doubt" id="doubt-iban">.*The check digits do not fit', html)
    assert 'value="iban" title="It is right: confirm it"' in html


def test_what_is_contradicted_does_not_look_sure(seeded: Seeded, clerk: Persona) -> None:
    finding = Finding("checksum", "The check digits do not fit.", ("iban",))
    paper = Paper(findings=(finding,), unsure={Term.IBAN: 0.99, Term.ISSUE_DATE: 0.8})
    document_id = add_paper(seeded, paper)
    html = clerk.get(f"/documents/{document_id}").text
    part = re.search(r'id="field-iban".*?id="hint-iban"', html, re.DOTALL)
    assert part
    assert "Does not fit" in part[0]
    assert "%" not in part[0].replace("/confirm", "")
    assert 'class="bar"' not in part[0]
    assert html.index('id="field-iban"') < html.index('id="field-issue_date"'), "before what is only less sure"
    assert re.search(r'class="box box-check" data-term="iban"', html)
    clerk.send(f"/documents/{document_id}/fields", clerk.form_of(document_id) | {"confirm": "iban"})
    html = clerk.get(f"/documents/{document_id}").text
    assert "Does not fit" not in html
    assert "Confirmed" in html


def test_sums_are_shown_and_point_at_what_does_not_add_up(seeded: Seeded, clerk: Persona) -> None:
    fitting = clerk.get(f"/documents/{add_paper(seeded, Paper())}").text
    assert [fitting.count("sum sum-fits"), fitting.count("sum sum-off")] == [4, 0]
    off = Paper(number="2", gross=Decimal("128.00"), unsure={Term.TOTAL_GROSS: 0.95})
    html = clerk.get(f"/documents/{add_paper(seeded, off)}").text
    assert "off by 6.00" in html
    assert 'class="operand is-suspect" href="#field-total_gross"' in html
    assert "It does not add up: off by 6.00" in html


def test_certainty_is_said_in_words(seeded: Seeded, clerk: Persona) -> None:
    html = clerk.get(f"/documents/{add_paper(seeded, Paper(unsure={Term.IBAN: 0.3}))}").text
    assert "Unsure 30%" in html


def test_every_value_has_its_box_in_points_of_the_page(seeded: Seeded, clerk: Persona) -> None:
    paper = Paper()
    html = clerk.get(f"/documents/{add_paper(seeded, paper)}").text
    assert 'viewBox="0 0 595.0 842.0"' in html
    word = next(word for word in lay_out(paper).words if word.text == paper.number)
    assert f'<rect x="{word.box.x0 - 2:.1f}"' in html


def test_the_label_that_explains_a_value_has_its_box(seeded: Seeded, clerk: Persona) -> None:
    paper = Paper(labels={Term.TOTAL_GROSS: "Total"})
    html = clerk.get(f"/documents/{add_paper(seeded, paper)}").text
    label = next(word for word in lay_out(paper).words if word.text == "Total")
    x, y = f"{label.box.x0 - 2:.1f}", f"{label.box.top - 2:.1f}"
    assert f'<rect class="box-label" data-label-of="total_gross" x="{x}" y="{y}"' in html


def test_findings_lead_to_their_fields(seeded: Seeded, clerk: Persona) -> None:
    finding = Finding("checksum", "The check digits do not fit.", ("iban",))
    html = clerk.get(f"/documents/{add_paper(seeded, Paper(findings=(finding,)))}").text
    assert "The check digits do not fit." in html
    assert '<a href="#field-iban"' in html


def test_words_of_a_page_can_be_asked_for(seeded: Seeded, clerk: Persona) -> None:
    paper = Paper()
    document_id = add_paper(seeded, paper)
    words = clerk.get(f"/documents/{document_id}/pages/0/words").json()
    assert [word[0] for word in words] == [word.text for word in lay_out(paper).words]
    assert clerk.get(f"/documents/{document_id}/pages/7/words").status_code == 404


def test_page_images_are_inert(seeded: Seeded, clerk: Persona) -> None:
    answer = clerk.get(f"/documents/{add_paper(seeded, Paper())}/pages/0")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-security-policy"].startswith("sandbox")


def test_a_page_that_was_turned_can_be_seen_as_it_came(seeded: Seeded, clerk: Persona) -> None:
    address = f"/documents/{add_paper(seeded, Paper(pages=2, sideways=True))}"
    upright = clerk.get(address).text
    assert f'href="{address}?raw=1"' in upright
    assert f'src="{address}/pages/0"' in upright
    raw = clerk.get(f"{address}?raw=1").text
    assert [f'src="{address}/pages/0/raw"' in raw, f'src="{address}/pages/1"' in raw] == [True, True]
    assert ['data-part="boxes-0"' in raw, 'data-part="boxes-1"' in raw] == [False, True]
    assert f'href="{address}"' in raw
    assert clerk.get(f"{address}/pages/0/raw").content != clerk.get(f"{address}/pages/0").content
    assert clerk.get(f"{address}/pages/1/raw").status_code == 404


def test_a_page_that_came_upright_is_shown_in_one_way_only(seeded: Seeded, clerk: Persona) -> None:
    assert "As it came" not in clerk.get(f"/documents/{add_paper(seeded, Paper())}").text


def test_the_original_is_downloaded_byte_for_byte_and_never_shown(seeded: Seeded, clerk: Persona) -> None:
    content = b"<html><script>alert(1)</script>"
    document_id = receive(seeded, 'odd "name" č.html', content)
    answer = clerk.get(f"/documents/{document_id}/original")
    assert answer.content == content
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''odd%20%22name%22")


def test_a_searchable_copy_is_downloaded_where_there_is_one(seeded: Seeded, clerk: Persona) -> None:
    document_id = receive(seeded, "račun.jpg")
    assert clerk.get(f"/documents/{document_id}/searchable").status_code == 404
    assert "Searchable PDF" not in clerk.get(f"/documents/{document_id}").text
    finish(seeded, Paper(), copy=b"%PDF-1.7 copy")
    assert f'href="/documents/{document_id}/searchable"' in clerk.get(f"/documents/{document_id}").text
    answer = clerk.get(f"/documents/{document_id}/searchable")
    assert (answer.content, answer.headers["content-type"]) == (b"%PDF-1.7 copy", "application/pdf")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''ra%C4%8Dun-searchable.pdf"
    assert answer.headers["content-security-policy"].startswith("sandbox")


def test_words_are_asked_for_anew_and_images_are_kept(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert clerk.get(f"/documents/{document_id}/pages/0/words").headers["cache-control"] == "no-store"
    assert "max-age" in clerk.get(f"/documents/{document_id}/pages/0").headers["cache-control"]


def test_names_from_outside_are_text_and_not_markup(seeded: Seeded, clerk: Persona) -> None:
    document_id = receive(seeded, "<img src=x onerror=alert(1)>.pdf")
    assert "<img src=x" not in clerk.get(f"/documents/{document_id}").text


def test_what_is_no_invoice_says_so(seeded: Seeded, clerk: Persona) -> None:
    html = clerk.get(f"/documents/{add_paper(seeded, Paper(document_class=DocumentClass.REMINDER))}").text
    assert "This looks like <strong>a reminder</strong>" in html


def test_a_document_of_many_pages_has_a_strip_of_pages(seeded: Seeded, clerk: Persona) -> None:
    html = clerk.get(f"/documents/{add_paper(seeded, Paper(pages=3))}").text
    assert 'href="#page-3"' in html
    assert html.count("<figure") == 3


def test_a_protected_file_asks_for_its_password(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_failed(seeded, "locked.pdf", PasswordNeeded("It asks for a password."))
    assert 'type="password"' in clerk.get(f"/documents/{document_id}").text


def test_a_failed_document_says_why_and_can_be_tried_again(seeded: Seeded, clerk: Persona) -> None:
    html = clerk.get(f"/documents/{add_failed(seeded, 'bad.pdf', DamagedDocument('It is torn.'))}").text
    assert "It is torn." in html
    assert "Try again" in html


def test_an_auditor_sees_values_and_no_way_to_change_them(seeded: Seeded, auditor: Persona) -> None:
    html = auditor.get(f"/documents/{add_paper(seeded, Paper())}").text
    assert "readonly" in html
    for way in ("/approve", "/reject", "/undo", 'name="has.line_items"'):
        assert way not in html


def test_the_state_alone_can_be_asked_for(seeded: Seeded, clerk: Persona) -> None:
    document_id = receive(seeded, "a.pdf")
    assert json.loads(clerk.get(f"/documents/{document_id}/state").text) == {"state": "received", "pages": 0}


@pytest.mark.parametrize(
    "rest",
    [
        *("", "/original", "/pages/0", "/pages/0/raw", "/pages/0/small", "/pages/0/words"),
        *("/find?q=e", "/searchable", "/history", "/state"),
    ],
)
def test_the_outsider_finds_nothing(seeded: Seeded, outsider: Persona, rest: str) -> None:
    document_id = receive(seeded, "a.pdf")
    finish(seeded, Paper(sideways=True), copy=b"%PDF-1.7")
    assert outsider.get(f"/documents/{document_id}{rest}").status_code == 404


def test_an_uploader_may_not_look(seeded: Seeded, uploader: Persona) -> None:
    assert uploader.get(f"/documents/{add_paper(seeded, Paper())}").status_code == 403
