"""Issuers: a company with its habits. All documents of an issuer look and sound alike."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from flows.papers.bills import Regime
from flows.papers.companies import Company, invent_seller
from flows.papers.designs import Design, choose_design
from flows.papers.forms import Forms, choose_forms
from flows.papers.habits import Habits, choose_habits
from flows.papers.identity import Identity, choose_identity
from flows.papers.says import Wording

_FOREIGN = ("EUR", "USD", "GBP", "CHF")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who writes. `regime` is that of its usual sales, `number_pattern` that of its documents."""

    company: Company
    language: str
    currency: str
    regime: Regime
    wording: Wording
    forms: Forms
    design: Design
    number_pattern: str
    order_pattern: str
    identity: Identity
    habits: Habits
    held_out: bool

    @property
    def country(self) -> dict[str, Any]:
        return countries()[self.company.country]


@cache
def countries() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("flows.papers").joinpath("countries.toml").read_text("utf-8"))


@cache
def turns() -> tuple[str, ...]:
    """Countries by turns, each as often as its share says, spread over the whole."""
    shares = {code: country["share"] for code, country in countries().items()}
    places = sorted(((turn + 0.5) / share, code) for code, share in shares.items() for turn in range(share))
    return tuple(code for _, code in places)


def invent_issuer(random: Random, code: str, *, held_out: bool) -> Issuer:
    """An issuer of a country; held-out ones share no name, typeface or arrangement with the others."""
    country = countries()[code]
    language = random.choice(country["languages"])
    abroad = random.random() < 0.06
    currency = random.choice(_FOREIGN) if abroad else country["currency"]
    company = invent_seller(random, code, country, language, held_out=held_out)
    design = choose_design(random, language, code, held_out=held_out)
    return Issuer(
        company=company,
        language=language,
        currency=currency,
        regime=Regime.SMALL if random.random() < 0.09 and country.get("vat") else Regime.TAXED,
        wording=Wording(language, code, str(random.random()), held_out=held_out),
        forms=choose_forms(random, language, country, currency, thin=design.face.has_all_letters),
        design=design,
        number_pattern=_number_pattern(random, code),
        order_pattern=random.choice(("PO-#####", "45########", "#####", "N-{y}-###", "####/{yy}", "BE#######")),
        identity=choose_identity(random, code),
        habits=choose_habits(random),
        held_out=held_out,
    )


def _number_pattern(random: Random, code: str) -> str:
    national = {
        "HR": ("{n}/1/1", "{n}-P1-1", "{n}/{y}"),
        "IT": ("{n}/A", "{n}/{y}", "{n}", "FPR {n}/{yy}"),
        "PL": ("FV/{n}/{m}/{y}", "{n}/{m}/{y}", "FS {n}/{y}"),
        "CZ": ("{y}{n:06}", "{yy}{n:07}"),
        "SK": ("{y}{n:06}", "{yy}{n:07}"),
        "HU": ("{y}-{n:06}", "SZ{n:05}/{y}", "ABC-{y}-{n}"),
        "LT": ("AB{n:06}", "SF-{n:06}"),
    }
    common: tuple[str, ...] = (
        "{y}-{n:04}",
        "{n:05}",
        "R{yy}{m}{n:04}",
        "{y}/{n}",
        "RE-{y}-{n:04}",
        "INV-{n:06}",
        "{n}",
        "{yy}-{n:05}",
    )
    common += ("{y}{m}{n:03}", "FA{yy}{n:05}", "10{n:06}", "{n:04}/{yy}", "{c}-{y}-{n}")
    own = national.get(code, ())
    return random.choice(own) if own and random.random() < 0.5 else random.choice(common)
