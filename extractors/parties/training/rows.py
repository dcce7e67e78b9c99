"""Single rows of a generated invoice, whatever it is about: labels, figures, amounts, numbers, products."""

from dataclasses import dataclass
from random import Random

from babel.core import Locale

from extractors.parties.training.pieces import PieceLine, line_of
from extractors.parties.training.vocabulary import Words

_COUNTRIES = ("SI", "DE", "FR", "US", "GB", "IT", "PL", "SE", "IN", "MY", "ES")
_PHONES = ("Tel.:", "Phone:", "T:", "Fax", "Tel")
_MODELS = ("", "", "A4", "XL", "M185", "2.0 TDI", "500 ml", "100 GB")
_METAS = ("invoice_number", "issue_date", "due_date", "order_reference", "other_number", "date")
_BABEL = {"no": "nb", "ms": "id"}


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes rows with one language's words from one source of chance."""

    random: Random
    words: Words
    held_out: bool

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def label(self, *meanings: str) -> str:
        """A label of one of the meanings, in some case, with or without a colon."""
        text = self.random.choice(self.words.labels[self.random.choice(meanings)])
        cased = self.random.choice([text.capitalize(), text.capitalize(), text.title(), text.upper()])
        return f"{cased}:" if self.chance(0.5) else cased

    def title(self) -> str:
        return self.label("invoice", "invoice", "invoice", "credit_note", "receipt").rstrip(":")

    def headings(self) -> str:
        """Labels beside each other, their values somewhere else."""
        meanings = self.random.choices(list(self.words.labels), k=self.random.choice((2, 3, 4)))
        return " ".join(self.label(meaning).rstrip(":") for meaning in meanings)

    def meta_row(self) -> PieceLine:
        meaning = self.random.choice(_METAS)
        return line_of(self.label(meaning), self._day() if "date" in meaning else self._number())

    def vat_row(self) -> PieceLine:
        country = self.random.choice(("SI", "DE", ""))
        return line_of(self.label("vat_id", "tax_number", "registration_id"), f"{country}{self._digits(8)}")

    def phone_row(self) -> PieceLine:
        return line_of(self.random.choice(_PHONES), f"+{self._digits(2)} {self._digits(8)}")

    def mail_row(self) -> PieceLine:
        return line_of(self.random.choice(("E-mail:", "", "Email")), f"info@{self._domain()}")

    def web_row(self) -> PieceLine:
        return line_of(f"www.{self._domain()}")

    def country_row(self) -> PieceLine:
        locale = Locale.parse(_BABEL.get(self.words.language, self.words.language))
        country = str(locale.territories[self.random.choice(_COUNTRIES)])
        return line_of(self.random.choice([country, country.upper()]))

    def product(self) -> str:
        """A known product, or any words with the name of a model."""
        words = self.random.choices(self.words.fillers, k=self.random.choice((1, 2, 3, 4)))
        own = " ".join([*words, self.random.choice(_MODELS)]).strip()
        product = self.random.choice([self.random.choice(self.words.products), own.capitalize(), own.title()])
        return self.random.choice([product, product, product.upper()])

    def amount(self) -> str:
        number = f"{self.random.choice([9, 99, 999, 4999]) * self.random.random():,.2f}"
        continental = number.replace(",", " ").replace(".", ",")
        return self.random.choice([number, continental, f"€ {number}", f"${number}", f"{number} EUR"])

    def _domain(self) -> str:
        return f"{self.random.choice(self.words.last_names).lower()}.{self.random.choice(('com', 'de', 'si', 'eu'))}"

    def _day(self) -> str:
        return f"{self.random.randint(1, 28)}.{self.random.randint(1, 12)}.20{self.random.randint(10, 30)}"

    def _number(self) -> str:
        return f"{self.random.choice(('', 'INV-', 'RE', '2024-'))}{self.random.randint(10, 999999)}"

    def _digits(self, count: int) -> int:
        return self.random.randint(10 ** (count - 1), 10**count - 1)
