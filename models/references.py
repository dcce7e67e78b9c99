"""Structured payment references (BT-83): canonical form and check figures.

Those that say what they are (RF, SI and HR models, +++OGM+++, the 27 figures of a QR reference) are known by
themselves; the bare figures of a Nordic, Baltic or Belgian reference need the country of the account. Whatever is none
of these is kept as printed, without outer white space. A wrong check figure is a finding, never a reason to drop.

Source: ISO 11649 (RF); Bank Association of Slovenia, UPN standard (SI); HUB 3 (HR); SIX implementation guidelines
(QRR); Febelfin (OGM); Finance Finland (viite); Bits (KID); Bankgirot (OCR).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from stdnum import iso11649, luhn
from stdnum.be import ogm_vcs
from stdnum.ch import esr


class ReferenceKind(StrEnum):
    RF = "rf"
    SI = "si"
    HR = "hr"
    QRR = "qrr"
    OGM = "ogm"
    VIITE = "viite"
    KID = "kid"
    OCR = "ocr"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Reference:
    """`canonical` is how it is kept and compared; `valid` is None when it carries no check figure that is known."""

    kind: ReferenceKind
    canonical: str
    valid: bool | None


_FORMS = {
    ReferenceKind.RF: re.compile(r"RF[0-9]{2}[A-Z0-9]{1,21}"),
    ReferenceKind.SI: re.compile(r"SI[0-9]{2}(?:[0-9]+(?:-[0-9]+){0,3})?"),
    ReferenceKind.HR: re.compile(r"HR[0-9]{2}(?:[0-9]+(?:-[0-9]+){0,3})?"),
    ReferenceKind.OGM: re.compile(r"(?:\+\+\+|\*\*\*)([0-9]{3})/?([0-9]{4})/?([0-9]{5})(?:\+\+\+|\*\*\*)"),
    ReferenceKind.QRR: re.compile(r"[0-9]{27}"),
}
_BARE_FORMS = {
    "BE": (ReferenceKind.OGM, re.compile(r"([0-9]{3})/?([0-9]{4})/?([0-9]{5})")),
    "FI": (ReferenceKind.VIITE, re.compile(r"[0-9]{4,20}")),
    "EE": (ReferenceKind.VIITE, re.compile(r"[0-9]{2,20}")),
    "NO": (ReferenceKind.KID, re.compile(r"[0-9]{1,24}[0-9-]")),
    "SE": (ReferenceKind.OCR, re.compile(r"[0-9]{2,25}")),
}
_LONGEST_TEXT = 140


def parse_reference(text: str, country: str | None = None) -> Reference | None:
    """The reference that a text holds; None when it is blank or longer than payments carry.

    `country` is that of the account (ISO 3166-1 alpha-2).

    >>> parse_reference("RF18 5390 0754 7034")
    Reference(kind=<ReferenceKind.RF: 'rf'>, canonical='RF18539007547034', valid=True)
    >>> parse_reference("+++ 090/9337/55493 +++").canonical, parse_reference("2024 / 17").canonical
    ('+++090/9337/55493+++', '2024 / 17')
    """
    printed = " ".join(unicodedata.normalize("NFKC", text).split())
    if not printed or len(printed) > _LONGEST_TEXT:
        return None
    compact = re.sub(r"[‐‑‒–—−]", "-", printed.replace(" ", "")).upper()
    kind, found = _kind_of(compact, (country or "").upper())
    if found is None:
        return Reference(kind, compact if compact.isdecimal() else printed, None)
    return Reference(kind, _canonical(kind, found), _CHECKS.get(kind, _unknown)(compact))


def format_reference(reference: Reference) -> str:
    """The reference as it is printed for people: in groups where its standard has them."""
    text = reference.canonical
    if reference.kind is ReferenceKind.RF:
        return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
    if reference.kind in {ReferenceKind.SI, ReferenceKind.HR}:
        return f"{text[:4]} {text[4:]}".strip()
    return esr.format(text) if reference.kind is ReferenceKind.QRR else text


def _kind_of(compact: str, country: str) -> tuple[ReferenceKind, re.Match[str] | None]:
    forms = list(_FORMS.items()) + ([_BARE_FORMS[country]] if country in _BARE_FORMS else [])
    matches = ((kind, form.fullmatch(compact)) for kind, form in forms)
    return next(((kind, found) for kind, found in matches if found), (ReferenceKind.PLAIN, None))


def _canonical(kind: ReferenceKind, found: re.Match[str]) -> str:
    return f"+++{found[1]}/{found[2]}/{found[3]}+++" if kind is ReferenceKind.OGM else found[0]


def _unknown(_compact: str) -> None:
    return None


def _si_fits(compact: str) -> bool | None:
    """SI12 ends in a check figure and SI99 holds nothing; SI00 and the other models are not checked."""
    model, figures = compact[2:4], compact[4:]
    if model == "12":
        return figures.isdecimal() and len(figures) <= 13 and _mod11_fits(figures)
    return not figures if model == "99" else None


def _mod11_fits(figures: str) -> bool:
    """Weights 2, 3, 4 ... from the right; a check figure of 10 or 11 is written 0."""
    total = sum(int(figure) * weight for weight, figure in enumerate(reversed(figures[:-1]), 2))
    check = 11 - total % 11
    return len(figures) > 1 and int(figures[-1]) == (0 if check > 9 else check)


def _viite_fits(figures: str) -> bool:
    """Weights 7, 3, 1 from the right."""
    total = sum(int(figure) * (7, 3, 1)[at % 3] for at, figure in enumerate(reversed(figures[:-1])))
    return int(figures[-1]) == -total % 10


def _kid_fits(kid: str) -> bool:
    """Either of the two check figures that the payee may choose: modulus 10, or modulus 11 where 10 is written `-`."""
    total = sum(int(figure) * (2 + at % 6) for at, figure in enumerate(reversed(kid[:-1])))
    return kid[-1] == "0123456789-"[-total % 11] or luhn.is_valid(kid)


_CHECKS: dict[ReferenceKind, Callable[[str], bool | None]] = {
    ReferenceKind.RF: iso11649.is_valid,
    ReferenceKind.SI: _si_fits,
    ReferenceKind.QRR: esr.is_valid,
    ReferenceKind.OGM: lambda compact: ogm_vcs.is_valid(re.sub(r"[^0-9]", "", compact)),
    ReferenceKind.VIITE: _viite_fits,
    ReferenceKind.KID: _kid_fits,
    ReferenceKind.OCR: luhn.is_valid,
}
