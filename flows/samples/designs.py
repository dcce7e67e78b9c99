"""How a generated invoice looks: fonts, colours, and where its blocks stand."""

from dataclasses import dataclass
from random import Random
from typing import Literal

from flows.samples.sheet import HELVETICA, TIMES, VERA, Face

Head = Literal["band", "mark", "letter"]
Facts = Literal["list", "strip"]
Table = Literal["zebra", "ruled", "grid"]

INKS = ("#14532d", "#1d4ed8", "#7c2d12", "#334155", "#6b21a8", "#0f766e", "#9f1239")
BEYOND_LATIN_1 = {"sl", "hr"}


@dataclass(frozen=True, slots=True)
class Design:
    """The choices that make one layout; its name is that of its layout family."""

    face: Face
    accent: str
    head: Head
    facts: Facts
    table: Table
    epc: bool = False

    @property
    def family(self) -> str:
        return f"samples-{self.head}-{self.facts}-{self.table}"


def choose_design(random: Random, language: str) -> Design:
    """Any design whose font has the letters of the language."""
    heads: list[Head] = ["band", "mark", "letter"]
    facts: list[Facts] = ["list", "strip"]
    tables: list[Table] = ["zebra", "ruled", "grid"]
    faces = [VERA] if language in BEYOND_LATIN_1 else [HELVETICA, HELVETICA, TIMES, VERA]
    return Design(
        face=random.choice(faces),
        accent=random.choice(INKS),
        head=random.choice(heads),
        facts=random.choice(facts),
        table=random.choice(tables),
        epc=random.random() < 0.4,
    )
