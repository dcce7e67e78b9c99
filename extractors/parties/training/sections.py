"""The parts of a generated invoice: blocks of parties, sender lines, tables, totals, banks, footers.

Each maker gives rows of pieces; how they are put together is for the layouts.
"""

from dataclasses import dataclass
from random import Random

from babel.core import Locale

from extractors.parties.training.companies import make_company, make_person
from extractors.parties.training.pieces import Piece, PieceLine, line_of
from extractors.parties.training.vocabulary import Words

_CONTACTS = (
    "Contact",
    "Attn",
    "Attention",
    "Ansprechpartner",
    "Bearbeiter",
    "Referent",
    "Kontakt",
    "Vystavil",
    "Prepared by",
)
_MANAGERS = (
    "Geschäftsführer",
    "CEO",
    "Direktor",
    "Director",
    "Gérant",
    "Vorstand",
    "Inhaber",
    "Account Executive",
    "Salesperson",
)
_SALUTATIONS = (
    "Herrn",
    "Frau",
    "Herr",
    "Mr.",
    "Mrs.",
    "Ms.",
    "M.",
    "Mme",
    "Firma",
    "Fa.",
    "Gospod",
    "Sig.",
    "Spett.le",
    "Messrs",
    "Pan",
)
_BANKS = (
    "Deutsche Bank",
    "Sparkasse {}",
    "Volksbank {}",
    "ING",
    "Raiffeisenbank {}",
    "NLB d.d.",
    "BNP Paribas",
    "Erste Bank",
)
_MORE_BANKS = (
    "Nordea",
    "UniCredit Bank",
    "Citibank N.A.",
    "Maybank",
    "HDFC Bank",
    "Banco Santander",
    "Crédit Agricole",
    "{} Bank",
)
_COLUMNS = {
    "en": "Description Qty Unit Price Amount",
    "de": "Pos. Bezeichnung Menge Einzelpreis Gesamt",
    "fr": "Désignation Qté P.U. HT Montant",
}


