"""No text stands in a template or a script but by gettext, where a translation cannot be missed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

from review_ui.assets import STATIC
from review_ui.languages.script_texts import script_texts
from review_ui.rendering import TEMPLATES, environment

FILES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
OURS = {"Prejeto", "CSV", "JSON", "SHA-256"}  # the same in every language
HOLE = "\0"  # where Jinja stands

TAG = re.compile(r"<[^>]*>")
READ_OUT = re.compile(r"\b(?:aria-label|title|placeholder|alt)=\"([^\"]*)\"")
WORD = re.compile(r"[^\W\d_]{2,}[\w-]*")
PHRASE = re.compile(r"[A-Za-z]{2,}[,.:;]? +[a-z]{2,}")
LOOKED_UP = {"_", "ngettext", "pgettext"}


def bare_text(source: str) -> Iterator[str]:
    """What a template says itself: between tags, and in the attributes that are read out."""
    source = re.sub(r"{% block body_class %}\w*", "", source)
    data = "".join(text if kind == "data" else HOLE for _, kind, text in environment().lex(source))
    said = [*TAG.sub(HOLE, data).split(HOLE), *(part for text in READ_OUT.findall(data) for part in text.split(HOLE))]
    yield from (text.strip() for text in said if set(WORD.findall(text)) - {word.split("-")[0] for word in OURS} - OURS)


def bare_phrases(source: str) -> Iterator[str]:
    """Phrases in the expressions of a template that are not looked up."""
    tree = environment().parse(source)
    calls = [call for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") in LOOKED_UP]
    looked_up = {id(const) for call in calls for const in call.find_all(nodes.Const)}
    for const in tree.find_all(nodes.Const):
        if isinstance(const.value, str) and PHRASE.search(const.value) and id(const) not in looked_up:
            yield const.value


@pytest.mark.parametrize("name", FILES)
def test_a_template_says_nothing_by_itself(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    assert [*bare_text(source), *bare_phrases(source)] == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Saved.</p>",
        '<input aria-label="Search {{ query }}">',
        "{% if rows %}<td>{{ count }} documents</td>{% endif %}",
        '{{ "Nothing found" if query else _("None") }}',
        '<p>{{ paging(listing, "no documents yet") }}</p>',
    ],
)
def test_what_is_not_looked_up_is_found(source: str) -> None:
    assert [*bare_text(source), *bare_phrases(source)]


def without_comments(script: Path) -> str:
    return re.sub(r"(?m)(^|\s)//.*$", "", script.read_text(encoding="utf-8"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_nothing_by_itself(script: Path) -> None:
    literals = re.findall(r"\"([^\"\n]*)\"|`([^`]*)`", without_comments(script))
    phrases = [text for pair in literals for text in pair if re.search(r"\b[A-Z][a-z]+ [a-z]{2,}", text)]
    assert phrases == []


def test_scripts_ask_for_the_texts_that_there_are() -> None:
    asked = {key for script in SCRIPTS for key in re.findall(r"\btext\(\"(\w+)\"", without_comments(script))}
    assert asked == set(script_texts())
