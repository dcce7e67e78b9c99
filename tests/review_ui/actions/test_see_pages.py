"""The pages of a document as pictures: crisp, and small in the strip beside them."""

import io

from PIL import Image

from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def test_the_strip_shows_pages_in_small(seeded: Seeded, clerk: Persona) -> None:
    address = f"/documents/{add_paper(seeded, Paper(pages=2))}"
    html = clerk.get(address).text
    assert f'src="{address}/pages/1/small"' in html
    answer = clerk.get(f"{address}/pages/0/small")
    small = Image.open(io.BytesIO(answer.content))
    assert (small.format, small.height) == ("JPEG", 226)
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert len(answer.content) < 20_000


def test_a_single_page_has_no_strip(seeded: Seeded, clerk: Persona) -> None:
    html = clerk.get(f"/documents/{add_paper(seeded, Paper())}").text
    assert 'class="strip"' not in html


def test_every_page_but_the_first_ones_is_loaded_when_it_is_near(seeded: Seeded, clerk: Persona) -> None:
    html = clerk.get(f"/documents/{add_paper(seeded, Paper(pages=12))}").text
    assert html.count('loading="lazy"') == 10 + 12  # pages, and pages in small
