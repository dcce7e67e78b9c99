"""Signing in: tokens, lock-out, expiry, and what an outsider learns."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from models.errors import NotAllowed
from models.languages import Language
from models.tables.people import MembershipTable, SessionTable, UserTable
from storage import sign_in as signing_in
from storage.access import Role, create_user, load_session, sign_in, sign_out
from storage.audit import list_audit
from storage.database import now
from storage.house import House
from storage.people import choose_language
from storage.sign_in import MAX_FAILURES
from tests.storage.samples import SYSTEM

pytestmark = pytest.mark.usefixtures("quick_hashes")

EMAIL, PASSWORD = "ana@example.si", "a long password"


@pytest.fixture
def ana(house: House, org: str) -> str:
    return create_user(house, org, EMAIL, PASSWORD, Role.APPROVER, actor=SYSTEM, name="Ana")


def test_a_person_signs_in_and_is_known(house: House, org: str, ana: str) -> None:
    found = load_session(house, sign_in(house, "  ANA@example.si", PASSWORD, address="10.0.0.1"))
    assert found is not None
    assert (found.user_id, found.email, found.organisation_id, found.role) == (ana, EMAIL, org, Role.APPROVER)
    assert found.organisation_name == "Ours"
    assert found.may("approve")
    assert not found.may("manage")
    actor = found.actor("10.0.0.1")
    assert (actor.kind, actor.id, actor.label, actor.session_id) == ("user", ana, "Ana", found.session_id)


def test_a_language_that_was_chosen_is_known_in_every_session(house: House, org: str, ana: str) -> None:
    token = sign_in(house, EMAIL, PASSWORD)
    session = load_session(house, token)
    assert session is not None
    assert (session.user_id, session.language) == (ana, None)
    for language in (Language.GERMAN, Language.SLOVENIAN, Language.SLOVENIAN):
        choose_language(house, org, language, actor=session.actor())
    known = load_session(house, token)
    assert known is not None
    assert known.language is Language.SLOVENIAN
    chosen = [row.after for row in list_audit(house, org).rows if row.event == "language_chosen"]
    assert chosen == [{"language": "sl"}, {"language": "de"}]


def test_the_token_itself_is_not_kept(house: House, ana: str) -> None:
    assert ana
    token = sign_in(house, EMAIL, PASSWORD)
    with house.session() as session:
        kept = session.scalars(select(SessionTable)).one().token_hash
    assert token not in kept
    assert load_session(house, kept) is None


def test_a_session_ends_when_signed_out_expired_or_without_role(house: House, ana: str) -> None:
    tokens = [sign_in(house, EMAIL, PASSWORD) for _ in range(2)]
    sign_out(house, tokens[0])
    sign_out(house, tokens[0])
    sign_out(house, "unknown")
    assert load_session(house, tokens[0]) is None
    assert load_session(house, tokens[1]) is not None
    with house.session(write=True) as session:
        session.execute(update(SessionTable).values(expires_at=now(session) - timedelta(seconds=1)))
    assert load_session(house, tokens[1]) is None
    third = sign_in(house, EMAIL, PASSWORD)
    with house.session(write=True) as session:
        session.execute(delete(MembershipTable).where(MembershipTable.user_id == ana))
    assert load_session(house, third) is None
    with pytest.raises(NotAllowed):
        sign_in(house, EMAIL, PASSWORD)


def test_wrong_password_unknown_address_and_locked_account_answer_alike(house: House, ana: str) -> None:
    assert ana
    answers = []
    for email, password in [(EMAIL, "wrong password"), ("nobody@example.si", PASSWORD)]:
        with pytest.raises(NotAllowed) as caught:
            sign_in(house, email, password)
        answers.append(str(caught.value))
    assert len(set(answers)) == 1


def test_several_failures_lock_the_account_for_a_while(house: House, org: str, ana: str) -> None:
    for _ in range(MAX_FAILURES):
        with pytest.raises(NotAllowed):
            sign_in(house, EMAIL, "wrong password")
    with pytest.raises(NotAllowed):
        sign_in(house, EMAIL, PASSWORD)
    assert [entry.event for entry in list_audit(house, org, per_page=2).rows] == ["sign_in_refused"] * 2
    with house.session(write=True) as session:
        session.get_one(UserTable, ana).locked_until = now(session) - timedelta(seconds=1)
    assert sign_in(house, EMAIL, PASSWORD)


def test_a_success_forgets_the_failures_before(house: House, ana: str) -> None:
    assert ana
    for _ in range(2):
        for _ in range(MAX_FAILURES - 1):
            with pytest.raises(NotAllowed):
                sign_in(house, EMAIL, "wrong password")
        assert sign_in(house, EMAIL, PASSWORD)


def test_only_a_few_hashes_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    busy: list[int] = []
    seen: list[int] = []

    class Slow:
        def verify(self, *_: str) -> bool:
            busy.append(1)
            seen.append(len(busy))
            time.sleep(0.02)
            busy.pop()
            return False

    monkeypatch.setattr(signing_in, "HASHER", Slow())
    threads = [threading.Thread(target=signing_in._verify, args=("hash", "word")) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 12
    assert max(seen) <= 4
