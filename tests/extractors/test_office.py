"""Office documents are read as LibreOffice prints them; they run nothing, fetch nothing and leave nothing behind."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c
import pytest

from extractors.containers import Part, unpack
from extractors.kind import Kind, detect_kind
from extractors.limits import Limits
from extractors.office import convert_office, find_office
from extractors.reading import read_document
from extractors.sandbox import Reader
from models.errors import DamagedDocument, LimitExceeded, UnsupportedKind
from tests.extractors import papers
from tests.office_files import docx, ods, odt, xlsx
from tests.servers import wait_until

FOLDER = Path(__file__).parents[1] / "documents" / "office"
LETTER = docx("Invoice number 2024-0815", "Račun št. 17, Žužemberk", "Total EUR 122.00")
SECONDS = 120.0  # a busy machine is no fault


@pytest.fixture(autouse=True)
def installed() -> None:
    if not find_office():
        pytest.fail("LibreOffice is missing: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui")


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and what anybody asked there."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    heard.append(caller.recv(100))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", heard
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def text_of(content: bytes) -> str:
    """The words of the PDF that a document becomes."""
    document = pdfium.PdfDocument(convert_office(content, SECONDS))
    words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(words.split())


def test_a_text_is_read_with_all_its_letters() -> None:
    with Reader(Limits(seconds=SECONDS), workers=1, warm=False) as reader:
        transcript = reader.capture(LETTER, "wrong.bin").read.transcript
    assert transcript.kind == "office"
    assert "Račun št. 17, Žužemberk" in transcript.pages[0].text


def test_a_table_is_read_as_it_is_printed() -> None:
    content = xlsx(["Invoice", "2024-0815 of 17 May 2024"], ["Total", "122.00"])
    assert detect_kind(content, "") is Kind.OFFICE
    assert text_of(content) == "Invoice 2024-0815 of 17 May 2024 Total 122.00"


@pytest.mark.parametrize("name", ["letter.doc", "table.xls"])
def test_old_formats_are_read(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    assert detect_kind(content, "") is Kind.OFFICE
    assert "2024-0815" in text_of(content)


def test_a_text_shows_no_file_of_this_machine_and_asks_nobody(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hidden words")
    (tmp_path / "secret.png").write_bytes(papers.encoded(papers.picture(papers.pdf(), dpi=20)))
    picture = (
        '<draw:frame svg:width="5cm" svg:height="5cm"><draw:image xlink:type="simple" xlink:href="{}"/></draw:frame>'
    )
    section = '<text:section text:name="{0}"><text:section-source xlink:type="simple" xlink:href="{0}"/></text:section>'
    with listening() as (address, heard):
        links = [section.format(link) for link in ((tmp_path / "secret.txt").as_uri(), f"{address}/a.txt")]
        links += [picture.format(link) for link in ((tmp_path / "secret.png").as_uri(), f"{address}/a.png")]
        content = odt(
            "<text:p>visible</text:p>" + "".join(f"<text:p>{link}</text:p>" for link in links[2:]) + links[0] + links[1]
        )
        document = pdfium.PdfDocument(convert_office(content, SECONDS))
    words = document[0].get_textpage().get_text_bounded()
    pictures = list(document[0].get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE]))
    document.close()
    assert ("visible" in words, "hidden" in words, pictures, heard) == (True, False, [], [])


def test_a_table_shows_no_file_of_this_machine_and_asks_nobody(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("hidden,1\n")
    with listening() as (address, heard):
        formulas = [
            f"['{secret.as_uri()}'#$secret.A1]",
            f'WEBSERVICE("{address}/a")',
            f'WEBSERVICE("{secret.as_uri()}")',
        ]
        quoted = [formula.replace('"', "&quot;").replace("'", "&apos;") for formula in formulas]
        cells = "".join(f'<table:table-cell table:formula="of:={formula}"/>' for formula in quoted)
        seen = text_of(
            ods(f'<table:table-cell office:value-type="string"><text:p>visible</text:p></table:table-cell>{cells}')
        )
    assert ("visible" in seen, "hidden" in seen, heard) == (True, False, [])


@pytest.mark.parametrize("content", [LETTER[:300], LETTER[:60] + bytes(200) + LETTER[260:]], ids=["cut", "garbled"])
def test_what_cannot_be_opened_is_damaged(content: bytes) -> None:
    with pytest.raises(DamagedDocument):
        convert_office(content, SECONDS)


def test_what_names_no_office_document_is_never_guessed_at() -> None:
    with pytest.raises(DamagedDocument):
        convert_office(b"Total 122.00", SECONDS)


def test_one_that_takes_too_long_leaves_no_process_and_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(LimitExceeded):
        convert_office(LETTER, 0.3)
    assert subprocess.run(["pgrep", "-P", str(os.getpid()), "soffice"], check=False).returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_it_dies_with_the_process_that_reads(tmp_path: Path) -> None:
    program = (
        "import sys, tempfile; tempfile.tempdir = sys.argv[1];"
        "from extractors.office import convert_office; from tests.office_files import docx;"
        "convert_office(docx('words'), 60)"
    )

    def runs() -> bool:
        mine = ["pgrep", "-f", f"soffice.bin.*{tmp_path}"]
        return subprocess.run(mine, stdout=subprocess.DEVNULL, check=False).returncode == 0

    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) as reader:
        wait_until(runs, "LibreOffice does not start")
        reader.kill()
    wait_until(lambda: not runs(), "LibreOffice outlives its reader")


def test_without_libreoffice_it_is_refused_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnsupportedKind, match="Save it as PDF"):
        read_document(LETTER)
    found = unpack(papers.mail(("a.docx", LETTER)).as_bytes(), Kind.EML)
    assert found.left_out[-1] == Part("a.docx", reason="unsupported_kind")


def test_an_office_document_in_a_mail_is_a_document() -> None:
    assert unpack(papers.mail(("a.docx", LETTER)).as_bytes(), Kind.EML).documents == (Part("a.docx", LETTER),)
