"""What the words around a date say of it, where no label of a form stands: prose, ranges, composite labels.

Bis 28.03. 2 % Skonto, bis 13.04. ohne Abzug     what follows tells the due date from that of the discount
erstmals fällig am 15.03.                        another instalment's date, not this invoice's
Lieferungen vom 1.4. bis 30.4.                   a range is of a period; neither end is the issue date
Ljubljana, 3. 4. 2025                            place and date, as letters begin
Auftrag / Datum   1400339 / 26.02.2025           the date belongs to what the label names
Facture d'origine FA-17 du 2.6.                  another document's date
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.fields.dated_numbers import is_dated_number
from extractors.fields.figures import Day
from extractors.fields.labels import Label
from extractors.fields.survey import Survey
from models.month_names import fold, months_named
from models.terms import Term

DISCOUNT = -3.0
OTHER_INSTALMENT = -3.5
RANGE: Mapping[Term, float] = {Term.ISSUE_DATE: -4.0, Term.DUE_DATE: -3.0, Term.DELIVERY_DATE: 0.0}
BEGIN_OF_RANGE = -2.5
"""What is delivered over a time is delivered when it ends."""
NUMBER = -5.0
PLACE_AND_DATE = 2.0
OTHER_DOCUMENT = -3.0
_CLAUSE = re.compile(r"[;]|,\s(?!\d)|\.\s+(?=[A-ZÀ-Ž])")
_WITHOUT_DEDUCTION = re.compile(
    r"\W{0,3}(?:ohneabzug|rein?netto|netto|ohneskonto|netofdiscount|sansescompte|senzasconto|zonderkorting|brezodbitka)"
)
_DEBITED = re.compile(r"[^.;]{0,40}?(?:abgebucht|eingezogen|belastet|preleve|debited)")
_DISCOUNTS = (
    r"(?:skont|discount|d?.?escompte|remise|sconto|descuento|desconto|rabat|korting|popust|sleva|slevu|slevy|zlava|zlavu|zlavy"
    r"|kedvezmeny|alennu|nuolaid|atlaid|allahindlus|soodustus|reducer|εκπτωσ|отстъпк|kassarabatt|kontantrabat)"
)
_WITH_DISCOUNT = re.compile(
    rf"\W{{0,3}}(?:mit|abzgl\.?|abzuglich|avec|less|con|met|z|s)?[\d.,]*%?{_DISCOUNTS}"
    rf"|[^\d.;%]{{0,30}}[\d.,]+%[^\d.;]{{0,6}}{_DISCOUNTS}"
)
_DISCOUNT_BEFORE = re.compile(
    rf"(?:[\d.,]+%[^\d.;]{{0,6}}{_DISCOUNTS}|{_DISCOUNTS}[^\d.;]{{0,6}}[\d.,]+%)(?!.*(?:netto|ohneabzug|fallig|due|net\b))"
)
_BY_THE_DAY = re.compile(r"-?(?:napjaig|ig(?![a-z])|mennessa|tarihinekadar)")
_PAYING = re.compile(r"utal|fizet|maks|oden|kiegyen")
_OTHER_INSTALMENT = re.compile(
    r"erstmals|kunftig|nachste|neuerabschlag|neuermonatlich|abschlage?betragt|\bnext|prochain|echeancier|proxim|prossim"
    r"|volgende|naslednj|sljedec|kolejn|dalsi|nastepn"
)
_OTHER_DOCUMENT = re.compile(
    r"d.?origine|factureinitiale|originalinvoice|originalrechnung|ursprung|zurrechnung|zurechnung|rechnungvom.*korr"
    r"|izvirniracun|kracunu|zaracunst|rif\.?fattura|facturarectificad|oorspronkelijke|toinvoice|dofaktury|kfakture"
)
_INVOICE = re.compile(
    r"invoice|rechnung|f[ai][ck]?tt?ur|racun|szaml|lasku|saskait|rekin|arve|bizonylat|doklad|τιμολογ|фактур"
)
_OF_ORDER = re.compile(r"auftrag|bestell|order|commande|pedido|ordine|narocil|zamow|objednav|offert|angebot|quot|devis")
_OF_DELIVERY = re.compile(
    r"lieferschein|deliverynote|bondelivraison|dobavnic|ddt|pakbon|packingslip|albaran|dodacilist"
)
_PLACE = re.compile(
    r"[^\W\d_][^\W\d_.'’ -]{1,28}(?:,\s?(?:le|den|dne|dnia|il|li|a|de|am)?|\s(?:le|den|dne|dnia|li))\s*"
)
_RANGE_WORDS = frozenset(
    "- – — to au bis al do until till through thru t/m tot ate hasta a til iki lidz kuni".split()  # noqa: SIM905 - read as words
)


@dataclass(frozen=True, slots=True)
class Context:
    """The words of a row before and after a date; `before` may begin in the row above, where a label was wrapped."""

    before: str
    after: str

    @property
    def clause_before(self) -> str:
        return fold(_CLAUSE.split(self.before)[-1])


def context_odds(day: Day, survey: Survey) -> Mapping[Term, float]:
    """What the words around a date add to its log-odds for each of the three terms."""
    around = context_of(day, survey)
    odds = dict.fromkeys((Term.ISSUE_DATE, Term.DUE_DATE, Term.DELIVERY_DATE), 0.0)
    after, clause = fold(around.after).replace(" ", ""), around.clause_before.replace(" ", "")
    offered = _WITH_DISCOUNT.match(after) and not day.cell.text.endswith((",", ";"))
    if offered or _DISCOUNT_BEFORE.search(clause):
        odds[Term.DUE_DATE] += DISCOUNT
    if _OTHER_INSTALMENT.search(clause):
        odds[Term.DUE_DATE] += OTHER_INSTALMENT
    if in_range(day, survey):
        for term, penalty in RANGE.items():
            odds[term] += penalty
        odds[Term.DELIVERY_DATE] += BEGIN_OF_RANGE if _is_followed(day, survey) else 0.0
    if is_dated_number(day, survey):
        odds = {term: value + NUMBER for term, value in odds.items()}
    if _OTHER_DOCUMENT.search(clause) or _names_other_invoice(day, survey):
        odds[Term.ISSUE_DATE] += OTHER_DOCUMENT
    if "/" in around.before and _OF_ORDER.search(clause):
        odds[Term.ISSUE_DATE] += OTHER_DOCUMENT
    return odds


def _names_other_invoice(day: Day, survey: Survey) -> bool:
    """Whether words such as `relating to invoice` stand before the date in its cell."""
    return any(
        label.box.x0 < day.box.x0 and _is_of_other_invoice(label)
        for label in survey.labels_on(day.cell.page, "numbers")
        if label.cell.row == day.cell.row and label.cell.column == day.cell.column
    )


def _is_of_other_invoice(label: Label) -> bool:
    named = "other_number" in label.meanings and _INVOICE.search(label.phrase.text)
    return bool(named) or "credited_invoice" in label.meanings


def says_due(day: Day, survey: Survey) -> bool:
    """Whether what follows a date makes it the last day to pay: `bis 13.04. ohne Abzug`, `2022-06-05 napjáig`."""
    around = context_of(day, survey)
    after = fold(around.after).replace(" ", "")
    until = re.search(r"\b(?:bis|zum|by|until|avant|entro|tot|do)$", around.clause_before)
    on = re.search(r"\b(?:am|zum|le|on)$", around.clause_before)
    by = _BY_THE_DAY.match(after) and _PAYING.search(fold(f"{around.before} {around.after}"))
    return bool((until and _WITHOUT_DEDUCTION.match(after)) or (on and _DEBITED.match(after)) or by)


def says_delivered(day: Day, survey: Survey) -> bool:
    """Whether the date is that of a delivery note: `Lieferschein / Datum   80077120 / 12.03.2025`."""
    around = context_of(day, survey)
    return "/" in around.before and bool(_OF_DELIVERY.search(around.clause_before.replace(" ", "")))


def follows_place(day: Day, survey: Survey) -> bool:
    """Whether a place stands before the date and nothing else: `Paris, le 3 avril 2025`."""
    cell = survey.sheets[day.cell.page].rows[day.cell.row][day.cell.column]
    before = " ".join(word.text for word in cell.words if word.box.x1 <= day.box.x0 + 0.5)
    row = survey.sheets[day.cell.page].rows[day.cell.row]
    if not before and day.cell.column:
        near = row[day.cell.column - 1]
        before = near.text if day.box.x0 - near.box.x1 < 3 * day.box.height else ""
    return bool(_PLACE.fullmatch(before))


def context_of(day: Day, survey: Survey) -> Context:
    rows = survey.sheets[day.cell.page].rows
    words = [word for cell in rows[day.cell.row] for word in cell.words]
    before = " ".join(word.text for word in words if word.box.x1 <= day.box.x0 + 0.5)
    after = " ".join(word.text for word in words if word.box.x0 >= day.box.x1 - 0.5)
    first = rows[day.cell.row][0]
    above = [c for c in rows[day.cell.row - 1] if day.cell.row and abs(c.box.x0 - first.box.x0) <= c.box.height]
    wrapped = " ".join(c.text for c in above if c.text.rstrip().endswith("/"))
    return Context(f"{wrapped} {before}".strip(), after)


def in_range(day: Day, survey: Survey) -> bool:
    """Whether the date is one end of a range, the other end being a date, a day or a month."""
    others = [o for o in survey.days if o.cell.page == day.cell.page and o.cell.row == day.cell.row and o is not day]
    words = [w for cell in survey.sheets[day.cell.page].rows[day.cell.row] for w in cell.words]
    for other in others:
        first, second = sorted((day, other), key=lambda d: d.box.x0)
        between = [w.text for w in words if first.box.x1 - 0.5 <= w.box.x0 and w.box.x1 <= second.box.x0 + 0.5]
        if between and "".join(fold(" ".join(between)).split()) in _RANGE_WORDS:
            return True
    before = [w.text for w in words if w.box.x1 <= day.box.x0 + 0.5]
    return len(before) > 1 and fold(before[-1]) in _RANGE_WORDS and _ends_in_day(before[:-1])


def _is_followed(day: Day, survey: Survey) -> bool:
    """Whether the date is the first of a range: a word such as `to` stands right behind it."""
    after = fold(context_of(day, survey).after).split()
    return bool(after) and after[0] in _RANGE_WORDS


def _ends_in_day(words: Sequence[str]) -> bool:
    """Whether the last words are a day without its year, such as `01.05.`, `May 1` or `1 May`."""
    month, *rest = reversed(words)
    named = [len(word) > 2 and bool(months_named(word)) for word in (month, *rest[:1])]
    return bool(re.fullmatch(r"\d{1,2}[./]\d{0,2}\.?", month)) or (
        any(named) and any(w[0].isdigit() for w in words[-2:])
    )
