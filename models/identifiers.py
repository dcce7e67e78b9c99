"""National numbers of companies: tax numbers (BT-32) and registration numbers (BT-30).

Each has a compact form (capitals and figures) and a test that answers yes, no, or None when nobody can tell: the
country is unknown or its numbers carry no check figure. A wrong check figure is a finding, never a reason to drop.

Source: python-stdnum, which cites the issuing authority of each number.
"""

import unicodedata
from enum import Enum, auto
from importlib import import_module
from typing import Protocol, cast

from stdnum.exceptions import InvalidChecksum, ValidationError

_TAX_MODULES: dict[str, tuple[str, ...]] = {
    "AR": ("ar.cuit",),
    "AT": ("at.tin", "at.uid"),
    "AU": ("au.abn", "au.acn", "au.tfn"),
    "BE": ("be.vat",),
    "BG": ("bg.vat",),
    "BR": ("br.cnpj", "br.cpf"),
    "CA": ("ca.bn",),
    "CH": ("ch.uid", "ch.vat"),
    "CL": ("cl.rut",),
    "CZ": ("cz.dic",),
    "DE": ("de.stnr", "de.idnr"),
    "DK": ("dk.cvr",),
    "EE": ("ee.kmkr",),
    "ES": ("es.nif",),
    "FI": ("fi.alv",),
    "FR": ("fr.siret", "fr.siren", "fr.tva"),
    "GB": ("gb.utr", "gb.vat"),
    "GR": ("gr.vat",),
    "HR": ("hr.oib",),
    "HU": ("hu.anum",),
    "IN": ("in_.gstin", "in_.pan"),
    "IT": ("it.iva", "it.codicefiscale"),
    "LT": ("lt.pvm",),
    "LU": ("lu.tva",),
    "LV": ("lv.pvn",),
    "ME": ("me.pib",),
    "MK": ("mk.edb",),
    "MX": ("mx.rfc",),
    "NL": ("nl.btw", "nl.bsn"),
    "NO": ("no.mva", "no.orgnr"),
    "NZ": ("nz.ird",),
    "PL": ("pl.nip",),
    "PT": ("pt.nif",),
    "RO": ("ro.cf",),
    "RS": ("rs.pib",),
    "SE": ("se.vat", "se.orgnr"),
    "SG": ("sg.uen",),
    "SI": ("si.ddv",),
    "SK": ("sk.dph",),
    "TR": ("tr.vkn", "tr.tckimlik"),
    "US": ("us.ein", "us.ssn"),
    "ZA": ("za.tin",),
}
_REGISTRATION_MODULES: dict[str, tuple[str, ...]] = {
    "AU": ("au.acn", "au.abn"),
    "BE": ("be.vat",),
    "CH": ("ch.uid",),
    "CZ": ("cz.dic",),
    "DK": ("dk.cvr",),
    "EE": ("ee.registrikood",),
    "FI": ("fi.ytunnus",),
    "FR": ("fr.siret", "fr.siren"),
    "NO": ("no.orgnr",),
    "PL": ("pl.regon",),
    "SE": ("se.orgnr",),
    "SG": ("sg.uen",),
    "SI": ("si.maticna",),
    "SK": ("cz.dic",),
}


class Verdict(Enum):
    """What the rules of an issuer say of a number."""

    VALID = auto()
    WRONG_CHECKSUM = auto()
    WRONG_FORM = auto()


class _Number(Protocol):
    """What every module of stdnum offers."""

    def validate(self, number: str) -> str: ...


def compact_identifier(text: str) -> str:
    """Capitals and figures only: the form in which numbers of companies are kept and compared.

    >>> compact_identifier("HRB 1234-B"), compact_identifier("12/345/67890")
    ('HRB1234B', '1234567890')
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(char for char in plain if char.isascii() and char.isalnum())


def is_valid_tax_number(text: str, country: str | None) -> bool | None:
    """Whether a national tax number fits its country (ISO 3166-1 alpha-2); None when the country is not known.

    >>> is_valid_tax_number("15012557", "SI"), is_valid_tax_number("1", "SI"), is_valid_tax_number("1", None)
    (True, False, None)
    """
    return _is_one_of(_TAX_MODULES, text, country)


def is_valid_registration_id(text: str, country: str | None) -> bool | None:
    """Whether a number of the company register fits its country; None when that cannot be told.

    >>> is_valid_registration_id("732 829 320", "FR"), is_valid_registration_id("HRB 1234", "DE")
    (True, None)
    """
    return _is_one_of(_REGISTRATION_MODULES, text, country)


def judge(module: str, number: str) -> Verdict:
    """The verdict of one of stdnum's modules, such as `eu.vat`, on a compact number."""
    try:
        cast(_Number, import_module(f"stdnum.{module}")).validate(number)
    except InvalidChecksum:
        return Verdict.WRONG_CHECKSUM
    except ValidationError:
        return Verdict.WRONG_FORM
    return Verdict.VALID


def _is_one_of(modules: dict[str, tuple[str, ...]], text: str, country: str | None) -> bool | None:
    names = modules.get((country or "").upper())
    compact = compact_identifier(text)
    return any(judge(name, compact) is Verdict.VALID for name in names) if names else None
