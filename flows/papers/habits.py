"""Small habits of an issuer that are neither words nor places: what it repeats, where it writes the currency."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Habits:
    """Yes or no for each habit; `quantity_places` are the least decimals of quantities."""

    writes_minus: bool
    quantity_places: int
    rate_sign: bool
    money_in_lines: bool
    currency_in_heads: bool
    currency_at_total: bool
    repeats_due: bool
    plain_tax_label: bool
    sums_taxes: bool
    shows_zero_tax: bool
    compact_iban: bool
    buyer_vat_in_facts: bool
    number_in_title_only: bool
    all_accounts: bool
    shows_bic: bool
    due_in_sentence: bool
    date_in_title: bool
    place_and_date: bool
    small_print: int
    terms_page: bool


def choose_habits(random: Random) -> Habits:
    def often(share: float) -> bool:
        return random.random() < share

    return Habits(
        writes_minus=often(0.6),
        quantity_places=random.choice((0, 0, 0, 0, 2, 3)),
        rate_sign=often(0.6),
        money_in_lines=often(0.25),
        currency_in_heads=often(0.25),
        currency_at_total=often(0.4),
        repeats_due=often(0.3),
        plain_tax_label=often(0.4),
        sums_taxes=often(0.5),
        shows_zero_tax=often(0.6),
        compact_iban=often(0.2),
        buyer_vat_in_facts=often(0.35),
        number_in_title_only=often(0.5),
        all_accounts=often(0.6),
        shows_bic=often(0.7),
        due_in_sentence=often(0.15),
        date_in_title=often(0.25),
        place_and_date=often(0.08),
        small_print=random.choice((0, 0, 1, 2, 3)),
        terms_page=often(0.05),
    )
