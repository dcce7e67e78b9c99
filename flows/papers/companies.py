"""Sellers and buyers: names, addresses, numbers, accounts. Names and places are split into training and held-out."""

import unicodedata
from dataclasses import dataclass
from random import Random
from typing import Any

from extractors.parties.training.companies import make_company, make_person
from extractors.parties.training.vocabulary import Words, load_words
from flows.papers.numbers import (
    invent_account,
    invent_qr_account,
    invent_registration,
    invent_tax_number,
    invent_vat,
    spoil,
)
from flows.samples.numbers import fill_pattern

_VOCABULARY = {"nb": "no"}
_SHARE_SPOILT = 0.04
_BANKS = ("Nova", "Prima", "Alpha", "Terra", "Adria", "Union", "Nord", "Credit", "Savings", "Merkur", "Delta", "Omnia")
_POSTCODES = {"SI": "####", "HR": "#0000", "DE": "#####", "AT": "####", "CH": "####", "IT": "#####", "HU": "####"}
_POSTCODES |= {"US": "@@ #####", "FR": "#####", "BE": "####", "LT": "LT-#####", "LV": "LV-####", "EE": "#####"}
_STATES = ("CA", "NY", "TX", "OR", "OH", "WA")


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account; `iban` and `bic` are compact."""

    bank: str
    iban: str
    bic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A firm or person; numbers are compact or as registers write them, empty where there are none."""

    name: str
    street: str
    place: str
    country: str
    vat_id: str = ""
    tax_number: str = ""
    registration: str = ""
    accounts: tuple[Account, ...] = ()
    phone: str = ""
    email: str = ""
    web: str = ""
    contact: str = ""

    @property
    def iban(self) -> str:
        return self.accounts[0].iban if self.accounts else ""

    @property
    def bic(self) -> str:
        return self.accounts[0].bic if self.accounts else ""

    @property
    def brand(self) -> str:
        """What stands in the logo."""
        words = [word for word in self.name.split() if len(word) > 2] or [self.name]
        return words[0].strip(",.&+")

    @property
    def address(self) -> str:
        return f"{self.street}, {self.place}"


def words_of(language: str, *, held_out: bool) -> Words:
    return load_words(_VOCABULARY.get(language, language), held_out=held_out)


def invent_seller(random: Random, code: str, country: dict[str, Any], language: str, *, held_out: bool) -> Company:
    """A seller with all its numbers; those of a few are wrong."""
    words = words_of(language, held_out=held_out)
    name = make_person(random, words) if random.random() < 0.06 else _company(random, words, held_out=held_out)
    vat = invent_vat(random, country)
    domain = _domain(name)
    accounts = tuple(_account(random, code, country) for _ in range(random.choice((1, 1, 1, 1, 2, 2, 3))))
    return Company(
        name=name,
        street=_street(random, words),
        place=_place(random, code, words),
        country=code,
        vat_id=_sometimes_spoilt(random, vat),
        tax_number=invent_tax_number(random, country, vat),
        registration=invent_registration(random, country, vat),
        accounts=tuple(account for account in accounts if account.iban),
        phone=fill_pattern(random, country["dial"]),
        email=f"{random.choice(('info', 'office', 'billing', 'hello'))}@{domain}",
        web=f"www.{domain}",
        contact=make_person(random, words),
    )


def invent_buyer(random: Random, code: str, country: dict[str, Any], language: str, *, held_out: bool) -> Company:
    """A buyer: a firm, or in a fifth of all cases a person, who has no VAT number."""
    words = words_of(language, held_out=held_out)
    person = random.random() < 0.2
    name = make_person(random, words) if person else _company(random, words, held_out=held_out)
    return Company(
        name=name,
        street=_street(random, words),
        place=_place(random, code, words),
        country=code,
        vat_id="" if person else invent_vat(random, country),
        contact=make_person(random, words),
    )


def _company(random: Random, words: Words, *, held_out: bool) -> str:
    """The name of a firm, without words behind a dash, which are no part of it."""
    name = make_company(random, words, held_out=held_out)
    return name.partition(" - ")[0].rstrip(", -")


def _account(random: Random, code: str, country: dict[str, Any]) -> Account:
    bank = f"{random.choice(_BANKS)} {random.choice(('Bank', 'Banka', 'Kreditbank', 'Bank Group'))}"
    letters = "".join(random.choice("BCDFGHKLMNPRSTVZ") for _ in range(2))
    bic = f"{bank[:2].upper()}{letters}{code}2{random.choice('XAHK')}{random.choice(('', '', 'XXX'))}"
    iban = (
        invent_qr_account(random) if code == "CH" and random.random() < 0.6 else invent_account(random, code, country)
    )
    return Account(bank, _sometimes_spoilt(random, iban), bic)


def _sometimes_spoilt(random: Random, number: str) -> str:
    return spoil(random, number) if number and random.random() < _SHARE_SPOILT else number


def _street(random: Random, words: Words) -> str:
    """A street whose number is one; Faker writes some with leading zeros or floors."""
    return random.choice(words.streets).split("  ")[0].strip(" .,")


def _place(random: Random, code: str, words: Words) -> str:
    place = random.choice(words.places)
    if code == "US":
        return f"{place}, {random.choice(_STATES)} {fill_pattern(random, '9####')}"
    if code in {"GB", "IE"}:
        return f"{place} {fill_pattern(random, '@@# #@@')}"
    pattern = _POSTCODES.get(code)
    number = fill_pattern(random, pattern) if pattern else random.choice(words.postcodes)
    return f"{'1' + number[1:] if number.startswith('0') and code != 'DE' else number} {place}"


def _domain(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    first = "".join(char for char in plain.split()[0] if char.isascii() and char.isalnum())
    return f"{first or 'firma'}.example"
