"""Invent bills of an issuer: to whom, what, when and how much. The same seed gives the same bill."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from flows.papers.bills import Bill, BillLine, Kind, Regime
from flows.papers.companies import Company, invent_buyer
from flows.papers.issuers import Issuer, countries
from flows.papers.numbers import invent_reference
from flows.samples.numbers import fill_pattern
from models.money import round_half_up

FIRST_DAY, DAYS = date(2021, 1, 5), 2060
_EURO_COUNTRIES = ("AT", "DE", "HR", "IT", "SI", "HU", "FR", "NL", "PL", "CZ")
_SCALE = {"EUR": 1.0, "HUF": 380.0, "CZK": 25.0, "PLN": 4.3, "RON": 5.0, "SEK": 11.0, "DKK": 7.5, "NOK": 11.5}
_KINDS = {Kind.INVOICE: 72, Kind.CREDIT_NOTE: 8, Kind.RECEIPT: 6, Kind.REMINDER: 3, Kind.PROFORMA: 4}
_KINDS |= {Kind.DELIVERY_NOTE: 3, Kind.STATEMENT: 2, Kind.LETTER: 2}
_QUALIFIERS = ("", "", "", " - {a}", ", tip {a}", " ({n} mm)", ", {m}/{y}", " {a}-{n}", ", serie {a}")


def choose_kind(random: Random) -> Kind:
    return random.choices(list(_KINDS), list(_KINDS.values()))[0]


def invent_bill(random: Random, issuer: Issuer, kind: Kind) -> Bill:
    """A bill of that kind."""
    issued = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    regime = _regime(random, issuer)
    buyer = _buyer(random, issuer, regime)
    minor = issuer.forms.minor
    bill = Bill(
        kind=kind,
        number=_number(random, issuer, issued),
        issued=issued,
        currency=issuer.currency,
        minor=minor,
        seller=issuer.company,
        buyer=buyer,
        regime=regime,
        inclusive=kind is Kind.RECEIPT or _sells_with_tax(random, kind, regime),
        lines=_lines(random, issuer, kind, issued, regime),
        facts=_facts(random, issuer, issued),
    )
    return _with_terms(random, issuer, _with_charges(random, bill))


def _sells_with_tax(random: Random, kind: Kind, regime: Regime) -> bool:
    """Whether an invoice has prices with tax, as those of shops do."""
    return kind is Kind.INVOICE and regime is Regime.TAXED and random.random() < 0.06


def _with_charges(random: Random, bill: Bill) -> Bill:
    """A discount on the whole, shipping, and what was paid before."""
    if bill.inclusive:
        return bill
    unit = Decimal(1).scaleb(-bill.minor)
    price = (bill.line_sum / random.randint(20, 60)).quantize(Decimal(1)) + unit * random.choice((0, 90, 50))
    bill = replace(
        bill,
        allowance=Decimal(random.choice((2, 3, 5, 10, 15))) if random.random() < 0.1 else Decimal(0),
        shipping=round_half_up(price, bill.minor) if random.random() < 0.12 else Decimal(0),
    )
    if bill.kind is not Kind.INVOICE:
        return bill
    if random.random() < 0.1:
        shares = (bill.total * Decimal(random.choice(("0.2", "0.3", "0.5")))).quantize(Decimal(1))
        return replace(bill, prepaid=shares)
    return replace(bill, paid=random.random() < 0.05)


def _with_terms(random: Random, issuer: Issuer, bill: Bill) -> Bill:
    """When it is due, when delivered, ordered under which number, to be paid with which reference."""
    sells = bill.kind in {Kind.INVOICE, Kind.PROFORMA}
    due = bill.issued + timedelta(days=random.choice((0, 7, 8, 14, 15, 21, 30, 30, 45, 60)))
    delivered = bill.issued - timedelta(days=random.choice((0, 0, 1, 2, 3, 5, 10, 20)))
    figures = "".join(figure for figure in bill.number if figure.isdigit())[-11:].zfill(4)
    reference = invent_reference(random, issuer.company.country, figures, issuer.company.iban) if sells else ("", "")
    has_order = random.random() < 0.35 and bill.kind is not Kind.RECEIPT
    return replace(
        bill,
        due=due if random.random() < 0.72 and sells and not bill.paid else None,
        delivered=delivered if random.random() < 0.5 and bill.kind is not Kind.RECEIPT else None,
        order=_filled(random, issuer.order_pattern, bill.issued) if has_order else "",
        reference=reference[0],
        printed_reference=reference[1],
    )


def _regime(random: Random, issuer: Issuer) -> Regime:
    if issuer.regime is Regime.SMALL:
        return Regime.SMALL
    other = random.random() < 0.07 and bool(issuer.country.get("vat"))
    return random.choice((Regime.REVERSE_CHARGE, Regime.REVERSE_CHARGE, Regime.EXEMPT)) if other else Regime.TAXED


def _buyer(random: Random, issuer: Issuer, regime: Regime) -> Company:
    """Who buys; one abroad, with a VAT number, where the tax is theirs."""
    code, language = issuer.company.country, issuer.language
    if regime in {Regime.REVERSE_CHARGE, Regime.EXEMPT}:
        code = random.choice([other for other in _EURO_COUNTRIES if other != code])
        language = countries()[code]["languages"][0]
    buyer = invent_buyer(random, code, countries()[code], language, held_out=issuer.held_out)
    while regime is not Regime.TAXED and regime is not Regime.SMALL and not buyer.vat_id:
        buyer = invent_buyer(random, code, countries()[code], language, held_out=issuer.held_out)
    return buyer


def _number(random: Random, issuer: Issuer, issued: date) -> str:
    count = random.choice((random.randint(3, 99), random.randint(100, 2999), random.randint(1000, 9999)))
    customer = random.randint(100, 999)
    parts = {"y": f"{issued:%Y}", "yy": f"{issued:%y}", "m": f"{issued:%m}", "n": count, "c": customer}
    return issuer.number_pattern.format(**parts)


def _filled(random: Random, pattern: str, day: date) -> str:
    return fill_pattern(random, pattern.format(y=f"{day:%Y}", yy=f"{day:%y}"))


def _facts(random: Random, issuer: Issuer, issued: date) -> dict[str, str]:
    """What else stands beside number and dates: most of it looks like something else."""
    day = issuer.forms.day(issued - timedelta(days=random.randint(2, 25)))
    month_ago = issuer.forms.day(issued - timedelta(days=30))
    possible = {
        "customer": str(random.randint(1000, 99999)),
        "note": f"{random.randint(100, 99999)}",
        "order_date": day,
        "contract": f"{random.randint(1, 99):02d}-{random.randint(100, 999)}",
        "clerk": issuer.company.contact,
        "period": f"{month_ago} – {issuer.forms.day(issued)}",
        "currency": issuer.currency,
    }
    count = random.choice((0, 0, 1, 1, 2, 3, 4))
    chosen = random.sample(sorted(possible), count)
    return {key: possible[key] for key in possible if key in chosen}


def _lines(random: Random, issuer: Issuer, kind: Kind, issued: date, regime: Regime) -> tuple[BillLine, ...]:
    """Few lines mostly, sometimes enough for pages; cheap things in larger numbers."""
    count = random.choice(
        (1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12, 20, 45) if kind is not Kind.RECEIPT else (1, 2, 3, 4, 6, 8)
    )
    goods = issuer.wording.goods
    rates = [Decimal(rate) for rate in issuer.country["rates"]]
    rates = [random.choice(rates)] if issuer.company.country == "US" else rates
    mixed = random.random() < 0.3
    discounted = random.random() < 0.15
    groups = 1 if count < 5 or random.random() < 0.6 else random.randint(2, 4)
    lines = []
    for at in range(count):
        description, unit, price = goods[at % len(goods)] if count > len(goods) else random.choice(goods)
        rate = random.choice(rates) if mixed and random.random() < 0.5 else rates[0]
        lines.append(
            BillLine(
                description=_described(random, description, issued),
                article=f"{random.choice('ABKMRST')}{random.randint(100, 99999)}",
                quantity=_quantity(random, unit, price),
                unit=issuer.wording.unit(unit),
                unit_price=_price(random, price, issuer),
                discount=Decimal(random.choice((0, 5, 10, 20))) if discounted else Decimal(0),
                rate=rate if regime is Regime.TAXED else Decimal(0),
                group=at * groups // count,
                minor=issuer.forms.minor,
            )
        )
    return tuple(lines)


def _described(random: Random, description: str, issued: date) -> str:
    """The good, at times with a type, a measure or a month, and seldom with more than a line holds."""
    parts = {"a": random.choice("ABCDEFGHKLMX") + str(random.randint(1, 90)), "n": random.randint(5, 400)}
    text = description + random.choice(_QUALIFIERS).format(**parts, m=f"{issued:%m}", y=f"{issued:%Y}")
    if random.random() < 0.08:
        text += f", {description.lower()}, EAN 383{random.randint(10**9, 10**10 - 1)}"
    return text


def _price(random: Random, price: float, issuer: Issuer) -> Decimal:
    """The price of the good, more or less, in the issuer's currency; a few have four decimals."""
    home = issuer.country["currency"]
    scale = 1.0 if issuer.currency == home else 1 / _SCALE.get(home, 1.0)
    value = Decimal(str(round(price * scale * random.uniform(0.6, 1.9), 4)))
    places = 4 if random.random() < 0.06 else issuer.forms.minor
    return max(round_half_up(value, places), Decimal(1).scaleb(-places))


def _quantity(random: Random, unit: str, price: float) -> Decimal:
    if unit in {"hour", "kilo", "metre"}:
        return Decimal(random.randint(2, 160)) / random.choice((1, 2, 4, 10))
    if unit in {"month", "flat"}:
        return Decimal(random.choice((1, 1, 1, 2, 3, 12)))
    if price < 2:
        return Decimal(random.choice((10, 25, 50, 100, 200, 500, 1000)))
    return Decimal(random.choice((1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 12, 20)))
