"""Numbers of generated companies, and references of payments: check figures right, where they are meant to be.

Bank codes are ones that no bank has; that a number is somebody's is an accident of its figures.
"""

from collections.abc import Callable
from random import Random
from typing import Any

from stdnum import luhn
from stdnum.ch import esr
from stdnum.fi import ytunnus
from stdnum.fr import siren, siret
from stdnum.se import orgnr

from flows.samples.numbers import fill_pattern, invent_iban, invent_vat_id, iso11649_check


def invent_vat(random: Random, country: dict[str, Any]) -> str:
    """The VAT number of a company; empty where there is none."""
    pattern = country.get("vat", "")
    if pattern == "FR":
        number = _until(random, "#########", siren.is_valid)
        return f"FR{(12 + 3 * (int(number) % 97)) % 97:02d}{number}"
    return invent_vat_id(random, pattern) if pattern else ""


def invent_tax_number(random: Random, country: dict[str, Any], vat: str) -> str:
    """The national tax number: another one, or the figures of the VAT number."""
    pattern = country.get("tax_number", "")
    if pattern == "vat":
        return vat[2:]
    if pattern == "hu":
        return f"{vat[2:]}-{random.choice('12')}-{random.randint(2, 44):02d}"
    return fill_pattern(random, pattern)


def invent_registration(random: Random, country: dict[str, Any], vat: str) -> str:
    """The number in the company register."""
    pattern = country.get("registration", "")
    special: dict[str, Callable[[], str]] = {
        "vat": lambda: vat[2:],
        "siret": lambda: _until(random, f"{vat[4:]}000##", siret.is_valid),
        "se": lambda: orgnr.format(vat[2:12]),
        "fi": lambda: ytunnus.format(vat[2:]),
    }
    return special[pattern]() if pattern in special else fill_pattern(random, pattern)


def invent_account(random: Random, code: str, country: dict[str, Any]) -> str:
    """An IBAN; empty in countries without. Swiss ones may have the institution of QR references."""
    pattern = country.get("bban", "")
    return invent_iban(random, code, fill_pattern(random, pattern)) if pattern else ""


def invent_qr_account(random: Random) -> str:
    """A Swiss account for QR references: its institution is 30000 to 31999."""
    return invent_iban(random, "CH", fill_pattern(random, "30###############"))


def spoil(random: Random, number: str) -> str:
    """The number with its last figure changed, so that its check fails."""
    at = max(place for place, mark in enumerate(number) if mark.isdigit())
    return number[:at] + str((int(number[at]) + random.randint(1, 9)) % 10) + number[at + 1 :]


def invent_reference(random: Random, country: str, figures: str, iban: str) -> tuple[str, str]:
    """A payment reference of a seller's country: its canonical form and how it is printed; both empty for none."""
    makers = {"SI": _si, "HR": _hr, "CH": _qrr, "BE": _ogm, "FI": _viite, "EE": _viite, "NO": _kid, "SE": _ocr}
    makers |= {"CZ": _symbol, "SK": _symbol}
    maker = makers.get(country)
    if country == "CH" and iban[4:6] not in {"30", "31"}:
        maker = None
    if maker and (country not in {"FI", "EE"} or random.random() < 0.85):
        return maker(random, figures)
    return _rf(random, figures) if random.random() < 0.45 else ("", "")


def _si(random: Random, figures: str) -> tuple[str, str]:
    model = random.choice(("00", "00", "00", "12", "05"))
    if model == "12":
        body = figures[-12:]
        check = 11 - sum(int(figure) * weight for weight, figure in enumerate(reversed(body), 2)) % 11
        body += str(0 if check > 9 else check)
    else:
        body = random.choice((figures, f"{figures[:2]}-{figures[2:]}", f"{random.randint(1, 99)}-{figures}"))
    blank = random.choice((" ", " ", ""))
    return f"SI{model}{body}", f"SI{model}{blank}{body}"


def _hr(random: Random, figures: str) -> tuple[str, str]:
    body = random.choice((figures, f"{random.randint(10, 999)}-{figures}", f"{figures}-{random.randint(10, 99)}"))
    return f"HR00{body}", random.choice((f"HR00 {body}", f"HR00{body}"))


def _qrr(_random: Random, figures: str) -> tuple[str, str]:
    body = figures.rjust(26, "0")
    whole = body + esr.calc_check_digit(body)
    return whole, esr.format(whole)


def _ogm(random: Random, figures: str) -> tuple[str, str]:
    body = f"{random.randint(1, 99):02d}{figures[-8:].rjust(8, '0')}"
    whole = f"{body}{int(body) % 97 or 97:02d}"
    grouped = f"+++{whole[:3]}/{whole[3:7]}/{whole[7:]}+++"
    return grouped, grouped


def _viite(random: Random, figures: str) -> tuple[str, str]:
    body = f"{random.randint(1, 9)}{figures[-11:]}"
    total = sum(int(figure) * (7, 3, 1)[at % 3] for at, figure in enumerate(reversed(body)))
    whole = f"{body}{-total % 10}"
    return whole, _in_groups(whole, 5)


def _kid(random: Random, figures: str) -> tuple[str, str]:
    body = f"{random.randint(1, 999):03d}{figures[-12:]}"
    whole = body + luhn.calc_check_digit(body)
    return whole, whole


def _ocr(random: Random, figures: str) -> tuple[str, str]:
    return _kid(random, figures)


def _symbol(_random: Random, figures: str) -> tuple[str, str]:
    return figures[-10:], figures[-10:]


def _rf(_random: Random, figures: str) -> tuple[str, str]:
    whole = f"RF{iso11649_check(figures)}{figures}"
    return whole, _in_groups(whole, 4, from_left=True)


def _in_groups(text: str, size: int, *, from_left: bool = False) -> str:
    first = 0 if from_left else len(text) % size
    parts = ([text[:first]] if first else []) + [text[at : at + size] for at in range(first, len(text), size)]
    return " ".join(parts)


def _until(random: Random, pattern: str, is_right: Callable[[str], bool]) -> str:
    while True:
        number = fill_pattern(random, pattern)
        if is_right(number):
            return number
