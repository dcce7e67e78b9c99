"""Where texts for people stand, and how Babel finds them: what `gettext` looks up, and what is told to people.

Told are the messages of errors and findings, the labels of terms, and what `told`, `told_each` and `Words` mark; each
gets the comment `told`, by which the screen knows which messages may come from below. An f-string becomes the text with
its values as `{name}`: the last name of the expression, so that `{document.state}` is `{state}`; a second one
of the same name is `{state_2}`.
"""

import ast
import io
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from models import errors
from review_ui.languages.catalogues import TOLD

Extracted = tuple[int, str | None, str | tuple[str | None, ...], list[str]]

_ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
_FOR_OPERATORS = {"SettingError", "EngineMissing", "BackupRefused"}  # never on a screen: a program does not start
TOLD_AT: Mapping[str, int] = {"told": 0, "told_each": 0, "Finding": 1, "_Definition": 3} | dict.fromkeys(
    _ERRORS - _FOR_OPERATORS, 0
)
LOOKED_UP = {"gettext", "ngettext", "pgettext"}


def extract(
    fileobj: io.BufferedIOBase,
    keywords: Mapping[str, Any],  # noqa: ARG001 - the shape of a method
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, str],  # noqa: ARG001
) -> Iterator[Extracted]:
    """A method of extraction, as Babel calls it."""
    for node in ast.walk(ast.parse(fileobj.read())):
        if isinstance(node, ast.Call):
            yield from _from_call(node)


def _from_call(call: ast.Call) -> Iterator[Extracted]:
    name = _name_of(call.func.value if isinstance(call.func, ast.Subscript) else call.func)
    if name in LOOKED_UP:
        texts = tuple(arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))
        yield call.lineno, name, texts, []
    elif name == "Words" and call.args:
        yield from ((call.lineno, None, text, []) for text in _texts_in(call.args[0]))
    elif name in TOLD_AT and len(call.args) > TOLD_AT[name]:
        yield from ((call.lineno, None, text, [TOLD]) for text in _texts_in(call.args[TOLD_AT[name]]))


def _texts_in(node: ast.expr) -> Iterator[str]:
    """The text that an expression is, both of a choice, all of a mapping; none of a variable."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if node.value.strip():
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield _template(node)
    elif isinstance(node, ast.IfExp):
        yield from _texts_in(node.body)
        yield from _texts_in(node.orelse)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _texts_in(value)


def _template(joined: ast.JoinedStr) -> str:
    parts: list[str] = []
    names: Counter[str] = Counter()
    for value in joined.values:
        if isinstance(value, ast.FormattedValue):
            name = _name_of(value.value).strip("_").lower()
            names[name] += 1
            parts.append(f"{{{name}_{names[name]}}}" if names[name] > 1 else f"{{{name}}}")
        elif isinstance(value, ast.Constant):
            parts.append(str(value.value))
    return "".join(parts)


def _name_of(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            found = name
        case ast.Subscript(value=inner) | ast.BinOp(left=inner):
            found = _name_of(inner)
        case ast.Call(func=ast.Attribute(value=inner), args=[] | [ast.Constant(), *_]):
            found = _name_of(inner)
        case ast.Call(args=[first, *_]) if not isinstance(first, ast.Constant):
            found = _name_of(first)
        case _:
            found = "value"
    return found


_OURS = f"{__name__}:{extract.__name__}"
METHODS = [
    *((pattern, _OURS) for pattern in ("models/**.py", "storage/*.py", "extractors/**.py", "review_ui/**.py")),
    *((pattern, _OURS) for pattern in ("flows/mail/**.py", "flows/clamav.py", "flows/claims.py")),
    ("review_ui/templates/**.html", "jinja2"),
]
OPTIONS = {"review_ui/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
