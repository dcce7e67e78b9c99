"""The table of keys in the documentation and the help dialog say the same keys."""

import re
from pathlib import Path

from review_ui.rendering import TEMPLATES

GUIDE = Path(__file__).parents[2] / "docs" / "reviewing.md"


def test_the_guide_names_every_key_of_the_help_dialog() -> None:
    dialog = (TEMPLATES / "_help.html").read_text(encoding="utf-8")
    keys = [key for keys in re.findall(r'\(\[("[^\]]+)\],', dialog) for key in re.findall(r'"([^"]+)"', keys)]
    table = GUIDE.read_text(encoding="utf-8").partition("## Keyboard")[2]
    written = {part for keys in re.findall(r"`([^`]+)`", table) for part in [keys, *re.findall(r"[^+]+", keys)]}
    assert len(keys) > 10
    assert set(keys) <= written
