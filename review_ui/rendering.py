"""Pages from templates: one context dataclass per page, everything escaped, nothing undefined.

A route builds a `Page` and calls `render`. Fields of the dataclass are the names in the template; around them stand
`me` (the visitor or None), `path` (of the request), `here` (its path and query), `assets` (the versioned path), and
the words and formats below. `_("A text")` is the text in the language of the visitor.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from models.languages import Language
from review_ui import formatting, wording
from review_ui.assets import assets_path
from review_ui.languages import speech
from review_ui.languages.script_texts import script_texts
from review_ui.languages.telling import in_words
from review_ui.notices.wording import ICONS, SAID

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Page:
    """What a template shows. Subclasses name their template and document their fields."""

    template: ClassVar[str]


@cache
def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters.update(
        amount=formatting.format_amount,
        day=formatting.format_date,
        time=formatting.format_time,
        size=formatting.format_size,
        percent=formatting.format_percent,
        share=formatting.format_share,
        told=in_words,
    )
    install_texts(env)
    env.globals.update(notice_words=SAID, notice_icons=ICONS)
    env.globals.update(assets=assets_path(), wording=wording, labels=wording.label_of, counted=speech.counted)
    return env


def install_texts(env: Environment) -> None:
    """`_`, `ngettext` and `pgettext`, and what the layout says of the language itself."""
    env.add_extension("jinja2.ext.i18n")
    env.globals.update(_=speech.gettext, ngettext=speech.ngettext, pgettext=speech.pgettext)
    env.globals.update(languages=tuple(Language), spoken=speech.spoken, script_texts=script_texts)


def page_context(page: Page) -> Mapping[str, Any]:
    return {field.name: getattr(page, field.name) for field in fields(page)}


def render(request: Request, page: Page, *, status: int = 200, part: str | None = None) -> HTMLResponse:
    """The whole page, or with `part` that partial of it alone, for a script that swaps it in."""
    template = environment().get_template(part or page.template)
    visitor = getattr(request.state, "visitor", None)
    html = template.render(**page_context(page), me=visitor, path=request.url.path, here=address_of(request))
    return HTMLResponse(html, status_code=status)


def address_of(request: Request) -> str:
    """Where to come back to after the language was chosen; home from what only a form leads to."""
    if request.method != "GET":
        return "/"
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def wants_part(request: Request) -> bool:
    """Whether a script of ours asks, which needs a part of the page and not the whole."""
    return request.headers.get("x-requested-with") == "prejeto"
