"""VAT numbers (BT-31, BT-48): compact form, country, check figures.

A VAT number begins with its country. The test answers yes, no, or None when there is no known prefix; a wrong check
figure is a finding, never a reason to drop. Known are the EU, Northern Ireland, Great Britain, Switzerland, Norway and
their smallest neighbours.

Source: python-stdnum, which cites the issuing authority of each number.
"""

import re

from stdnum.eu.vat import MEMBER_STATES

from models.identifiers import Verdict, compact_identifier, judge

_MODULES = {country.upper(): "eu.vat" for country in MEMBER_STATES} | {
    "EL": "eu.vat",
    "GB": "gb.vat",
    "CHE": "ch.vat",
    "NO": "no.mva",
    "IS": "is_.vsk",
    "SM": "sm.coe",
    "MC": "mc.tva",
}
_COUNTRIES = {"EL": "GR", "CHE": "CH", "XI": "GB"}
_LABEL = re.compile(
    r"^(?:(?:UST|VAT|TVA|IVA|DPH|BTW|MWST|ID|DDV|NR|IDNR|NO(?=[.:])|REG|INTRA)[\s.:/-]+)+", re.IGNORECASE
)
_SUFFIXES = {"CHE": ("MWST", re.compile(r"CHE[0-9]{9}")), "NO": ("MVA", re.compile(r"NO[0-9]{9}"))}


def compact_vat_id(text: str) -> str:
    """The compact form of a VAT number without a label that was read along.

    >>> compact_vat_id("VAT No.: SI 1501 2557"), compact_vat_id("CHE-107.787.577 MWST")
    ('SI15012557', 'CHE107787577MWST')
    """
    label, _colon, number = text.rpartition(":")
    return compact_identifier(_LABEL.sub("", (number if label and _has_figures(number) else text).strip()))


def vat_country(text: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) whose prefix a VAT number bears; None when it bears none that is known.

    >>> vat_country("EL123456789"), vat_country("CHE123456788"), vat_country("123456789")
    ('GR', 'CH', None)
    """
    prefix = _prefix(compact_vat_id(text))
    return _COUNTRIES.get(prefix, prefix) or None


def is_valid_vat_id(text: str) -> bool | None:
    """Whether form and check figures fit the country of the prefix; None without a known prefix.

    >>> is_valid_vat_id("SI15012557"), is_valid_vat_id("SI15012558"), is_valid_vat_id("15012557")
    (True, False, None)
    """
    verdict = _verdict(text)
    return None if verdict is None else verdict is Verdict.VALID


def has_vat_id_form(text: str) -> bool:
    """Whether a text has the form of a VAT number of its prefix, be its check figures right or wrong.

    >>> has_vat_id_form("SI15012558"), has_vat_id_form("SI1")
    (True, False)
    """
    return _verdict(text) in {Verdict.VALID, Verdict.WRONG_CHECKSUM}


def _verdict(text: str) -> Verdict | None:
    compact = compact_vat_id(text)
    prefix = _prefix(compact)
    if not prefix:
        return None
    suffix, bare = _SUFFIXES.get(prefix, ("", None))
    return judge(_MODULES[prefix], compact + suffix if bare and bare.fullmatch(compact) else compact)


def _prefix(compact: str) -> str:
    """The prefix of a compact VAT number; empty when it bears none that is known."""
    prefixes = (compact[:3], compact[:2])
    return next((prefix for prefix in prefixes if prefix in _MODULES and _has_figures(compact)), "")


def _has_figures(text: str) -> bool:
    return sum(char.isdigit() for char in text) >= 2