@dataclass(frozen=True, slots=True)
class Party:
    """A made-up seller or buyer; `tag` is `ORG` or `PERSON`."""

    name: str
    tag: str
    street: str
    postcode: str
    place: str

    @property
    def piece(self) -> Piece:
        return Piece(self.name, self.tag)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes sections with one language's words from one source of chance."""

    random: Random
    words: Words
    held_out: bool

    def party(self, people: float) -> Party:
        is_person = self.random.random() < people
        make = make_person(self.random, self.words) if is_person else ""
        name = make or make_company(self.random, self.words, held_out=self.held_out)
        choose, words = self.random.choice, self.words
        return Party(
            name, "PERSON" if is_person else "ORG", choose(words.streets), choose(words.postcodes), choose(words.places)
        )

    def label(self, *meanings: str) -> str:
        """A label of one of the meanings, in some case, with or without a colon."""
        text = self.random.choice(self.words.labels[self.random.choice(meanings)])
        cased = self.random.choice([text.capitalize(), text.title(), text.upper(), text.capitalize()])
        return cased + (":" if self.random.random() < 0.5 else "")

    def place_line(self, party: Party) -> str:
        first, second = party.postcode, party.place
        state = self.random.choice(["CA", "NY", "MI", "TX", "GA"])
        english = [f"{second}, {state} {first}", f"{second} {first}", f"{second}, {first}"]
        forms = (
            english
            if self.words.language in {"en", "ms"}
            else [f"{first} {second}"] * 4 + [f"D-{first} {second}", f"DE {first} {second}"]
        )
        return self.random.choice(forms)

    def block(self, party: Party) -> list[PieceLine]:
        """Name, street, place, and what else stands below."""
        rows = [self._name_row(party)]
        if party.tag == "ORG" and self.random.random() < 0.22:
            rows.append(self._contact_row(labelled=self.random.random() < 0.6))
        if self.random.random() < 0.12:
            rows.append(
                line_of(
                    self.random.choice(
                        ["Accounts Payable", "Buchhaltung", "Einkauf", "Suite 600", "2nd Floor", "P.O. Box 4711"]
                    )
                )
            )
        rows += [line_of(Piece(party.street, "ADDRESS")), line_of(Piece(self.place_line(party), "ADDRESS"))]
        if self.random.random() < 0.3:
            rows.append(line_of(self._country()))
        extras = (self.vat_row, self.phone_row, self.mail_row, self.web_row)
        return rows + [extra() for extra in self.random.sample(extras, self.random.choice((0, 0, 1, 2, 3)))]

    def sender_line(self, party: Party) -> PieceLine:
        """The small line above a window envelope."""
        mark = self.random.choice(["·", "|", "-", ",", "•", "*"])
        return line_of(
            party.piece, mark, Piece(party.street, "ADDRESS"), mark, Piece(self.place_line(party), "ADDRESS")
        )

    def meta_row(self) -> PieceLine:
        meaning = self.random.choice(
            ["invoice_number", "issue_date", "due_date", "order_reference", "other_number", "date"]
        )
        return line_of(self.label(meaning), self._figure(meaning))

    def table(self) -> list[PieceLine]:
        header = _COLUMNS.get(self.words.language, self.random.choice(list(_COLUMNS.values())))
        rows = [line_of(self.random.choice([header, header.upper(), self._headings()]))]
        for _ in range(self.random.choice((1, 2, 3, 4))):
            rows.append(line_of(self._product(), f"{self.random.randint(1, 20)} {self.amount()} {self.amount()}"))
        return rows

    def _headings(self) -> str:
        """Labels beside each other, their values somewhere else."""
        meanings = self.random.choices(list(self.words.labels), k=self.random.choice((2, 3, 4)))
        return " ".join(self.label(meaning).rstrip(":") for meaning in meanings)

    def _product(self) -> str:
        """A known product, or any words with the name of a make or a model."""
        made_up = [*self.random.choices(self.words.fillers, k=self.random.choice((1, 2, 3, 4)))]
        made_up.append(
            self.random.choice(
                [
                    "",
                    f"{self.random.randint(1, 900)}",
                    "A4",
                    "XL",
                    f"M{self.random.randint(1, 99)}",
                    "2.0 TDI",
                    "500 ml",
                ]
            )
        )
        own = " ".join(made_up).strip()
        product = self.random.choice([self.random.choice(self.words.products), own.capitalize(), own.title()])
        return self.random.choice([product, product, product.upper()])

    def totals(self) -> list[PieceLine]:
        meanings = self.random.sample(
            ["total_net", "total_tax", "total_gross", "amount_due", "subtotal"], self.random.choice((1, 2, 3))
        )
        return [line_of(self.label(meaning), self.amount()) for meaning in meanings]

    def bank(self, party: Party) -> list[PieceLine]:
        name = self.random.choice(_BANKS + _MORE_BANKS).format(self.random.choice(self.words.places))
        rows = [line_of(*([] if self.random.random() < 0.5 else ["Bank:"]), Piece(name, "BANK"))]
        rows.append(line_of("IBAN:", f"{self.words.language.upper()}{self.random.randint(10, 99)} 1910 0000 0123 438"))
        if self.random.random() < 0.4:
            rows.insert(0, line_of(self.label("seller"), party.piece))
        return rows

    def notes(self) -> list[PieceLine]:
        rows = [line_of(self.random.choice(self.words.sentences))]
        if self.random.random() < 0.4:
            rows.append(line_of(self._headings()))
        if self.random.random() < 0.4:
            rows.append(line_of(f"{self._product()} {self._product().lower()}"))
        if self.random.random() < 0.4:
            rows.append(self._contact_row(labelled=True))
        return rows

    def footer(self, party: Party) -> list[PieceLine]:
        rows = [self.sender_line(party)]
        if self.random.random() < 0.5:
            rows.append(
                line_of(f"{self.random.choice(_MANAGERS)}:", Piece(make_person(self.random, self.words), "CONTACT"))
            )
        return [*rows, self.vat_row()] if self.random.random() < 0.5 else rows

    def title(self) -> str:
        return self.label("invoice", "invoice", "invoice", "credit_note", "receipt").rstrip(":")

    def amount(self) -> str:
        number = f"{self.random.choice([9, 99, 999, 4999]) * self.random.random():,.2f}"
        return self.random.choice(
            [number, number.replace(",", " ").replace(".", ","), f"€ {number}", f"${number}", f"{number} EUR"]
        )

    def vat_row(self) -> PieceLine:
        return line_of(
            self.label("vat_id", "tax_number", "registration_id"),
            f"{self.random.choice(['SI', 'DE', ''])}{self.random.randint(10**7, 10**9)}",
        )

    def phone_row(self) -> PieceLine:
        return line_of(
            self.random.choice(["Tel.:", "Phone:", "T:", "Fax", "Tel"]),
            f"+{self.random.randint(1, 99)} {self.random.randint(10**6, 10**9)}",
        )

    def mail_row(self) -> PieceLine:
        return line_of(
            self.random.choice(["E-mail:", "", "Email"]),
            f"info@{self.random.choice(self.words.last_names).lower()}.com",
        )

    def web_row(self) -> PieceLine:
        return line_of(
            f"www.{self.random.choice(self.words.last_names).lower()}.{self.random.choice(['com', 'de', 'si', 'eu'])}"
        )

    def _name_row(self, party: Party) -> PieceLine:
        chance = self.random.random()
        if chance < 0.06:
            return line_of(self.random.choice(_SALUTATIONS), party.piece)
        return (
            line_of(self.random.choice(["Name:", "Firma:", "Naziv:"]), party.piece)
            if chance < 0.11
            else line_of(party.piece)
        )

    def _contact_row(self, *, labelled: bool) -> PieceLine:
        contact = Piece(make_person(self.random, self.words), "CONTACT")
        return line_of(f"{self.random.choice(_CONTACTS)}:", contact) if labelled else line_of(contact)

    def _country(self) -> str:
        territories = Locale.parse({"no": "nb", "ms": "id"}.get(self.words.language, self.words.language)).territories
        country = str(
            territories[self.random.choice(["SI", "DE", "FR", "US", "GB", "IT", "PL", "SE", "IN", "MY", "ES"])]
        )
        return self.random.choice([country, country.upper()])

    def _figure(self, meaning: str) -> str:
        if "date" in meaning:
            return f"{self.random.randint(1, 28)}.{self.random.randint(1, 12)}.20{self.random.randint(10, 30)}"
        return f"{self.random.choice(['', 'INV-', 'RE', '2024-'])}{self.random.randint(10, 999999)}"
