"""Templates: documented contexts, everything escaped, nothing undefined, no script or style in the page."""

import importlib
import pkgutil
import re
from dataclasses import fields

import pytest
from jinja2 import UndefinedError

import review_ui
from review_ui.rendering import TEMPLATES, Page, environment

for module in pkgutil.walk_packages(review_ui.__path__, "review_ui."):
    importlib.import_module(module.name)

PAGES = list({page.__name__: page for page in Page.__subclasses__()}.values())
FILES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_every_field_of_a_page_is_documented(page: type[Page]) -> None:
    undocumented = [field.name for field in fields(page) if f"`{field.name}`" not in (page.__doc__ or "")]
    assert undocumented == []


@pytest.mark.parametrize("name", FILES)
def test_templates_hold_no_script_no_style_and_no_hidden_data(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|\bdata:|javascript:|\|\s*safe", source)
    environment().get_template(name)


def test_what_a_template_is_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing_of_this_name }}").render()


def test_values_are_escaped() -> None:
    assert environment().from_string("{{ value }}").render(value="<b>") == "&lt;b&gt;"
