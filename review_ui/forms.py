"""Posted forms, read once and handed to plain functions as text."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

MAX_DIGITS = 9
MAX_FIELDS = 20_000  # 200 pages of line items


async def read_form(request: Request) -> FormData:
    """The posted form; empty when there is none."""
    return await request.form(max_files=0, max_fields=MAX_FIELDS)


TheForm = Annotated[FormData, Depends(read_form)]


def text(form: FormData, name: str, default: str = "") -> str:
    """The text of a field without white space around it."""
    value = form.get(name, default)
    return value.strip() if isinstance(value, str) else default


def whole_number(form: FormData, name: str) -> int:
    """The number in a field; 0 when it is none, which no version and no page bears."""
    written = text(form, name)
    return int(written) if is_number(written) else 0


def is_number(written: str) -> bool:
    """Whether a text is a whole number that a database can hold."""
    return written.isdecimal() and len(written) <= MAX_DIGITS


def local_path(path: str) -> str:
    """A path of ours to go on to; `/` for anything that could lead to another site."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
