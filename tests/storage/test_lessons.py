"""What approvals leave to be learned, how it is kept, found again, forgotten, and gone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from models.errors import InvalidInput
from models.lessons import Lesson, Record, Spot
from models.tables.documents import DataKeyTable
from models.tables.lessons import LessonMarkTable, LessonTable, LessonTrialTable
from models.terms import Term
from storage.bookings import find_booking, void_booking
from storage.forgetting import change_memory
from storage.house import House
from storage.lessons import Trial, Unlearned, has_lessons, load_taught, load_unlearned, recall, save_lesson
from tests.storage.reviewed import read, review
from tests.storage.samples import CLERK

SPOT = Spot(Term.INVOICE_NUMBER, 0, 0.5, 0.6, 0.1, "racunst", "", "A-9999")
LESSON = Lesson(own={Term.SELLER_NAME: "Kovina d.o.o."}, spots=(SPOT,), words=(("racun", 0.1),), day_first=True)
MARKS = {"number:si15012557", "name:kovinadoo"}


def taught(house: House, org: str, number: int, marks: set[str] = MARKS, lesson: Lesson = LESSON) -> str:
    """An approved document that was learned from."""
    document_id = read(house, org, number)
    review(house, org, document_id)
    assert save_lesson(house, org, Unlearned(document_id, 1), lesson, marks=marks)
    return document_id


def test_an_approval_leaves_something_to_learn_and_nothing_else_does(house: House, org: str) -> None:
    approved, other = read(house, org, 1), read(house, org, 2)
    assert not has_lessons(house, org)
    review(house, org, approved, right=False)
    assert load_unlearned(house, org, 9) == [Unlearned(approved, 2)]
    assert other not in str(load_unlearned(house, org, 9))


def test_a_document_is_learned_from_once(house: House, org: str) -> None:
    document_id = taught(house, org, 1)
    assert load_unlearned(house, org, 9) == []
    assert not save_lesson(house, org, Unlearned(document_id, 1), Lesson(), marks={"name:other"})
    assert [found.lesson for found in load_taught(house, org)] == [LESSON]
    assert recall(house, org, {"name:other"}, most=4) == []


def test_an_issuer_is_found_by_any_of_its_marks_and_only_in_its_organisation(
    house: House, org: str, other_org: str
) -> None:
    document_id = taught(house, org, 1)
    assert [found.source for found in recall(house, org, {"name:kovinadoo", "name:x"}, most=4)] == [document_id]
    assert recall(house, org, {"name:kovina"}, most=4) == []
    assert recall(house, other_org, MARKS, most=4) == []
    assert recall(house, org, MARKS, most=4, without=document_id) == []


def test_of_many_lessons_those_with_the_most_marks_are_taken_and_the_newest_come_first(house: House, org: str) -> None:
    old, new = taught(house, org, 1), taught(house, org, 2)
    fewer = taught(house, org, 3, {"name:kovinadoo"})
    assert [found.source for found in recall(house, org, MARKS, most=2)] == [new, old]
    assert [found.source for found in recall(house, org, MARKS, most=9)] == [fewer, new, old]


def test_neither_values_nor_marks_stand_in_clear(house: House, org: str) -> None:
    taught(house, org, 1)
    with house.session() as session:
        content = session.scalar(select(LessonTable.content)) or b""
        digests = session.scalars(select(LessonMarkTable.digest)).all()
    assert b"Kovina" not in content
    assert not any("kovina" in digest or "15012557" in digest for digest in digests)


def test_destroying_the_key_of_a_document_takes_away_what_it_taught(house: House, org: str) -> None:
    document_id, kept = taught(house, org, 1), taught(house, org, 2)
    with house.session(write=True) as session:
        own = DataKeyTable.subject_id == document_id
        session.execute(update(DataKeyTable).where(DataKeyTable.organisation_id == org, own).values(wrapped=None))
    assert [found.source for found in recall(house, org, MARKS, most=4)] == [kept]


def test_voiding_a_booking_takes_away_what_was_learned_and_approving_again_teaches_anew(house: House, org: str) -> None:
    document_id, other = taught(house, org, 1), taught(house, org, 2)
    booking = find_booking(house, org, document_id)
    assert booking is not None
    void_booking(house, org, booking.id, actor=CLERK, reason="wrong")
    assert [found.source for found in recall(house, org, MARKS, most=4)] == [other]
    assert load_unlearned(house, org, 9) == []
    review(house, org, document_id)
    assert load_unlearned(house, org, 9) == [Unlearned(document_id, 1)]


def test_nothing_is_kept_of_a_document_whose_approval_was_voided_meanwhile(house: House, org: str) -> None:
    document_id = read(house, org, 1)
    review(house, org, document_id)
    booking = find_booking(house, org, document_id)
    assert booking is not None
    void_booking(house, org, booking.id, actor=CLERK, reason="wrong")
    assert not save_lesson(house, org, Unlearned(document_id, 1), LESSON, marks=MARKS)
    with house.session() as session:
        assert session.scalar(select(LessonMarkTable.digest)) is None


def test_trials_are_counted_and_a_lesson_that_was_wrong_is_not_used(house: House, org: str) -> None:
    first = taught(house, org, 1)
    second = read(house, org, 2)
    review(house, org, second)
    trials = [
        Trial(first, second, (Term.INVOICE_NUMBER,), (Term.ISSUE_DATE,)),
        Trial(second, first, (Term.INVOICE_NUMBER, Term.ISSUE_DATE), ()),
    ]
    assert save_lesson(house, org, Unlearned(second, 1), LESSON, marks=MARKS, trials=trials)
    by_source = {found.source: found for found in recall(house, org, MARKS, most=4)}
    assert by_source[first].records == {Term.INVOICE_NUMBER: Record(right=1), Term.ISSUE_DATE: Record(wrong=1)}
    assert by_source[first].uses(Term.INVOICE_NUMBER)
    assert not by_source[first].uses(Term.ISSUE_DATE)
    assert by_source[second].uses(Term.ISSUE_DATE)


def test_trials_on_a_document_that_was_taken_away_meanwhile_are_left_out(house: House, org: str) -> None:
    second, gone = read(house, org, 2), read(house, org, 3)
    review(house, org, second)
    trials = [Trial(gone, second, (), (Term.ISSUE_DATE,)), Trial(second, gone, (Term.ISSUE_DATE,), ())]
    assert save_lesson(house, org, Unlearned(second, 1), LESSON, marks=MARKS, trials=trials)
    with house.session() as session:
        assert session.scalar(select(LessonTrialTable.other_id)) is None


@pytest.mark.parametrize("word", ["seller_name", "*"])
def test_a_lesson_forgets_a_term_or_all_and_remembers_again(house: House, org: str, word: str) -> None:
    document_id = taught(house, org, 1)
    assert change_memory(house, org, [document_id], actor=CLERK, forget=word) == 1
    assert change_memory(house, org, [document_id], actor=CLERK, forget=word) == 0
    (found,) = load_taught(house, org)
    assert not found.uses(Term.SELLER_NAME)
    assert found.uses(Term.INVOICE_NUMBER) is (word != "*")
    assert change_memory(house, org, [document_id], actor=CLERK, forget=None) == 1
    assert load_taught(house, org)[0].uses(Term.SELLER_NAME)


def test_nobody_makes_another_organisation_forget(house: House, org: str, other_org: str) -> None:
    document_id = taught(house, org, 1)
    assert change_memory(house, other_org, [document_id], actor=CLERK, forget="*") == 0
    assert load_taught(house, org)[0].uses(Term.SELLER_NAME)


def test_what_is_no_field_cannot_be_forgotten(house: House, org: str) -> None:
    document_id = taught(house, org, 1)
    with pytest.raises(InvalidInput, match="no field"):
        change_memory(house, org, [document_id], actor=CLERK, forget="price")


def test_workers_that_learn_from_the_same_document_at_once_keep_one_lesson(house: House, org: str) -> None:
    document_id = read(house, org, 1)
    review(house, org, document_id)
    with ThreadPoolExecutor(3) as pool:
        learn = [pool.submit(save_lesson, house, org, Unlearned(document_id, 1), LESSON, marks=MARKS) for _ in range(3)]
        assert sorted(done.result() for done in learn) == [False, False, True]
    assert [found.source for found in recall(house, org, MARKS, most=4)] == [document_id]
