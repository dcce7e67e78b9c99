"""Which of its numbers an issuer prints, and how."""

import re
from dataclasses import dataclass
from random import Random
from typing import Literal

from flows.papers.bills import Regime
from flows.papers.companies import Company
from models.identifiers import compact_identifier

VatStyle = Literal["plain", "spaced", "bare"]
_OFTEN_BARE = {"IT", "ES", "PL", "PT", "RO", "DK", "NO"}
_ALWAYS_TAX = {"HU", "HR", "SK"}
_GROUPS = {
    "CHE": (r"(CHE)(\d{3})(\d{3})(\d{3})", r"\1-\2.\3.\4 MWST"),
    "NO": (r"(NO)(\d{3})(\d{3})(\d{3})MVA", r"\1 \2 \3 \4 MVA"),
    "GB": (r"(GB)(\d{3})(\d{4})(\d{2})", r"\1 \2 \3 \4"),
    "BE": (r"(BE)(\d{4})(\d{3})(\d{3})", r"\1 \2.\3.\4"),
    "FR": (r"(FR)(\d{2})(\d{3})(\d{3})(\d{3})", r"\1 \2 \3 \4 \5"),
    "PL": (r"(PL)(\d{3})(\d{3})(\d{2})(\d{2})", r"\2-\3-\4-\5"),
    "NL": (r"(NL)(\d{4})(\d{2})(\d{3})(B\d\d)", r"\1\2.\3.\4.\5"),
}


@dataclass(frozen=True, slots=True)
class Identity:
    """An issuer's way with its numbers."""

    vat_style: VatStyle
    shows_tax_number: bool
    shows_registration: bool


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as it is printed: the key of its label, the value that it is, its text."""

    label: str
    key: str
    text: str


def choose_identity(random: Random, country: str) -> Identity:
    bare = country in _OFTEN_BARE and random.random() < 0.6
    return Identity(
        vat_style="bare" if bare else random.choice(("plain", "plain", "spaced")),
        shows_tax_number=country in _ALWAYS_TAX or random.random() < 0.35,
        shows_registration=random.random() < 0.45,
    )


def numbers_of(company: Company, identity: Identity, regime: Regime) -> list[PrintedNumber]:
    """The numbers that a seller prints; a small business has no VAT number in most countries."""
    small = regime is Regime.SMALL and company.country not in {"IT", "ES", "PT", "PL", "DK"}
    found = []
    if company.vat_id and not small:
        found.append(PrintedNumber("vat_id", "seller_vat_id", printed_vat(company.vat_id, identity.vat_style)))
    same = company.tax_number and company.tax_number == company.vat_id[2:]
    wanted = identity.shows_tax_number and not (same and identity.vat_style == "bare")
    if company.tax_number and (small or wanted):
        found.append(PrintedNumber("tax_number", "seller_tax_number", company.tax_number))
    if company.registration and (identity.shows_registration or not found):
        found.append(PrintedNumber("registration", "seller_registration_id", company.registration))
    return found


def printed_vat(vat: str, style: VatStyle) -> str:
    """A VAT number in one of its printed forms.

    >>> printed_vat("CHE107787577", "spaced"), printed_vat("SI15012557", "spaced"), printed_vat("IT00743110157", "bare")
    ('CHE-107.787.577 MWST', 'SI 15012557', '00743110157')
    """
    if style == "plain" and not vat.startswith("CHE"):
        return vat
    if style == "bare" and not vat.startswith("CHE"):
        return vat.removesuffix("MVA")[2:]
    prefix = "CHE" if vat.startswith("CHE") else vat[:2]
    form, groups = _GROUPS.get(prefix, (r"([A-Z]{2})(.+)", r"\1 \2"))
    return re.sub(f"^{form}$", groups, vat)


def vat_readings(vat: str, text: str) -> list[str]:
    """The compact forms that are right for a printed VAT number: as printed first, then with and without its prefix."""
    compact = compact_identifier(text)
    prefix = "CHE" if vat.startswith("CHE") else vat[:2]
    core = compact.removeprefix(prefix)
    bare = core.removesuffix("MVA") if prefix == "NO" else core.removesuffix("MWST") if prefix == "CHE" else core
    forms = [compact, vat, bare, f"{prefix}{bare}"]
    forms += [f"{prefix}{bare}MVA", f"{bare}MVA"] if prefix == "NO" else []
    forms += [f"CHE{bare}MWST"] if prefix == "CHE" else []
    return list(dict.fromkeys(forms))
