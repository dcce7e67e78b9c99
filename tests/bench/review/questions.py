"""What people ask the list of documents for, by kind, in other words every time."""

from random import Random
from urllib.parse import urlencode

from tests.storage.crowd_rows import GOODS, TRADES, make_good, make_sellers, skewed

Asked = dict[str, str | int]
REVIEW: Asked = {"state": "review"}


def ask(random: Random, documents: int) -> dict[str, list[str]]:
    """The addresses of one round, over a crowd of so many documents: some find much, some little, some nothing."""
    kinds = {**_lists(random), **_filters(random, documents), **_searches(random, documents)}
    addresses = {kind: [f"/?{urlencode(each)}" for each in asked] for kind, asked in kinds.items()}
    return {**addresses, "bookings": _bookings(random, documents)}


def _lists(random: Random) -> dict[str, list[Asked]]:
    lists: list[Asked] = [{}, REVIEW, {"state": "reading"}, {"state": "rejected"}, {"state": "booked"}]
    late: list[Asked] = [{**each, "page": random.randint(2, 50)} for each in ({}, REVIEW, {"state": "booked"})]
    return {"list": lists, "late_page": late}


def _filters(random: Random, documents: int) -> dict[str, list[Asked]]:
    issuer = skewed(random, make_sellers(documents))
    doubt: Asked = {"field": random.choice(("iban", "due_date"))}
    other: Asked = {"finding": "br_co_15"}
    age = random.choice(("1", "3", "7", "30"))
    return {
        "by_doubt": [doubt, other, {**doubt, **other}, {**doubt, "whose": "me"}, {**doubt, "page": 3}],
        "by_issuer": [{"issuer": issuer}, {"issuer": issuer, **REVIEW}, {"issuer": issuer, **doubt}],
        "by_person": [{"whose": whose} for whose in ("me", "nobody", "somebody")],
        "by_due_date": [{"due": "overdue"}, {"due": "week", "whose": "me"}, {"due": "week", **doubt}],
        "by_age": [{"age": age}, {"age": age, **REVIEW}],
    }


def _searches(random: Random, documents: int) -> dict[str, list[Asked]]:
    trade, name, _ = skewed(random, make_sellers(documents)).split()
    number, amount = make_number(random, documents), f"{random.randint(100, 900000) / 100:.2f}"
    good, code = make_good(int(GOODS * random.random() ** 4)), f"{random.getrandbits(32):08x}"
    return {
        "search_issuer": [
            {"q": name},
            {"q": f"{trade} {name}"},
            {"q": random.choice(TRADES), **REVIEW},
            {"q": name[:2]},
        ],
        "search_number": [{"q": number}, {"q": number[-4:]}, {"q": number, **REVIEW}, {"q": f"{trade} {number[-4:]}"}],
        "search_amount": [{"q": amount}, {"q": amount, **REVIEW}, {"q": f"{name[:2]} {amount[:2]}"}],
        "search_text": [{"q": good}, {"q": code}, {"q": f"{good} kupferrohr"}, {"q": good, **REVIEW}],
        "search_all_or_none": [{"q": "scan"}, {"q": "rechnung"}, {"q": f"zeppelin {number[-4:]}"}],
    }


def _bookings(random: Random, documents: int) -> list[str]:
    words = skewed(random, make_sellers(documents)).split()[1], make_number(random, documents)
    return ["/bookings", *(f"/bookings?{urlencode({'q': word})}" for word in words)]


def make_number(random: Random, documents: int) -> str:
    """The number of one of the invoices, without its first letter."""
    number = random.randrange(documents)
    return f"{2024 + number % 3}-{number:05}"
