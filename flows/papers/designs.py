"""How an issuer's documents look: one independent choice for each part of a page.

Each part has arrangements for training and others reserved for held-out documents, which take at least two of the
reserved ones and a reserved typeface; so no layout family is ever on both sides.
"""

from dataclasses import dataclass
from random import Random

from flows.papers.faces import Face, faces_for

_INKS = ("#14532d", "#1d4ed8", "#7c2d12", "#334155", "#6b21a8", "#0f766e", "#9f1239", "#111827", "#0369a1", "#b45309")

PARTS: dict[str, tuple[str, ...]] = {
    "head": ("band", "name_left", "name_right", "name_center", "logo_left", "logo_right", "letter", "none"),
    "parties": ("window_left", "window_right", "panel", "panel_swapped", "cells", "stacked"),
    "facts": ("list", "colons", "right", "strip", "cells", "two_columns"),
    "title": ("plain", "caps", "center", "right", "with_facts"),
    "table": ("zebra", "ruled", "grid", "plain", "filled_head", "columns"),
    "totals": ("list", "box", "wide", "strip", "in_table", "highlight"),
    "taxes": ("none", "rows", "table", "table_left"),
    "payment": ("list", "sentence", "box", "columns", "footer"),
    "foot": ("line", "columns", "center", "none", "ruled"),
}
RESERVED: dict[str, tuple[str, ...]] = {
    "head": ("side", "under_rule", "double"),
    "parties": ("three_columns", "buyer_low"),
    "facts": ("above", "sentence"),
    "title": ("boxed",),
    "table": ("dotted", "boxed_head"),
    "totals": ("left", "columns"),
    "taxes": ("after",),
    "payment": ("inline",),
    "foot": ("split",),
}
_PARTS_OF_FAMILY = ("head", "parties", "facts", "table", "totals", "payment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The choices of one issuer. `parts` has an arrangement for each part of `PARTS`; sizes are in points."""

    face: Face
    size: float
    accent: str
    margin: float
    parts: dict[str, str]
    columns: tuple[str, ...]
    colon: str
    bold_labels: bool
    upper_labels: bool
    numbers_centred: bool
    code: str
    page: tuple[float, float]
    other_language: str | None

    @property
    def family(self) -> str:
        """The name of the layout family: arrangements, columns and typeface."""
        arrangement = "-".join(self.parts[part] for part in _PARTS_OF_FAMILY)
        return f"papers/{self.face.name}/{arrangement}/{'+'.join(self.columns)}"


def choose_design(random: Random, language: str, country: str, *, held_out: bool) -> Design:
    """A layout by composition."""
    parts = {part: random.choice(choices) for part, choices in PARTS.items()}
    if held_out:
        for part in random.sample(_PARTS_OF_FAMILY, random.choice((2, 2, 3))):
            parts[part] = random.choice(RESERVED[part])
        for part in sorted(set(RESERVED) - set(_PARTS_OF_FAMILY)):
            if random.random() < 0.3:
                parts[part] = random.choice(RESERVED[part])
    if parts["head"] == "none" and parts["foot"] == "none":
        parts["foot"] = "line"
    return Design(
        face=random.choice(faces_for(language, held_out=held_out)),
        size=random.choice((8.0, 8.5, 9.0, 9.0, 9.5, 10.0)),
        accent=random.choice(_INKS),
        margin=random.choice((36.0, 42.0, 50.0, 57.0)),
        parts=parts,
        columns=_columns(random),
        colon=random.choice((":", ":", "", "", " :")) if language == "fr" else random.choice((":", ":", "")),
        bold_labels=random.random() < 0.25,
        upper_labels=random.random() < 0.1,
        numbers_centred=random.random() < 0.1,
        code=_code(random, country),
        page=(612.0, 792.0) if country == "US" else (595.28, 841.89),
        other_language="en" if language != "en" and random.random() < 0.06 else None,
    )


def _columns(random: Random) -> tuple[str, ...]:
    """Columns in one of the orders in which they stand; description and amount are always there."""
    middle = random.choice(
        (
            ("quantity", "unit", "unit_price"),
            ("quantity", "unit", "unit_price"),
            ("quantity", "unit_price"),
            ("quantity", "unit_price"),
            ("unit_price", "quantity"),
            ("unit", "quantity", "unit_price"),
            ("quantity_unit", "unit_price"),
            ("quantity",),
            (),
        )
    )
    first = random.choice(((), (), ("position",), ("position",), ("article",), ("position", "article")))
    rate = ("rate",) if random.random() < 0.45 else ()
    discount = ("discount",) if len(middle) > 1 else ()
    last = random.choice((("amount",), ("amount",), ("amount",), ("amount", "gross_amount")))
    amounts = (*rate, *last) if random.random() < 0.75 else (*last, *rate)
    if random.random() < 0.12 and middle:
        return (*first, middle[0], "description", *middle[1:], *discount, *amounts)
    return (*first, "description", *middle, *discount, *amounts)


def _code(random: Random, country: str) -> str:
    """Which payment code stands on its invoices."""
    if country == "SI":
        return random.choice(("upn_form", "upn_form", "upn_form", "epc", "none"))
    if country == "CH":
        return random.choice(("swiss_form", "swiss_form", "none"))
    return "epc" if random.random() < 0.25 else "none"
