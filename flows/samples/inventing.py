"""Invent invoices from the catalogue: the same seed gives the same invoice, for ever."""

import tomllib
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from flows.samples.invoices import Party, SampleInvoice, SampleLine
from flows.samples.numbers import invent_iban, invent_reference, invent_vat_id

FIRST_DAY = date(2026, 1, 7)
DAYS = 280
SOLD_SINGLY_FROM = Decimal(40)
DIVISIBLE = {"h", "day", "Std", "kg", "m²", "ura", "sat"}


@cache
def catalogue() -> dict[str, Any]:
    """Sellers, buyers and goods by country."""
    return tomllib.loads(files("flows.samples").joinpath("catalogue.toml").read_text("utf-8"))


def countries() -> tuple[str, ...]:
    return tuple(catalogue())


def invent_invoice(random: Random, country: str, *, trade: int | None = None, rows: int | None = None) -> SampleInvoice:
    """An invoice of a seller in `country`; `trade` picks the seller, `rows` the number of lines (1 to 5)."""
    shelf = catalogue()[country]
    goods = random.choice(shelf["trades"]) if trade is None else shelf["trades"][trade]
    seller, buyer = _seller(random, country, goods["name"]), _buyer(random, country)
    issued = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    number = _number(random, issued)
    lines = _lines(random, shelf["rates"], goods["goods"], rows or random.randint(1, 5))
    credit_note = random.random() < 0.08
    invoice = SampleInvoice(
        language=shelf["language"],
        number=number,
        issued=issued,
        currency=shelf["currency"],
        seller=seller,
        buyer=buyer,
        lines=lines,
        credit_note=credit_note,
        due=_due(random, issued) if random.random() < 0.85 and not credit_note else None,
        delivered=issued - timedelta(days=random.randint(0, 12)) if random.random() < 0.6 else None,
        order=f"PO-{random.randint(1000, 98999)}" if random.random() < 0.5 else None,
        reference=None if credit_note else invent_reference(random, shelf["language"], number),
    )
    deposit = random.random() < 0.12 and not credit_note
    return replace(invoice, prepaid=(invoice.total / 4).quantize(Decimal(1))) if deposit else invoice


def _due(random: Random, issued: date) -> date:
    return issued + timedelta(days=random.choice([8, 14, 15, 30, 45]))


def _number(random: Random, issued: date) -> str:
    """A number in one of the forms that firms use."""
    count = random.randint(11, 9899)
    forms = [
        f"{issued.year}-{count:04d}",
        f"{count:05d}/{issued:%y}",
        f"R{issued:%y%m}{count:04d}",
        f"{260000 + count}",
    ]
    return random.choice(forms)


def _seller(random: Random, country: str, name: str) -> Party:
    shelf = catalogue()[country]
    postal_code, town = random.choice(shelf["towns"])
    plain = unicodedata.normalize("NFKD", name.split(maxsplit=1)[0].lower())
    first_word = "".join(letter for letter in plain if letter.isascii())
    return Party(
        name=name,
        street=_street(random, country),
        postal_code=postal_code,
        town=town,
        country=country,
        vat_id=invent_vat_id(random, shelf["vat"]),
        iban=invent_iban(random, country, shelf["bban"]),
        bic=shelf["bic"],
        phone=f"{shelf['dial']} {random.randint(10, 99)}",
        email=f"office@{first_word}.{shelf['domain']}",
    )


def _buyer(random: Random, country: str) -> Party:
    shelf = catalogue()[country]
    postal_code, town = random.choice(shelf["towns"])
    vat_id = invent_vat_id(random, shelf["vat"]) if random.random() < 0.6 else ""
    return Party(random.choice(shelf["buyers"]), _street(random, country), postal_code, town, country, vat_id)


def _street(random: Random, country: str) -> str:
    street, number = random.choice(catalogue()[country]["streets"]), random.randint(1, 98)
    return f"{number} {street}" if country in {"GB", "FR"} else f"{street} {number}"


def _lines(random: Random, rates: list[str], goods: list[list[str]], rows: int) -> tuple[SampleLine, ...]:
    """Different goods, cheap ones in larger numbers, all at one rate or the last one at another."""
    chosen = random.sample(goods, min(rows, len(goods)))
    main = Decimal(rates[0])
    mixed = len(chosen) > 1 and random.random() < 0.45
    charged = [main] * (len(chosen) - 1) + [Decimal(rates[2]) if mixed else main]
    return tuple(
        SampleLine(description, _quantity(random, unit, Decimal(price)), unit, Decimal(price), rate)
        for (description, unit, price), rate in zip(chosen, charged, strict=True)
    )


def _quantity(random: Random, unit: str, price: Decimal) -> Decimal:
    """Halves of hours and kilograms, but of nothing else."""
    if unit in DIVISIBLE:
        return Decimal(random.randint(2, 25)) / 2
    if price < 1:
        return Decimal(random.choice([100, 250, 500, 1000]))
    if price < SOLD_SINGLY_FROM:
        return Decimal(random.randint(1, 24))
    return Decimal(random.randint(1, 6))
