"""The parts of a generated invoice: blocks of parties, sender lines, tables, totals, banks, footers.

Each maker gives rows of pieces; how they are put together is for the layouts.
"""

from dataclasses import dataclass

from extractors.parties.training.companies import make_company, make_person
from extractors.parties.training.pieces import Piece, PieceLine, line_of
from extractors.parties.training.rows import RowMaker

_CONTACTS = (
    *("Contact", "Attn", "Attention", "Ansprechpartner", "Bearbeiter", "Referent", "Kontakt", "Vystavil"),
    *("Prepared by", "Salesperson", "Account Executive", "z. Hd.", "v rokah", "c/o"),
)
_MANAGERS = ("Geschäftsführer", "CEO", "Direktor", "Director", "Gérant", "Vorstand", "Managing Director")
_SALUTATIONS = (
    *("Herrn", "Frau", "Herr", "Mr.", "Mrs.", "Ms.", "M.", "Mme", "Firma", "Fa.", "Gospod", "Sig.", "Spett.le"),
    *("Messrs", "Pan", "An", "To"),
)
_NAME_LABELS = ("Name:", "Firma:", "Naziv:", "Company:", "Name", "Nom:")
_BANKS = (
    *("Deutsche Bank", "Sparkasse {}", "Volksbank {}", "ING", "Raiffeisenbank {}", "NLB d.d.", "BNP Paribas"),
    *("Erste Bank", "Nordea", "UniCredit Bank", "Citibank N.A.", "Maybank", "HDFC Bank", "Banco Santander"),
    *("Crédit Agricole", "{} Bank", "Commerzbank {}", "Bank of {}", "Postbank {}", "Hausbank {}"),
)
_DEPARTMENTS = (
    "Accounts Payable",
    "Buchhaltung",
    "Einkauf",
    "Suite 600",
    "2nd Floor",
    "P.O. Box 4711",
    "Računovodstvo",
)
_COLUMNS = {
    "en": "Description Qty Unit Price Amount",
    "de": "Pos. Bezeichnung Menge Einzelpreis Gesamt",
    "fr": "Désignation Qté P.U. HT Montant",
}
_MARKS = ("·", "|", "-", ",", "•", "*")
_STATES = ("CA", "NY", "MI", "TX", "GA")
_TOTALS = ("total_net", "total_tax", "total_gross", "amount_due", "subtotal")


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


class Maker(RowMaker):
    """Makes whole sections."""

    __slots__ = ()

    def party(self, people: float) -> Party:
        """A party that is a person as often as `people` says."""
        is_person = self.chance(people)
        name = make_person(self.random, self.words) if is_person else self._company()
        choose, words = self.random.choice, self.words
        tag = "PERSON" if is_person else "ORG"
        return Party(name, tag, choose(words.streets), choose(words.postcodes), choose(words.places))

    def block(self, party: Party) -> list[PieceLine]:
        """Name, street, place, and what else stands below."""
        rows = [self._name_row(party)]
        if party.tag == "ORG" and self.chance(0.22):
            rows.append(self._contact_row(labelled=self.chance(0.6)))
        if self.chance(0.12):
            rows.append(line_of(self.random.choice(_DEPARTMENTS)))
        rows += [line_of(Piece(party.street, "ADDRESS")), line_of(self._place(party))]
        if self.chance(0.3):
            rows.append(self.country_row())
        extras = (self.vat_row, self.phone_row, self.mail_row, self.web_row)
        return rows + [extra() for extra in self.random.sample(extras, self.random.choice((0, 0, 1, 2, 3)))]

    def sender_line(self, party: Party) -> PieceLine:
        """The small line above a window envelope."""
        mark = self.random.choice(_MARKS)
        return line_of(party.piece, mark, Piece(party.street, "ADDRESS"), mark, self._place(party))

    def table(self) -> list[PieceLine]:
        header = _COLUMNS.get(self.words.language, self.random.choice(list(_COLUMNS.values())))
        rows = [line_of(self.random.choice([header, header.upper(), self.headings()]))]
        return rows + [self._item_row() for _ in range(self.random.choice((1, 2, 3, 4)))]

    def totals(self) -> list[PieceLine]:
        meanings = self.random.sample(_TOTALS, self.random.choice((1, 2, 3)))
        return [line_of(self.label(meaning), self.amount()) for meaning in meanings]

    def bank(self, party: Party) -> list[PieceLine]:
        """The bank and the account, sometimes with its holder."""
        bank = Piece(self.random.choice(_BANKS).format(self.random.choice(self.words.places)), "BANK")
        holder = [line_of(self.label("seller"), party.piece)] if self.chance(0.4) else []
        account = f"{self.words.language.upper()}{self.random.randint(10, 99)} 1910 0000 0123 438"
        return [*holder, line_of("Bank:", bank) if self.chance(0.5) else line_of(bank), line_of("IBAN:", account)]

    def notes(self) -> list[PieceLine]:
        """Sentences, headings and other rows that name no party."""
        rows = [line_of(self.random.choice(self.words.sentences))]
        if self.chance(0.4):
            rows.append(line_of(self.headings()))
        if self.chance(0.4):
            rows.append(line_of(f"{self.product()} {self.product().lower()}"))
        return [*rows, self._contact_row(labelled=True)] if self.chance(0.4) else rows

    def footer(self, party: Party) -> list[PieceLine]:
        rows = [self.sender_line(party)]
        if self.chance(0.5):
            manager = Piece(make_person(self.random, self.words), "CONTACT")
            rows.append(line_of(f"{self.random.choice(_MANAGERS)}:", manager))
        return [*rows, self.vat_row()] if self.chance(0.5) else rows

    def _company(self) -> str:
        return make_company(self.random, self.words, held_out=self.held_out)

    def _place(self, party: Party) -> Piece:
        code, place = party.postcode, party.place
        if self.words.language in {"en", "ms"}:
            forms = [f"{place}, {self.random.choice(_STATES)} {code}", f"{place} {code}", f"{place}, {code}"]
        else:
            forms = [*[f"{code} {place}"] * 4, f"D-{code} {place}", f"DE {code} {place}"]
        return Piece(self.random.choice(forms), "ADDRESS")

    def _item_row(self) -> PieceLine:
        return line_of(self.product(), f"{self.random.randint(1, 20)} {self.amount()} {self.amount()}")

    def _name_row(self, party: Party) -> PieceLine:
        before = self.random.choice(_SALUTATIONS if self.chance(0.55) else _NAME_LABELS)
        return line_of(before, party.piece) if self.chance(0.12) else line_of(party.piece)

    def _contact_row(self, *, labelled: bool) -> PieceLine:
        contact = Piece(make_person(self.random, self.words), "CONTACT")
        mark = self.random.choice((":", ""))
        return line_of(f"{self.random.choice(_CONTACTS)}{mark}", contact) if labelled else line_of(contact)
